"""What is written of any rows, read back by a reader of the format, is the same cells."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.model import Table, Value
from vnpolicy.show.cells import heading, plain, shown, visible
from vnpolicy.show.formats import written_rows
from vnpolicy.show.webpage import webpage
from vnpolicy.show.workbook import workbook

COLUMNS = ("title", "kind", "date", "reports", "score", "sources", "path")
ADDRESSES = {"a.txt": "https://a.vn/?x=1&y=<2>", "b.txt": "http://b.vn/\"'"}

HARD = (
    "=1+1\n- [x](javascript:y) ![z](a.png)\n<b>&amp;</b>\\|`` **đậm** ~~x~~ # _a_\thai",
    " \x1b[2J\u202e\u2028\x00 đầu và cuối ",
    "\t=1\r\nhai | ba\\",
    "https://a.vn/b_c_d?e=1&f <!-- -->",
    "1. một\n\n---\n> hai",
)
text = st.text(st.characters(exclude_categories=()), max_size=20) | st.sampled_from(HARD)
date = st.sampled_from(["2021", "2021-10", "2021-07-13", "--07-13", "2021-02-30", "1899-12-31"]) | st.builds(
    "{:%Y-%m-%dT%H:%M}".format, st.datetimes(datetime(1900, 3, 1), datetime(2999, 1, 1))
)
rows = st.lists(
    st.tuples(
        text | st.none(),
        st.sampled_from(["recommendation", "directive", "need"]) | text,
        date | st.none() | text,
        st.integers(0, 10**9) | st.none(),
        st.floats(0, 1) | st.none(),
        st.lists(text, max_size=3),
        st.sampled_from([*ADDRESSES, "c.txt"]) | text,
    ),
    max_size=4,
)
languages = st.sampled_from(["en", "vi"])


def seen(table: list[tuple[Value, ...]], lang: str) -> list[list[str]]:
    """The cells as people see them."""
    return [
        [visible(shown(column, value, lang)) for column, value in zip(COLUMNS, row, strict=True)]  # type: ignore[arg-type]
        for row in table
    ]


@given(rows)
def test_csv_for_excel(table: list[tuple[Value, ...]]) -> None:
    out = "".join(written_rows(COLUMNS, table, "excel", "en"))
    assert out.startswith("\ufeff")
    head, *found = csv.reader(io.StringIO(out[1:], newline=""))
    assert head == list(COLUMNS)
    for cells, row in zip(found, table, strict=True):
        for cell, value in zip(cells, row, strict=True):
            begins = cell[:1]
            assert cell.removeprefix("'") == plain(value).removeprefix("'")
            assert isinstance(value, int | float) or begins not in ("=", "+", "-", "@", "\t", "\r", "\n")


def displayed(markdown: str) -> list[list[str]]:
    """The cells of a Markdown table as CommonMark shows them, by markdown-it-py; heading first."""
    reader = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found: list[list[str]] = []
    kinds = set()
    for token in reader.parse(markdown):
        kinds.add(token.type.removesuffix("_open").removesuffix("_close"))
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline":
            pieces = []
            for part in token.children:
                assert part.type in ("text", "text_special", "html_inline"), part
                assert part.type != "html_inline" or part.content == "<br>", part
                pieces.append("\n" if part.type == "html_inline" else part.content)
            found[-1].append("".join(pieces))
    assert kinds <= {"table", "thead", "tbody", "tr", "th", "td", "inline"}
    return found


@given(rows, languages)
def test_markdown(table: list[tuple[Value, ...]], lang: str) -> None:
    out = "".join(written_rows(COLUMNS, table, "md", lang))  # type: ignore[arg-type]
    head, *found = displayed(out)
    assert head == [heading(column, lang) for column in COLUMNS]  # type: ignore[arg-type]
    wanted = [[cell.replace("\t", " ").strip() for cell in row] for row in seen(table, lang)]
    assert [[cell.strip() for cell in row] for row in found] == wanted


class _Rows(HTMLParser):
    """The cells of each row, and where they lead."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.leading: list[str | None] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
            self._within = True
        elif tag == "a":
            self.leading.append(dict(attrs)["href"])

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self._within:
            self.rows[-1][-1] += data


@given(rows, languages)
def test_html(table: list[tuple[Value, ...]], lang: str) -> None:
    reader = _Rows()
    reader.feed("".join(webpage(Table("list", COLUMNS, table), lang, ADDRESSES, Path.cwd())))  # type: ignore[arg-type]
    reader.close()
    head, *found = reader.rows
    assert head == [heading(column, lang) for column in COLUMNS]  # type: ignore[arg-type]
    assert found == seen(table, lang)
    assert reader.leading == [ADDRESSES[str(row[-1])] for row in table if row[-1] in ADDRESSES]


@given(rows, languages)
def test_workbook(table: list[tuple[Value, ...]], lang: str) -> None:
    made = workbook(Table("list", COLUMNS, table), lang, ADDRESSES, Path.cwd())  # type: ignore[arg-type]
    sheet = openpyxl.load_workbook(io.BytesIO(made.data)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [heading(column, lang) for column in COLUMNS]  # type: ignore[arg-type]
    assert made.cut == 0
    for number, (row, texts) in enumerate(zip(table, seen(table, lang), strict=True), 2):
        for at, (value, wanted) in enumerate(zip(row, texts, strict=True), 1):
            cell = sheet.cell(number, at)
            assert cell.data_type != "f"
            if isinstance(value, int | float):
                assert cell.value == pytest.approx(value)
            elif isinstance(cell.value, datetime):
                day, time = str(value)[:10], str(value)[11:16] or "00:00"
                assert (COLUMNS[at - 1], f"{cell.value:%Y-%m-%d %H:%M}") == ("date", f"{day} {time}")
            else:
                assert (cell.value or "") == wanted
                # a full day is a day, no text
                assert COLUMNS[at - 1] != "date" or not re.fullmatch(r"2\d{3}-0[1-9]-1\d.*", str(value))
