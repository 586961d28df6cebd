"""Which segmented words are no keywords, by reviewed layers; applied to segmented words only, never to
syllables.
"""

from functools import cache

from vnpolicy.lexicon import lines, table

LAYERS = ("broad", "function", "furniture", "generic", "reporting", "time", "titles")


@cache
def layer(name: str) -> frozenset[str]:
    """The words of one of `LAYERS`: lower case, tone marks placed the old way."""
    return frozenset(lines(f"stopwords_{name}.txt"))


@cache
def edge_words() -> frozenset[str]:
    """Words that neither begin nor end a keyphrase: function words, reporting verbs, furniture, words of
    time.
    """
    return layer("function") | layer("furniture") | layer("reporting") | layer("time")


@cache
def weak_words() -> frozenset[str]:
    """Words that are no keyword alone: all the layers."""
    return edge_words() | layer("broad") | layer("generic") | layer("titles")


@cache
def inside_words() -> frozenset[str]:
    """Edge words that may yet stand inside a keyphrase, between two content words."""
    return frozenset(table("phrases.toml")["inside"])
