import pytest
from files import Text, pdf, wrapped

from vnpolicy.errors import Refused
from vnpolicy.read import limits
from vnpolicy.read import pdf as module
from vnpolicy.read.convert import to_raw
from vnpolicy.read.source import Reading, Source

FIRST = (
    "Sáng 12-5, tại thành phố Buôn Ma Thuột, Sở Nông nghiệp họp bàn cách giữ rừng đầu nguồn, nơi hơn bốn"
    " mươi con suối bắt đầu chảy về vùng đồng bằng và nuôi cả triệu hộ dân suốt mùa khô."
)
SECOND = (
    "Ông Trần Văn Nam đề nghị tỉnh sớm ban hành quy chế phối hợp giữa kiểm lâm và các xã, vì nhiều năm nay"
    " việc này mỗi nơi làm một khác, còn người dân thì không biết gọi cho ai khi thấy cháy."
)
TITLE = "Giữ rừng đầu nguồn: xã nào cũng phải góp một tay"


def text_of(*pages: list[Text]) -> list[str]:
    raw = to_raw(Source("a.txt", pdf(pages)))
    assert (raw.format, raw.facts) == ("pdf", {})
    return raw.text.split("\n")


def test_paragraphs_are_made_whole() -> None:
    page = [(60.0, 800.0, 16.0, TITLE)]
    page += wrapped(FIRST, 60, 760, 400)
    page += wrapped(SECOND, 60, page[-1][1] - 26, 400)
    assert text_of(page) == [TITLE, FIRST, SECOND]


def test_paragraphs_by_their_indent() -> None:
    page: list[Text] = []
    for text in (FIRST, SECOND, FIRST):
        (x, y, size, line), *rest = wrapped("xxxx " + text, 60, page[-1][1] - 14 if page else 760, 400)
        page += [(x + 25, y, size, line.removeprefix("xxxx ")), *rest]
    assert text_of(page) == [FIRST, SECOND, FIRST]


def test_short_lines_stay() -> None:
    lines = ["Thành phần", "- Sở Nông nghiệp", "- Chi cục Kiểm lâm và các hạt", "Địa điểm: hội trường"]
    assert text_of([(60.0, 700.0 - 14 * i, 10.0, line) for i, line in enumerate(lines)]) == lines


def test_a_heading_of_two_lines_is_one() -> None:
    page = [(60.0, 800.0, 18.0, "Giữ rừng đầu nguồn:"), (60.0, 778.0, 18.0, "góp một tay")]
    assert text_of(page + wrapped(FIRST, 60, 740, 400)) == ["Giữ rừng đầu nguồn: góp một tay", FIRST]


@pytest.mark.parametrize(
    ("end", "begin", "whole"),
    [
        ("tri-", "ển khai", "triển khai"),
        ("công-ten-", "nơ mới", "công-ten-nơ mới"),
        ("Nghị quyết 37-", "NQ/TW", "Nghị quyết 37-NQ/TW"),
        ("inter-", "national", "international"),
        ("rừng -", "biển", "rừng - biển"),
    ],
)
def test_hyphens(end: str, begin: str, whole: str) -> None:
    filler = "đây là " * 9
    lines = ("Đây cũng là " * 6 + "à?", filler + end, begin + " xong.", "Đây vẫn là " * 7 + "ừ.")
    page = [(60.0, 700.0 - 14 * i - 20 * (i > 2), 10.0, line) for i, line in enumerate(lines)]
    assert f"{filler}{whole} xong." in "\n".join(text_of(page))


def test_columns_are_read_one_after_the_other() -> None:
    title = (60.0, 800.0, 16.0, "Hai cột " * 6)
    left, right = wrapped(f"{FIRST} {FIRST}", 60, 760, 200), wrapped(f"{SECOND} {SECOND}", 320, 760, 200)
    mixed = [line for pair in zip(left, right, strict=False) for line in pair]
    mixed += left[len(right) :] + right[len(left) :]
    assert text_of([title, *mixed]) == [title[3].strip(), f"{FIRST} {FIRST}", f"{SECOND} {SECOND}"]


def test_rows_of_tables_stay_rows() -> None:
    page = [(x, y, 10.0, f"ô {x:.0f} {y:.0f}") for y in (700.0, 686.0) for x in (60.0, 200.0, 400.0)]
    assert text_of(page) == [
        "ô 60 700 | ô 200 700 | ô 400 700",
        "ô 60 686 | ô 200 686 | ô 400 686",
    ]


def test_what_repeats_on_the_edges_of_pages_goes() -> None:
    pages = []
    for number, text in enumerate((FIRST, SECOND, FIRST.upper(), SECOND.upper()), 1):
        head = [(60.0, 820.0, 9.0, "Bản tin tỉnh"), (400.0, 806.0, 9.0, f"Số {number} của năm")]
        pages.append([*head, *wrapped(text, 60, 760, 400), (280.0, 30.0, 9.0, f"Trang {number}/4")])
    assert text_of(*pages) == [FIRST, SECOND, FIRST.upper(), SECOND.upper()]


def test_what_only_looks_alike_stays() -> None:
    pages = [
        [(60.0, 760.0, 10.0, f"Điều {number}."), *wrapped(text, 60, 740, 400)]
        for number, text in ((2, FIRST), (5, SECOND), (6, FIRST))
    ]
    assert [line for line in text_of(*pages) if line.startswith("Điều")] == ["Điều 2.", "Điều 5.", "Điều 6."]


def test_a_paragraph_goes_on_over_the_page() -> None:
    lines = wrapped(FIRST, 60, 80, 400)
    over = [(x, 760.0 - 14 * i, size, text) for i, (x, _, size, text) in enumerate(lines[2:])]
    page = [*lines[:2], (300.0, 20.0, 9.0, "1")]
    assert text_of(page, [*over, (300.0, 20.0, 9.0, "2")]) == [FIRST]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([[]], picture=True), "scanned PDF without text"),
        (pdf([[(60, 20, 8, "Người ký: Văn phòng")], [], []], picture=True), "scanned PDF without text"),
        (pdf([[]]), "PDF without text"),
        (pdf([[(60, 700, 10, "mật")]], protected=True), "password-protected PDF"),
        (pdf([[(60, 700, 10, "hỏng")]])[:300], "broken PDF"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "broken PDF"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        to_raw(Source("a.pdf", data))


@pytest.mark.parametrize(
    ("program", "reason"),
    [("import os; os.abort()", "broke down"), ("import time; time.sleep(60)", "takes more than 1 seconds")],
)
def test_a_parser_that_crashes_or_hangs(tmp_path, monkeypatch, program: str, reason: str) -> None:
    path = tmp_path / "pages.py"
    path.write_text(program)
    monkeypatch.setattr(module, "_PROGRAM", path)
    monkeypatch.setattr(limits, "PATIENCE", 1)
    with pytest.raises(Refused, match=reason):
        to_raw(Source("a.pdf", pdf([[(60, 700, 10, "x")]])), Reading(seconds=1))
