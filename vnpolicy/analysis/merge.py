"""Which statements, of several reports or of one, say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from vnpolicy.text.unicode import fold

_SYLLABLE = re.compile(r"\w+")

# Reports copy or shorten what was said more than they reword it, so runs of syllables tell more than single
# ones.
DICE = 0.6
"""Of two bags of syllables."""
DICE_PAIRS = 0.33
"""Of two bags of pairs of neighbours, which tell more: the same words in another order say another thing."""
DICE_SHORT = 0.75
HELD = 0.75
"""The share of the shorter one's pairs that the longer one has."""
DICE_SPEAKER, DICE_PAIRS_SPEAKER = 0.5, 0.3
"""The same where two reports of an event name the same speaker: each picks and shortens in its own way."""
SHORT = 8
"""Fewer syllables are often a set phrase, which many statements share."""
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
    syllables: tuple[str, ...]
    bag: Counter[str]
    pairs: Counter[tuple[str, str]]


def merged(statements: Sequence[Statement]) -> list[list[int]]:
    """The statements in groups that say the same: their positions, in order; groups in order of their first.

    Pairs are joined most alike first (Dice coefficient of syllable bigrams, Dice 1945), as long as no group
    comes to hold two speakers of different names.
    """
    known = [_know(s) for s in statements]
    alike = []
    for i, j in combinations(range(len(known)), 2):
        score = likeness(known[i], known[j])
        if score > 0:
            alike.append((-score, i, j))
    group_of = list(range(len(known)))
    members = {i: [i] for i in group_of}
    for _, i, j in sorted(alike):
        a, b = sorted((group_of[i], group_of[j]))
        if a == b or not all(
            _can_be_one(statements[x], statements[y]) for x in members[a] for y in members[b]
        ):
            continue
        for k in members[b]:
            group_of[k] = a
        members[a] = sorted(members[a] + members.pop(b))
    return [members[i] for i in sorted(members)]


def _know(statement: Statement) -> _Known:
    syllables = tuple(_SYLLABLE.findall(fold(statement.text)))
    return _Known(statement, syllables, Counter(syllables), Counter(pairwise(syllables)))


def likeness(a: _Known, b: _Known) -> float:
    """How much alike two statements are, from 0 (another statement) to 1."""
    if a.statement.family != b.statement.family or not _can_be_one(a.statement, b.statement):
        return 0.0
    if a.syllables == b.syllables:
        return 1.0
    if len(a.syllables) > len(b.syllables):
        a, b = b, a
    shared = sum((a.pairs & b.pairs).values())
    if not shared:
        return 0.0
    dice = 2 * shared / (len(a.syllables) + len(b.syllables) - 2)
    bags = 2 * sum((a.bag & b.bag).values()) / (len(a.syllables) + len(b.syllables))
    held = shared / max(1, len(a.syllables) - 1)
    short = len(a.syllables) < SHORT
    least, least_pairs = (DICE_SHORT if short else DICE), DICE_PAIRS
    if not short and a.statement.speaker and b.statement.speaker and a.statement.doc != b.statement.doc:
        least, least_pairs = DICE_SPEAKER, DICE_PAIRS_SPEAKER
    if (bags >= least and dice >= least_pairs) or (held >= HELD and not short):
        return max(dice, 0.5 * held)
    if shared >= RUN - 1 and held >= HELD_QUOTED and _has_run(a.syllables, b.syllables):
        return max(dice, 0.01)
    return 0.0


def _has_run(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the two share RUN syllables in a row."""
    runs = {tuple(a[i : i + RUN]) for i in range(len(a) - RUN + 1)}
    return any(tuple(b[i : i + RUN]) in runs for i in range(len(b) - RUN + 1))


def _can_be_one(a: Statement, b: Statement) -> bool:
    """Whether nothing but the wording speaks against two statements being the same."""
    two_entries = a.doc == b.doc and a.number and b.number and a.number != b.number
    return not two_entries and compatible(a.speaker, b.speaker)


def compatible(a: str | None, b: str | None) -> bool:
    """Whether two names can be one person's: one is missing, or the shorter ends the longer."""
    if not a or not b:
        return True
    short, long = sorted((_SYLLABLE.findall(fold(a)), _SYLLABLE.findall(fold(b))), key=len)
    return bool(short) and long[-len(short) :] == short
