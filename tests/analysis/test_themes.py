"""Themes: factors of made-up reports."""

import subprocess
import sys

import pytest

from vnpolicy.analysis import theme_sets
from vnpolicy.analysis import themes as tables
from vnpolicy.analysis.factors import evidence
from vnpolicy.analysis.keywords import holds
from vnpolicy.analysis.theme_count import by_size, number_of_themes
from vnpolicy.analysis.theme_sets import applied, read_theme_set
from vnpolicy.analysis.themes import document_themes, themes, themes_each
from vnpolicy.corpus.store import Corpus
from vnpolicy.errors import UsageError

SEA = ("tàu cá", "ngư dân", "cảng cá", "thủy sản", "đánh bắt xa bờ")
BANK = ("nợ xấu", "ngân hàng", "tín dụng", "lãi suất", "tài sản bảo đảm")


def report(number: int, words: tuple[str, ...]) -> tuple:
    """A made-up report that uses these words, the first the most."""
    counts = {word: [1 + (i + number) % 3, i] for i, word in enumerate(words)}
    return (f"d{number:02}", counts, [[word, 0.5, 2, 0, 0] for word in words[:2]])


def factorize(reports: list, count: int | None, seed: int, last: dict | None = None) -> dict:
    return theme_sets.factorize(reports, count, seed, last)[0]


REPORTS = [report(i, SEA if i % 2 else BANK) for i in range(10)]


def test_two_subjects_are_two_themes() -> None:
    found = factorize(REPORTS, 2, 0)
    assert {tuple(sorted(t["keywords"])) for t in found["themes"]} == {
        tuple(sorted(SEA)),
        tuple(sorted(BANK)),
    }
    assert len({found["documents"][f"d{i:02}"][0] for i in (1, 3, 5, 7, 9)}) == 1
    assert [t["documents"] for t in found["themes"]] == [5, 5]


def test_order_of_reports_does_not_matter() -> None:
    assert factorize(REPORTS, 2, 0) == factorize(REPORTS[::-1], 2, 0)


def test_personal_names_are_left_out() -> None:
    named = [(doc, terms, [*phrases, ["Trần Văn Thử", 3.0, 4, 0, 1]]) for doc, terms, phrases in REPORTS]
    assert all("Trần Văn Thử" not in t["keywords"] for t in factorize(named, 2, 0)["themes"])


def test_no_keyword_holds_another() -> None:
    rows = [report(i, (*SEA, "tàu", "tàu cá vỏ thép") if i % 2 else BANK) for i in range(10)]
    for theme in factorize(rows, 2, 0)["themes"]:
        words = theme["keywords"]
        assert not any(holds(a, b) for a in words for b in words if a != b)


@pytest.mark.parametrize("reports", [[], [("d0", {}, [])], [("d0", {}, []), ("d1", {}, [])]])
def test_no_words_no_themes(reports: list) -> None:
    found = factorize(reports, None, 0)
    assert (found["themes"], found["documents"]) == ([], {})


@pytest.mark.parametrize("n", [1, 2, 3, 5])
@pytest.mark.parametrize("count", [None, 1, 2, 20])
def test_small_corpora(n: int, count: int | None) -> None:
    found = factorize(REPORTS[:n], count, 0)
    assert 1 <= len(found["themes"]) <= n
    assert set(found["documents"]) == {doc for doc, _, _ in REPORTS[:n]}
    assert len({t["label"] for t in found["themes"]}) == len(found["themes"])


def test_number_of_themes_grows_with_a_small_corpus() -> None:
    numbers = [by_size(n) for n in (1, 5, 50, 500, 5000, 50_000)]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1 and numbers[-1] <= 30


SUBJECTS = (
    SEA,
    BANK,
    ("giáo viên", "học phí", "sách giáo khoa", "tuyển sinh", "trường học"),
    ("đường sắt", "cao tốc", "cầu vượt", "giải phóng mặt bằng", "nhà thầu"),
)


def test_number_of_themes_is_that_of_the_subjects() -> None:
    texts = [{word: [3 if n else 5, 0] for n, word in enumerate(SUBJECTS[i % 7 % 4])} for i in range(140)]
    found = evidence(
        [(f"d{i:03}", {**words, f"chuyện {i % 50}": [1, 0]}, []) for i, words in enumerate(texts)]
    )
    assert found is not None
    assert number_of_themes(found.matrix) == 4


def test_labels_are_phrases_that_cover_the_theme() -> None:
    rows = [report(i, (*SEA, "tàu", "tốt") if i % 2 else (*BANK, "tiền")) for i in range(20)]
    for theme in factorize(rows, 2, 0)["themes"]:
        phrases = theme["label"].lower().split(", ")
        assert 2 <= len(phrases) <= 3
        assert set(phrases) <= set(SEA) or set(phrases) <= set(BANK)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("HLV Phan Đình Thử", True),
        ("Bộ trưởng Lê Thị Mẫu", True),
        ("Thành phố Hồ Chí Minh", False),
        ("Ngân hàng Nhà nước", False),
    ],
)
def test_names_behind_titles_are_left_out(form: str, name: bool) -> None:
    rows = [(doc, terms, [*phrases, [form, 3.0, 4, 0, 0]]) for doc, terms, phrases in REPORTS[1::2]]
    rows += REPORTS[::2]
    shown = [
        word for t in factorize(rows, 2, 0)["themes"] for word in (*t["keywords"], *t["label"].split(", "))
    ]
    assert (form in shown) is not name


def test_short_form_of_a_name_is_left_out() -> None:
    """Who was named in full is named shortly afterwards."""
    named = [
        (doc, {**terms, "bảo châu": [5, 0]}, [*phrases, ["Trần Bảo Châu", 3.0, 1, 0, 1]])
        for doc, terms, phrases in REPORTS
    ]
    assert all("bảo châu" not in t["keywords"] for t in factorize(named, 2, 0)["themes"])


def test_themes_keep_number_and_label_when_reports_are_added() -> None:
    first = factorize([report(i, SEA if i % 3 else BANK) for i in range(12)], 2, 0)
    # now the other theme is the larger one, and a third one is there
    more = [report(i, SEA if i % 3 else BANK) for i in range(12)]
    more += [report(i, BANK if i % 4 else SUBJECTS[2]) for i in range(12, 48)]
    second = factorize(more, 3, 0, first)
    before = {t["label"]: t["number"] for t in first["themes"]}
    after = {t["label"]: t["number"] for t in second["themes"]}
    assert before.items() <= after.items()
    assert sorted(after.values()) == [1, 2, 3]
    sizes = [t["documents"] for t in second["themes"]]
    assert sizes == sorted(sizes, reverse=True)
    assert second == factorize(more[::-1], 3, 0, first)


def test_number_chosen_once_is_kept_while_the_corpus_has_its_size() -> None:
    first = factorize(REPORTS, 5, 0)
    grown = [*REPORTS, report(10, BANK)]
    assert factorize(grown, None, 0, first)["count"] == 5
    assert factorize([*REPORTS, *(report(i, BANK) for i in range(10, 20))], None, 0, first)[
        "count"
    ] == by_size(20)


def test_theme_set_on_later_reports() -> None:
    found, text = theme_sets.factorize(REPORTS, 2, 0)
    again = applied(read_theme_set(text, "set.json"), REPORTS)
    assert {d: place for d, (place, _) in again["documents"].items()} == {
        d: place for d, (place, _) in found["documents"].items()
    }
    later = [report(20, SEA), ("d21", {"điều lạ": [3, 0]}, []), ("d22", {}, [])]
    told = applied(read_theme_set(text, "set.json"), later)
    assert [t["label"] for t in told["themes"]] == [t["label"] for t in found["themes"]]
    assert list(told["documents"]) == ["d20"]
    assert sorted(t["documents"] for t in told["themes"]) == [0, 1]
    assert applied(read_theme_set(text, "set.json"), [])["documents"] == {}


GOOD = theme_sets.factorize(REPORTS, 2, 0)[1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a theme set"),
        ('{"kind": "other"}', "not a theme set"),
        (GOOD.replace('"version": 1', '"version": 9'), "another version"),
        (GOOD.replace('"idf"', '"other"'), "broken"),
        (GOOD.replace('"words"', '"other"'), "broken"),
        (GOOD.replace('"number": 2', '"number": 1'), "same name"),
        (GOOD.replace('"number": 2', '"number": "2"'), "broken"),
        (GOOD.replace('"ngân hàng": 0.', '"ngân hàng": -0.'), "broken"),
        (GOOD.replace('"themes": [', '"themes": [3, '), "broken"),
    ],
)
def test_broken_theme_sets(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_theme_set(text, "set.json")


def test_method_is_the_same_in_both_modules() -> None:
    assert tables._METHOD == theme_sets.METHOD


def test_empty_corpus() -> None:
    with Corpus.memory() as corpus:
        assert themes(corpus).rows == [] and themes_each(corpus).rows == [] and document_themes(corpus) == {}


def test_stored_themes_need_no_heavy_import() -> None:
    program = (
        "import sys\n"
        "from vnpolicy.analysis.themes import document_themes\n"
        "from vnpolicy.corpus.store import Corpus\n"
        "corpus = Corpus.memory()\n"
        f"found = {{'method': {theme_sets.METHOD}, 'themes': [{{'label': 'A'}}]}}\n"
        "found['documents'] = {'d': [0, 1]}\n"
        "corpus.store_derived('themes', found)\n"
        "assert document_themes(corpus) == {'d': 'A'}\n"
        "assert not {'numpy', 'sklearn', 'underthesea', 'pandas'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
