"""The lines of a raw text with what cleaning asks about each: its place, its length, whether it is prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vnpolicy.lexicon import table
from vnpolicy.text.unicode import new_tone

_KEY_LENGTH = 400
"""Set phrases stand at the beginning of a line or in a short one, so no more of a line is looked at."""

_FURNITURE_LENGTH = 1000
_WRAPPED_WIDTH = (50, 120)
_WRAPPED_LINES = 6
_GOING_ON = 0.3
"""The share of lines that begin with a small letter, in the middle of a sentence, in a wrapped text."""
_ENDING = re.compile(r"[.!?…][”\"'’»)\]]*$")
_CUT_SHORT = re.compile(r"(?:\.\.\.|…)$")
_BOUNDARY = re.compile(r"([^\W\d_]{2})[.!?…]+[”\"’»)]* *[“\"‘«]?([^\W\d_])")
_HEADLINE_WORDS = (4, 32)
_PROSE_WORDS = 34
_TWO_SENTENCES = 20
_LISTED = re.compile(
    r"(?:[-–—+*•●■▪◦→✓]|\(?(?:\d{1,2}[.)](?=\s|[^\W\d_]{2})|(?:[a-zđ]|[ivx]{1,4})[.)]\s)|\d{1,2}\s?(?:h|giờ|:)\s?\d{0,2}\b"
    r"|(?:phiên|chuyên đề|chủ đề|nội dung|câu hỏi|phần|mục|điều|khoản|nhóm|thứ)\s+\w+\s*[:.,-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text; in a text wrapped at a page width, a paragraph.

    `raw[start:end]` is its text, `number` its number in the raw text, from 1. `apart`: a blank line follows.
    """

    number: int
    start: int
    end: int
    text: str
    key: str
    words: int
    apart: bool

    @property
    def long(self) -> bool:
        """Whether it has too many characters to be furniture; nothing slow is asked about such a line."""
        return len(self.text) > _FURNITURE_LENGTH

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_ENDING.search(self.text[-8:]))

    @property
    def cut_short(self) -> bool:
        """Whether it ends in an ellipsis, as teasers do."""
        return bool(_CUT_SHORT.search(self.text[-8:]))

    @property
    def sentences(self) -> bool:
        """Whether it holds more than one sentence."""
        # lower case before the stop: TP. and GS. end no sentence
        return any(m[1].islower() and m[2].isupper() for m in _BOUNDARY.finditer(self.text))

    @property
    def headline(self) -> bool:
        """Whether it could be a title: one sentence without a full stop, not too long."""
        low, high = _HEADLINE_WORDS
        if self.long or not low <= self.words <= high or self.text[0].islower() or self.listed:
            return False
        if self.text[-1] in ";:,-" or (self.text[-1] == "." and not self.cut_short):
            return False
        return not self.sentences or (self.words <= _TWO_SENTENCES and not self.ended)

    @property
    def prose(self) -> bool:
        """Whether it is running text rather than a title, a menu or a caption."""
        if self.words >= _PROSE_WORDS:
            return True
        return self.words >= 12 and (
            self.ended or self.text[-1] in ":;" or (self.words >= 15 and self.sentences)
        )

    @property
    def listed(self) -> bool:
        """Whether it is marked as an entry of a list or a programme."""
        return bool(_LISTED.match(self.text[:60]))


def key(text: str) -> str:
    """`text` for looking up: lower case, new tone placement, single spaces."""
    return new_tone(" ".join(text.lower().split()))


@cache
def phrases(*path: str) -> tuple[str, ...]:
    """The phrases of the furniture lexicon under `path`, as keys, longest first."""
    found = table("furniture.toml")
    for part in path:
        found = found[part]
    return tuple(sorted({key(x) for x in found}, key=lambda x: (-len(x), x)))


@cache
def pattern(*path: str) -> re.Pattern[str]:
    """A pattern for any of the phrases of the furniture lexicon under `path`, as whole words of a key."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases(*path)))})(?!\w)")


@cache
def opening(*path: str) -> re.Pattern[str]:
    """A pattern for any of the phrases of the furniture lexicon under `path` at the beginning of a key."""
    whole = (re.escape(phrase) + (r"(?!\w)" if phrase[-1].isalnum() else "") for phrase in phrases(*path))
    return re.compile("|".join(whole))


def split(text: str) -> list[Line]:
    """The lines of `text` that are not blank. Linear in the text."""
    pieces: list[tuple[int, int, int]] = []
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line and (bare := line.strip()):
            start = at + len(line) - len(line.lstrip())
            pieces.append((number, start, start + len(bare)))
        at += len(line) + 1
    if not pieces:
        return []
    if width := _width(text, pieces):
        pieces = _unwrapped(text, pieces, width)
    after = [start for _, start, _ in pieces[1:]] + [len(text)]
    return [
        make(text, number, start, end, text.count("\n", end, following) > 1)
        for (number, start, end), following in zip(pieces, after, strict=True)
    ]


def make(text: str, number: int, start: int, end: int, apart: bool) -> Line:
    """The line `text[start:end]`."""
    line = text[start:end]
    return Line(number, start, end, line, key(line[:_KEY_LENGTH]), len(line.split()), apart)


def _width(text: str, pieces: list[tuple[int, int, int]]) -> int:
    """The page width at which `text` is wrapped, 0 if it is not."""
    lengths = sorted(end - start for _, start, end in pieces)
    if len(lengths) < _WRAPPED_LINES or lengths[-1] > _WRAPPED_WIDTH[1]:
        return 0
    if lengths[len(lengths) // 2] < _WRAPPED_WIDTH[0]:
        return 0
    going_on = sum(text[start].islower() for _, start, _ in pieces)
    return lengths[-1] if going_on >= _GOING_ON * len(pieces) else 0


def _unwrapped(text: str, pieces: list[tuple[int, int, int]], width: int) -> list[tuple[int, int, int]]:
    """The paragraphs: a line goes on where the first word of the next would not have fitted on it."""
    joined = [pieces[0]]
    last_start = pieces[0][1]
    for number, start, end in pieces[1:]:
        first, begin, stop = joined[-1]
        word = text[start:end].split(maxsplit=1)[0]
        if text.count("\n", stop, start) == 1 and stop - last_start + 1 + len(word) > width:
            joined[-1] = (first, begin, end)
        else:
            joined.append((number, start, end))
        last_start = start
    return joined
