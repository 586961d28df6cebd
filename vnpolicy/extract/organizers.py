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
    r"(?<!\bTP)(?<!\bTp)(?<!\bTX)(?<!\bT)[.;:!?\n”“\"](?=\s|$)"
    r"|\s[-–]\s(?=[a-zđ])|\s(?=(?:Sáng|Trưa|Chiều|Tối|Ngày|Hôm|Vừa qua|Mới đây)\s)"
)
_WHERE = re.compile(r"(?:tại|ở)\s[^,]*,\s*$")
_TAIL = re.compile(
    r"(?:\s+(?:(?:sáng|chiều|tối|trưa|hôm)\s(?:nay|qua)?|vừa qua|mới đây)"
    r"|[\s,(]+(?:ngày\s)?\d{1,2}[/.-]\d{1,2}\)?)+\s*$"
)
_OWNER = re.compile(
    r"(?:\s(?!(?:về|để|bàn|nhằm|với|giữa|nghe|góp|đánh|triển|sơ|tổng|cho)\s)[\w.,/–-]+){0,7}?\scủa\s"
)
_PLAIN_OWNER = re.compile(
    r"(?:\s(?:thường kỳ|thường niên|định kỳ|toàn thể|giao ban|bất thường|trực tuyến|chuyên đề"
    r"|quý \w+|tháng \d{1,2}|(?:lần )?thứ \w+,?))*\s"
)
_SITS = re.compile(
    r"(?:\s(?:đã|vừa|cũng|tiếp tục|sẽ))*\shọp"
    r"(?:\s(?:bàn|với|khẩn|kỳ|phiên|để|đánh giá|nghe|cho|gấp|toàn|về|xem|tại)(?!\w)|,)"
)
_NAMELIKE = re.compile(rf"[{UPPER}][\w&.-]*[{UPPER}]|(?:[{UPPER}]\w*\s){{2}}")


_LIMIT = re.compile(r"\s(?:về|xử lý|nhằm|lần thứ|để)(?!\w)")
_OWN = ("họp", "phiên", "kỳ họp", "đại hội")
_NO_ROLE = re.compile(r"(?:đoàn|văn phòng|thường trực|thường vụ|ban|hội đồng|ủy ban)(?!\w)")
_ADVERB = re.compile(r"(?:\s(?:đã|vừa|cũng|sẽ|tiếp tục))+$")
_ADDRESS = re.compile(r"(?:ông|bà|anh|chị|đồng chí|đ/c|các)\s")
_PRESS = re.compile(r"báo (?:chí|cáo)(?!\w)")
_SITTINGS = ("phiên", "họp", "kỳ họp", "cuộc")
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
    follows = rf"(?=(?:các\s)?(?!xã hội)(?:{heads})(?:(?<=\.)|(?!\w)))"
    return re.compile(
        rf"\s?,?\s(?:(?:{alternation(rows['adverbs'])})\s)*(?:{alternation(rows['with'])})(?!\w)\s?"
        rf"|\s?[,;]\s{follows}|\s(?:và|cùng|với)\s(?:{follows}|(?=\S+\s?$))"
    )


def organizers(parts: Sequence[Part], name: Candidate | None) -> tuple[str, ...]:
    """The bodies that hold the meeting `name` (None where it has none), as written, in order of their first
    mention.
    """
    if name is None:
        lead = [p for p in parts if 0 <= p.number <= NEAR]
        return tuple(dict.fromkeys(next((f for p in lead if (f := list(_sitting(p, "")))), [])))
    noun = name.mention.noun.split()[0]
    own = name.mention.part
    near = [p for p in parts if p.number != own.number and 0 <= p.number <= NEAR]
    for part in (own, *near):
        found = list(_by_verb(part, noun, own is part, name)) or list(_by_do(part, noun, own is part, name))
        if found:
            return tuple(dict.fromkeys(found))
    found = list(_of_name(name)) or list(_by_noun(own, name))
    sits = name.mention.noun.startswith(_SITTINGS) or name.mention.classifier == "cuộc"
    if not found and sits and "báo" not in name.mention.noun:
        found = next((f for p in (own, *near) if (f := list(_sitting(p, name.mention.noun)))), [])
    return tuple(dict.fromkeys(found))


def _sitting(part: Part, noun: str) -> Iterator[str]:
    """`Thường trực HĐND tỉnh họp phiên ...`: the body that sits."""
    match = _SITS.search(part.view)
    if match:
        limit = max(0, match.start() - REACH)
        for mark in _HARD.finditer(part.text, limit, match.start()):
            limit = mark.end()
        yield from _split(part, limit, match.start())
        return
    if "phiên" not in noun:
        return
    body = _sits().search(part.view)
    if body and part.text[body.start()].isupper():
        yield " ".join(part.text[body.start("b") : body.end("b")].split())


@cache
def _sits() -> re.Pattern[str]:
    """An assembly as the subject of what assemblies do."""
    rows = lexicon.table("organizations.toml")
    return re.compile(
        rf"(?<!\w)(?P<b>{alternation(rows['assemblies'])})(?:\s(?:đã|vừa|tiếp tục|sẽ))*"
        rf"\s(?:{alternation(rows['sits'])})(?!\w)"
    )


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


def _by_noun(part: Part, name: Candidate) -> Iterator[str]:
    """`Văn phòng ... họp báo về ...`: the body that stands right before a noun that is a verb too."""
    mention = name.mention
    if mention.noun.startswith("họp") and not mention.classifier:
        limit = max(0, mention.start - REACH)
        for mark in _HARD.finditer(part.text, limit, mention.start):
            limit = mark.end()
        end = len(part.view[: mention.start].rstrip())
        verb = _ADVERB.search(part.view, limit, end)
        yield from _split(part, limit, verb.start() if verb else end)


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
        if _PRESS.match(part.view, s) or text.count("(") != text.count(")") or "TTXVN" in text:
            return None
        if _ADDRESS.match(part.view, s):
            return None
        if roles.heads().match(part.view, s) and not _NO_ROLE.match(part.view, s):
            return None
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
    """`hội nghị thường niên của Hiệp hội ...`, `họp báo thường kỳ Bộ ...`: the body whose meeting it is."""
    part, mention = name.mention.part, name.mention
    if mention.noun.startswith(_WITH_OTHERS):
        return
    owner = _OWNER.match(part.view, mention.noun_end, name.end)
    if owner:
        start = owner.end()
    elif last := part.view.rfind(" của ", mention.noun_end, name.end) + 1:
        start = last + 4
        if _LIMIT.search(part.view, start, name.end):
            return
    else:
        bare = _PLAIN_OWNER.match(part.view, mention.noun_end, name.end)
        start = bare.end() if bare else name.end
        own = mention.noun.startswith(_OWN) and part.text[start : start + 1].isupper()
        if not own and not part.text[start : start + 2].isupper():
            return
    if _row("texts").search(part.view, mention.noun_end, start) or not _head().match(part.view, start):
        return
    limit = _LIMIT.search(part.view, start, name.end)
    yield from _split(part, start, limit.start() if limit else name.end)
