"""Which statements, of several reports or of one, say the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from vnpolicy.analysis.same_item import SHORT, WEIGHTS, Prepared, compatible, prepare, probabilities
from vnpolicy.weights import load

# Reports copy or shorten what was said more than they reword it, so runs of syllables tell more than single
# ones.
DICE = 0.6
"""Of two bags of syllables."""
DICE_PAIRS = 0.33
"""Of two bags of pairs of neighbours, which tell more: the same words in another order say another thing."""
DICE_SHORT = 0.75
HELD = 0.75
"""The share of the shorter one's pairs that the longer one has."""
RUN = 9
"""So many syllables in a row are a quotation, where they are no long name that both happen to hold:"""
HELD_QUOTED = 0.3


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement to compare. Only statements of one `family` can be the same."""

    family: str
    text: str
    speaker: str | None
    doc: str = ""
    number: str | None = None
    """The enumeration mark; entries of one document with different marks are different items."""


@dataclass(frozen=True, slots=True)
class _Known:
    statement: Statement
    ready: Prepared
    bag: Counter[str]
    pairs: Counter[tuple[str, str]]


def merged(statements: Sequence[Statement]) -> list[list[int]]:
    """The statements of one event in groups that say the same: their positions, in order; groups in order of
    their first.

    First the repeats within a report, by rule; then, between reports, groups whose statements are likely the
    same on average (average linkage, the likeliest pair first).
    """
    known = [_know(s) for s in statements]
    of_doc: dict[str, list[int]] = defaultdict(list)
    for i, statement in enumerate(statements):
        of_doc[statement.doc].append(i)
    repeated = [
        (i, j) for own in of_doc.values() for i, j in combinations(own, 2) if repeats(known[i], known[j])
    ]
    groups = _Groups(len(statements))
    groups.join(repeated, lambda i, j: float(_can_be_one(statements[i], statements[j])), 1.0)
    if len(of_doc) > 1:
        likely = probabilities([one.ready for one in known])
        order = sorted((-value, i, j) for (i, j), value in likely.items())

        def likelihood(i: int, j: int) -> float:
            return likely.get((i, j), 0.0)

        groups.join([(i, j) for _, i, j in order], likelihood, load(WEIGHTS)["threshold"])
    return groups.found()


class _Groups:
    """Positions in groups, each alone at first."""

    def __init__(self, count: int) -> None:
        self._of = list(range(count))
        self._members = {i: [i] for i in self._of}

    def join(
        self, pairs: Sequence[tuple[int, int]], likelihood: Callable[[int, int], float], least: float
    ) -> None:
        """Join the groups of each pair, in order, where the mean `likelihood` between them is `least`."""
        apart: set[tuple[int, int, int, int]] = set()  # groups only grow, so by their size they are known
        for i, j in pairs:
            a, b = sorted((self._of[i], self._of[j]))
            sizes = len(self._members[a]), len(self._members[b])
            if a == b or (a, b, *sizes) in apart:
                continue
            between = ((min(x, y), max(x, y)) for x in self._members[a] for y in self._members[b])
            if sum(likelihood(x, y) for x, y in between) < least * (sizes[0] * sizes[1]):
                apart.add((a, b, *sizes))
                continue
            for k in self._members[b]:
                self._of[k] = a
            self._members[a] += self._members.pop(b)

    def found(self) -> list[list[int]]:
        """The groups in order of their first, each sorted."""
        return [sorted(self._members[i]) for i in sorted(self._members)]


def _know(statement: Statement) -> _Known:
    ready = prepare(statement.family, statement.text, statement.speaker, statement.doc)
    return _Known(statement, ready, Counter(ready.syllables), Counter(pairwise(ready.syllables)))


def repeats(a: _Known, b: _Known) -> bool:
    """Whether two statements of one report say the same (Dice coefficient of syllable bigrams, Dice 1945)."""
    if a.statement.family != b.statement.family or not _can_be_one(a.statement, b.statement):
        return False
    first, second = a.ready.syllables, b.ready.syllables
    if first == second:
        return True
    if len(first) > len(second):
        a, b, first, second = b, a, second, first
    shared = sum((a.pairs & b.pairs).values())
    if not shared:
        return False
    dice = 2 * shared / (len(first) + len(second) - 2)
    bags = 2 * sum((a.bag & b.bag).values()) / (len(first) + len(second))
    held = shared / max(1, len(first) - 1)
    short = len(first) < SHORT
    if (bags >= (DICE_SHORT if short else DICE) and dice >= DICE_PAIRS) or (held >= HELD and not short):
        return True
    return shared >= RUN - 1 and held >= HELD_QUOTED and _has_run(first, second)


def _has_run(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the two share RUN syllables in a row."""
    runs = {tuple(a[i : i + RUN]) for i in range(len(a) - RUN + 1)}
    return any(tuple(b[i : i + RUN]) in runs for i in range(len(b) - RUN + 1))


def _can_be_one(a: Statement, b: Statement) -> bool:
    """Whether nothing but the wording speaks against two statements of one report being the same."""
    return not (a.number and b.number and a.number != b.number) and compatible(a.speaker, b.speaker)
