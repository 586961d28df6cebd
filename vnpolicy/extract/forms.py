"""How a word is counted, and which forms are written like a person's name."""

from __future__ import annotations

from functools import cache, lru_cache

from vnpolicy.lexicon import lines, table
from vnpolicy.text.unicode import old_tone


@lru_cache(maxsize=1 << 14)
def display_key(text: str) -> str:
    """The form under which a word is counted: lower case, single spaces, tone marks placed the old way."""
    return old_tone(" ".join(text.lower().split()))


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(lines("surnames_common.txt")), frozenset(lines("surnames.txt"))


@cache
def _provinces() -> frozenset[str]:
    return frozenset(row["name"] for row in table("provinces.toml")["provinces"])


@lru_cache(maxsize=1 << 14)
def is_person(form: str) -> bool:
    """Whether `form` is written like a Vietnamese personal name: a family name, two to four capitalised
    syllables.
    """
    syllables = form.split()
    if len(syllables) > 4:  # two names that the segmenter glued
        syllables = syllables[-3:]
    if not 2 <= len(syllables) <= 4 or form in _provinces():
        return False
    common, rare = _surnames()
    family = syllables[0] in common or (len(syllables) > 2 and syllables[0] in rare)
    return family and all(s[0].isupper() and (len(s) == 1 or s[1:].islower()) for s in syllables)


@cache
def _short_titles() -> frozenset[str]:
    return frozenset(table("names.toml")["short_titles"])


@lru_cache(maxsize=1 << 14)
def is_titled(form: str) -> bool:
    """Whether `form` is an abbreviated title and a name, a given name by itself too (`HLV Phan Thử`)."""
    title, *name = form.split() or [""]
    return title in _short_titles() and bool(name) and all(s[0].isupper() and s[1:].islower() for s in name)
