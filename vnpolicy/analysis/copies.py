"""Copies: the same text, possibly cut or under another title (shingling; Broder 1997)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnpolicy.text.unicode import old_tone

SHINGLE = 5  # syllables
CONTAINED = 0.8  # share of the shorter text's shingles that a copy has in common with the longer

_SYLLABLE = re.compile(r"\w+")


def shingles(body: str) -> frozenset[tuple[str, ...]]:
    """The different sequences of five syllables of a text, or the whole of one that is shorter."""
    syllables = _SYLLABLE.findall(old_tone(body.lower()))
    windows = zip(*(syllables[i:] for i in range(SHINGLE)), strict=False)
    return frozenset(windows) or frozenset([tuple(syllables)])


def copies(bodies: Sequence[str]) -> list[bool]:
    """For each text: is it the same as one before it? By exact containment of the shorter in the longer."""
    seen: list[frozenset[tuple[str, ...]]] = []
    found = []
    for body in bodies:
        mine = shingles(body)
        found.append(any(len(mine & other) >= CONTAINED * min(len(mine), len(other)) for other in seen))
        seen.append(mine)
    return found


def shared_part(a: str, b: str) -> float:
    """The share of the shorter text's shingles that the longer has too, 0 to 1."""
    one, other = shingles(a), shingles(b)
    return len(one & other) / min(len(one), len(other))
