import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.read.stamps import made, stamp


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("14/07/2021 13:48 Số lượt xem: 32", "2021-07-14T13:48"),
        ("2021-09-22, 15:03", "2021-09-22T15:03"),
        ("Thứ Tư, 22/09/2021, 15:03 (GMT+7)", "2021-09-22T15:03"),
        ("Thứ ba, ngày 31 tháng 12 năm 2024 | 14:55", "2024-12-31T14:55"),
        ("June 30, 2022 | 08:49 GMT+7", "2022-06-30T08:49"),
        ("30 Jun 2022 8:49 PM", "2022-06-30T20:49"),
        ("Tin đăng ngày: 17/8/2021 - Xem: 354", "2021-08-17"),
        ("Cập nhật lúc 07:45, 14/10/2021", "2021-10-14T07:45"),
        ("Cập nhật: 15h03, ngày 5.8.2020", "2020-08-05T15:03"),
        ("7 giờ 5 phút, 05/08/2020", "2020-08-05"),
        ("7 giờ 05 phút, 05/08/2020", "2020-08-05T07:05"),
        ("Thứ bảy - 12/03/2022 07:45", "2022-03-12T07:45"),
        ("17 Tháng Tám, 2021", "2021-08-17"),
        ("17 Tháng Mười Hai 2021", "2021-12-17"),
        ("Đăng ngày 05-07-2022", "2022-07-05"),
        ("2022-03-12T07:45:10+07:00", "2022-03-12T07:45"),
        ("Thứ Năm, 12/3/22 07:45", "2022-03-12T07:45"),
        ("Minh Châu - 12/03/2022 07:45", "2022-03-12T07:45"),
    ],
)
def test_stamp(line: str, value: str) -> None:
    found = stamp(line)
    assert found
    assert found.value == value
    assert found.whole


@pytest.mark.parametrize(
    "line",
    [
        "Sáng 13/7/2021",
        "31/02/2021",
        "12/31/2024",
        "Số 12/2021/NĐ-CP",
        "Thời gian: 8h00 ngày 12/11/2021",
        "Hạn chót: 12/11/2021",
        "12/3/22",
        "Cần Thơ gỡ vướng cho nhà ở xã hội",
        "14/07/2021 " + "x" * 300,
    ],
)
def test_no_stamp(line: str) -> None:
    assert stamp(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Kế hoạch được duyệt ngày 5/8/2020 và làm trong hai năm",
        "Cuộc họp bắt đầu lúc 8h00 ngày 5/8/2020 tại huyện.",
    ],
)
def test_date_in_text_is_no_whole_stamp(line: str) -> None:
    found = stamp(line)
    assert found is not None
    assert not found.whole


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("date 2021-10 Hội nghị bàn việc giữ rừng", ("2021-10", 13)),
        (" date 2021-10-05", ("2021-10-05", 16)),
        ("date 2021-1056", None),
        ("Update 2021-10", None),
    ],
)
def test_made(line: str, found: tuple[str, int] | None) -> None:
    assert made(line) == found


@given(st.dates(), st.times(), st.sampled_from(["{d}/{m}/{y} {h}:{n:02}", "{h}h{n:02}, {d:02}-{m:02}-{y}"]))
def test_day_before_month(day, time, shape) -> None:
    if day.year < 1900 or day.year > 2099:
        day = day.replace(year=2021, day=min(day.day, 28))
    text = shape.format(d=day.day, m=day.month, y=day.year, h=time.hour, n=time.minute)
    found = stamp(text)
    assert found
    assert found.value == f"{day.isoformat()}T{time.hour:02}:{time.minute:02}"


@given(st.text(alphabet="0123456789/-.: hthángnmgiờ|GMT+(),", max_size=60))
def test_any_line(line: str) -> None:
    found = stamp(line)
    if found:
        assert 0 <= found.start < found.end <= len(line)
