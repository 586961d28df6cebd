"""Gradient boosted regression trees (Friedman 2001): what was fitted in bench/, applied to many rows at once.

The rows go through all trees together, by the way of QuickScorer (Lucchese et al. 2015): a tree is a number
with a bit for each leaf, the leftmost lowest. A split whose feature is above its threshold rules out the
leaves on its low side, so it is a mask; the masks of all that are so, ANDed, leave as the lowest bit the leaf
that the row falls into. For one feature these masks depend on how many thresholds its value exceeds alone,
so they are ANDed beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

from vnpolicy.extract.word_facts import Array
from vnpolicy.weights import load

Node = Any
"""A leaf, what it adds to the log odds, or a split: [place of the feature, threshold, tree where the feature
is at most the threshold, tree where it is more]."""

LEAVES = 16
"""Of a tree at most."""


class Trees:
    """A fitted model: the features in the order that the splits count them, and the trees."""

    def __init__(self, names: Sequence[str], bias: float, trees: Sequence[Node]) -> None:
        self.names = tuple(names)
        self._bias = bias
        self._values = np.zeros((len(trees), LEAVES))
        self._numbers = np.arange(len(trees))[:, None]
        splits: list[list[tuple[float, int, int]]] = [[] for _ in names]
        for number, tree in enumerate(trees):
            leaves, found = _flat(tree)
            self._values[number, : len(leaves)] = leaves
            for feature, threshold, mask in found:
                splits[feature].append((threshold, number, mask))
        self._thresholds = [np.unique([threshold for threshold, _, _ in one]) for one in splits]
        self._masks = [
            _cumulated(one, thresholds, len(trees))
            for one, thresholds in zip(splits, self._thresholds, strict=True)
        ]

    def sums(self, rows: Array) -> Array:
        """The log odds of the label; `rows`, shape (names, rows), has a number for each of `names`."""
        left = np.full((rows.shape[1], len(self._values)), 0xFFFF, dtype=np.uint16)
        for row, thresholds, masks in zip(rows, self._thresholds, self._masks, strict=True):
            if len(thresholds):
                left &= masks[thresholds.searchsorted(row)]
        # a tree a row, so that the sum goes tree by tree, in one order whatever the machine
        values = self._values[self._numbers, np.ascontiguousarray(_lowest()[left].T)]
        total: Array = np.add.reduce(values, axis=0, initial=self._bias)
        return total


def _flat(tree: Node) -> tuple[list[float], list[tuple[int, float, int]]]:
    """The leaves of a tree from left to right, and its splits: feature, threshold, mask."""
    leaves: list[float] = []

    def splits(node: Node) -> Iterator[tuple[int, float, int]]:
        if not isinstance(node, list):
            leaves.append(node)
            return
        feature, threshold, low, high = node
        before = len(leaves)
        yield from splits(low)
        yield feature, threshold, 0xFFFF ^ ((1 << len(leaves)) - (1 << before))
        yield from splits(high)

    return leaves, [*splits(tree)]


def _cumulated(splits: Sequence[tuple[float, int, int]], thresholds: Array, trees: int) -> Array:
    """The masks of one feature, shape (thresholds + 1, trees): row k where its value exceeds k thresholds."""
    masks = np.full((len(thresholds) + 1, trees), 0xFFFF, dtype=np.uint16)
    for threshold, number, mask in splits:
        masks[np.searchsorted(thresholds, threshold) + 1, number] &= mask
    cumulated: Array = np.bitwise_and.accumulate(masks)
    return cumulated


@cache
def _lowest() -> Array:
    """The place of the lowest bit of each number of 16 bits."""
    lowest = np.zeros(1 << LEAVES, dtype=np.uint8)
    for place in range(LEAVES - 1, -1, -1):
        lowest[1 << place :: 1 << (place + 1)] = place
    return lowest


@cache
def trees(name: str) -> Trees:
    """The model in weights/`name`.json."""
    stored = load(f"{name}.json")
    return Trees(stored["names"], stored["bias"], stored["trees"])
