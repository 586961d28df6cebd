"""What the events were set to deal with: themes, sessions, topics."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from vnpolicy.analysis.items import Mention, distinct, first_paths, said
from vnpolicy.analysis.merge import Statement
from vnpolicy.corpus.moment import at_one_moment
from vnpolicy.model import AgendaItem, Table

if TYPE_CHECKING:
    from vnpolicy.corpus.store import Corpus

COLUMNS = ("event", "kind", "number", "text", "speaker", "reports", "doc", "path", "start", "end")


@at_one_moment
def agenda(corpus: Corpus, mentions: bool = False, docs: Collection[str] | None = None) -> Table:
    """Agenda items, a row a distinct one of an event, with text and place (`doc`, `start`) of the fullest.

    `mentions`: a row a report and item, not merged over the reports. `docs`: only what these documents carry.
    """
    path = first_paths(corpus)
    rows = []
    for found in distinct(corpus, corpus.agenda_items(), statement, mentions, docs):
        doc, item = found.fullest.doc, found.fullest.item
        number, speaker = said(found, "number"), said(found, "speaker")
        place = (doc, path[doc], item.start, item.end)
        rows.append((found.event, item.kind, number, item.text, speaker, found.reports, *place))
    return Table("agenda", COLUMNS, rows)


def statement(mention: Mention[AgendaItem]) -> Statement:
    """An agenda item as it is compared with others."""
    item = mention.item
    # a topic may repeat the words of the theme and is still another item
    family = "theme" if item.kind == "theme" else "item"
    return Statement(family, item.text, item.speaker, mention.doc, item.number)
