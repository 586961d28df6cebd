"""Rows found in general news, read and labelled one by one: what the proposals are told from.

`item_rows.jsonl` holds a line a report, `doc` and `rows`: [start, end, label] with offsets into the raw text
(NFC); the label is 1 for a proposal by the guide of the labelled sets, 0 for none, null where readers may
differ. The reports were drawn at random, and their rows are all that the program found in them at the time.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from labels import lines

from vnpolicy.extract.statements import Candidate
from vnpolicy.model import Raw
from vnpolicy.read.clean import clean
from vnpolicy.text.unicode import normalize

Labelled = tuple[int, int, int | None]
MOST_OF = 0.9
"""A candidate that shares so much of its own and the row's length with a true row is that proposal."""


def read(rows: Path, texts: Path) -> dict[str, tuple[str, list[Labelled]]]:
    """Each report's body and the labelled ranges of it; the texts are JSON lines with `id`, `text`."""
    labelled = {r["doc"]: r["rows"] for r in map(json.loads, rows.read_text(encoding="utf-8").splitlines())}
    found = {}
    for record in lines(texts):
        if (doc := str(record["id"])) in labelled:
            found[doc] = _in_body(normalize(record["text"]), labelled[doc])
    return {doc: found[doc] for doc in sorted(found)}


def _in_body(raw: str, rows: list[Any]) -> tuple[str, list[Labelled]]:
    cleaned = clean(Raw(raw, "text", "utf-8"))
    places: list[Labelled] = []
    for start, end, label in rows:
        before = inside = 0
        for s, e in cleaned.kept:
            before += max(0, min(e, start) - s)
            inside += max(0, min(e, end) - max(s, start))
        if inside:
            places.append((before, before + inside, label))
    return cleaned.body(raw), places


def label(candidate: Candidate, rows: list[Labelled]) -> tuple[str, float]:
    """Which label the row gives that `candidate` shares most with (`true`, `near` a true one, `false`,
    `doubtful`, `other` without a row), and the share, 0 to 1.
    """
    best: tuple[float, int | None] = (0.0, None)
    for start, end, value in rows:
        shared = min(end, candidate.end) - max(start, candidate.start)
        share = 2 * shared / (end - start + candidate.end - candidate.start)
        if share > best[0]:
            best = (share, value)
    share, value = best
    if not share:
        return "other", 0.0
    if value:
        return ("true" if share > MOST_OF else "near"), share
    return ("doubtful" if value is None else "false"), share
