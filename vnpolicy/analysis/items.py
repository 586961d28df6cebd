"""The items of reports, put together event by event: what `agenda` and `proposals` have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from vnpolicy.analysis.events import when
from vnpolicy.analysis.grouping import group
from vnpolicy.analysis.merge import Statement, merged
from vnpolicy.model import AgendaItem, Proposal

if TYPE_CHECKING:
    from vnpolicy.corpus.store import Corpus

Item = TypeVar("Item", AgendaItem, Proposal)


@dataclass(frozen=True, slots=True)
class Mention(Generic[Item]):
    """An item and the document that it stands in."""

    doc: str
    item: Item


@dataclass(frozen=True, slots=True)
class Found(Generic[Item]):
    """A statement of an event with its mentions, in order of report and place; `fullest` says the most."""

    event: str
    fullest: Mention[Item]
    mentions: tuple[Mention[Item], ...]

    @property
    def reports(self) -> int:
        """How many documents carry it."""
        return len({mention.doc for mention in self.mentions})


def distinct(
    corpus: Corpus,
    items: Iterable[tuple[str, Item]],
    statement: Callable[[Mention[Item]], Statement],
    mentions: bool,
    docs: Collection[str] | None,
) -> Iterator[Found[Item]]:
    """The distinct statements among `items` (document, item): events by date, then id, items by their place.

    `mentions`: a statement a report, not merged over the reports. `docs`: the documents to look at, None:
    all.
    """
    by_doc: dict[str, list[Mention[Item]]] = defaultdict(list)
    for doc, item in items:
        if docs is None or doc in docs:
            by_doc[doc].append(Mention(doc, item))
    for event, reports in in_order(corpus):
        found = [by_doc[doc] for doc in reports if doc in by_doc]
        if not mentions:
            found = [[mention for report in found for mention in report]]
        for together in found:
            for positions in merged([statement(mention) for mention in together]):
                same = tuple(together[i] for i in positions)
                yield Found(event, max(same, key=lambda mention: len(mention.item.text)), same)


def in_order(corpus: Corpus) -> list[tuple[str, list[str]]]:
    """Each event with its reports: events by date, then id; reports by publication, then doc."""
    groups, facts = group(corpus)
    event_of = {of.doc: of.event for of in groups}
    reports: dict[str, list[str]] = defaultdict(list)
    for stored in corpus.headers():
        reports[event_of[stored.doc]].append(stored.doc)
    return [(event, reports[event]) for event in sorted(reports, key=lambda event: when(event, facts))]


def first_paths(corpus: Corpus) -> dict[str, str | None]:
    """Each document's first path."""
    return {stored.doc: stored.paths[0] if stored.paths else None for stored in corpus.headers()}


def said(found: Found[Item], name: str) -> str | None:
    """The field `name` of the fullest mention, else of the first mention that has it."""
    items = [found.fullest.item, *(mention.item for mention in found.mentions)]
    for item in items:
        value: str | None = getattr(item, name)
        if value:
            return value
    return None
