"""Who holds a meeting: the bodies that stand before *tổ chức*, after *do*, or in the meeting's name after
*của*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract import places, roles
from vnpolicy.extract.event_names import Candidate, Part
from vnpolicy.extract.patterns import UPPER, alternation, phrases

REACH = 320
"""Characters before the verb in which those who hold the meeting stand."""

NEAR = 6
"""Sentences looked at besides the one that names the meeting."""

LONGEST = 24
"""Syllables that the name of a body may have."""

_HARD = re.compile(
    r"[.;:!?\n”“\"](?=\s|$)|\s[-–]\s(?=[a-zđ])|\s(?=(?:Sáng|Trưa|Chiều|Tối|Ngày|Hôm|Vừa qua|Mới đây)\s)"
)
_WHERE = re.compile(r"(?:tại|ở)\s[^,]*,\s*$")
_TAIL = re.compile(
    r"(?:\s+(?:(?:sáng|chiều|tối|trưa|hôm)\s(?:nay|qua)?|vừa qua|mới đây)"
    r"|[\s,(]+(?:ngày\s)?\d{1,2}[/.-]\d{1,2}\)?)+\s*$"
)
_OWNER = re.compile(r"\scủa\s")
_NAMELIKE = re.compile(rf"[{UPPER}][\w&.-]*[{UPPER}]|(?:[{UPPER}]\w*\s){{2}}")


_WITH_OTHERS = ("làm việc", "đối thoại", "tiếp", "hội đàm", "gặp")


@cache
def _row(name: str) -> re.Pattern[str]:
    return phrases(lexicon.table("organizations.toml")[name])


@cache
def _nouns() -> re.Pattern[str]:
    return phrases(lexicon.table("event_nouns.toml")["alone"])


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(lexicon.table('organizations.toml')['heads'])})(?:(?<=\.)|(?!\w))")


@cache
def _verb() -> re.Pattern[str]:
    rows = lexicon.table("organizations.toml")
    return re.compile(rf"\s(?:(?:{alternation(rows['adverbs'])})\s)*(?:{alternation(rows['verbs'])})(?!\w)")


@cache
def _by() -> re.Pattern[str]:
    rows = lexicon.table("organizations.toml")
    return re.compile(
        rf"(?:(?<!tự\s)(?<!\w)do|(?<=được))\s(?P<w>(?:[^.;!?\n“”\"]|\.(?=\S)){{2,{REACH}}}?)\s"
        rf"(?:(?:{alternation(rows['adverbs'])})\s)*"
        rf"(?:(?:cùng\s|đồng\s|phối hợp\s|chủ trì\s?,?\s?){{0,2}}(?:{alternation(rows['verbs'])}))(?!\w)"
    )


@cache
def _joint() -> re.Pattern[str]:
    """What stands between two bodies that hold a meeting together."""
    rows = lexicon.table("organizations.toml")
    heads = alternation(rows["heads"])
    follows = rf"(?=(?:các\s)?(?:{heads})(?:(?<=\.)|(?!\w)))"
    return re.compile(
        rf"\s?,?\s(?:(?:{alternation(rows['adverbs'])})\s)*(?:{alternation(rows['with'])})(?!\w)\s?"
        rf"|\s?[,;]\s{follows}|\s(?:và|cùng|với)\s(?:{follows}|(?=\S+\s?$))"
    )


def organizers(parts: Sequence[Part], name: Candidate) -> tuple[str, ...]:
    """The bodies that hold the meeting `name`, as written, in order of their first mention."""
    noun = name.mention.noun.split()[0]
    own = name.mention.part
    near = [p for p in parts if p.number != own.number and 0 <= p.number <= NEAR]
    for part in (own, *near):
        found = list(_by_verb(part, noun, own is part, name)) or list(_by_do(part, noun, own is part, name))
        if found:
            return tuple(dict.fromkeys(found))
    return tuple(dict.fromkeys(_of_name(name)))


def _object_is(part: Part, at: int, noun: str) -> bool:
    """Whether what stands at `at` is the meeting: the noun, maybe behind a classifier."""
    return (
        re.match(
            rf"\s(?:(?:một|các|buổi|cuộc|phiên|chương trình|lễ|khai mạc|bế mạc)\s|“|\")*{noun}(?!\w)",
            part.view[at:],
        )
        is not None
    )


def _by_verb(part: Part, noun: str, own: bool, name: Candidate) -> Iterator[str]:
    for verb in _verb().finditer(part.view):
        if (own and verb.end() <= name.mention.start <= verb.end() + 12) or _object_is(
            part, verb.end(), noun
        ):
            limit = max(0, verb.start() - REACH)
            for mark in _HARD.finditer(part.text, limit, verb.start()):
                limit = mark.end()
            yield from _split(part, limit, verb.start())
            return


def _by_do(part: Part, noun: str, own: bool, name: Candidate) -> Iterator[str]:
    for match in _by().finditer(part.view, name.mention.noun_end if own else 0):
        before = part.view[max(0, match.start() - 90) : match.start()]
        between = part.view[name.end : match.start()]
        if (own and len(between) < 90 and not _nouns().search(between)) or noun in before:
            yield from _split(part, *match.span("w"))
            return


def _split(part: Part, start: int, end: int) -> Iterator[str]:
    """The bodies named in `part[start:end]`, the last ones of it that follow each other."""
    pieces = []
    position = start
    for joint in _joint().finditer(part.view, start, end):
        pieces.append((position, joint.start()))
        position = joint.end()
    pieces.append((position, end))
    names: list[str] = []
    for s, e in reversed(pieces):
        body = _body(part, s, e)
        if body is None:
            if names:
                break
            continue
        names.append(body)
        if "," in part.text[s:e] and not body.startswith(part.text[s:e].strip()[:6]):
            break  # something else stands before it
    bodies = [n for n in names if not places.is_place(n)]
    yield from reversed(bodies or names)  # "Quận ủy quận 1, TP.HCM": the place belongs to the body


def _body(part: Part, start: int, end: int) -> str | None:
    """The body that ends at `end`: the text behind the last adverbial, from the head of a name on."""
    tail = _TAIL.search(part.view, start, end)
    if tail:
        end = tail.start()
    chunks = [
        (m.start(), m.end())
        for m in re.finditer(
            r"[^,]+(?:,\s(?:thể thao|thương binh|giáo dục|thanh niên|công nghệ|chống)[^,]*)*",
            part.view[start:end],
        )
    ]
    for s, e in reversed(chunks):
        s, e = s + start, e + start
        while s < e and part.text[s] in " ,":
            s += 1
        text = part.text[s:e].strip()
        if not text or _row("adverbials").match(part.view, s) or part.view[s].isdigit():
            continue
        head = _head().match(part.view, s)
        if not head and (not _NAMELIKE.match(text + " ") or roles.heads().match(part.view, s)):
            return None
        if places.is_place(text) and _WHERE.search(part.view, max(0, s - 60), s):
            continue  # "tại TP Vũng Tàu, tỉnh Bà Rịa - Vũng Tàu, Bộ ..."
        if _row("plans").search(part.text, s, e):
            return None
        cut = _row("cuts").search(part.view, s, e)
        if cut:
            text = part.text[s : cut.start()].strip()
        if len(text.split()) > LONGEST or not any(c.isupper() for c in text):
            return None
        return " ".join(text.split())
    return None


def _of_name(name: Candidate) -> Iterator[str]:
    """`hội nghị thường niên của Hiệp hội ...`: the body whose meeting it is."""
    part, mention = name.mention.part, name.mention
    if mention.noun.startswith(_WITH_OTHERS):
        return
    match = _OWNER.search(part.view, mention.noun_end, name.end)
    start = match.end() if match else mention.noun_end + 1
    if match and _row("texts").search(part.view, mention.noun_end, match.start()):
        return
    if _head().match(part.view, start) and (match or part.text[start : start + 2].isupper()):
        yield from _split(part, start, name.end)
