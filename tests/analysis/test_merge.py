from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.analysis.merge import Statement, compatible, merged

WATER = "giao các xã rà soát toàn bộ giếng khoan, báo cáo huyện trước tháng 6"
ROADS = "đề nghị Bộ Xây dựng sớm bố trí vốn làm đường nối cảng với khu công nghiệp"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (WATER, WATER, True),
        (WATER, "Giao các xã rà soát toàn bộ giếng khoan và báo cáo huyện trước tháng 6.", True),
        # typed without diacritics, other quotation marks
        ("“Nước sạch cho mọi nhà”", '"nuoc sach cho moi nha"', True),
        # tone marks in the old and the new place
        ("đẩy mạnh số hóa hồ sơ cấp xã", "đẩy mạnh số hoá hồ sơ cấp xã", True),
        # the one is a part of the other
        (WATER, "giao các xã rà soát toàn bộ giếng khoan", True),
        (WATER, ROADS, False),
        # another matter in the same words of form
        ("đề nghị Chính phủ sớm ban hành nghị định về đất đai", "đề nghị Chính phủ sớm sửa luật thuế", False),
        ("phát triển kinh tế - xã hội", "bảo đảm quốc phòng để phát triển kinh tế - xã hội vùng biên", False),
        ("", WATER, False),
    ],
)
def test_same_statement(a: str, b: str, same: bool) -> None:
    found = merged([Statement("proposal", a, None), Statement("proposal", b, None)])
    assert found == ([[0, 1]] if same else [[0], [1]])


def test_one_speaker_in_two_reports_is_reworded() -> None:
    long = "Sở Y tế rà soát kho thuốc của các trạm xã, mua bổ sung thuốc còn thiếu, dứt cảnh chờ thầu kéo dài"
    other = "Sở Y tế phải xem lại các trạm xã, chỗ còn thiếu thì mua bổ sung ngay, không chờ thầu như năm nay"
    assert merged([Statement("x", long, "An", "1"), Statement("x", other, "An", "2")]) == [[0, 1]]
    assert merged([Statement("x", long, "An", "1"), Statement("x", other, "An", "1")]) == [[0], [1]]
    assert merged([Statement("x", long, "An", "1"), Statement("x", other, None, "2")]) == [[0], [1]]


def test_a_theme_is_no_topic() -> None:
    assert merged([Statement("theme", WATER, None), Statement("item", WATER, None)]) == [[0], [1]]


def test_two_people_who_say_the_same_are_two() -> None:
    said = [Statement("proposal", WATER, name) for name in ("Trần An", None, "Lê Bình", "An")]
    assert merged(said) in ([[0, 1, 3], [2]], [[0, 3], [1, 2]], [[0, 3], [1], [2]])


@pytest.mark.parametrize(
    ("a", "b", "may"),
    [
        ("Trần Văn An", None, True),
        ("Trần Văn An", "trần văn an", True),
        ("Trần Văn An", "Văn An", True),
        ("Trần Văn An", "Lê An", False),
        ("Trần Văn An", "Trần Văn", False),
        (None, None, True),
    ],
)
def test_compatible(a: str | None, b: str | None, may: bool) -> None:
    assert compatible(a, b) is compatible(b, a) is may


@given(st.lists(st.tuples(st.text("abc ", max_size=12), st.none() | st.sampled_from(["A", "B"])), max_size=8))
def test_groups_hold_each_statement_once_in_order(texts: list[tuple[str, str | None]]) -> None:
    found = merged([Statement("x", text, name) for text, name in texts])
    assert sorted(i for group in found for i in group) == list(range(len(texts)))
    assert all(group == sorted(group) for group in found)
    assert [group[0] for group in found] == sorted(group[0] for group in found)
    for group in found:
        assert len({texts[i][1] for i in group} - {None}) <= 1
