"""Who says that what should be done: recommendations, directives, needs."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from vnpolicy.analysis.items import Found, Mention, distinct, first_paths, said
from vnpolicy.analysis.merge import Statement
from vnpolicy.analysis.same_item import compatible
from vnpolicy.corpus.moment import at_one_moment
from vnpolicy.model import Proposal, Table

if TYPE_CHECKING:
    from vnpolicy.corpus.store import Corpus

COLUMNS = (
    *("event", "kind", "speaker", "role", "addressee", "text", "theme", "reports"),
    *("doc", "path", "start", "end"),
)


@at_one_moment
def proposals(corpus: Corpus, mentions: bool = False, docs: Collection[str] | None = None) -> Table:
    """Proposals, a row a distinct one of an event, with text and place (`doc`, `start`) of the fullest.

    `mentions`: a row a report and proposal, not merged over the reports. `docs`: only what these documents
    carry. `theme`: that of the document.
    """
    from vnpolicy.analysis.themes import document_themes

    path, themes = first_paths(corpus), document_themes(corpus)
    rows = []
    for found in distinct(corpus, corpus.proposals(), statement, mentions, docs):
        doc, item = found.fullest.doc, found.fullest.item
        speaker, role = who(found)
        told = (found.event, item.kind, speaker, role, said(found, "addressee"), item.text, themes.get(doc))
        rows.append((*told, found.reports, doc, path[doc], item.start, item.end))
    return Table("proposals", COLUMNS, rows)


def statement(mention: Mention[Proposal]) -> Statement:
    """A proposal as it is compared with others."""
    return Statement("proposal", mention.item.text, mention.item.speaker, mention.doc)


def who(found: Found[Proposal]) -> tuple[str | None, str | None]:
    """The speaker whom most reports name, in the fullest form, and the role that the fullest mention of them
    gives, else the first.
    """
    named = [m for m in (found.fullest, *found.mentions) if m.item.speaker]
    if not named:
        return None, said(found, "role")
    names = list(dict.fromkeys(m.item.speaker or "" for m in named))
    reports = {n: len({m.doc for m in named if compatible(m.item.speaker, n)}) for n in names}
    speaker = max(names, key=lambda name: (reports[name], len(name)))
    theirs = [m.item.role for m in named if compatible(m.item.speaker, speaker)]
    return speaker, next((role for role in theirs if role), None)
