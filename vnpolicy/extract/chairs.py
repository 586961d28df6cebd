"""Who presides over a meeting: the people beside a verb of presiding, by a linear model over what stands
between them, fitted on labelled reports (bench/fit_organizers.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract import roles
from vnpolicy.extract.event_evidence import zone
from vnpolicy.extract.event_names import Candidate, Mention, Part
from vnpolicy.extract.linear import linear
from vnpolicy.extract.patterns import alternation, phrases
from vnpolicy.extract.resolve import resolve
from vnpolicy.model import Person

PARTS = 40
"""Sentences in which those who preside are looked for."""

REACH = 700
"""Characters before the verb in which they are named."""

AHEAD, FOLLOWING = 260, 3
"""Characters behind the verb, and people in them, that are looked at."""

_HARD = re.compile(
    r"(?<!\b[Tt][Pp])(?<!\b[Tt]h[Ss])(?<!\bTS)(?<!\bGS)[.!?:\n](?=\s|$)"
    r"|\s(?=(?:Sáng|Trưa|Chiều|Tối|Ngày|Hôm|Vừa qua|Mới đây)\s)"
)
_NO_PRESIDING = (
    r"(?<!sự )(?<!cơ quan )(?<!đơn vị )(?<!giám đốc )(?<!công tác )(?<!ban )(?<!quản lý )(?<!quản lý, )"
)
_LISTED = re.compile(r"(?<!\w)(?:có|gồm|là)(?!\w)|:")
_JOINED = re.compile(r"[;,]|\s(?:và|cùng)\s")
_COMMITTEE = re.compile(r"(?:ban|tổ|ủy ban)\schỉ\sđạo")
_ADVERB = re.compile(r"\s(?:đã|sẽ|cũng|cùng|đang|trực tiếp)\s*$")
_BRACKET = re.compile(r"\([^()]*\)")
_MEETING = re.compile(r"\s(?:(?:buổi|cuộc|phiên|lễ|chương trình)\s)?")


@dataclass(frozen=True, slots=True)
class Presider:
    """A reading: the person called `name` presides; `features` say what speaks for it."""

    name: str
    features: tuple[str, ...]


@cache
def _verb() -> re.Pattern[str]:
    rows = lexicon.table("organizations.toml")
    return re.compile(
        rf"(?<!\w)(?:(?P<u>dưới sự )|{_NO_PRESIDING})(?P<v>{alternation(rows['presiding'])})(?!\w)"
    )


@cache
def _row(name: str) -> re.Pattern[str]:
    return phrases(lexicon.table("organizations.toml")[name])


@cache
def _task() -> re.Pattern[str]:
    """What follows the verb when a task is given."""
    return re.compile(rf",?\s(?:{alternation(lexicon.table('organizations.toml')['tasks'])})(?!\w)")


def chairs(
    parts: Sequence[Part], mentions: Sequence[Mention], name: Candidate | None, people: Sequence[Person]
) -> tuple[str, ...]:
    """The people who preside over the meeting `name`, by full name, in the order of the text.

    `parts` are the title and sentences of the body, with offsets into it, as those of `people`; `mentions`
    are the meetings spoken of in them.
    """
    model = linear("event_chairs")
    found = presiders(parts, mentions, name, people)
    return tuple(p.name for p in found if model.probability(model.sum(p.features)) >= model.threshold)


def presiders(
    parts: Sequence[Part], mentions: Sequence[Mention], name: Candidate | None, people: Sequence[Person]
) -> list[Presider]:
    """The people who may preside, by full name, each once with the features of all the places."""
    found: dict[str, dict[str, None]] = {}
    told = 0
    for part in parts:
        if not 0 <= part.number < PARTS:
            continue
        for verb in _verb().finditer(part.view):
            shared = [
                f"verb={verb['v']}",
                f"zone={zone(part.number)}",
                *_verb_features(part, verb, mentions, name),
            ]
            shared.append(f"told={min(2, told)}")
            for person, relation in sorted(_beside(part, verb, people), key=lambda found: found[0].start):
                told += relation[0] == "linked"
                crossed = [f"{relation[0]},{s}" for s in shared]
                found.setdefault(person.name, {}).update(dict.fromkeys([*relation, *crossed]))
    return [Presider(person, tuple(features)) for person, features in found.items()]


def _verb_features(
    part: Part, verb: re.Match[str], mentions: Sequence[Mention], name: Candidate | None
) -> list[str]:
    """What speaks for the verb telling that this meeting is presided over."""
    near = _COMMITTEE.sub("", part.view[max(0, verb.start() - 60) : verb.start()])
    after = _MEETING.match(part.view, verb.end())
    at = after.end() if after else verb.end()
    meeting = next((m for m in mentions if m.part is part and verb.end() <= m.start <= at + 8), None)
    if meeting is not None:
        own = name is not None and meeting.noun.split()[:2] == name.mention.noun.split()[:2]
        thing = "own" if own else "meeting"
    else:
        thing = "end" if part.view[verb.end() : verb.end() + 1] in ".,;:" else "none"
    return [
        f"object={thing}",
        f"task={_task().match(part.view, verb.end()) is not None}",
        f"given={_row('given').search(near) is not None}",
    ]


def _beside(part: Part, verb: re.Match[str], people: Sequence[Person]) -> Iterator[tuple[Person, list[str]]]:
    """The people named before and behind the verb, with how they stand to it."""
    begin = max(0, verb.start() - REACH)
    for mark in _HARD.finditer(part.text, begin, verb.start()):
        begin = mark.end()
    named = _within(people, part.start + begin, part.start + verb.start())
    linked = True
    after = part.start + verb.start()
    for order, person in enumerate(reversed(named), 1):
        gap = part.view[person.end - part.start : after - part.start]
        bare = _BRACKET.sub("", gap)
        if order > 1 and not _JOINED.search(gap):
            linked = False
        if _row("other_verbs").search(bare) or (";" in gap and not roles.heads().search(gap)):
            linked = False
        yield person, ["linked" if linked else "apart", "side=before", f"before={min(order, 3)}"]
        after = person.start
    if not named:
        short = _short(part, people, begin, verb.start())
        if short:
            yield short, ["linked", "side=short"]
    yield from _behind(part, verb, begin, people)


def _behind(
    part: Part, verb: re.Match[str], begin: int, people: Sequence[Person]
) -> Iterator[tuple[Person, list[str]]]:
    following = _within(people, part.start + verb.end(), part.start + verb.end() + AHEAD)[:FOLLOWING]
    opens = "under" if verb["u"] else "opens" if verb.start() - begin < 12 else "inside"
    linked = True
    position = part.start + verb.end()
    for order, person in enumerate(following, 1):
        gap = part.view[position - part.start : person.start - part.start]
        if order > 1 and not re.search(r"(?:\svà|;|\scùng)\s", gap):
            linked = (
                linked and _LISTED.search(part.view, verb.end(), following[0].start - part.start) is not None
            )
        if re.search(r"\sđã\s", gap) or len(gap) > 140:
            linked = False
        yield (
            person,
            [
                "linked" if linked and opens != "inside" else "apart",
                f"side={opens}",
                f"behind={min(order, 3)}",
            ],
        )
        position = person.end


def _within(people: Sequence[Person], start: int, end: int) -> list[Person]:
    return [p for p in people if start <= p.start and p.end <= end]


def _short(part: Part, people: Sequence[Person], begin: int, end: int) -> Person | None:
    """`Thủ tướng chủ trì`, `do ông Thắng chủ trì`: the one person whom the title or short form means."""
    clause = part.view[begin:end].rstrip()
    found = list(roles.heads().finditer(clause))
    if not found:
        return None
    tail = clause[found[-1].start() :]
    if len(tail) > 60 or "," in tail.strip():
        return None
    return resolve(_ADVERB.sub("", tail), people, part.start + begin + found[-1].start())
