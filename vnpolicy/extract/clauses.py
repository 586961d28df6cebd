"""Sentences to segments, and where in a segment the statement may begin once the reporting frame is off.

A segment is what one item can be taken from: a sentence, or a part of it between semicolons and enumeration
marks. The places at which its statement may begin are offered all; which one holds is for the fitted models
to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import cue, frame
from vnpolicy.model import Sentence

_CUT = re.compile(
    r";\s*"
    r"|(?<=[:;,.])\s+[-–+•]\s+(?=\w)"
    r"|[,;]\s+(?=đồng thời(?!\w))"
    r"|\s*\((?:i{1,3}|iv|vi{0,3}|ix|x|\d{1,2}|[a-h])\)\s*",
    re.IGNORECASE,
)
_ORDER = (
    r"(?:(?:thứ|vấn đề thứ|nhóm thứ)\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|tám)\s+là)(?:\s*[,:]|\s+là|(?=\s))"
)
_ORDINAL = re.compile(rf"(?:^|(?<=[:;,.])\s+){_ORDER}", re.IGNORECASE)
_ACCORDING = re.compile(r"(?:cũng\s+)?theo\s")
_REFERENCE = 160
"""Characters within which `theo X, chức danh,` has ended."""
_SHORTEST = 12
"""Characters; a shorter part is no statement of its own and stays with what stands before it."""

_LONGEST_ATTRIBUTION = 160
"""Characters between a closing quotation mark and the end of the sentence that names the speaker."""

_NUMBER = r"\(?(?:\d{1,2}|[a-hđ]|i{1,3}|iv|vi{0,3}|ix|x)[.)]"
_LEAD_IN = re.compile(r"[\s\"“”‘’'«»\-–—•+*:,.…()]+")
_TAIL = re.compile(r"[\s\"“”‘’'«»\-–—,;:.…/()]+$")
_ATTRIBUTION = re.compile(r"[”\"»]\s*[,\-–—.]?\s*(?=\w)")
_AFTER_VERB = re.compile(r"\s*(?:(?:rằng|là|cho|với|về việc|việc)(?!\w)\s*)?[,:]?\s*[“\"«]?\s*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a sentence: offsets into the body, `sentence` its index, `part` its number within the
    sentence.
    """

    start: int
    end: int
    sentence: int
    part: int


@dataclass(frozen=True, slots=True)
class Start:
    """A place where a statement may begin. `how` names the frame before it: `plain`, `ask:VERB` ..."""

    at: int
    how: str


def segments(sentences: list[Sentence]) -> Iterator[Segment]:
    """The segments of each sentence, in order."""
    for index, sentence in enumerate(sentences):
        text, begin, part = sentence.text, 0, 0
        for cut_start, cut_end in _cuts(text):
            if cut_start - begin < _SHORTEST or len(text) - cut_end < _SHORTEST:
                continue
            yield Segment(sentence.start + begin, sentence.start + cut_start, index, part)
            begin, part = cut_end, part + 1
        yield Segment(sentence.start + begin, sentence.end, index, part)


def _cuts(text: str) -> list[tuple[int, int]]:
    """Ranges of `text` that divide it: semicolons, bullets within a line, ordinals."""
    found = []
    for match in _CUT.finditer(text):
        before = text[: match.start()]
        enclosed = before.count("(") > before.count(")")
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


@cache
def _opening() -> re.Pattern[str]:
    """What may stand before a statement and carries nothing of it: ordinals, connectives and their commas."""
    return re.compile(rf"(?:{_NUMBER}(?=\s)|{_ORDER}|{cue('connective').pattern})\s*[,:]?\s*", re.IGNORECASE)


def skip_opening(body: str, start: int, end: int) -> int:
    """The offset of the first word of `body[start:end]` that is not a mark, an ordinal or a connective."""
    while start < end:
        begin = start
        if (lead := _LEAD_IN.match(body, start, end)) is not None:
            start = lead.end()
        if (match := _opening().match(body, start, end)) is not None and match.end() > start:
            start = match.end()
        if start == begin:
            break
    return start


def starts(context: Context, segment: Segment) -> list[Start]:
    """Where the statement of `segment` may begin: its first word, and after each verb of a frame."""
    found = [Start(skip_opening(context.lower, segment.start, segment.end), "plain")]
    if _ACCORDING.match(context.lower, found[0].at, segment.end):
        comma = found[0].at
        for _ in range(3):
            comma = context.lower.find(", ", comma + 1, min(segment.end, found[0].at + _REFERENCE))
            if comma < 0 or segment.end - comma < _SHORTEST:
                break
            found.append(Start(skip_opening(context.lower, comma + 2, segment.end), "theo"))
    for verb in context.frames[segment.sentence]:
        if not segment.start <= verb.start < segment.end:
            continue
        after = _AFTER_VERB.match(context.lower, verb.end, segment.end)
        at = skip_opening(context.lower, after.end() if after else verb.end, segment.end)
        if segment.end - at >= _SHORTEST:
            found.append(Start(at, f"{verb.kind}:{verb.word}"))
    return found


def statement_end(context: Context, start: int, end: int) -> int:
    """The end of the statement `body[start:end]` without a closing quote's attribution and closing marks.

    In `..., cần làm ngay”, ông A nói` the statement ends before the quotation mark.
    """
    body = context.body
    for match in _ATTRIBUTION.finditer(body, start + _SHORTEST, end):
        tail = context.lower[match.end() : end]
        if (
            not context.is_quoted(match.start() + 1)
            and len(tail) < _LONGEST_ATTRIBUTION
            and frame().search(tail)
        ):
            end = match.start()
            break
    match_tail = _TAIL.search(body, start, end)
    if match_tail is None:
        return end
    if ")" in match_tail[0] and "(" in body[start : match_tail.start()]:
        return match_tail.start() + match_tail[0].index(")") + 1
    return match_tail.start()
