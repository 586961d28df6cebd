import pytest

from vnpolicy.errors import Refused
from vnpolicy.read.convert import is_html, to_raw
from vnpolicy.read.source import Reading, Row, Source

PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Bến Tre chống mặn cho vườn dừa - Báo Mẫu</title>
<meta property="og:site_name" content="Báo Mẫu">
<link rel="canonical" href="https://example.vn/ben-tre-chong-man.html"></head>
<body><nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/t">Thời sự</a></li></ul></nav>
<article><h1>Bến Tre chống mặn cho vườn dừa</h1><p class="date">Thứ Tư, 05/08/2020, 07:15 (GMT+7)</p>
<p>Sáng 4/8, huyện Giồng Trôm họp bàn cách giữ nước ngọt cho hơn mười nghìn héc ta dừa trước mùa khô tới.</p>
<p>Phó chủ tịch huyện nói rằng ba cống ngăn mặn đã xong, còn hai cống nữa phải xong trước tháng mười một.</p>
<p>Bà con đề nghị huyện cho mượn máy bơm và báo độ mặn mỗi ngày qua loa xã để kịp đóng cống.</p>
<table><tr><td>Cống</td><td>Ngày xong</td></tr><tr><td>Cái Chiên</td><td>30/9</td></tr></table></article>
<footer>Giấy phép số 1/GP</footer></body></html>"""


def test_text() -> None:
    raw = to_raw(Source("a.txt", "\ufeffHội nghị\r\nbàn việc nước".encode()))
    assert (raw.text, raw.format, raw.facts) == ("Hội nghị\nbàn việc nước", "text", {})


def test_markdown_by_its_name() -> None:
    assert to_raw(Source("a.md", b"# Title\n")).format == "markdown"


@pytest.mark.parametrize("name", ["a.html", "a.txt", "-"])
def test_html_by_its_content(name: str) -> None:
    raw = to_raw(Source(name, PAGE.encode()))
    assert raw.format == "html"
    assert raw.facts == {
        "title": "Bến Tre chống mặn cho vườn dừa",
        "published": "2020-08-05T07:15",
        "source": "Báo Mẫu",
        "url": "https://example.vn/ben-tre-chong-man.html",
    }
    lines = raw.text.split("\n")
    assert any(line.startswith("Sáng 4/8") and line.endswith("mùa khô tới.") for line in lines)
    assert any("Cái Chiên" in line and "30/9" in line for line in lines)
    assert "Trang chủ" not in raw.text
    assert "Giấy phép" not in raw.text


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2021-07-14T13:48:00+07:00">', "2021-07-14T13:48"),
        ('<meta name="pubdate" content="05/08/2021 07:15">', "2021-08-05T07:15"),
        (
            '<script type="application/ld+json">{"@graph":[{"datePublished":"2021-07-14"}]}</script>',
            "2021-07-14",
        ),
        ('<script type="application/ld+json">{broken</script>', "2020-08-05T07:15"),
    ],
)
def test_publication_date_of_html(head: str, published: str) -> None:
    page = PAGE.replace("</head>", head + "</head>")
    assert to_raw(Source("a.html", page.encode())).facts["published"] == published


def test_html_in_a_declared_encoding() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="utf-16"')
    assert "héc ta dừa" in to_raw(Source("a.html", page.encode("utf-16"))).text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<html><body>x</body></html>", True),
        ("  <!-- x -->\n<!doctype HTML>", True),
        ("<div><p>a</p><p>b</p><p>c</p></div>", True),
        ("Khi a < b và c > d thì <b>e</b>", False),
        ("Văn bản thường", False),
    ],
)
def test_is_html(text: str, html: bool) -> None:
    assert is_html(text) is html


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.html", b"<html><body><nav></nav></body></html>", "no main text"),
        ("a.txt", b"%PDF-1.7 ...", "broken PDF"),
        ("a.docx", b"PK\x03\x04 word/document.xml", "broken Word"),
        ("a.doc", b"\xd0\xcf\x11\xe0", r"\.doc"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
        ("a.rtf", b"{\\rtf1 x}", "RTF"),
        ("a.rar", b"Rar!\x1a\x07", "RAR"),
        ("a.txt", bytes(range(256)) * 9, "binary"),
    ],
)
def test_refused(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        to_raw(Source(name, data))


def test_too_large() -> None:
    small = Reading(size=1)
    with pytest.raises(Refused, match=r"16,000 characters of text; --max-size"):
        to_raw(Source("a.txt", b"x" * 40_001), small)
    with pytest.raises(Refused, match="larger than 1 MB for an HTML page"):
        to_raw(Source("a.html", b"<html>" + b" " * 1_000_001), small)
    assert to_raw(Source("a.txt", b"x" * 40_001)).text


def test_encoding_by_order() -> None:
    raw = to_raw(Source("a.txt", "Hội nghị".encode("utf-16-le")), Reading(encoding="utf-16-le"))
    assert raw.text == "Hội nghị"


def test_row() -> None:
    row = Row("csv", "utf-8", (("title", "Tên"), ("source", "Báo Khác")))
    raw = to_raw(Source("a.csv#1", PAGE.encode(), row=row))
    assert (raw.format, raw.facts["title"], raw.facts["source"]) == ("csv", "Tên", "Báo Khác")
    assert raw.facts["published"] == "2020-08-05T07:15"
    assert "Trang chủ" not in raw.text
    assert to_raw(Source("a.csv#2", b"Kh\xc3\xb4ng\r\n", row=row)).text.strip() == "Không"


def test_text_that_begins_with_a_bracket_is_text() -> None:
    assert to_raw(Source("a.txt", "{Hội nghị} bàn việc nước".encode())).format == "text"


def test_a_row_in_an_old_font_is_mended() -> None:
    cell = "Uû ban nh©n d©n tØnh häp vÒ c«ng t¸c phßng chèng lôt b·o"
    raw = to_raw(Source("a.jsonl#1", cell.encode(), row=Row("jsonl", "utf-8")))
    assert (raw.text, raw.encoding) == (
        "Uỷ ban nhân dân tỉnh họp về công tác phòng chống lụt bão",
        "utf-8+tcvn3",
    )
