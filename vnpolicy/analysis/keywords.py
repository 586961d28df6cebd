"""Keywords of the corpus, of a document, an event, a source, a month."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vnpolicy.errors import UsageError
from vnpolicy.extract.candidates import display_key
from vnpolicy.model import Table, Value

if TYPE_CHECKING:
    from vnpolicy.corpus.store import Corpus

COLUMNS = ("group", "keyword", "score", "count", "documents")
GROUPINGS = ("corpus", "document", "event", "source", "month")

NESTED = 0.6
"""Log odds that a keyword loses for each chosen one that it holds or that holds it."""
CARRIED = 0.6
"""A phrase is folded into a longer one that stands in this share of its documents."""
_POOL = 6  # keywords looked at for each that is wanted, when many documents are put together


@dataclass(slots=True)
class _Total:
    """A keyword over the documents of a group; `score` is the expected number of those indexed under it."""

    score: float = 0.0
    count: int = 0
    documents: int = 0
    forms: Counter[str] = field(default_factory=Counter)


def keywords(corpus: Corpus, by: str = "corpus", top: int = 20, docs: Collection[str] | None = None) -> Table:
    """The `top` keywords of each group, best first; `docs`: of these documents only (None: all).

    `by`: corpus, document, event, source or month (of the event, else of the publication). `score` is, by
    document, the probability that an analyst would index it so, otherwise the sum of these. `documents`
    counts those that have the keyword among their candidates. By document there is a column `path`. Documents
    without source or date are in no such group. Raises UsageError for another `by`.
    """
    if by not in GROUPINGS:
        raise UsageError(f"keywords go by {', '.join(GROUPINGS)}, not by {by!r}")
    stored = {s.doc: s for s in corpus.headers() if docs is None or s.doc in docs}
    phrases = {doc: value for doc, value in corpus.features("phrases") if doc in stored}
    if by == "document":
        rows: list[tuple[Value, ...]] = [
            (doc, form, round(_probability(score), 3), count, 1, stored[doc].paths[0])
            for doc in stored
            for form, score, count, *_ in distinct(phrases.get(doc, []), top)
        ]
        return Table("keywords", (*COLUMNS, "path"), rows)
    rows = [
        (group, keyword, round(total.score, 3), total.count, total.documents)
        for group, members in _groups(corpus, by, list(stored.values()))
        for keyword, total in _best([phrases.get(doc, []) for doc in members], top, by == "event")
    ]
    return Table("keywords", COLUMNS, rows)


def _groups(corpus: Corpus, by: str, stored: Sequence[Any]) -> list[tuple[str, list[str]]]:
    """The groups in order (events by date as everywhere, others by name), each with its documents."""
    if by == "corpus":
        return [("corpus", [s.doc for s in stored])] if stored else []
    if by == "event":
        from vnpolicy.analysis.items import in_order

        known = {s.doc for s in stored}
        events = ((event, [doc for doc in reports if doc in known]) for event, reports in in_order(corpus))
        return [(event, reports) for event, reports in events if reports]
    from vnpolicy.analysis.choose import date_of

    groups: dict[str, list[str]] = defaultdict(list)
    for s in stored:
        date = date_of(s) or ""
        if group := s.source if by == "source" else date[:7] if len(date) >= 7 else None:
            groups[group].append(s.doc)
    return sorted(groups.items())


def distinct(scored: Sequence[Sequence[Any]], top: int) -> list[Sequence[Any]]:
    """The best `top` of [form, log odds, ...] entries, so that they say different things.

    After maximal marginal relevance (Carbonell and Goldstein 1998): an entry loses `NESTED` for each chosen
    one that it holds or that holds it, and of two spellings of one phrase the second is left out.
    """
    left = {i: (float(entry[1]), display_key(entry[0])) for i, entry in enumerate(scored)}
    chosen: list[Sequence[Any]] = []
    while left and len(chosen) < top:
        best = max(left, key=lambda i: (left[i][0], -i))
        key = left.pop(best)[1]
        chosen.append(scored[best])
        for i, (score, other) in list(left.items()):
            if _bare(other) == _bare(key):
                del left[i]
            elif holds(key, other) or holds(other, key):
                left[i] = (score - NESTED, other)
    return sorted(chosen, key=lambda entry: -float(entry[1]))


def holds(long: str, short: str) -> bool:
    """Whether the phrase `long` has the phrase `short` in it, whole words."""
    return f" {short} " in f" {long.replace(',', '')} "


def _bare(key: str) -> str:
    return "".join(c for c in key if c.isalnum())


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _best(documents: Sequence[Sequence[Any]], top: int, names: bool) -> list[tuple[str, _Total]]:
    """The keywords of documents together. `names`: personal names may be among them."""
    totals: dict[str, _Total] = defaultdict(_Total)
    for phrases in documents:
        for form, score, count, _, person in phrases:
            if person and not names:
                continue
            total = totals[display_key(form)]
            total.score += _probability(score)
            total.count += count
            total.documents += 1
            total.forms[form] += 1
    ranked = sorted(totals, key=lambda key: (-round(totals[key].score, 6), key))[: _POOL * top]
    kept = _folded(ranked, totals)
    scored = [[key, math.log(max(totals[key].score, 1e-9))] for key in kept]
    return [(_form(totals[key].forms), totals[key]) for key, _ in distinct(scored, top)]


def _folded(ranked: Sequence[str], totals: Mapping[str, _Total]) -> list[str]:
    """`ranked` without phrases that a longer one carries in most of their documents; the longer takes the
    place.
    """
    kept: list[str] = []
    for key in ranked:
        carriers = [k for k in ranked if k != key and holds(k, key)]
        carrier = max(carriers, key=lambda k: (totals[k].documents, -ranked.index(k)), default=None)
        if carrier is not None and totals[carrier].documents >= CARRIED * totals[key].documents:
            key = carrier
        if key not in kept:
            kept.append(key)
    return kept


def _form(forms: Counter[str]) -> str:
    """The most frequent spelling; among equals the first in code point order."""
    return min(forms, key=lambda form: (-forms[form], form))
