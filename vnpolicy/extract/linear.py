"""Logistic regression over named features: what was fitted in bench/, applied in plain Python."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import repeat

from vnpolicy.weights import load


@dataclass(frozen=True, slots=True)
class Linear:
    """A fitted model. `weights` maps a feature to its weight (log-odds); a feature that is not there counts
    nothing.
    """

    weights: dict[str, float]
    bias: float
    threshold: float
    """Probability from which the label is given."""

    def sum(self, features: Iterable[str], start: float = 0.0) -> float:
        """What `features` add to the log-odds `start`; the bias is not in it, so parts can be added up."""
        return sum(map(self.weights.get, features, repeat(0.0)), start)

    def each(self, prefix: str, words: Iterable[str]) -> list[float]:
        """The weights of the features `prefix` and a word, for each of `words`."""
        get = self.weights.get
        return [get(prefix + word, 0.0) for word in words]

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
