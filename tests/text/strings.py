"""Texts that Hypothesis makes: any characters at all, and what looks like reports."""

from hypothesis import strategies as st

# fmt: off
PIECES = (
    "Hội nghị", "ông Lê Văn An", "GS.TS.", "TP.", "Đ/c", "v.v.", "ngày 5/9", "13-7", "sáng 2.6",
    "tháng 7/2021", "quý II/2022", "2021 - 2025", "37-NQ/TW", "15/2020/NĐ-CP", "59/2020/QH14", "1.200",
    "40 %", "thủy sản", "số hoá", "khỏe", "https://a.vn/x.Y?z", "a.b@c.vn", ".", ". ", "...", "…", "./.",
    "?", "!", "“", "”", '"', "(", ")", ":", ";", ",", "\n", "\n\n", "\n- ", "\n1. ", " ", "\t", "X.", "I.",
    "H'Mông", "2x3", "10:30", "và", "đến", "từ", "năm", "\u200b", "\u00a0", "\ud800", "\x00", "ð", "😀",
)
# fmt: on
reports = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)
texts = st.one_of(reports, anything)
