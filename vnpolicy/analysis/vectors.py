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

from vnpolicy.text.checksums import checksum, checksums
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


_HEAD = 19  # numbers at the start of a packed report
_IN_OPENING, _IN_TITLE = 1, 2  # of a syllable pair


@dataclass(frozen=True, slots=True)
class Vectors:
    """The evidence of n reports as matrices of n rows (scipy.sparse.csr_array).

    `pairs`: the different syllable pairs, a column for each checksum, the values 1 + where they stand (0 in
    the rest of the text, 1 in the opening, 3 in the title, which is part of it); `text`, `opening`, `title`:
    the lengths of the rows over inverse document frequencies, `opening_sum` and `title_sum` their sums, shape
    (n,), 1 where there is nothing. `names`, `numbers`, `kinds`: weighted terms, rows of length 1 (or 0);
    `has_title`: shape (n,); `shingles`: 1 for each that is sampled; `days`, `happened_on`: 1 for each day
    named, for the day of the event (366 columns). `length`: syllables, shape (n,). `published`, `happened`,
    `latest`: year and day of the year, shape (n, 2), 0 where unknown.
    """

    docs: tuple[str, ...]
    pairs: Matrix
    text: Floats
    opening: Floats
    title: Floats
    opening_sum: Floats
    title_sum: Floats
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


def packed(evidence: Sequence[Mapping[str, Any]]) -> list[bytes]:
    """The feature `evidence` of each report as bytes that `vectors` makes matrices of: what depends on one
    report alone, so that it is done once.

    `_HEAD` numbers (64 bits): how many there are of each of the lists that follow, and all that is one number
    a report; then 32 bits each, little-endian: syllable pairs, shingles, and for each kind of term the
    checksums and their weights; a byte for each syllable pair; two for each day.
    """
    import numpy as np

    pairs, place = _checksums([e["pairs"] for e in evidence])
    sizes = np.diff(pairs.indptr)
    row = np.repeat(np.arange(len(evidence)), sizes)
    in_title = place < np.repeat(np.array([e["title"] for e in evidence], dtype=np.int64), sizes)
    in_opening = place < np.repeat(np.array([e["opening"] for e in evidence], dtype=np.int64), sizes)
    idf = pair_idf(pairs.indices)
    sums = [np.bincount(row[at], idf[at] ** 2, len(evidence)) for at in (slice(None), in_opening, in_title)]
    lengths = [np.sqrt(of) for of in sums] + [
        np.bincount(row[at], idf[at], len(evidence)) for at in (in_opening, in_title)
    ]
    heads = np.zeros((len(evidence), _HEAD))
    heads[:, 7:12] = np.where(np.array(lengths) > 0, lengths, 1.0).T
    heads[:, 12] = [e["length"] for e in evidence]
    for at, what in ((13, "published"), (15, "happened"), (17, "latest")):
        heads[:, at : at + 2] = _days([e[what] for e in evidence])
    columns = pairs.indices.astype("<u4")
    flags = (_IN_OPENING * in_opening + _IN_TITLE * in_title).astype(np.uint8)
    found = []
    for n, e in enumerate(evidence):
        mine = slice(pairs.indptr[n], pairs.indptr[n + 1])
        parts = [columns[mine].tobytes(), base64.b64decode(e["shingles"])]
        heads[n, :2] = len(parts[0]) // 4, len(parts[1]) // 4
        for at, (bag, weight) in enumerate(
            (
                (e["names"], name_weight),
                (e["numbers"], _number_weight),
                (dict.fromkeys(e["kinds"], 1), _kind_weight),
            )
        ):
            terms, weights = _bag(bag, weight)
            heads[n, 2 + at] = len(terms)
            parts += [np.array(terms, dtype="<u4").tobytes(), np.array(weights, dtype="<f4").tobytes()]
        days = sorted({_day_of_year(day) - 1 for day in e["days"]})
        heads[n, 5:7] = len(days), flags[mine].any() and bool((flags[mine] & _IN_TITLE).any())
        parts += [flags[mine].tobytes(), np.array(days, dtype="<u2").tobytes()]
        found.append(b"".join([heads[n].astype("<f8").tobytes(), *parts]))
    return found


def packed_pairs(report: bytes) -> NDArray[np.uint32]:
    """The checksums of the syllable pairs of a `packed` report, sorted."""
    import numpy as np

    (count,) = np.frombuffer(report, dtype="<f8", count=1)
    return np.frombuffer(report, dtype="<u4", count=int(count), offset=8 * _HEAD)


def vectors(reports: Iterable[tuple[str, bytes]]) -> Vectors:
    """The evidence of reports, (doc, `packed`) each, made ready to compare."""
    import numpy as np

    docs, data = [], []
    for doc, value in reports:
        docs.append(doc)
        data.append(value)
    start = 8 * _HEAD
    heads = np.frombuffer(b"".join(value[:start] for value in data), dtype="<f8").reshape(-1, _HEAD)
    counts = heads[:, :6].astype(np.int64)
    pairs, shingles, names, numbers, kinds, days = counts.T
    # the lists of a report, one after the other, and the bytes of an entry of each
    widths = np.stack(
        [4 * pairs, 4 * shingles, *(4 * n for n in (names, names, numbers, numbers, kinds, kinds)), pairs]
    )
    ends = start + np.cumsum(np.vstack([np.zeros(len(data), dtype=np.int64), widths, 2 * days]), axis=0)

    def section(n: int, dtype: str) -> NDArray[Any]:
        cuts = zip(data, ends[n].tolist(), ends[n + 1].tolist(), strict=True)
        return np.frombuffer(b"".join(value[a:b] for value, a, b in cuts), dtype=dtype)

    happened = heads[:, 15:17].astype(np.int64)
    known = happened[:, 1] > 0
    return Vectors(
        docs=tuple(docs),
        pairs=_rows(pairs, section(0, "<u4"), section(8, "u1") + np.int16(1)),
        text=heads[:, 7],
        opening=heads[:, 8],
        title=heads[:, 9],
        opening_sum=heads[:, 10],
        title_sum=heads[:, 11],
        has_title=heads[:, 6] > 0,
        shingles=_rows(shingles, section(1, "<u4")),
        names=_rows(names, section(2, "<u4"), section(3, "<f4").astype(np.float64)),
        numbers=_rows(numbers, section(4, "<u4"), section(5, "<f4").astype(np.float64)),
        kinds=_rows(kinds, section(6, "<u4"), section(7, "<f4").astype(np.float64)),
        days=_rows(days, section(9, "<u2"), width=366),
        happened_on=_rows(known.astype(np.int64), happened[known, 1] - 1, width=366),
        length=heads[:, 12],
        published=heads[:, 13:15].astype(np.int64),
        happened=happened,
        latest=heads[:, 17:19].astype(np.int64),
    )


def of_evidence(evidence: Iterable[tuple[str, Mapping[str, Any]]]) -> Vectors:
    """`vectors` of reports by their feature `evidence`."""
    told = list(evidence)
    return vectors(zip([doc for doc, _ in told], packed([value for _, value in told]), strict=True))


def _rows(
    sizes: Integers, columns: NDArray[Any], values: NDArray[Any] | None = None, width: int = 1 << 32
) -> Matrix:
    """A matrix of rows with so many entries each, in these columns; ones where there are no values."""
    import numpy as np
    from scipy.sparse import csr_array

    data = np.ones(len(columns)) if values is None else values
    ends = np.concatenate([[0], np.cumsum(sizes)])
    return csr_array((data, columns.astype(np.int64), ends), shape=(len(sizes), width))


@cache
def _document_frequencies() -> tuple[int, dict[int, int]]:
    """Reports of the background, and in how many each syllable pair, given by its checksum, stands."""
    documents, known, counts = _frequency_arrays()
    return documents, dict(zip(known.tolist(), counts.tolist(), strict=True))


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
    """The same in columns, by checksum."""
    import numpy as np

    background = load("syllable_pairs.json.gz")
    df = background["df"]
    counts = np.fromiter(df.values(), dtype=np.int64, count=len(df))
    # of pairs with one checksum the last counts
    known = np.fromiter(checksums(df), dtype="<u4", count=len(df))
    known, last = np.unique(known[::-1], return_index=True)
    return background["documents"], known, counts[::-1][last]


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


def _bag(bag: Mapping[str, int], weight: Callable[[str], float]) -> tuple[list[int], list[float]]:
    """Counted terms as sorted checksums and weights, (1 + log count) x weight, of length 1 in all."""
    found = sorted((checksum(term), (1 + math.log(count)) * weight(term)) for term, count in bag.items())
    length = math.sqrt(sum(value * value for _, value in found)) or 1.0
    return [of for of, _ in found], [value / length for _, value in found]


def _day_of_year(day: str) -> int:
    """1 to 366 of `YYYY-MM-DD` or `--MM-DD`, counted in a leap year."""
    return date(2000, int(day[-5:-3]), int(day[-2:])).timetuple().tm_yday


def _days(days: Sequence[str | None]) -> Integers:
    import numpy as np

    known = [(int(day[:4]) if day[0] != "-" else 0, _day_of_year(day)) if day else (0, 0) for day in days]
    return np.array(known, dtype=np.int64).reshape(len(known), 2)
