import pytest

from vnpolicy.extract.event_choice import likeliest
from vnpolicy.extract.event_names import Candidate, Part, candidates, mentions
from vnpolicy.extract.event_years import year_cases
from vnpolicy.extract.patterns import plain


def part(text: str, number: int = 0) -> Part:
    return Part(number, 0, text, plain(text))


def readings(text: str, number: int = 0) -> list[Candidate]:
    return [c for m in mentions(part(text, number)) for c in candidates(m)]


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        (
            "UBND xã mở cuộc họp ngày 4/9 về chợ đêm ven sông, có đông tiểu thương.",
            5,
            "cuộc họp ngày 4/9 về chợ đêm ven sông",
        ),
        (
            "Tại cuộc họp mới đây của tổ giám sát đê điều, nhiều",
            5,
            "cuộc họp mới đây của tổ giám sát đê điều",
        ),
        (
            "Huyện mở cuộc họp giao ban Chủ tịch, Phó chủ tịch xã với các phòng.",
            5,
            "cuộc họp giao ban Chủ tịch, Phó chủ tịch xã với các phòng",
        ),
        (
            "Đài tỉnh mở chương trình “Nông dân hỏi, kỹ sư đáp” tối 3/8.",
            5,
            "chương trình “Nông dân hỏi, kỹ sư đáp”",
        ),
        ("Sở Y tế họp về phòng dịch sởi", 0, "họp về phòng dịch sởi"),
        ("Sau đó các vị thảo luận ở tổ về luật đê điều sáng 4/5.", 9, "thảo luận ở tổ về luật đê điều"),
        ("Tại cuộc làm việc về đê, các đồng chí nêu ba ý.", 5, "cuộc làm việc về đê"),
    ],
)
def test_names_are_among_the_readings(text: str, number: int, name: str) -> None:
    assert name in [c.name for c in readings(text, number)]


@pytest.mark.parametrize(
    "text", ["Sở Y tế họp về phòng dịch sởi", "Tỉnh triển khai chương trình nông thôn mới"]
)
def test_no_reading_where_none_is_named(text: str) -> None:
    assert readings(text, 9) == []


def test_readings_that_agree_outweigh_one_that_stands_alone() -> None:
    alone = readings("Tại hội thảo giống lúa", 4)[-1:]
    agreeing = [
        readings("Hội nghị xúc tiến du lịch biển", 0)[-1],
        readings("hội nghị xúc tiến du lịch biển năm 2021", 1)[-1],
        readings("hội nghị xúc tiến du lịch", 2)[-1],
    ]
    found = likeliest([*alone, *agreeing], [1.2, 1.0, 1.0, 1.0])
    assert found.index in (1, 2, 3)
    assert found.agreed > 0.6
    assert sum(found.shares.values()) == pytest.approx(1)
    assert set(found.shares) == {0, 1, 2, 4}


def test_no_readings_no_choice() -> None:
    assert likeliest([], []).index == -1


@pytest.mark.parametrize(
    ("text", "year", "sign"),
    [
        ("Kế hoạch công bố ngày 12/4/2021 của sở.", "2021", "kind=same"),
        ("Kế hoạch công bố ngày 2/3/2021 của sở.", "2021", "kind=near before"),
        ("Kế hoạch công bố ngày 2/11/2020 của sở.", "2020", "kind=far after"),
        ("Đường sẽ xong vào tháng 5/2023 theo hợp đồng.", "2023", "kind=ahead"),
        ("Nghị định số 12/2019/NĐ-CP về chợ.", "2019", "kind=number"),
        ("Thu ngân sách 6 tháng đầu năm 2021 tăng.", "2021", "kind=part of year"),
        ("Mục tiêu đến năm 2030 là có 5 cầu.", "2030", "kind=plan"),
        ("Giai đoạn 2016-2020 đã xong.", "2016", "kind=range"),
    ],
)
def test_what_a_year_is_said_of(text: str, year: str, sign: str) -> None:
    years, features = year_cases([part(text)], None, "--04-12")
    assert sign in features[years.index(year)]


def test_years_of_history_are_no_readings() -> None:
    years, features = year_cases([part("Từ năm 1945 đến năm 1954.")], None, "--04-12")
    assert years == []
    assert features == [["none", "none,years=0"]]
