"""Which reports may tell of one event: those that share uncommon syllable pairs.

Sparse products find them, and only reports that are new are looked up among the others, so that a few new
ones in a large corpus cost little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from vnpolicy.analysis.vectors import COMMON, packed_pairs, pair_idf
from vnpolicy.corpus.records import Compared

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

    Matrix = Any  # scipy.sparse.csr_array

FLOOR = 0.03  # least cosine over the uncommon syllable pairs to look closer
NEAREST = 15  # and at most so many reports for each
_BLOCK = 500  # reports at a time
_BITS = 21  # of a checksum, by which terms are looked up


def blocking(reports: Iterable[tuple[str, bytes]]) -> list[Compared]:
    """What finds the candidates of each document, of (doc, `vnpolicy.analysis.vectors.packed`)."""
    import numpy as np

    docs, found = [], []
    for doc, value in reports:
        docs.append(doc)
        found.append(packed_pairs(value))
    flat = np.concatenate([*found, np.zeros(0, dtype="<u4")])
    rows = np.repeat(np.arange(len(docs)), [len(terms) for terms in found])
    idf = pair_idf(flat)
    kept = idf > COMMON
    flat, rows = flat[kept], rows[kept]
    norms = np.sqrt(np.bincount(rows, idf[kept] ** 2, minlength=len(docs)))
    ends = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(docs)))])
    return [
        Compared(doc, round(float(norms[n]), 6), flat[ends[n] : ends[n + 1]].tobytes())
        for n, doc in enumerate(docs)
    ]


def candidates(new: Sequence[Compared], old: Sequence[Compared] = ()) -> list[tuple[str, str]]:
    """The pairs of reports, at least one of them in `new`, that may tell of one event; sorted.

    They share uncommon syllable pairs, with a cosine of at least `FLOOR`; a new report has its `NEAREST`
    ones.
    """
    import numpy as np
    from scipy.sparse import vstack

    docs = [of.doc for of in (*new, *old)]
    if not new:
        return []
    mine, terms = _matrix(new, None)
    among = vstack([mine, _matrix(old, terms)[0]]).T.tocsr() if old else mine.T.tocsr()
    found: set[tuple[str, str]] = set()
    for start in range(0, len(new), _BLOCK):
        near = (mine[start : start + _BLOCK] @ among).tocsr()
        for row in range(near.shape[0]):
            begin, end = near.indptr[row], near.indptr[row + 1]
            value, other = near.data[begin:end], near.indices[begin:end]
            close = (value >= FLOOR) & (other != start + row)
            value, other = value[close], other[close]
            if len(other) > NEAREST:
                names = np.array([docs[n] for n in other])
                other = other[np.lexsort((names, -value))[:NEAREST]]
            one = docs[start + row]
            found.update((min(one, docs[n]), max(one, docs[n])) for n in other)
    return sorted(found)


def _matrix(
    reports: Sequence[Compared], terms: NDArray[np.uint32] | None
) -> tuple[Matrix, NDArray[np.uint32]]:
    """Rows of unit length (before terms are left out), and the terms that the columns stand for.

    `terms`: those wanted, sorted; None: all.
    """
    import numpy as np
    from scipy.sparse import csr_array

    flat = np.frombuffer(b"".join(of.terms for of in reports), dtype="<u4")
    sizes = np.array([len(of.terms) // 4 for of in reports], dtype=np.int64)
    rows = np.repeat(np.arange(len(reports), dtype=np.int32), sizes)
    if terms is None:
        terms, columns = np.unique(flat, return_inverse=True)
    else:
        kept, columns = _found(flat, terms)
        rows = rows[kept]
    norms = np.array([of.norm or 1.0 for of in reports])
    ends = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(reports)))])
    data = (pair_idf(terms)[columns] / norms[rows]).astype(np.float32)
    made = csr_array(
        (data, columns.astype(np.int32), ends.astype(np.int32)), shape=(len(reports), len(terms))
    )
    return made, terms


def _found(flat: NDArray[np.uint32], terms: NDArray[np.uint32]) -> tuple[Integers, Integers]:
    """Which of `flat` are among `terms`, and where there (a hash table, as most are not)."""
    import numpy as np

    mask = (1 << _BITS) - 1
    slots = np.zeros(1 << _BITS, dtype=np.int32)
    slots[terms & mask] = np.arange(len(terms))
    hidden = np.flatnonzero(slots[terms & mask] != np.arange(len(terms)))  # another one has the slot
    crowded = np.zeros(1 << _BITS, dtype=np.bool_)
    crowded[terms[hidden] & mask] = True
    low = flat & mask
    columns = slots[low]
    fits = terms[columns] == flat if len(terms) else np.zeros(len(flat), dtype=np.bool_)
    late = np.flatnonzero(crowded[low] & ~fits)
    if len(late):
        place = hidden[np.minimum(np.searchsorted(terms[hidden], flat[late]), len(hidden) - 1)]
        there = terms[place] == flat[late]
        columns[late[there]] = place[there]
        fits[late[there]] = True
    kept = np.flatnonzero(fits)
    return kept, columns[kept].astype(np.int64)
