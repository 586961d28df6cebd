from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.extract.people import people, resolve

HALL = "Học viện Chính trị quốc gia Hồ Chí Minh"

MENTIONS = [
    ("Phó Chủ tịch UBND tỉnh Trần Châu dự họp.", [("Trần Châu", "Phó Chủ tịch UBND tỉnh")]),
    ("Thứ trưởng Bộ NN&PTNT Vũ Văn Tám nói.", [("Vũ Văn Tám", "Thứ trưởng Bộ NN&PTNT")]),
    (
        f"Đồng chí Lê Thị Mai, Ủy viên Bộ Chính trị, Giám đốc {HALL}, chủ trì.",
        [("Lê Thị Mai", f"Ủy viên Bộ Chính trị, Giám đốc {HALL}")],
    ),
    (
        "Ông Đỗ Bá Minh - Phó Chủ tịch HĐND thành phố - phát biểu.",
        [("Đỗ Bá Minh", "Phó Chủ tịch HĐND thành phố")],
    ),
    (
        "Dự có các đồng chí: Phạm Văn An, Bí thư Tỉnh ủy; Ngô Thu Hà, Giám đốc Sở Y tế.",
        [("Phạm Văn An", "Bí thư Tỉnh ủy"), ("Ngô Thu Hà", "Giám đốc Sở Y tế")],
    ),
    (
        "Chủ tịch nước Lê Văn Bình và Thủ tướng Ngô Đức Long cùng dự.",
        [("Lê Văn Bình", "Chủ tịch nước"), ("Ngô Đức Long", "Thủ tướng")],
    ),
    ("Bí thư Thành ủy Hà Nội Hoàng Văn Hải kết luận.", [("Hoàng Văn Hải", "Bí thư Thành ủy Hà Nội")]),
    # names beside what is no part of them: a city, a dash, half a name, a form of address, a new sentence
    ("Phó chủ tịch UBND TP.HCM Trần Bá Lữ nói.", [("Trần Bá Lữ", "Phó chủ tịch UBND TP.HCM")]),
    ("Ông Lê Vy Hồng-Giám đốc sở nói.", [("Lê Vy Hồng", None)]),
    ("Chủ tịch Ủy ban châu Âu Jacques Delmas nói.", [("Jacques Delmas", "Chủ tịch Ủy ban châu Âu")]),
    ("Ông Nguyễn Bá Đồng, chuyên gia, nói.", [("Nguyễn Bá Đồng", "chuyên gia")]),
    ("Kim Yong-su thị sát.", [("Kim Yong-su", None)]),
    # in capitals before what the person says
    ("Ông ĐINH VĂN AN, Giám đốc Sở Y tế: Xã nên dời chợ.", [("Đinh Văn An", "Giám đốc Sở Y tế")]),
    ("Luật sư LÊ VĂN AN: Xã nên dời chợ.", [("Lê Văn An", "Luật sư")]),
    # behind some titles a person is named whatever the name looks like, behind a country or a seat too
    ("Thủ tướng Kem Sa đến thăm.", [("Kem Sa", "Thủ tướng")]),
    ("Tổng thống Hàn Quốc Seo Min Ra họp báo.", [("Seo Min Ra", "Tổng thống Hàn Quốc")]),
    ("Người phát ngôn Nhà Trắng Jane Doles nói.", [("Jane Doles", "Người phát ngôn Nhà Trắng")]),
    ("Tổng thống Hàn Quốc họp báo, Thủ tướng Chính phủ dự.", []),
    ("Bộ trưởng Bộ Công an Tô Lâm yêu cầu.", [("Tô Lâm", "Bộ trưởng Bộ Công an")]),
    (
        "Thứ trưởng Bộ Văn hóa, Thể thao và Du lịch Vũ Thị Lan cho biết",
        [("Vũ Thị Lan", "Thứ trưởng Bộ Văn hóa, Thể thao và Du lịch")],
    ),
    ("Uỷ viên Trung ương Đảng Trần Văn Hoà nói", [("Trần Văn Hoà", "Uỷ viên Trung ương Đảng")]),
    (
        "Giám đốc WB tại Việt Nam, ông Ousmane Dione, cho rằng",
        [("Ousmane Dione", "Giám đốc WB tại Việt Nam")],
    ),
    ("Tổng thống Hàn Quốc Moon Jae-in đến", [("Moon Jae-in", "Tổng thống Hàn Quốc")]),
    ("GS.TS. Trần Thọ Quang phát biểu", [("Trần Thọ Quang", None)]),
    ("Bà H'Yim Kđoh, Phó Chủ tịch UBND tỉnh Đắk Lắk", [("H'Yim Kđoh", "Phó Chủ tịch UBND tỉnh Đắk Lắk")]),
    (f"{HALL} tổ chức hội thảo tại TP. Hồ Chí Minh.", []),
    ("Ông Lê Văn An Theo kế hoạch, sẽ họp", [("Lê Văn An", None)]),
    ("Ông Lê Văn An Cụ thể, xã đã họp", [("Lê Văn An", None)]),
    ("Ông Lê Văn Mới cho biết", [("Lê Văn Mới", None)]),
    ("Đồng chí Phó Giám đốc Công an huyện đã đến.", []),
    ("Tổng thống Thổ Nhĩ Kỳ Yildirim đến.", []),
    ("Chủ tịch UBND TP Cần Thơ Lò Văn Tạ đến.", [("Lò Văn Tạ", "Chủ tịch UBND TP Cần Thơ")]),
    ("Nhà phân tích Anna Berg cho rằng", [("Anna Berg", "Nhà phân tích")]),
    ("Đường Nguyễn Trãi và phố Trần Phú tắc nghẽn.", []),
    ("Bà Lê Thị Na, Trưởng công an H.Phước Sơn, nói", [("Lê Thị Na", "Trưởng công an H.Phước Sơn")]),
    ("Phó Chủ tịch Hội Đông Y Việt Nam nói", []),
    ("Hiệu trưởng Trường ĐH Y Thái Bình nói", []),
    ("Ông Lê Văn Tạ, Vụ trưởng Vụ Trang thiết bị, nói", [("Lê Văn Tạ", "Vụ trưởng Vụ Trang thiết bị")]),
    ("Đề cập đến ông Lê Văn Tạ, Tổng bí thư nói", [("Lê Văn Tạ", None)]),
    (
        "Bà Anna Berg, cố vấn của Thủ tướng Nhật Shinzo Abe",
        [("Anna Berg", "cố vấn"), ("Shinzo Abe", "Thủ tướng Nhật")],
    ),
    ("Đại diện Hội đồng Nguyễn Phước Tộc kiến nghị, Nguyễn Phước tộc đã họp", []),
    ("Chuyên gia kinh tế PGS - TS Lê Văn Tạ cho rằng", [("Lê Văn Tạ", "Chuyên gia kinh tế")]),
    (
        "Ông Lê Văn Tạ - Giám đốc Hợp tác xã Lâm Sơn (Sơn La) nói",
        [("Lê Văn Tạ", "Giám đốc Hợp tác xã Lâm Sơn (Sơn La)")],
    ),
    (
        "Phó Chủ tịch UBND tỉnh Đỗ Gia Na, Chủ tịch UBND huyện Lê Văn Tạ",
        [("Đỗ Gia Na", "Phó Chủ tịch UBND tỉnh"), ("Lê Văn Tạ", "Chủ tịch UBND huyện")],
    ),
    (
        "Ông Lê Văn Tạ, Phó Thống đốc Ngân hàng, Thủ tướng giao",
        [("Lê Văn Tạ", "Phó Thống đốc Ngân hàng")],
    ),
    ("Bà Lê Thị Na, chuyên gia giao thông Cụ thể, cầu phao", [("Lê Thị Na", "chuyên gia giao thông")]),
    ("Đồng tình với đại biểu Thu, đại biểu Lê Văn Tạ lưu ý", [("Lê Văn Tạ", "đại biểu")]),
    # of whom somebody speaks is no part of that one's role
    ("Nêu kiến nghị của cử tri, Chủ tịch xã Lê Thị Na mong", [("Lê Thị Na", "Chủ tịch xã")]),
    ("Người quản lý của Lê Thị Na khẳng định", [("Lê Thị Na", None)]),
    ("Tỉnh Hà Nam, tỉnh Lâm Đồng và thành phố Cao Bằng", []),
    ("TS.Lê Văn Tạ nói", [("Lê Văn Tạ", None)]),
    ("Chị Lê Thành T., nông dân", [("Lê Thành T.", "nông dân")]),
    ("Phó Thủ tướng Lê Văn Tạ Cùng với đó là kho", [("Lê Văn Tạ", "Phó Thủ tướng")]),
    ("Nói về công tác quản lý kho, Chủ tịch xã Lê Văn Tạ lưu ý", [("Lê Văn Tạ", "Chủ tịch xã")]),
    ("Lệnh mới của chính quyền Tổng thống Lê Văn Tạ", [("Lê Văn Tạ", "Tổng thống")]),
    ("Gây hại cho nông dân, đại biểu Lê Văn Tạ nêu rõ", [("Lê Văn Tạ", "đại biểu")]),
    # small words within foreign names
    ("Ông Karim Ra'fat al-Masri nói", [("Karim Ra'fat al-Masri", None)]),
    ("Giám đốc Clara von der Heide nói", [("Clara von der Heide", "Giám đốc")]),
    ("Thái tử Yusuf bin Rashid nói", [("Yusuf bin Rashid", "Thái tử")]),
    ("Thượng nghị sỹ John Smith nói", [("John Smith", "Thượng nghị sỹ")]),
    ("Huấn luyện viên Lê Văn Tạ nói", [("Lê Văn Tạ", "Huấn luyện viên")]),
    ("Ông Lê Văn Tạ, Chủ tịch UBND xã Muối (huyện Kho, nói", [("Lê Văn Tạ", "Chủ tịch UBND xã Muối")]),
    # behind what has a name of its own
    ("Nghị sĩ đảng Muối John Smith nói", [("John Smith", "Nghị sĩ đảng Muối")]),
    ("Giám đốc hãng Saltec John Smith nói", [("John Smith", "Giám đốc hãng Saltec")]),
    ("Đại diện hãng Lê Văn Tạ nói", [("Lê Văn Tạ", "Đại diện hãng")]),
    # the body above that of the role, behind a comma
    (
        "Cục trưởng Cục Muối, Bộ Công Thương Lê Văn Tạ ký lệnh",
        [("Lê Văn Tạ", "Cục trưởng Cục Muối, Bộ Công Thương")],
    ),
    (
        "Ông Lê Văn Tạ, Trưởng khoa Hóa, Trường Đại học Sa Huỳnh, cho hay",
        [("Lê Văn Tạ", "Trưởng khoa Hóa, Trường Đại học Sa Huỳnh")],
    ),
    (
        "Ông Lê Văn Tạ, Chủ tịch UBND xã Muối, huyện Kho (tỉnh Na) kể",
        [("Lê Văn Tạ", "Chủ tịch UBND xã Muối, huyện Kho (tỉnh Na)")],
    ),
    ("Ông Lê Văn Tạ, Giám đốc Hội Muối, công ty và nhà thầu", [("Lê Văn Tạ", "Giám đốc Hội Muối")]),
    ("Bà Lê Thị Na là giáo viên Hóa, Trường THPT Lê Văn Tạ", [("Lê Thị Na", None), ("Lê Văn Tạ", None)]),
    ("Chánh án Tòa án nhân dân tối cao Lê Văn Tạ", [("Lê Văn Tạ", "Chánh án Tòa án nhân dân tối cao")]),
    (
        "Bà Lê Thị Na, Chủ tịch Hội Kiến trúc sư Lào, nói",
        [("Lê Thị Na", "Chủ tịch Hội Kiến trúc sư Lào")],
    ),
    ("Đoàn do ông Lê Văn Tạ, Phó ban Muối làm Trưởng đoàn, đến xã", [("Lê Văn Tạ", "Phó ban Muối")]),
    ("Thiệt hại thuộc về nhà đầu tư. Thủ tướng Lê Văn Tạ", [("Lê Văn Tạ", "Thủ tướng")]),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS)
def test_names_with_the_role_beside_them(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(p.name, p.role) for p in people(text)] == expected


REPORT = (
    "Thủ tướng Chính phủ Phạm Minh Chính dự hội nghị. Ông Nguyễn Xuân Thắng, Giám đốc Học viện, nói. "
    "Bộ trưởng Bộ Quốc phòng Phan Văn Giang và Phó Thủ tướng Lê Văn Thành nghe Chủ tịch Quốc hội "
    "Nguyễn Thị Kim Ngân. Thứ trưởng Trần Văn Ba và Thứ trưởng Lê Văn Tư ghi nhận. Sau là bà Hồ Thị Lan."
)


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("ông Thắng", "Nguyễn Xuân Thắng"),
        ("Thủ tướng", "Phạm Minh Chính"),
        ("Phó Thủ tướng", "Lê Văn Thành"),
        ("Bộ trưởng", "Phan Văn Giang"),
        ("Bộ trưởng Phan Văn Giang", "Phan Văn Giang"),
        ("Bộ trưởng Quốc phòng", "Phan Văn Giang"),
        ("Chủ tịch QH", "Nguyễn Thị Kim Ngân"),
        ("Phó Thủ tướng Thành", "Lê Văn Thành"),
        ("Thứ trưởng Tư", "Lê Văn Tư"),
        ("bà", "Hồ Thị Lan"),
        ("Thứ trưởng", None),
        ("ông Lan", None),
        ("Chủ tịch nước", None),
        ("ông Dũng", None),
    ],
)
def test_short_forms_mean_the_one_person_they_fit(mention: str, name: str | None) -> None:
    found = resolve(mention, people(REPORT), len(REPORT))
    assert (found.name if found else None) == name


def test_a_later_name_is_taken_where_no_earlier_one_fits() -> None:
    text = "Ông Hùng mở đầu. Sau đó ông Trần Văn Hùng, Vụ trưởng, trả lời."
    found = resolve("Ông Hùng", people(text), 0)
    assert found is not None
    assert found.name == "Trần Văn Hùng"


@given(st.text(alphabet="ĐồngchíÔBàNguyễnVănATrầnỦyviênBộtrưởng,;.-–()H'Y \n\u0130", max_size=200))
def test_spans_are_the_names_in_order(text: str) -> None:
    found = people(text)
    assert all(text[p.start : p.end].title() == p.name.title() for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
