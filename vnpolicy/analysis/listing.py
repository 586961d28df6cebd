"""The documents themselves: listing, showing and searching them. Nothing here computes events or themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from vnpolicy.corpus.moment import at_one_moment
from vnpolicy.model import Table, Value

if TYPE_CHECKING:
    from vnpolicy.corpus.store import Corpus

LIST = ("doc", "title", "published", "event_date", "place", "source", "words", "event", "path")
SEARCH = ("doc", "snippet", "score", "title", "published", "path")
HEADER = ("title", "title_from", "published", "published_from", "source", "author", "url")
SHOW = ("doc", "path", *HEADER, "event", "agenda", "proposals", "citations", "body")


@at_one_moment
def listing(corpus: Corpus, docs: Collection[str] | None = None) -> Table:
    """The documents, a row a path, by publication, then doc, then path.

    Event date and place are what the document itself says; `event` is its event in the last grouping, if any.
    """
    event_of = {group.doc: group.event for group in corpus.last_groups()}
    rows: list[tuple[Value, ...]] = []
    for stored in corpus.headers():
        if docs is not None and stored.doc not in docs:
            continue
        date, place = (stored.event.date, stored.event.place) if stored.event else (None, None)
        told = (stored.doc, stored.title, stored.published, date, place, stored.source, stored.words)
        rows += [(*told, event_of.get(stored.doc), path) for path in stored.paths]
    return Table("list", LIST, rows)


@at_one_moment
def show(corpus: Corpus, asked: Sequence[str]) -> Table:
    """Documents with all that was found in them, a row a document, in the order asked for.

    `asked`: ids, unique beginnings of ids, or paths. Raises UsageError where one names no document.
    """
    groups = {group.doc: group.event for group in corpus.last_groups()}
    paths = {stored.doc: stored.paths[0] for stored in corpus.headers()}
    sizes = Counter(event for doc, event in groups.items() if doc in paths)
    rows: list[tuple[Any, ...]] = []
    for doc in dict.fromkeys(corpus.resolve(text) for text in asked):
        document = corpus.document(doc)
        header, event, group = document.cleaned.header, None, groups.get(doc)
        if document.event:
            told = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(document.event).items()}
            event = {"id": group, **told, "reports": sizes[group] if group else 1}
        items = [[asdict(x) for x in of] for of in (document.agenda, document.proposals, document.citations)]
        row = (doc, paths[doc], *(getattr(header, name) for name in HEADER))
        rows.append((*row, event, *items, document.cleaned.body(document.raw)))
    return Table("show", SHOW, rows)


@at_one_moment
def search(
    corpus: Corpus, query: str, limit: int | None = None, docs: Collection[str] | None = None
) -> Table:
    """The documents that hold the words of `query`, best first; `snippet` has the hits between « and »."""
    hits = corpus.search(query, limit, docs)
    return Table("search", SEARCH, [(h.doc, h.snippet, h.score, h.title, h.published, h.path) for h in hits])
