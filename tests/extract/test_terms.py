"""Words, candidates and their scores."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.extract.candidates import Candidates, candidates
from vnpolicy.extract.forms import display_key, is_person, is_titled
from vnpolicy.extract.keyphrase_features import Features, countryman, ends_with_person, worth_a_look
from vnpolicy.extract.stopwords import LAYERS, layer
from vnpolicy.extract.terms import MOST_PHRASES, MOST_TERMS, terms
from vnpolicy.extract.tokens import Part, tokens
from vnpolicy.lexicon import lines, table
from vnpolicy.model import Sentence, Word


def cut(text: str) -> list[Word]:
    """Words marked by hand: `_` joins syllables, a space or a mark parts words."""
    marked = re.finditer(r"[\w&/-]+|[^\w\s]", text)
    return [Word(m.start(), m.end(), m[0].replace("_", " ")) for m in marked]


def found_in(text: str) -> Candidates:
    """The candidates of a sentence marked as for `cut`."""
    plain = text.replace("_", " ")
    return candidates(tokens([Part(plain, [Sentence(0, len(plain), plain, 0)], cut(text))]))


def keys(text: str) -> set[str]:
    return set(found_in(text).keys)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nợ_xấu của ngân_hàng", {"nợ xấu", "ngân hàng", "nợ xấu của ngân hàng"}),
        ("xử_lý nợ_xấu .", {"nợ xấu", "xử lý nợ xấu"}),
        ("theo Nghị_định 67 thì", {"nghị định", "nghị định 67"}),
        ("và Quyết_định số 935/QĐ-TTg", {"quyết định", "935/qđ-ttg", "quyết định số 935/qđ-ttg"}),
        ("đã phát_triển", set()),
        ("khiếu_nại, tố_cáo", {"khiếu nại", "tố cáo", "khiếu nại, tố cáo"}),
    ],
)
def test_candidates(text: str, expected: set[str]) -> None:
    got = keys(text)
    assert expected <= got
    if not expected:
        assert not got


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("nợ_xấu ; ngân_hàng", "nợ xấu ngân hàng"),  # a clause ends
        ("hôm_nay ngân_hàng", "hôm nay ngân hàng"),  # begins with a word of time
        ("ngân_hàng khẳng_định nợ_xấu", "ngân hàng khẳng định nợ xấu"),  # a reporting verb stands between
        ("phát_triển", "phát triển"),  # too broad alone
    ],
)
def test_no_candidates(text: str, never: str) -> None:
    assert never not in keys(text)


@pytest.mark.parametrize("mark", [" -", ","])
def test_office_is_no_part(mark: str) -> None:
    found = keys(f"theo Lê_Văn_Thử{mark} Bí_thư Tỉnh_ủy Lào_Cai")
    assert "tỉnh ủy lào cai" in found
    assert "lê văn thử" in found and not any("-" in key or "," in key or "bí thư" in key for key in found)


@pytest.mark.parametrize(
    ("text", "whole", "expected"),
    [
        ("gặp Quốc_hội Lê_Văn_Thử", "quốc hội lê văn thử", True),
        ("ở trường Lê_Văn_Thử", "trường lê văn thử", False),
        ("theo Lê_Văn_Thử", "lê văn thử", False),
        ("với thành_phố Hồ_Chí_Minh", "thành phố hồ chí minh", False),
    ],
)
def test_ends_with_person(text: str, whole: str, expected: bool) -> None:
    found = found_in(text)
    assert ends_with_person(found, found.keys.index(whole)) is expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Ý Marco Bellini", True),
        ("Nam Phi Anna Smit", True),
        ("Mỹ Latinh", False),
        ("Áo - Hungary Thử", False),
        ("Việt Nam Airlines Thử", False),
        ("Ý yêu Marco Bellini", False),
        ("Marco Bellini", False),
    ],
)
def test_countryman(form: str, expected: bool) -> None:
    assert countryman(form) is expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("HLV Phan Thử", True),
        ("ThS Mẫu", True),
        ("HLV", False),
        ("HLV trưởng", False),
        ("TS Phan Thử nói", False),
        ("Phan Thử", False),
        ("", False),
    ],
)
def test_is_titled(form: str, expected: bool) -> None:
    assert is_titled(form) is expected


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("lúa giá đồng/kg, bán", "đồng/kg", False),
        ("phòng HIV/AIDS, lao", "hiv/aids", True),
        ("theo quyết_định 67/2014, rồi", "quyết định 67/2014", True),
    ],
)
def test_units_are_not_worth_a_look(text: str, key: str, expected: bool) -> None:
    found = found_in(text)
    assert (key in {found.keys[at] for at in worth_a_look(found)}) is expected


def test_evidence_beside_a_candidate() -> None:
    found = found_in("ông Lê_Văn_Thử khẳng_định “nợ_xấu” giảm, Lê_Văn_Thử về")
    person, debt = map(found.keys.index, ("lê văn thử", "nợ xấu"))
    evidence = [found.counts[name][person] for name in ("count", "titled", "speaks", "quoted")]
    assert evidence == [2, 1, 1, 0]
    assert [found.counts[name][debt] for name in ("count", "quoted")] == [1, 1]


def test_words_beside_are_counted_once() -> None:
    found = found_in("mở nợ_xấu lớn, đóng nợ_xấu lớn, mở nợ_xấu nhỏ và giảm Nợ_xấu")
    at = found.keys.index("nợ xấu")
    assert (found.before[at], found.after[at]) == (3, 2)  # mở, đóng, giảm; lớn, nhỏ
    assert (found.display(at), found.lasts[at] + 1) == ("nợ xấu", len(found.tokens))


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("longer", "nợ xấu", 0.5),  # of two uses, one within `xử lý nợ xấu`
        ("shorter", "xử lý nợ xấu", 2),  # `nợ xấu` stands twice, it once
        ("words", "xử lý nợ xấu", 2),
        ("syllables", "xử lý nợ xấu", 4),
        ("closes", "nợ xấu", 1),
        ("place_last", "nợ xấu", 0.75),
    ],
)
def test_features(name: str, key: str, expected: float) -> None:
    found = found_in("xử_lý nợ_xấu ; giảm nợ_xấu")
    chosen = worth_a_look(found)
    at = [found.keys[n] for n in chosen].index(key)
    assert Features(found, chosen).columns[name][at] == pytest.approx(expected)


def test_abbreviations_are_one_word() -> None:
    plain = "Bộ NN&PTNT"
    words = [Word(0, 2, "Bộ"), Word(3, 5, "NN"), Word(5, 6, "&"), Word(6, 10, "PTNT")]
    assert tokens([Part(plain, [Sentence(0, 10, plain, 0)], words)]).keys == ["bộ", "nn&ptnt"]


def test_abbreviation_is_parted_from_its_neighbour() -> None:
    plain = "hỏi UBND tỉnh"
    words = [Word(0, 3, "hỏi"), Word(4, 13, "UBND tỉnh")]
    assert tokens([Part(plain, [Sentence(0, 13, plain, 0)], words)]).keys == ["hỏi", "ubnd", "tỉnh"]


@pytest.mark.parametrize(
    ("form", "person"),
    [
        ("Nguyễn Văn An", True),
        ("Trần Bình", True),
        ("Lâm Đồng", False),
        ("Hội Nông dân", False),
        ("nguyễn văn an", False),
        ("Nguyễn", False),
    ],
)
def test_is_person(form: str, person: bool) -> None:
    assert is_person(form) is person


@pytest.mark.parametrize(("text", "key"), [("Công nghiệp  hoá", "công nghiệp hóa"), ("UỶ BAN", "ủy ban")])
def test_display_key(text: str, key: str) -> None:
    assert display_key(text) == key


TITLE = "Hội thảo về nuôi tôm sinh thái ở Cà Mau"
BODY = (
    "Hội thảo bàn cách nuôi tôm sinh thái dưới tán rừng ngập mặn.\n"
    "Ông Lê Văn Thử cho biết nuôi tôm sinh thái giúp giữ rừng ngập mặn. "
    "Vùng nuôi tôm sinh thái của tỉnh đã rộng hơn."
)


def made(title: str, body: str) -> dict:
    from vnpolicy.text.sentences import sentences
    from vnpolicy.text.words import words

    split = sentences(body)
    return terms(title, body, split, words(body, split))


def test_terms() -> None:
    found = made(TITLE, BODY)
    best = [form.lower() for form, *_ in found["phrases"][:4]]
    assert any("tôm sinh thái" in form for form in best)
    assert "lê văn thử" not in found["terms"]
    assert found["terms"]["cà mau"] == [1, -1]
    scores = [score for _, score, *_ in found["phrases"]]
    assert scores == sorted(scores, reverse=True)


def test_title_within_the_body_counts_once() -> None:
    apart, within = made(TITLE, BODY), made(TITLE, f"{TITLE}\n{BODY}")
    assert {k: v[0] for k, v in apart["terms"].items()} == {k: v[0] for k, v in within["terms"].items()}


@pytest.mark.parametrize("body", ["", "\n\n", "…", "123 456", "!" * 50])
def test_nothing_to_count(body: str) -> None:
    assert made("", body) == {"terms": {}, "phrases": []}


@given(st.text(alphabet=st.sampled_from("aàn Aố.,;-&/\n1'Đ"), max_size=60))
def test_any_text(body: str) -> None:
    words = [Word(s.start(), s.end(), s[0]) for s in re.finditer(r"\w+|[^\w\s]", body)]
    sentences = [Sentence(0, len(body), body, 0)] if body.strip() else []
    found = terms("", body, sentences, words)
    assert len(found["terms"]) <= MOST_TERMS and len(found["phrases"]) <= MOST_PHRASES
    shown = " ".join(body.split())
    assert all(form in shown for form, *_ in found["phrases"])


@pytest.mark.parametrize("name", LAYERS)
def test_layers_are_sorted_and_apart(name: str) -> None:
    entries = lines(f"stopwords_{name}.txt")
    assert list(entries) == sorted(set(entries))
    assert all(entry == display_key(entry) for entry in entries)
    assert not any(layer(name) & layer(other) for other in LAYERS if other != name)


def test_phrase_lists_are_sorted() -> None:
    for entries in table("phrases.toml").values():
        assert entries == sorted(set(entries))
