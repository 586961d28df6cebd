"""Keyphrase candidates: runs of segmented words within a clause that are built like a keyphrase.

After the candidate patterns of automatic keyphrase extraction (Hasan and Ng 2014; C-value of Frantzi et al.
2000 for nested phrases): one to six syllables, content words at both ends, at most one comma, citations and
numbered names included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vnpolicy.extract.tokens import BREAK, COMMA, JOINS, SPACE, Tokens
from vnpolicy.extract.word_facts import Array

LONGEST = 6
"""Syllables of a keyphrase at most, so words too; a number or the code of a document counts as one."""

COUNTS = (
    "count",
    "title",
    "lead",
    "opens",
    "closes",
    "cut_left",
    "cut_right",
    "quoted",
    "titled",
    "speaks",
    "cased",
)
_QUOTE = re.compile("[\"'“”‘’«»]")


class Spelling:
    """The keys of runs of words, as pieces of one string."""

    def __init__(self, tokens: Tokens) -> None:
        joins = [JOINS[gap] for gap in tokens.gaps.tolist()]
        lengths = np.array([*map(len, tokens.keys)], dtype=int)
        self._ends = np.cumsum(lengths + np.array([*map(len, joins)], dtype=int))
        self._starts = self._ends - lengths
        self._text = "".join([part for pair in zip(joins, tokens.keys, strict=True) for part in pair])

    def of(self, firsts: Array, sizes: Array) -> list[str]:
        """The key of each run, given by its first word and the number of its words."""
        text = self._text
        starts, ends = self._starts[firsts].tolist(), self._ends[firsts + sizes - 1].tolist()
        return [text[start:end] for start, end in zip(starts, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of a report in columns, in order of their first use, from word `firsts` on, `sizes`
    words long. `keys` are their lower case forms.

    `counts`, by name, counts uses: all; in title and lead; at whose left or right a clause or a function word
    bounds the candidate; that cut a name in two; in quotes; behind an honorific; before a reporting verb;
    with a capital. `before` and `after` count the different content words beside it, `lasts` is the place of
    the word that ends its last use.
    """

    tokens: Tokens
    keys: list[str]
    firsts: Array
    sizes: Array
    counts: dict[str, Array]
    before: Array
    after: Array
    lasts: Array
    spelling: Spelling
    _spans: list[tuple[int, int]]
    _bounds: list[int]
    """The uses of candidate `at` are `_spans[_bounds[at] : _bounds[at + 1]]`, in order."""

    def __len__(self) -> int:
        return len(self.keys)

    def display(self, at: int) -> str:
        """The form in which the report writes candidate `at` most often, the earliest among equals."""
        text, begin, stop = self.tokens.text, self._bounds[at], self._bounds[at + 1]
        if stop - begin == 1:
            return " ".join(text[slice(*self._spans[begin])].split())
        forms: dict[str, int] = {}
        for start, end in self._spans[begin:stop]:
            form = " ".join(text[start:end].split())
            forms[form] = forms.get(form, 0) + 1
        return max(forms, key=forms.__getitem__)

    def last_word(self, at: int) -> str:
        """The last word of candidate `at` as the report first writes it."""
        start, end = self._spans[self._bounds[at]]
        last = self.firsts[at] + self.sizes[at] - 1
        return " ".join(self.tokens.text[start:end].split()[-int(self.tokens.fact("syllables")[last]) :])


def candidates(tokens: Tokens) -> Candidates:
    """The candidates among `tokens`."""
    firsts, sizes = _runs(tokens)
    place: dict[str, int] = {}
    spelling = Spelling(tokens)
    spelt = spelling.of(firsts, sizes)
    groups = np.array([place.setdefault(key, len(place)) for key in spelt], dtype=int)
    n = len(place)
    order = np.argsort(groups, kind="stable")
    bounds = np.searchsorted(groups[order], np.arange(n))
    lasts = firsts + sizes - 1
    spans = [*zip(tokens.starts[firsts[order]].tolist(), tokens.ends[lasts[order]].tolist(), strict=True)]
    beside = _Beside(tokens)
    flags = beside.flags(firsts, lasts)
    counted = np.add.reduceat(flags[:, order], bounds, axis=1) if n else flags
    first, last = order[bounds], order[np.append(bounds[1:], len(order))[:n] - 1]
    return Candidates(
        tokens,
        list(place),
        firsts[first],
        sizes[first],
        dict(zip(COUNTS, counted, strict=True)),
        beside.left_words(groups, firsts, n),
        beside.right_words(groups, lasts, n),
        tokens.places[lasts[last]],
        spelling,
        spans,
        [*bounds.tolist(), len(order)],
    )


class _Beside:
    """What stands beside the uses of candidates."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        n = len(tokens)
        self._opens, self._closes = opens(tokens), closes(tokens)
        # both parts of one name: the first is no honorific
        self._one_name = np.zeros(n + 1, dtype=bool)
        spaced, capital, honorific = tokens.gaps == SPACE, tokens.capital, tokens.holds("honorific")
        self._one_name[1:n] = (spaced & capital)[1:] & (capital & ~honorific)[:-1]
        self._titled = np.zeros(n, dtype=bool)
        self._titled[1:] = spaced[1:] & honorific[:-1]
        self._right = np.zeros(n, dtype=bool)
        self._right[:-1] = spaced[1:] & ~tokens.edge[1:]
        self._speaks = np.zeros(n, dtype=bool)
        self._speaks[:-1] = (spaced & tokens.holds("reports_verb"))[1:]
        self._cased = np.append(0, np.cumsum(tokens.cased))

    def flags(self, firsts: Array, lasts: Array) -> Array:
        """What holds of each use, shape (COUNTS, uses)."""
        tokens = self._tokens
        quotes = np.zeros(len(tokens.text) + 2, dtype=bool)  # the last for what is before the text
        quotes[[match.start() for match in _QUOTE.finditer(tokens.text)]] = True
        return np.array(
            [
                np.ones(len(firsts), dtype=bool),
                tokens.places[firsts] < 0,
                tokens.lead[firsts],
                self._opens[firsts],
                self._closes[lasts],
                self._one_name[firsts],
                self._one_name[lasts + 1],
                quotes[tokens.starts[firsts] - 1] & quotes[tokens.ends[lasts]],
                self._titled[firsts],
                self._speaks[lasts],
                self._cased[lasts + 1] > self._cased[firsts],
            ],
            dtype=int,
        )

    def left_words(self, groups: Array, firsts: Array, n: int) -> Array:
        """How many different words are to the left of each of `n` candidates, where nothing bounds it."""
        inside = ~self._opens[firsts]
        return self._different(groups[inside], firsts[inside] - 1, n)

    def right_words(self, groups: Array, lasts: Array, n: int) -> Array:
        """How many different content words are to the right of each."""
        inside = self._right[lasts]
        return self._different(groups[inside], lasts[inside] + 1, n)

    def _different(self, groups: Array, words: Array, n: int) -> Array:
        many = int(self._tokens.rows.max(initial=0)) + 1
        pairs = np.unique(groups * many + self._tokens.rows[words])
        return np.bincount(pairs // many, minlength=n)


def opens(tokens: Tokens) -> Array:
    """Whether a clause or a function word bounds a word on its left."""
    found: Array = tokens.gaps == BREAK
    found[1:] |= tokens.edge[:-1]
    return found


def closes(tokens: Tokens) -> Array:
    """Whether a clause, a comma or a function word bounds a word on its right."""
    found = np.ones(len(tokens), dtype=bool)
    found[:-1] = (tokens.gaps[1:] == BREAK) | (tokens.gaps[1:] == COMMA) | tokens.edge[1:]
    return found


def _runs(tokens: Tokens) -> tuple[Array, Array]:
    """First word and length of each run that is built like a keyphrase, in order of their place."""
    n, gaps, edge, capital, weak = len(tokens), tokens.gaps, tokens.edge, tokens.capital, tokens.weak
    number, honorific, inside = map(tokens.holds, ("number", "honorific", "inside"))
    counted = tokens.fact("syllables")
    # a run goes on with a word unless a clause or a function word comes, or a person's office after the name
    goes_on = ~((gaps == BREAK) | (edge & ~inside) | ((gaps != SPACE) & honorific))
    ends = ~edge
    ends[1:] = np.where(number[1:], (gaps[1:] == SPACE) & (capital | inside | (weak & ~edge))[:-1], ends[1:])
    alone = ~(weak | number | tokens.holds("short"))
    starts = np.flatnonzero(~(edge | number | honorific) & (counted <= LONGEST))
    syllables, commas = counted[starts], np.zeros(len(starts), dtype=int)
    firsts, sizes = [starts[alone[starts]]], [1]
    for size in range(2, LONGEST + 1):
        last = starts + size - 1
        fits = last < n
        last = last[fits]
        syllables = syllables[fits] + counted[last]
        commas = commas[fits] + (gaps[last] == COMMA)
        held = goes_on[last] & (commas <= 1) & (syllables <= LONGEST)
        starts, syllables, commas = starts[fits][held], syllables[held], commas[held]
        firsts.append(starts[ends[last[held]]])
        sizes.append(size)
    found = np.concatenate(firsts)
    lengths = np.repeat(sizes, [*map(len, firsts)])
    order = np.argsort(found * (LONGEST + 1) + lengths)
    return found[order], lengths[order]


def subruns(size: int) -> Sequence[tuple[int, int]]:
    """First word and length of every shorter run within a run of `size` words."""
    return [(i, n) for n in range(1, size) for i in range(size - n + 1)]
