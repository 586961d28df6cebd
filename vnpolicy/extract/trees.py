"""Gradient boosted regression trees (Friedman 2001): what was fitted in bench/, applied in plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from vnpolicy.weights import load

Node = Any
"""A leaf, what it adds to the log odds, or a split: [place of the feature, threshold, tree where the feature
is at most the threshold, tree where it is more]."""


@dataclass(frozen=True, slots=True)
class Trees:
    """A fitted model: the features in the order that the splits count them, and the trees."""

    names: tuple[str, ...]
    bias: float
    trees: tuple[Node, ...]

    def sum(self, features: Mapping[str, float]) -> float:
        """The log odds of the label; `features` has a number for each of `names`."""
        row = [features[name] for name in self.names]
        total = self.bias
        for node in self.trees:
            while type(node) is list:  # quicker than isinstance, and most of the time goes here
                feature, threshold, low, high = node
                node = low if row[feature] <= threshold else high
            total += node
        return total


@cache
def trees(name: str) -> Trees:
    """The model in weights/`name`.json."""
    stored = load(f"{name}.json")
    return Trees(tuple(stored["names"]), stored["bias"], tuple(stored["trees"]))
