"""Groups from the likelihoods of pairs."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush


def average_linkage(size: int, pairs: Iterable[tuple[int, int, float]], threshold: float) -> list[list[int]]:
    """Groups of the items 0 to `size` - 1 by average linkage (UPGMA; Sokal & Michener 1958).

    `pairs`: (i, j, similarity), each pair once; a pair that is not given has similarity 0. The two groups
    with the highest mean similarity over all pairs of their members join, until it is below `threshold` (>
    0): one strong link does not chain two events together. Groups are sorted, and ordered by their first
    item; ties go to the group with the smallest items.
    """
    # between groups, named after their smallest items: the sum of similarities over pairs of members
    sums: list[dict[int, float]] = [{} for _ in range(size)]
    for i, j, similarity in pairs:
        sums[i][j] = sums[j][i] = similarity
    members = [[i] for i in range(size)]
    heap = [(-s, i, j, 1, 1) for i in range(size) for j, s in sums[i].items() if i < j and s >= threshold]
    heapify(heap)
    while heap:
        _, i, j, size_i, size_j = heappop(heap)
        if len(members[i]) != size_i or len(members[j]) != size_j:
            continue  # one of the two has grown or gone
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
    return [sorted(group) for group in members if group]
