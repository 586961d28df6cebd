import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from files import zipped

from vnpolicy.errors import Refused
from vnpolicy.read.convert import to_raw
from vnpolicy.read.source import Source


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_document() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    document.core_properties.title = "Bản nháp cũ"
    document.add_paragraph("Giữ rừng đầu nguồn", "Title")
    document.add_heading("Nội dung", 1)
    document.add_paragraph("Sáng 12-5, Sở họp\nở hội trường.")
    for text in ("mở cửa rừng", "", "trồng lại rừng"):
        document.add_paragraph(text, "List Bullet")
    for text in ("việc một", "", "việc hai"):
        document.add_paragraph(text, "List Number")
    rows = document.add_table(2, 2).rows
    for row, cells in zip(rows, (("Xã", "Số hộ"), ("Bản Xa", "")), strict=True):
        row.cells[0].text, row.cells[1].text = cells
    boxed = document.add_table(1, 1).rows[0].cells[0]
    boxed.text = "Khung"
    boxed.add_table(1, 2).rows[0].cells[1].text = "trong khung"
    document.add_paragraph("Hết.")
    raw = to_raw(Source("a.txt", saved(document)))
    assert (raw.format, raw.facts) == ("docx", {"title": "Giữ rừng đầu nguồn"})
    assert raw.text.split("\n") == [
        *("Giữ rừng đầu nguồn", "Nội dung", "Sáng 12-5, Sở họp", "ở hội trường."),
        *("- mở cửa rừng", "- trồng lại rừng", "1. việc một", "2. việc hai"),
        *("Xã | Số hộ", "Bản Xa | ", "Khung", " | trong khung", "Hết."),
    ]


def test_changes_links_and_controls() -> None:
    document = docx.Document()
    document.add_paragraph("").text = "Trước"
    for xml in (
        '<w:p {}><w:r><w:t>còn </w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>thêm</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>',
        "<w:p {}><w:hyperlink><w:r><w:t>nối</w:t><w:noBreakHyphen/><w:t>kết</w:t></w:r></w:hyperlink></w:p>",
        "<w:sdt {}><w:sdtContent><w:p><w:r><w:t>trong ô</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    ):
        document.element.body.insert(1, parse_xml(xml.format(nsdecls("w"))))
    assert to_raw(Source("a.docx", saved(document))).text.split("\n") == [
        "Trước",
        "trong ô",
        "nối-kết",
        "còn thêm",
    ]


def test_refused() -> None:
    data = saved(docx.Document())
    huge = io.BytesIO(data)
    with zipfile.ZipFile(huge, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", b" " * 3_000_000)
    for made, reason in (
        (data, "no text in this Word document"),
        (data[:-200], "broken"),
        (zipped({"word/document.xml": "<a/>"}), "broken Word document"),
        (huge.getvalue(), "100 times its size"),
    ):
        with pytest.raises(Refused, match=reason):
            to_raw(Source("a.docx", made))
