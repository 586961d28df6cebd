"""Excel workbooks, read back by openpyxl."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.model import Table, Value
from vnpolicy.show import workbook as module
from vnpolicy.show.cells import visible
from vnpolicy.show.workbook import CELL, cut_to, workbook

HERE = Path.cwd()


def sheet(table: Table, lang: str = "en", folder: Path = HERE, **addresses: str) -> Any:
    book = workbook(table, lang, addresses, folder)  # type: ignore[arg-type]
    return openpyxl.load_workbook(io.BytesIO(book.data)).worksheets[0]


@pytest.mark.parametrize(
    ("column", "value", "lang", "cell", "shown_as"),
    [
        ("date", "2021-07-13", "en", datetime(2021, 7, 13), "yyyy-mm-dd"),
        ("date", "2021-07-13", "vi", datetime(2021, 7, 13), "dd/mm/yyyy"),
        ("published", "2021-07-14T13:48", "vi", datetime(2021, 7, 14, 13, 48), "dd/mm/yyyy hh:mm"),
        ("published", "2021-07-14T13:48:10+07:00", "en", datetime(2021, 7, 14, 13, 48), "yyyy-mm-dd hh:mm"),
        ("date", "2021-07", "vi", "07/2021", "@"),
        ("date", "--07-13", "vi", "13/07", "@"),
        ("date", "1899-12-31", "en", "1899-12-31", "@"),
        ("date", "2021-02-30", "en", "2021-02-30", "@"),
        ("title", "2021-07-13", "en", "2021-07-13", "@"),
        ("reports", 3, "vi", 3, "General"),
        ("score", 0.25, "vi", 0.25, "General"),
        ("doc", "0123456789", "vi", "0123456789", "@"),
        ("kind", "need", "vi", "việc cần làm", "@"),
        ("title", "=1+1", "vi", "=1+1", "@"),
        ("title", "http://a.vn", "vi", "http://a.vn", "@"),
        ("sources", ["a", "b"], "vi", "a; b", "@"),
        ("title", "dòng\nhai \U0001f600 e\u0302\u0323", "vi", "dòng\nhai \U0001f600 e\u0302\u0323", "@"),
    ],
)
def test_cells(column: str, value: Value, lang: str, cell: object, shown_as: str) -> None:
    made = sheet(Table("list", (column,), [(value,)]), lang)["A2"]
    assert (made.value, made.number_format) == (cell, shown_as)
    assert made.data_type != "f"


def test_headings_stay_and_filter() -> None:
    made = sheet(Table("proposals", ("text", "reports"), [("x " * 90, 1), (None, 2)]), "vi")
    assert [cell.value for cell in made[1]] == ["Nội dung", "Số tin"]
    assert (made.title, made.freeze_panes, made.auto_filter.ref) == ("Kiến nghị, chỉ đạo", "A2", "A1:B3")
    assert made.column_dimensions["A"].width > 5 * made.column_dimensions["B"].width
    assert made["A2"].alignment.wrap_text and made["A3"].value is None


def test_no_rows() -> None:
    made = sheet(Table("list", ("doc", "title"), []))
    assert [cell.value for cell in made[1]] == ["Document", "Title"] and made.max_row == 1


def test_links_lead_to_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bài").mkdir()
    (tmp_path / "bài" / "tin số 1.txt").write_text("x")
    (tmp_path / "news.jsonl").write_text("x")
    rows: list[tuple[Value, ...]] = [
        ("a", "bài/tin số 1.txt"),
        ("b", "news.jsonl#7"),
        ("c", "gone.txt"),
        ("d", "page.html"),
        ("e", "javascript:alert(1)"),
    ]
    table = Table("list", ("doc", "path"), rows)
    made = sheet(table, folder=tmp_path / "out", **{"page.html": "https://a.vn/x?y=1", "c": "ftp://a.vn"})
    targets = [cell.hyperlink.target if cell.hyperlink else None for cell in made["B"][1:]]
    assert targets == ["..\\bài\\tin%20số%201.txt", "..\\news.jsonl", None, "https://a.vn/x?y=1", None]
    assert [cell.value for cell in made["B"][1:]] == [row[1] for row in rows]
    lead = sheet(Table("events", ("event", "doc"), [("E1", "a")]), a="https://a.vn/")
    assert lead["B2"].hyperlink.target == "https://a.vn/"


def test_what_excel_cannot_take() -> None:
    table = Table("show", ("title", "body"), [("a\x1b[1m\u202e\ufffe\x00", "y" * (CELL + 1))])
    book = workbook(table, "en", {}, HERE)
    made = openpyxl.load_workbook(io.BytesIO(book.data)).worksheets[0]
    assert made["A2"].value == "a␛[1m<U+202E><U+FFFE>␀"
    assert (len(made["B2"].value), made["B2"].value[-1], book.cut) == (CELL, "…", 1)


def test_many_rows_go_on_in_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS", 3)
    book = workbook(Table("list", ("doc",), [(str(n),) for n in range(5)]), "en", {}, HERE)
    sheets = openpyxl.load_workbook(io.BytesIO(book.data)).worksheets
    assert [[cell.value for cell in made["A"]] for made in sheets] == [
        ["Document", "0", "1"],
        ["Document", "2", "3"],
        ["Document", "4"],
    ]


def test_the_same_rows_give_the_same_bytes() -> None:
    table = Table("list", ("doc", "date"), [("a", "2021-07-13")])
    assert workbook(table, "vi", {}, HERE).data == workbook(table, "vi", {}, HERE).data


@given(st.text(), st.integers(2, 9))
def test_cut_to(text: str, most: int) -> None:
    cut = cut_to(text, most)
    assert len(cut.encode("utf-16-le", "surrogatepass")) <= 2 * most
    assert cut == text or cut.endswith("…")


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=4))
def test_any_text_comes_back(rows: list[tuple[str, str]]) -> None:
    data = workbook(Table("t", ("title", "path"), rows), "en", {}, HERE).data
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert not re.search("<f>|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", xml)
    made = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    for number, row in enumerate(rows, 2):
        for at, text in enumerate(row, 1):
            assert (made.cell(number, at).value or "") == visible(text)
