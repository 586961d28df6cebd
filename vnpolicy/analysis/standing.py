"""How a likelihood of two reports stands among those of their neighbours.

Two reports that share a day and a subject are likely to be of one event where nothing else is like either of
them, and unlikely where each has many others as near that are not of the same event: sittings of one
session, meetings within a summit, matches of one cup. So the likelihood of a pair, which knows of two reports
alone, is weighed against the reports around it, in the way of shared nearest neighbours (Jarvis & Patrick
1973). Weights: `standing` in `weights/same_event.json`, fitted by `bench/fit_same_event.py` on likelihoods
that were found without the pair's event, so that the probability means what it says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vnpolicy.analysis.similarity import WEIGHTS
from vnpolicy.weights import load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = Any  # scipy.sparse.csr_array
    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

RISE = 0.3
"""By how much at most the log odds rise where nothing else is near, as is always so among a few reports."""
_ROUNDING = 1e-9
DEEP = 20
"""Nearest neighbours of a report whose own nearness is looked at."""


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of the reports 0 to `size` - 1 that may be of one event, i < j, each once.

    `score`: log odds by what the two reports say; `text`: cosine of their texts.
    """

    size: int
    i: Integers
    j: Integers
    score: Floats
    text: Floats

    def at(self, places: Integers) -> Links:
        """Those at `places`."""
        return Links(self.size, self.i[places], self.j[places], self.score[places], self.text[places])


def least_score(probability: float) -> float:
    """The log odds that a pair must have to be so probable whatever its neighbours are."""
    return math.log(probability / (1 - probability)) - RISE - _ROUNDING if probability < 1 else math.inf


def probabilities(links: Links, asked: Links | None = None) -> Floats:
    """`Standing.probabilities` of each pair of `asked` (of `links` where None) among `links`."""
    return Standing(links).probabilities(asked or links)


def features(links: Links, asked: Links | None = None) -> dict[str, Floats]:
    """`Standing.features` of each pair of `asked` (of `links` where None) among `links`."""
    return Standing(links).features(asked or links)


class Standing:
    """The neighbours of each report, the nearest first, and how likely any two reports are of one event."""

    def __init__(self, links: Links) -> None:
        import numpy as np
        from scipy.sparse import csr_array

        likely = 1 / (1 + np.exp(-np.clip(links.score, -30, 30)))
        one, other = np.concatenate([links.i, links.j]), np.concatenate([links.j, links.i])
        text, both = np.concatenate([links.text] * 2), np.concatenate([likely] * 2)
        order = np.lexsort((other, -text, one))
        self.size = links.size
        self.start = np.searchsorted(one[order], np.arange(links.size + 1))
        self.other, self.text = other[order], text[order]
        # positions sorted by report, then falling cosine, as one rising key
        self.rank = one[order] * 4.0 - self.text
        keys = one * links.size + other
        by_key = np.argsort(keys)
        self.keys, self.likely = keys[by_key], both[by_key]
        shape = (links.size, links.size)
        self.matrix = csr_array((both, (one, other)), shape=shape)
        self.sums = np.bincount(one, both, links.size)

    def probabilities(self, asked: Links) -> Floats:
        """The probability of each pair of `asked` to be of one event."""
        import numpy as np

        model = load(WEIGHTS)["standing"]
        found = self.features(asked)
        score = model["intercept"] + sum(found[name] * weight for name, weight in model["weights"].items())
        score = np.minimum(score, found["score"] + RISE)
        return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))))

    def features(self, asked: Links) -> dict[str, Floats]:
        """What stands for and against each pair, by name: its log odds, and for each of its two reports how
        many reports are nearer to it (`nearer`) and how many may be of its event (`rivals`) without being of
        the other's; of the two the lesser and the greater, as logarithms.
        """
        import numpy as np

        i, j = asked.i, asked.j
        nearer = [self._nearer(i, j, asked.text), self._nearer(j, i, asked.text)]
        rivals = self._rivals(i, j)
        return {
            "score": asked.score,
            "nearer_least": np.log1p(np.minimum(*nearer)),
            "nearer_most": np.log1p(np.maximum(*nearer)),
            "rivals_least": np.log1p(np.minimum(*rivals)),
            "rivals_most": np.log1p(np.maximum(*rivals)),
        }

    def _between(self, i: Integers, j: Integers) -> Floats:
        """How likely reports i[k] and j[k] are of one event; 0 where they are no neighbours."""
        import numpy as np

        if not len(self.keys):
            return np.zeros(len(i))
        keys = i * self.size + j
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.likely[at], 0.0)

    def _nearer(self, i: Integers, j: Integers, text: Floats) -> Floats:
        """How many reports are nearer to i[k] than cosine text[k], less those likely of j[k]'s event; of the
        latter only the `DEEP` nearest are looked at.
        """
        import numpy as np

        first = self.start[i]
        count = np.searchsorted(self.rank, i * 4.0 - text) - first
        seen = np.minimum(count, DEEP)
        pair = np.repeat(np.arange(len(i)), seen)
        at = np.arange(len(pair)) + np.repeat(first - np.cumsum(seen) + seen, seen)
        same = np.bincount(pair, self._between(self.other[at], j[pair]), len(i))
        return np.asarray(np.maximum(0.0, seen - same) + (count - seen))

    def _rivals(self, i: Integers, j: Integers) -> tuple[Floats, Floats]:
        """How many other reports are likely of i[k]'s event, less those likely of j[k]'s too, and back."""
        import numpy as np

        both = self.matrix[i].multiply(self.matrix[j])  # the matrix is symmetric
        shared = np.asarray(both.sum(axis=1), dtype=np.float64).ravel()
        pair = self._between(i, j)
        return np.maximum(0.0, self.sums[i] - pair - shared), np.maximum(0.0, self.sums[j] - pair - shared)
