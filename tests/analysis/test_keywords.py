"""Keywords: choosing distinct ones, putting documents together."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.analysis.keywords import GROUPINGS, apart, distinct, holds, keywords, stop_list, stopped
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
    scored = [["COVID-19", 2.0], ["Covid 19", 1.9], ["Nghị định 9", 1.0], ["Nghị định số 9", 0.9]]
    assert [form for form, _ in distinct(scored, 4)] == ["COVID-19", "Nghị định 9"]


def test_distinct_leaves_out_a_piece_without_uses_of_its_own() -> None:
    scored = [["quy hoạch rừng", 2.0, 3], ["rừng", 1.9, 3], ["quy hoạch", 0.5, 4], ["nợ xấu", -9.0, 1]]
    assert [form for form, *_ in distinct(scored, 3)] == ["quy hoạch rừng", "quy hoạch", "nợ xấu"]


def test_distinct_prefers_other_words() -> None:
    scored = [["trồng rừng ven biển", 2.0], ["rừng ven sông", 1.9], ["nợ xấu", 1.85]]
    assert [form for form, _ in distinct(scored, 2)] == ["trồng rừng ven biển", "nợ xấu"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("an toàn lao động", "ATLĐ", 1),
        ("HĐND", "Hội đồng nhân dân", 1),
        ("Sở Nông nghiệp và Môi trường", "Sở NNMT", 2),
        ("nông nghiệp và môi trường", "NN&MT", 1),
        ("lao động, tiền lương", "LĐTL", 1),
        ("cây xanh", "CX", 2),  # two letters stand for too much
        ("trồng cây gây rừng", "thu cá giống rẻ", 2),
    ],
)
def test_distinct_leaves_out_an_abbreviation(one: str, other: str, expected: int) -> None:
    assert len(distinct([[one, 2.0], [other, 1.0]], 2)) == expected


def test_distinct_prefers_what_is_no_further_person() -> None:
    scored = [["Lê Văn An", 2.0, 1, 0, 1], ["Vũ Thị Bình", 1.9, 1, 0, 1], ["nợ xấu", 1.8, 1, 0, 0]]
    assert [form for form, *_ in distinct(scored, 2)] == ["Lê Văn An", "nợ xấu"]


def test_stop_list() -> None:
    assert stop_list("# of ours\n\nThuỷ  lợi # one\ncà phê\r\n") == {"thủy lợi", "cà phê"}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("cà phê", True),
        ("cà phê, hồ tiêu", True),
        ("phát triển cà phê", True),  # the other word is a stop word of ours
        ("cà phê chồn", False),
        ("phát triển", False),  # none of the user's
        ("cà", False),
        ("", False),
    ],
)
def test_stopped(key: str, expected: bool) -> None:
    assert stopped(key, {"cà phê", "hồ tiêu"}) is expected


def test_apart_prefers_what_is_sure() -> None:
    found = apart({"lúa": 20.0, "tôm": 1.0, "họp": 30.0}, {"lúa": 2.0, "họp": 60.0, "cá": 40.0})
    assert max(found, key=found.__getitem__) == "lúa"
    assert found["lúa"] > found["tôm"] > 0 and "cá" not in found


@pytest.mark.parametrize(
    ("ours", "rest"), [({}, {}), ({"a": 1.0}, {}), ({}, {"a": 1.0}), ({"a": 1}, {"a": 1})]
)
def test_nothing_to_tell_apart(ours: dict[str, float], rest: dict[str, float]) -> None:
    assert apart(ours, rest) == {}


COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1000))


@given(COUNTS, COUNTS)
def test_apart_one_way_only(ours: dict[str, float], rest: dict[str, float]) -> None:
    one, other = apart(ours, rest), apart(rest, ours)
    assert not one.keys() & other.keys()
    assert all(math.isfinite(z) and z > 0 for z in one.values())


def test_a_group_that_is_not_there() -> None:
    with Corpus.memory() as corpus, pytest.raises(UsageError, match="no source or month or event"):
        keywords(corpus, compare="nowhere")


def test_another_grouping_is_refused() -> None:
    with Corpus.memory() as corpus, pytest.raises(UsageError, match="century"):
        keywords(corpus, by="century")


@pytest.mark.parametrize("by", GROUPINGS)
def test_empty_corpus(by: str) -> None:
    with Corpus.memory() as corpus:
        assert keywords(corpus, by=by).rows == []
