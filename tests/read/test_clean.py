from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.model import Cleaned, Raw
from vnpolicy.read.clean import clean


def cleaned(text: str, **facts: str) -> tuple[Cleaned, list[str]]:
    found = clean(Raw(text, "html", "utf-8", facts))
    return found, [line for line in found.body(text).split("\n") if line.strip()]


PORTAL = dedent("""\
    Trang chủ
    Giới thiệu
    Tin tức - Sự kiện
    Liên hệ
    Trang chủ > Tin tức > Tin trong tỉnh
    Hội nghị bàn giải pháp phát triển du lịch nông thôn tỉnh Hậu Giang
    Thứ Tư, 22/09/2021, 15:03 (GMT+7)
    Lượt xem: 1.024 | Cỡ chữ: A- A A+
    Chia sẻ
    Facebook
    Zalo
    Sáng 21/9, Sở Du lịch mở hội nghị bàn cách đưa khách về các làng nghề ven kênh với 12 hợp tác xã.
    Quang cảnh hội nghị
    Phó giám đốc sở Lê Văn Bình nói rằng khách đến nhiều nhưng ở lại ít, vì vậy cần thêm chỗ nghỉ sạch.
    Ông Lê Văn Bình phát biểu tại hội nghị. Ảnh: Minh Châu
    Hội nghị thống nhất ba việc phải làm ngay:
    - Lập tuyến thuyền trên kênh Xáng
    - Dạy nghề đón khách cho 200 hộ
    - Mở trang đặt chỗ chung
    Kết luận, lãnh đạo sở giao các phòng hoàn thành kế hoạch trước ngày 30/10.
    Tin, ảnh: Minh Châu
    In bài viết
    Gửi email
    Bình luận (0)
    Họ và tên
    Tin cùng chuyên mục
    Khai mạc giải bóng chuyền nông dân lần thứ năm
    Trao 50 suất quà cho học sinh nghèo vượt khó
    Kiểm tra công tác phòng chống cháy rừng mùa khô
    Cơ quan chủ quản: UBND tỉnh Hậu Giang
    Giấy phép số 12/GP-TTĐT ngày 3/4/2020 của Cục PTTH và TTĐT
    Địa chỉ: số 2 Hòa Bình, thành phố Vị Thanh - Điện thoại: 0293 3878 100
    © 2021 Bản quyền thuộc về Cổng thông tin điện tử tỉnh
""")


def test_portal_page() -> None:
    found, body = cleaned(PORTAL)
    assert found.header.title == "Hội nghị bàn giải pháp phát triển du lịch nông thôn tỉnh Hậu Giang"
    assert found.header.title_from == "line 6"
    assert found.header.published == "2021-09-22T15:03"
    assert found.header.published_from == "line 7"
    assert found.header.author == "Minh Châu"
    assert [x.split()[0] for x in body] == ["Sáng", "Phó", "Hội", "-", "-", "-", "Kết"]


LISTS = dedent("""\
    Báo Ấp Bắc điện tử
    Thứ sáu, 15/10/2021
    Kinh tế
    Nông dân Gò Công Tây được mùa thanh long ruột đỏ
    Cập nhật lúc 07:45, 14/10/2021
    (ABO) - Vụ này, nhiều nhà vườn ở xã Bình Nhì thu lãi hơn trăm triệu đồng nhờ bán được giá đầu vụ.
    Xem thêm: Giá lúa hè thu tăng nhẹ
    Bà Trần Thị Lụa, chủ sáu công vườn, cho biết thương lái vào tận nơi mua với giá cao gấp rưỡi năm ngoái.
    Tin liên quan
    Tiền Giang mở rộng vùng trồng sầu riêng
    Hợp tác xã Bình Ninh ký hợp đồng bao tiêu
    Theo Phòng Nông nghiệp huyện, diện tích thanh long đã lên 1.200 héc ta, một nửa có chứng nhận an toàn.
    Lo đầu ra
    Huyện khuyên bà con không mở rộng ồ ạt mà lo đường vào vườn, nước tưới và sổ ghi chép.
    NGUYỄN HẠNH
    Theo dõi Báo Ấp Bắc trên Google News
    Từ khóa: thanh long, Gò Công Tây, nông sản
    Ý kiến bạn đọc
    Đọc nhiều
    Cháy chợ Vĩnh Bình lúc rạng sáng
    Cháy chợ Vĩnh Bình lúc rạng sáng
    Đám cháy bùng lên từ một sạp vải và lan nhanh sang các sạp bên cạnh trong khi mọi người đang ngủ...
    Ba học sinh đạt giải quốc gia
    Ba học sinh đạt giải quốc gia
    Các em đều học ở trường chuyên của tỉnh và đã ôn thi suốt mùa hè dưới sự hướng dẫn của thầy cô.
""")


def test_lists_of_other_reports() -> None:
    found, body = cleaned(LISTS)
    assert found.header.title == "Nông dân Gò Công Tây được mùa thanh long ruột đỏ"
    assert found.header.published == "2021-10-14T07:45"  # not the day that the page was opened
    assert found.header.source == "ABO"
    assert found.header.author == "NGUYỄN HẠNH"
    assert [x.split()[0] for x in body] == ["Vụ", "Bà", "Theo", "Lo", "Huyện"]


COMMENTS = dedent("""\
    Cần Thơ gỡ vướng cho nhà ở xã hội
    11/03/2022 09:30
    Sáng 11/3, thành phố Cần Thơ họp bàn cách gỡ vướng cho bốn dự án nhà ở xã hội đang chậm.
    Vướng ở khâu đất
    Giám đốc sở cho biết hai dự án chưa có đất sạch, hai dự án thiếu vốn vay ưu đãi.
    Chị Lưu Thị Hà, chủ một công ty xây dựng, kiến nghị rút thủ tục còn sáu tháng.
    Thành phố hứa trả lời từng doanh nghiệp trước cuối tháng.
    Bình luận (2)
    Trần Hùng 11/03/2022 10:15
    Tôi chờ mua nhà đã ba năm mà chưa được, mong thành phố làm nhanh hơn.
    Trả lời
    Mai Lan 11/03/2022 11:02
    Nên ưu tiên công nhân vì lương thấp mà tiền thuê trọ mỗi năm mỗi tăng.
""")


def test_comments_go_and_headings_stay() -> None:
    found, body = cleaned(COMMENTS)
    assert found.header.published == "2022-03-11T09:30"
    assert [x.split()[0] for x in body] == ["Sáng", "Vướng", "Giám", "Chị", "Thành"]


def test_doubled_lines() -> None:
    _, body = cleaned(
        "Tỉnh Đồng Tháp mở diễn đàn hợp tác xã số\n"
        "\n"
        "Tỉnh Đồng Tháp mở diễn đàn hợp tác xã số\n"
        "Hơn 200 hợp tác xã dự diễn đàn về chuyển đổi số do tỉnh mở sáng nay tại Cao Lãnh.\n"
        "Hơn 200 hợp tác xã dự diễn đàn về chuyển đổi số do tỉnh mở sáng nay tại Cao Lãnh.\n"
        "Gian hàng của xã Mỹ Đông\n"
        "Gian hàng của xã Mỹ Đông\n"
        "Phó chủ tịch tỉnh nói hợp tác xã phải có người biết làm sổ sách trên máy.\n"
    )
    assert [x.split()[0] for x in body] == ["Hơn", "Phó"]


def test_text_in_mid_article_has_no_header() -> None:
    text = (
        "Ông nói thêm rằng huyện đã gửi ba văn bản mà chưa có hồi âm từ sở.\n"
        "Dự họp còn có lãnh đạo các xã ven sông.\n"
        "Nhiều cử tri mong tỉnh trả lời sớm, nhất là về tiền đền bù cho 45 hộ phải dời nhà."
    )
    found, _ = cleaned(text)
    assert found.body(text) == text
    assert (found.header.title, found.header.published, found.header.source, found.header.author) == (
        None,
    ) * 4


def test_programme_without_sentences_is_kept() -> None:
    programme = [
        "Thời gian: 8h00 ngày 12/11/2021",
        "Khai mạc",
        "Phiên 1: Phụ phẩm cà phê",
        "Thảo luận",
        "Hỏi đáp",
        "Bế mạc",
    ]
    found, body = cleaned("\n".join(["Chương trình hội thảo vùng Tây Nguyên", *programme]))
    assert found.header.published is None
    assert body == programme


def test_notice_of_an_office() -> None:
    found, body = cleaned(
        "UBND TỈNH KON TUM\n"
        "Số: 215/TB-VP\n"
        "Kon Tum, ngày 5 tháng 8 năm 2021\n"
        "THÔNG BÁO\n"
        "Kết luận của Phó Chủ tịch tỉnh về nước sinh hoạt\n"
        "Ngày 3/8/2021, Phó Chủ tịch tỉnh họp về nước sinh hoạt ở huyện Sa Thầy và kết luận:\n"
        "1. Sở Nông nghiệp\n"
        "- Rà soát 14 công trình nước\n"
        "Văn phòng thông báo để các đơn vị biết, thực hiện./.\n"
        "Nơi nhận:\n"
        "- Lưu VT\n"
    )
    assert found.header.title == "Kết luận của Phó Chủ tịch tỉnh về nước sinh hoạt"
    assert found.header.published == "2021-08-05"
    assert "- Rà soát 14 công trình nước" in body
    assert "Văn phòng thông báo để các đơn vị biết, thực hiện./." in body


def test_crawler_mark_before_a_title() -> None:
    found, body = cleaned(
        "Liên kết website date 2021-10 Thanh niên Quảng Trị góp ngày công làm đường quê\n"
        "\n"
        "Đoàn viên xã Hải Sơn vừa hoàn thành hai cây số đường bê tông nối thôn với trung tâm xã.\n"
    )
    assert found.header.title == "Thanh niên Quảng Trị góp ngày công làm đường quê"
    assert found.header.published == "2021-10"
    assert len(body) == 1


def test_crawler_mark_before_text() -> None:
    found, body = cleaned(
        " date 2022-08 Huyện vừa họp với các xã về nước sạch, và việc khó nhất là vốn cho đường ống.\n"
        "Các xã hứa góp một phần ba chi phí, còn lại xin tỉnh cho vay trong mười năm tới.\n"
    )
    assert (found.header.title, found.header.published) == (None, "2022-08")
    assert body[0].startswith("Huyện vừa họp")


def test_stamp_before_and_behind_text() -> None:
    found, body = cleaned(
        "Tuyên Quang bàn việc giữ rừng đầu nguồn Cập nhật: 09:15, 14/03/2022 (GMT+7)\n"
        "TQĐT - Hạt Kiểm lâm huyện Na Hang vừa họp với 12 xã về giữ rừng đầu nguồn sông Năng.\n"
        "Ảnh: Quốc Việt\n"
        "Cán bộ kiểm lâm đi tuần rừng già xã Sinh Long\n"
        "Các xã nhất trí lập tổ tuần tra năm người, trực luân phiên cả ngày nghỉ và ngày lễ. Quốc Việt"
    )
    assert found.header.title == "Tuyên Quang bàn việc giữ rừng đầu nguồn"
    assert found.header.published == "2022-03-14T09:15"
    assert found.header.source == "TQĐT"
    assert body[0].startswith("Hạt Kiểm lâm")
    assert body[1].endswith("ngày lễ.")


@pytest.mark.parametrize(
    ("line", "source", "author"),
    [
        ("Nguồn: dongthap.gov.vn", "dongthap.gov.vn", None),
        ("Theo TTXVN", "TTXVN", None),
        ("(Nguồn: Báo Nhân Dân)", "Báo Nhân Dân", None),
        ("Tác giả: Hữu Nghĩa", None, "Hữu Nghĩa"),
        ("Bài và ảnh: Sùng Mí Dia", None, "Sùng Mí Dia"),
        ("VŨ ĐÌNH LONG - MAI ANH", None, "VŨ ĐÌNH LONG - MAI ANH"),
    ],
)
def test_source_and_author(line: str, source: str | None, author: str | None) -> None:
    text = "Huyện vừa họp với các xã về nước sạch, và việc khó nhất là vốn cho đường ống chính.\n" + line
    found, body = cleaned(text)
    assert (found.header.source, found.header.author) == (source, author)
    assert len(body) == 1


def test_facts_of_the_format_come_first() -> None:
    found, body = cleaned(
        "Bến Tre chống mặn\n05/08/2020\nHuyện vừa họp với các xã về nước sạch, và việc khó nhất là vốn.",
        title="Bến Tre chống mặn",
        published="2020-08-05T07:15",
        url="https://example.vn/a",
    )
    header = found.header
    assert (header.title, header.title_from) == ("Bến Tre chống mặn", "html")
    assert (header.published, header.published_from) == ("2020-08-05T07:15", "html")
    assert header.url == "https://example.vn/a"
    assert len(body) == 1


LINES = [
    *PORTAL.splitlines(),
    *LISTS.splitlines(),
    *COMMENTS.splitlines(),
    "",
    "",
    " ",
    "|",
    "![](x)",
    "a",
    "- ",
    ":",
]


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=40)), max_size=25).map("\n".join))
def test_ranges(text: str) -> None:
    found = clean(Raw(text, "text", "utf-8"))
    at = 0
    for start, end in found.kept:
        assert at <= start < end <= len(text)
        at = end
    body = found.body(text)
    assert body == body.strip()
    assert bool(body) == bool(text.strip())


@pytest.mark.parametrize(
    "unit", ["\n", " ", "a", "a ", "| ", "Tin liên quan\n", "(Theo ", "a@b", "Cỡ chữ: A\n"]
)
def test_long_input(unit: str) -> None:
    text = "Tỉnh bàn cách giữ nước ngọt\n" + unit * (200_000 // len(unit))
    assert clean(Raw(text, "text", "utf-8")).header.author is None
