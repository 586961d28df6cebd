"""Posting lists, and what they find, however reports lie in segments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.analysis import postings
from vnpolicy.analysis.candidates import FLOOR, NEAREST, candidates
from vnpolicy.analysis.postings import joined, matrix, of_bytes, posted, small, weighed
from vnpolicy.analysis.vectors import packed
from vnpolicy.corpus.records import Postings
from vnpolicy.text.checksums import pack

NOTHING = {"title": 0, "opening": 0, "shingles": "", "length": 0, "names": {}, "numbers": {}, "kinds": []}
NEVER = {"published": None, "happened": None, "latest": None, "days": []}


def report(terms):
    """A report with these syllable pairs, packed; pairs of the background are no matter here."""
    return packed([{**NOTHING, **NEVER, "pairs": pack(terms)}])[0]


# few terms, so that reports share some
REPORTS = st.lists(st.lists(st.integers(0, 12), unique=True, max_size=8), max_size=9)


def named(reports):
    return [(f"d{n}", report(terms)) for n, terms in enumerate(reports)]


def cosines(reports):
    """The cosines by the whole matrix."""
    (of,) = posted(reports)
    whole = matrix(of, weighed(of)).toarray().T
    return whole @ whole.T


@given(REPORTS)
def test_posting_lists_hold_each_term_of_each_report(reports):
    for of in posted(named(reports)):
        rows, terms, ends = of_bytes(of)
        assert terms.tolist() == sorted({term for terms in reports for term in terms})
        found = np.split(rows, ends[:-1]) if len(ends) else []
        for term, rows in zip(terms.tolist(), found, strict=True):
            assert rows.tolist() == [n for n, terms in enumerate(reports) if term in terms]


@given(REPORTS, st.integers(0, 9))
def test_segments_joined_are_as_made_at_once(reports, cut):
    told = named(reports)
    parts = [*posted(told[:cut]), *posted(told[cut:])]
    assert [joined(parts)] == (posted(told) or [joined([])])


@given(REPORTS, st.integers(0, 9), st.integers(1, 4))
def test_what_is_found_does_not_depend_on_segments(reports, cut, size):
    told = named(reports)
    docs = [doc for doc, _ in told]
    with pytest.MonkeyPatch.context() as patch:
        old, new = posted(told[:cut]), posted(told[cut:])
        expected = candidates(docs, new, old)
        patch.setattr(postings, "MOST", size)
        # whatever is worked out together, by threads or not
        for name in ("_BLOCK", "_PIECE", "_MANY", "_HELD"):
            patch.setattr(f"vnpolicy.analysis.candidates.{name}", size)
        found = candidates(docs, posted(told[cut:]), posted(told[:cut]))
    assert [x.tolist() for x in found] == [x.tolist() for x in expected]
    if not reports:
        return
    near = cosines(told)
    for i, j in zip(*found, strict=True):
        assert i < j
        assert j >= cut
        assert near[i, j] >= FLOOR - 1e-6
    for new_one in range(min(cut, len(told)), len(told)):
        others = [n for n in range(len(told)) if n != new_one and near[new_one, n] >= FLOOR + 1e-6]
        mine = {int(i + j) - new_one for i, j in zip(*found, strict=True) if new_one in (i, j)}
        assert set(others) <= mine  # fewer than `NEAREST` in all
    assert len(told) <= NEAREST


def test_reports_that_are_gone_are_not_found():
    told = named([[1, 2, 3], [1, 2, 3], [2, 3, 4]])
    (of,) = posted(told[:2])
    old = Postings(("d0", ""), of.norms, of.terms, of.ends, of.rows)
    assert [x.tolist() for x in candidates(["d0", "d2"], posted(told[2:]), [old])] == [[0], [1]]
    assert joined([old]).docs == ("d0",)
    assert joined([old, *posted(told[2:])]) == posted([told[0], told[2]])[0]


@pytest.mark.parametrize(
    ("sizes", "new", "count"),
    [
        ([], 5, 0),
        ([9000], 1000, 0),
        ([9000, 1000], 600, 1),
        ([9000, 1900, 900], 600, 2),
        ([1000], 600, 1),
        ([1000], 500, 0),
        ([0, 0], 1, 2),
        ([postings.MOST], postings.MOST, 0),
    ],
)
def test_small_segments_are_joined(sizes, new, count):
    assert small(sizes, new) == count
