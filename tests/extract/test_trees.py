"""Boosted trees over many rows at once."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.extract.trees import LEAVES, Trees, trees

MODEL = Trees(("a", "b"), 1.0, ([0, 0.5, -1.0, [1, 2.0, 0.25, 3.0]], [1, 0.0, 0.5, 0.0]))


@pytest.mark.parametrize(
    ("a", "b", "expected"), [(0.5, 9.0, 0.0), (1.0, 2.0, 1.25), (1.0, 2.1, 4.0), (True, 0.0, 1.75)]
)
def test_sums(a: float, b: float, expected: float) -> None:
    assert MODEL.sums(np.array([[a], [b]])).tolist() == [expected]


def grown(leaves: int) -> st.SearchStrategy[Any]:
    """Trees of at most so many leaves, over three features."""
    leaf = st.integers(-8, 8).map(float)
    if leaves < 2:
        return leaf
    split = st.integers(1, leaves - 1).flatmap(
        lambda n: st.tuples(
            st.integers(0, 2), st.sampled_from([-1.0, 0.0, 0.5, 1.0]), grown(n), grown(leaves - n)
        ).map(list)
    )
    return leaf | split


def walked(node: Any, row: list[float]) -> float:
    while isinstance(node, list):
        feature, threshold, low, high = node
        node = low if row[feature] <= threshold else high
    return node


@given(st.data())
def test_as_walked_from_the_root(data: st.DataObject) -> None:
    grow = st.sampled_from([1, 2, 5, LEAVES]).flatmap(grown)
    shrubs = data.draw(st.lists(grow, min_size=1, max_size=3))
    value = st.sampled_from([-2.0, -1.0, -0.5, 0.0, 0.5, 0.75, 1.0, 3.0])
    rows = data.draw(st.lists(st.lists(value, min_size=3, max_size=3), min_size=1, max_size=4))
    expected = [sum(walked(tree, row) for tree in shrubs) for row in rows]
    assert Trees("abc", 0.0, shrubs).sums(np.array(rows).T).tolist() == expected


def test_what_is_shipped_can_be_applied() -> None:
    model = trees("keyphrases")
    assert model.sums(np.zeros((len(model.names), 2))).shape == (2,)
