"""Copies: the same text, possibly cut or under another title (shingling; Broder 1997)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from vnpolicy.text.unicode import old_tone

SHINGLE = 5  # syllables
CONTAINED = 0.8  # share of the shorter text's shingles that a copy has in common with the longer

_SYLLABLE = re.compile(r"\w+")


def shingles(body: str) -> frozenset[tuple[str, ...]]:
    """The different sequences of five syllables of a text, or the whole of one that is shorter."""
    syllables = _SYLLABLE.findall(old_tone(body.lower()))
    windows = zip(*(syllables[i:] for i in range(SHINGLE)), strict=False)
    return frozenset(windows) or frozenset([tuple(syllables)])


def copies(
    docs: Sequence[str], body: Callable[[str], str], alike: Callable[[str, str], bool]
) -> dict[str, bool]:
    """For each document: is its text the same as that of one before it? By exact containment of the shorter
    in the longer, where the two are `alike` enough for that.
    """
    shingles_of = cache(lambda doc: shingles(body(doc)))

    def same(a: str, b: str) -> bool:
        one, other = shingles_of(a), shingles_of(b)
        return len(one & other) >= CONTAINED * min(len(one), len(other))

    return {
        doc: any(alike(doc, other) and same(doc, other) for other in docs[:n]) for n, doc in enumerate(docs)
    }


def shared_part(a: str, b: str) -> float:
    """The share of the shorter text's shingles that the longer has too, 0 to 1."""
    one, other = shingles(a), shingles(b)
    return len(one & other) / min(len(one), len(other))
