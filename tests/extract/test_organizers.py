import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnpolicy.extract.bodies import joined
from vnpolicy.extract.chairs import presiders
from vnpolicy.extract.event_names import Part, candidates, mentions
from vnpolicy.extract.organizers import readings
from vnpolicy.extract.patterns import plain
from vnpolicy.extract.people import people


def part(text: str) -> Part:
    return Part(0, 0, text, plain(text))


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Sáng 3/4, Bộ Y tế", ("Bộ Y tế",)),
        ("Bộ Y tế phối hợp với Sở Y tế Hà Nam", ("Bộ Y tế", "Sở Y tế Hà Nam")),
        ("Hội Luật gia, Sở Tư pháp và Đoàn Luật sư", ("Hội Luật gia", "Sở Tư pháp", "Đoàn Luật sư")),
        ("Bộ Văn hóa, Thể thao và Du lịch cùng UBND tỉnh", ("Bộ Văn hóa, Thể thao và Du lịch", "UBND tỉnh")),
        ("Tại Huế, lãnh đạo Sở Du lịch", ("Sở Du lịch",)),
        ("Cục Thuế (Bộ Tài chính) chiều 5/6", ("Cục Thuế (Bộ Tài chính)",)),
        (
            "Đoàn giám sát của HĐND tỉnh do Phó Chủ tịch Lê Văn Nam làm trưởng đoàn,",
            ("Đoàn giám sát của HĐND tỉnh",),
        ),
        ("Tổng cục Thủy lợi đề xuất phương án", ("Tổng cục Thủy lợi",)),
        ("VCCI và ILO", ("VCCI", "ILO")),
        ("Ban Tổ chức Hội chợ Nông sản 2016", ("Ban Tổ chức Hội chợ Nông sản 2016",)),
        ("Liên hiệp các tổ chức bảo vệ trẻ em Việt Nam", ("Liên hiệp các tổ chức bảo vệ trẻ em Việt Nam",)),
        ("Ngày 29/5 UBND tỉnh Hà Nam", ("UBND tỉnh Hà Nam",)),
        ("Chiều 29/5/2021 Hội Nông dân", ("Hội Nông dân",)),
        ("Mới đây Sở Y tế và Sở Y tế", ("Sở Y tế",)),
        ("Hiệp hội Doanh nghiệp nhỏ và vừa Hà Nam", ("Hiệp hội Doanh nghiệp nhỏ và vừa Hà Nam",)),
        ("CTCP Gạch men Sông Đáy", ("CTCP Gạch men Sông Đáy",)),
        ("Cảnh sát giao thông tỉnh Hà Nam", ("Cảnh sát giao thông tỉnh Hà Nam",)),
        ("Quốc hội nói chung", ("Quốc hội",)),
        (
            "Tổ công tác của Thủ tướng do Bộ trưởng, Chủ nhiệm Lê Văn Nam dẫn đầu",
            ("Tổ công tác của Thủ tướng",),
        ),
        ("Nhân Ngày Sách Việt Nam 21/4, Sở Văn hóa và Hội Nhà văn", ("Sở Văn hóa", "Hội Nhà văn")),
        (
            "Quỹ Xanh hỗ trợ các nước đang phát triển và Hội Luật gia",
            ("Quỹ Xanh hỗ trợ các nước đang phát triển", "Hội Luật gia"),
        ),
        ("Sở Y tế, Hội Chữ thập đỏ và các ban, ngành", ("Sở Y tế", "Hội Chữ thập đỏ")),
        ("Sở Xây dựng chủ trì, phối hợp với Sở Nội vụ", ("Sở Xây dựng", "Sở Nội vụ")),
        ("Ban Thư ký Diễn đàn Lúa gạo", ("Ban Thư ký Diễn đàn Lúa gạo",)),
        ("Người dân chờ đã lâu nên trước khi Tổ công tác của tỉnh Hà Nam", ("Tổ công tác của tỉnh Hà Nam",)),
        ("Bộ luật Hình sự", ()),
        ("TP", ()),
        ("Ban tổ chức", ()),
        ("Sáng 3/4, Đoàn", ()),
        ("Sáng 3/4, Quốc hội", ("Quốc hội",)),
        ("Ông Lê Văn Nam", ()),
        ("đã làm việc với Sở Xây dựng", ()),
        ("các báo chí", ()),
        ("Hội nghị lần thứ ba", ()),
        ("", ()),
    ],
)
def test_bodies_that_stand_together(text: str, bodies: tuple[str, ...]) -> None:
    assert joined(part(text), 0, len(text)).bodies == bodies


@pytest.mark.parametrize(
    ("text", "bodies", "slot"),
    [
        ("Ngày 2/3, Sở Y tế tổ chức hội nghị tổng kết.", ("Sở Y tế",), "hold"),
        ("Chiều 2/3, HĐND tỉnh họp phiên bất thường.", ("HĐND tỉnh",), "meet"),
        ("Hội thảo về lúa gạo do Viện Lúa chủ trì diễn ra hôm qua.", ("Viện Lúa",), "by"),
        (
            "Sáng 2/3, Vụ Sức khỏe bà mẹ - trẻ em (Bộ Y tế) tổ chức hội thảo.",
            ("Vụ Sức khỏe bà mẹ - trẻ em (Bộ Y tế)",),
            "hold",
        ),
        (
            "Hội thảo do Hội Luật gia TP. Cần Thơ phối hợp với Sở Tư pháp tổ chức.",
            ("Hội Luật gia TP. Cần Thơ", "Sở Tư pháp"),
            "by",
        ),
        ("Đó là ý kiến tại hội nghị thường niên của Hiệp hội Cà phê sáng 5/5.", ("Hiệp hội Cà phê",), "of"),
        ("Tại họp báo thường kỳ Bộ Công Thương chiều nay, ông nói.", ("Bộ Công Thương",), "beside"),
        (
            "Cuộc họp bàn phương án chống hạn ở các huyện phía nam trong mùa khô năm nay "
            "của Sở Nông nghiệp sáng 3/3.",
            ("Sở Nông nghiệp",),
            "last of",
        ),
        ("Sáng 2/3, Sở Y tế Hải Phòng đã có buổi làm việc với bệnh viện.", ("Sở Y tế Hải Phòng",), "meet"),
        ("Sáng 2/3, tại trụ sở Bộ Nội vụ diễn ra cuộc họp về biên chế.", ("Bộ Nội vụ",), "seat"),
        ("Ông Lê Văn Nam, Phó Giám đốc Sở Y tế, chủ trì hội nghị tổng kết.", ("Sở Y tế",), "chair"),
        ("Phó Giám đốc Sở Y tế Lê Văn Nam đã làm việc với bệnh viện.", ("Sở Y tế",), "person"),
        ("Cuộc giao ban tháng giữa UBND tỉnh Hà Nam với các sở.", ("UBND tỉnh Hà Nam",), "between"),
        (
            "Tại hội thảo của Cục Thủy lợi (Bộ Nông nghiệp) sáng 3/3, ông nói.",
            ("Cục Thủy lợi (Bộ Nông nghiệp)",),
            "of",
        ),
        (
            "Chiều 2/3, tại phòng họp giao ban UBND huyện Tam Nông, hai bên họp.",
            ("UBND huyện Tam Nông",),
            "seat",
        ),
    ],
)
def test_places_where_those_who_hold_it_stand(text: str, bodies: tuple[str, ...], slot: str) -> None:
    sentence = part(text)
    found = list(mentions(sentence))
    name = candidates(found[0])[-1] if found else None
    slots = {r.bodies: r.features for r in readings([sentence], found, name, people(text))}
    assert f"slot={slot}" in slots[bodies]


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Sáng 2/3, Sở Y tế tổ chức hội nghị.", "hold,when=day"),
        ("Tháng 5, Sở Y tế tổ chức hội nghị.", "hold,when=month"),
        ("Trước đó, sáng 2/3, Sở Y tế tổ chức hội nghị.", "hold,when=earlier"),
        ("Sở Y tế tổ chức hội nghị.", "hold,when=none"),
        ("Sở Y tế tổ chức hội nghị.", "hold,gap=none"),
        ("Sở Y tế sang thăm và làm việc với bệnh viện.", "meet,gap=sang"),
    ],
)
def test_time_of_the_clause_and_words_between(text: str, feature: str) -> None:
    sentence = part(text)
    found = readings([sentence], list(mentions(sentence)), None, [])
    assert feature in next(r.features for r in found if r.bodies == ("Sở Y tế",))


def test_a_person_is_no_part_of_the_body() -> None:
    text = "Chủ tịch UBND tỉnh Hà Nam Lê Văn Nam đã triệu tập cuộc họp khẩn."
    sentence = part(text)
    found = readings([sentence], list(mentions(sentence)), None, people(text))
    assert {r.bodies for r in found} == {("UBND tỉnh Hà Nam",)}


def test_a_meeting_not_held_has_no_holder() -> None:
    sentence = part("Chiều 2/3, Ngân hàng Sao Mai thông báo không tổ chức đại hội như dự kiến.")
    found = readings([sentence], list(mentions(sentence)), None, [])
    assert not any("slot=hold" in r.features for r in found)


@pytest.mark.parametrize(
    ("text", "linked", "apart"),
    [
        ("Ông Lê Văn Nam, Phó Giám đốc Sở Y tế, chủ trì hội nghị.", ["Lê Văn Nam"], []),
        (
            "Ông Lê Văn Nam và bà Trần Thị Hoa đồng chủ trì phiên họp.",
            ["Lê Văn Nam", "Trần Thị Hoa"],
            [],
        ),
        ("Hội nghị diễn ra dưới sự chủ trì của ông Lê Văn Nam.", ["Lê Văn Nam"], []),
        ("Chủ trì cuộc họp, ông Lê Văn Nam nêu rõ kết quả.", ["Lê Văn Nam"], []),
        (
            "Chủ trì hội nghị có ông Lê Văn Nam, bà Trần Thị Hoa.",
            ["Lê Văn Nam", "Trần Thị Hoa"],
            [],
        ),
        ("Ông Lê Văn Nam phát biểu, bà Trần Thị Hoa chủ trì.", ["Trần Thị Hoa"], ["Lê Văn Nam"]),
        ("Ông Lê Văn Nam, Tổng Giám đốc điều hành Công ty Sao Mai, nói.", [], []),
        ("Không ai nhắc đến ông Lê Văn Nam.", [], []),
    ],
)
def test_people_beside_a_verb_of_presiding(text: str, linked: list[str], apart: list[str]) -> None:
    sentence = part(text)
    found = presiders([sentence], list(mentions(sentence)), None, people(text))
    assert [p.name for p in found if "linked" in p.features] == linked
    assert [p.name for p in found if "linked" not in p.features] == apart


@settings(max_examples=60)
@given(st.text(alphabet='BộSởUBND tổchứcdođượcvàvới,.()“”"1/2\n\u0130', max_size=150))
def test_bodies_stand_in_the_text(text: str) -> None:
    group = joined(part(text), 0, len(text))
    flat = " ".join(text.split())
    assert all(body in flat for body in group.bodies)
    assert 0 <= group.start <= len(text)
