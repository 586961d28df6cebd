import re
import time
from calendar import monthrange

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.strings import texts
from vnpolicy.text.dates import dates, with_year

# Each row: a text, and its dates as value, or value/end_value for ranges and terms.
DATES = [
    # days without a year
    ("Sáng 13-7, sở họp", ["--07-13"]),
    ("chiều ngày 2/6", ["--06-02"]),
    ("Sở họp (16/11)", ["--11-16"]),
    ("vào 16/11", ["--11-16"]),
    ("Sáng nay, 11. 8, tại Huế", ["--08-11"]),
    ("NGÀY 17.5 họp", ["--05-17"]),
    ("Sáng ngày 13 - 7", ["--07-13"]),
    ("thứ năm (13/7)", ["--07-13"]),
    ("tối muộn 30/5", ["--05-30"]),
    ("lúc 18 giờ 7/2", ["--02-07"]),
    ("ngày 5 tháng 9", ["--09-05"]),
    ("mùng 5 tháng Năm", ["--05-05"]),
    ("13/7: khai mạc", ["--07-13"]),
    ("dịp 30-4 và 2-9", ["--04-30", "--09-02"]),
    ("các ngày 27/5, 3/6 và 24/6", ["--05-27", "--06-03", "--06-24"]),
    ("hiệu lực từ 1-7", ["--07-01"]),
    ("từ 20-6 trở đi", ["--06-20"]),
    ("ngày 29/2", ["--02-29"]),
    # days with a year
    ("ngày 13 tháng 7 năm 2021", ["2021-07-13"]),
    ("13/7/2021, 13-7-2021, 13.7.2021", ["2021-07-13"] * 3),
    ("Số 12/2021/TT-BTC ngày 5/3/2021", ["2021-03-05"]),
    ("sáng 2.6.21", ["2021-06-02"]),
    ("5 tháng Mười Một, 2021", ["2021-11-05"]),
    ("2021-07-13", ["2021-07-13"]),
    ("từ 1/7/2021 đến nay", ["2021-07-01"]),
    # stamps
    ("14/07/2021 13:48 Lượt xem: 3", ["2021-07-14T13:48"]),
    ("22/09/2021, 15:03 (GMT+7)", ["2021-09-22T15:03"]),
    ("2021-09-22, 15:03", ["2021-09-22T15:03"]),
    ("2021-09-22T15:03:20+07:00", ["2021-09-22T15:03"]),
    ("15:03 | 22/09/2021", ["2021-09-22T15:03"]),
    ("22/9/2021 3:03:45 PM", ["2021-09-22T15:03"]),
    ("22/9/2021 12:05 SA", ["2021-09-22T00:05"]),
    ("Thứ Tư, ngày 22 tháng 9 năm 2021 | 15:03", ["2021-09-22T15:03"]),
    ("14h30 ngày 13/7/2021", ["2021-07-13"]),
    # months, quarters, years
    ("tháng 10-2021, tháng 7/2021, tháng 7 năm 2021", ["2021-10", "2021-07", "2021-07"]),
    ("tháng Mười Hai năm 2021", ["2021-12"]),
    ("từ 10/2016 làm đường", ["2016-10"]),
    ("date 2021-10", ["2021-10"]),
    ("quý I-2022, Quý II/2021, quí 3 năm 2021", ["2022-Q1", "2021-Q2", "2021-Q3"]),
    ("Năm 2021.", ["2021"]),
    ("9 tháng năm 2021", ["2021"]),
    # ranges
    ("từ 13-15/7", ["--07-13/--07-15"]),
    ("từ 13 đến 15-7", ["--07-13/--07-15"]),
    ("trong hai ngày 13 và 14/7", ["--07-13/--07-14"]),
    ("ngày 22,23,24/6", ["--06-22/--06-24"]),
    ("đêm 15 và ngày 16/6", ["--06-15/--06-16"]),
    ("từ ngày 13/7 đến 15/7/2021", ["2021-07-13/2021-07-15"]),
    ("từ ngày 30/12 đến hết ngày 2/1/2022", ["2021-12-30/2022-01-02"]),
    ("từ 1/4 - 30/6/2018", ["2018-04-01/2018-06-30"]),
    ("ngày 13 và 14 tháng 7 năm 2021", ["2021-07-13/2021-07-14"]),
    ("từ ngày 30 tháng 6 đến ngày 2 tháng 7 năm 2021", ["2021-06-30/2021-07-02"]),
    ("tháng 2 và 3/2017", ["2017-02/2017-03"]),
    ("từ tháng 10/2016 đến tháng 2/2017", ["2016-10/2017-02"]),
    # terms
    ("nhiệm kỳ 2020 - 2025", ["2020/2025"]),
    ("giai đoạn 2021-2030", ["2021/2030"]),
    ("(2021–2030)", ["2021/2030"]),
    ("từ năm 2014 đến năm 2016", ["2014/2016"]),
    ("5 năm 2016-2020", ["2016/2020"]),
]

NONE = [
    "chiếm 1/2 diện tích",
    "từ 1/2 số hộ",
    "63/63 tỉnh",
    "12/63 tỉnh, thành",
    "đường dây 24/7",
    "tăng 3-5 %",
    "ngày 2-3 lần",
    "mỗi ngày 2-3 chuyến",
    "từ 6-8 tháng",
    "Điều 5, khoản 2",
    "37-NQ/TW",
    "15/2020/NĐ-CP",
    "59/2020/QH14",
    "05/06/QĐ-X",
    "ngày 31/2",
    "ngày 31 tháng 4 tới",
    "ngày 45/3",
    "ngày 5/13",
    "29/2/2021",
    "điện thoại 0913.456.789, 024-3-2021",
    "tỷ lệ 50/50",
    "thắng 2-1",
    "tỷ số (2-1)",
    "1.200.000 đồng, 12.5.3.1",
    "mùa 2009-10",
    "2030-2021",
    "Covid-19/5",
    "ngày 12 tháng Giêng",
    "ngày 9/8 âm lịch",
    "ngày 15/1 (âm lịch)",
    "sáng 2.5 km",
    "tháng 13/2021",
    "quý V/2021",
    "năm 20215",
]


def told(text: str) -> list[str]:
    return [d.value if d.end_value is None else f"{d.value}/{d.end_value}" for d in dates(text)]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: list[str]) -> None:
    assert told(text) == expected
    assert told(f"Theo đó, {text[0].lower()}{text[1:]}.") == expected or text[0].isdigit()


@pytest.mark.parametrize("text", NONE)
def test_no_date(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "precision", "passage"),
    [
        ("Sáng ngày 13-7 họp", "point", "day", "13-7"),
        ("vào ngày 5 tháng 9 năm 2021", "point", "day", "5 tháng 9 năm 2021"),
        ("hết tháng 7/2021.", "point", "month", "tháng 7/2021"),
        ("hết quý I/2021", "point", "quarter", "quý I/2021"),
        ("hết năm 2021", "point", "year", "năm 2021"),
        ("từ ngày 13 đến ngày 15/7,", "range", "day", "13 đến ngày 15/7"),
        ("nhiệm kỳ 2020 - 2025.", "term", "year", "2020 - 2025"),
        ("năm 2020 đến năm 2025", "term", "year", "2020 đến năm 2025"),
        ("lúc 13:48 14/07/2021", "point", "minute", "13:48 14/07/2021"),
    ],
)
def test_kind_precision_and_span(text: str, kind: str, precision: str, passage: str) -> None:
    (found,) = dates(text)
    assert (found.kind, found.precision, text[found.start : found.end]) == (kind, precision, passage)


@pytest.mark.parametrize(
    ("value", "published", "expected"),
    [
        ("--07-13", "2021-07-14", ("2021-07-13", True)),
        ("--07-13", "2021-07-14T13:48", ("2021-07-13", True)),
        ("--12-30", "2022-01-02", ("2021-12-30", True)),
        ("--03-01", "2022-01-02", ("2022-03-01", True)),
        ("--03-04", "2022-01-02", ("2021-03-04", True)),
        ("--12-01", "2021", ("2021-12-01", True)),
        ("--12-01", "2021-03", ("2020-12-01", True)),
        ("--02-29", "2021-03-05", ("--02-29", False)),
        ("--07-13", None, ("--07-13", False)),
        ("--07-13", "", ("--07-13", False)),
        ("2020-07-13", "2021-07-14", ("2020-07-13", False)),
        ("2020", "2021-07-14", ("2020", False)),
    ],
)
def test_with_year(value: str, published: str | None, expected: tuple[str, bool]) -> None:
    assert with_year(value, published) == expected


@given(texts)
def test_mentions_are_in_order_and_well_formed(text: str) -> None:
    end = 0
    for d in dates(text):
        assert end <= d.start < d.end <= len(text)
        for value in filter(None, (d.value, d.end_value)):
            assert re.fullmatch(r"\d{4}(-Q[1-4]|-\d\d(-\d\d(T\d\d:\d\d)?)?)?|--\d\d-\d\d", value)
        end = d.end


@given(st.dates(), st.sampled_from("/-."), st.booleans())
def test_any_day_is_read_back(day, sep, padded) -> None:
    if not 1500 <= day.year < 2200:
        return
    number = "{:02}" if padded else "{}"
    written = sep.join([number.format(day.day), number.format(day.month), str(day.year)])
    assert told(f"ngày {written}") == [day.isoformat()]
    assert told(f"ngày {number.format(day.day)} tháng {number.format(day.month)} năm {day.year}") == [
        day.isoformat()
    ]


@given(st.integers(0, 40), st.integers(0, 20), st.integers(1900, 2100))
def test_days_that_no_calendar_has(day: int, month: int, year: int) -> None:
    real = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    assert bool([d for d in dates(f"ngày {day}/{month}/{year}") if d.precision == "day"]) == real


@pytest.mark.parametrize(
    "unit", ["1/1/", "1 và ", "13/7 và ", "ngày 1, ", "tháng ", "năm 2021-", "12:12 ", "1-", "tháng a", " "]
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begin = time.process_time()
    dates(text)
    assert time.process_time() - begin < 3
