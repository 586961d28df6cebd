from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.model import Table
from vnpolicy.show.terminal import console, tabular, unwrapped

TEXT = "đẩy mạnh chuyển đổi số ở cấp cơ sở, bố trí kinh phí và nhân lực cho từng xã, phường, thị trấn"
COLUMNS = (
    "event",
    "kind",
    "speaker",
    "role",
    "addressee",
    "text",
    "theme",
    "reports",
    "doc",
    "path",
    "start",
    "end",
)
ROWS = [
    (
        "E1a2b3c4d5",
        "directive",
        "Nguyễn Văn An",
        "Bộ trưởng",
        "các địa phương",
        TEXT,
        "Chuyển đổi số",
        2,
        "1a2b3c4d5e",
        "a/b.txt",
        1,
        9,
    ),
    ("E1a2b3c4d5", "need", None, None, None, "cần thêm nguồn lực", None, 1, "1a2b3c4d5e", "a/b.txt", 10, 19),
    ("E99", "recommendation", "Bà Trần Thị Bình", None, "Chính phủ", TEXT * 2, None, 1, "99", "c.txt", 0, 5),
]
PROPOSALS = Table("proposals", COLUMNS, ROWS)


def drawn(table: Table, width: int) -> list[str]:
    stream = io.StringIO()
    console(stream, True, width).print(tabular(table, "vi", width))
    return stream.getvalue().splitlines()


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 200])
def test_fits_and_breaks_between_syllables(width: int) -> None:
    lines = drawn(PROPOSALS, width)
    assert max(map(len, lines)) <= width
    whole = " ".join(lines).split()
    for syllable in TEXT.split():
        assert syllable in whole or syllable.rstrip(",") in " ".join(whole), (width, syllable)


def test_the_text_of_items_is_always_there() -> None:
    for width in (30, 60, 80, 120):
        assert "Nội dung" in " ".join(drawn(PROPOSALS, width))


def test_an_event_is_named_once() -> None:
    assert sum("E1a2b3c4d5" in line for line in drawn(PROPOSALS, 100)) == 1


def test_markup_and_escapes_are_text() -> None:
    table = Table("list", ("doc", "title"), [("a", "[bold]in đậm[/bold] \x1b[31mđỏ :smile:")])
    assert "[bold]in đậm[/bold] ␛[31mđỏ :smile:" in "\n".join(drawn(table, 100))


def test_a_document_without_title_goes_by_its_file() -> None:
    table = Table("list", ("doc", "title", "path"), [("a", None, "folder/tin.txt")])
    assert "[tin.txt]" in "\n".join(drawn(table, 40))


def test_unwrapped_is_a_line_a_row() -> None:
    lines = unwrapped(PROPOSALS, "en").splitlines()
    assert len(lines) == 1 + len(ROWS)
    assert TEXT * 2 in lines[3]
    assert lines == [line.rstrip() for line in lines]


cells = st.none() | st.text(max_size=60)


@given(st.lists(st.tuples(cells, cells, cells), max_size=5), st.integers(12, 120))
def test_anything_can_be_drawn(rows: list[tuple[str | None, str | None, str | None]], width: int) -> None:
    table = Table("list", ("doc", "title", "path"), rows)
    assert all("\x1b" not in line for line in drawn(table, width))
    assert unwrapped(table, "en").count("\n") == 1 + len(rows)
