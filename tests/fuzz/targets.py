"""What is fuzzed: functions of any bytes that may refuse them and must not fail in any other way."""

from __future__ import annotations

import io
from collections.abc import Callable

from vnpolicy.errors import Refused
from vnpolicy.read import pdf_pages
from vnpolicy.read.docx import docx_text
from vnpolicy.read.html import main_text
from vnpolicy.read.layout import Line, Page, paragraphs
from vnpolicy.read.packed import documents
from vnpolicy.read.source import DEFAULT
from vnpolicy.text.decode import decode
from vnpolicy.text.detect import detect, mend
from vnpolicy.text.unicode import normalize

_PAGES = 20
_NAMES = ("a.txt", "a.zip", "a.tar.gz", "a.xz", "a.csv", "a.tsv", "a.jsonl", "a")


class Pipe(io.BytesIO):
    """What comes through a pipe is read once."""

    def seekable(self) -> bool:
        return False


def pdf(data: bytes) -> None:
    """What the process that reads PDF does, and the paragraphs of what it gives."""
    import pypdfium2

    pages = []
    try:
        document = pypdfium2.PdfDocument(data)
        for number in range(min(_PAGES, len(document))):
            page = pdf_pages._page(document[number])
            pages.append(Page([Line(*values) for values in page["lines"]], page["covered"]))
    except pypdfium2.PdfiumError:
        pass
    _stored(normalize("\n".join(paragraphs(pages))))


def docx(data: bytes) -> None:
    """Word documents, beside what their archive holds."""
    try:
        text, facts = docx_text(data, DEFAULT)
    except Refused:
        return
    _stored(text, *facts.values())


def html(data: bytes) -> None:
    """The main text of a page and the header facts that it states."""
    try:
        text, facts = main_text(data.decode("utf-8", "replace"))
    except Refused:
        return
    _stored(text, *facts.values())


def packed(data: bytes) -> None:
    """Archives, packed files and tables, from a file and from a pipe; the first byte tells the name."""
    name = _NAMES[data[0] % len(_NAMES)] if data else "a"
    for kind in (io.BytesIO, Pipe):
        for source in documents(name, kind(data[1:]), DEFAULT):
            assert source.path.startswith(name), source.path
            assert "/../" not in source.path.partition("#")[0] or source.data is None
            assert (source.reason or "x").isprintable(), source.reason


def encodings(data: bytes) -> None:
    """Bytes to text, with and without what the user or the page names."""
    detect(data)
    for named, declared in ((None, None), (None, "windows-1258"), ("utf-8", None), ("vni", None)):
        try:
            text, _ = decode(data, named, declared)
        except Refused:
            continue
        _stored(text)
        mend(text)


def _stored(*texts: str) -> None:
    """A text can be stored, and is as `normalize` leaves it."""
    for text in texts:
        text.encode()
        assert normalize(text) == text


TARGETS: dict[str, Callable[[bytes], None]] = {
    function.__name__: function for function in (pdf, docx, html, packed, encodings)
}
