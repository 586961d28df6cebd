from __future__ import annotations

import pytest

from vnpolicy.analysis.choose import Choice, has, rows
from vnpolicy.errors import UsageError
from vnpolicy.model import Table

TABLE = Table(
    "proposals",
    ("speaker", "kind", "text", "theme", "reports"),
    [
        ("Nguyễn Văn Đạt", "need", "số hóa hồ sơ", "Chuyển đổi số", 1),
        (None, "directive", "trồng rừng", None, 3),
        ("Đỗ Thị Hòa", "directive", "Số hoá bản đồ rừng", "Lâm nghiệp", 2),
    ],
)


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        (Choice(), [0, 1, 2]),
        (Choice(speaker=("van dat",)), [0]),
        (Choice(speaker=("ĐẠT", "hoà")), [0, 2]),
        (Choice(contains=("so hoa",)), [0, 2]),
        (Choice(contains=("số hóa",), kind=("directives",)), [2]),
        (Choice(theme=("lam nghiep",)), [2]),
        (Choice(kind=("need", "Directive")), [0, 1, 2]),
        (Choice(sort="reports"), [0, 2, 1]),
        (Choice(sort="-reports", limit=2), [1, 2]),
        (Choice(sort="speaker"), [2, 0, 1]),
        (Choice(sort="-speaker"), [0, 2, 1]),
        (Choice(limit=0), []),
        (Choice(contains=("không có",)), []),
    ],
)
def test_rows(choice: Choice, kept: list[int]) -> None:
    assert list(rows(TABLE, choice).rows) == [TABLE.rows[i] for i in kept]


@pytest.mark.parametrize("choice", [Choice(sort="doc"), Choice(kind=("wish",)), Choice(kind=("theme",))])
def test_wrong_choice(choice: Choice) -> None:
    with pytest.raises(UsageError):
        rows(TABLE, choice)


@pytest.mark.parametrize(
    ("wanted", "texts", "found"),
    [
        ((), (), True),
        (("lao cai",), ("tỉnh Lào Cai", None), True),
        (("Lào Cai",), (None, None), False),
        (("a", "huế"), ("Thừa Thiên Huế",), True),
        (("đà",), ("Da Nang",), True),
    ],
)
def test_has(wanted: tuple[str, ...], texts: tuple[str | None, ...], found: bool) -> None:
    assert has(wanted, *texts) is found
