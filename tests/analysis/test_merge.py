from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.analysis.merge import Statement, _Groups, compatible, merged

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


CLINICS = "Sở Y tế rà soát kho thuốc của các trạm xã, mua bổ sung thuốc còn thiếu, dứt cảnh chờ thầu kéo dài"
SCHOOLS = "các huyện sắp xếp lại điểm trường lẻ, bảo đảm học sinh vùng cao có chỗ ở bán trú trước năm học mới"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        # reworded
        (
            CLINICS,
            "Sở Y tế phải xem lại kho thuốc các trạm xã, thiếu thì mua bổ sung ngay, không để chờ thầu",
            True,
        ),
        (SCHOOLS, "phải sắp xếp lại các điểm trường lẻ để học sinh vùng cao có chỗ ở bán trú", True),
        # abbreviated
        (
            "Bộ Khoa học và Công nghệ sớm ban hành quy chuẩn về nước thải của làng nghề",
            "đề nghị Bộ KH&CN sớm có quy chuẩn nước thải làng nghề",
            True,
        ),
        # the same body, another matter
        (CLINICS, "Sở Y tế tập huấn cho cán bộ trạm xã về hồ sơ sức khỏe điện tử ngay trong quý này", False),
        (SCHOOLS, "các huyện rà soát giáo viên hợp đồng, trả đủ lương và đóng bảo hiểm cho họ", False),
        (CLINICS, SCHOOLS, False),
    ],
)
def test_same_statement_in_two_reports(a: str, b: str, same: bool) -> None:
    for speaker in ("Trần An", None):
        found = merged([Statement("x", a, "Trần An", "1"), Statement("x", b, speaker, "2")])
        assert found == ([[0, 1]] if same else [[0], [1]])


def test_one_report_says_a_thing_once() -> None:
    """Two items of a report stay apart although an item of another report is like both."""
    one = "xây thêm hai trường mầm non gần khu công nghiệp phía bắc cho con công nhân"
    other = "mở phòng khám đêm gần khu công nghiệp phía bắc để công nhân tan ca còn kịp khám"
    found = merged(
        [Statement("x", one, None, "1"), Statement("x", other, None, "1"), Statement("x", one, None, "2")]
    )
    assert [0, 2] in found


def test_reports_may_name_the_speaker_differently() -> None:
    groups = ("Sở Y tế", "Ban Giám đốc Sở")
    assert merged([Statement("x", CLINICS, name, str(i)) for i, name in enumerate(groups)]) == [[0, 1]]


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


def test_groups_that_stay_apart_are_compared_once() -> None:
    """Two sayings in sixty reports each: else a pair of their statements costs as much as all pairs."""
    one, other = range(60), range(60, 120)
    asked = 0

    def likelihood(i: int, j: int) -> float:
        nonlocal asked
        asked += 1
        return 0.5

    groups = _Groups(120)
    groups.join([(own[0], j) for own in (one, other) for j in own[1:]], lambda i, j: 1.0, 1.0)
    groups.join([(i, j) for i in one for j in other], likelihood, 0.6)
    assert groups.found() == [list(one), list(other)]
    assert asked == 3600
