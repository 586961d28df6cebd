"""Who presides over a meeting: the people before *chủ trì*, after *do* or *dưới sự chủ trì của*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract import roles
from vnpolicy.extract.event_names import Part
from vnpolicy.extract.patterns import alternation, phrases
from vnpolicy.extract.resolve import resolve
from vnpolicy.model import Person

PARTS = 40
"""Sentences in which those who preside are looked for."""

REACH = 700
"""Characters before the verb in which they are named."""

_HARD = re.compile(r"(?<!\btp)(?<!\bths)(?<!\bts)(?<!\bgs)[.!?:\n](?=\s|$)")
_UNDER = re.compile(r"dưới sự (?:đồng )?(?:chủ trì|điều hành|chủ tọa)(?: và \w+ \w+)?(?: của)?\s")
_OPENS = re.compile(
    r"(?:(?:sáng|trưa|chiều|tối|ngày|hôm)\s[^,.;]{1,24},\s)?(?:(?:đồng|cùng|tham gia)\s)?"
    r"(?:chủ trì|chủ tọa|điều hành)\s(?!,|phối hợp)"
)
_LISTED = re.compile(r"(?<!\w)(?:có|gồm|là)(?!\w)|:")
_COMMITTEE = re.compile(r"(?:ban|tổ|ủy ban)\schỉ\sđạo")
_LEADERS = re.compile(
    r"((?:đại diện )?lãnh đạo [^,;.]{3,60}?)\s(?:đã\s)?(?:đồng\s|cùng\s)?chủ trì(?!,?\s(?:phối hợp|xây dựng))"
)
_BY_BODY = re.compile(r"(?<!\w)do\s([^,;.]{4,80}?)\s(?:đồng\s)?chủ trì(?!,?\s(?:phối hợp|xây dựng))")


@cache
def _verb() -> re.Pattern[str]:
    rows = lexicon.table("organizations.toml")
    return re.compile(
        rf"(?<!sự )(?<!cơ quan )(?<!đơn vị )(?<!\w)(?:{alternation(rows['presiding'])})(?!\w)"
        rf"(?!,?\s(?:{alternation(rows['tasks'])})(?!\w))"
    )


@cache
def _directive() -> re.Pattern[str]:
    """Words that make the verb a task given and not a fact told."""
    return phrases(lexicon.table("organizations.toml")["given"])


@cache
def _ends() -> re.Pattern[str]:
    return phrases(lexicon.table("organizations.toml")["other_verbs"])


def chairs(parts: Sequence[Part], people: Sequence[Person]) -> tuple[str, ...]:
    """The people who preside, by full name where the document gives it, in the order of the text.

    `parts` are the sentences of the body, with offsets into it, as those of `people`.
    """
    found: list[str] = []
    for part in parts:
        if 0 <= part.number < PARTS:
            for name in (*_under(part, people), *_first(part, people), *_before(part, people)):
                if name not in found:
                    found.append(name)
    if not found:
        found = [body for part in parts if 0 <= part.number < PARTS for body in _bodies(part)]
    return tuple(dict.fromkeys(found))


@cache
def _body_head() -> re.Pattern[str]:
    return phrases(lexicon.table("organizations.toml")["heads"])


def _within(people: Sequence[Person], start: int, end: int) -> list[Person]:
    return [p for p in people if start <= p.start and p.end <= end]


def _under(part: Part, people: Sequence[Person]) -> Iterator[str]:
    for match in _UNDER.finditer(part.view):
        end = part.view.find(" đã ", match.end())
        stop = min(i for i in (end, match.end() + 200, len(part.view)) if i >= 0)
        following = _within(people, part.start + match.end(), part.start + stop)
        yield from _joined(part, following, people)


def _joined(part: Part, following: Sequence[Person], people: Sequence[Person]) -> Iterator[str]:
    """The first of `following` and those joined to it by `và` or a list."""
    for i, person in enumerate(following):
        if i:
            gap = part.view[following[i - 1].end - part.start : person.start - part.start]
            if not re.search(r"(?:\svà|;|\scùng)\s", gap):
                return
        yield person.name


def _first(part: Part, people: Sequence[Person]) -> Iterator[str]:
    """`Chủ trì hội nghị, ông A nói ...`: the first person after a verb that opens the sentence."""
    opening = _OPENS.match(part.view)
    if opening:
        following = _within(people, part.start + opening.end(), part.start + min(len(part.view), 260))
        listed = following and _LISTED.search(part.view, opening.end(), following[0].start - part.start)
        yield from _joined(part, following if listed else following[:1], people)


def _bodies(part: Part) -> Iterator[str]:
    """`do Tổng cục ... chủ trì`: a body in the place of people."""
    leaders = _LEADERS.match(part.view)
    if leaders:
        yield " ".join(part.text[leaders.start(1) : leaders.end(1)].split())
    for match in _BY_BODY.finditer(part.view):
        head = _body_head().match(part.view, match.start(1))
        if head and part.text[match.start(1)].isupper():
            yield " ".join(part.text[match.start(1) : match.end(1)].split())


def _before(part: Part, people: Sequence[Person]) -> Iterator[str]:
    for verb in _verb().finditer(part.view):
        begin = max(0, verb.start() - REACH)
        for mark in _HARD.finditer(part.view, begin, verb.start()):
            begin = mark.end()
        clause = part.view[begin : verb.start()]
        near = _COMMITTEE.sub("", clause[-60:])
        if _directive().search(near):
            continue
        named = _within(people, part.start + begin, part.start + verb.start())
        if named:
            yield from (p.name for p in _subject(part, named, verb.start()))
        else:
            yield from _short(part, people, begin, verb.start())


def _subject(part: Part, named: Sequence[Person], verb: int) -> list[Person]:
    """Those of `named` who are the subject of the verb: the last, and those listed with it."""
    kept: list[Person] = []
    after = verb + part.start
    for person in reversed(named):
        gap = part.view[person.end - part.start : after - part.start]
        if kept and not re.search(r"[;,]|\svà\s|\scùng\s", gap):
            break
        if _ends().search(_without_roles(gap)) or (";" in gap and not roles.heads().search(gap)):
            break
        kept.append(person)
        after = person.start
    return list(reversed(kept))


def _without_roles(gap: str) -> str:
    return re.sub(r"\([^()]*\)", "", gap)


def _short(part: Part, people: Sequence[Person], begin: int, end: int) -> Iterator[str]:
    """`Thủ tướng chủ trì`, `do ông Thắng chủ trì`: the one person whom the title or short form means."""
    clause = part.view[begin:end].rstrip()
    found = list(roles.heads().finditer(clause))
    if not found:
        return
    head = found[-1]
    tail = clause[head.start() :]
    if len(tail) > 60 or "," in tail.strip():
        return
    mention = re.sub(r"\s(?:đã|sẽ|cũng|cùng|đang|trực tiếp)\s*$", "", tail)
    person = resolve(mention, people, part.start + begin + head.start())
    if person:
        yield person.name
