"""Groups from the likelihoods of pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush


def average_linkage(
    size: int,
    pairs: Iterable[tuple[int, int, float]],
    threshold: float,
    together: Iterable[Sequence[int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Groups of the items 0 to `size` - 1 by average linkage (UPGMA; Sokal & Michener 1958).

    `pairs`: (i, j, similarity), each pair once; a pair that is not given has similarity 0. The two groups
    with the highest mean similarity over all pairs of their members join, until it is below `threshold` (>
    0): one strong link does not chain two events together. Groups are sorted, and ordered by their first
    item; ties go to the group with the smallest items.

    Items of a sequence of `together` end in one group, those of a pair of `apart` in two; the two must not
    contradict each other. What must be together does not change the means: an item joins the one group or
    the other for its own sake.
    """
    # between groups, named after their smallest items: the sum of similarities over pairs of members
    sums: list[dict[int, float]] = [{} for _ in range(size)]
    for i, j, similarity in pairs:
        sums[i][j] = sums[j][i] = similarity
    parts = _Parts(size, together, apart)
    members = [[i] for i in range(size)]
    heap = [(-s, i, j, 1, 1) for i in range(size) for j, s in sums[i].items() if i < j and s >= threshold]
    heapify(heap)
    while heap:
        _, i, j, size_i, size_j = heappop(heap)
        if len(members[i]) != size_i or len(members[j]) != size_j:
            continue  # one of the two has grown or gone
        if not parts.join(i, j):
            continue
        members[i] += members[j]
        members[j] = []
        for k, s in sums[j].items():
            del sums[k][j]
            if k != i:
                sums[i][k] = sums[k][i] = sums[i].get(k, 0.0) + s
        sums[j] = {}
        for k, s in sums[i].items():
            mean = s / (len(members[i]) * len(members[k]))
            if mean >= threshold:
                a, b = min(i, k), max(i, k)
                heappush(heap, (-mean, a, b, len(members[a]), len(members[b])))
    return parts.groups()


class _Parts:
    """A partition that heeds what must be together and what apart (union-find; Tarjan 1975)."""

    def __init__(
        self, size: int, together: Iterable[Sequence[int]], apart: Iterable[tuple[int, int]]
    ) -> None:
        self.up = list(range(size))
        self.apart: dict[int, set[int]] = defaultdict(set)
        for items in together:
            for item in items[1:]:
                self.join(items[0], item)
        for i, j in apart:
            self.apart[self.top(i)].add(j)
            self.apart[self.top(j)].add(i)

    def top(self, item: int) -> int:
        """The item that the part of `item` is named after."""
        while self.up[item] != item:
            self.up[item] = item = self.up[self.up[item]]
        return item

    def join(self, i: int, j: int) -> bool:
        """Make the parts of two items one; False where they must stay apart."""
        i, j = sorted((self.top(i), self.top(j)))
        if i == j:
            return True
        if self.apart and any(self.top(other) == j for other in self.apart.get(i, ())):
            return False
        self.up[j] = i
        if j in self.apart:
            self.apart[i] |= self.apart.pop(j)
        return True

    def groups(self) -> list[list[int]]:
        """The parts, sorted."""
        found: dict[int, list[int]] = {}
        for item in range(len(self.up)):
            found.setdefault(self.top(item), []).append(item)
        return list(found.values())
