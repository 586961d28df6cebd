"""Keywords: choosing distinct ones, putting documents together."""

import pytest

from vnpolicy.analysis.keywords import GROUPINGS, distinct, holds, keywords
from vnpolicy.corpus.store import Corpus
from vnpolicy.errors import UsageError


@pytest.mark.parametrize(
    ("long", "short", "expected"),
    [
        ("quy hoạch rừng", "rừng", True),
        ("khiếu nại, tố cáo", "nại tố", True),
        ("quy hoạch rừng", "ừng", False),
        ("rừng", "quy hoạch rừng", False),
    ],
)
def test_holds(long: str, short: str, expected: bool) -> None:
    assert holds(long, short) is expected


def test_distinct_prefers_another_subject() -> None:
    scored = [["quy hoạch rừng", 2.0], ["rừng", 1.9], ["nợ xấu", 1.7]]
    assert [form for form, _ in distinct(scored, 2)] == ["quy hoạch rừng", "nợ xấu"]


def test_distinct_leaves_out_another_spelling() -> None:
    scored = [["COVID-19", 2.0], ["Covid 19", 1.9], ["nợ xấu", -3.0]]
    assert [form for form, _ in distinct(scored, 3)] == ["COVID-19", "nợ xấu"]


def test_another_grouping_is_refused() -> None:
    with Corpus.memory() as corpus, pytest.raises(UsageError, match="century"):
        keywords(corpus, by="century")


@pytest.mark.parametrize("by", GROUPINGS)
def test_empty_corpus(by: str) -> None:
    with Corpus.memory() as corpus:
        assert keywords(corpus, by=by).rows == []
