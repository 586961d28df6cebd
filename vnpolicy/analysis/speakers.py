"""Who spoke, as what, at how many events, and how much they proposed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vnpolicy.analysis.agenda import agenda
from vnpolicy.analysis.choose import Choice, date_of, of_theme, rows
from vnpolicy.analysis.grouping import group
from vnpolicy.analysis.proposals import proposals
from vnpolicy.corpus.moment import at_one_moment
from vnpolicy.extract.forms import is_person
from vnpolicy.model import Table, Value
from vnpolicy.text.unicode import fold, old_tone

if TYPE_CHECKING:
    from vnpolicy.corpus.store import Corpus

COLUMNS = ("speaker", "role", "events", "proposals", "first", "last")
_PART = re.compile(r"\s*[,;]\s*|\s+kiêm\s+")
_WORD = re.compile(r"\w+")


@dataclass
class _Time:
    """What somebody did in one role."""

    role: str | None
    events: set[str] = field(default_factory=set)
    proposals: int = 0
    dates: set[str] = field(default_factory=set)

    def take(self, other: _Time) -> None:
        """Add what was done in the same role; it is known by its fullest wording."""
        self.role = max((self.role or "", other.role or ""), key=len) or None
        self.events |= other.events
        self.proposals += other.proposals
        self.dates |= other.dates


@at_one_moment
def speakers(
    corpus: Corpus, choice: Choice | None = None, docs: Collection[str] | None = None, groups: bool = False
) -> Table:
    """Those who make proposals or are named with agenda items, a row a person and role.

    `proposals` counts distinct proposals, `events` their events; `first` and `last` are dates of these, by
    publication where the event has none. Those with most proposals come first, the roles of one in order of
    time. A person is one under one full name; roles of which one says the other more fully are one.
    `groups`: also bodies and groups of people. `choice` and `docs` choose the items that are counted.
    """
    every = replace(choice or Choice(), sort=None, limit=None)
    tables = [rows(proposals(corpus, False, docs), every)]
    if not every.kind:
        tables.append(rows(of_theme(corpus, agenda(corpus, False, docs), every), every))
    facts = group(corpus)[1]
    published = {stored.doc: date_of(stored) for stored in corpus.headers()}
    times: dict[str, list[_Time]] = defaultdict(list)
    forms: dict[str, str] = {}
    for table in tables:
        for record in table.records():
            speaker, event, doc = str(record["speaker"] or ""), str(record["event"]), str(record["doc"])
            if not speaker or not (groups or is_person(speaker)):
                continue
            key = old_tone(" ".join(speaker.lower().split()))
            forms.setdefault(key, speaker)
            date = (facts[event].date if event in facts else None) or published[doc]
            role = str(record.get("role") or "") or None
            made = int(table.name == "proposals")
            times[key].append(_Time(role, {event}, made, {date} if date else set()))
    told = [(forms[key], _roles(found)) for key, found in times.items()]
    told.sort(key=lambda one: (-sum(time.proposals for time in one[1]), one[0]))
    return Table("speakers", COLUMNS, [_row(name, time) for name, found in told for time in found])


def _row(name: str, time: _Time) -> tuple[Value, ...]:
    # a day without a year cannot be placed among others
    dates = sorted(d for d in time.dates if not d.startswith("--")) or sorted(time.dates)
    first, last = (dates[0], dates[-1]) if dates else (None, None)
    return name, time.role, len(time.events), time.proposals, first, last


def _roles(found: Sequence[_Time]) -> list[_Time]:
    """What somebody did, role by role, in order of time; what names no role goes to the role held then."""
    roles: list[_Time] = []
    for time in sorted((t for t in found if t.role), key=lambda t: -len(t.role or "")):
        same = next((r for r in roles if same_role(r.role or "", time.role or "")), None)
        if same:
            same.take(time)
        else:
            roles.append(time)
    roles.sort(key=_when)
    for time in (t for t in found if not t.role):
        if not roles:
            roles.append(time)
            continue
        before = [r for r in roles if _when(r) <= _when(time)]
        (before[-1] if before else roles[0]).take(time)
    return roles


def _when(time: _Time) -> tuple[bool, str, str]:
    date = min(time.dates, key=lambda d: (d.startswith("--"), d), default="--")
    return date.startswith("--"), date, time.role or ""


def same_role(a: str, b: str) -> bool:
    """Whether one wording of a role is only less full than the other: each of its titles begins one of the
    other's and has no word more (`Giám đốc`; `Ủy viên Trung ương Đảng, Giám đốc Học viện`).
    """
    titles = [[_WORD.findall(part) for part in _PART.split(role) if _WORD.search(part)] for role in (a, b)]
    for less, fuller in (titles, titles[::-1]):
        # a comma may stand within the name of a ministry
        tails = [[word for part in fuller[i:] for word in part] for i in range(len(fuller))]
        whole = [[word for part in less for word in part]]
        if any(all(any(_held(part, tail) for tail in tails) for part in form) for form in (less, whole)):
            return True
    return False


def _held(part: Sequence[str], other: Sequence[str]) -> bool:
    """Whether `other` begins with the first word of `part` and has the rest in order, abbreviations in either
    written out.
    """
    i = j = 0
    while i < len(part) and j < len(other):
        if old_tone(part[i].lower()) == old_tone(other[j].lower()):
            i, j = i + 1, j + 1
        elif _stands_for(part[i], other[j:]):
            i, j = i + 1, j + len(part[i])
        elif _stands_for(other[j], part[i:]):
            i, j = i + len(other[j]), j + 1
        elif j == 0:
            return False
        else:
            j += 1
    return i >= len(part)


def _stands_for(short: str, words: Sequence[str]) -> bool:
    """Whether `short` is the initials of the first words."""
    initials = "".join(word[0] for word in words[: len(short)])
    return len(short) > 1 and short.isupper() and fold(initials) == fold(short)
