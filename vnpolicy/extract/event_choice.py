"""Which reading of an event's name is taken: the one that the likely readings agree with most.

The readings of a document name one event in longer and shorter forms and in several sentences, so the
likeliest single form may belong to a less likely event. Method: minimum Bayes risk, the reading of the
largest expected agreement with the true one, over the probabilities of a conditional logistic regression
(Kumar and Byrne, "Minimum Bayes-Risk Decoding for Statistical Machine Translation", HLT-NAACL 2004).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vnpolicy.extract.event_names import Candidate

CONSIDERED = 12
"""The likeliest readings, which are compared with each other."""

FLATTENED = 0.8
"""Power of the probabilities: fitted choices are surer than they are right (best on documents left out)."""

SAME = 0.5
"""Share of syllables (F1) from which two readings are forms of one name."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Choice:
    """The reading taken.

    `index` is that of the candidate (-1 for none), `weight` the sum of the weights of its features, `agreed`
    the probability of the readings that are forms of the same name, `shares` that of the readings in each
    part by its number.
    """

    index: int
    weight: float
    agreed: float
    shares: dict[int, float]


NONE = Choice(-1, 0.0, 0.0, {})


def likeliest(candidates: Sequence[Candidate], sums: Sequence[float]) -> Choice:
    """The choice among `candidates`, whose features' weights add up to `sums`."""
    if not candidates:
        return NONE
    top = max(sums)
    odds = [math.exp(FLATTENED * (s - top)) for s in sums]
    total = sum(odds)
    shares: dict[int, float] = {}
    for candidate, odd in zip(candidates, odds, strict=True):
        number = candidate.mention.part.number
        shares[number] = shares.get(number, 0.0) + odd / total
    order = sorted(range(len(odds)), key=lambda i: (-odds[i], i))[:CONSIDERED]
    bags = {i: Counter(_WORD.findall(candidates[i].name.lower())) for i in order}
    best, best_gain, best_agreed = order[0], -1.0, 0.0
    for i in order:
        gain = agreed = 0.0
        for j in order:
            alike = _alike(bags[i], bags[j])
            same = odds[j] / total if alike >= SAME else 0.0
            gain += same + alike * odds[j] / total
            agreed += same
        if gain > best_gain + 1e-9:
            best, best_gain, best_agreed = i, gain, agreed
    return Choice(best, sums[best], best_agreed, shares)


def _alike(a: Counter[str], b: Counter[str]) -> float:
    """F1 of two bags of syllables, 0 to 1."""
    return 2 * (a & b).total() / max(1, a.total() + b.total())
