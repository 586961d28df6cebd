"""What `show` has in structures, as people read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vnpolicy.analysis.listing import SHOW
from vnpolicy.model import Table
from vnpolicy.show.briefing import documents
from vnpolicy.show.cells import Lang, plain, shown
from vnpolicy.show.webpage import webpage

EVENT = {
    "id": "E1a2b3c4d5",
    "name": "Hội nghị nước sạch",
    "date": "2023-04-03",
    "date_from": "text",
    "end_date": "2023-04-04",
    "place": "Huế",
    "province": "Huế",
    "organizers": ["Sở Y tế", "Sở Xây dựng"],
    "chairs": [],
    "reports": 2,
}
TOPIC = {"kind": "topic", "number": "1", "text": "giá\nnước", "speaker": None, "start": 0, "end": 8}
ASKED = {
    "kind": "recommendation",
    "text": "hỗ trợ vốn",
    "speaker": "Lê Văn An",
    "role": "Giám đốc",
    "addressee": "tỉnh",
    "start": 9,
    "end": 19,
}
CITED = {"number": "1/NQ-TW", "type": "nghị quyết", "issuer": None, "date": "2023-01-02"}


@pytest.mark.parametrize(
    ("column", "value", "lang", "text"),
    [
        (
            "agenda",
            [TOPIC, {**TOPIC, "number": None}],
            "vi",
            "• nội dung (1): giá nước\n• nội dung: giá nước",
        ),
        ("proposals", [ASKED], "en", "recommendation: hỗ trợ vốn (Lê Văn An, Giám đốc; → tỉnh)"),
        (
            "proposals",
            [{**ASKED, "speaker": None, "role": None, "addressee": None}],
            "vi",
            "kiến nghị: hỗ trợ vốn",
        ),
        ("citations", [CITED], "vi", "1/NQ-TW (nghị quyết, 02/01/2023)"),
        ("citations", [{**CITED, "type": None, "date": None}], "en", "1/NQ-TW"),
        ("agenda", [], "en", ""),
        (
            "event",
            EVENT,
            "vi",
            "Tên: Hội nghị nước sạch\nNgày: 03/04/2023 – 04/04/2023\nĐịa điểm: Huế\nTỉnh, thành phố: Huế\n"
            "Đơn vị tổ chức: Sở Y tế; Sở Xây dựng\nMã sự kiện: E1a2b3c4d5 (2 tin)",
        ),
        ("proposals", 3, "vi", "3"),
        ("event", "E1a2b3c4d5", "vi", "E1a2b3c4d5"),
    ],
)
def test_shown(column: str, value: Any, lang: Lang, text: str) -> None:
    assert shown(column, value, lang) == text


def test_programs_still_get_json() -> None:
    assert plain([TOPIC]).startswith('[{"kind": "topic"')


def shown_document(**more: Any) -> Table:
    empty: dict[str, Any] = dict.fromkeys(SHOW)
    told = {**empty, "doc": "1a2b", "path": "a.txt", "body": "Dòng *một*.\n\nDòng hai.", "event": EVENT}
    told |= {"agenda": [TOPIC], "proposals": [ASKED], "citations": [], **more}
    return Table("show", SHOW, [tuple(told.values())])


def test_a_page_of_markdown() -> None:
    out = "".join(documents(shown_document(title="Nước # sạch").records(), "en"))
    assert out.startswith("## Nước \\# sạch\n\n- Document: 1a2b\n- Path: a.txt\n\n### Event\n\n- Name: Hội")
    assert "\n### Agenda\n\n- topic (1): giá nước\n\n### Proposals\n\n- recommendation: hỗ trợ" in out
    assert out.endswith("### Text\n\nDòng \\*một\\*.\n\nDòng hai.\n") and "Cited" not in out


def test_a_page_of_html_has_the_columns_below_one_another() -> None:
    table = shown_document(title=None)
    out = "".join(webpage(table, "en", {}, Path.cwd()))
    assert "<h2>(no title)</h2>" in out and '<th scope="row">Agenda</th><td>topic (1): giá nước</td>' in out
    assert "Cited documents" not in out and "{" not in out.split("</style>")[1]
    assert out.count("<tr>") == out.count("</tr>") and out.endswith("</html>\n")
