"""The same texts in every encoding."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.legacy import LETTERS, WRITERS, capital_font, in_cp1258, in_font, misread
from vnpolicy.errors import Refused
from vnpolicy.text.decode import decode, mend_page
from vnpolicy.text.encodings import FONTS, canonical, convert, letters, raise_capitals, read
from vnpolicy.text.unicode import normalize

# fmt: off
TEXTS = (
    "Hội nghị bàn về nước sạch",
    "Tọa đàm về chuyển đổi số ở nông thôn",
    "ỦY BAN NHÂN DÂN TỈNH BẾN TRE",
    "HỘI THẢO KHOA HỌC: KINH TẾ SỐ VÀ QUẢN TRỊ ĐỊA PHƯƠNG",
    "KẾT LUẬN CỦA THỦ TƯỚNG VỀ CẢI CÁCH THỦ TỤC HÀNH CHÍNH",
    "Ông Nguyễn Văn Thưởng, bà Đỗ Thị Mỹ Duyên và anh Vũ Ngọc Ẩn phát biểu.",
    "Đồng chí Lê Thị Ỷ Nhi, Phó Bí thư Tỉnh ủy Đắk Lắk",
    "Sáng thứ Năm, ngày 14 tháng 7 năm 2022, tại Thừa Thiên Huế",
    "Chiều 2/6/2021 (GMT+7), kỳ họp thứ nhất bế mạc lúc 16 giờ 30.",
    "Nghị quyết số 37-NQ/TW và Quyết định 749/QĐ-TTg đã được triển khai.",
    "Đề nghị Chính phủ sớm ban hành nghị định hướng dẫn; giao Bộ Tài chính chủ trì.",
    "Tỷ lệ hộ nghèo giảm còn 3,5 %, thu nhập bình quân đạt 62 triệu đồng mỗi năm.",
    "Bà Rịa - Vũng Tàu, Quảng Ngãi, Kiên Giang, Sóc Trăng, Lạng Sơn, Yên Bái",
    "Các đại biểu kiến nghị:\n- bổ sung ngân sách;\n- sửa Luật Đất đai;\n- miễn học phí cho trẻ mẫu giáo.",
    "“Phải lấy người dân làm trung tâm”, ông Hoàng nhấn mạnh – rồi hỏi: “Ai sẽ chịu trách nhiệm…?”",
    "Hòa Bình, thủy lợi, khỏe mạnh, tuyệt đối; hoà giải, thuỷ sản, khoẻ khoắn",
    "Hợp tác với World Bank và UNDP trong lĩnh vực năng lượng tái tạo được đẩy mạnh.",
    "Ở xã Ia Pếch, già làng Y Thuật kể chuyện rẫy cũ; ý kiến ấy ai cũng đồng ý.",
    "Bộ trưởng yêu cầu các sở, ngành rà soát quy hoạch cảng biển, kỹ lưỡng và đúng tiến độ.",
    "Khu vực này từng ngập lũ; giữa vụ, nhiều hộ vẫn thiếu giống, thiếu vốn, thiếu cả chữ ký số.",
)
# fmt: on
assert len(TEXTS) == 20


def written(text: str, name: str) -> bytes:
    """`text` written as `name`; skips what the encoding lacks."""
    if "tcvn3" in name and any(c in LETTERS and c not in letters("tcvn3") for c in text):
        pytest.skip("TCVN3 has no toned capitals")
    if "viscii" in name and not all(c.isascii() or c in LETTERS for c in text):
        pytest.skip("VISCII has letters only")
    return WRITERS[name](text)


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("text", TEXTS)
def test_the_same_text_from_every_encoding(text: str, name: str) -> None:
    assert decode(written(text, name)) == (text, name)


@pytest.mark.parametrize("name", WRITERS)
def test_all_texts_in_one_file(name: str) -> None:
    fit = [text for text in TEXTS if text.isprintable() and "“" not in text]
    if "tcvn3" in name:
        fit = [text for text in fit if all(c not in LETTERS or c in letters("tcvn3") for c in text)]
    whole = "\n".join(fit)
    assert decode(WRITERS[name](whole)) == (whole, name)


@pytest.mark.parametrize("text", TEXTS)
def test_decomposed(text: str) -> None:
    assert decode(unicodedata.normalize("NFD", text).encode()) == (text, "utf-8")


@pytest.mark.parametrize("text", TEXTS)
def test_utf8_read_as_latin_1(text: str) -> None:
    assert decode(misread(text.encode(), "latin-1")) == (text, "utf-8+mojibake")


@pytest.mark.parametrize("name", ["cp1258", "tcvn3", "vni", "viscii", "utf-8", "utf-16-le"])
@pytest.mark.parametrize("text", TEXTS)
def test_named_by_the_user(text: str, name: str) -> None:
    assert decode(written(text, name), name) == (text, name)


@pytest.mark.parametrize("text", TEXTS[2:5])
def test_capitals_that_tcvn3_lacks_are_put_back_and_told(text: str) -> None:
    assert decode(capital_font(text)) == (text, "tcvn3+capitals")
    assert decode(misread(capital_font(text))) == (text, "utf-8+tcvn3+capitals")
    assert decode(capital_font(text), "tcvn3") == (text, "tcvn3+capitals")


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("HộI NGHị ở Hà Nội", "HỘI NGHỊ ở Hà Nội"),
        ("Sở Y Tế", "Sở Y Tế"),
        ("UBND ở Hà Nội", "UBND ở Hà Nội"),
        ("CHỉ THị Về Dự áN 5", "CHỈ THỊ VỀ DỰ ÁN 5"),
        ("HộI NGHị ở Hà NộI", "HỘI NGHỊ Ở HÀ NỘI"),
        ("ủY BAN\nở đây", "ỦY BAN\nở đây"),
        ("HộI NGHị\nSở họp", "HỘI NGHỊ\nSở họp"),
        ("héi nghÞ", "héi nghÞ"),
    ],
)
def test_raise_capitals(text: str, raised: str) -> None:
    assert raise_capitals(text) == raised


@pytest.mark.parametrize("name", FONTS)
@given(st.text(LETTERS + "abcxyz ,.\n"))
def test_round_trip(name: str, text: str) -> None:
    known = letters(name)
    text = "".join(c for c in text if c in known or c not in LETTERS)
    assert read(in_font(text, name), name) == text


@given(st.text(LETTERS + "bcdghklmnpqrstvx ,.\n"))
def test_round_trip_cp1258(text: str) -> None:
    assert decode(in_cp1258("a" + text), "windows-1258")[0] == normalize("a" + text)


@pytest.mark.parametrize(("name", "count"), [("tcvn3", 74), ("vni", 134), ("viscii", 134)])
def test_tables_are_whole_and_without_doubles(name: str, count: int) -> None:
    codes = list(letters(name).values())
    assert len(codes) == len(set(codes)) == count
    assert all(unicodedata.is_normalized("NFC", letter) for letter in letters(name))


@pytest.mark.skipif(not shutil.which("iconv"), reason="no iconv here")
@pytest.mark.parametrize(("name", "theirs"), [("tcvn3", "TCVN5712-1"), ("viscii", "VISCII")])
def test_tables_are_those_of_iconv(name: str, theirs: str) -> None:
    text = "".join(letters(name))
    done = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", theirs], input=text.encode(), capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"this iconv does not know {theirs}")
    assert done.stdout == in_font(text, name)


@pytest.mark.parametrize(
    ("latin", "name", "text"),
    [
        ("Uû ban nh©n d©n tØnh", "tcvn3", "Uỷ ban nhân dân tỉnh"),
        ("\xa7\xb6ng b\xe9 th\xad\xeang tr\xf9c", "tcvn3", "Đảng bộ thường trực"),
        ("A\xb3 m\xb2 20\xb0C", "tcvn3", "Á m² 20°C"),
        ("Uyû ban nhaân daân tænh", "vni", "Uyỷ ban nhân dân tỉnh".replace("Uyỷ", "Uỷ")),
        ("Ñaïi hoäi ñaïi bieåu", "vni", "Đại hội đại biểu"),
        ("Aùi Myõ", "vni", "Ái Mỹ"),
        ("Vi®t", "viscii", "Việt"),
    ],
)
def test_convert(latin: str, name: str, text: str) -> None:
    assert convert(latin, name) == text


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("ABC", "tcvn3"),
        ("TCVN_5712", "tcvn3"),
        ("VNI-Windows", "vni"),
        ("UTF8", "utf-8"),
        ("latin1", "cp1252"),
        ("Windows-1258", "cp1258"),
        ("utf-16", "utf-16"),
    ],
)
def test_names(name: str, one: str) -> None:
    assert canonical(name) == one


FOREIGN = (
    "Les députés ont adopté à l'unanimité une résolution sur la coopération. Où va l'été ?",
    "Déjà vu à Paris",
    "là où il a été, à la mer",
    "Die Bundesregierung will für die Gemeinden größere Mittel über Jahre zur Verfügung stellen.",
    "El señor presidente recibió ayer a los niños del país; según él, habrá más inversión.",
    "A reunião não será adiada; são questões de educação, saúde e habitação.",
    "Þetta er íslenskur texti með sérstökum stöfum og það er gott að lesa hann.",
)


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_not_taken_for_vietnamese(text: str) -> None:
    assert decode(text.encode()) == (normalize(text), "utf-8")
    assert decode(text.encode("cp1252"), declared="iso-8859-1") == (normalize(text), "cp1252")
    with pytest.raises(Refused, match="encoding not recognised; name it with --encoding"):
        decode(text.encode("cp1252"))


@pytest.mark.parametrize(
    "text",
    [
        "The council’s café reopened – at 20 °C, © 2021 Müller & Søn, “naïve” façade, 5 µg.",
        "Plain English with nothing beyond ASCII? Yes: what?now is a typo.",
        "Công ty Citroën, Nestlé và Đài Español mở hội thảo về “xe điện” · © 2022 ® ½ 10 m².",
        "It was donâ€™t and wonâ€™t all day",
        "Hội nghị «Nước sạch» họp ngày 5\xad6",
        "ð2021 - 2025quý II/2022ð",  # found by test_round_trip in test_decode.py
        "500ð hay 1.000ð trong quý",
    ],
)
def test_right_text_is_left_as_it_is(text: str) -> None:
    assert decode(text.encode()) == (normalize(text), "utf-8")


def test_lines_that_were_misread_within_a_text_that_was_not() -> None:
    good, bad = TEXTS[0], misread(in_font(TEXTS[9], "tcvn3")).decode()
    assert decode(f"{good}\n{bad}\nHµ Néi\n© 2021 ·\n{good}".encode()) == (
        f"{good}\n{TEXTS[9]}\nHà Nội\n© 2021 ·\n{good}",
        "utf-8+tcvn3",
    )


def test_page_with_letters_as_entities() -> None:
    page = "<html><body><p>Uû ban nh©n d©n häp ngµy mai</p></body></html>"
    entities = "".join(c if c.isascii() else f"&#{ord(c)};" for c in page)
    fixed = page.replace("Uû ban nh©n d©n häp ngµy", "Uỷ ban nhân dân họp ngày")
    assert mend_page(entities, "utf-8") == (fixed, "utf-8+tcvn3")
    right = "<p>H&agrave; N&#7897;i &copy; &lt;b&gt; &nbsp; v&ocirc; &uuml;</p>"
    assert mend_page(right, "utf-8") == (right, "utf-8")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (TEXTS[9].encode("ascii", "replace") * 2, "letters were lost"),
        (TEXTS[9].encode("ascii", "replace").replace(b"?", "\ufffd".encode()), "letters were lost"),
        (TEXTS[9].encode() + b" \xc3\xff", "broken UTF-8"),
        ("Президент провёл заседание совета".encode("cp1251"), "encoding not recognised"),
        ("中华人民共和国国务院总理会见客人".encode("gbk"), "encoding not recognised"),
        (TEXTS[0].encode("utf-16-le")[:-1], "not UTF-16-LE text"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        decode(data)


def test_a_wrong_name_is_told() -> None:
    with pytest.raises(Refused, match="not UTF-8 text"):
        decode(in_font(TEXTS[0], "vni"), "utf-8")
    with pytest.raises(Refused, match="unknown encoding 'klingon'"):
        decode(b"a", "klingon")


def test_a_declared_encoding_that_is_wrong_does_no_harm() -> None:
    for declared in ("iso-8859-1", "windows-1258", "x-user-defined", "utf-8"):
        assert decode(in_font(TEXTS[0], "vni"), declared=declared) == (TEXTS[0], "vni")


@given(st.binary(max_size=300).map(lambda data: bytes(b | 0x80 if b < 0x20 else b for b in data)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except Refused as error:
        assert "\n" not in str(error)
    else:
        assert normalize(text) == text
