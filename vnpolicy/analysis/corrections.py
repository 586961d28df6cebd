"""The user's corrections of events: what was merged and what was split, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from vnpolicy.analysis.grouping import by_event, group
from vnpolicy.errors import UsageError
from vnpolicy.model import Table, Value

if TYPE_CHECKING:
    from vnpolicy.corpus.store import Corpus

COLUMNS = ("event", "doc", "path")


def merge(corpus: Corpus, one: str, other: str) -> Table:
    """Make two events one, for good; the reports of it, a row a path.

    Events are given by id or a unique beginning of one. Raises UsageError where an event is unknown or both
    are the same, VnpolicyError where the corpus may only be read.
    """
    with corpus.changing():  # what was said, and the events after it, are stored together
        reports = _reports(corpus)
        first, second = (event_named(reports, text) for text in (one, other))
        if first == second:
            raise UsageError(f"{one} and {other} are the same event, {first}; give two to merge")
        corpus.correct("merge", reports[first], reports[second])
        return _table(corpus, "merge", [*reports[first], *reports[second]])


def split(corpus: Corpus, event: str, docs: Sequence[str]) -> Table:
    """Take reports out of an event, for good: they are one event of their own. The reports of both, a row a
    path.

    Raises UsageError where the event or a document is unknown, a document is not among its reports, or none
    would stay; VnpolicyError where the corpus may only be read.
    """
    with corpus.changing():
        reports = _reports(corpus)
        name = event_named(reports, event)
        gone = sorted({corpus.resolve(doc) for doc in docs})
        if others := [doc for doc in gone if doc not in reports[name]]:
            raise UsageError(
                f"{', '.join(others)}: not among the reports of {name}; see dedupe --event {name}"
            )
        stay = [doc for doc in reports[name] if doc not in gone]
        if not stay:
            raise UsageError(f"{name} has no other reports than these; leave at least one in it")
        corpus.correct("split", stay, gone)
        return _table(corpus, "split", [*stay, *gone])


def event_named(events: Iterable[str], text: str) -> str:
    """The event with the id `text`, or the only one that it begins. Raises UsageError."""
    start = sorted(event for event in events if text and event.lower().startswith(text.lower()))
    found = [event for event in start if event == text] or start
    if not found:
        raise UsageError(f"there is no event {text!r}: vnpolicy dedupe lists their ids")
    if len(found) > 1:
        several = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
        raise UsageError(f"{text!r} begins several events: {several}; give more of it")
    return found[0]


def _reports(corpus: Corpus) -> dict[str, list[str]]:
    """The documents of each event."""
    groups, _ = group(corpus)
    return {event: [of.doc for of in members] for event, members in by_event(groups).items()}


def _table(corpus: Corpus, name: str, docs: Sequence[str]) -> Table:
    """The events of `docs` as they are now, with all their reports; by event, then publication."""
    groups, _ = group(corpus)
    event_of = {of.doc: of.event for of in groups}
    events = dict.fromkeys(event_of[doc] for doc in docs)
    stored = corpus.headers()
    rows: list[tuple[Value, ...]] = [
        (event, header.doc, path)
        for event in events
        for header in stored
        if event_of[header.doc] == event
        for path in header.paths
    ]
    return Table(name, COLUMNS, rows)
