"""Posting lists: which reports hold a term, so that a few new ones find theirs without reading all others.

An inverted index in segments (Zobel & Moffat 2006): each run adds one, and small ones become one with the
last before them, so that there are few. What is found does not depend on how reports lie in segments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from vnpolicy.analysis.vectors import COMMON, packed_pairs, pair_idf
from vnpolicy.corpus.records import Postings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Terms = NDArray[np.uint32]

    Matrix = Any  # scipy.sparse.csr_array
    Weighed = tuple[Terms, NDArray[np.float64]]  # terms, sorted, and how rare each is

MOST = 50_000
"""Reports of a segment: two bytes number them, and their product with others fits into memory."""

_ROW = 16  # bits of a row in a key


def posted(reports: Sequence[tuple[str, bytes]]) -> list[Postings]:
    """The uncommon syllable pairs of reports, (doc, `vnpolicy.analysis.vectors.packed`) each, in segments."""
    return [_posted(reports[start : start + MOST]) for start in range(0, len(reports), MOST)]


def _posted(reports: Sequence[tuple[str, bytes]]) -> Postings:
    import numpy as np

    pairs = [packed_pairs(report) for _, report in reports]
    rows = np.repeat(np.arange(len(pairs), dtype=np.uint64), [len(of) for of in pairs])
    keys = np.sort(np.concatenate([*pairs, np.zeros(0, dtype="<u4")]).astype(np.uint64) << _ROW | rows)
    terms, ends = _runs(keys)
    sizes = np.diff(ends, prepend=0)
    idf = pair_idf(terms)
    uncommon = idf > COMMON
    kept = np.repeat(uncommon, sizes)
    norms = np.sqrt(np.bincount(_rows(keys[kept]), np.repeat(idf, sizes)[kept] ** 2, minlength=len(reports)))
    # six digits, as the last ones hang on the order of a sum
    return _made([doc for doc, _ in reports], [round(norm, 6) for norm in norms.tolist()], keys[kept])


def joined(segments: Sequence[Postings]) -> Postings:
    """Segments of no more than `MOST` reports in all as one, without the reports that are gone."""
    import numpy as np

    docs: list[str] = []
    norms: list[float] = []
    keys = [np.zeros(0, dtype=np.uint64)]
    for of in segments:
        there = np.array([bool(doc) for doc in of.docs])
        place = np.cumsum(there) - 1 + len(docs)
        rows, terms, ends = of_bytes(of)
        kept = there[rows]
        column = np.repeat(terms, np.diff(ends, prepend=0))[kept].astype(np.uint64)
        keys.append(column << _ROW | place[rows[kept]].astype(np.uint64))
        docs += [doc for doc in of.docs if doc]
        norms += np.frombuffer(of.norms, dtype="<f8")[there].tolist()
    return _made(docs, norms, np.sort(np.concatenate(keys)))


def small(sizes: Sequence[int], new: int) -> int:
    """How many of the last segments, of so many reports each, to join with one of `new` reports.

    Each is left at least twice as large as what follows it, so that there are few, and a report is written
    anew as often as the logarithm of how many there are.
    """
    count = 0
    for size in reversed(sizes):
        if size >= 2 * new or size + new > MOST:
            break
        new += size
        count += 1
    return count


def of_bytes(of: Postings) -> tuple[NDArray[np.uint16], Terms, Integers]:
    """The rows of the reports that have each term, the terms, and where the rows of each end."""
    import numpy as np

    ends = np.frombuffer(of.ends, dtype="<u4").astype(np.int64)
    return np.frombuffer(of.rows, dtype="<u2"), np.frombuffer(of.terms, dtype="<u4"), ends


def weighed(of: Postings) -> Weighed:
    """The terms of the reports with their inverse document frequencies."""
    _, terms, _ = of_bytes(of)
    return terms, pair_idf(terms)


def matrix(of: Postings, rows_of: Weighed) -> Matrix:
    """The reports as columns, the terms of `rows_of` as rows: inverse document frequencies over the report's
    norm.
    """
    import numpy as np
    from scipy.sparse import csr_array

    wanted, idf = rows_of
    rows, terms, ends = of_bytes(of)
    sizes = np.diff(ends, prepend=0)
    if not len(terms):
        sizes = ends = np.zeros(len(wanted), dtype=np.int64)
    elif not np.array_equal(terms, wanted):
        at = np.minimum(np.searchsorted(terms, wanted), len(terms) - 1)
        sizes = np.where(terms[at] == wanted, sizes[at], 0)
        ends = np.cumsum(sizes)
        first = np.frombuffer(of.ends, dtype="<u4").astype(np.int64)[at] - sizes
        rows = rows[np.arange(ends[-1]) + np.repeat(first - ends + sizes, sizes)] if len(ends) else rows[:0]
    norms = np.frombuffer(of.norms, dtype="<f8")
    norms = np.where(norms > 0, norms, 1.0)
    data = (np.repeat(idf, sizes) / norms[rows]).astype(np.float32)
    return csr_array(
        (data, rows.astype(np.int32), np.concatenate([[0], ends]).astype(np.int32)),
        shape=(len(wanted), len(norms)),
    )


def _made(docs: Sequence[str], norms: Sequence[float], keys: NDArray[np.uint64]) -> Postings:
    import numpy as np

    terms, ends = _runs(keys)
    return Postings(
        tuple(docs),
        np.array(norms, dtype="<f8").tobytes(),
        terms.astype("<u4").tobytes(),
        ends.astype("<u4").tobytes(),
        _rows(keys).astype("<u2").tobytes(),
    )


def _runs(keys: NDArray[np.uint64]) -> tuple[Terms, Integers]:
    """The different terms of sorted keys, and where the keys of each end."""
    import numpy as np

    terms = (keys >> _ROW).astype(np.uint32)
    ends = np.flatnonzero(np.append(terms[1:] != terms[:-1], np.ones(min(1, len(terms)), dtype=np.bool_))) + 1
    return terms[ends - 1], ends


def _rows(keys: NDArray[np.uint64]) -> Integers:
    return (keys & ((1 << _ROW) - 1)).astype("<i8")
