"""Full text search and its snippets."""

import hashlib
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnpolicy.corpus.search import MOST_WORDS, parse, snippet
from vnpolicy.corpus.store import Corpus
from vnpolicy.errors import UsageError
from vnpolicy.model import Cleaned, Document, Header

TEXTS = {
    "industry": ("Công nghiệp hóa nông thôn", "Tỉnh sẽ đẩy mạnh công nghiệp hóa ở các huyện miền núi."),
    "hoa": ("Chợ hoa", "Khu công nghiệp nọ trồng hoa; nghiệp vụ của phòng công tác là hóa đơn."),
    "country": ("Bài phát biểu", "Cả đất nước cùng chung tay. Nghị quyết số 37-NQ/TW được nhắc lại."),
    "water": (None, "Nước sông dâng lên làm đất ven bờ sạt lở nặng, theo Nghị quyết 37 của TW."),
    "plain": ("Tin ngan", "cong nghiep hoa dat nuoc viet khong dau"),
}


def document(name, title, body):
    digest = hashlib.sha256(name.encode()).hexdigest()
    return Document(
        digest[:10], digest, body, "text", "utf-8", Cleaned(((0, len(body)),), Header(title=title)), 1, None
    )


@pytest.fixture(scope="module")
def corpus():
    with Corpus.memory() as opened:
        opened.add((name, "1", document(name, *text)) for name, text in TEXTS.items())
        yield opened


def found(corpus, query, **more):
    names = {stored.doc: stored.paths[0] for stored in corpus.headers()}
    return [names[hit.doc] for hit in corpus.search(query, **more)]


SAME = ["cong nghiep hoa", "CÔNG NGHIỆP HOÁ", "công nghiệp hóa", "công nghiệp hoá", "Công  Nghiệp\nHóa"]


@pytest.mark.parametrize("query", [*SAME, *(unicodedata.normalize("NFD", q) for q in SAME)])
def test_spelling_does_not_matter(corpus, query):
    assert corpus.search(query) == corpus.search("công nghiệp hóa")
    assert found(corpus, query) == ["industry", "plain", "hoa"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dat nuoc", ["country", "plain", "water"]),
        ("đất nước", ["country", "plain", "water"]),
        ('"đất nước"', ["country", "plain"]),
        ('"dat nuoc" nghi quyet', ["country"]),
        ("nghị quyết tw", ["country", "water"]),
        ("37-NQ/TW", ["country"]),
        ("37 - nq/tw", ["country"]),
        ("37", ["country", "water"]),
        ("cho", ["hoa"]),
        ("không có ở đâu", []),
        ("AND", []),
        ("title:hoa", []),
        ("hoa*", ["hoa", "plain", "industry"]),
        ('công nghiệp NOT "hóa', ["hoa"][:0]),
        ("(hoa OR", []),
        ("đất AND", []),
    ],
)
def test_what_is_found(corpus, query, expected):
    assert sorted(found(corpus, query)) == sorted(expected)
    if query in ("dat nuoc", "đất nước"):
        assert found(corpus, query)[-1] == "water"


def test_the_phrase_comes_before_its_syllables_and_scores_fall(corpus):
    hits = corpus.search("công nghiệp hóa")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[1].score >= 1 > hits[2].score >= 0


def test_limit_and_among(corpus):
    docs = {stored.paths[0]: stored.doc for stored in corpus.headers()}
    every = corpus.search("công nghiệp hóa")
    for n in range(5):
        assert corpus.search("công nghiệp hóa", limit=n) == every[:n]
    assert found(corpus, "hoa", among={docs["plain"], docs["hoa"], docs["water"]}, limit=1) == ["hoa"]
    assert found(corpus, "hoa", among=set()) == []


@pytest.mark.parametrize("query", ["", " ", "?!", '""', '" - "', "/", "​", "_", "%%"])
def test_a_query_without_words_is_wrong_usage(corpus, query):
    with pytest.raises(UsageError, match="at least one word"):
        corpus.search(query)


@settings(max_examples=300)
@given(st.text(alphabet=st.characters() | st.sampled_from('"()*:^-+/{}[]AND ORNT37đ\x00'), max_size=40))
def test_no_query_breaks_it(query):
    with Corpus.memory() as corpus:
        corpus.add([("a", "1", document("a", "tên", "a b c 37 and or not đất"))])
        try:
            corpus.search(query)
        except UsageError as error:
            assert "at least one word" in str(error)


def test_a_very_long_query_is_answered(corpus):
    body = " ".join(f"chữ{n}" for n in range(3000))
    with Corpus.memory() as corpus:
        corpus.add([("a", "1", document("a", None, body))])
        assert len(corpus.search(body)) == 1
        assert len(corpus.search(f'"{body}"')) == 1
        assert len(corpus.search(" ".join(f'"chữ{n}"' for n in range(3000)))) == 1
    assert len(parse(body).free) == MOST_WORDS


LONG = " ".join(f"t{n}" for n in range(100))


@pytest.mark.parametrize(
    ("title", "body", "query", "expected"),
    [
        ("", "Cả “đất nước” cùng\nchung  tay.", "dat nuoc", "Cả “«đất nước»” cùng chung tay."),
        ("", "đất của nước", "đất nước", "«đất» của «nước»"),
        ("", "đất đất nước, nước", "đất nước", "đất «đất nước», nước"),
        ("Về đất nước", "đất này", "đất nước", "Về «đất nước»"),
        ("Về đất nước", "đất nước này", "đất nước", "«đất nước» này"),
        ("", "Hoá học và hoá đơn", "hóa", "«Hoá» học và «hoá» đơn"),
        ("", "số 37-NQ/TW và 37-NQ/TU", "37-nq/tw", "số «37-NQ/TW» và «37-NQ»/TU"),
        ("", "một hai. ba bốn một ba", '"hai ba" một', "«một» «hai. ba» bốn «một» ba"),
        ("", "hoabinh và hoa bình", "hoa", "hoabinh và «hoa» bình"),
        ("", "", "hoa", ""),
        ("Tên", "Thân bài", "khác", "Thân bài"),
    ],
)
def test_snippets(title, body, query, expected):
    assert snippet(title, body, parse(query)) == expected


@pytest.mark.parametrize("n", [0, 1, 14, 15, 16, 50, 84, 85, 99])
def test_a_snippet_has_thirty_words_round_the_hit(n):
    shown = snippet("", LONG, parse(f"t{n}"))
    assert f"«t{n}»" in shown
    assert len(re.findall(r"t\d+", shown)) == 30
    assert shown.startswith("…") == ("t0" not in shown.replace("«", "").replace("»", "").split())
    assert shown.endswith("…") == ("t99" not in shown.replace("«", "").replace("»", "").split())


@settings(max_examples=300)
@given(
    st.text(st.sampled_from("đấtnướcHÒA ,.\n37/_-“ǅﬁİ"), max_size=300),
    st.text(st.sampled_from("đấtnướcHÒA 37/-"), max_size=30),
)
def test_a_snippet_without_its_marks_stands_in_the_text(text, query):
    text = unicodedata.normalize("NFC", text)
    try:
        shown = snippet("", text, parse(query), ("[", "]"))
    except UsageError:
        return
    plain = shown.replace("[", "").replace("]", "").removeprefix("…").removesuffix("…")
    assert plain in " ".join(text.split())
    assert shown.count("[") == shown.count("]")
    assert "[]" not in shown
    assert "\n" not in shown


def test_a_snippet_of_a_text_without_spaces_is_short():
    shown = snippet("", "x" * 50_000 + " ab " + "-" * 50_000, parse("ab"))
    assert "«ab»" in shown
    assert len(shown) < 1000
