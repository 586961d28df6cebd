"""What stands behind and between the text: lists of other reports, the signature, the foot of the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import pairwise

from vnpolicy.read import captions, marks
from vnpolicy.read.lines import Line

_TEASER_FREE = 45
"""A paragraph longer than this is no teaser."""
_RESUMES = 8
_FOOT_WORDS = 12


def foot(lines: Sequence[Line], first: int, gone: Collection[int]) -> set[int]:
    """The indexes of the foot of the page, by what is surely one (licences, addresses, buttons).

    Short lines between such ones go with them; before the first of them all stays.
    """
    top = len(lines)
    for i in range(len(lines) - 1, first, -1):
        line = lines[i]
        if i in gone:
            continue
        if marks.phrased(line) or marks.contact(line) or marks.licensed(line):
            top = i
        elif line.prose or line.ended or line.listed or line.words > _FOOT_WORDS or line.text[-1] in ":;":
            break
    text = any(lines[i].prose for i in range(first, top) if i not in gone)
    return set(range(top, len(lines))) if text else set()


def signature(lines: Sequence[Line], first: int, gone: Collection[int]) -> int | None:
    """The index of the line that signs the text: a name right behind a paragraph, none following it."""
    rest = [i for i in range(first, len(lines)) if i not in gone]
    for before, i in reversed(list(pairwise(rest))):
        line = lines[i]
        teaser = marks.outlet().match(line.text) and line.words <= _TEASER_FREE
        if _paragraph(line) and line.text[-1] not in "?!" and not teaser and not marks.phrased(line):
            return None
        if lines[before].prose and lines[before].ended and captions.signs(line):
            return i
    return None


def lists(lines: Sequence[Line], first: int, gone: Collection[int]) -> set[int]:
    """The indexes of lists of other reports: from their heading to where the text goes on."""
    headings = [i for i, line in enumerate(lines) if marks.heads_list(line) or marks.inline_heading(line)]
    if not headings:
        return set()
    rest = [i for i in range(len(lines)) if i not in gone]
    full, firm = _paragraphs(lines, rest)
    closing = [i for i in headings if marks.closes(lines[i])]
    behind = [0]
    for line in reversed(lines):
        behind.append(behind[-1] + (line.words if line.prose else 0))
    behind.reverse()
    out: set[int] = set()
    end = 0
    for i in headings:
        if i < end:
            continue
        if marks.inline_heading(lines[i]):
            end = i + 1
        elif i < first:
            end = next((k for k in range(i + 1, len(lines)) if k >= first or k in gone), len(lines))
        elif marks.closes(lines[i]):
            sure = bisect_right(firm, i)
            end = firm[sure] if behind[0] < 2 * behind[i] and sure < len(firm) else len(lines)
        else:
            after = bisect_right(closing, i)
            stop = closing[after] if after < len(closing) else len(lines)
            end = _resumed(lines, full, firm, i, stop)
        out.update(range(i, end))
    return out


def _paragraphs(lines: Sequence[Line], rest: Sequence[int]) -> tuple[list[int], list[int]]:
    """The indexes of paragraphs among `rest`, and of those that are surely no teasers.

    These are too long for one, or have another paragraph right behind them.
    """
    full = [i for i in rest if _paragraph(lines[i])]
    known = set(full)
    after = dict(pairwise(rest))
    return full, [i for i in full if lines[i].words >= _TEASER_FREE or after.get(i) in known]


def _resumed(lines: Sequence[Line], full: list[int], firm: list[int], i: int, stop: int) -> int:
    """Where the text goes on after the heading at index `i`, before `stop`; `stop` if it does not.

    It goes on with the next paragraph, unless that may be the teaser below a title: the only title there,
    with more paragraphs to come.
    """
    at = bisect_right(full, i)
    left = bisect_left(full, stop) - at
    if not left:
        return stop
    titles = {lines[k].key for k in range(i + 1, full[at])}
    sure = bisect_right(firm, i)
    if len(titles) != 1 or left == 1 or (sure < len(firm) and firm[sure] < stop):
        return full[at]
    return stop


def _paragraph(line: Line) -> bool:
    return line.words >= _RESUMES and line.ended and not line.cut_short
