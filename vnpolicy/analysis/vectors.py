"""The evidence of many reports as sparse matrices, a row a report."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from vnpolicy.extract.evidence import checksum
from vnpolicy.weights import load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = Any  # scipy.sparse.csr_array: scipy has no types
    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

UNSEEN = 5  # reports of the background that a syllable pair missing from its list is taken to stand in
COMMON = 4.0  # inverse document frequency up to which a syllable pair is common: one report in 55
RARE = 5.5  # inverse document frequency from which a syllable pair is rare: one report in 250


@dataclass(frozen=True, slots=True)
class Vectors:
    """The evidence of n reports as matrices of n rows (scipy.sparse.csr_array).

    `text`, `opening`, `title`, `names`, `numbers`, `kinds`: weighted terms, rows of length 1 (or 0: none);
    `..._share`: the same with rows that sum to 1; `present`: 1 for each syllable pair of the text; `rare`:
    weights of its rare ones; `uncommon`: `text` without the pairs that many reports have; `shingles`: 1 for
    each that is sampled; `days`, `happened_on`: 1 for each day named, for the day of the event (366
    columns). `length`: syllables, shape (n,). `published`, `happened`, `latest`: year and day of the year,
    shape (n, 2), 0 where unknown.
    """

    docs: tuple[str, ...]
    text: Matrix
    opening: Matrix
    title: Matrix
    opening_share: Matrix
    title_share: Matrix
    present: Matrix
    rare: Matrix
    uncommon: Matrix
    shingles: Matrix
    names: Matrix
    numbers: Matrix
    kinds: Matrix
    days: Matrix
    happened_on: Matrix
    length: Floats
    published: Integers
    happened: Integers
    latest: Integers


def vectors(evidence: Iterable[tuple[str, Mapping[str, Any]]]) -> Vectors:
    """The evidence of documents, (doc, feature `evidence`) each, made ready to compare."""
    import numpy as np

    docs, found = [], []
    for doc, value in evidence:
        docs.append(doc)
        found.append(value)
    pairs = _Checksums([e["pairs"] for e in found])
    idf = _pair_idf(pairs.terms)
    text = pairs.matrix(idf)
    opening = pairs.matrix(idf, [e["opening"] for e in found])
    title = pairs.matrix(idf, [e["title"] for e in found])
    shingles = _Checksums([e["shingles"] for e in found])
    return Vectors(
        docs=tuple(docs),
        text=_unit(text),
        opening=_unit(opening),
        title=_unit(title),
        opening_share=_share(opening),
        title_share=_share(title),
        present=_ones(text),
        rare=_kept(text, np.where(text.data > RARE, text.data - RARE + 0.5, 0.0)),
        uncommon=_unit(_kept(text, np.where(text.data > COMMON, text.data, 0.0))),
        shingles=shingles.matrix(np.ones(len(shingles.terms))),
        names=_unit(_bags([e["names"] for e in found], _name_weight)),
        numbers=_unit(_bags([e["numbers"] for e in found], _number_weight)),
        kinds=_unit(_bags([dict.fromkeys(e["kinds"], 1) for e in found], _kind_weight)),
        days=_day_rows([e["days"] for e in found]),
        happened_on=_day_rows([[e["happened"]] if e["happened"] else [] for e in found]),
        length=np.array([e["length"] for e in found], dtype=np.float64),
        published=_days([e["published"] for e in found]),
        happened=_days([e["happened"] for e in found]),
        latest=_days([e["latest"] for e in found]),
    )


@cache
def _document_frequencies() -> tuple[int, dict[int, int]]:
    """Reports of the background, and in how many each syllable pair, given by its checksum, stands."""
    background = load("syllable_pairs.json.gz")
    return background["documents"], {checksum(pair): count for pair, count in background["df"].items()}


def _idf(of: int) -> float:
    documents, df = _document_frequencies()
    return math.log((documents + 1) / (df.get(of, UNSEEN) + 1))


def _pair_idf(checksums: Integers) -> Floats:
    """The inverse document frequencies of syllable pairs."""
    import numpy as np

    documents, df = _document_frequencies()
    counts = np.fromiter(
        (df.get(c, UNSEEN) for c in checksums.tolist()), dtype=np.float64, count=len(checksums)
    )
    weights: Floats = np.log((documents + 1) / (counts + 1))
    return weights


def _name_weight(name: str) -> float:
    """A name is as rare as the rarest two syllables of it."""
    return max((_idf(checksum(f"{a} {b}")) for a, b in pairwise(name.split())), default=1.0)


def _number_weight(number: str) -> float:
    """A long number is rarer than a short one."""
    return min(9.0, 2 + 1.5 * sum(c.isdigit() for c in number))


def _kind_weight(kind: str) -> float:
    """A kind of occasion of several syllables says more than *lễ*."""
    return _name_weight(kind) if " " in kind else 1.0


class _Checksums:
    """Packed checksums of reports; the different ones are the columns of the matrices made of them."""

    def __init__(self, packed: Sequence[str]) -> None:
        import numpy as np

        rows = [np.frombuffer(base64.b64decode(text), dtype="<u4") for text in packed]
        self.sizes = np.array([len(row) for row in rows], dtype=np.int64)
        flat = np.concatenate([*rows, np.zeros(0, dtype="<u4")])
        self.terms, columns = np.unique(flat, return_inverse=True)
        self.columns = columns.astype(np.int32)

    def matrix(self, weights: Floats, most: Sequence[int] | None = None) -> Matrix:
        """A row a report with the weights of its terms, of the first `most` of each or of all."""
        import numpy as np
        from scipy.sparse import csr_array

        columns, sizes = self.columns, self.sizes
        if most is not None:
            place = np.arange(len(columns)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            columns = columns[place < np.repeat(np.array(most, dtype=np.int64), sizes)]
            sizes = np.minimum(sizes, np.array(most, dtype=np.int64))
        ends = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        made = csr_array((weights[columns], columns, ends), shape=(len(sizes), max(1, len(self.terms))))
        made.sort_indices()
        return made


def _bags(bags: Sequence[Mapping[str, int]], weight: Callable[[str], float]) -> Matrix:
    """A matrix of counted terms: (1 + log count) x weight."""
    import numpy as np
    from scipy.sparse import csr_array

    terms = {term: i for i, term in enumerate(sorted({term for bag in bags for term in bag}))}
    weights = [weight(term) for term in terms]
    ends, columns, data = [0], [], []
    for bag in bags:
        for at, count in sorted((terms[term], count) for term, count in bag.items()):
            columns.append(at)
            data.append((1 + math.log(count)) * weights[at])
        ends.append(len(columns))
    content = (
        np.array(data, dtype=np.float64),
        np.array(columns, dtype=np.int64),
        np.array(ends, dtype=np.int64),
    )
    return csr_array(content, shape=(len(bags), max(1, len(terms))))


def _day_of_year(day: str) -> int:
    """1 to 366 of `YYYY-MM-DD` or `--MM-DD`, counted in a leap year."""
    return date(2000, int(day[-5:-3]), int(day[-2:])).timetuple().tm_yday


def _day_rows(days: Sequence[Sequence[str]]) -> Matrix:
    import numpy as np
    from scipy.sparse import csr_array

    found = [sorted({_day_of_year(day) - 1 for day in row}) for row in days]
    ends = np.concatenate([[0], np.cumsum([len(row) for row in found], dtype=np.int64)])
    columns = np.array([day for row in found for day in row], dtype=np.int64)
    return csr_array((np.ones(len(columns)), columns, ends), shape=(len(days), 366))


def _days(days: Sequence[str | None]) -> Integers:
    import numpy as np

    known = [(int(day[:4]) if day[0] != "-" else 0, _day_of_year(day)) if day else (0, 0) for day in days]
    return np.array(known, dtype=np.int64).reshape(len(known), 2)


def _kept(matrix: Matrix, data: Floats) -> Matrix:
    """`matrix` with other values, without those that are 0."""
    kept = matrix.copy()
    kept.data = data
    kept.eliminate_zeros()
    return kept


def _ones(matrix: Matrix) -> Matrix:
    import numpy as np

    ones = matrix.copy()
    ones.data = np.ones(len(ones.data), dtype=np.float32)
    return ones


def _scaled(matrix: Matrix, sums: Floats) -> Matrix:
    """`matrix` with each row divided by its element of `sums`."""
    import numpy as np

    scaled = matrix.copy()
    scaled.data = scaled.data / np.repeat(np.where(sums > 0, sums, 1.0), np.diff(scaled.indptr))
    return scaled


def _unit(matrix: Matrix) -> Matrix:
    import numpy as np

    return _scaled(matrix, np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()))


def _share(matrix: Matrix) -> Matrix:
    import numpy as np

    return _scaled(matrix, np.asarray(matrix.sum(axis=1)).ravel())
