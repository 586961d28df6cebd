import pytest

from vnpolicy.extract.event_names import Part
from vnpolicy.extract.event_years import year_cases
from vnpolicy.extract.patterns import plain


@pytest.mark.parametrize(
    ("text", "year", "kind"),
    [
        ("Đầu năm 2016, huyện đã họp bàn việc này.", "2016", "plain"),
        ("Hội nghị nghe quyết toán ngân sách tỉnh năm 2015.", "2015", "yearly"),
        ("Các đại biểu nhắc lại báo cáo của đoàn khảo sát 2013.", "2013", "yearly"),
        ("Đến năm 2030 mọi xã có nước sạch.", "2030", "plan"),
        ("Theo Quyết định 12/2014/QĐ-TTg, mức phạt tăng.", "2014", "number"),
    ],
)
def test_what_a_year_belongs_to(text: str, year: str, kind: str) -> None:
    years, features = year_cases([Part(0, 0, text, plain(text))], None, "--05-04")
    assert f"kind={kind}" in features[years.index(year)]


@pytest.mark.parametrize(
    ("text", "year", "sign"),
    [
        ("Từ đầu tháng 3/2021, huyện đã mở hai lớp học.", "2021", "kind=ahead"),
        ("Hồi tháng 3/2021, huyện đã mở hai lớp học.", "2021", "past near=True"),
        ("Hồi tháng 3/2021, huyện đã mở hai lớp học.", "2021", "unopposed=True,1"),
        ("Công trình dự kiến khánh thành ngày 2/9/2021.", "2021", "ahead near=True"),
        ("Trong tháng 7/2021 xã làm xong đường.", "2021", "ahead near=False"),  # may be past as well
        ("Tháng 7/2021, phải làm xong đường.", "2021", "ahead near=True"),
        ("Cơn bão ngày 22/10/2020 làm hỏng đê.", "2020", "past later=True"),  # later than 4 May 2020
        ("Nhà máy sẽ chạy vào quý I/2021.", "2021", "ahead earlier=True"),
        ("Tờ trình ngày 17.3.2021 nêu rõ việc này.", "2021", "kind=near before"),
        ("Ngày 4/5/2021, huyện mở hội chợ.", "2021", "kind=same"),
        ("Trước đó, ngày 4/5/2020, huyện mở hội chợ.", "2020", "kind=same day of another"),
        ("Làng có 2.015 hộ; năm 2021 còn ít hơn.", "2021", "kind=plain"),
    ],
)
def test_how_a_year_fits_what_is_dated(text: str, year: str, sign: str) -> None:
    years, features = year_cases([Part(0, 0, text, plain(text))], None, "--05-04")
    assert years == [year]
    assert sign in features[0]


def test_the_first_year_planned() -> None:
    text = "Xã cần xong chợ trong năm, cuối năm 2021, còn cầu thì trước năm 2025."
    years, features = year_cases([Part(0, 0, text, plain(text))], None, "--05-04")
    assert years == ["2021", "2025"]
    assert "first planned=True" in features[0]
    assert "first planned=False" in features[1]
