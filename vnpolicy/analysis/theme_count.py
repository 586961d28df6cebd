"""How many themes the documents bear: as many as come out again from the other half of the documents.

After the stability analysis of Greene, O'Callaghan and Cunningham (2014), with halves in place of samples:
for each number, factors of the one half are matched with factors of the other (assignment problem, Kuhn
1955); a pair counts by how much its cosine is above `AGREED`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from vnpolicy.analysis.factors import nmf
from vnpolicy.corpus.connection import UNWATCHED, Watch

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MOST_THEMES = 30
FEW = 100
"""Documents below which halves are too small to tell anything."""
SAMPLE = 1200
"""Documents that are looked at; they come in the order of their ids, which is none."""
AGREED = 0.45
NEARLY = 0.95
"""The smallest number that does as well as this share of the best."""
PER_THEME = 8
"""Documents that there are at least for each theme."""
_NUMBERS = (2, 3, 4, 6, 8, 10, 12, 15, 18, 22, 26, 30)
_ITERATIONS = 30


def number_of_themes(matrix: csr_matrix, seed: int = 0, watch: Watch = UNWATCHED) -> int:
    """How many themes the documents bear, at most `MOST_THEMES`; `matrix`: documents x words, TF-IDF.

    `watch` is told how far this is: factors take as long as there are many of them.
    """
    n = matrix.shape[0]
    if n < FEW:
        return by_size(n)
    sample = matrix[:SAMPLE]
    n = sample.shape[0]
    middle = n // 2
    halves = ((sample[0::2], sample[1::2]), (sample[:middle], sample[middle:]))
    numbers = [k for k in _NUMBERS if k <= min(n // PER_THEME, matrix.shape[1])]
    agreement = dict.fromkeys(numbers, 0.0)
    steps = [(k, both) for k in numbers for both in halves]
    for k, (a, b) in watch.parts(steps, lambda step: step[0]):
        agreement[k] += _agreement(a, b, k, seed)
    best = max(agreement.values())
    if best <= 0:
        return by_size(n)
    return min(k for k in numbers if agreement[k] >= NEARLY * best)


def by_size(documents: int) -> int:
    """A number for so many documents that grows a little slower than their square root."""
    return max(1, min(MOST_THEMES, round(math.pow(documents, 0.45))))


def _agreement(one: csr_matrix, other: csr_matrix, count: int, seed: int) -> float:
    from scipy.optimize import linear_sum_assignment

    cosines = nmf(one, count, seed, _ITERATIONS)[1] @ nmf(other, count, seed, _ITERATIONS)[1].T
    rows, columns = linear_sum_assignment(-cosines.round(9))
    return round(float((cosines[rows, columns] - AGREED).sum()), 6)
