from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnpolicy
from vnpolicy.corpus.records import GroupKind, PathStatus
from vnpolicy.model import AgendaKind, ProposalKind, Value
from vnpolicy.show.cells import Lang, date, heading, plain, shown, visible

LABELS = Path(vnpolicy.__file__).parent / "lexicon" / "labels.toml"


@pytest.mark.parametrize(
    ("value", "english", "vietnamese"),
    [
        ("2021", "2021", "2021"),
        ("2021-10", "2021-10", "10/2021"),
        ("2021-07-13", "2021-07-13", "13/07/2021"),
        ("2021-07-14T13:48", "2021-07-14 13:48", "14/07/2021 13:48"),
        ("2021-07-14T13:48:10+07:00", "2021-07-14 13:48", "14/07/2021 13:48"),
        ("--07-13", "07-13", "13/07"),
        ("mùa thu", "mùa thu", "mùa thu"),
        ("", "", ""),
    ],
)
def test_date(value: str, english: str, vietnamese: str) -> None:
    assert (date(value, "en"), date(value, "vi")) == (english, vietnamese)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("a; b", "a; b"),
        (["a", "b"], "a; b"),
        ([], ""),
        (3, "3"),
        (0.5, "0.5"),
        ({"name": "Hội nghị"}, '{"name": "Hội nghị"}'),
    ],
)
def test_plain(value: Value, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Hội nghị [bold]đậm[/]", "Hội nghị [bold]đậm[/]"),
        ("\x1b[31mđỏ", "␛[31mđỏ"),
        ("a\x9b31m\x7f", "a<U+009B>31m\u2421"),
        ("abc\u202edef", "abc<U+202E>def"),
        ("\ud800", "<U+D800>"),
        ("dòng\nhai\tcột", "dòng\nhai\tcột"),
    ],
)
def test_visible(text: str, safe: str) -> None:
    assert visible(text) == safe


@given(st.text())
def test_visible_leaves_nothing_that_steers(text: str) -> None:
    safe = visible(text)
    assert visible(safe) == safe
    assert not [c for c in safe if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]


@pytest.mark.parametrize(
    ("column", "value", "lang", "text"),
    [
        ("kind", "recommendation", "vi", "kiến nghị"),
        ("kind", "session", "vi", "phiên"),
        ("kind", "directive", "en", "directive"),
        ("published", "2021-07-13", "vi", "13/07/2021"),
        ("title", "recommendation", "vi", "recommendation"),
        ("score", 0.25, "en", "0.250"),
        ("score", 1.0, "vi", "1,000"),
        ("title_from", "line 4", "vi", "dòng 4"),
        ("group", "corpus", "vi", "toàn kho"),
        ("sources", ["a.vn", "b.vn"], "en", "a.vn; b.vn"),
        ("reason", "empty file", "vi", "tệp trống"),
        (
            "agree",
            ["date: 2021-07-13", "same text: 96% of the shorter"],
            "vi",
            "ngày: 13/07/2021; trùng nguyên văn: 96% của bài ngắn hơn",
        ),
        ("agree", ["date: 2021-07-13", "kinds: họp"], "en", "date: 2021-07-13; kinds: họp"),
        (
            "conflict",
            ["no day named by both", "place: Huế / Vinh"],
            "vi",
            "không cùng nêu ngày nào; địa điểm: Huế / Vinh",
        ),
    ],
)
def test_shown(column: str, value: Value, lang: Lang, text: str) -> None:
    assert shown(column, value, lang) == text


def test_every_label_has_both_languages() -> None:
    labels = tomllib.loads(LABELS.read_text(encoding="utf-8"))
    for group in (
        labels["columns"],
        labels["phrases"],
        labels["tables"],
        labels["compared"],
        *labels["values"].values(),
    ):
        assert list(group) == sorted(group)
        assert all(set(words) == {"en", "vi"} for words in group.values())


def test_every_kind_and_column_has_a_label() -> None:
    labels = tomllib.loads(LABELS.read_text(encoding="utf-8"))
    kinds = {*get_args(AgendaKind), *get_args(ProposalKind), *get_args(GroupKind)}
    assert kinds <= set(labels["values"]["kind"])
    assert set(get_args(PathStatus)) | {"failed"} == set(labels["values"]["status"])
    assert heading("speaker", "vi") == "Người phát biểu"
    assert heading("unheard_of", "vi") == "unheard_of"
