"""Raw text to body and header: page furniture goes, the text stays whole."""

from __future__ import annotations

from vnpolicy.model import Cleaned, Raw
from vnpolicy.read import furniture, header
from vnpolicy.read.glued import glued
from vnpolicy.read.lines import Line, key, split


def clean(raw: Raw) -> Cleaned:
    """The header of `raw` and the ranges of its text that are the body, in order.

    Nothing but ranges of the raw text is deleted, so every character of the body has its place there.
    Paragraphs stay on lines of their own; of the blank lines between them one is kept. What consists of
    header and furniture alone is all kept. Linear in the text.
    """
    found = header.read(raw.text, split(raw.text), raw.facts, raw.format)
    lines = found.lines
    title = key(found.header.title) if found.header.title else ""
    gone = furniture.cut(lines, found.first, title, found.gone)
    kept = [line for i, line in enumerate(lines) if i not in gone and line.end > line.start]
    if not kept:
        kept = [line for line in lines if line.end > line.start]
    return Cleaned(tuple(_ranges(raw.text, kept)), found.header)


def _ranges(text: str, kept: list[Line]) -> list[tuple[int, int]]:
    """The ranges of the kept lines with the line breaks between them."""
    pieces: list[tuple[int, int]] = []
    for line in kept:
        at = line.start
        for start, end in glued(line.text):
            pieces.append((at, line.start + start))
            at = line.start + end
        pieces.append((at, line.end))
        at = line.end
        for _ in range(2 if line.apart else 1):
            at = text.find("\n", at) + 1
            if not at:
                break
            pieces.append((at - 1, at))
    pieces = [(start, end) for start, end in pieces if start < end]
    while pieces and text[pieces[-1][0] : pieces[-1][1]].isspace():
        pieces.pop()
    out: list[tuple[int, int]] = []
    for start, end in pieces:
        if out and out[-1][1] == start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
