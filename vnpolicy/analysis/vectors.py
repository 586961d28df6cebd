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

    `pairs`: the different syllable pairs, a column for each checksum; the values are the numbers of the
    entries, from 1 on, under which `text`, `opening`, `title`, `opening_share`, `title_share` and `rare` have
    their weights (shape (entries,), 0 where a pair does not count): of the text, opening and title with rows
    of length 1 (or 0: none), of the opening and title with rows that sum to 1, of the rare pairs as they are.
    `names`, `numbers`, `kinds`: weighted terms, rows of length 1 (or 0); `has_title`: shape (n,); `shingles`:
    1 for each that is sampled; `days`, `happened_on`: 1 for each day named, for the day of the event (366
    columns). `length`: syllables, shape (n,). `published`, `happened`, `latest`: year and day of the year,
    shape (n, 2), 0 where unknown.
    """

    docs: tuple[str, ...]
    pairs: Matrix
    text: Floats
    opening: Floats
    title: Floats
    opening_share: Floats
    title_share: Floats
    rare: Floats
    has_title: NDArray[np.bool_]
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
    pairs, place = _checksums([e["pairs"] for e in found])
    sizes = np.diff(pairs.indptr)
    in_title = place < np.repeat(np.array([e["title"] for e in found], dtype=np.int64), sizes)
    in_opening = place < np.repeat(np.array([e["opening"] for e in found], dtype=np.int64), sizes)
    idf = pair_idf(pairs.indices)
    opening, title = np.where(in_opening, idf, 0.0), np.where(in_title, idf, 0.0)
    row = np.repeat(np.arange(len(found)), sizes)

    def unit(weights: Floats) -> Floats:
        return _over(weights, np.sqrt(np.bincount(row, weights**2, len(found))), row)

    def share(weights: Floats) -> Floats:
        return _over(weights, np.bincount(row, weights, len(found)), row)

    shingles, _ = _checksums([e["shingles"] for e in found])
    shingles.data = np.ones(len(shingles.data))
    return Vectors(
        docs=tuple(docs),
        pairs=pairs,
        text=unit(idf),
        opening=unit(opening),
        title=unit(title),
        opening_share=share(opening),
        title_share=share(title),
        rare=np.where(idf > RARE, idf - RARE + 0.5, 0.0),
        has_title=np.bincount(row, in_title, len(found)) > 0,
        shingles=shingles,
        names=_unit(_bags([e["names"] for e in found], name_weight)),
        numbers=_unit(_bags([e["numbers"] for e in found], _number_weight)),
        kinds=_unit(_bags([dict.fromkeys(e["kinds"], 1) for e in found], _kind_weight)),
        days=_day_rows([e["days"] for e in found]),
        happened_on=_day_rows([[e["happened"]] if e["happened"] else [] for e in found]),
        length=np.array([e["length"] for e in found], dtype=np.float64),
        published=_days([e["published"] for e in found]),
        happened=_days([e["happened"] for e in found]),
        latest=_days([e["latest"] for e in found]),
    )


def _over(weights: Floats, sums: NDArray[Any], row: Integers) -> Floats:
    """`weights` divided by the element of `sums` for their row."""
    import numpy as np

    return weights / np.where(sums > 0, sums, 1.0)[row]


@cache
def _document_frequencies() -> tuple[int, dict[int, int]]:
    """Reports of the background, and in how many each syllable pair, given by its checksum, stands."""
    background = load("syllable_pairs.json.gz")
    return background["documents"], {checksum(pair): count for pair, count in background["df"].items()}


def _idf(of: int) -> float:
    documents, df = _document_frequencies()
    return math.log((documents + 1) / (df.get(of, UNSEEN) + 1))


def pair_idf(checksums: NDArray[Any]) -> Floats:
    """The inverse document frequencies of syllable pairs, given by their checksums."""
    import numpy as np

    documents, known, counts = _frequency_arrays()
    at = np.minimum(np.searchsorted(known, checksums), len(known) - 1)
    seen = np.where(known[at] == checksums, counts[at], UNSEEN)
    weights: Floats = np.log((documents + 1) / (seen + 1))
    return weights


@cache
def _frequency_arrays() -> tuple[int, Any, Any]:
    import numpy as np

    documents, df = _document_frequencies()
    known = sorted(df)
    return documents, np.array(known, dtype="<u4"), np.array([df[c] for c in known], dtype=np.float64)


def name_weight(name: str) -> float:
    """A name is as rare as the rarest two syllables of it."""
    return max((_idf(checksum(f"{a} {b}")) for a, b in pairwise(name.split())), default=1.0)


def _number_weight(number: str) -> float:
    """A long number is rarer than a short one."""
    return min(9.0, 2 + 1.5 * sum(c.isdigit() for c in number))


def _kind_weight(kind: str) -> float:
    """A kind of occasion of several syllables says more than *lễ*."""
    return name_weight(kind) if " " in kind else 1.0


def _checksums(packed: Sequence[str]) -> tuple[Matrix, Integers]:
    """A row a report with a column for each of its packed checksums, the entries numbered from 1 on; the
    place of each entry among those of its report.
    """
    import numpy as np
    from scipy.sparse import csr_array

    rows = [np.frombuffer(base64.b64decode(text), dtype="<u4") for text in packed]
    sizes = np.array([len(row) for row in rows], dtype=np.int64)
    columns = np.concatenate([*rows, np.zeros(0, dtype="<u4")]).astype(np.int64)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    place = np.arange(len(columns)) - np.repeat(ends[:-1], sizes)
    made = csr_array((place, columns, ends), shape=(len(sizes), 1 << 32))
    made.sort_indices()
    place = made.data
    made.data = np.arange(1, len(place) + 1)
    return made, place


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


def _scaled(matrix: Matrix, sums: Floats) -> Matrix:
    """`matrix` with each row divided by its element of `sums`."""
    import numpy as np

    scaled = matrix.copy()
    scaled.data = scaled.data / np.repeat(np.where(sums > 0, sums, 1.0), np.diff(scaled.indptr))
    return scaled


def _unit(matrix: Matrix) -> Matrix:
    import numpy as np

    return _scaled(matrix, np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()))
