"""Which reports may tell of one event: those that share uncommon syllable pairs.

Sparse products over posting lists find them, and only reports that are new are looked up among the others, so
that a few new ones in a large corpus cost little.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from vnpolicy.analysis.postings import matrix, weighed
from vnpolicy.corpus.connection import UNWATCHED, Watch
from vnpolicy.corpus.records import Postings
from vnpolicy.jobs import cores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Floats = NDArray[np.float32]

    Matrix = Any  # scipy.sparse.csr_array

FLOOR = 0.03  # least cosine over the uncommon syllable pairs to look closer
NEAREST = 15  # and at most so many reports for each
_BLOCK = 500  # reports at a time
_PIECE = 10_000  # reports whose cosines with one another are worked out both ways
_MANY = 40  # blocks that threads are started for
_HELD = 4_000_000  # pairs that wait to be ranked

Close = tuple["Integers", "Integers", "Floats"]
"""Two reports each, as rows, and their cosine."""


@dataclass(frozen=True, slots=True)
class _Product:
    """Reports, a `block` of the rows of `mine`, beside others, the columns of `among`.

    `rows`, `columns`: what all rows and columns stand for; -1: a report that is gone. `mirrored`: the others
    are to be ranked too, as no other product looks from their side.
    """

    mine: Matrix
    rows: Integers
    block: slice
    among: Matrix
    columns: Integers
    mirrored: bool


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
    ranked = _Ranked()
    for number, of in enumerate(new):
        for products in _products(of, new[number + 1 :], old, row):
            for close in _in_threads(_close, products, watch):
                ranked.add(close)
    one, two = ranked.nearest()
    keys = np.minimum(one, two) * len(docs) + np.maximum(one, two)
    i, j = np.divmod(np.unique(keys), max(1, len(docs)))
    return i, j


def _products(
    of: Postings, further: Sequence[Postings], old: Sequence[Postings], row: Mapping[str, int]
) -> Iterator[list[_Product]]:
    """What tells the reports of `of` from each other, then from those of each segment, `further` new ones and
    `old`, of which one at a time is a matrix.
    """
    terms = weighed(of)
    among = matrix(of, terms)
    mine, rows = among.T.tocsr(), _rows(of, row)
    cuts = range(0, len(rows), _PIECE)
    pieces = [among] if len(cuts) == 1 else [mine[cut : cut + _PIECE].T.tocsr() for cut in cuts]
    yield [
        _Product(
            mine,
            rows,
            slice(start, min(start + _BLOCK, cut + _PIECE)),
            pieces[other],
            rows[cuts[other] : cuts[other] + _PIECE],
            other > number,
        )
        for number, cut in enumerate(cuts)
        for start in range(cut, min(cut + _PIECE, len(rows)), _BLOCK)
        for other in range(number, len(pieces))
    ]
    for others, mirrored in ((further, True), (old, False)):
        for beside in others:
            among, columns = matrix(beside, terms), _rows(beside, row)
            yield [
                _Product(mine, rows, slice(start, start + _BLOCK), among, columns, mirrored)
                for start in range(0, len(rows), _BLOCK)
            ]


def _rows(of: Postings, row: Mapping[str, int]) -> Integers:
    import numpy as np

    return np.array([row[doc] for doc in of.docs], dtype=np.int64)


def _close(product: _Product) -> Close:
    """The pairs with a cosine of at least `FLOOR`, a report to be ranked first."""
    import numpy as np

    near = (product.mine[product.block] @ product.among).tocsr()
    close = np.flatnonzero(near.data >= FLOOR)
    a = product.rows[product.block][np.searchsorted(near.indptr, close, side="right") - 1]
    b = product.columns[near.indices[close]]
    kept = (a >= 0) & (b >= 0) & (b != a)
    a, b, cosine = a[kept], b[kept], near.data[close][kept]
    if product.mirrored:
        return np.concatenate([a, b]), np.concatenate([b, a]), np.concatenate([cosine, cosine])
    return a, b, cosine


def _in_threads(
    work: Callable[[_Product], Close], products: Sequence[_Product], watch: Watch
) -> Iterator[Close]:
    """What `work` gives of each, in order. The product of scipy leaves the interpreter to other threads."""
    steps = watch.parts(products, lambda _: 1)
    if len(products) < _MANY:
        yield from map(work, steps)
        return
    with ThreadPoolExecutor(cores()) as threads:
        waiting = deque(threads.submit(work, product) for product in islice(steps, cores()))
        while waiting:
            yield waiting.popleft().result()
            waiting += (threads.submit(work, product) for product in islice(steps, 1))


class _Ranked:
    """The nearest reports of each, of all that were seen."""

    def __init__(self) -> None:
        import numpy as np

        none = np.zeros(0, dtype=np.int64)
        self._held: list[Close] = [(none, none, np.zeros(0, dtype=np.float32))]
        self._size = 0

    def add(self, close: Close) -> None:
        """See more pairs."""
        self._held.append(close)
        self._size += len(close[0])
        if self._size > _HELD:
            self._rank()

    def nearest(self) -> tuple[Integers, Integers]:
        """The pairs of each report with the `NEAREST` others; of equally near ones the first."""
        self._rank()
        one, other, _ = self._held[0]
        return one, other

    def _rank(self) -> None:
        import numpy as np

        one, other, cosine = (np.concatenate(column) for column in zip(*self._held, strict=True))
        order = np.lexsort((other, -cosine, one))
        one, other, cosine = one[order], other[order], cosine[order]
        kept = np.arange(len(one)) - np.searchsorted(one, one) < NEAREST
        self._held = [(one[kept], other[kept], cosine[kept])]
        self._size = 0
