"""The tables `dedupe` and `events`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from vnpolicy.analysis.grouping import by_event, group
from vnpolicy.corpus.moment import at_one_moment
from vnpolicy.model import Event, Table, Value

if TYPE_CHECKING:
    from vnpolicy.corpus.records import Group, Stored
    from vnpolicy.corpus.store import Corpus

DEDUPE = ("event", "kind", "probability", "published", "source", "title", "doc", "path")
EVENTS = (
    "event",
    "name",
    "date",
    "end_date",
    "place",
    "province",
    "organizers",
    "chairs",
    "reports",
    "sources",
    "theme",
    "doc",
)


@at_one_moment
def dedupe(
    corpus: Corpus,
    threshold: float | None = None,
    explain: bool = False,
    docs: Collection[str] | None = None,
) -> Table:
    """Which reports cover the same event, a row a path.

    Events by date, then id; in each the lead first, the others by publication, then doc. `threshold`: another
    than the usual one (`vnpolicy.analysis.grouping.group`). `explain` adds why (`vnpolicy.analysis.explain`).
    `docs`: only the rows of these.
    """
    groups, events = group(corpus, threshold)
    stored = corpus.headers()
    order = {header.doc: i for i, header in enumerate(stored)}
    wanted = set(order) if docs is None else set(docs)
    columns, reasons = _explained(corpus, groups, wanted, threshold) if explain else ((), {})
    rows: list[tuple[Value, ...]] = []
    together = by_event(groups)
    for event in sorted(together, key=lambda event: when(event, events)):
        for of in sorted(together[event], key=lambda of: (of.kind not in ("lead", "only"), order[of.doc])):
            header = stored[order[of.doc]]
            for path in header.paths if of.doc in wanted else ():
                about = (header.published, header.source, header.title, of.doc, path)
                rows.append((event, of.kind, of.probability, *about, *reasons.get(of.doc, ())))
    if explain:
        return Table("explained dedupe", DEDUPE + columns, rows)
    return Table("dedupe", DEDUPE, rows)


@at_one_moment
def events(corpus: Corpus) -> Table:
    """The events that the reports tell of, by date, then id; `sources` in order of publication."""
    groups, facts = group(corpus)
    themes = _themes(corpus)
    stored = corpus.headers()
    order = {header.doc: i for i, header in enumerate(stored)}
    together = by_event(groups)
    rows: list[tuple[Value, ...]] = []
    for event in sorted(facts, key=lambda event: when(event, facts)):
        docs = sorted((of.doc for of in together[event]), key=lambda doc: order[doc])
        lead = next(of.doc for of in together[event] if of.kind in ("lead", "only"))
        told = facts[event]
        rows.append(
            (
                event,
                told.name,
                told.date,
                told.end_date,
                told.place,
                told.province,
                list(told.organizers),
                list(told.chairs),
                len(docs),
                _sources([stored[order[doc]] for doc in docs]),
                themes.get(lead),
                lead,
            )
        )
    return Table("events", EVENTS, rows)


def when(event: str, facts: dict[str, Event]) -> tuple[bool, str, str]:
    """Sorts events by date, then id; last those without a date that can be placed."""
    date = (facts[event].date if event in facts else None) or ""
    return not date or date.startswith("--"), date, event


def _sources(reports: list[Stored]) -> list[str]:
    """The different sources in order."""
    return list(dict.fromkeys(report.source for report in reports if report.source))


def _explained(
    corpus: Corpus, groups: Sequence[Group], docs: Collection[str], threshold: float | None
) -> tuple[tuple[str, ...], dict[str, tuple[Value, ...]]]:
    from vnpolicy.analysis.explain import COLUMNS, explained

    return COLUMNS, explained(corpus, groups, docs, threshold)


def _themes(corpus: Corpus) -> dict[str, str]:
    from vnpolicy.analysis.themes import document_themes

    return document_themes(corpus)
