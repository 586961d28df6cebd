from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.analysis.speakers import same_role


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Giám đốc Sở Y tế", "Giám đốc Sở Y tế", True),
        ("Bộ trưởng", "Bộ trưởng Bộ Xây dựng", True),
        ("Giám đốc", "Tỉnh ủy viên, Giám đốc Sở Y tế", True),
        ("Chủ tịch UBND xã", "Chủ tịch Ủy ban nhân dân xã Nà Hẩu", True),
        ("Chủ tịch Cao Bằng", "Chủ tịch UBND tỉnh Cao Bằng", True),
        # tone marks in the old and the new place, a comma within the name of a ministry
        ("Thứ trưởng Bộ Văn hoá, Thể thao và Du lịch", "Thứ trưởng Bộ Văn hóa - Thể thao và Du lịch", True),
        ("Thứ trưởng Bộ VH-TT&DL", "Thứ trưởng Bộ Văn hóa, Thể thao và Du lịch", True),
        ("Phó Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh", False),
        ("Bộ trưởng Bộ Xây dựng", "Bộ trưởng Bộ Y tế", False),
        ("Bí thư Huyện ủy", "Chủ tịch UBND huyện", False),
        ("Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy", "Ủy viên Trung ương Đảng, Thứ trưởng", False),
    ],
)
def test_same_role(a: str, b: str, same: bool) -> None:
    assert same_role(a, b) is same_role(b, a) is same


@given(st.text("AB ab,&", max_size=15), st.text("AB ab,&", max_size=15))
def test_any_two_wordings_compare(a: str, b: str) -> None:
    assert same_role(a, b) is same_role(b, a)
    assert same_role(a, a)
