"""A program of its own: a PDF on standard input to its lines with their places, a JSON value a page.

    python pdf_pages.py PAGES SECONDS MEGABYTES < report.pdf

It runs in a process of its own, so that a file on which the parser crashes or hangs costs itself only; so it
imports nothing of the package. Places are in points from the lower left corner. A page is
`{"lines": [[text, left, bottom, right, top, width of the first word], ...], "covered": true}`, covered where
a picture is most of it. What cannot be read is `{"error": "password" | "broken" | "pages" | "memory"}`: a
document has more than PAGES, or needs more than MEGABYTES of memory. After SECONDS the process is ended.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

_COVERS = 0.5
_PASSWORD = 4


def main(pages: int, seconds: int, megabytes: int) -> None:
    """Read standard input, write to standard output."""
    _limit(seconds, megabytes)
    import pypdfium2

    data = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > pages:
            print(json.dumps({"error": "pages"}))
            return
        for number in range(len(document)):
            print(json.dumps(_page(document[number])))
    except pypdfium2.PdfiumError as error:
        protected = getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        print(json.dumps({"error": "password" if protected else "broken"}))
    except MemoryError:
        print(json.dumps({"error": "memory"}))


def _limit(seconds: int, megabytes: int) -> None:
    """No more time and memory than any report needs."""
    try:
        import resource
    except ImportError:  # not on this system
        return
    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_DATA, megabytes * 1_000_000),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _page(page: Any) -> dict[str, Any]:
    from pypdfium2 import raw

    width, height = page.get_size()
    covered = any(
        (right - left) * (top - bottom) > _COVERS * width * height
        for left, bottom, right, top in (
            image.get_bounds() for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
        )
    )
    lines = list(_lines(page.get_textpage(), raw))
    page.close()
    return {"lines": lines, "covered": covered}


def _lines(text: Any, raw: Any) -> Iterator[list[Any]]:
    """Runs of characters without a line break between them, nor a gap as between columns."""
    chars: list[tuple[str, float, float, float, float]] = []
    box = raw.FS_RECTF()
    for i in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, i) or 0x20)
        if char in "\r\n":
            yield from _line(chars)
            chars = []
            continue
        generated = raw.FPDFText_IsGenerated(text, i) == 1
        if generated or not raw.FPDFText_GetLooseCharBox(text, i, ctypes.byref(box)):
            if chars:
                _, _, bottom, right, top = chars[-1]
                chars.append((char, right, bottom, right, top))
            continue
        if chars and _apart(chars, box):
            yield from _line(chars)
            chars = []
        chars.append((char, box.left, box.bottom, box.right, box.top))
    yield from _line(chars)


def _apart(chars: list[tuple[str, float, float, float, float]], box: Any) -> bool:
    """Whether a character stands a column away from the one before, or on another line."""
    _, _, bottom, right, top = chars[-1]
    high = max(top - bottom, box.top - box.bottom, 1.0)
    return bool(
        box.left - right > 2.0 * high
        or box.left < chars[0][1] - 2.0 * high
        or abs(box.bottom - bottom) > 0.8 * high
    )


def _line(chars: list[tuple[str, float, float, float, float]]) -> Iterator[list[Any]]:
    while chars and chars[-1][0].isspace():
        chars.pop()
    while chars and chars[0][0].isspace():
        chars.pop(0)
    if not chars:
        return
    word = next((i for i, char in enumerate(chars) if char[0].isspace()), len(chars))
    yield [
        "".join(char[0] for char in chars),
        round(chars[0][1], 1),
        round(min(char[2] for char in chars), 1),
        round(max(char[3] for char in chars), 1),
        round(max(char[4] for char in chars), 1),
        round(chars[word - 1][3] - chars[0][1], 1),
    ]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
