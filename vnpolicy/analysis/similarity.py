"""How likely two reports tell of the same event.

A logistic regression over what the evidence of two reports (`vnpolicy.extract.evidence`) has in common. The
likelihood depends on the two reports alone: how rare a syllable pair is comes from a background collection
and not from the corpus at hand, so that reports added later change nothing between older ones. Weights:
`weights/same_event.json`, fitted by `bench/fit_same_event.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vnpolicy.analysis.vectors import RARE, Vectors, pair_idf
from vnpolicy.text.checksums import SAMPLED
from vnpolicy.weights import load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = Any  # scipy.sparse.csr_array
    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Features = dict[str, Floats]

WEIGHTS = "same_event.json"
_CHUNK = 4_000  # pairs of reports at a time
_DIGITS = 6
LEAST = -3.0  # log odds of a pair to be looked at further: one in twenty


def scores(of: Vectors, i: Integers, j: Integers) -> tuple[Floats, Floats]:
    """The log odds that reports i[k] and j[k] tell of the same event, and the cosine of their texts."""
    import numpy as np

    model = load(WEIGHTS)
    found, text = [np.zeros(0)], [np.zeros(0)]
    for start in range(0, len(i), _CHUNK):
        part = features(of, i[start : start + _CHUNK], j[start : start + _CHUNK])
        found.append(
            sum((part[name] * weight for name, weight in model["weights"].items()), model["intercept"])
        )
        text.append(part["text"])
    # the last digits hang on the order of the sums, which may differ with what else is compared
    return np.concatenate(found).round(_DIGITS), np.concatenate(text).round(_DIGITS)


def features(of: Vectors, i: Integers, j: Integers) -> Features:
    """What reports i[k] and j[k] have in common, by name: shapes of `i`, symmetric in i and j."""
    import numpy as np

    shorter, longer = np.minimum(of.length[i], of.length[j]), np.maximum(of.length[i], of.length[j])
    shared = SAMPLED * _dot(of.shingles, of.shingles, i, j)
    match = _Matches(of.pairs, i, j)
    rare = match.sum(np.where(match.idf > RARE, match.idf - RARE + 0.5, 0.0))
    squares = match.idf**2
    in_title, in_opening = (
        squares * (match.title[0] & match.title[1]),
        squares * (match.opening[0] & match.opening[1]),
    )
    title = [match.sum(match.idf * at) / of.title_sum[k] for at, k in zip(match.title, (i, j), strict=True)]
    opening = [
        match.sum(match.idf * at) / of.opening_sum[k] for at, k in zip(match.opening, (i, j), strict=True)
    ]
    found = {
        "text": match.sum(squares) / (of.text[i] * of.text[j]),
        "opening": match.sum(in_opening) / (of.opening[i] * of.opening[j]),
        "title": match.sum(in_title) / (of.title[i] * of.title[j]),
        "title_unknown": (~of.has_title[i] | ~of.has_title[j]).astype(np.float64),
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


class _Matches:
    """The syllable pairs that rows i[k] and j[k] of `pairs` share: of each its inverse document frequency,
    and whether it stands in the opening and in the title of the one report and the other.
    """

    def __init__(self, pairs: Matrix, i: Integers, j: Integers) -> None:
        import numpy as np

        one, other = pairs[i], pairs[j]
        # of 1, 2, 4 and 1, 8, 64 the product tells both
        other.data = other.data**3
        shared = one.multiply(other).tocsr()
        told = np.log2(shared.data).round().astype(np.int64)
        places = told % 3, told // 3
        self.opening = [place > 0 for place in places]
        self.title = [place > 1 for place in places]
        self.idf = pair_idf(shared.indices)
        self.size = len(i)
        self.row = np.repeat(np.arange(len(i)), np.diff(shared.indptr))

    def sum(self, values: Floats) -> Floats:
        """The sums over the matches of each pair of rows."""
        import numpy as np

        return np.bincount(self.row, values, self.size).astype(np.float64)


def _dot(a: Matrix, b: Matrix, i: Integers, j: Integers) -> Floats:
    """The products of rows a[i[k]] and b[j[k]]."""
    import numpy as np

    return np.asarray(a[i].multiply(b[j]).sum(axis=1), dtype=np.float64).ravel()
