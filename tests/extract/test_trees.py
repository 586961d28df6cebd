"""Boosted trees in plain Python."""

import pytest

from vnpolicy.extract.trees import Trees, trees

MODEL = Trees(("a", "b"), 1.0, ([0, 0.5, -1.0, [1, 2.0, 0.25, 3.0]], [1, 0.0, 0.5, 0.0]))


@pytest.mark.parametrize(
    ("a", "b", "expected"), [(0.5, 9.0, 0.0), (1.0, 2.0, 1.25), (1.0, 2.1, 4.0), (True, 0.0, 1.75)]
)
def test_sum(a: float, b: float, expected: float) -> None:
    assert MODEL.sum({"a": a, "b": b, "other": 5.0}) == expected


def test_what_is_shipped_can_be_applied() -> None:
    model = trees("keyphrases")
    assert isinstance(model.sum(dict.fromkeys(model.names, 0.0)), float)
