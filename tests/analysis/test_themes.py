"""Themes: factors of made-up reports."""

import subprocess
import sys

import pytest

from vnpolicy.analysis.factors import factorize, number_of_themes
from vnpolicy.analysis.keywords import holds
from vnpolicy.analysis.themes import document_themes, themes, themes_each
from vnpolicy.corpus.store import Corpus

SEA = ("tàu cá", "ngư dân", "cảng cá", "thủy sản", "đánh bắt xa bờ")
BANK = ("nợ xấu", "ngân hàng", "tín dụng", "lãi suất", "tài sản bảo đảm")


def report(number: int, words: tuple[str, ...]) -> tuple:
    """A made-up report that uses these words, the first the most."""
    counts = {word: [1 + (i + number) % 3, i] for i, word in enumerate(words)}
    return (f"d{number:02}", counts, [[word, 0.5, 2, 0, 0] for word in words[:2]])


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
    assert factorize(reports, None, 0) == {"themes": [], "documents": {}}


@pytest.mark.parametrize("n", [1, 2, 3, 5])
@pytest.mark.parametrize("count", [None, 1, 2, 20])
def test_small_corpora(n: int, count: int | None) -> None:
    found = factorize(REPORTS[:n], count, 0)
    assert 1 <= len(found["themes"]) <= n
    assert set(found["documents"]) == {doc for doc, _, _ in REPORTS[:n]}
    assert len({t["label"] for t in found["themes"]}) == len(found["themes"])


def test_number_of_themes_grows_with_the_corpus() -> None:
    numbers = [number_of_themes(n) for n in (1, 5, 50, 500, 5000, 50_000)]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1 and numbers[-1] <= 30


def test_empty_corpus() -> None:
    with Corpus.memory() as corpus:
        assert themes(corpus).rows == [] and themes_each(corpus).rows == [] and document_themes(corpus) == {}


def test_stored_themes_need_no_heavy_import() -> None:
    program = (
        "import sys\n"
        "from vnpolicy.analysis.themes import document_themes\n"
        "from vnpolicy.corpus.store import Corpus\n"
        "corpus = Corpus.memory()\n"
        "corpus.store_derived('themes', {'themes': [{'label': 'A'}], 'documents': {'d': [0, 1.0]}})\n"
        "assert document_themes(corpus) == {'d': 'A'}\n"
        "assert not {'numpy', 'sklearn', 'underthesea', 'pandas'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
