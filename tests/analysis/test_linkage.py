"""Average linkage over few pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.analysis.linkage import average_linkage


@pytest.mark.parametrize(
    ("size", "pairs", "groups"),
    [
        (0, [], []),
        (2, [], [[0], [1]]),
        (2, [(0, 1, 0.5)], [[0, 1]]),
        (2, [(0, 1, 0.49)], [[0], [1]]),
        # one strong link does not chain: the mean of 0.9 and 0 is too low
        (3, [(0, 1, 0.95), (1, 2, 0.9)], [[0, 1], [2]]),
        (3, [(0, 1, 0.95), (1, 2, 0.9), (0, 2, 0.2)], [[0, 1, 2]]),
        # the best pair goes first
        (3, [(0, 1, 0.6), (1, 2, 0.9)], [[0], [1, 2]]),
        (4, [(0, 3, 0.9), (1, 2, 0.8), (0, 1, 0.1)], [[0, 3], [1, 2]]),
    ],
)
def test_average_linkage(size, pairs, groups):
    assert average_linkage(size, pairs, 0.5) == groups


@st.composite
def graphs(draw):
    size = draw(st.integers(1, 8))
    pairs = [(i, j) for i in range(size) for j in range(i + 1, size)]
    return size, [(i, j, draw(st.integers(0, 100)) / 100) for i, j in pairs if draw(st.booleans())]


@given(graphs(), st.randoms())
def test_a_partition_whatever_the_order(graph, random):
    size, pairs = graph
    groups = average_linkage(size, pairs, 0.3)
    assert sorted(i for group in groups for i in group) == list(range(size))
    assert average_linkage(size, random.sample(pairs, len(pairs)), 0.3) == groups


@pytest.mark.parametrize(
    ("together", "apart", "groups"),
    [
        ([[0, 3]], [], [[0, 1, 3], [2]]),
        ([], [(0, 1)], [[0], [1], [2], [3]]),
        # what is joined by word of mouth stays apart as a whole
        ([[1, 3]], [(0, 3)], [[0], [1, 3], [2]]),
        ([[0, 3], [1, 2]], [(0, 2)], [[0, 3], [1, 2]]),
    ],
)
def test_what_must_be_together_and_what_apart(together, apart, groups):
    assert average_linkage(4, [(0, 1, 0.9), (1, 2, 0.1)], 0.5, together, apart) == groups
