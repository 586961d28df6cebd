"""Who holds a meeting: the bodies before a verb of holding or meeting, after *do*, or in the meeting's name.

Each place gives a reading, and what speaks for it as named features; a linear model fitted on labelled
reports (bench/fit_organizers.py) prefers one of them, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from vnpolicy import lexicon
from vnpolicy.extract.bodies import bare, body_in, joined
from vnpolicy.extract.chairs import presiders
from vnpolicy.extract.event_evidence import DATE, zone
from vnpolicy.extract.event_names import Candidate, Mention, Part
from vnpolicy.extract.linear import linear
from vnpolicy.extract.patterns import alternation, phrases, plain
from vnpolicy.model import Person

PARTS = 40
"""Sentences in which those who hold the meeting are looked for."""

REACH = 320
"""Characters before a verb in which its subject stands."""

_OF = re.compile(
    r"(?:\s(?!(?:về|để|bàn|nhằm|với|giữa|nghe|góp|đánh|triển|sơ|tổng|cho)\s)[\w.,/–-]+){0,10}?\scủa\s"
)
_BESIDE = re.compile(
    r"(?:\s(?:thường kỳ|thường niên|định kỳ|toàn thể|giao ban|bất thường|trực tuyến|chuyên đề"
    r"|quý \w+|tháng \d{1,2}|năm \d{4}|(?:lần )?thứ \w+|\d{1,2}(?=\s)))*,?\s"
)
_OBJECT = re.compile(r"\s(?:(?:một|các|những|buổi|cuộc|phiên|chương trình|lễ)\s|“|\"){0,2}")
_BETWEEN = re.compile(r"[^.;:!?\n“”\"]{0,120}?\sgiữa\s")
_TIMES = {
    "day": re.compile(rf"{DATE}|(?<!\w)(?:sáng|chiều|tối|hôm) (?:nay|qua)(?!\w)"),
    "month": re.compile(r"(?<!\w)(?:tháng|năm|quý) (?:\d|i|v)"),
}
_WITH = re.compile(r"\s(?:và|cùng|với)$|(?:làm việc|đối thoại|tiếp|hội đàm|gặp)")


@dataclass(frozen=True, slots=True)
class Holders:
    """A reading: the bodies that hold the meeting, and what speaks for it."""

    bodies: tuple[str, ...]
    features: tuple[str, ...]


@cache
def _row(name: str) -> re.Pattern[str]:
    return phrases(lexicon.table("organizations.toml")[name])


@cache
def _verb() -> re.Pattern[str]:
    """A verb that those who hold a meeting are the subject of."""
    rows = lexicon.table("organizations.toml")
    return re.compile(
        rf"(?P<a>(?:\s(?:{alternation(rows['adverbs'])}))*)"
        rf"\s(?P<v>{alternation((*rows['verbs'], *rows['meets'], *rows['sits']))})(?!\w)"
    )


@cache
def _hard() -> re.Pattern[str]:
    """Where the clause of a verb begins at the latest; a dash belongs to some names (`bà mẹ - trẻ em`)."""
    listed = alternation(lexicon.table("organizations.toml")["listed"])
    return re.compile(
        r"(?<!\bTP)(?<!\bTp)(?<!\bTX)(?<!\bT)[.;:!?\n”“\"](?=\s|$)"
        rf"|\s[-–]\s(?!(?:{listed})(?!\w))(?=[a-zđ])"
        r"|\s(?=(?:Sáng|Trưa|Chiều|Tối|Ngày(?=\s\W?\d)|Hôm|Vừa qua|Mới đây)\s)"
    )


@cache
def _nominal() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(lexicon.table('organizations.toml')['nominal'])})$")


@cache
def _by() -> re.Pattern[str]:
    """`do ... tổ chức`, `được ... tổ chức`."""
    rows = lexicon.table("organizations.toml")
    return re.compile(
        rf"(?:(?<!tự\s)(?<!\w)(?P<by>do)|(?<=được))\s"
        rf"(?P<w>(?:(?!\sdo\s)(?:[^.;!?\n“”\"]|\.(?=\S)|(?<=\btp)\.)){{2,{REACH}}}?)"
        rf"(?:\s(?:{alternation(rows['adverbs'])}|cùng|đồng|phối hợp))*"
        rf"\s(?P<v>{alternation((*rows['verbs'], *rows['presiding']))})(?!\w)"
    )


def organizers(
    parts: Sequence[Part], mentions: Sequence[Mention], name: Candidate | None, people: Sequence[Person]
) -> tuple[str, ...]:
    """The bodies that hold the meeting `name` (None where it has none), as written; () when none is told.

    `parts` are the title and sentences of a document, `mentions` the meetings spoken of in them.
    """
    weights = linear("event_organizers")
    best: tuple[str, ...] = ()
    most = weights.sum(none_features(name))
    for reading in readings(parts, mentions, name, people):
        total = weights.sum(reading.features)
        if total > most:
            best, most = reading.bodies, total
    return best


def readings(
    parts: Sequence[Part], mentions: Sequence[Mention], name: Candidate | None, people: Sequence[Person]
) -> list[Holders]:
    """The bodies that may hold the meeting `name`, each reading once with the features of all its places."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    written: dict[tuple[str, ...], tuple[str, ...]] = {}
    stated = chain(
        _places(parts, mentions, name),
        _of_chairs(parts, mentions, name, people),
        _by_people(parts, mentions, name, people),
    )
    names = tuple(f" {p.name}" for p in people)
    for bodies, features in stated:
        if names and any(b.endswith(names) for b in bodies):
            bodies = tuple(_without(b, names) for b in bodies)
            features.append("of a person")
        key = tuple(b.lower() for b in bodies)
        written.setdefault(key, bodies)
        found.setdefault(key, {}).update(dict.fromkeys(features))
    text = " ".join(p.view for p in parts)
    title = parts[0].view if parts and parts[0].number < 0 else ""
    return [
        Holders(written[key], (*features, *_features(written[key], text, title)))
        for key, features in found.items()
    ]


def _without(body: str, names: Sequence[str]) -> str:
    """The body without the person whose name follows it: `Chủ tịch UBND tỉnh Lê Văn Nam`."""
    return body.removesuffix(next((n for n in names if body.endswith(n)), ""))


def _places(
    parts: Sequence[Part], mentions: Sequence[Mention], name: Candidate | None
) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    for part in parts:
        if part.number >= PARTS:
            break
        for slot in (_by_verb, _by_do, _at_seat):
            yield from slot(part, mentions, name)
    for mention in mentions:
        yield from _of_name(mention, name)


def _named(part: Part, start: int, at: int, mentions: Sequence[Mention], name: Candidate | None) -> list[str]:
    """What stands at `at` after a verb: the meeting reported on, another, or none."""
    if any(m.part is part and start <= m.noun_start < at for m in mentions):
        own = name is not None and name.mention.part is part and start <= name.mention.noun_start < at
        return [f"object={'itself' if own else 'itself other'}"]
    after = _OBJECT.match(part.view, at)
    reach = after.end() if after else at
    meeting = next(
        (m for m in mentions if m.part is part and (at <= m.start <= at + 14 or m.noun_start == reach)), None
    )
    if not meeting:
        return ["object=none"]
    if name is None:
        return ["object=some"]
    own = meeting == name.mention
    same = meeting.noun.split()[:2] == name.mention.noun.split()[:2]
    return [f"object={'own' if own else 'same' if same else 'other'}"]


def _crossed(slot: str, features: Sequence[str]) -> list[str]:
    return [f"slot={slot}", *features, *(f"{slot},{f}" for f in features)]


def _by_verb(
    part: Part, mentions: Sequence[Mention], name: Candidate | None
) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """`Bộ A phối hợp với B tổ chức hội nghị`, `HĐND tỉnh họp phiên ...`."""
    for verb in _verb().finditer(part.view):
        if part.text[verb.start("v")].isupper() or _nominal().search(
            part.text, max(0, verb.start() - 16), verb.start()
        ):
            continue
        limit = _limit(part, verb.start())
        subject = joined(part, limit, verb.start())
        if not subject.bodies:
            continue
        early = max(limit, subject.start - 30)
        features = [
            f"verb={verb['v']}",
            *_named(part, verb.start(), verb.end(), mentions, name),
            f"zone={zone(part.number)}",
            f"opens={subject.start - limit < 3}",
            f"gap={_gap(part, subject.end, verb.start())}",
            f"planned={_row('planned').search(part.view, early, verb.start('v')) is not None}",
            f"when={_when(part, limit, verb.start())}",
        ]
        kind = "hold" if _row("verbs").fullmatch(verb["v"]) else "meet"
        yield subject.bodies, [*_crossed(kind, features), f"verb,{features[1]}={verb['v']}"]


def _gap(part: Part, start: int, end: int) -> str:
    """The first word between a subject that ends at `start` and its verb."""
    return next(iter(part.view[start:end].strip(" ,(").split()), "none")


def _when(part: Part, start: int, end: int) -> str:
    """How the time of what `part[start:end]` tells is given."""
    if _row("earlier").search(part.view, start, end):
        return "earlier"
    for kind, pattern in _TIMES.items():
        if pattern.search(part.view, start, end):
            return kind
    return "none"


def _limit(part: Part, verb: int) -> int:
    """Where the clause of a verb that stands at `verb` begins at the latest."""
    limit = max(0, verb - REACH)
    for mark in _hard().finditer(part.text, limit, verb):
        limit = mark.end()
    return limit


def _by_people(
    parts: Sequence[Part], mentions: Sequence[Mention], name: Candidate | None, people: Sequence[Person]
) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """`Thứ trưởng Bộ A Lê Văn Nam đã làm việc với ...`: the body for which the subject stands."""
    bodies = {p.name: body for p in people if (body := _served(p.role))}
    for part in parts[:PARTS] if bodies else ():
        for verb in _verb().finditer(part.view):
            limit = _limit(part, verb.start())
            if _nominal().search(part.text, max(0, verb.start() - 16), verb.start()):
                continue
            there = {part.text.rfind(n, limit, verb.start()): n for n in bodies}
            last = max(there, default=-1)
            if last < 0:
                continue
            features = [
                f"verb={verb['v']}",
                *_named(part, verb.start(), verb.end(), mentions, name),
                f"zone={zone(part.number)}",
                f"gap={_gap(part, last + len(there[last]), verb.start())}",
            ]
            yield (bodies[there[last]],), _crossed("person", features)


def _served(role: str | None) -> str | None:
    """The body in the title of a person."""
    if not role:
        return None
    part = Part(0, 0, role, plain(role))
    head = body_in(part)
    group = joined(part, head, len(role)) if head is not None else None
    return group.bodies[0] if group and group.bodies else None


def _by_do(
    part: Part, mentions: Sequence[Mention], name: Candidate | None
) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    for match in _by().finditer(part.view):
        group = joined(part, *match.span("w"))
        if not group.bodies:
            continue
        before = part.view[max(0, match.start() - 120) : match.start()]
        own = name is not None and name.mention.part is part and 0 <= match.start() - name.end < 60
        noun = name is not None and name.mention.noun.split()[0] in before
        features = [
            f"verb={match['v']}",
            f"by={match['by']}",
            f"object={'own' if own else 'same' if noun else 'other'}",
            f"zone={zone(part.number)}",
        ]
        yield group.bodies, _crossed("by", features)


def _at_seat(
    part: Part, mentions: Sequence[Mention], name: Candidate | None
) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """`tại trụ sở Bộ ...`: the body in whose house the meeting is."""
    for seat in _seat().finditer(part.view):
        group = joined(part, seat.end(), _end(part, seat.end()))
        if not group.bodies or group.start != seat.end():
            continue
        own = name is not None and name.mention.part is part
        yield group.bodies[:1], _crossed("seat", [f"with name={own}", f"zone={zone(part.number)}"])


def _of_chairs(
    parts: Sequence[Part], mentions: Sequence[Mention], name: Candidate | None, people: Sequence[Person]
) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """`Thứ trưởng Bộ A ... chủ trì`: the body for which those who preside stand."""
    for presider in presiders(parts, mentions, name, people):
        signs = [f for f in presider.features if f.startswith(("linked,object=", "linked,zone="))]
        role = next((p.role for p in people if p.name == presider.name and p.role), None)
        body = _served(role) if signs else None
        if body:
            yield (body,), _crossed("chair", signs)


def _of_name(mention: Mention, name: Candidate | None) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """`hội nghị thường niên của Hiệp hội ...`, `họp báo thường kỳ Bộ ...`: the body whose meeting it is;
    `cuộc giao ban giữa UBND tỉnh với ...`: the first of those who meet.
    """
    part = mention.part
    own = name is not None and mention == name.mention
    of = _OF.match(part.view, mention.noun_end)
    opening = of or (None if _WITH.search(mention.noun) else _BESIDE.match(part.text, mention.noun_end))
    last = part.view.rfind(" của ", mention.noun_end, name.end + 5) if own and name and not of else -1
    between = _BETWEEN.match(part.view, mention.noun_end)
    slots = {
        "of" if of else "last of" if last >= 0 else "beside": (
            last + 5 if last >= 0 else opening.end() if opening else len(part.view)
        ),
        "between": between.end() if between else len(part.view),
    }
    for slot, start in slots.items():
        group = joined(part, start, _end(part, start))
        if not group.bodies or group.start != start:
            continue
        words = part.view[mention.noun_end : start].split()
        features = [
            f"name={'own' if own else 'other'}",
            f"between={min(3, len(words))}",
            f"zone={zone(part.number)}",
        ]
        yield group.bodies, _crossed(slot, features)


@cache
def _seat() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:tại|ở)\s(?:{alternation(lexicon.table('organizations.toml')['seats'])})"
        r"\s(?:(?:của|giao ban|trực tuyến|lớn|cơ quan)\s)*"
    )


@cache
def _name_end() -> re.Pattern[str]:
    rows = lexicon.table("organizations.toml")
    words = alternation((*rows["cuts"], *rows["does"], *rows["bounds"], *rows["verbs"], *rows["sits"]))
    return re.compile(
        rf"[.;:!?\n”“\"](?=\s|$)|\s\((?=[a-zđ])|,\s(?!(?:{alternation(rows['listed'])})\s)"
        rf"|\s(?:{words})(?!\w)"
    )


def _end(part: Part, start: int) -> int:
    """Where the names of bodies that begin at `start` end."""
    for mark in _name_end().finditer(part.view, start):
        word = mark.start() + (part.view[mark.start()] == " ")
        word += part.view[word] == "("
        if not part.text[word].isupper():
            return mark.start()
    return len(part.view)


def _features(bodies: tuple[str, ...], text: str, title: str) -> list[str]:
    """What speaks for the bodies themselves, whatever their places."""
    first = plain(bodies[0])
    count = text.count(first)
    return [
        f"count={next((n for n in (1, 2, 4, 8) if count <= n), 'more')}",
        f"in title={first in title}",
        f"bare={any(map(bare, bodies))},syllables={min(6, len(first.split()))}",
    ]


def none_features(name: Candidate | None) -> list[str]:
    """What speaks for the document not telling who holds the meeting."""
    features = ["none"]
    if name is None:
        return [*features, "none,no name"]
    mention = name.mention
    before = mention.part.view[max(0, mention.start - 60) : mention.start]
    word = before.split()[-1] if before.split() else ""
    return [
        *features,
        f"none,noun={mention.noun}",
        f"none,before={word if word.isalpha() else ''}",
        f"none,presided={_row('presiding').search(before) is not None}",
    ]
