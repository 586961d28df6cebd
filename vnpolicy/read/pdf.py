"""PDF to text: the lines of all pages, read in a process of their own, then laid out as paragraphs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from vnpolicy.errors import Refused
from vnpolicy.read import limits
from vnpolicy.read.layout import Line, Page, paragraphs
from vnpolicy.read.source import DEFAULT, Reading
from vnpolicy.text.unicode import normalize

_PROGRAM = Path(__file__).with_name("pdf_pages.py")
_STAMPED = 200
"""A scanned page may bear the text of a digital signature, fewer letters than this."""
_ERRORS = {
    "password": "password-protected PDF",
    "broken": "broken PDF",
    "pages": "more than {pages:,} pages; --max-pages raises the limit",
    "memory": limits.TOO_LARGE,
}


def pdf_text(data: bytes, reading: Reading = DEFAULT) -> str:
    """The text of a PDF, a paragraph a line, without what repeats at the edges of its pages.

    Raises `Refused` for what is broken, protected by a password, scanned without text, or on which the parser
    breaks down, or of more pages, time or memory than `reading` allows.
    """
    pages = _pages(data, reading)
    text = normalize("\n".join(paragraphs(pages))).strip()
    letters = sum(map(str.isalpha, text))
    if not letters or (letters < _STAMPED * len(pages) and _mostly_covered(pages) and letters < _STAMPED * 5):
        raise Refused("scanned PDF without text" if any(page.covered for page in pages) else _NO_TEXT)
    return text


_NO_TEXT = "PDF without text, perhaps scanned or drawn"


def _mostly_covered(pages: list[Page]) -> bool:
    return 2 * sum(page.covered for page in pages) > len(pages)


def _pages(data: bytes, reading: Reading) -> list[Page]:
    seconds = reading.parsing_time(len(data))
    # -P: whatever lies in the current folder is not imported
    command = [sys.executable, "-P", str(_PROGRAM)]
    command += [str(number) for number in (reading.pages, int(seconds) + 1, reading.memory)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds * limits.PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused(limits.too_long(seconds)) from None
    except OSError as error:
        raise Refused(f"the PDF parser cannot be started ({error.strerror})") from None
    if done.returncode in limits.TIMED_OUT:
        raise Refused(limits.too_long(seconds))
    if done.returncode != 0:
        raise Refused("broken PDF: the parser broke down on it")
    pages = []
    for line in done.stdout.splitlines():
        page = json.loads(line)
        if "error" in page:
            raise Refused(_ERRORS[page["error"]].format(pages=reading.pages))
        pages.append(Page([Line(*values) for values in page["lines"]], page["covered"]))
    return pages
