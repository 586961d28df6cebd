"""Sentences to segments: what one item can be taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from vnpolicy.extract.cues import cue
from vnpolicy.extract.patterns import LOWER, UPPER
from vnpolicy.extract.roles import heads as role_heads
from vnpolicy.lexicon import lines, table
from vnpolicy.model import Sentence

NUMBER = r"\(?(?:\d{1,2}|[a-hđ]|i{1,3}|iv|vi{0,3}|ix|x)[.)]"
"""The mark before an entry of a list, as a pattern: `1.`, `a)`, `(ii)`."""
ORDINAL = (
    r"(?:(?:thứ|vấn đề thứ|nhóm thứ)\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười)\s+là)"
)
"""The words before an entry of a list, as a pattern: `thứ nhất`, `một là`."""
ORDINAL_SET_OFF = rf"(?:{ORDINAL}(?:\s*[,:]|\s+là|(?=\s))|thứ\s+\d(?:\s*:|\s+là(?=\s)))"
"""The same with the mark or word that sets it off from the entry."""

_CUT = re.compile(
    # `theo Quyết định số 5; công văn số 6` is no list of statements
    r";(?!\s*(?:công văn|công điện|chỉ thị|nghị định|nghị quyết|quyết định|thông tư|văn bản)\s+số\s)"
    r"(?!\s*và cả\s)\s*"
    r"|(?<=[:;,.])\s+[-–+•]\s+(?=\w)"
    r"|(?<=[:;,.])\s+[a-zđ]\)\s+(?=\w)"
    rf"|(?<=[\w)])\s+(?-i:[a-zđ]\)\s+(?=[{UPPER}]))"
    r"|[,;]\s+(?=đồng thời(?!\w))"
    r"|(?:(?<!\s)\s+)?\((?:i{1,3}|iv|vi{0,3}|ix|x|\d{1,2}|[a-h])\)\s*",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"(?:^|(?<=[:;,.])\s+){ORDINAL_SET_OFF}", re.IGNORECASE)
_LONGEST_NAMED = 200
"""Characters back from a semicolon in which the verb stands that asks those before it."""
SHORTEST = 12
"""Characters; a shorter part is no statement of its own and stays with what stands before it."""


@cache
def heading_end() -> re.Pattern[str]:
    """The gap behind a heading or caption without a full stop, before a capitalised word that only opens
    sentences: `Chợ cũ đã dột Theo ông A, ...`.
    """
    words = "|".join(map(re.escape, table("speech.toml")["after_heading"]))
    families = "|".join(map(re.escape, (*lines("surnames.txt"), *lines("surnames_common.txt"))))
    # in small letters the form of address within a sentence, with a capital the beginning of a caption
    named = rf"(?:Ông|Bà)\s(?:{families})\s[{UPPER}]"
    behind = rf"(?:(?<=[{LOWER}\d%])|(?<=[{LOWER}\d%][”\"»])|(?<=[{UPPER}][{UPPER}]))"
    matter = rf"Việc\s(?!làm)[{LOWER}]"
    return re.compile(rf"{behind}\s(?=(?:{words}),?\s[\w“\"]|(?:Ngày|Sáng|Chiều|Tối)\s\d|{matter}|{named})")


class Segment(NamedTuple):
    """A part of a sentence: offsets into the body, `sentence` its index, `part` its number within the
    sentence.
    """

    start: int
    end: int
    sentence: int
    part: int


def segments(sentences: list[Sentence]) -> Iterator[Segment]:
    """The segments of each sentence, in order."""
    for index, sentence in enumerate(sentences):
        text, begin, part = sentence.text, 0, 0
        for cut_start, cut_end in _cuts(text):
            if cut_start - begin < SHORTEST or len(text) - cut_end < SHORTEST:
                continue
            yield Segment(sentence.start + begin, sentence.start + cut_start, index, part)
            begin, part = cut_end, part + 1
        yield Segment(sentence.start + begin, sentence.end, index, part)


def _only_named(before: str, behind: str) -> bool:
    """Whether `before` ends with those who are asked, does not yet tell what for, and further ones stand
    `behind`: `yêu cầu Giám đốc các Sở; Chủ tịch UBND các huyện ...`.
    """
    if role_heads().match(behind[:_LONGEST_NAMED].lower()) is None:
        return False
    lower = before[-_LONGEST_NAMED:].lower()
    asked = [m.end() for m in cue("ask").finditer(lower)]
    named = lower[asked[-1] :].strip(" :") if asked else ""
    told = cue("action").search(named) or cue("modal").search(named)
    ended = before.split()[-1:]
    whole = bool(ended) and (ended[0][0].isupper() or ended[0] in table("speech.toml")["ends_asked"])
    return whole and told is None and role_heads().match(named) is not None


def _cuts(text: str) -> list[tuple[int, int]]:
    """Ranges of `text` that divide it: semicolons, bullets within a line, ordinals."""
    found = []
    for match in _CUT.finditer(text):
        before = text[: match.start()]
        enclosed = before.count("(") > before.count(")")
        if match[0][0] == ";" and _only_named(before, text[match.end() :]):
            continue
        if match.end() < len(text) and (not enclosed or match[0].strip()[:1] == "("):
            found.append(match.span())
    found += [(m.start(), m.end()) for m in _ORDINAL.finditer(text) if m.start() > 0]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
