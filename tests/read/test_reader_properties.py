"""Properties of the readers: what was written is read, and what is damaged is refused, never an error."""

from __future__ import annotations

import csv
import io
import json

import docx
import pypdfium2
import pytest
from files import pdf, zipped
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.errors import Refused
from vnpolicy.read import pdf_pages
from vnpolicy.read.docx import docx_text
from vnpolicy.read.html import main_text
from vnpolicy.read.layout import Line, Page, paragraphs
from vnpolicy.read.packed import documents
from vnpolicy.read.source import DEFAULT, Source
from vnpolicy.text.unicode import normalize

words = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyạảãấ", min_size=1, max_size=6)
sayings = st.lists(words, min_size=1, max_size=12).map(" ".join)
cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def read(data: bytes, name: str) -> list[Source]:
    return list(documents(name, io.BytesIO(data), DEFAULT))


# Tables


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_lines_of_json_are_read(rows: list[tuple[str, str]]) -> None:
    lines = [json.dumps({"title": title, "text": text}) for title, text in rows]
    found = read("\n".join(lines).encode(), "n.jsonl")
    assert [(s.data or b"").decode() for s in found] == [
        "" if not text or text.isspace() else text for _, text in rows
    ]
    assert all(s.data or s.reason == "empty text" for s in found)


@given(st.lists(st.tuples(sayings, cells.map(lambda cell: cell.replace("\0", ""))), min_size=1, max_size=5))
def test_tables_are_read(rows: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("title", "text"), *rows])
    found = read(out.getvalue().encode(), "t.csv")
    texts = [(s.data or b"").decode().replace("\r\n", "\n") for s in found]
    assert texts == ["" if not text or text.isspace() else text.replace("\r\n", "\n") for _, text in rows]


@given(st.lists(st.sampled_from('text,id\n;"{}[]:\t\r\\1nullxđ\0'), max_size=60).map("".join))
def test_any_table_is_read_or_refused(text: str) -> None:
    for name in ("t.csv", "t.tsv", "n.jsonl", "-"):
        for source in read(b"text,id\n" + text.encode(), name) + read(text.encode(), name):
            assert source.data is not None or source.reason


# Word


def word(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@given(st.lists(sayings, min_size=1, max_size=5))
def test_paragraphs_of_word_are_read(lines: list[str]) -> None:
    assert docx_text(word(lines), DEFAULT)[0] == normalize("\n".join(lines))


WORD = word(["Họp bàn chống hạn", "Xã đề nghị cấp máy bơm."])


@given(st.lists(st.tuples(st.integers(0, len(WORD) - 1), st.integers(0, 255)), max_size=6), st.integers(0, 9))
def test_damaged_word_is_refused(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(WORD)
    for at, byte in changes:
        data[-at] = byte  # the list of members is at the end
    _whole_or_refused(bytes(data[: len(data) - cut]))


PARTS = (
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "xã",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "&x;",
)


@given(st.lists(st.sampled_from(PARTS), max_size=20).map("".join))
def test_any_body_of_word_is_read_or_refused(body: str) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = f"<w:document {space}><w:body>{body}</w:body></w:document>"
    _whole_or_refused(zipped({"word/document.xml": xml}))


def _whole_or_refused(data: bytes) -> None:
    try:
        text, _ = docx_text(data, DEFAULT)
    except Refused:
        return
    assert text == normalize(text) != ""


@pytest.mark.parametrize("version", [64, 142, 255])
def test_a_zip_of_a_version_to_come_is_refused(version: int) -> None:
    data = bytearray(WORD)
    data[data.index(b"PK\1\2") + 6] = version
    with pytest.raises(Refused):
        docx_text(bytes(data), DEFAULT)


# HTML

TAGS = ("<p>", "</p>", "<div>", "</div>", "<table><tr><td>", "</table>", "<h1>", "<ul><li>", "<!--", "-->")
OTHERS = (
    "<script>",
    "</script>",
    '<meta name="author" content="An">',
    "<a href='x'>",
    "&#xe1;",
    "\n",
    "\0",
    "<",
)


@given(st.lists(st.sampled_from(TAGS + OTHERS) | sayings, max_size=30).map("".join))
def test_any_page_is_read_or_refused(inside: str) -> None:
    try:
        text, facts = main_text(f"<html><head><title>Họp</title></head><body>{inside}</body></html>")
    except Refused:
        return
    assert text == normalize(text) != ""
    assert all("\n" not in fact for fact in facts.values())


# PDF


@given(st.lists(st.lists(sayings, min_size=1, max_size=4), min_size=1, max_size=3))
def test_the_words_of_a_pdf_are_read(pages: list[list[str]]) -> None:
    made = [[(50.0, 700.0 - 20 * i, 10.0, line) for i, line in enumerate(page)] for page in pages]
    document = pypdfium2.PdfDocument(pdf(made))
    found = [pdf_pages._page(document[number]) for number in range(len(document))]
    assert [" ".join(line[0] for line in page["lines"]).split() for page in found] == [
        " ".join(page).split() for page in pages
    ]


places = st.floats(-100, 1000, width=32)
placed = st.builds(Line, sayings, places, places, places, places, st.floats(0, 300, width=32))


@given(st.lists(st.lists(placed, max_size=8).map(Page), max_size=3))
def test_any_lines_make_paragraphs(pages: list[Page]) -> None:
    given = "".join(line.text for page in pages for line in page.lines).replace(" ", "")
    found = "".join(paragraphs(pages)).translate({ord(" "): None, ord("|"): None})
    assert sorted(set(found) - set(given)) == []
    assert len(found) <= len(given)
