import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnpolicy.extract.event import event
from vnpolicy.extract.people import people
from vnpolicy.model import Event, Header
from vnpolicy.text.sentences import sentences


def facts(body: str, title: str | None = None, published: str | None = None) -> Event | None:
    return event(body, Header(title=title, published=published), sentences(body), people(body))


WORKSHOP = (
    "Ngày 12/4, tại thành phố Huế, Bộ Xây dựng phối hợp với UBND tỉnh Quảng Trị tổ chức hội thảo "
    "“Nhà ở cho công nhân khu công nghiệp”. Thứ trưởng Bộ Xây dựng Lê Văn Nam chủ trì hội thảo.\n"
    "Phát biểu tại hội thảo, các đại biểu đề nghị sớm bố trí quỹ đất. "
    "Nhiều ý kiến cho rằng cần giảm thủ tục.\n"
    "Kết luận hội thảo, Thứ trưởng Lê Văn Nam yêu cầu các địa phương báo cáo trước quý III."
)
ACCIDENT = (
    "Một xe tải lật trên quốc lộ lúc rạng sáng khiến giao thông ùn tắc nhiều giờ. Tài xế bị thương nhẹ.\n"
    "Công an huyện đang điều tra nguyên nhân vụ việc."
)


def test_the_facts_of_a_workshop() -> None:
    found = facts(WORKSHOP, "Tìm lời giải về nhà ở cho công nhân")
    assert found is not None
    assert found.name is not None
    assert "hội thảo “Nhà ở cho công nhân khu công nghiệp”" in found.name
    assert (found.date, found.date_from, found.end_date) == ("--04-12", "text", None)
    assert (found.place, found.province) == ("thành phố Huế", "Huế")
    assert found.organizers == ("Bộ Xây dựng", "UBND tỉnh Quảng Trị")
    assert found.chairs == ("Lê Văn Nam",)


def test_a_report_of_no_meeting_has_no_event() -> None:
    assert facts(ACCIDENT, "Xe tải lật trên quốc lộ") is None
    assert facts("", None) is None


@pytest.mark.parametrize(
    ("day", "published", "expected"),
    [
        ("Ngày 12/4", "2022-04-13", ("2022-04-12", "inferred")),
        ("Ngày 28/12", "2022-01-03T10:00", ("2021-12-28", "inferred")),
        ("Ngày 12/4/2021", "2022-04-13", ("2021-04-12", "text")),
        ("Sáng nay", "2022-04-13T09:00", ("2022-04-13", "published")),
        ("Chiều qua", "2022-04-13", ("2022-04-12", "published")),
        ("Sáng nay", "2022-04", (None, None)),
        ("Sáng nay", None, (None, None)),
    ],
)
def test_the_day_and_where_it_comes_from(
    day: str, published: str | None, expected: tuple[str | None, str | None]
) -> None:
    found = facts(WORKSHOP.replace("Ngày 12/4", day), "Nhà ở cho công nhân", published)
    assert found is not None
    assert (found.date, found.date_from) == expected


def test_organizers_named_after_the_meeting() -> None:
    body = (
        "Chiều 5/8, tọa đàm “Chuyển đổi số ở nông thôn” do Báo Nông dân và Viện Kinh tế tổ chức "
        "đã diễn ra tại Hà Nội.\nTại tọa đàm, các đại biểu thảo luận nhiều giải pháp. "
        "Ông Trần Văn Bách, Phó Viện trưởng Viện Kinh tế, chủ trì tọa đàm."
    )
    found = facts(body, "Chuyển đổi số ở nông thôn")
    assert found is not None
    assert found.organizers == ("Báo Nông dân", "Viện Kinh tế")
    assert found.chairs == ("Trần Văn Bách",)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (
            "Sáng 3/4, tại Hà Nội, Bộ Tài chính tổ chức Hội nghị đối thoại với doanh nghiệp nhỏ và vừa về "
            "chính sách thuế. Tại hội nghị, các đại biểu nêu nhiều kiến nghị.",
            "Hội nghị đối thoại với doanh nghiệp nhỏ và vừa về chính sách thuế",
        ),
        (
            "Phiên họp lần thứ tư Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai diễn ra chiều 5/6. "
            "Tại phiên họp, các thành viên thảo luận kế hoạch quý III.",
            "Phiên họp lần thứ tư Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai",
        ),
        (
            "Chiều 11/5, hội nghị sơ kết chiều 11/5 tại thành phố Vinh có đông đảo đại biểu. "
            "Tại hội nghị, các ý kiến đề nghị tăng vốn.",
            "hội nghị sơ kết",
        ),
        (
            "Ngày 8/9, UBND tỉnh tổ chức hội nghị về tình hình kinh tế - xã hội quý III. "
            "Tại hội nghị, các đại biểu thảo luận nhiều giải pháp.",
            "hội nghị về tình hình kinh tế - xã hội quý III",
        ),
    ],
)
def test_names_are_whole(body: str, name: str) -> None:
    found = facts(body)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("body", "organizers", "chairs"),
    [
        (
            "Chiều 7/9, Sở Y tế tỉnh Nghệ An họp khẩn với các bệnh viện về phòng dịch. "
            "Tại cuộc họp, các đại biểu đề nghị bổ sung nhân lực.",
            ("Sở Y tế tỉnh Nghệ An",),
            (),
        ),
        (
            "Ngày 8/9, Cục Thú y và Sở Công Thương (TP. Huế) tổ chức hội nghị giao ban. Ông Lê Văn Nam, Phó "
            "Chủ tịch UBND tỉnh, Trưởng Ban Chỉ đạo chủ trì hội nghị.",
            ("Cục Thú y", "Sở Công Thương (TP. Huế)"),
            ("Lê Văn Nam",),
        ),
        (
            "Ngày 6/6, Quốc hội nhóm họp toàn thể ở hội trường. Tại phiên họp, các đại biểu thảo luận. "
            "Chủ trì phiên họp có ông Trần Văn Bách và bà Lê Thị Hoa.",
            ("Quốc hội",),
            ("Trần Văn Bách", "Lê Thị Hoa"),
        ),
    ],
)
def test_who_holds_and_who_chairs(body: str, organizers: tuple[str, ...], chairs: tuple[str, ...]) -> None:
    found = facts(body)
    assert found is not None
    assert found.organizers == organizers
    assert found.chairs == chairs


def test_a_year_of_history_is_not_the_events() -> None:
    body = (
        WORKSHOP
        + "\nTừ tháng 4/1992, tỉnh đã có nhà ở cho công nhân. Năm 2021 và năm 2021 chưa đạt kế hoạch."
    )
    found = facts(body, "Nhà ở cho công nhân")
    assert found is not None
    assert found.date == "--04-12"


def test_the_day_somebody_was_born_is_not_the_events() -> None:
    found = facts(WORKSHOP + "\nÔng Trần Văn Na sinh ngày 3/5/1961, quê ở Cà Mau.", "Nhà ở cho công nhân")
    assert found is not None
    assert found.date == "--04-12"
    found = facts(WORKSHOP + "\nEm Hồ Thị Lư (SN 2016) nhận quà.", "Nhà ở cho công nhân")
    assert found is not None
    assert found.date == "--04-12"


@settings(max_examples=40)
@given(st.text(alphabet='hội ngịthảo“”"().,;: tạiNgày12/4doBộtổchức\n\u0130', max_size=200))
def test_no_text_breaks_it_and_names_stand_in_the_text(text: str) -> None:
    found = facts(text, None)
    if found and found.name:
        assert found.name in " ".join(text.split())
