"""How likely two reports tell of the same event.

A logistic regression over what the evidence of two reports (`vnpolicy.extract.evidence`) has in common. The
likelihood depends on the two reports alone: how rare a syllable pair is comes from a background collection
and not from the corpus at hand, so that reports added later change nothing between older ones. Weights:
`weights/same_event.json`, fitted by `bench/fit_same_event.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vnpolicy.analysis.vectors import Vectors
from vnpolicy.extract.evidence import SAMPLED
from vnpolicy.weights import load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = Any  # scipy.sparse.csr_array
    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Features = dict[str, Floats]

WEIGHTS = "same_event.json"
FLOOR = 0.03  # least cosine over the uncommon syllable pairs to look closer
NEAREST = 60  # and at most so many reports for each
_BLOCK = 500  # reports at a time in the search for candidates
_CHUNK = 20_000  # pairs of reports at a time


def candidates(of: Vectors) -> tuple[Integers, Integers]:
    """The pairs of reports that may tell of the same event: rows i < j, sorted, shape (pairs,) each.

    They share uncommon syllable pairs, with a cosine of at least `FLOOR`; a report has its `NEAREST` ones.
    """
    import numpy as np

    transposed = of.uncommon.T.tocsr()
    keys = []
    for start in range(0, len(of.docs), _BLOCK):
        near = (of.uncommon[start : start + _BLOCK] @ transposed).tocsr()
        for row in range(near.shape[0]):
            begin, end = near.indptr[row], near.indptr[row + 1]
            value, other = near.data[begin:end], near.indices[begin:end].astype(np.int64)
            close = (value >= FLOOR) & (other != start + row)
            value, other = value[close], other[close]
            if len(other) > NEAREST:
                other = other[np.lexsort((other, -value))[:NEAREST]]
            mine = np.full(len(other), start + row)
            keys.append(np.minimum(mine, other) * len(of.docs) + np.maximum(mine, other))
    found = np.unique(np.concatenate([*keys, np.zeros(0, dtype=np.int64)]))
    return found // max(1, len(of.docs)), found % max(1, len(of.docs))


def probabilities(of: Vectors, i: Integers, j: Integers) -> Floats:
    """The probability that reports i[k] and j[k] tell of the same event, shape of `i`."""
    import numpy as np

    model = load(WEIGHTS)
    found = [np.zeros(0)]
    for start in range(0, len(i), _CHUNK):
        part = features(of, i[start : start + _CHUNK], j[start : start + _CHUNK])
        score = sum((part[name] * weight for name, weight in model["weights"].items()), model["intercept"])
        found.append(1 / (1 + np.exp(-np.clip(score, -30, 30))))
    return np.concatenate(found)


def features(of: Vectors, i: Integers, j: Integers) -> Features:
    """What reports i[k] and j[k] have in common, by name: shapes of `i`, symmetric in i and j."""
    import numpy as np

    shorter, longer = np.minimum(of.length[i], of.length[j]), np.maximum(of.length[i], of.length[j])
    shared = SAMPLED * _dot(of.shingles, of.shingles, i, j)
    rare = (_dot(of.rare, of.present, i, j) + _dot(of.rare, of.present, j, i)) / 2
    title = _dot(of.title_share, of.present, i, j), _dot(of.title_share, of.present, j, i)
    opening = _dot(of.opening_share, of.present, i, j), _dot(of.opening_share, of.present, j, i)
    found = {
        "text": _dot(of.text, of.text, i, j),
        "opening": _dot(of.opening, of.opening, i, j),
        "title": _dot(of.title, of.title, i, j),
        "title_unknown": ((np.diff(of.title.indptr)[i] == 0) | (np.diff(of.title.indptr)[j] == 0)).astype(
            np.float64
        ),
        "title_in_text_most": np.maximum(*title),
        "title_in_text_least": np.minimum(*title),
        "opening_in_text_most": np.maximum(*opening),
        "opening_in_text_least": np.minimum(*opening),
        "names": _dot(of.names, of.names, i, j),
        "numbers": _dot(of.numbers, of.numbers, i, j),
        "kinds": _dot(of.kinds, of.kinds, i, j),
        "shingles": np.log1p(shared),
        "shingles_contained": np.minimum(1.0, shared / np.maximum(shorter, 20)),
        "rare": np.log1p(rare),
        "rare_density": rare / np.sqrt((of.length[i] + 50) * (of.length[j] + 50)),
        "length_ratio": np.log((longer + 1) / (shorter + 1)),
        **_dates(of, i, j),
    }
    roots = ("text", "opening", "title", "rare_density", "opening_in_text_least")
    # the same words mean less under conflicting dates
    under = (
        "happened_same_day",
        "happened_apart",
        "happened_unknown",
        "published_same_day",
        "published_next_day",
    )
    return (
        found
        | {f"{name}_root": np.sqrt(np.clip(found[name], 0, 1)) for name in roots}
        | {
            f"{name}_if_{when}": found[name] * found[when]
            for name in ("text", "opening", "title")
            for when in under
        }
    )


def _dates(of: Vectors, i: Integers, j: Integers) -> Features:
    """Agreement and conflict of days: of publication, of the event, and of all days that the texts name."""
    import numpy as np

    apart, known = _days_apart(of.published[i], of.published[j])
    published = {
        "published_unknown": ~known,
        "published_same_day": known & (apart == 0),
        "published_next_day": known & (apart == 1),
        "published_near": known & (apart > 1) & (apart <= 3),
        "published_far": known & (apart > 3),
    }
    apart, known = _days_apart(of.happened[i], of.happened[j])
    one, other = _dot(of.happened_on, of.days, i, j), _dot(of.happened_on, of.days, j, i)
    shared = _dot(of.days, of.days, i, j)
    count = np.diff(of.days.indptr)
    found: Features = {name: value.astype(np.float64) for name, value in published.items()}
    found["happened_unknown"] = (~known).astype(np.float64)
    found["happened_same_day"] = (known & (apart == 0)).astype(np.float64)
    found["happened_next_day"] = (known & (apart == 1)).astype(np.float64)
    found["happened_apart"] = np.where(
        known & (apart > 1), np.minimum(3.0, np.log(np.maximum(apart, 1))), 0.0
    )
    apart, known = _days_apart(of.latest[i], of.latest[j])
    found["latest_same_day"] = (known & (apart == 0)).astype(np.float64)
    found["latest_next_day"] = (known & (apart == 1)).astype(np.float64)
    found["latest_apart"] = np.where(known & (apart > 1), np.minimum(3.0, np.log(np.maximum(apart, 1))), 0.0)
    found["happened_named"] = np.maximum(one, other)
    found["happened_named_both"] = np.minimum(one, other)
    found["days_shared"] = np.log1p(shared)
    found["days_conflict"] = ((count[i] > 0) & (count[j] > 0) & (shared == 0)).astype(np.float64)
    return found


def _days_apart(a: Integers, b: Integers) -> tuple[Floats, NDArray[np.bool_]]:
    """Days between dates (year or 0, day of the year or 0), and whether both are known.

    Where a year is unknown, the least that there can be.
    """
    import numpy as np

    day = np.abs(a[:, 1] - b[:, 1])
    circular = np.minimum(day, 366 - day)
    full = np.abs((a[:, 0] - b[:, 0]) * 366 + a[:, 1] - b[:, 1])
    years = (a[:, 0] > 0) & (b[:, 0] > 0)
    apart: Floats = np.where(years, full, circular).astype(np.float64)
    return apart, (a[:, 1] > 0) & (b[:, 1] > 0)


def _dot(a: Matrix, b: Matrix, i: Integers, j: Integers) -> Floats:
    """The products of rows a[i[k]] and b[j[k]]."""
    import numpy as np

    return np.asarray(a[i].multiply(b[j]).sum(axis=1), dtype=np.float64).ravel()
