"""Lines at the edges of a text that other reports of its source have too: furniture by repetition."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from vnpolicy.model import Cleaned
from vnpolicy.read.lines import Line, make

_EDGE = 6
_SHORT = 16
_WORDS = (2, 40)
_BEHIND = 3
"""So many lines at the end count whatever they look like."""
_LEAD = 80


def edges(text: str, cleaned: Cleaned) -> dict[str, Any]:
    """The lines before and behind the text of the body, as keys, and how the text begins (`lead`).

    Empty where there are none. Reports with one lead are versions of one report, so that what they have in
    common says nothing.
    """
    lines = _body_lines(cleaned.body(text))
    found = sorted({lines[i].key for i in _edges(lines)})
    lead = next((line.key[:_LEAD] for line in lines if line.prose), "")
    return {"lead": lead, "lines": found} if found and lead else {}


def without(text: str, cleaned: Cleaned, keys: Collection[str]) -> Cleaned:
    """`cleaned` without the lines at the edges of its body whose keys are among `keys`."""
    body = cleaned.body(text)
    lines = _body_lines(body)
    gone = [(lines[i].start, lines[i].end) for i in _edges(lines) if lines[i].key in keys]
    if not gone:
        return cleaned
    stays = bytearray(b"\1") * len(body)
    for start, end in gone:
        end += len(body[end:]) - len(body[end:].lstrip("\n"))  # the line breaks behind it, too
        stays[start:end] = bytes(end - start)
    last = stays.rfind(1)
    while last >= 0 and body[last].isspace():
        stays[last] = 0
        last = stays.rfind(1)
    kept: list[tuple[int, int]] = []
    at = 0
    for start, end in cleaned.kept:
        for i in range(start, end):
            if stays[at + i - start]:
                if kept and kept[-1][1] == i:
                    kept[-1] = (kept[-1][0], i + 1)
                else:
                    kept.append((i, i + 1))
        at += end - start
    return Cleaned(tuple(kept), cleaned.header)


def _body_lines(body: str) -> list[Line]:
    lines = []
    at = 0
    for number, line in enumerate(body.split("\n"), 1):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            lines.append(make(body, number, start, at + len(line.rstrip()), False))
        at += len(line) + 1
    return lines


def _edges(lines: list[Line]) -> list[int]:
    """The indexes of the short lines before the first and behind the last paragraph, and the last lines."""
    prose = [i for i, line in enumerate(lines) if line.prose]
    if not prose:
        return []
    low, high = _WORDS
    short = [*range(min(prose[0], _EDGE)), *range(max(prose[-1] + 1, len(lines) - _EDGE), len(lines))]
    found = {i for i in short if lines[i].words <= _SHORT}
    found |= set(range(max(prose[0] + 2, len(lines) - _BEHIND), len(lines)))
    return sorted(i for i in found if low <= lines[i].words <= high and not lines[i].listed)
