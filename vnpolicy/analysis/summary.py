"""The whole picture, event by event: what was held, what was on the agenda, who proposed what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from vnpolicy.analysis.agenda import agenda
from vnpolicy.analysis.grouping import group
from vnpolicy.analysis.items import in_order
from vnpolicy.analysis.proposals import proposals
from vnpolicy.corpus.moment import at_one_moment
from vnpolicy.model import AgendaKind, Event, Table, Value

if TYPE_CHECKING:
    from vnpolicy.corpus.records import Stored
    from vnpolicy.corpus.store import Corpus

COLUMNS = ("event", "section", "kind", "speaker", "text", "reports", "path")
_AGENDA = get_args(AgendaKind)
Record = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Picture:
    """One event. `agenda` and `proposals` are records of those tables.

    `reports` are by publication; `lead` is the one that tells most.
    """

    event: str
    facts: Event
    lead: Stored
    reports: tuple[Stored, ...]
    agenda: tuple[Record, ...]
    proposals: tuple[Record, ...]

    @property
    def name(self) -> str | None:
        """What the event is called; where no report names it, the title of the fullest."""
        return self.facts.name or self.lead.title

    @property
    def sources(self) -> list[str]:
        """Who reported, each once."""
        return list(dict.fromkeys(stored.source for stored in self.reports if stored.source))

    @property
    def programme(self) -> list[Record]:
        """The agenda as a reader expects it: themes, sessions, topics, each by their place in the text."""
        return sorted(self.agenda, key=lambda record: _AGENDA.index(record["kind"]))

    def by_speaker(self) -> list[tuple[str | None, list[Record]]]:
        """The proposals of each speaker, speakers in the order of the text, those of nobody named last."""
        found: dict[str | None, list[Record]] = defaultdict(list)
        for record in self.proposals:
            found[str(record["speaker"]) if record["speaker"] else None].append(record)
        return sorted(found.items(), key=lambda pair: pair[0] is None)


def role_of(records: Sequence[Record]) -> str:
    """What one speaker is called in these proposals, most fully; empty where they do not say."""
    return max((str(record["role"] or "") for record in records), key=len, default="")


@at_one_moment
def pictures(corpus: Corpus, docs: Collection[str] | None = None) -> list[Picture]:
    """Each event, by date, then id; documents that tell of no event and carry no item are left out.

    `docs`: only events that one of these documents covers, all their reports together.
    """
    of_agenda, of_proposals = _by_event(agenda(corpus)), _by_event(proposals(corpus))
    groups, events = group(corpus)
    stored = {header.doc: header for header in corpus.headers()}
    lead = {of.event: of.doc for of in groups if of.kind in ("lead", "only")}
    found = []
    for event, reports in in_order(corpus):
        if docs is not None and not set(reports) & set(docs):
            continue
        items = of_agenda.get(event, []), of_proposals.get(event, [])
        if event in events or items[0] or items[1]:
            fullest = stored[lead.get(event, reports[0])]
            every = tuple(stored[doc] for doc in reports)
            found.append(
                Picture(event, events.get(event, Event()), fullest, every, tuple(items[0]), tuple(items[1]))
            )
    return found


def summary(found: Sequence[Picture]) -> Table:
    """The pictures as rows: facts of an event (section `header`, a kind a fact), agenda, proposals."""
    rows: list[tuple[Value, ...]] = []
    for picture in found:
        facts, path, n = picture.facts, picture.lead.paths[0], len(picture.reports)
        header: list[tuple[str, Value]] = [
            ("name", picture.name),
            ("date", facts.date),
            ("end_date", facts.end_date),
            ("place", facts.place),
            ("organizers", list(facts.organizers)),
            ("chairs", list(facts.chairs)),
            ("sources", picture.sources),
        ]
        rows += [(picture.event, "header", kind, None, value, n, path) for kind, value in header if value]
        for section, records in (
            ("agenda", picture.agenda),
            ("proposals", [record for _, said in picture.by_speaker() for record in said]),
        ):
            rows += [
                (picture.event, section, r["kind"], r["speaker"], r["text"], r["reports"], r["path"])
                for r in records
            ]
    return Table("summary", COLUMNS, rows)


def _by_event(table: Table) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in table.records():
        found[str(record["event"])].append(record)
    return found
