"""Which reports may tell of one event: those that share uncommon syllable pairs.

Sparse products over posting lists find them, and only reports that are new are looked up among the others, so
that a few new ones in a large corpus cost little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vnpolicy.analysis.postings import matrix
from vnpolicy.corpus.connection import UNWATCHED, Watch
from vnpolicy.corpus.records import Postings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Floats = NDArray[np.float32]

    Matrix = Any  # scipy.sparse.csr_array

FLOOR = 0.03  # least cosine over the uncommon syllable pairs to look closer
NEAREST = 15  # and at most so many reports for each
_BLOCK = 500  # reports at a time


def candidates(
    docs: Sequence[str], new: Sequence[Postings], old: Sequence[Postings] = (), watch: Watch = UNWATCHED
) -> tuple[Integers, Integers]:
    """The pairs of reports, at least one of them in `new`, that may tell of one event: rows of `docs`,
    sorted.

    `docs`: all documents, sorted. Candidates share uncommon syllable pairs, with a cosine of at least
    `FLOOR`; a new report has its `NEAREST` ones. `watch` is told how far the search is.
    """
    import numpy as np

    row = {doc: n for n, doc in enumerate(docs)} | {"": -1}
    found = [np.zeros(0, dtype=np.int64)]
    for of in new:
        among, terms = matrix(of)
        mine, rows = among.T.tocsr(), _rows(of, row)
        close = [
            _close(mine, rows, among if other is of else matrix(other, terms)[0], _rows(other, row), watch)
            for other in (*new, *old)
        ]
        one, two = _nearest(*(np.concatenate(column) for column in zip(*close, strict=True)))
        found.append(np.minimum(one, two) * len(docs) + np.maximum(one, two))
    i, j = np.divmod(np.unique(np.concatenate(found)), max(1, len(docs)))
    return i, j


def _rows(of: Postings, row: Mapping[str, int]) -> Integers:
    import numpy as np

    return np.array([row[doc] for doc in of.docs], dtype=np.int64)


def _close(
    mine: Matrix, rows: Integers, among: Matrix, columns: Integers, watch: Watch
) -> tuple[Integers, Integers, Floats]:
    """The pairs of two reports with a cosine of at least `FLOOR`, and that cosine.

    `rows`, `columns`: what the rows of `mine` and columns of `among` stand for; -1: a report that is gone.
    """
    import numpy as np

    one, other = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    cosine = [np.zeros(0, dtype=np.float32)]
    for start in watch.parts(range(0, len(rows), _BLOCK), lambda _: 1):
        near = (mine[start : start + _BLOCK] @ among).tocsr()
        close = np.flatnonzero(near.data >= FLOOR)
        a = rows[start + np.searchsorted(near.indptr, close, side="right") - 1]
        b = columns[near.indices[close]]
        kept = (b >= 0) & (b != a)
        one.append(a[kept])
        other.append(b[kept])
        cosine.append(near.data[close][kept])
    return np.concatenate(one), np.concatenate(other), np.concatenate(cosine)


def _nearest(one: Integers, other: Integers, cosine: Floats) -> tuple[Integers, Integers]:
    """The pairs of each report with the `NEAREST` others; of equally near ones the first."""
    import numpy as np

    order = np.lexsort((other, -cosine, one))
    one, other = one[order], other[order]
    kept = np.arange(len(one)) - np.searchsorted(one, one) < NEAREST
    return one[kept], other[kept]
