"""Where in a segment the statement may begin once the reporting frame is off, and where it ends.

The places at which a statement may begin are offered all; which one holds is for the fitted models to say.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from vnpolicy.extract.attribution_words import said_by
from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import any_of, cue, frame
from vnpolicy.extract.patterns import LOWER, UPPER
from vnpolicy.extract.roles import heads as role_heads
from vnpolicy.extract.segments import NUMBER, ORDINAL_SET_OFF, SHORTEST, Segment
from vnpolicy.lexicon import lines, table

_ACCORDING = re.compile(r"(?:cũng\s+)?theo\s")
_REFERENCE = 160
"""Characters within which `theo X, chức danh,` has ended."""
_LONGEST_ATTRIBUTION = 160
"""Characters between a closing quotation mark and the end of the sentence that names the speaker."""

_LONGEST_NAMED = 320
"""The same where a name, set off, follows at once: its role may be long."""

_OBLIGED_REACH = 60
"""Characters behind `do đó` within which an obligation is told."""

_SHORTEST_HEADING = 6
"""Characters."""

_LONGEST_HEADED = 60
"""Characters behind the title of whoever says what stands behind a colon: `Bộ trưởng X: Cần ...`."""

_NEAREST_TELLER = 4
_LONGEST_TELLER = 80
"""Characters between the last comma and the end of a sentence that names who said it."""

_LEAD_IN = re.compile(r"[\s\"“”‘’'«»\-–—•+*:,.…()]+")
_TAIL = " \t\n\r\f\v\xa0\"“”‘’'«»-–—,;:.…/()"
_ATTRIBUTION = re.compile(r"[”\"»]\s*[,\-–—.]?\s*(?=\w)")
_SOURCE = re.compile(r"\.\s+theo\s+[^.,;:\n]{2,40}$")
"""The newspaper that a report was taken from, at its end: `. theo Báo tỉnh`."""
_NAMED_LAST = re.compile(
    rf"[^.;:]*(?<=\s)[{UPPER}][{LOWER}]+\s[{UPPER}][{LOWER}]+[\s.]*(?:(?:,|\s[-–])[^.;:]*)?[\s.]*"
)
_CLOSED_BY = {"“": "”", "«": "»", '"': '"'}
_AFTER_QUOTATION = re.compile(r"\s*[,\-–—.]")
_TELLS = re.compile(r"\s*(?:[,:]|(?:rằng|thêm|là)(?!\w))")
_TOLD = re.compile(r"\s*(?:với|cho)\s[^,;:.“”\"]{2,60}?(?=\srằng(?!\w))")
"""Who is told, before `rằng`."""
_JOINED = re.compile(r"\s+và\s")
_CREDIT = r"(?:nguồn|ảnh):?\s[\w.]+(?=\s[“\"])"
"""Of a picture, before a quotation: `Nguồn Báo Muối “`."""
_NECESSITY = r"(?:về\s+)?sự\s+cần\s+thiết(?:\s+của\s+việc)?"
_MATTER = r"(?:(?:về|tới|đến) )?việc(?!\s(?:này|đó|ấy|trên))"
_AFTER_VERB = re.compile(
    r"\s*(?:rõ(?=\s(?:việc|rằng|là)\s)\s)?"
    rf"(?:(?:rằng|là|cho|với|{_NECESSITY}|{_MATTER}|như(?: sau)?(?=\s?:))(?!\w)\s*)?"
    r"[,:]?\s*[“\"«]?\s*"
)


class Start(NamedTuple):
    """A place where a statement may begin. `how` names the frame before it: `plain`, `ask:VERB` ..."""

    at: int
    how: str


@cache
def _honorific() -> re.Pattern[str]:
    """A form of address."""
    return re.compile(any_of(lines("honorifics.txt")))


@cache
def _teller() -> re.Pattern[str]:
    """The beginning of whoever tells something: a form of address, a paper."""
    return re.compile(any_of((*lines("honorifics.txt"), *table("speech.toml")["papers"])))


@cache
def _reported() -> re.Pattern[str]:
    """`báo X đưa tin`."""
    return re.compile(rf"{any_of(table('speech.toml')['papers'])}\s[^,;:]{{2,40}}\sđưa tin")


@cache
def _several() -> re.Pattern[str]:
    """`nhiều đại biểu`."""
    speech = table("speech.toml")
    return re.compile(rf"{any_of(speech['many'])}\s{any_of(speech['people'])}")


@cache
def _opening() -> re.Pattern[str]:
    """What may stand before a statement and carries nothing of it: ordinals, connectives and their commas."""
    obliged = rf"(?=\s+(?:{cue('pronoun').pattern}\s+)?{cue('modal').pattern})"
    does = any_of((*table("speech.toml")["action"], "việc", *table("speech.toml")["held"]))
    named = rf"là(?=\s(?:{cue('modal').pattern}|{does}))"
    words = rf"{cue('connective').pattern}|{cue('occasion').pattern}{obliged}|{_CREDIT}|{named}"
    return re.compile(
        rf"(?!{cue('no_connective').pattern})(?:{NUMBER}(?=\s)|{ORDINAL_SET_OFF}|{words})\s*[,:]?\s*",
        re.IGNORECASE,
    )


@cache
def _headed() -> re.Pattern[str]:
    """Who says what stands behind a colon, in a headline: `Bộ trưởng X: Cần ...`."""
    head = rf"(?:{role_heads().pattern}|{any_of(lines('honorifics.txt'))})"
    return re.compile(rf"{head}[^.,:;?!“”\"\n]{{0,{_LONGEST_HEADED}}}:\s")


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
    begin = segment.start
    if context.paragraph(segment.sentence) == "0" and (said := _headed().match(context.lower, begin)):
        begin = said.end() if segment.end - said.end() >= SHORTEST else begin
    found = [Start(skip_opening(context.lower, begin, segment.end), "plain")]
    if _ACCORDING.match(context.lower, found[0].at, segment.end):
        comma = found[0].at
        for _ in range(3):
            comma = context.lower.find(", ", comma + 1, min(segment.end, found[0].at + _REFERENCE))
            if comma < 0 or segment.end - comma < SHORTEST:
                break
            found.append(Start(skip_opening(context.lower, comma + 2, segment.end), "theo"))
    for verb in context.frames[segment.sentence]:
        if not segment.start <= verb.start < segment.end:
            continue
        if _JOINED.match(context.lower, verb.end):  # `chỉ đạo và thực hiện ...` is one action
            continue
        bare = verb.start == found[0].at and verb.word in _frame_only()
        told = _TOLD.match(context.lower, verb.end, segment.end)
        after = _AFTER_VERB.match(context.lower, told.end() if told else verb.end, segment.end)
        at = skip_opening(context.lower, after.end() if after else verb.end, segment.end)
        if segment.end - at >= SHORTEST:
            found.append(Start(at, f"{verb.kind}:{verb.word}"))
            if bare:
                del found[0]
    found += (
        Start(skip_opening(context.lower, gap, segment.end), "plain")
        for gap in _heading_ends(context, segment.start + _SHORTEST_HEADING, segment.end - SHORTEST)
    )
    found += _conclusions(context, segment, found[0].at if found else segment.start)
    return [Start(_with_mark(context.body, s.at, segment.end), s.how) for s in found]


def _heading_ends(context: Context, start: int, end: int) -> Iterator[int]:
    """Where a heading ends within `body[start:end]`."""
    ends = context.heading_ends
    return (at for at in ends[bisect_left(ends, start) : bisect_left(ends, end)])


@cache
def _conclusion() -> re.Pattern[str]:
    """`..., do đó`, `..., nên` within a sentence: what follows may be asked for."""
    words = any_of(table("speech.toml")["conclusion"])
    return re.compile(rf"(?:,\s(?:và\s)?|(?<!song)\s)(?!{cue('no_connective').pattern}){words},?\s")


def _conclusions(context: Context, segment: Segment, begin: int) -> Iterator[Start]:
    """The starts behind a conjunction of conclusion or contrast that an obligation follows."""
    modals = context.modals[segment.sentence]
    if not modals:
        return
    for match in _conclusion().finditer(context.lower, begin + SHORTEST, segment.end):
        obliged = any(match.end() <= m.start < match.end() + _OBLIGED_REACH for m in modals)
        if obliged and segment.end - match.end() >= SHORTEST:
            at = skip_opening(context.lower, match.end(), segment.end)
            yield Start(at, "joint:" + " ".join(match[0].strip(" ,").split()))


@cache
def _passed_on() -> re.Pattern[str]:
    """`theo ông A` or `Báo X dẫn lời` behind a quotation."""
    return re.compile(rf"^theo\s|{any_of(table('speech.toml')['words_of'])}")


@cache
def _frame_only() -> frozenset[str]:
    return frozenset(table("speech.toml")["frame_only"])


def _with_mark(body: str, at: int, end: int) -> int:
    """`at`, or the quotation mark before it where that quotes only the first words of what follows."""
    close = _CLOSED_BY.get(body[at - 1 : at])
    if close is None:
        return at
    stop = _closing(body, body[at - 1], close, at, end)
    # behind a whole speech stand a mark or who gave it
    whole = stop < 0 or body[stop - 1] in ",.;!?…" or _AFTER_QUOTATION.match(body, stop + 1)
    return at if whole or end - stop <= SHORTEST else at - 1


def _closing(body: str, opening: str, close: str, at: int, end: int) -> int:
    """Where `close` ends the quotation whose text begins at `at`, behind further ones within it; -1 if not
    before `end`.
    """
    stop = body.find(close, at, end)
    while opening != close and stop >= 0 and body.count(opening, at, stop) > body.count(close, at, stop):
        stop = body.find(close, stop + 1, end)
    return stop


def statement_end(context: Context, start: int, end: int) -> int:
    """The end of the statement `body[start:end]` without a closing quote's attribution and closing marks.

    In `..., cần làm ngay”, ông A nói` the statement ends before the quotation mark.
    """
    known = context.statement_ends.get((start, end))
    if known is None:
        known = context.statement_ends[start, end] = _statement_end(context, start, end)
    return known


def _statement_end(context: Context, start: int, end: int) -> int:
    body = context.body
    end = next(_heading_ends(context, start + SHORTEST, end), end)
    for match in _ATTRIBUTION.finditer(body, start + SHORTEST, end):
        tail = context.lower[match.end() : end]
        named = _set_off(context, match)
        quotation = context.quotation(match.start() - 1)
        if quotation is not None and quotation[0] - 1 > start and not named:
            # a phrase of the statement: `các vấn đề “nóng” như`
            continue
        if context.is_quoted(match.start() + 1):
            continue
        if (
            said_by().match(tail)
            or _is_signature(context, match, end)
            or (
                len(tail) < (_LONGEST_NAMED if named else _LONGEST_ATTRIBUTION)
                and (_passed_on().search(tail) or any(m.lastgroup != "none" for m in frame().finditer(tail)))
            )
        ):
            end = match.start()
            break
    if (source := _SOURCE.search(body, start + SHORTEST, end)) is not None:
        end = source.start()
    end = _before_teller(context, start, _without_teller(context, start, end))
    clause = body[start:end].rstrip(_TAIL)
    stop = start + len(clause)
    tail = body[stop:end]
    if not tail:
        return end
    if ")" in tail and "(" in clause:
        return stop + tail.index(")") + 1
    if body[stop] in '”»"' and _is_open(body[start:stop], body[stop]):
        return stop + 1
    return stop


def _set_off(context: Context, mark: re.Match[str]) -> bool:
    """Whether behind the quotation `mark` and a comma or dash somebody may be named: `”, ông A`."""
    named = context.body[mark.end()].isupper() or _honorific().match(context.lower, mark.end())
    return bool(named and mark[0][1:].strip())


def _is_signature(context: Context, mark: re.Match[str], end: int) -> bool:
    """Whether behind the quotation `mark` stand a dash or comma and who said it, and no more up to `end`:
    `” - Giám đốc Sở Y Trần Văn An`.
    """
    at = mark.end()
    address = _honorific().match(context.lower, at) or role_heads().match(context.lower, at)
    if address is None or end - at > _LONGEST_ATTRIBUTION:
        return False
    set_off = mark[0].strip()[-1] in ",-–—"
    return set_off and _NAMED_LAST.fullmatch(context.body, address.end(), end) is not None


def _is_open(text: str, close: str) -> bool:
    """Whether `text` opens a quotation that the mark `close` would close."""
    if close == '"':
        return text.count(close) % 2 == 1
    opening = "“" if close == "”" else "«"
    return text.count(opening) > text.count(close)


def _before_teller(context: Context, start: int, end: int) -> int:
    """The end of `body[start:end]` before what somebody goes on to tell: `..., ông A cho biết, ...`, or
    whoever asks (`đề nghị X làm và cho biết Y`).
    """
    sentence = bisect_right(context.sentences, start, key=lambda s: s.start) - 1
    for verb in context.frames[sentence]:
        if verb.ask or not start + SHORTEST < verb.start < end:
            continue
        if verb.word in table("speech.toml")["tells_on"] and context.lower.endswith(
            " và ", start, verb.start
        ):
            return verb.start - len(" và ")
        comma = context.lower.rfind(", ", start + SHORTEST, verb.start)
        if (
            comma < 0
            or not _NEAREST_TELLER < verb.start - comma < _LONGEST_TELLER
            or context.is_quoted(comma)
        ):
            continue
        address = next(
            (p for p in (_honorific(), role_heads(), _several()) if p.match(context.lower, comma + 2)), None
        )
        if address is not None and _TELLS.match(context.lower, verb.end):
            return comma
    return end


def _without_teller(context: Context, start: int, end: int) -> int:
    """The end of `body[start:end]` without a teller who stands behind it: `..., ông A nêu rõ.`"""
    stop = len(context.body[start:end].rstrip(" .")) + start
    comma = context.lower.rfind(", ", start + SHORTEST, stop)
    if comma < 0 or stop - comma > _LONGEST_TELLER or context.is_quoted(comma):
        return end
    if _reported().fullmatch(context.lower, comma + 2, stop):
        return comma
    told = [m for m in frame().finditer(context.lower, comma + 2, stop) if m.lastgroup == "say"]
    if not told or told[-1].end() != stop or told[-1].start() < comma + 4:
        return end
    named = context.body[comma + 2].isupper() or _teller().match(context.lower, comma + 2)
    return comma if named else end
