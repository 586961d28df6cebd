"""What is known of each word by itself, kept as rows of one array, so that a report's words are looked up at
once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from vnpolicy import weights
from vnpolicy.extract.forms import display_key
from vnpolicy.extract.stopwords import edge_words, inside_words, layer, weak_words
from vnpolicy.lexicon import table

Array = npt.NDArray[Any]

FACTS = (
    "syllables",
    "number",
    "digit",
    "edge",
    "weak",
    "inside",
    "honorific",
    "short",
    "stopped",
    "reports_verb",
    "body",
    "law",
    "reports",
    "idf",
    "head",
    "open",
    "close",
    "verb",
    "noun",
    "last_noun",
)
"""The rows of `Words.facts`. The first are of the word and its layers of stop words: a word with a `digit`, a
number or the code of a document, has one syllable; `short` is of one character; `stopped` words are no terms
of a report; `reports_verb` says that what stands before it speaks; `body` and `law` head the names of such.
From `reports` on they are of the background: in how many reports it is, its IDF, the shares of its uses in
title or lead, that open and close a clause, after a particle of verbs and one of nouns, and the log ratio of
the two.
"""

SMOOTH = 5
UNSEEN = (0,) * 7

_MOST = 1 << 15
"""Forms that are kept; then the table begins anew, so that memory does not grow with the corpus."""
_SYLLABLE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Background:
    """Counts of words and phrases in a large collection: `[reports, in title or lead, uses, opens, closes,
    after a particle of verbs, after one of nouns]`, phrases without the last two; `base` holds the rates over
    all of them.
    """

    documents: int
    words: Mapping[str, Sequence[int]]
    phrases: Mapping[str, Sequence[int]]
    word_base: Sequence[float]
    phrase_base: Sequence[float]


@cache
def background() -> Background:
    """The background that is shipped."""
    data = weights.load("keyphrase_background.json.gz")
    return Background(
        data["documents"], data["words"], data["phrases"], data["word_base"], data["phrase_base"]
    )


def rate(counts: Any, column: int, base: Sequence[float]) -> Any:
    """A column of background counts as a share, smoothed towards the share over all words; `counts`: one row,
    or columns as arrays.
    """
    of = counts[0] if column == 1 else counts[2]
    return (counts[column] + SMOOTH * base[column]) / (of + SMOOTH)


class Words:
    """The words met so far. `facts[:, row]` holds `FACTS` of a word."""

    def __init__(self) -> None:
        self.facts: Array = np.zeros((len(FACTS), 1 << 12))
        self._rows: dict[str, int] = {}
        self._forms: dict[str, tuple[str, int, bool, bool]] = {}

    def look_up(self, forms: Iterable[str]) -> list[tuple[str, int, bool, bool]]:
        """Of words as written: the key of each, its row, whether its first character is a capital, and
        whether one behind is.
        """
        known = self._forms.get
        return [known(form) or self._learn(form) for form in forms]

    def _learn(self, form: str) -> tuple[str, int, bool, bool]:
        key = display_key(form)
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = len(self._rows)
            if row == self.facts.shape[1]:
                self.facts = np.concatenate((self.facts, np.zeros_like(self.facts)), axis=1)
            self.facts[:, row] = _facts(key)
        known = self._forms[form] = key, row, form[0].isupper(), any(c.isupper() for c in form[1:])
        return known

    @property
    def full(self) -> bool:
        """Whether it is time for a new table."""
        return len(self._forms) >= _MOST


_kept: list[Words] = []


def words_met() -> Words:
    """The table for the next report; the rows hold until this is asked again."""
    if not _kept or _kept[0].full:
        _kept[:] = [Words()]
    return _kept[0]


def _facts(key: str) -> list[float]:
    digit = any(c.isdigit() for c in key)
    weak, number = key in weak_words(), not any(c.isalpha() for c in key)
    counts = background().words.get(key)
    return [
        1 if digit else len(_SYLLABLE.findall(key)),
        number,
        digit,
        key in edge_words(),
        weak,
        key in inside_words(),
        key.rstrip(".") in layer("titles"),
        len(key) < 2,
        weak and key not in layer("broad"),
        key in layer("reporting"),
        key in _bodies(),
        key in _laws(),
        *(_unseen() if counts is None else _elsewhere(counts)),
    ]


def _elsewhere(counts: Sequence[int]) -> Sequence[float]:
    """What the background says of a word, by its `counts` there."""
    known = background()
    head, opened, closed, verb, noun = (rate(counts, column, known.word_base) for column in (1, 3, 4, 5, 6))
    idf = math.log((known.documents + 1) / (counts[0] + 1))
    return counts[0], idf, head, opened, closed, verb, noun, math.log(noun / verb)


@cache
def _unseen() -> Sequence[float]:
    return _elsewhere(UNSEEN)


@cache
def _bodies() -> frozenset[str]:
    return frozenset(table("organizations.toml")["heads"])


@cache
def _laws() -> frozenset[str]:
    return frozenset(table("document_types.toml")["nouns"])
