"""Sums of weights: a feature is there or not, however often it is named."""

from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.extract.linear import Linear

MODEL = Linear({"w:cần": 1.5, "w:phải": -0.25, "b:cần phải": 2.0, "long": 0.5}, -1.0, 0.5)
words = st.lists(st.sampled_from(["cần", "phải", "họp"]), max_size=12)


def test_a_feature_counts_once() -> None:
    assert MODEL.sum(["w:cần", "long", "w:cần", "unknown"], 1.0) == 3.0


@given(words, st.integers(0, 12), st.integers(0, 12))
def test_a_stretch_of_words_counts_as_its_features_do(given: list[str], start: int, end: int) -> None:
    weighed = MODEL.each("w:", given)
    assert weighed.sum(start, end, 0.5) == MODEL.sum(["w:" + word for word in given[start:end]], 0.5)


@given(words, st.integers(0, 12))
def test_no_stretch_counts_more_than_the_most(given: list[str], start: int) -> None:
    weighed = MODEL.each("w:", given)
    most = weighed.most(start, len(given))
    assert all(weighed.sum(start, end) <= most for end in range(start + 1, len(given) + 1))
