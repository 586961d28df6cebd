"""Which report of an event carries which agenda item and proposal."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnpolicy.analysis.agenda import statement as of_agenda
from vnpolicy.analysis.choose import Choice, has, rows
from vnpolicy.analysis.items import Found, distinct, in_order, said
from vnpolicy.analysis.proposals import statement as of_proposal
from vnpolicy.analysis.proposals import who
from vnpolicy.corpus.moment import at_one_moment
from vnpolicy.errors import UsageError
from vnpolicy.model import AgendaItem, Proposal, Table, Value

if TYPE_CHECKING:
    from vnpolicy.corpus.records import Stored
    from vnpolicy.corpus.store import Corpus

COLUMNS = ("item", "kind", "speaker")
Cells = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The items of an event. `table` has a column a report, named after its doc: the place of the passage,
    `start-end` in the body, empty where the report does not carry the item. `reports` in the order of those
    columns.
    """

    event: str
    reports: tuple[Stored, ...]
    table: Table


@at_one_moment
def compare(corpus: Corpus, choice: Choice, docs: Collection[str] | None = None) -> Comparison:
    """The items of the one event that `docs` (None: all) belong to, agenda first, with the reports of each.

    Raises UsageError where that is no event or several.
    """
    events = [(event, own) for event, own in in_order(corpus) if docs is None or set(own) & set(docs)]
    if len(events) != 1:
        found = f"{len(events)} events are chosen" if events else "no event is chosen"
        raise UsageError(f"{found}: name one with --event (vnpolicy events lists their ids)")
    event, own = events[0]
    stored = {header.doc: header for header in corpus.headers()}
    cells = [row for row, doc in _items(corpus, own) if has(choice.theme, _theme(corpus, choice, doc))]
    table = Table("compare", (*COLUMNS, *own), cells)
    return Comparison(event, tuple(stored[doc] for doc in own), rows(table, choice))


def _items(corpus: Corpus, reports: list[str]) -> Iterator[tuple[Cells, str]]:
    """A row an item, and the document that says it most fully."""
    wanted = set(reports)
    for topic in distinct(corpus, corpus.agenda_items(), of_agenda, False, wanted):
        item: AgendaItem = topic.fullest.item
        yield (item.text, item.kind, said(topic, "speaker"), *_places(topic, reports)), topic.fullest.doc
    for found in distinct(corpus, corpus.proposals(), of_proposal, False, wanted):
        proposal: Proposal = found.fullest.item
        row = (proposal.text, proposal.kind, who(found)[0], *_places(found, reports))
        yield row, found.fullest.doc


def _places(found: Found[AgendaItem] | Found[Proposal], reports: list[str]) -> Cells:
    first: dict[str, str] = {}
    for mention in found.mentions:
        first.setdefault(mention.doc, f"{mention.item.start}-{mention.item.end}")
    return tuple(first.get(doc) for doc in reports)


def _theme(corpus: Corpus, choice: Choice, doc: str) -> str | None:
    if not choice.theme:
        return None
    from vnpolicy.analysis.themes import document_themes

    return document_themes(corpus).get(doc)
