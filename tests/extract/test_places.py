import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy import lexicon
from vnpolicy.extract.places import places, province


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Lào Cai", "Lào Cai"),
        ("Yên Bái", "Lào Cai"),
        ("tỉnh Bình Định", "Gia Lai"),
        ("TP.HCM", "Hồ Chí Minh"),
        ("Bà Rịa – Vũng Tàu", "Hồ Chí Minh"),
        ("thành phố Phủ Lý, tỉnh Hà Nam", "Ninh Bình"),
        ("Trung tâm Hội nghị Quốc gia, Hà Nội", "Hà Nội"),
        ("Trụ sở Chính phủ", "Hà Nội"),
        ("trụ sở Bộ Y tế", "Hà Nội"),
        ("trụ sở Bộ Ngoại giao Lào", None),
        ("Học viện Chính trị quốc gia Hồ Chí Minh", "Hà Nội"),
        ("Học viện Chính trị khu vực III", "Đà Nẵng"),
        ("Dinh Thống Nhất", "Hồ Chí Minh"),
        ("Hội trường Thống Nhất, tỉnh Hà Giang", "Tuyên Quang"),
        ("thị xã Kỳ Anh", "Hà Tĩnh"),
        ("Đà Lạt", "Lâm Đồng"),
        ("huyện Châu Thành", None),
        ("Tokyo", None),
        ("hội trường", None),
    ],
)
def test_province_of_today(place: str, expected: str | None) -> None:
    assert province(place) == expected


def test_every_province_of_the_63_has_one_of_the_34() -> None:
    rows = lexicon.table("provinces.toml")["provinces"]
    assert len(rows) == 63
    assert len({row["now"] for row in rows}) == 34
    assert all(province(row["name"]) == row["now"] for row in rows)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đoàn đến tỉnh Sơn La và Hải Phòng.", ["tỉnh Sơn La", "Hải Phòng"]),
        ("vì Hòa Bình của nhân loại", []),
        ("tại Hòa Bình", ["Hòa Bình"]),
        ("họp ở huyện Mường La chiều nay", ["huyện Mường La"]),
        ("đời sống hà nội", []),
    ],
)
def test_places_as_written(text: str, names: list[str]) -> None:
    assert [p.name for p in places(text)] == names


@given(st.text(alphabet="tỉnh TP.Hà Nội,LàoCai\n\u0130 huyện", max_size=120))
def test_spans_are_the_names(text: str) -> None:
    assert all(text[p.start : p.end] == p.name for p in places(text))
