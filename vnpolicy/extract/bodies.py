"""Names of bodies that stand together: `Bộ A phối hợp với Sở B và Hội C`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract import places, roles
from vnpolicy.extract.event_names import Part
from vnpolicy.extract.patterns import UPPER, alternation, phrases, plain

LONGEST = 24
"""Syllables that the name of a body may have."""

_WHERE = re.compile(r"(?:tại|ở)\s[^,]*,\s*$")
_TAIL = re.compile(
    r"(?:[\s,(]+(?:(?:vào|trong|lúc|hồi|từ)\s)?(?:(?:sáng|chiều|tối|trưa|hôm|đêm)(?:\s(?:nay|qua))?"
    r"|vừa qua|mới đây|(?:ngày\s)?\d{1,2}\s?[/.-]\s?\d{1,2}(?:[/.-]\d{4})?\)?))+\s*$"
)
_TIMED = re.compile(
    r"(?:(?:vào|từ)\s)?"
    r"(?:(?:rạng sáng|sáng|trưa|chiều|tối|đêm|hôm|ngày(?=\s\W?\d))(?:\s(?:nay|qua|ngày))?\s){0,2}"
    r"(?:mới đây\s|vừa qua\s|\(?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?\)?\s)?"
)
"""When, as it stands before the subject without a comma: `Ngày 12/4 Sở ... tổ chức`."""

_HEADED = re.compile(
    r",?\sdo\s[^;]{5,200}\s(?:dẫn đầu|(?:làm|là)\s(?:trưởng đoàn|tổ trưởng|trưởng ban))[\s,]*$"
)
_NAMELIKE = re.compile(rf"[{UPPER}][\w&.-]*[{UPPER}]|(?:[{UPPER}]\w*\s){{2}}")
_NO_ROLE = re.compile(r"(?:đoàn|văn phòng|thường trực|thường vụ|ban|hội đồng|ủy ban)(?!\w)")
_ADDRESS = re.compile(r"(?:ông|bà|anh|chị|đồng chí|đ/c|các)\s")
_MANY = re.compile(r"\s*(?:một số|nhiều|các)\s")
"""Bodies not named one by one, among those named."""

_PRESS = re.compile(r"báo (?:chí|cáo)(?!\w)")


@dataclass(frozen=True, slots=True)
class Group:
    """The `bodies` as written, and where in their part the first of them begins and the last one ends."""

    bodies: tuple[str, ...]
    start: int
    end: int


@cache
def _row(name: str) -> re.Pattern[str]:
    return phrases(lexicon.table("organizations.toml")[name])


@cache
def _met() -> re.Pattern[str]:
    met = alternation(lexicon.table("organizations.toml")["met"])
    return re.compile(rf"(?<!\w)(?:{met}) với\s$")


@cache
def _leaders() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(lexicon.table('organizations.toml')['leaders'])})\s")


@cache
def _chunk() -> re.Pattern[str]:
    """What stands between commas, those inside names of bodies not counted."""
    listed = alternation(lexicon.table("organizations.toml")["listed"])
    return re.compile(rf"[^,]+(?:,\s(?:{listed})[^,]*)*")


@cache
def _after() -> re.Pattern[str]:
    """Words that no longer belong to the name of a body."""
    rows = lexicon.table("organizations.toml")
    words = alternation((*rows["cuts"], *rows["does"], *rows["verbs"], *rows["meets"], *rows["sits"]))
    return re.compile(
        rf"(?<!\w)(?<!tự )(?<!các )(?<!và )(?!(?:{alternation(rows['within'])})(?!\w))(?:{words})(?!\w)"
        r"|\((?=[^()]*$)|\((?:gọi tắt|sau đây)"
    )


def _heads() -> str:
    rows = lexicon.table("organizations.toml")
    return alternation((*rows["heads"], *rows["further_heads"]))


@cache
def _head() -> re.Pattern[str]:
    rows = lexicon.table("organizations.toml")
    no = alternation(rows["no_heads"])
    return re.compile(rf"(?!(?:{no})(?!\w))(?:{_heads()})(?:(?<=\.)|(?!\w))")


@cache
def _joint() -> re.Pattern[str]:
    """What stands between two bodies that hold a meeting together."""
    rows = lexicon.table("organizations.toml")
    heads = _heads()
    follows = rf"(?=(?:các\s)?(?!xã hội)(?:{heads})(?:(?<=\.)|(?!\w)))"
    return re.compile(
        rf"\s?,?\s(?:(?:{alternation(rows['adverbs'])})\s)*(?:{alternation(rows['with'])})(?!\w)\s?"
        rf"|(?<!\bban)(?<!\bsở)(?<!\bbộ)(?<!\bcấp)\s?[,;]\s{follows}|\s(?:và|cùng|với)\s(?:{follows}|(?=\S+\s?$))"
    )


def bare(body: str) -> bool:
    """Whether `body` is nothing but the word that names of bodies begin with (`Đoàn`, `Ban tổ chức`)."""
    return _head().fullmatch(plain(body)) is not None


def body_in(part: Part) -> int | None:
    """Where in `part`, a title of a person (`Thứ trưởng Bộ Y tế`), the first body begins."""
    for word in re.finditer(r"(?<!\w)(?=[^\W\d_])", part.view):
        if part.text[word.start()].isupper() and word.start() > 0 and _head().match(part.view, word.start()):
            return word.start()
    return None


def joined(part: Part, start: int, end: int) -> Group:
    """The bodies named in `part[start:end]`, the last ones of it that follow each other."""
    headed = _HEADED.search(part.view, start, end)
    if headed:
        end = headed.start()
    pieces = []
    position = start
    for joint in _joint().finditer(part.view, start, end):
        pieces.append((position, joint.start()))
        position = joint.end()
    pieces.append((position, end))
    found: list[tuple[int, str, int]] = []
    for s, e in reversed(pieces):
        body = _body(part, s, e)
        if body is None:
            if found and not _MANY.match(part.view, s):
                break
            continue
        if _met().search(part.view, max(start, body[0] - 40), body[0]):
            return Group((), end, end)  # "làm việc với Sở B, kết luận ...": the body is the one met
        found.append(body)
        if "," in part.text[s:e] and not body[1].startswith(part.text[s:e].strip()[:6]):
            break  # something else stands before it
    found.reverse()
    # "Quận ủy quận 1, TP.HCM": the place belongs to the body
    kept = [f for f in found if not places.is_place(f[1])] or found
    if not kept:
        return Group((), end, end)
    once = {name.lower(): name for _, name, _ in reversed(kept)}
    return Group(tuple(reversed(once.values())), kept[0][0], kept[-1][2])


def _body(part: Part, start: int, end: int) -> tuple[int, str, int] | None:
    """The body that ends at `end`, where it begins and ends: the text behind the last adverbial, from the
    head of a name on.
    """
    tail = _TAIL.search(part.view, start, end)
    if tail:
        end = tail.start()
    chunks = [m.span() for m in _chunk().finditer(part.view[start:end])]
    for s, e in reversed(chunks):
        s, e = s + start, e + start
        while s < e and part.text[s] in " ,":
            s += 1
        when = _TIMED.match(part.view, s, e)
        if when and part.text[when.end() : e][:1].isupper() and _head().match(part.view, when.end()):
            s = when.end()
        led = _leaders().match(part.view, s, e)
        if led:
            s = led.end()
        text = part.text[s:e].strip()
        if _barred(part, s, text):
            return None
        if not text or _row("adverbials").match(part.view, s) or part.view[s].isdigit():
            continue
        if _row("no_heads").match(part.view, s):
            continue
        if not _head().match(part.view, s) and not _acronym(text):
            inner = _clause(part, s, e)
            if inner is None:
                return None
            s, text = inner, part.text[inner:e].strip()
        if places.is_place(text) and _WHERE.search(part.view, max(0, s - 60), s):
            continue  # "tại TP Vũng Tàu, tỉnh Bà Rịa - Vũng Tàu, Bộ ..."
        if _row("plans").search(part.text, s, e):
            return None
        cut = _cut(part, s, e)
        text = part.text[s:cut].strip()
        if _row("no_names").fullmatch(plain(text)):
            return None
        if len(text.split()) > LONGEST or not any(c.isupper() for c in text):
            return None
        return s, " ".join(text.split()), s + len(part.text[s:cut].rstrip())
    return None


def _clause(part: Part, start: int, end: int) -> int | None:
    """Where in `part[start:end]` a body begins behind a conjunction (`trước khi Sở ...`)."""
    for word in reversed(list(_row("conjunctions").finditer(part.view, start, end))):
        at = word.end() + 1
        if part.text[at : at + 1].isupper() and _head().match(part.view, at):
            return at
    return None


def _cut(part: Part, start: int, end: int) -> int:
    """Where in `part[start:end]`, which begins with a body, its name ends."""
    head = _head().match(part.view, start)
    for word in _after().finditer(part.view, head.end() if head else start + 1, end):
        if part.text[word.start()].islower() or part.text[word.start()] == "(":
            return word.start()
    return end


def _acronym(text: str) -> bool:
    """Whether `text` is a name by its capitals alone: `VCCI`, `TP Huế`, `Phòng Thương mại (VCCI)`."""
    words = re.findall(r"[\w&.]+", text)
    return bool(_NAMELIKE.match(text + " ")) and all(w[0].isupper() or w[0].isdigit() for w in words)


def _barred(part: Part, start: int, text: str) -> bool:
    """Whether what begins at `start` is a person, the press, or no whole name."""
    if _PRESS.match(part.view, start) or text.count("(") != text.count(")") or "TTXVN" in text:
        return True
    if _ADDRESS.match(part.view, start):
        return True
    return bool(roles.heads().match(part.view, start)) and not _NO_ROLE.match(part.view, start)
