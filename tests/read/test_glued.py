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
        "Ảnh minh họa. (Nguồn: TTXVN) ",
        "Ảnh chụp màn hình ",
        "Ảnh Internet ",
        "Công nhân đổ bê tông (ảnh cắt từ clip) ",
        "Giấy cam kết của hai xã (ảnh M.C) ",
        # captions without a credit
        "Quang cảnh buổi làm việc ở xã An Thủy. ",
        "Hiện trường vụ sạt lở đê bao. ",
        # the title of another report
        "[Bến Tre xây thêm ba cống ngăn mặn ở vùng biển]  ",
    ],
)
def test_captions_with_a_credit(cut: str) -> None:
    text = BEFORE + cut + AFTER
    assert [text[start:end] for start, end in glued(text)] == [cut]


@pytest.mark.parametrize(
    ("credit", "behind"),
    [
        ("Ảnh: LÊ CHÂU ", "Cần hô to để ai cũng nghe. "),
        ("Ảnh: M.C ", "Công an xã đã đến nơi. "),
        ("Ảnh: M.C. ", "“Nước lên nhanh lắm”, ông nói. "),
        ("Ảnh: Minh Châu ", "“Nước lên nhanh lắm”, ông nói. "),
        ("Ảnh: Minh Châu ", "Bà con xã An Thủy đã góp công. "),
        ("Ảnh: Minh Châu ", "Phó Chủ tịch huyện đã đến xem. "),
        ("Ảnh: Minh Châu ", "TS Trần Văn Bình nói khác. "),
        ("Ảnh: VGP/Minh Châu ", "Trạm đo đặt ở đầu cống. "),
        ("Ảnh: Minh Châu - TTXVN ", "Lãnh đạo huyện đã đến xem. "),
        ("Ảnh: Trần Văn Châu ", "Trạm đo đặt ở đầu cống. "),
        ("Ảnh: @minhchau/Twitter ", "Trạm đo đặt ở đầu cống. "),
        ("Ảnh: cắt từ clip ", "Trạm đo đặt ở đầu cống. "),
        ("Ảnh: Reuters ", "Reuters đưa tin từ hôm qua. "),
        ("Ảnh: AFP ", "AFP đưa tin từ hôm qua. "),
        ("Ảnh: Reuters ", "Ba Tri có thêm hai cống. "),
        ("Ảnh: Daily Mail ", "Ba Tri có thêm hai cống. "),
        ("Ảnh: Mercury ", "Quyết định có từ tháng trước. "),
        ("Ảnh: Sở Y tế Bến Tre. ", "Các bác sĩ đã đến xã. "),
        ("Ảnh Minh Châu ", "Trạm đo đặt ở đầu cống. "),
        ("Ảnh VietNamNet ", "Trạm đo đặt ở đầu cống. "),
    ],
)
def test_where_the_name_ends(credit: str, behind: str) -> None:
    text = BEFORE + "Cống Cái Bông nhìn từ cầu. " + credit + behind + AFTER
    assert [text[start:end] for start, end in glued(text)] == ["Cống Cái Bông nhìn từ cầu. " + credit]


def test_a_person_whom_the_text_names() -> None:
    text = f"{BEFORE}Ông Trần Văn Minh. {AFTER} Trần Văn Minh nói thêm là xã sẽ lo."
    assert [text[start:end] for start, end in glued(text)] == ["Ông Trần Văn Minh. "]


def test_who_chairs_is_not_lost() -> None:
    caption = "Ông Trần Văn Minh chủ trì cuộc họp. Ảnh: Minh Châu. "
    text = BEFORE + caption + AFTER
    assert [text[start:end] for start, end in glued(text)] == ["Ảnh: Minh Châu. "]
    text += " Ông Trần Văn Minh chủ trì."
    assert [text[start:end] for start, end in glued(text)] == [caption]


def test_a_name_that_another_credit_tells() -> None:
    text = f"{BEFORE}Đê bao. Ảnh: Minh Châu. {AFTER} Bờ cống. Ảnh: Minh Châu Bến Tre góp thêm. {AFTER}"
    assert [text[start:end].strip() for start, end in glued(text)] == [
        "Đê bao. Ảnh: Minh Châu.",
        "Bờ cống. Ảnh: Minh Châu",
    ]


def test_the_caption_that_opens_a_report() -> None:
    text = f"Người dân xem cống. (Nguồn: EPA/TTXVN) {BEFORE}Bờ cống. (Nguồn: presstv.ir) {AFTER}"
    assert [text[start:end].strip() for start, end in glued(text)] == [
        "Người dân xem cống. (Nguồn: EPA/TTXVN)",
        "(Nguồn: presstv.ir)",
    ]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        # a statement stays, its credit goes
        ("Ông Bình cho biết tỉnh sẽ góp một nửa. Ảnh: Minh Châu. ", "Ảnh: Minh Châu. "),
        ("“Tỉnh góp một nửa.” (Ảnh minh họa) ", "(Ảnh minh họa) "),
        ("Cống nhìn từ cầu. Nguồn: Reuters ", "Nguồn: Reuters "),
        # a heading with a number stays
        ("1. Đắp đê Ảnh: Internet ", "Ảnh: Internet "),
        # accented capitals begin sentences, too
        (
            "Tuy vậy mặn lên sớm. Đê bao ở xã An Thủy (Ảnh: Minh Châu) ",
            "Đê bao ở xã An Thủy (Ảnh: Minh Châu) ",
        ),
    ],
)
def test_only_the_credit(text: str, cut: str) -> None:
    text = BEFORE + text + AFTER
    assert [text[start:end] for start, end in glued(text)] == [cut]


@pytest.mark.parametrize(
    "text",
    [
        # where the name ends is not certain
        "Ảnh: Minh Châu Bến Tre đã góp công. ",
        "Ảnh: Mercury Ba Tri có thêm hai cống. ",
        "Ảnh: Minh Châu, người của huyện. ",
        "Ảnh: Sở Xây Dựng đã đưa ra. ",
        'Clip: Đi "săn" cua biển ở Ba Tri nay đã khác. ',
        "Clip: Xem bà con đắp đê thì rõ. ",
        # no view without a statement, nobody who is not named elsewhere
        "Hiện trường vụ sạt lở đã được rào lại. ",
        "Chủ tịch huyện Trần Văn Minh. ",
        "Ông Robert H. Minh nói thêm. Ông Robert H. Minh hứa góp. ",
        "Ảnh: Thái Bình Trung Quốc là nơi bán được nhiều. ",
        # words put into what somebody said, and a sentence in brackets
        "Ông Bình nói: “Các xã [ven biển của huyện Ba Tri] phải lo trước”. ",
        "Các xã đã họp xong. [Việc này còn phải chờ huyện cho ý kiến.] ",
        "Số liệu đo tại cống (Nguồn: Sở Nông nghiệp), theo xã, là đúng. ",
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
        (" Minh Châu  (TTXVN)", "TTXVN", "Minh Châu"),
        (" Minh Châu (Báo Mẫu )", "Báo Mẫu", "Minh Châu"),
        (" M.C (TTXVN)", "TTXVN", "M.C"),
        (" M.C. (theo CNET)", "CNET", "M.C"),
        (" (Tổng hợp)", None, None),
        (" Minh Châu tổng hợp", None, "Minh Châu"),
        (" Tổng hợp: Minh Châu", None, "Minh Châu"),
        (" theo Trí Thức Trẻ", "Trí Thức Trẻ", None),
        (" Minh Châu Theo Báo Mẫu", "Báo Mẫu", "Minh Châu"),
        (" Minh Châu, theo Báo Mẫu", "Báo Mẫu", "Minh Châu"),
        (" Theo Minh Châu (BM)", "BM", "Minh Châu"),
        (" Theo Công an TP.HCM", "Công an TP.HCM", None),
        (" Theo Minh Châu (Tổng hợp) (Khám phá)", "Khám phá", "Minh Châu"),
        (" D.Châu", None, "D.Châu"),
        (" Lê Hoa – M.Châu", None, "Lê Hoa – M.Châu"),
        (" Lê Hoa, Minh Châu", None, "Lê Hoa, Minh Châu"),
        (" Lê Hoa, ảnh: Minh Châu", None, "Lê Hoa"),
        (" Minh Châu | 05:00 23/05/2017", None, "Minh Châu"),
        (" Minh Châu Thể thao & Văn hóa", "Thể thao & Văn hóa", "Minh Châu"),
        (" PV Minh Châu/VOV miền Trung", "PV Minh Châu/VOV miền Trung", None),
        (" PV/VOV-Praha", "PV/VOV-Praha", None),
        (" Minh Châu/VOV.VN Minh Châu/VOV.VN", "Minh Châu/VOV.VN", None),
        (" Theo vnexpress", "vnexpress", None),
        (" Nhóm phóng viên", None, "Nhóm phóng viên"),
        (" Xem thêm:", None, None),
        (" Minh Châu Xem thêm: Ba cống mới ở vùng biển Ba Tri", None, "Minh Châu"),
        (" >> Ba cống mới ở vùng biển >> Hai cầu mới", None, None),
        (" Lê Hoa >>> Ba cống mới ở vùng biển", None, "Lê Hoa"),
    ],
)
def test_signed(behind: str, source: str | None, author: str | None) -> None:
    end, found, name = signed.cut(AFTER + behind)
    assert ((AFTER + behind)[:end].rstrip(), found, name) == (AFTER, source, author)


def test_signed_behind_what_is_not_there() -> None:
    text = f"{AFTER} Mời xem video về đê bao:"
    assert signed.cut(f"{text} Minh Châu") == (len(text), None, "Minh Châu")
    text = f"{AFTER} Người chủ trì: Minh Châu"
    assert signed.cut(text) == (len(text), None, None)


def test_signed_behind_a_credit() -> None:
    text = f"{BEFORE}{AFTER} Bà con đắp đê bao ở xã An Thủy. Ảnh: Reuters "
    assert signed.cut(f"{text}Minh Châu (Theo Báo Mẫu)") == (len(text), None, "Minh Châu")
    assert signed.cut(f"{text}Minh Châu cho biết đê đã xong.")[0] > len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị họp tại TP. Hồ Chí Minh",
        "Cuộc họp do xã mở ở Q. Bình Thạnh",
        "Người chủ trì là ThS. Trần Văn Hai",
        "Xã đã lo xong. Theo ông Bình, tỉnh nên góp thêm",
        "Xã đã lo xong. Theo Bộ Y tế, dịch đã được khống chế ở mọi nơi",
        "Các xã hứa góp một phần.",
        "Xã đã lo xong. Xem thêm ở mục sau thì rõ",
        "Xã đã lo xong. >> Huyện nói có. Tỉnh nói không.",
        "Xã đã lo xong. Đê bao (huyện Ba Tri)",
        "Xã đã lo xong. Các cống, các cầu",
        "Ba cống mới: 1. Cái Bông 2. Ba Lai 3. Vàm Hồ T.H",
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
