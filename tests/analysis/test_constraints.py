"""The user's corrections, played in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.analysis.constraints import constraints
from vnpolicy.analysis.linkage import average_linkage
from vnpolicy.corpus.records import Correction

DOCS = "abcdef"


def merge(one, other):
    return Correction("merge", (list(one), list(other)))


def split(stay, go):
    return Correction("split", (list(stay), list(go)))


@pytest.mark.parametrize(
    ("said", "together", "apart"),
    [
        ([], "", ""),
        ([merge("a", "b")], "ab", ""),
        ([merge("ab", "c"), merge("d", "a")], "abcd", ""),
        ([split("ab", "c")], "", "ac bc"),
        ([split("a", "bc")], "bc", "ab ac"),
        # the later word counts
        ([merge("a", "b"), split("a", "b")], "", "ab"),
        ([split("a", "b"), merge("a", "b")], "ab", ""),
        ([merge("ab", "cd"), split("abc", "d")], "abc", "ad bd cd"),
        ([split("a", "bc"), merge("a", "bc")], "abc", ""),
        ([merge("a", "b"), merge("b", "c"), split("b", "ac")], "ac", "ab bc"),
        # what is gone (x) is left out, and joins nobody that it was not said of
        ([merge("a", "x")], "", ""),
        ([split("a", "x")], "", ""),
        ([merge("a", "x"), merge("x", "b")], "ab", ""),
    ],
)
def test_constraints(said, together, apart):
    found = constraints(said, DOCS)
    assert ["".join(docs) for docs in found.together] == together.split()
    assert ["".join(pair) for pair in found.apart] == apart.split()


def test_joined():
    found = constraints([merge("a", "b"), merge("c", "d")], DOCS)
    assert found.joined("a", "b")
    assert not found.joined("a", "c")
    assert not found.joined("e", "f")


parts = st.lists(st.sampled_from(DOCS), min_size=2, max_size=5, unique=True)
histories = st.lists(
    st.builds(
        lambda docs, at, kind: Correction(
            kind, (docs[: at % (len(docs) - 1) + 1], docs[at % (len(docs) - 1) + 1 :])
        ),
        parts,
        st.integers(0, 9),
        st.sampled_from(["merge", "split"]),
    ),
    max_size=6,
)
likely = st.lists(st.integers(0, 100), min_size=15, max_size=15)


@given(histories, likely)
def test_corrections_never_contradict_and_always_hold(said, values):
    found = constraints(said, DOCS)
    row = {doc: i for i, doc in enumerate(DOCS)}
    pairs = [(i, j) for i in range(6) for j in range(i + 1, 6)]
    groups = average_linkage(
        6,
        [(i, j, value / 100) for (i, j), value in zip(pairs, values, strict=True)],
        0.3,
        [[row[doc] for doc in docs] for docs in found.together],
        [(row[a], row[b]) for a, b in found.apart],
    )
    of = {item: n for n, group in enumerate(groups) for item in group}
    assert sorted(of) == list(range(6))
    for docs in found.together:
        assert len({of[row[doc]] for doc in docs}) == 1
    for a, b in found.apart:
        assert of[row[a]] != of[row[b]]
    if said:
        kind, (one, other) = said[-1].kind, said[-1].parts
        for a in one:
            for b in other:
                assert (of[row[a]] == of[row[b]]) == (kind == "merge")
