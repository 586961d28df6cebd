"""Logistic regression over named features: what was fitted in bench/, applied in plain Python."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, repeat

from vnpolicy.weights import load


@dataclass(frozen=True, slots=True)
class Weighed:
    """Words with the weight of each, for sums over many stretches of them."""

    words: Sequence[str]
    weights: Sequence[float]

    def sum(self, start: int, end: int, total: float = 0.0) -> float:
        """What the words of that range add to `total`, each counted once."""
        return sum(dict(zip(self.words[start:end], self.weights[start:end], strict=True)).values(), total)

    def most(self, start: int, end: int) -> float:
        """What no stretch of words that begins at `start` and ends by `end` sums up to more than."""
        different = dict(zip(self.words[start:end], self.weights[start:end], strict=True))
        return max(accumulate(different.values()), default=0.0)


@dataclass(frozen=True, slots=True)
class Linear:
    """A fitted model. `weights` maps a feature to its weight (log-odds); a feature that is not there counts
    nothing.
    """

    weights: dict[str, float]
    bias: float
    threshold: float
    """Probability from which the label is given."""
    _parts: dict[str, dict[str, float]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def least(self) -> float:
        """What a sum must reach for the label, the bias left out."""
        return self.least_log_odds - self.bias

    @property
    def least_log_odds(self) -> float:
        """The log-odds from which the label is given."""
        return math.log(self.threshold / (1 - self.threshold))

    def sum(self, features: Iterable[str], start: float = 0.0) -> float:
        """What `features` add to the log-odds `start`; the bias is not in it, so parts can be added up. A
        feature that is given twice counts once, as in fitting.
        """
        return sum(map(self.weights.get, dict.fromkeys(features), repeat(0.0)), start)

    def each(self, prefix: str, words: Sequence[str]) -> Weighed:
        """The features `prefix` and a word, for each of `words`, looked up at once."""
        return Weighed(words, list(map(self._under(prefix).get, words, repeat(0.0))))

    def _under(self, prefix: str) -> dict[str, float]:
        """The weights of the features that begin with `prefix`, by what follows it."""
        known = self._parts.get(prefix)
        if known is None:
            known = {n[len(prefix) :]: w for n, w in self.weights.items() if n.startswith(prefix)}
            self._parts[prefix] = known
        return known

    def probability(self, total: float) -> float:
        """The probability of the label, 0 to 1, where the features' weights add up to `total`."""
        return 1 / (1 + math.exp(-max(-500.0, total + self.bias)))


@cache
def linear(name: str) -> Linear:
    """The model in weights/`name`.json."""
    stored = load(f"{name}.json")
    return Linear(stored["weights"], stored["bias"], stored["threshold"])


@cache
def classes(name: str) -> dict[str, Linear]:
    """The models in weights/`name`.json, one a class; the class of the largest sum holds."""
    stored = load(f"{name}.json")["classes"]
    return {label: Linear(m["weights"], m["bias"], 0.5) for label, m in stored.items()}


def choose(models: dict[str, Linear], features: Iterable[str]) -> str:
    """The class that `features` speak for most; the first in alphabetical order where two are equal."""
    listed = list(features)
    return max(sorted(models), key=lambda label: models[label].sum(listed) + models[label].bias)
