"""Lines with their places on pages to paragraphs in reading order.

Running heads are found by their repetition (after Déjean & Meunier 2006, "A system for converting PDF
documents into structured XML format"), columns by the white between them, and a paragraph goes on where the
first word of the next line would not have fitted on this one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from statistics import median

from vnpolicy.text.unicode import fold

_EDGE = 4
"""Running heads and feet are among so many lines from the edge of a page."""
_PAGES = 0.6
_ALTERNATE = 0.4
"""On left and right pages they may differ."""
_COLUMN_LINES = 6
_COLUMN_CHARACTERS = 18
_ACROSS = 0.25
"""Of the lines on a page with two columns only so many go across."""
_LARGER = 1.12
_FULL_LENGTH = 30
"""Lines of running text have so many characters, even in narrow columns."""
_HYPHENS = re.compile("[\x02\ufffe]$")
"""What PDFium makes of a hyphen at the end of a line, whether it belongs there or not."""
_CUT = re.compile("\\w\\s?[-–\xad\x02\ufffe]$")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[\W_]*(\d+)(?:\s*/\s*\d+)?[\W_]*")
_MARKED = re.compile(r"(?:[-–—•+*▪●◦»]|\d{1,2}[.)]|[a-zđ][.)]|[IVX]+[.)])\s")
_ENDED = re.compile(r"[.!?…:;][”\"’)]*$")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ch|th|tr|ph|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a piece of one, in points from the lower left corner; `first`: width of its first word."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    first: float
    column: int = 0
    pieces: int = 1

    @property
    def height(self) -> float:
        """How high its letters are, with what they reach up and down."""
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page as they come in the file; `covered`: a picture covers most of it."""

    lines: Sequence[Line]
    covered: bool = False


def paragraphs(pages: Iterable[Page]) -> list[str]:
    """The paragraphs of `pages` in reading order, without running heads, feet and page numbers."""
    ordered = _without_edges([_ordered(page.lines) for page in pages])
    lines = [(number, line) for number, page in enumerate(ordered) for line in page]
    if not lines:
        return []
    body = median(line.height for _, line in lines for _ in range(len(line.text) // 20 + 1))
    steps = [a.bottom - b.bottom for page in ordered for a, b in pairwise(page) if a.bottom > b.bottom]
    step = median(steps) if steps else body
    margins = _margins(line for _, line in lines)
    out = [lines[0][1].text]
    for (before, last), (now, line) in pairwise(lines):
        turned = before != now or last.column != line.column or line.bottom > last.bottom
        if _goes_on(last, line, margins[last.column], turned, step, body):
            out[-1] = join(out[-1], line.text)
        else:
            out[-1] = _hyphens(out[-1])
            out.append(line.text)
    return out


def join(text: str, more: str) -> str:
    """`text` and the line that follows it: a space between them, or a word that was hyphenated made whole."""
    if text.endswith("\xad"):
        return text.rstrip("\xad") + more
    text = _hyphens(text)
    match = re.search(r"([^\W\d_]+)-$", text)
    after = re.match(r"[^\W\d_]+", more)
    if not text.endswith("-") or text[-2:-1].isspace() or len(text) < 2:
        return f"{text} {more}"
    if match and after and after[0][0].islower() and _hyphenated(match[1], after[0]):
        return text[:-1] + more
    return text + more


def _hyphens(text: str) -> str:
    return _HYPHENS.sub("-", text)


def _hyphenated(before: str, after: str) -> bool:
    """Whether two pieces are one syllable, or a foreign word, rather than joined by their own hyphen."""
    left, right = fold(before), fold(after)
    if _SYLLABLE.fullmatch(left + right):
        return True
    return not _SYLLABLE.fullmatch(left) and not _SYLLABLE.fullmatch(right)


def _goes_on(last: Line, line: Line, margin: float, turned: bool, step: float, body: float) -> bool:
    """Whether `line` goes on with the paragraph of `last`."""
    high = max(last.height, line.height)
    if last.pieces > 1 or line.pieces > 1:
        return False
    if high > _LARGER * min(last.height, line.height):
        return False
    if not turned and last.bottom - line.bottom > max(1.3 * step, 1.3 * high):
        return False
    if _MARKED.match(line.text) and (_MARKED.match(last.text) or _ENDED.search(last.text)):
        return False
    if min(last.height, line.height) > _LARGER * body and not turned:
        return last.text[-1] not in ".!?…"  # a heading of several lines
    if turned and _ENDED.search(last.text):
        return False
    if _CUT.search(last.text):
        return True
    if not turned and line.left - last.left > 0.6 * high and not _MARKED.match(last.text):
        return False
    return last.right + 0.2 * high + line.first > margin - 2.0


def _margins(lines: Iterable[Line]) -> dict[int, float]:
    """How far the lines of each column reach to the right, but for the odd one.

    Where hardly any reach so far, none is full: infinity.
    """
    rights: dict[int, list[tuple[float, int]]] = {}
    for line in sorted(lines, key=lambda line: line.pieces > 1):  # rows of tables only where there is no text
        if line.pieces == 1 or line.column not in rights:
            rights.setdefault(line.column, []).append((line.right, len(line.text)))
    out = {}
    for column, ends in rights.items():
        margin, _ = sorted(ends)[int(0.95 * (len(ends) - 1))]
        full = [length for end, length in ends if end > 0.9 * margin]
        out[column] = margin if len(full) > 1 and median(full) >= _FULL_LENGTH else inf
    return out


# Reading order


def _ordered(lines: Sequence[Line]) -> list[Line]:
    """From top to bottom, pieces side by side as one line; two columns one after the other."""
    lines = [line for line in lines if line.text.strip()]
    gutter = _gutter(lines)
    if gutter is None:
        return _rows(lines)
    out: list[Line] = []
    band: list[Line] = []
    # what goes across both columns divides the page into bands
    for line in sorted(lines, key=lambda line: -line.top):
        if line.left < gutter < line.right:
            out += _columns(band, gutter)
            out.append(line)
            band = []
        else:
            band.append(line)
    return [*out, *_columns(band, gutter)]


def _columns(lines: Sequence[Line], gutter: float) -> Iterator[Line]:
    for column in (1, 2):
        side = [line for line in lines if (line.left >= gutter) == (column == 2)]
        yield from (replace(line, column=column) for line in _rows(side))


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the white between two columns of running text is."""
    if len(lines) < 2 * _COLUMN_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    width = right - left
    best: tuple[int, float] | None = None
    for percent in range(30, 71, 2):
        x = left + width * percent / 100
        before = [line for line in lines if line.right <= x]
        after = [line for line in lines if line.left >= x]
        across = len(lines) - len(before) - len(after)
        if min(len(before), len(after)) < _COLUMN_LINES or across > _ACROSS * len(lines):
            continue
        if min(_length(before), _length(after)) < _COLUMN_CHARACTERS:
            continue
        if best is None or across < best[0]:
            best = across, x
    return best[1] if best else None


def _length(lines: Sequence[Line]) -> float:
    return median(len(line.text) for line in lines)


def _rows(lines: Sequence[Line]) -> list[Line]:
    """From top to bottom; what stands on one line is one, with bars between as in a table."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.bottom, line.left)):
        if rows and abs(rows[-1][0].bottom - line.bottom) < 0.4 * min(line.height, rows[-1][0].height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_row(sorted(row, key=lambda line: line.left)) for row in rows]


def _row(row: Sequence[Line]) -> Line:
    text = row[0].text
    for last, line in pairwise(row):
        text += (" | " if line.left - last.right > line.height else " ") + line.text
    return replace(
        row[0],
        text=text,
        right=max(line.right for line in row),
        top=max(line.top for line in row),
        bottom=min(line.bottom for line in row),
        pieces=len(row),
    )


# Running heads and feet


def _without_edges(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without what repeats at their edges and without page numbers."""
    enough = max(2, _PAGES * len(pages)), max(3, _ALTERNATE * len(pages))
    keys = [[_keys(line.text, number) for line in page] for number, page in enumerate(pages)]
    heads = Counter(key for page in keys for key in _distinct(page[:_EDGE]))
    feet = Counter(key for page in keys for key in _distinct(page[-_EDGE:]))
    offset = _offset(pages)
    out = []
    for number, page in enumerate(pages):

        def repeated(i: int, counts: Counter[str], number: int = number, page: list[Line] = page) -> bool:
            bare = _PAGE_NUMBER.fullmatch(page[i].text)
            if bare is not None and int(bare[1][:9]) - number == offset:
                return True
            same, *counted = keys[number][i]
            if counts[same] >= min(enough):
                return True
            # numbers that only happen to grow with the pages are those of articles
            if len(pages) == 2:
                return any(counts[key] == 2 and "<1>" in key for key in counted)
            return any(counts[key] >= max(3, min(enough)) for key in counted)

        start, end = 0, len(page)
        while start < min(end, _EDGE) and repeated(start, heads):
            start += 1
        while end > max(start, len(page) - _EDGE) and repeated(end - 1, feet):
            end -= 1
        out.append(page[start:end])
    return out


def _keys(text: str, page: int) -> tuple[str, ...]:
    """The text as it is; and with its numbers (all, the first, the last) as their distance to the page's."""

    def relative(match: re.Match[str]) -> str:
        return f"<{int(match[0][:9]) - page}>"

    found = list(_NUMBER.finditer(text))
    if not found:
        return (text,)
    first, last = found[0], found[-1]
    return (
        text,
        _NUMBER.sub(relative, text),
        text[: first.start()] + relative(first) + text[first.end() :],
        text[: last.start()] + relative(last) + text[last.end() :],
    )


def _distinct(lines: Iterable[tuple[str, ...]]) -> set[str]:
    return {key for keys in lines for key in keys}


def _offset(pages: Sequence[Sequence[Line]]) -> int:
    """What the numbers that stand alone at the edges of pages are ahead of the count from 0; 1 if unknown."""
    counts: Counter[int] = Counter()
    for number, page in enumerate(pages):
        for line in (*page[:1], *page[-1:]):
            if bare := _PAGE_NUMBER.fullmatch(line.text):
                counts[int(bare[1][:9]) - number] += 1
    return counts.most_common(1)[0][0] if counts else 1
