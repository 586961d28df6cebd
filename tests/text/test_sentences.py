import time

import pytest
from hypothesis import given

from tests.text.strings import texts
from vnpolicy.text.sentences import sentences

# Each row: the sentences, and what stands between them in the text (default: one space).
SPLIT = [
    ["Hội nghị bắt đầu.", "Bí thư khai mạc."],
    ["Dự họp có GS.TS. Lê An và PGS,TS. Đỗ Bình.", "GS,TS. Hà Chi nói."],
    ["Tại TP. Vinh, ThS. Lê Anh và Đ/c Hồ Mai dự.", "NSƯT. Thu Hà hát."],
    ["Ông Y. B. Niê và bà T.Ư. Lan đến."],
    ["Thu 1.200 tỷ đồng.", "Họp ngày 13.7.2021 và sáng 11. 8 tới."],
    ["Còn nhiều việc... phải làm…", "Các sở vào cuộc."],
    ["Trồng ngô, khoai, v.v.", "Các xã, v.v. và huyện dự."],
    ["Nghị quyết có hiệu lực từ hôm nay./.", "Nơi nhận: như trên."],
    ['Bà nói: "Phải nhanh.', 'Phải gọn."', "Mọi người vỗ tay."],
    ["“Việc này gấp.", "Phải làm ngay.”", "Ông nhấn mạnh."],
    ["Ông hỏi: “Vì sao?” rồi ngồi xuống."],
    ["(Theo báo cáo của sở.)", "Sau đó họp kín."],
    ["Ba việc (xem phụ lục).", "Hết."],
    ["Làm đường; xây cầu; đào kênh.", "Xong."],
    ["Năm 2021.", "63 tỉnh cùng họp."],
    ["Điều 5. Phạm vi điều chỉnh.", "Luật này quy định về đê điều."],
    ["Xem https://tinh.gov.vn/Tin.Moi?id=3.B để rõ.", "Hết."],
    ["Gồm: 1. Làm đường; 2. Xây cầu.", "3. Đào kênh."],
    ["Kinh tế phát triển.[1]", "Trong đó có nông nghiệp."],
    ["Nghị quyết Đại hội khóa X.", "Các cấp quán triệt."],
    ["Gặp bà H.", "Theo bà, giá tăng."],
    ["Ngày hội của TP. Tuy Hòa."],
    ["Cả hai họp tại TP.", "UBND tỉnh giao các sở."],
    ["Chợ đông nhất TP.", "Hiện chợ đang sửa."],
    ["Bà là KS. CN.", "Quan trọng là còn vốn."],
    ["Chiều nay 35 độ C.", "Thành phố tưới cây."],
    ["Xếp vào nhóm B.", "Trong đó có chợ xã."],
    ["Bà kể về ông B. Nam."],
    ["[Xã sửa đường]", "", "Hai thôn đã đi lại được."],
    ["Chợ phiên ngày rằm", "", "Theo ban quản lý, chợ sẽ mở sớm."],
    ["Đồng chí  Hà Văn Tám dự."],
    ["Thật tuyệt!", "Ai cũng vui."],
    ["Tăng 5,5 %.", "Giảm 2 %."],
    ["Mục tiêu (…) Các bên đồng ý."],
    # a straight mark closes what a curved one opened
    ["Ông nói: “Cần mở chợ.", 'Cần bến thuyền."', "Sau đó họp kín."],
    ["“Cần mở chợ.”", '"Cần bến thuyền."', "Sau đó họp kín."],
    ["Việc đó là cần thiết .", "", "Tuy nhiên, chợ còn dột."],
]


@pytest.mark.parametrize("expected", SPLIT, ids=lambda e: e[0][:30])
def test_within_a_line(expected: list[str]) -> None:
    assert [s.text for s in sentences(" ".join(expected))] == [e for e in expected if e]


LINES = [
    (
        "Ba việc:\n- Làm đường\n- Xây cầu.\n+ Đào kênh",
        ["Ba việc:", "- Làm đường", "- Xây cầu.", "+ Đào kênh"],
    ),
    ("1. Làm đường\n2. Xây cầu. Gấp\na) đào kênh", ["1. Làm đường", "2. Xây cầu.", "Gấp", "a) đào kênh"]),
    ("TIÊU ĐỀ\n\nNội dung thứ nhất", ["TIÊU ĐỀ", "Nội dung thứ nhất"]),
    ("Họp ở trung tâm.Bộ trưởng dự.", ["Họp ở trung tâm.", "Bộ trưởng dự."]),
    ("Họp ở Tp.Vinh với ThS.Lê Anh.", ["Họp ở Tp.Vinh với ThS.Lê Anh."]),
    ("Chợ là của HTX.Theo ban quản lý, chợ đông.", ["Chợ là của HTX.", "Theo ban quản lý, chợ đông."]),
    ("Cần kho muối .Tuy nhiên, xã nghèo.", ["Cần kho muối .", "Tuy nhiên, xã nghèo."]),
    ("Ngày mai...Các sở họp", ["Ngày mai...", "Các sở họp"]),
    ('Ông nói "gấp"."Chậm" là không được', ['Ông nói "gấp".', '"Chậm" là không được']),
    ("-\nmột việc rất dài", ["-\nmột việc rất dài"]),
    (
        "Một dòng đủ dài để người viết phải ngắt nó ở mép\ntrang giấy. Hết",
        ["Một dòng đủ dài để người viết phải ngắt nó ở mép\ntrang giấy.", "Hết"],
    ),
    (
        "Một dòng đủ dài để người viết phải ngắt nó ở mép:\ntrang giấy",
        ["Một dòng đủ dài để người viết phải ngắt nó ở mép:", "trang giấy"],
    ),
    (" \n \t\n", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_lines(text: str, expected: list[str]) -> None:
    assert [s.text for s in sentences(text)] == expected


def test_paragraphs_are_counted() -> None:
    assert [s.paragraph for s in sentences("Một. Hai.\n\n \nBa.\n- bốn")] == [0, 0, 1, 2]


@given(texts)
def test_spans(text: str) -> None:
    end = paragraph = 0
    for s in sentences(text):
        assert s.text == text[s.start : s.end] == s.text.strip() != ""
        assert text[end : s.start].strip() == ""
        assert paragraph <= s.paragraph <= paragraph + 1
        end, paragraph = s.end, s.paragraph
    assert text[end:].strip() == ""


@pytest.mark.parametrize(
    "unit",
    [".", "A.", "1.", ". ", '."', "…", "a ", "\n", "- a\n", "TP. ", "?!", "(", "www.a", " " * 50 + "."],
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begin = time.process_time()
    sentences(text)
    assert time.process_time() - begin < 3
