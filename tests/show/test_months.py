"""Months as blocks in a table."""

import pytest

from vnpolicy.show.months import counted, month_axis, sparklines


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(None, {}), ([], {}), (["2021-07:3", "2021-09:1"], {"2021-07": 3, "2021-09": 1})],
)
def test_counted(cell: list[str] | None, expected: dict[str, int]) -> None:
    assert counted(cell) == expected


def test_axis_has_every_month() -> None:
    assert month_axis(["2022-01", "2021-11"]) == ["2021-11", "2021-12", "2022-01"]
    assert month_axis([]) == []
    assert month_axis(["0001-01", "9999-12"]) == ["0001-01", "9999-12"]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([], []),
        ([{}], [""]),
        ([{"2021-01": 8, "2021-03": 1}, {"2021-02": 2}], ["█ ▁", " █ "]),
        # two years: two months a cell
        ([{"2021-01": 1, "2021-02": 1, "2022-12": 4}], ["▄          █"]),
    ],
)
def test_sparklines(rows: list[dict[str, int]], lines: list[str]) -> None:
    assert sparklines(rows) == lines
