import unicodedata

import pytest
from hypothesis import given

from tests.text.strings import texts
from vnpolicy.text.unicode import clean_controls, fold, new_tone, nfc, normalize, old_tone

TONES = [
    ("hóa", "hoá"),
    ("Hòa Bình", "Hoà Bình"),
    ("khỏe", "khoẻ"),
    ("thủy lợi, Ủy ban", "thuỷ lợi, Uỷ ban"),
    ("HÓA, Hóa, hÓa", "HOÁ, Hoá, hOá"),
    ("tọa đàm; lũy kế; xóe", "toạ đàm; luỹ kế; xoé"),
    ("số hóa.", "số hoá."),
    ("hóa_chất", "hóa_chất".replace("hóa", "hoá")),
]


@pytest.mark.parametrize(("old", "new"), TONES)
def test_tone_placement_both_ways(old: str, new: str) -> None:
    assert new_tone(old) == new
    assert old_tone(new) == old
    assert new_tone(new) == new
    assert old_tone(old) == old


@pytest.mark.parametrize(
    "text", ["quý", "Quỹ", "hoàn toán", "khuỷu", "thuỳên", "ngoài", "hòai", "oan", "hoa", "úa", "quả", "thuở"]
)
def test_tone_stays_after_q_and_in_closed_syllables(text: str) -> None:
    assert new_tone(text) == text
    assert old_tone(text) == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đất nước", "dat nuoc"),
        ("ƯỚC VỌNG", "uoc vong"),
        ("số hoá", "so hoa"),
        ("İSTANBUL ß ﬁ", "istanbul ß ﬁ"),
        ("한국", "한국"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
        ("a\u00a0b\u202fc\u3000d", "a b c d"),
        ("a\u200bb\u00adc\ufeffd\u202ee\x00f\x1bg\u2066h", "abcdefgh"),
        ("a\ud800b", "a\ufffdb"),
        ("Ðảng, ðất, ÐỀ ÁN, Ðinh, ÐƯỜNG", "Đảng, đất, ĐỀ ÁN, Đinh, ĐƯỜNG"),
        ("Ɖi", "Đi"),
        ("það, Ð, ðx, sið, Ðorður", "það, Ð, ðx, sið, Ðorður"),
        ("tie\u0302\u0301ng", "tiếng"),
        ("hoa\u200b\u0301", "hoá"),
        ("ð\u0061\u0302\u0301t", "đất"),
    ],
)
def test_clean_controls(text: str, clean: str) -> None:
    assert clean_controls(text) == clean


@given(texts)
def test_fold_keeps_offsets(text: str) -> None:
    composed = nfc(text)
    folded = fold(composed)
    assert len(folded) == len(composed)
    assert folded == "".join(map(fold, composed))


@given(texts)
def test_tone_placement_keeps_offsets(text: str) -> None:
    composed = nfc(text)
    assert len(new_tone(composed)) == len(old_tone(composed)) == len(composed)
    assert old_tone(new_tone(composed)) == old_tone(composed)
    assert new_tone(old_tone(composed)) == new_tone(composed)


@given(texts)
def test_normalize_is_idempotent_and_storable(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once.encode().decode() == once
    assert not set(once) & set("\r\x00\u200b\ufeff\u00a0")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a" + "\u0301" * 31, 31),
        ("a" + "\u0301\u0323" * 50_000 + "b", 32),
        ("\u05d0" + "\u05b0" * 100_000, 31),
        ("\U0001f600" * 50, 50),
        ("…" * 100 + "–" * 100, 200),
    ],
)
def test_more_marks_than_a_letter_can_have_go(text: str, kept: int) -> None:
    assert len(unicodedata.normalize("NFD", nfc(text))) == kept
