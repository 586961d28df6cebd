"""What follows from the user's corrections for the documents that are there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from vnpolicy.corpus.records import Correction


@dataclass(frozen=True, slots=True)
class Constraints:
    """Documents that must be of one event, set by set, and pairs that must not. Sorted, no contradictions."""

    together: Sequence[Sequence[str]] = ()
    apart: Sequence[tuple[str, str]] = ()
    _set: dict[str, int] = field(default_factory=dict)

    def joined(self, a: str, b: str) -> bool:
        """Whether the user said that the two are of one event."""
        return a in self._set and self._set[a] == self._set.get(b)


def constraints(corrections: Iterable[Correction], docs: Collection[str]) -> Constraints:
    """The corrections played in order, a later one over an earlier one; of them what is about `docs`.

    A merge joins all reports that both events had. A split parts those that go, as one event, from those that
    stay. Documents that are gone are left out; when they come back, what was said holds for them again.
    """
    block: dict[str, frozenset[str]] = {}
    apart: set[tuple[str, str]] = set()

    def put(found: frozenset[str]) -> None:
        for doc in found:
            block[doc] = found

    for correction in corrections:
        stay, go = (frozenset(part) for part in correction.parts)
        if correction.kind == "split":
            for found in {block[doc] for doc in go if doc in block}:
                put(found - go)
                put(found & go)
            apart |= {(min(a, b), max(a, b)) for a in stay for b in go}
            stay = frozenset()
        one = frozenset(doc for given in stay | go for doc in block.get(given, {given}))
        put(one)
        apart -= set(combinations(sorted(one), 2))
    blocks = [sorted(found.intersection(docs)) for found in {block[doc] for doc in sorted(block)}]
    together = sorted(found for found in blocks if len(found) > 1)
    return Constraints(
        together,
        sorted(pair for pair in apart if pair[0] in docs and pair[1] in docs),
        {doc: n for n, found in enumerate(together) for doc in found},
    )
