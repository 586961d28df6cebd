"""Text to sentences.

Lines first (a bullet, a list entry, a heading are sentences without a full stop), then the stops within a
line. A stop is judged by its neighbours alone, so the work is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vnpolicy.lexicon import lines
from vnpolicy.model import Sentence

_LINE = re.compile(r"[^\n]+")
# What opens a list entry: a dash or dot, or a short number or letter with a stop or bracket.
_MARKER = r"(?:[-–—•·●○▪■□◦‣➢➤✓✔*+]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđA-ZĐ]|[IVX]{1,5})[.)])"
_BULLET = re.compile(rf"{_MARKER}(?:\s|$)")
_MARKER_ALONE = re.compile(rf"{_MARKER}$")
_WRAPPED_FROM = 40
"""A line shorter than this was not broken by the width of a page, so the next line does not go on with it."""

# A stop and what closes after it; a footnote number may be glued on. `./.` ends official documents.
_STOP = re.compile(
    r"(?P<stop>\./\.|\.{2,}|[!?…][.!?…]*|\.)"
    r"(?P<close>(?:[”»\")\]]|['’](?=\s|$)|\s[”»](?!\w))*(?:\[\d{1,3}\])*)"
)
_URL = re.compile(r"(?:https?://|www\.)\S+")
_OPENERS = "“‘«\"'([-–—•+*"
_TOKEN_BREAK = re.compile(r"[\s(“\"'‘«\[,;:–—-]")
_LOOK_BACK = 12
"""No abbreviation or list number is longer, so no more than this is read before a stop."""

_LIST_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđA-ZĐ]|[IVX]{1,5})")
_NUMBERED_HEAD = re.compile(
    r"(?:điều|chương|mục|phần|khoản|bài|bước|nhóm|phụ lục|câu) [\dIVX]{1,5}[a-zđA-ZĐ]?", re.IGNORECASE
)
_SHORT_NUMBER = re.compile(r"(?:\d+\.)*\d{1,2}")


_GAP = re.compile(r"(?:(?P<linked>\])|[\w%)”»])(?P<gap>[ \xa0]{2,})(?=[“\"]?(?P<word>\w+))")

_PLACE_ABBREVIATIONS = frozenset({"TP", "Tp", "tp", "TX", "Tx"})
"""After these a place follows, whose name may begin as a sentence does: TP. Tuy Hòa."""
_BEGIN_PLACES = frozenset({"Tuy"})
"""Words that open sentences and names of places too."""
_WORD = re.compile(r"[\s“‘\"'(]*((\w+)(?:\s+\w+)?)")
_WORD_BEFORE = re.compile(r"(?:^|\s)(\w+)$")


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lines(name))


def sentences(text: str) -> list[Sentence]:
    """The sentences of `text`, in order, without the white space around them.

    Together they hold every character that is not white space, and `text[s.start:s.end] == s.text`.
    `paragraph` counts the lines that have text; lines that only the width of a page broke apart count as one
    and may share a sentence.
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        begin = start
        for stop in sorted([*_ends(text, start, end), *_gaps(text, start, end)]):
            _add(found, text, begin, stop, number)
            begin = stop
        _add(found, text, begin, end, number)
    return found


def _add(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    piece = text[start:end]
    bare = piece.lstrip()
    if bare:
        start += len(piece) - len(bare)
        bare = bare.rstrip()
        found.append(Sentence(start, start + len(bare), bare, paragraph))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph lies: a line, with the lines that go on with it."""
    start = end = -1
    last = ""
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if not line:
            continue
        if start >= 0 and match.start() == end + 1 and _goes_on(last, line):
            end, last = match.end(), line
            continue
        if start >= 0:
            yield start, end
        (start, end), last = match.span(), line
    if start >= 0:
        yield start, end


def _goes_on(line: str, following: str) -> bool:
    """Whether `following` is the rest of what `line` began (both stripped)."""
    if _BULLET.match(following[:_LOOK_BACK]):
        return False
    if len(line) <= _LOOK_BACK and _MARKER_ALONE.match(line):
        return True
    last = line[-1]
    return len(line) >= _WRAPPED_FROM and following[0].islower() and (last.isalnum() or last == ",")


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets within the paragraph `text[start:end]` at which one sentence ends and another begins."""
    begin = start  # of the sentence being read
    counted, inside = start, False  # straight quotes look alike: an odd number of them so far means inside
    curved = 0  # quotes that are open; a straight one may close what a curved one opened
    urls = _URL.finditer(text, start, end)
    url = next(urls, None)
    for match in _STOP.finditer(text, start, end):
        at, close = match.start(), match.end()
        while url and url.end() <= at + 1:
            url = next(urls, None)
        if url and url.start() < at:
            continue
        shut = match.start("close")
        inside ^= text.count('"', counted, shut) % 2 == 1
        curved = max(0, curved + text.count("“", counted, shut) - text.count("”", counted, shut))
        counted = shut
        if not inside and (straight := text.find('"', shut, close)) >= 0:
            if curved and not text[straight + 1 : straight + 2].isalnum():
                curved, counted = 0, straight + 1
            else:
                close = straight
        if close < end and _is_end(text, begin, at, match["stop"], close, end):
            yield close
            begin = close


def _gaps(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets at which a heading or caption without a full stop ends: a wide gap, then a word that opens
    sentences; or a wide gap behind a bracketed link to another report.
    """
    for match in _GAP.finditer(text, start, end):
        if (match["linked"] and match["word"][0].isupper()) or match["word"] in _list("sentence_openers.txt"):
            yield match.end("gap")


def _is_end(text: str, begin: int, at: int, stop: str, close: int, end: int) -> bool:
    """Whether the sentence from `begin` ends with `stop` at `at` and the marks that close before `close`."""
    after = close
    while after < end and text[after].isspace():
        after += 1
    head = after
    while head < end and head < after + 4 and (text[head] in _OPENERS or text[head] == " "):
        head += 1
    if head >= end:
        return False
    first, spaced = text[head], after > close
    if stop == "./.":
        return True
    if first.islower() or not first.isalnum():
        return False
    if stop[0] == "…" or (stop[0] == "." and len(stop) > 1):
        return first.isalpha() and not (at > begin and text[at - 1] in "([")
    closed = close > at + len(stop)
    if first.isdigit() and not (spaced or closed):
        return False
    if stop != ".":
        return spaced or closed or (at > begin and text[at - 1].islower())
    return _is_full_stop(text, begin, at, first, spaced=spaced or closed)


def _is_full_stop(text: str, begin: int, at: int, first: str, *, spaced: bool) -> bool:
    """Whether the single `.` at `at` ends a sentence, when a capital or digit `first` follows."""
    if at == begin:
        return spaced
    window = text[max(begin, at - _LOOK_BACK) : at]
    token = _TOKEN_BREAK.split(window)[-1]
    before = window[: len(window) - len(token)].rstrip()
    if token == window and at - _LOOK_BACK > begin:
        token = ""  # longer than any abbreviation or number
    if _LIST_NUMBER.fullmatch(token) and (not before.strip("(") or before[-1] in ";:"):
        return False  # the number of a list entry
    if at - begin <= 2 * _LOOK_BACK and _NUMBERED_HEAD.fullmatch(text[begin:at].strip()):
        return False
    last = token.rsplit(".", 1)[-1]
    initial = len(last) == 1 and last.isupper()
    if initial and (_is_class(before) if last not in "IVX" else before[-1:].islower()):
        return spaced  # vùng I., khóa X. are numerals, nhóm A., 30 độ C. classes and units
    if initial or token in _list("abbreviations.txt") or last in _list("abbreviations.txt"):
        following = _WORD.match(text, at + 1)
        return (
            spaced
            and following is not None
            and _opens(*following.groups(), place=last in _PLACE_ABBREVIATIONS)
        )
    if first.isdigit() and _SHORT_NUMBER.fullmatch(token):
        return False  # ngày 11. 8
    previous = text[at - 1]
    if spaced or previous.islower() or previous in '”)%»"' or previous.isdigit():
        return True
    # `của ASEAN.Theo đó`, `cần thiết .Tuy nhiên`
    following = _WORD.match(text, at + 1)
    return following is not None and _opens(*following.groups(), place=False)


def _opens(pair: str, word: str, *, place: bool) -> bool:
    """Whether the words after a stop open a sentence; `place`: where a name of a place may follow."""
    openers = _list("sentence_openers.txt")
    alone = word in openers and (not place or word.isupper() or word not in _BEGIN_PLACES)
    return pair in openers or alone


def _is_class(before: str) -> bool:
    """Whether a letter behind `before` names a class or unit: `nhóm A`, `30 độ C`."""
    word = _WORD_BEFORE.search(before)
    return word is not None and word[1] in _list("lettered.txt")
