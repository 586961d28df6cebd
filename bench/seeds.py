"""What the sample reports in seeds/ must give, checked through the command line as a user runs it.

`checks` compares with tests/seeds.json: a check an expected fact, in areas (`events`, `header`, `body`,
`agenda`, `proposals`, `citations`, `merged`); and tells what share of the proposals found was expected.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

Row = dict[str, Any]


class Check(NamedTuple):
    """One expected fact."""

    area: str
    good: bool
    what: str


def checks(vnpolicy: str, folder: Path, expected: Path) -> tuple[list[Check], float]:
    """All checks, and the precision of the proposals."""
    want = json.loads(expected.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as tmp:
        corpus = str(Path(tmp) / "seeds.db")
        _rows(vnpolicy, "ingest", str(folder), "-c", corpus)

        def get(*arguments: str) -> list[Row]:
            return _rows(vnpolicy, *arguments, "-c", corpus)

        listed = {_stem(row): row for row in get("list")}
        shown = {_stem(row): row for row in get("show", *[row["doc"] for row in listed.values()])}
        found = [*_grouping(get("dedupe"), get("events"), want)]
        mentions = {name: get(name, "--mentions") for name in ("agenda", "proposals")}
        cited = defaultdict(set)
        for row in get("citations"):
            cited[_stem(row)].add(row["number"])
        for name, facts in want["documents"].items():
            found += _header(name, facts, listed.get(name, {}), shown.get(name, {}))
            found += _items(name, facts, mentions)
            found += [
                Check("citations", number in cited[name], f"{name} cites {number}: {sorted(cited[name])}")
                for number in facts.get("citations_have", [])
            ]
        for name, merged in want["merged"].items():
            found += _merged(name, merged, get(name))
    return found, _precision(want, mentions["proposals"])


def _grouping(dedupe: list[Row], events: list[Row], want: Row) -> Iterator[Check]:
    event_of = {_stem(row): row["event"] for row in dedupe}
    kind_of = {_stem(row): row["kind"] for row in dedupe}
    together = defaultdict(set)
    for name, event in event_of.items():
        together[event].add(name)
    for names in want["events"]:
        got = sorted(together[event_of[names[0]]])
        yield Check("events", got == sorted(names), f"one event: {names}, not {got}")
    ids = {row["event"] for row in events}
    for name in want["no_event"]:
        good = kind_of[name] == "only" and event_of[name] not in ids
        yield Check("events", good, f"{name} tells of no event")
    for names in want["copies"]:
        kinds = {kind_of[name] for name in names}
        yield Check("events", kinds == {"lead", "copy"}, f"lead and copy: {names}: {kinds}")


def _header(name: str, facts: Row, listed: Row, shown: Row) -> Iterator[Check]:
    event = shown.get("event") or {}
    got = {**{k: listed.get(k) for k in ("title", "source")}, "published": listed.get("published")}
    got |= {"event_date": event.get("date"), "place": event.get("place")}
    for key in ("title", "published", "source", "event_date", "place"):
        if key in facts:
            good = any(_agrees(key, one, got[key]) for one in _several(facts[key]))
            yield Check("header", good, f"{name} {key}: {got[key]!r}, not {facts[key]!r}")
    for chair in facts.get("chairs_have", []):
        chairs = event.get("chairs") or []
        yield Check("header", any(chair in c for c in chairs), f"{name} chaired by {chair}: {chairs}")
    body = shown.get("body") or ""
    for text in facts["body_has"]:
        yield Check("body", text in body, f"{name} body lost: {text}")
    for text in facts["body_lacks"]:
        yield Check("body", bool(body) and text not in body, f"{name} body keeps: {text}")


def _agrees(key: str, want: str | None, got: str | None) -> bool:
    if want is None or got is None:
        return want == got
    if key in ("published", "event_date"):
        return got.startswith(want)
    return want in got if key == "place" else want == got


def _items(name: str, facts: Row, mentions: dict[str, list[Row]]) -> Iterator[Check]:
    used: set[int] = set()
    for text in facts.get("agenda_has", []):
        rows = [(i, r) for i, r in enumerate(mentions["agenda"]) if _stem(r) == name and i not in used]
        at = next((i for i, row in rows if _same(text, row["text"])), None)
        used |= {at} if at is not None else set()
        yield Check("agenda", at is not None, f"{name} agenda: {text}")
    for wanted in facts.get("proposals", []):
        rows = [r for r in mentions["proposals"] if _stem(r) == name and _same(wanted["has"], r["text"])]
        row = rows[0] if rows else {}
        yield Check("proposals", bool(rows), f"{name} proposal: {wanted['has']}")
        for key in ("speaker", "kind"):
            if key in wanted:
                good = bool(rows) and row[key] in _several(wanted[key])
                yield Check("proposals", good, f"{name} {key} of {wanted['has']}: {row.get(key)!r}")


def _merged(name: str, merged: list[Row], rows: list[Row]) -> Iterator[Check]:
    for wanted in merged:
        hits = [row for row in rows if _same(wanted["has"], row["text"])]
        good = len(hits) == 1 and hits[0]["reports"] == wanted["reports"]
        told = [(row["reports"], row["text"][:60]) for row in hits]
        yield Check("merged", good, f"{name}: {wanted['has']} in {wanted['reports']} reports: {told}")


def _precision(want: Row, rows: list[Row]) -> float:
    """The share of the proposals found that are among those expected."""
    expected = {
        name: [p["has"] for p in facts.get("proposals", [])] for name, facts in want["documents"].items()
    }
    good = sum(any(_same(text, row["text"]) for text in expected.get(_stem(row), [])) for row in rows)
    return good / max(1, len(rows))


def _same(part: str, text: str) -> bool:
    return unicodedata.normalize("NFC", part).lower() in unicodedata.normalize("NFC", text).lower()


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _stem(row: Row) -> str:
    return Path(row["path"]).stem


def _rows(vnpolicy: str, *arguments: str) -> list[Row]:
    """The rows of a command. Raises where it fails; what is refused is no failure, its checks will fail."""
    command = [*shlex.split(vnpolicy), *arguments, "-f", "jsonl"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 3):
        raise subprocess.CalledProcessError(done.returncode, command)
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
