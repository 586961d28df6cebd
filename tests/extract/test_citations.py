import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.extract.citations import citations

CITED = [
    (
        "nghị quyết 37-NQ/TW ngày 01/7/2004 của Bộ Chính trị",
        [("37-NQ/TW", "nghị quyết", "Bộ Chính trị", "2004-07-01")],
    ),
    ("Chỉ thị số 13-CT/TW", [("13-CT/TW", "chỉ thị", "Trung ương Đảng", None)]),
    ("11-HD/VPTW", [("11-HD/VPTW", "hướng dẫn", "Văn phòng Trung ương Đảng", None)]),
    ("05–NQ / TU", [("05-NQ/TU", "nghị quyết", "Tỉnh ủy", None)]),
    ("quy định 08-QĐi/TW", [("08-QĐi/TW", "quy định", "Trung ương Đảng", None)]),
    ("Quy định số 66-QĐ/TW", [("66-QĐ/TW", "quy định", "Trung ương Đảng", None)]),
    ("Nghị định 15 / 2020 / ND - CP", [("15/2020/NĐ-CP", "nghị định", "Chính phủ", None)]),
    ("quyết định 749/qđ-ttg", [("749/QĐ-TTg", "quyết định", "Thủ tướng Chính phủ", None)]),
    ("16/CT-TTg", [("16/CT-TTg", "chỉ thị", "Thủ tướng Chính phủ", None)]),
    (
        "Quyết định 1234/QĐ-UBND ngày 5 tháng 6 năm 2020 của UBND tỉnh Lào Cai",
        [("1234/QĐ-UBND", "quyết định", "UBND tỉnh Lào Cai", "2020-06-05")],
    ),
    ("Luật số 59/2020/QH14", [("59/2020/QH14", "luật", "Quốc hội", None)]),
    (
        "Nghị quyết 1211/2016/UBTVQH13",
        [("1211/2016/UBTVQH13", "nghị quyết", "Ủy ban Thường vụ Quốc hội", None)],
    ),
    (
        "Nghị quyết 18, 19-NQ/TW",
        [
            ("18-NQ/TW", "nghị quyết", "Trung ương Đảng", None),
            ("19-NQ/TW", "nghị quyết", "Trung ương Đảng", None),
        ],
    ),
    ("Nghị định 67", [("Nghị định 67", "nghị định", "Chính phủ", None)]),
    ("Nghị định 67/CP", [("67/CP", "nghị định", "Chính phủ", None)]),
    ("Chỉ thị số 48", [("Chỉ thị 48", "chỉ thị", None, None)]),
    ("Luật Đất đai năm 2013", [("Luật Đất đai 2013", "luật", "Quốc hội", None)]),
    ("theo Luật Quy hoạch mới", [("Luật Quy hoạch", "luật", "Quốc hội", None)]),
    (
        "Nghị quyết Trung ương 4 (khóa XII)",
        [("Nghị quyết Trung ương 4 khóa XII", "nghị quyết", "Trung ương Đảng", None)],
    ),
    ("ngày 1/2, 63/63 tỉnh, 24/7, giai đoạn 2016-2020, khoản 2 Điều 5, 3-5%", []),
    ("nghị quyết 2017 của hội đồng", []),
]


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_number_type_issuer_and_date(
    text: str, expected: list[tuple[str, str, str | None, str | None]]
) -> None:
    assert [(c.number, c.type, c.issuer, c.date) for c in citations(text)] == expected


def test_a_short_form_means_the_full_one_of_the_same_text() -> None:
    found = citations("Nghị quyết 35/NQ-CP đã nêu. Theo Nghị quyết 35, doanh nghiệp được hỗ trợ.")
    assert [c.number for c in found] == ["35/NQ-CP", "35/NQ-CP"]


@given(st.text(alphabet="0123456789/-–., NQĐCPTWưnghị quyếtsốluật", max_size=120))
def test_spans_are_ordered_and_hold_the_digits(text: str) -> None:
    found = citations(text)
    assert [c.start for c in found] == sorted(c.start for c in found)
    assert all(0 <= c.start < c.end <= len(text) for c in found)


def test_a_short_form_with_a_year_means_the_full_one_of_that_year() -> None:
    full = "Nghị định 15/2018/NĐ-CP và Nghị định 15/2020/NĐ-CP còn hiệu lực. "
    assert [c.number for c in citations(full + "Nghị định 15/2020 quy định rõ hơn.")][2:] == ["15/2020/NĐ-CP"]
    assert [c.number for c in citations(full + "Nghị định 15 quy định rõ hơn.")][2:] == ["Nghị định 15"]
    assert [c.number for c in citations(full + "Nghị định 1 quy định rõ hơn.")][2:] == ["Nghị định 1"]


MANY = "".join(f"{n}/2019/NĐ-CP; Nghị định {n}; " for n in range(1, 1000))


@pytest.mark.parametrize("unit", ["1/", "18, ", "1-NQ", "luật ", "nghị quyết số ", "1/2020/", MANY])
def test_time_is_linear_in_the_text(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    begin = time.process_time()
    citations(text)
    assert time.process_time() - begin < 3
