from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.analysis.summary import Picture
from vnpolicy.corpus.records import Stored
from vnpolicy.model import Event
from vnpolicy.show.pages import pictures_page, removed_marked
from vnpolicy.show.terminal import console

REPORT = Stored("1a2b3c4d5e", "Bàn cách giữ nước", "2022-05-19T09:12", "a.vn", 300, None, ("a.txt",))
OTHER = Stored("2b3c4d5e6f", "Nước cho mọi nhà", "2022-05-20", "a.vn", 200, None, ("b.txt",))
FACTS = Event("Hội nghị nước sạch", "2022-05-18", "text", "2022-05-19", "Huế", "Huế", ("Sở A",), ("Trần B",))
AGENDA = {"kind": "theme", "number": None, "text": "Nước cho mọi nhà", "speaker": None, "reports": 2}
SAID = {
    "kind": "directive",
    "text": "giao các xã rà soát",
    "addressee": "các xã",
    "reports": 1,
    "role": "Giám đốc",
}


def drawn(picture: Picture, width: int) -> str:
    stream = io.StringIO()
    console(stream, True, width).print(pictures_page([picture], "vi", width))
    return stream.getvalue()


def picture(facts: Event = FACTS, speaker: str | None = "Trần B") -> Picture:
    said = {**SAID, "speaker": speaker}
    return Picture("E1", facts, REPORT, (REPORT, OTHER), (AGENDA,), (said,))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [40, 100, 100_000])
def test_summary_tells_everything(width: int) -> None:
    out = " ".join(drawn(picture(), width).split())
    for part in (
        "Hội nghị nước sạch",
        "18/05/2022 – 19/05/2022 · Huế · 2 tin · E1",
        "Sở A",
        "Trần B, Giám đốc",
    ):
        assert part in out
    for part in (
        "chủ đề",
        "Nước cho mọi nhà (2/2 tin)",
        "chỉ đạo",
        "giao các xã rà soát (→ các xã; 1/2 tin)",
    ):
        assert part in out


def test_what_is_not_known_is_said_or_left_out() -> None:
    out = drawn(picture(Event(), None), 100)
    # an event without a name goes by the title of its fullest report
    assert "Bàn cách giữ nước" in out
    assert "(không nêu người phát biểu)" in out
    assert "None" not in out


def test_removed_marked() -> None:
    raw = "Menu\n\nThân bài một.\nQuảng cáo\nThân bài hai.\n"
    kept = [(raw.index("Thân"), raw.index("Quảng")), (raw.index("Thân bài hai"), len(raw))]
    assert removed_marked(raw, kept) == "[-Menu-]\n\nThân bài một.\n[-Quảng cáo-]\nThân bài hai.\n"
    assert removed_marked(raw, [(0, len(raw))]) == raw


@given(st.text(st.characters(exclude_characters="[]-")), st.lists(st.integers(0, 40)))
def test_removed_marked_loses_nothing(raw: str, cuts: list[int]) -> None:
    cuts = sorted(min(cut, len(raw)) for cut in cuts)
    kept = list(zip(cuts[::2], cuts[1::2], strict=False))
    assert removed_marked(raw, kept).replace("[-", "").replace("-]", "") == raw
