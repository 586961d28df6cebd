import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.read import signed
from vnpolicy.read.glued import glued

BEFORE = (
    "Huyện Ba Tri đã họp với các xã ven biển về việc giữ nước ngọt cho vụ lúa sắp tới, có hơn trăm người dự. "
)
AFTER = (
    "Theo kế hoạch, ba cống ngăn mặn phải xong trước tháng mười một, còn hai cống nữa xin lùi sang năm sau."
)


@pytest.mark.parametrize(
    "cut",
    [
        "Công nhân đổ bê tông cống Cái Bông. Ảnh: Minh Châu. ",
        "Cống Cái Bông nhìn từ cầu (Ảnh: TTXVN). ",
        "Bà con xã An Thủy đắp đê bao (Ảnh minh họa) ",
        "Bà con xã An Thủy đắp đê bao. (Ảnh do xã cung cấp) ",
        "Ông Lê Văn Bình phát biểu tại cuộc họp - Ảnh: AFP/TTXVN ",
        "Nguồn ảnh: Báo Mẫu. ",
        "Cống Cái Bông đang xây (Ảnh Báo Mẫu) ",
        "Bà con thu hoạch dừa. Ảnh: Minh Châu/TTXVN ",
        "Ảnh minh họa. ",
        "Ảnh minh họa (Nguồn: TTXVN) ",
    ],
)
def test_captions_with_a_credit(cut: str) -> None:
    text = BEFORE + cut + AFTER
    assert [text[start:end] for start, end in glued(text)] == [cut]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        # a statement stays, its credit goes
        ("Ông Bình cho biết tỉnh sẽ góp một nửa. Ảnh: Minh Châu. ", "Ảnh: Minh Châu. "),
        ("“Tỉnh góp một nửa.” (Ảnh minh họa) ", " (Ảnh minh họa) "),
        # accented capitals begin sentences, too
        (
            "Tuy vậy mặn lên sớm. Đê bao ở xã An Thủy (Ảnh: Minh Châu) ",
            "Đê bao ở xã An Thủy (Ảnh: Minh Châu) ",
        ),
    ],
)
def test_only_the_credit(text: str, cut: str) -> None:
    text = BEFORE + text + AFTER
    assert [text[start:end].strip() for start, end in glued(text)] == [cut.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "Ảnh: Minh Châu Bà con xã An Thủy đã góp công. ",  # where the name ends is not certain
        "Số liệu đo tại cống (Nguồn: Sở Nông nghiệp) cho thấy mặn lên sớm. ",
        "Ông Bình (ảnh) nói rằng xã phải lo trước. ",
        "Hình ảnh chụp từ trên cao cho thấy nước đã lên. ",
    ],
)
def test_text_that_stays(text: str) -> None:
    assert glued(BEFORE + text + AFTER) == []


def test_the_same_name_behind_each_credit() -> None:
    parts = [
        f"Cống số {n} đang làm. Ảnh: Minh Châu {word} nước lên nhanh hơn mọi năm. "
        for n, word in enumerate(("Xã báo", "Huyện nói", "Tỉnh đo"))
    ]
    text = BEFORE + "".join(parts) + AFTER * 3
    assert [text[start:end] for start, end in glued(text)] == [
        f"Cống số {n} đang làm. Ảnh: Minh Châu " for n in range(3)
    ]


@pytest.mark.parametrize(
    ("behind", "source", "author"),
    [
        (" Minh Châu", None, "Minh Châu"),
        (" Minh Châu - Lê Hoa", None, "Minh Châu - Lê Hoa"),
        (" Minh Châu/VOV.VN", "Minh Châu/VOV.VN", None),
        (" Minh Châu (tổng hợp)", None, "Minh Châu"),
        (" Minh Châu (Theo BBC)", None, "Minh Châu"),
        (" Minh Châu - Theo baomau.vn", "baomau.vn", "Minh Châu"),
        (" Theo Bộ Y tế", "Bộ Y tế", None),
        (" M.C", None, "M.C"),
        (" PV", None, "PV"),
        (" Minh Châu. Ảnh: Lê Hoa", None, "Minh Châu"),
        (" Nguồn: TTXVN", "TTXVN", None),
        (" (Theo Phụ nữ TP.HCM)", "Phụ nữ TP.HCM", None),
        (" Theo Minh Châu/Baomau.vn", "Minh Châu/Baomau.vn", None),
        (" V. Minh", None, "V. Minh"),
        (" Minh Châu -", None, "Minh Châu"),
        (" Bài và ảnh: MINH CHÂU", None, "MINH CHÂU"),
        (" VnExpress", "VnExpress", None),
        (" Theo Hà Nội Mới", "Hà Nội Mới", None),
        (" Bấm xem >> M.C (Tổng hợp)", None, "M.C"),
    ],
)
def test_signed(behind: str, source: str | None, author: str | None) -> None:
    end, found, name = signed.cut(AFTER + behind)
    assert ((AFTER + behind)[:end].rstrip(), found, name) == (AFTER, source, author)


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị họp tại TP. Hồ Chí Minh",
        "Cuộc họp do xã mở ở Q. Bình Thạnh",
        "Người chủ trì là ThS. Trần Văn Hai",
        "Xã đã lo xong. Theo ông Bình, tỉnh nên góp thêm",
        "Xã đã lo xong. Theo Bộ Y tế, dịch đã được khống chế ở mọi nơi",
        "Các xã hứa góp một phần.",
    ],
)
def test_not_signed(text: str) -> None:
    assert signed.cut(text) == (len(text), None, None)


PIECES = [
    BEFORE,
    AFTER,
    "Ảnh: ",
    "(Ảnh: ",
    "Minh Châu",
    "TTXVN",
    ". ",
    ") ",
    "Nguồn ảnh: ",
    " ",
    "A",
    "(Ảnh minh họa)",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=9)), max_size=30).map("".join))
def test_ranges_are_in_order(text: str) -> None:
    at = 0
    for start, end in glued(text):
        assert at <= start < end <= len(text)
        at = end
    assert 0 <= signed.cut(text)[0] <= len(text)
