from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.model import Table, Value
from vnpolicy.show.formats import written_rows

HARD = 'một "hai", ba\nbốn\tnăm; =sáu | bảy *tám* <b>😀'


FORMS = ("csv", "tsv", "json", "jsonl", "md")


def text(table: Table, form: str) -> str:
    return "".join(written_rows(table.columns, table.rows, form, "en"))


@pytest.mark.parametrize("form", FORMS)
def test_no_rows(form: str) -> None:
    out = text(Table("t", ("title", "doc"), []), form)
    expected = {"csv": "title,doc\n", "tsv": "title\tdoc\n", "json": "[]\n", "jsonl": ""}
    expected["md"] = "| Title | Document |\n| --- | --- |\n"
    assert out == expected[form]


cells = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])) | st.just(HARD)


@given(st.lists(st.tuples(cells, cells)))
def test_delimited_reads_back(rows: list[tuple[str, str]]) -> None:
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        out = text(Table("t", ("a", "b"), rows), form)
        assert list(csv.reader(io.StringIO(out, newline=""), delimiter=delimiter))[1:] == [
            list(r) for r in rows
        ]


values = (
    st.none() | st.integers() | cells | st.lists(cells) | st.floats(allow_nan=False, allow_infinity=False)
)


@given(st.lists(st.tuples(values, values)))
def test_json_reads_back(rows: list[tuple[Value, Value]]) -> None:
    table = Table("t", ("a", "b"), rows)
    expected = [{"a": a, "b": b} for a, b in rows]
    assert json.loads(text(table, "json")) == expected
    assert [json.loads(line) for line in text(table, "jsonl").split("\n")[:-1]] == expected


def test_carriage_return_stays_in_its_cell() -> None:
    out = text(Table("t", ("a",), [("x\r\ny",)]), "csv")
    assert list(csv.reader(io.StringIO(out, newline="")))[1] == ["x\r\ny"]


def test_markdown_is_one_line_a_row() -> None:
    out = text(Table("t", ("title",), [(HARD,), (["a", "b"],), (None,)]), "md")
    lines = out.splitlines()
    assert len(lines) == 5
    assert lines[2] == '| một "hai", ba<br>bốn năm; =sáu \\| bảy \\*tám\\* \\<b\\>😀 |'
    assert lines[3:] == ["| a; b |", "|  |"]
