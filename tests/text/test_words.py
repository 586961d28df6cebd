import logging
import pickle
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given

from tests.text.strings import PIECES, texts
from vnpolicy.text import crf
from vnpolicy.text import words as module
from vnpolicy.text.sentences import sentences
from vnpolicy.text.tokens import pattern
from vnpolicy.text.unicode import new_tone, nfc
from vnpolicy.text.words import words

SAMPLES = [
    "Ủy ban nhân dân tỉnh đẩy mạnh công nghiệp hóa, hiện đại hóa nông nghiệp và nông thôn.",
    "Ông Nguyễn Văn Thủy, Giám đốc Sở Kế hoạch và Đầu tư, đề nghị sớm ban hành cơ chế đặc thù cho vùng.",
    "GS.TS. Lê An: 'Năm 2021, xuất khẩu đạt 1.200,5 tỷ USD (tăng 12%)', theo VNExpress.net!",
    "KH&CN và T.Ư; người H'Mông ở Tp. Hà Giang gửi thư tới a.b-c@tinh.gov.vn, xem http://tinh.gov.vn/tin/1?x=2.",
    "Từ 15/6 đến 18-6-2017, lúc 08:30:00, xe 43H-0530 chạy 60km/h; lô 3x4...",
    "Loại 4K, 30°C, gọi 03-573-2357 => xong -> hết.",
    "Thể thao: vui quá :)) <3 =)) v.v. và e-mail, ThS. Hồ, Mr. Bin, UBND. Bốn--năm >> sáu",
    "1,5; 100,000,000; a_b; x+y=z^2",
    "A",
    "Hà Nội",
    "Bộ Y tế.",
    "chủ nghĩa xã hội khoa học và cách mạng xã hội chủ nghĩa",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đẩy mạnh công nghiệp hóa.", ["Đẩy mạnh", "công nghiệp hóa", "."]),
        ("Đẩy mạnh công nghiệp hoá.", ["Đẩy mạnh", "công nghiệp hoá", "."]),
        ("Theo Nghị quyết số 37-NQ/TW.", ["Theo", "Nghị quyết", "số", "37-NQ/TW", "."]),
        ("(15/2020/NĐ-CP),", ["(", "15/2020/NĐ-CP", ")", ","]),
        ("Luật 59/2020/QH14", ["Luật", "59/2020/QH14"]),
        ("05/2019/TTLT-BTC-BNV", ["05/2019/TTLT-BTC-BNV"]),
        ("749/QĐ-TTg. Sau", ["749/QĐ-TTg", ".", "Sau"]),
        ("37-NQ/TWHội nghị", ["37-NQ/TWHội", "nghị"]),
        ("18-NQ/T.Ư và", ["18-NQ/T.Ư", "và"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [w.text for w in words(text)] == expected


def test_white_space_within_a_word_is_kept() -> None:
    text = "Hội  nghị ở Hà\tNội"
    assert [w.text for w in words(text)] == ["Hội  nghị", "ở", "Hà\tNội"]


def test_sentences_may_be_given() -> None:
    text = "Một. Hà Nội họp."
    assert words(text, sentences(text)[1:]) == words(text)[2:]


@pytest.mark.parametrize(
    ("spans", "numbers", "expected"),
    [
        ("01 23 45", "23", "01 23 45"),  # bounds that fit stay
        ("03 35", "13", "01 13 35"),  # what a word has before a number stays a word
        ("02 25", "03", "03 35"),  # and what it has behind
        ("05", "13", "01 13 35"),
        ("01 12 23 35", "13", "01 13 35"),
        ("01 15 56", "24", "01 12 24 45 56"),
        ("02 26", "13 45", "01 13 34 45 56"),
        ("01", "13", "01 13"),
        ("", "12", "12"),
        ("12", "12", "12"),
        ("12 34", "23 45", "12 23 34 45"),
    ],
)
def test_a_number_is_one_word(spans: str, numbers: str, expected: str) -> None:
    def pairs(written: str) -> list[tuple[int, int]]:
        return [(int(one[0]), int(one[1])) for one in written.split()]

    assert list(module._join("abcdefg", pairs(spans), pairs(numbers))) == pairs(expected)


def test_spaces_around_a_number_belong_to_no_word() -> None:
    assert list(module._join("a 12 b", [(0, 6)], [(2, 4)])) == [(0, 1), (2, 4), (5, 6)]
    assert list(module._join(" 12 ", [(0, 4)], [(1, 3)]))[:1] == [(1, 3)]


@given(texts)
def test_spans(text: str) -> None:
    end = 0
    for word in words(text):
        assert word.text == text[word.start : word.end] == word.text.strip() != ""
        assert text[end : word.start].strip() == ""
        end = word.end
    assert text[end:].strip() == ""


@given(texts)
def test_tone_placement_does_not_move_words(text: str) -> None:
    text = nfc(text)
    spans = [(w.start, w.end) for w in words(new_tone(text))]
    assert [(w.start, w.end) for w in words(text)] == spans


def test_the_model_file_is_read() -> None:
    # should a version of underthesea store it otherwise, words still come, but slowly: that should be known
    assert module._labeller().__qualname__ == "Tagger.label"


def test_another_model_format_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MODEL", "no/such/folder")
    module._labeller.cache_clear()
    try:
        assert [w.text for w in words("Hà Nội họp.")] == ["Hà Nội", "họp", "."]
        assert module._labeller().__qualname__ != "Tagger.label"
    finally:
        module._labeller.cache_clear()


@pytest.mark.parametrize("data", [b"", b"lCRF", b"x" * 48, b"lCRF\0\0\0\0FOMCd\0\0\0" + b"\0" * 32])
def test_no_model(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "models.bin").write_bytes(data)
    with pytest.raises(crf.UnknownFormat):
        crf.load(tmp_path)


def test_other_models() -> None:
    package = Path(find_spec("underthesea").submodule_search_locations[0])
    data = bytearray((package / module._MODEL / "models.bin").read_bytes())
    weights, steps = crf.read_model(bytes(data))
    with pytest.raises(crf.UnknownFormat, match="unknown feature U"):
        crf.Tagger({"U[0]=a": 1.0}, steps, set())
    assert crf.Tagger({name: weights[name] for name in [*weights][:9]}, steps, {"a b"}).label([["a", "b"]])
    for at, value in (
        (0, b"X"),
        (8, b"X"),
        (12, b"X"),
        (20, b"X"),
    ):  # kind of file, of model, version, labels
        with pytest.raises(crf.UnknownFormat):
            crf.read_model(bytes(data[:at]) + value + bytes(data[at + 1 :]))
    at_labels = crf._HEADER.unpack_from(data)[8]
    with pytest.raises(crf.UnknownFormat, match="no string table"):
        crf.read_model(bytes(data[:at_labels]) + b"XXXX" + bytes(data[at_labels + 4 :]))


def test_a_word_list_is_a_set(tmp_path: Path) -> None:
    package = Path(find_spec("underthesea").submodule_search_locations[0])
    (tmp_path / "models.bin").symlink_to(package / module._MODEL / "models.bin")
    (tmp_path / "dictionary.bin").write_bytes(pickle.dumps(["a"]))
    with pytest.raises(crf.UnknownFormat, match="no set"):
        crf.load(tmp_path)


def test_rows_grow() -> None:
    rows = crf._Rows([(0.0, 1.0), (2.0, 3.0)])
    many = 5000  # more than there is room for at first
    assert [rows.add((float(n), -float(n))) for n in range(many)] == [*range(2, many + 2)]
    assert rows.array[:, 1].tolist() == [2.0, 3.0]
    assert rows.array[:, 4500].tolist() == [4498.0, -4498.0]
    rows.forget()
    assert rows.add((7.0, 7.0)) == 2


def test_same_as_underthesea(capsys: pytest.CaptureFixture[str]) -> None:
    level, handlers = logging.getLogger().level, logging.getLogger().handlers[:]
    theirs = module._underthesea()
    assert (logging.getLogger().level, logging.getLogger().handlers) == (level, handlers)
    from underthesea import word_tokenize
    from underthesea.pipeline.word_tokenize.regex_tokenize import tokenize

    ours = module._labeller()
    together: list[list[str]] = [[]]
    for text in [*SAMPLES, *(" ".join(PIECES[i:] + PIECES[:i]) for i in range(0, len(PIECES), 5))]:
        for sentence in sentences(text.replace("\ud800", "").replace("ð", "")):
            placed = new_tone(sentence.text)
            tokens = [m[0] for m in pattern().finditer(placed)]
            assert tokens == tokenize(placed, use_token_normalize=False)
            assert ours([tokens]) == theirs([tokens])
            together.append(tokens)
            joined = [" ".join(placed[a:b].split()) for a, b in module._segment(placed, sentences(placed))]
            if len(sentences(placed)) == 1:
                expected = word_tokenize(placed, use_token_normalize=False)
                assert [w.replace(" ", "") for w in joined] == [w.replace(" ", "") for w in expected]
    assert theirs([]) == ours([]) == [] and theirs([[]]) == ours([[]]) == [[]]
    assert ours(together) == theirs(together)
    assert [len(labels) for labels in theirs([["\ud800", "a"], [], ["b"]])] == [2, 0, 1]


def test_underthesea_is_not_imported() -> None:
    code = (
        "import logging, socket, sys\n"
        "socket.socket = None\n"
        "from vnpolicy.text.words import words\n"
        "assert len(words('Hà Nội họp.')) == 3\n"
        "assert 'underthesea' not in sys.modules and 'sklearn' not in sys.modules\n"
        "assert not logging.getLogger().handlers\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    "unit",
    ["a", "A", "1", "a.", "1.", "A.", "a-", "a+-", "http:", "http://!", "a@", "\ud800", "😀", "\x00", "-"],
)
def test_long_runs_take_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    begin = time.process_time()
    found = words(text)
    assert time.process_time() - begin < 8
    assert found[0].start == 0
    assert found[-1].end == len(text)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    package = Path(find_spec("underthesea").submodule_search_locations[0])
    tagger = crf.load(package / module._MODEL)
    monkeypatch.setattr(crf, "_MOST_REMEMBERED", 20)
    for text in SAMPLES * 2:
        tokens = text.split()
        assert tagger.label([tokens]) == module._labeller()([tokens])
        assert len(tagger._syllables) <= 20
        assert all(len(groups.remembered) <= 20 for groups in tagger._groups)
