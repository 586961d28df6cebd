"""Choosing rows: which documents an analysis is asked about, and which of its rows are wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from vnpolicy.corpus.moment import at_one_moment
from vnpolicy.errors import UsageError
from vnpolicy.model import AgendaKind, ProposalKind, Table, Value
from vnpolicy.text.unicode import fold, nfc

if TYPE_CHECKING:
    from vnpolicy.corpus.records import Group, Stored
    from vnpolicy.corpus.store import Corpus

_KINDS: dict[str, tuple[str, ...]] = {
    "agenda": get_args(AgendaKind),
    "proposals": get_args(ProposalKind),
    "compare": (*get_args(AgendaKind), *get_args(ProposalKind)),
}
_ISO = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")
_DMY = re.compile(r"(?:(\d\d?)/)?(\d\d?)/(\d{4})")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user asked for. Several values of one filter: any of them; several filters: all of them.

    Text filters ignore case, tone placement and diacritics. Dates are `2021`, `2021-07`, `2021-07-13`,
    `13/07/2021`.
    """

    since: str | None = None
    until: str | None = None
    source: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    doc: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    sort: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The documents that were asked for (None: all), and how many were left out for want of a full date."""

    docs: frozenset[str] | None = None
    undated: int = 0


@at_one_moment
def documents(corpus: Corpus, choice: Choice) -> Chosen:
    """The documents that `choice` is about.

    A document's date is that of its event, else its publication; its place what it says itself. Events are
    those of the last grouping, or the first where there was none. Raises UsageError for a date, document or
    event that is none.
    """
    if not (choice.since or choice.until or choice.source or choice.place or choice.event or choice.doc):
        return Chosen()
    # only a filter by event needs to know the events
    groups = _groups(corpus) if choice.event else []
    since = _bounds(choice.since)[0] if choice.since else ""
    until = _bounds(choice.until)[1] if choice.until else "9999-12-31"
    by_id = frozenset(corpus.resolve(text) for text in choice.doc)
    of_events = _of_named(groups, choice.event)
    docs, undated = set(), 0
    for stored in corpus.headers():
        event = stored.event
        places = (event.place, event.province) if event else ()
        if by_id and stored.doc not in by_id:
            continue
        if choice.event and stored.doc not in of_events:
            continue
        if not (has(choice.source, stored.source) and has(choice.place, *places)):
            continue
        if choice.since or choice.until:
            day = date_of(stored)
            if day is None:
                undated += 1
                continue
            first, last = _bounds(day)
            if last < since or first > until:
                continue
        docs.add(stored.doc)
    return Chosen(frozenset(docs), undated)


def _groups(corpus: Corpus) -> list[Group]:
    """The groups as they were stored last; where there are none, made now."""
    from vnpolicy.analysis.grouping import group

    return corpus.groups() or corpus.last_groups() or group(corpus)[0]


def date_of(stored: Stored) -> str | None:
    """The date to place a document by: its event's where that has a year, else of publication, else None."""
    for value in (stored.event.date if stored.event else None, stored.published):
        if value and not value.startswith("--"):
            return value[:10]
    return None


def has(wanted: tuple[str, ...], *texts: Value) -> bool:
    """Whether any text has any of `wanted` in it, whatever the case and diacritics. Nothing wanted: yes."""
    if not wanted:
        return True
    folded = [fold(nfc(text)) for text in texts if isinstance(text, str)]
    return any(fold(nfc(" ".join(want.split()))) in text for want in wanted for text in folded)


def of_documents(table: Table, docs: frozenset[str] | None) -> Table:
    """The rows of `table` about these documents (column `doc`); None: all."""
    if docs is None:
        return table
    at = table.columns.index("doc")
    return Table(table.name, table.columns, [row for row in table.rows if row[at] in docs])


@at_one_moment
def of_events(corpus: Corpus, table: Table, docs: frozenset[str] | None) -> Table:
    """The rows of `table` about events that these documents cover (column `event`); None: all."""
    if docs is None:
        return table
    from vnpolicy.analysis.items import in_order

    wanted = {event for event, reports in in_order(corpus) if not docs.isdisjoint(reports)}
    at = table.columns.index("event")
    return Table(table.name, table.columns, [row for row in table.rows if row[at] in wanted])


def of_theme(corpus: Corpus, table: Table, choice: Choice) -> Table:
    """The rows of `table` whose document has the theme wanted, where the table has no such column."""
    if not choice.theme:
        return table
    from vnpolicy.analysis.themes import document_themes

    themes, at = document_themes(corpus), table.columns.index("doc")
    wanted = [row for row in table.rows if has(choice.theme, themes.get(str(row[at])))]
    return Table(table.name, table.columns, wanted)


def rows(table: Table, choice: Choice) -> Table:
    """The rows of `table` that `choice` wants, in the order that it wants them.

    Raises UsageError for a column or kind that is none.
    """
    at = {column: i for i, column in enumerate(table.columns)}
    kinds = {_kind(table.name, kind) for kind in choice.kind}
    found = list(table.rows)
    if kinds:
        found = [row for row in found if row[at["kind"]] in kinds]
    for column, wanted in (
        ("speaker", choice.speaker),
        ("theme", choice.theme),
        ("text", choice.contains),
        ("item", choice.contains),
    ):
        if wanted and column in at:
            found = [row for row in found if has(wanted, row[at[column]])]
    if choice.sort:
        column = choice.sort.removeprefix("-")
        if column not in at:
            raise UsageError(f"no column {column!r} to sort by: {table.name} has {', '.join(table.columns)}")
        found = _sorted(found, at[column], choice.sort.startswith("-"))
    return Table(table.name, table.columns, found[: choice.limit])


def _kind(name: str, asked: str) -> str:
    known = _KINDS.get(name, ())
    for kind in known:
        if fold(asked) in (kind, kind + "s"):
            return kind
    raise UsageError(f"no kind {asked!r}: {name} has {', '.join(known)}")


def _sorted(found: list[tuple[Value, ...]], at: int, descending: bool) -> list[tuple[Value, ...]]:
    """Stable, missing values last whichever way."""
    known = [row for row in found if row[at] is not None]
    missing = [row for row in found if row[at] is None]

    def key(row: tuple[Value, ...]) -> tuple[int, float, str, str]:
        value = row[at]
        if isinstance(value, (int, float)):
            return 0, value, "", ""
        text = "; ".join(value) if isinstance(value, list) else str(value)
        return 1, 0.0, fold(nfc(text)), text

    return sorted(known, key=key, reverse=descending) + missing


def _bounds(text: str) -> tuple[str, str]:
    """The first and last day that a date can mean."""
    if match := _ISO.fullmatch(text.strip()):
        year, month, day = match.groups()
    elif match := _DMY.fullmatch(text.strip()):
        day, month, year = match.groups()
    else:
        raise UsageError(f"{text!r} is not a date: write 2021, 2021-07 or 2021-07-13")
    first = f"{year}-{month or '01':0>2}-{day or '01':0>2}"
    last = f"{year}-{month or '12':0>2}-{day or '31':0>2}"
    return first, last


def _of_named(groups: list[Group], asked: tuple[str, ...]) -> frozenset[str]:
    """The documents of the events that are asked for by id or a unique beginning of one."""
    known = sorted({group.event for group in groups})
    wanted = set()
    for text in asked:
        start = [event for event in known if event.lower().startswith(text.lower())]
        found = [event for event in start if event == text] or start
        if not found:
            raise UsageError(f"there is no event {text!r}: vnpolicy events lists their ids")
        if len(found) > 1:
            raise UsageError(f"{len(found)} events begin with {text!r}: vnpolicy events lists their ids")
        wanted.add(found[0])
    return frozenset(group.doc for group in groups if group.event in wanted)
