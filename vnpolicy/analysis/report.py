"""Everything that a page for readers tells: events with items and passages, reports, themes, keywords."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from vnpolicy.analysis.agenda import statement as of_agenda
from vnpolicy.analysis.choose import Choice, rows
from vnpolicy.analysis.grouping import group
from vnpolicy.analysis.items import Found, distinct, in_order, said
from vnpolicy.analysis.proposals import statement as of_proposal
from vnpolicy.analysis.proposals import who
from vnpolicy.extract.forms import is_person
from vnpolicy.model import AgendaItem, Event, Proposal, Table, Value

if TYPE_CHECKING:
    from vnpolicy.corpus.records import Group, GroupKind, Stored
    from vnpolicy.corpus.store import Corpus

KEYWORDS = 10
"""Keywords kept of each report."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a report carries an item: `body[start:end]`."""

    doc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """A distinct agenda item or proposal of an event, with a passage of each report that carries it, the
    fullest first. `person`: whether the speaker is one, not a body or group.
    """

    section: Literal["agenda", "proposals"]
    kind: str
    text: str
    speaker: str | None
    theme: str | None
    passages: tuple[Passage, ...]
    person: bool = False
    number: str | None = None
    role: str | None = None
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event, or a report that tells of none and still carries items (`facts` None).

    `reports` are ids of documents by publication, `lead` the fullest of them; `theme` is the lead's.
    """

    event: str
    facts: Event | None
    name: str | None
    theme: str | None
    lead: str
    reports: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A document: its header, what it is among the reports of its event, theme, keywords with the probability
    of each, and text.
    """

    stored: Stored
    url: str | None
    kind: GroupKind
    theme: str | None
    keywords: tuple[tuple[str, float], ...]
    body: str


@dataclass(frozen=True, slots=True)
class Whole:
    """The page's contents: occasions by date, then id; reports by publication, then doc; the labels and
    keywords of the themes that they have, the largest theme of the corpus first.
    """

    occasions: tuple[Occasion, ...]
    reports: tuple[Report, ...]
    themes: tuple[tuple[str, tuple[str, ...]], ...]


def whole(corpus: Corpus, choice: Choice | None = None, docs: Collection[str] | None = None) -> Whole:
    """What a page tells of the events that one of `docs` (None: all) covers, all their reports together.

    `choice` chooses among the items (speaker, kind, theme, contains); events left without one are then left
    out, and so are reports of no event. Its `sort` (columns of `SORTED`) and `limit` choose events. Raises
    UsageError for a column or kind that is none.
    """
    from vnpolicy.analysis.themes import document_themes, themes

    choice = choice or Choice()
    theme_of = document_themes(corpus)
    groups, facts = group(corpus)
    by_doc = {of.doc: of for of in groups}
    stored = {header.doc: header for header in corpus.headers()}
    items = _items(corpus, theme_of, choice)
    some = bool(choice.speaker or choice.kind or choice.theme or choice.contains)
    occasions = [
        _occasion(event, facts.get(event), own, items.get(event, ()), stored, by_doc, theme_of)
        for event, own in in_order(corpus)
        if (docs is None or not set(docs).isdisjoint(own))
        and (event in items or (event in facts and not some))
    ]
    occasions = _first(occasions, choice)
    wanted = {doc for occasion in occasions for doc in occasion.reports}
    if not some and choice.limit is None:
        wanted |= set(stored if docs is None else docs)
    reports = _reports(corpus, [stored[doc] for doc in stored if doc in wanted], by_doc, theme_of)
    labels = {report.theme for report in reports} | {i.theme for o in occasions for i in o.items}
    known = [(str(row["label"]), row["keywords"]) for row in themes(corpus).records()]
    used = [(label, tuple(words) if isinstance(words, list) else ()) for label, words in known]
    return Whole(tuple(occasions), tuple(reports), tuple(theme for theme in used if theme[0] in labels))


SORTED = ("event", "name", "date", "end_date", "place", "province", "reports", "theme")
"""The columns by which events can be sorted."""


def _first(occasions: list[Occasion], choice: Choice) -> list[Occasion]:
    """The first `limit` occasions in the order asked for; in the order of time again."""
    cells: list[tuple[Value, ...]] = []
    for occasion in occasions:
        told = occasion.facts or Event()
        when = (told.date, told.end_date, told.place, told.province)
        cells.append((occasion.event, occasion.name, *when, len(occasion.reports), occasion.theme))
    table = rows(Table("events", SORTED, cells), Choice(sort=choice.sort, limit=choice.limit))
    kept = {row[0] for row in table.rows}
    return [occasion for occasion in occasions if occasion.event in kept]


def _occasion(
    event: str,
    facts: Event | None,
    own: list[str],
    items: Collection[Item],
    stored: Mapping[str, Stored],
    by_doc: Mapping[str, Group],
    theme_of: Mapping[str, str],
) -> Occasion:
    lead = next((doc for doc in own if by_doc[doc].kind in ("lead", "only")), own[0])
    name = (facts.name if facts else None) or stored[lead].title
    return Occasion(event, facts, name, theme_of.get(lead), lead, tuple(own), tuple(items))


def _items(corpus: Corpus, theme_of: Mapping[str, str], choice: Choice) -> dict[str, list[Item]]:
    """The items of each event that `choice` wants, agenda first, by their place in the text."""
    found = list(_all_items(corpus, theme_of))
    columns = ("kind", "speaker", "theme", "text", "at")
    cells: list[tuple[Value, ...]] = [
        (item.kind, item.speaker, item.theme, item.text, i) for i, (_, item) in enumerate(found)
    ]
    # one table of both kinds of items, as `compare` has it
    wanted = rows(Table("compare", columns, cells), replace(choice, sort=None, limit=None))
    kept = {row[-1] for row in wanted.rows}
    of_event: dict[str, list[Item]] = defaultdict(list)
    for i, (event, item) in enumerate(found):
        if i in kept:
            of_event[event].append(item)
    return dict(of_event)


def _all_items(corpus: Corpus, theme_of: Mapping[str, str]) -> Iterator[tuple[str, Item]]:
    for topic in distinct(corpus, corpus.agenda_items(), of_agenda, False, None):
        entry: AgendaItem = topic.fullest.item
        yield (
            topic.event,
            Item(
                section="agenda",
                kind=entry.kind,
                text=entry.text,
                speaker=(introduced := said(topic, "speaker")),
                person=is_person(introduced or ""),
                theme=theme_of.get(topic.fullest.doc),
                passages=_passages(topic),
                number=said(topic, "number"),
            ),
        )
    for found in distinct(corpus, corpus.proposals(), of_proposal, False, None):
        proposal: Proposal = found.fullest.item
        speaker, role = who(found)
        yield (
            found.event,
            Item(
                section="proposals",
                kind=proposal.kind,
                text=proposal.text,
                speaker=speaker,
                person=is_person(speaker or ""),
                theme=theme_of.get(found.fullest.doc),
                passages=_passages(found),
                role=role,
                addressee=said(found, "addressee"),
            ),
        )


def _passages(found: Found[AgendaItem] | Found[Proposal]) -> tuple[Passage, ...]:
    """The fullest mention, then the first of each other report."""
    first: dict[str, Passage] = {}
    for mention in (found.fullest, *found.mentions):
        first.setdefault(mention.doc, Passage(mention.doc, mention.item.start, mention.item.end))
    return tuple(first.values())


def _reports(
    corpus: Corpus, wanted: list[Stored], by_doc: Mapping[str, Group], theme_of: Mapping[str, str]
) -> list[Report]:
    from vnpolicy.analysis.keywords import keywords

    words: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in keywords(corpus, "document", KEYWORDS, {header.doc for header in wanted}).rows:
        doc, keyword, score = str(row[0]), str(row[1]), row[2]
        # names of people say little of what many reports together are about
        if isinstance(score, float) and not is_person(keyword):
            words[doc].append((keyword, score))
    urls = corpus.urls()
    return [
        Report(
            stored=header,
            url=urls.get(header.doc),
            kind=by_doc[header.doc].kind,
            theme=theme_of.get(header.doc),
            keywords=tuple(words[header.doc]),
            body=corpus.body(header.doc),
        )
        for header in wanted
    ]
