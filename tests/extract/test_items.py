import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.extract import items as module
from vnpolicy.extract.event import judged
from vnpolicy.extract.items import items
from vnpolicy.extract.people import people
from vnpolicy.extract.statements import Found
from vnpolicy.model import AgendaItem, Proposal
from vnpolicy.text.sentences import sentences


def found(body: str) -> tuple[tuple[AgendaItem, ...], tuple[Proposal, ...]]:
    split = sentences(body)
    return items(body, split, people(body), judged(body, None, split).occasion)


@pytest.mark.parametrize(
    ("body", "text", "speaker", "kind", "addressee"),
    [
        (
            "Tại buổi làm việc, Chủ tịch UBND tỉnh Lê Quang Hợp đề nghị Bộ Giao thông vận tải sớm bố trí vốn "
            "nâng cấp quốc lộ 4.",
            "Bộ Giao thông vận tải sớm bố trí vốn nâng cấp quốc lộ 4",
            "Lê Quang Hợp",
            "recommendation",
            "Bộ Giao thông vận tải",
        ),
        (
            "Kết luận phiên họp, Thủ tướng Trần Đại Việt yêu cầu Bộ Công Thương kiểm tra toàn bộ kho xăng "
            "dầu trước ngày 20/3.",
            "Bộ Công Thương kiểm tra toàn bộ kho xăng dầu trước ngày 20/3",
            "Trần Đại Việt",
            "directive",
            "Bộ Công Thương",
        ),
        (
            "Chuyên gia Nguyễn Thùy Dung cho rằng, cần có cơ chế riêng để hợp tác xã nhỏ vay vốn dài hạn.",
            "cần có cơ chế riêng để hợp tác xã nhỏ vay vốn dài hạn",
            "Nguyễn Thùy Dung",
            "need",
            None,
        ),
    ],
)
def test_proposals(body: str, text: str, speaker: str, kind: str, addressee: str | None) -> None:
    _, proposals = found(body)
    assert [(p.text, p.speaker, p.kind, p.addressee) for p in proposals] == [(text, speaker, kind, addressee)]


@pytest.mark.parametrize(
    "body",
    [
        "Năm qua tỉnh đã trồng mới 1.200 ha rừng và giao khoán xong 90% diện tích.",
        "Bộ đang xây dựng thông tư, dự kiến ban hành trong quý IV.",
        "Giá lúa tăng 300 đồng một ký so với tuần trước.",
        "Thời tiết ngày mai nắng nóng, chiều tối có mưa rào vài nơi.",
        "Bà con đã nhiều lần kiến nghị lên xã nhưng vẫn chưa được trả lời.",
        "Cử tri đánh giá cao ngành Y tế đã mở thêm trạm xá; đẩy mạnh ứng dụng kỹ thuật mới; chú trọng "
        "giám sát các kho thuốc ở vùng cao.",
        "Tổng thống Lào Kham Phát (phải) và Tổng thống Pháp Luc Moreau.",
        "PV: Theo ông, xã cần phải làm gì để chợ hết dột?",
        "Tỉnh chú trọng kêu gọi đầu tư của người buôn muối nhằm giữ lấy nghề cũ.",
    ],
)
def test_facts_and_plans_are_no_proposals(body: str) -> None:
    assert found(body) == ((), ())


@pytest.mark.parametrize(
    "body",
    [
        "Sáng 5/6, Sở Du lịch tổ chức hội thảo với chủ đề “{}” tại Hội An.",
        "Hội thảo về nghề mở sáng 5/6 tại Hội An.\n\nChủ đề năm nay là “{}”.\n\nHơn hai trăm người dự.",
    ],
)
def test_theme_in_quotation_marks(body: str) -> None:
    theme = "Du lịch làng nghề trong mùa thấp điểm"
    agenda, _ = found(body.format(theme))
    assert ("theme", theme) in [(a.kind, a.text) for a in agenda]
    assert not any("năm nay" in a.text for a in agenda)


@pytest.mark.parametrize(
    "body",
    [
        "Hội nghị do Sở Công Thương mở, đồng chí Lương Bá Tùng, Giám đốc Sở, chủ trì tại điểm cầu Lào Cai.",
        "Hội thảo về nghề muối mở tại Bạc Liêu sáng 5/6.\n\nHội thảo bế mạc cùng ngày.",
        "Quốc hội thảo luận tại tổ trong hai ngày.",
    ],
)
def test_who_chairs_and_what_happens_is_no_agenda(body: str) -> None:
    agenda, _ = found(body)
    assert not [a.text for a in agenda if a.text.startswith(("đồng chí", "bế mạc", "luận"))]


@pytest.mark.parametrize(
    ("marks", "numbers"),
    [
        (["Thứ nhất, ", "Thứ hai, ", "Thứ ba, "], ["1", "2", "3"]),
        (["1. ", "2. ", "3. "], ["1", "2", "3"]),
        (["- ", "- ", "- "], [None, None, None]),
    ],
)
def test_announced_list_is_the_agenda(marks: list[str], numbers: list[str | None]) -> None:
    topics = [
        "giá nước sạch ở các xã bãi ngang tính ra sao",
        "ai sửa đường ống khi hết bảo hành",
        "hộ nghèo được miễn bao nhiêu khối",
    ]
    entries = "\n\n".join(m + t + "." for m, t in zip(marks, topics, strict=True))
    agenda, proposals = found(f"Chủ tọa đề nghị đại biểu tập trung thảo luận các nội dung sau:\n\n{entries}")
    assert [(a.text, a.number, a.kind) for a in agenda] == [
        (t, n, "topic") for t, n in zip(topics, numbers, strict=True)
    ]
    assert proposals == ()


_words = st.sampled_from(
    'đề nghị|yêu cầu|cần|phải|Ông Lê Văn Nam|Bộ Y tế|hội thảo|chủ đề|“|”|"|;|.|\n|:|thứ nhất,|(i)'
    "|xây đường|theo|,|- |thảo luận về|nói|İ|\u0301|…".split("|")
)


@given(st.lists(_words, max_size=40).map(" ".join))
def test_spans_give_the_text(body: str) -> None:
    agenda, proposals = found(body)
    for item in (*agenda, *proposals):
        assert " ".join(body[item.start : item.end].split()) == item.text != ""


@given(st.text(max_size=300))
def test_any_text_is_survived(body: str) -> None:
    found(body)


def test_entries_of_a_list_are_of_one_nature() -> None:
    agenda, proposals = found(
        "Ngày 12/3/2023, tại Lào Cai, UBND tỉnh tổ chức Hội thảo “Phòng, chống hạn hán vùng cao”.\n"
        "Hội nghị đã nghe lãnh đạo các sở: Nông nghiệp và Môi trường, Xây dựng trình bày các chuyên đề: "
        "Chuẩn bị nguồn nước cho vụ đông xuân ở vùng cao trong điều kiện hạn kéo dài; quản lý hồ đập nhỏ tại "
        "các xã biên giới trong ba năm; tăng cường hiệu quả hệ thống quan trắc trong phòng, chống hạn hán."
    )
    assert [item.text.split()[0] for item in agenda][-3:] == ["Chuẩn", "quản", "tăng"]
    assert proposals == ()


@pytest.mark.parametrize(
    ("body", "topics", "demands", "kept"),
    [
        # where both are found in one passage the likelier holds
        ("Bàn giá nước, nên giảm", [(4, 12, 0.5)], [(4, 22, 0.6)], "proposal"),
        ("Bàn giá nước, nên giảm", [(4, 12, 0.6)], [(4, 22, 0.6)], "topic"),
        ("Bàn giá nước, nên giảm", [(4, 12, 0.7)], [(4, 22, 0.6)], "topic"),
        # passages beside each other are both kept
        ("Bàn giá nước, nên giảm", [(4, 12, 0.7)], [(12, 22, 0.6)], "topic proposal"),
        ("Bàn giá nước, nên giảm", [(12, 22, 0.7)], [(4, 12, 0.6)], "proposal topic"),
        # one of two rivals is likelier
        ("Bàn giá nước, nên giảm", [(4, 8, 0.5), (9, 12, 0.7)], [(4, 22, 0.6)], "topic topic"),
        ("Bàn giá nước, nên giảm", [(4, 8, 0.5), (9, 12, 0.4)], [(4, 22, 0.6)], "proposal"),
        # entries of one list are of one nature
        ("Bàn giá nước; nên giảm", [(0, 3, 0.1), (4, 12, 0.7)], [(2, 22, 0.3)], "topic topic"),
        ("Bàn giá; nên; nên giảm", [(4, 7, 0.9), (9, 12, 0.2)], [(9, 22, 0.3)], "topic topic"),
        ("Bàn giá, nên; nên giảm", [(4, 7, 0.9), (9, 12, 0.2)], [(9, 22, 0.3)], "topic proposal"),
        # what stands in another sentence is no rival
        ("Bàn giá nước. Nên giảm", [(4, 12, 0.9)], [(14, 22, 0.3)], "topic proposal"),
    ],
)
def test_no_passage_is_both(
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    topics: list[tuple[int, int, float]],
    demands: list[tuple[int, int, float]],
    kept: str,
) -> None:
    def topic(start: int, end: int) -> AgendaItem:
        return AgendaItem("topic", None, body[start:end], None, start, end)

    def demand(start: int, end: int) -> Proposal:
        return Proposal("need", body[start:end], None, None, None, start, end)

    monkeypatch.setattr(module, "find_agenda", lambda *_: [Found(topic(s, e), p) for s, e, p in topics])
    monkeypatch.setattr(module, "find_proposals", lambda *_: [Found(demand(s, e), p) for s, e, p in demands])
    agenda, proposals = found(body)
    both = sorted([(a.start, "topic") for a in agenda] + [(p.start, "proposal") for p in proposals])
    assert " ".join(name for _, name in both) == kept


def test_what_is_told_twice_has_the_speaker_whom_the_text_names() -> None:
    words = "các chợ phải lợp lại mái trước mùa mưa và kê cao sạp bán muối"
    body = (
        f"Bà Hồ Thị Lư yêu cầu các xã dọn chợ. {words[0].upper()}{words[1:]}. Trời mưa. Chợ đông. "
        f"Ông Tạ Văn Sửu, Trưởng ban quản lý, nhấn mạnh: “{words[0].upper()}{words[1:]}”."
    )
    speakers = {p.speaker for p in found(body)[1] if p.text.lower() == words}
    assert speakers == {"Tạ Văn Sửu"}


def test_entries_have_the_body_that_heads_them() -> None:
    body = (
        "Chủ tịch UBND tỉnh yêu cầu các ngành thực hiện tốt các việc sau. 2. Sở Công Thương a) Chủ trì, phối "
        "hợp với UBND các huyện kiểm tra các kho muối trên địa bàn."
    )
    assert [p.addressee for p in found(body)[1]][-1] == "Sở Công Thương"
