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
