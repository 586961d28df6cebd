import pytest

from vnpolicy.read import captions
from vnpolicy.read.lines import Line, split


def line(text: str) -> Line:
    return split(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Bà con xã Châu Hòa đắp bờ. Ảnh: T. Bình",
        "Ảnh: Minh Châu/TTXVN",
        "Cống Cái Quao (Ảnh: Báo Đồng Khởi).",
        "Vườn dừa mùa khô - Ảnh: T.L.",
        "![](anh1.jpg)",
        "Nông dân thu hoạch cà rốt |",
        "|",
    ],
)
def test_marked(text: str) -> None:
    assert captions.marked(line(text), "")


@pytest.mark.parametrize(
    "text",
    [
        "Cười thuê trên truyền hình: Nghề mới ở phố",
        "Chùm ảnh: Người dân miền Tây đắp đê suốt đêm trước con nước lớn",
        "| Cống | Ngày xong |",
        "Sản lượng năm nay tăng mười phần trăm. Giá bán cao hơn hẳn năm ngoái, nhất là gần đường lớn, "
        "nơi thương lái vào tận vườn mua hàng (Nguồn: Sở Nông nghiệp)",
    ],
)
def test_not_marked(text: str) -> None:
    assert not captions.marked(line(text), "")


def test_title_with_a_number() -> None:
    title = "bến tre chống mặn cho vườn dừa"
    assert captions.marked(line("Bến Tre chống mặn cho vườn dừa - Ảnh 2."), title)
    assert not captions.marked(line("Bến Tre chống mặn cho vườn dừa thế nào"), title)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quang cảnh buổi họp", True),
        ("Toàn cảnh hội nghị.", True),
        ("Ảnh minh họa.", True),
        ("Điểm cầu huyện Ba Tri", True),
        ("Điểm cầu huyện Ba Tri có hơn trăm người dự.", False),
        ("Ảnh: TN Buộc thôi việc hai người sau khi huyện kiểm tra lại sổ sách của hợp tác xã.", False),
        ("Tỉnh họp bàn việc giữ rừng", False),
    ],
)
def test_view(text: str, found: bool) -> None:
    assert captions.view(line(text)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ông Lê Văn Bình phát biểu tại hội nghị.", True),
        ("Các đại biểu tham dự hội nghị.", True),
        ("Chủ tịch tỉnh tại cuộc gặp bà con trồng dừa.", True),
        ("Đại biểu các xã dự họp tại điểm cầu huyện", True),
        ("Bà Trần Thị Sen chủ trì cuộc họp.", False),  # who was in the chair stands nowhere else
        ("Sáng 5/8, ông Lê Văn Bình chủ trì cuộc họp.", False),
        ("Ông Lê Văn Bình đề nghị các xã báo cáo tại cuộc họp tới.", False),
        ("Hội nghị thảo luận và trao đổi.", False),
        ("Đại diện sở cho biết sẽ trình bày tại phiên sau.", False),
        ("- Báo cáo tại hội nghị", False),
        ("Lãnh đạo tỉnh giao sở trình bày kế hoạch./.", False),
    ],
)
def test_scene(text: str, found: bool) -> None:
    assert captions.scene(line(text), lambda words, _: words in "Ông Lê Văn Bình nói thêm") is found


def test_names() -> None:
    assert captions.names("Chủ tịch Huyện ủy Lê Văn Bình và bà Trần Thị Sen ở Ba Tri") == [
        "Lê Văn Bình",
        "Trần Thị Sen",
    ]
