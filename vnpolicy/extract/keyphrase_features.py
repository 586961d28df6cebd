"""What speaks for a candidate as a keyphrase: how it is built, how the report uses it, how others do.

After KEA (Witten et al. 1999: TF-IDF, first position), Maui (Medelyan 2009: spread, keyphraseness), C-value
(Frantzi et al. 2000: nested phrases) and phrase boundaries. All candidates of a report are looked at at once:
a feature is a column over them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np

from vnpolicy.extract.candidates import LONGEST, Candidates, subruns
from vnpolicy.extract.forms import is_person
from vnpolicy.extract.tokens import COMMA
from vnpolicy.extract.word_facts import UNSEEN, Array, background, rate
from vnpolicy.lexicon import lines, table

Columns = dict[str, Array]

_PER = re.compile(r"[^\W\d_]/[^\W\d_]")


def worth_a_look(found: Candidates) -> Array:
    """The places of the candidates that features are made of.

    A candidate that stands once, is not bounded on its right, has no capital and is not known to the
    background is hardly ever a keyphrase, but a third of all; nor is an office or body with the name of its
    head (6 of 57 that ranked among the best ten), nor a country with the name of somebody from there (none of
    160), nor what goes by a unit (`đồng/kg`; none of 80).
    """
    known, counts = background().phrases, found.counts
    kept = (counts["count"] > 1) | (counts["closes"] > 0) | (counts["title"] > 0)
    kept |= found.tokens.capital[found.firsts]
    for at in np.flatnonzero(~kept).tolist():
        kept[at] = found.keys[at] in known
    capital = found.tokens.capital[found.firsts + found.sizes - 1]
    for at in np.flatnonzero(kept & capital).tolist():
        # a countryman has three syllables
        kept[at] = not (
            ends_with_person(found, at) or (found.keys[at].count(" ") > 1 and countryman(found.display(at)))
        )
    for at in np.flatnonzero(kept & ~capital).tolist():
        kept[at] = not (_PER.search(found.keys[at]) and found.display(at).islower())
    return np.flatnonzero(kept)


def _named(found: Candidates) -> Array:
    """Whether a candidate of several words ends with a capital."""
    named: Array = (found.sizes > 1) & found.tokens.capital[found.firsts + found.sizes - 1]
    return named


def ends_with_person(found: Candidates, at: int) -> bool:
    """Whether candidate `at` is something and a person's name; a street or school may bear one."""
    if found.sizes[at] == 1 or not is_person(last_word := found.last_word(at)):
        return False
    namesakes, not_people = _names()
    before = found.tokens.keys[found.firsts[at] + found.sizes[at] - 2]
    return before not in namesakes and last_word not in not_people


@lru_cache(maxsize=1 << 14)
def countryman(form: str) -> bool:
    """Whether `form` is a foreign country and a name (`Ý Marco Bellini`): one syllable behind it may be
    part of its name or of a region's (`Mỹ Latinh`).
    """
    syllables = form.split()
    if not all(s[0].isupper() for s in syllables):
        return False
    return any(" ".join(syllables[:end]) in _foreign() for end in range(1, len(syllables) - 1))


@cache
def _foreign() -> frozenset[str]:
    return frozenset(lines("countries.txt")) - set(table("names.toml")["home"])


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    names = table("names.toml")
    return frozenset(names["namesakes"]), frozenset(names["not_people"])


class Features:
    """The features of the candidates at the places `chosen`: `columns`, by name."""

    def __init__(self, found: Candidates, chosen: Array) -> None:
        self._found, self._chosen, self._tokens = found, chosen, found.tokens
        self._keys = [found.keys[at] for at in chosen.tolist()]
        self._firsts, self._sizes = found.firsts[chosen], found.sizes[chosen]
        self._lasts = self._firsts + self._sizes - 1
        self._counts = {name: column[chosen] for name, column in found.counts.items()}
        # the words of each candidate, shape (candidates, LONGEST); `_inside` tells those there are
        self._words = self._firsts[:, None] + np.arange(LONGEST)
        self._inside = self._words <= self._lasts[:, None]
        self._words[~self._inside] = 0
        tokens = found.tokens
        self._content = self._inside & ~(tokens.edge | tokens.holds("number"))[self._words]
        self._contents = self._content.sum(1)
        self.columns: Columns = {} if not len(chosen) else self._shape() | self._use() | self._rarity()
        for name in ("tfidf", "log_count") if len(chosen) else ():
            column = self.columns[name]
            self.columns[f"{name}_share"] = column / (column.max() or 1.0)

    def _any(self, holds: Array) -> Array:
        """For how many of a candidate's words something holds, or the sum of numbers over them."""
        counted: Array = (holds[self._words] * self._inside).sum(1)
        return counted

    def _shape(self) -> Columns:
        """How the candidates are built."""
        tokens, sizes, lasts = self._tokens, self._sizes, self._lasts
        capital, number = tokens.capital, tokens.holds("number")
        commas = (tokens.gaps == COMMA)[self._words] & self._inside
        person, upper = np.zeros((2, len(sizes)), dtype=bool)
        place = capital[lasts]
        for at in np.flatnonzero(self._counts["cased"]).tolist():
            form = self._found.display(self._chosen[at])
            person[at], upper[at] = is_person(form), form.isupper()
            place[at] = place[at] and _placed(form)
        name_last = _named(self._found)[self._chosen]
        for at in np.flatnonzero(name_last).tolist():
            name_last[at] = is_person(self._found.last_word(int(self._chosen[at])))
        return {
            "syllables": self._any(tokens.fact("syllables")),
            "words": sizes,
            "weak_share": self._any(tokens.weak) / sizes,
            "comma": commas[:, 1:].any(1),
            "inside_words": self._any(tokens.edge),
            "person": person,
            "name_last": name_last,
            "capital_first": capital[self._firsts],
            "capital_last": capital[lasts],
            "capitals": self._any(capital) / sizes,
            "upper": upper,
            "number_last": number[lasts],
            "digits": self._any(tokens.fact("digit")) > 0,
            "body": tokens.fact("body")[self._firsts],
            "law": tokens.fact("law")[self._firsts],
            "place": place,
        }

    def _use(self) -> Columns:
        """How the report uses them."""
        tokens, found, counts, content = self._tokens, self._found, self._counts, self._content
        n, words = counts["count"], max(1, len(tokens))
        longer, longer_head, shorter = self._nested()
        different, same, times = np.unique(tokens.rows, return_inverse=True, return_counts=True)
        uses = times[same][self._words]
        title = np.zeros(len(different), dtype=bool)
        title[same[self._of(counts["title"] > 0)]] = True
        head = title.copy()
        head[same[self._of(counts["lead"] > 0)]] = True
        head_words, title_words = (
            (marked[same][self._words] & content).sum(1) / self._contents for marked in (head, title)
        )
        by_use = ("lead", "closes", "opens", "cut_left", "cut_right", "quoted", "titled", "speaks")
        return {name: counts[name] / n for name in by_use} | {
            "log_count": np.log(n),
            "rate": n / words,
            "log_words": np.full(len(n), np.log(words)),
            "title": counts["title"],
            "place_first": tokens.places[self._firsts] / words,
            "place_last": found.lasts[self._chosen] / words,
            "sentence_first": np.log1p(tokens.sentences[self._firsts]),
            "left_words": np.log1p(found.before[self._chosen]),
            "right_words": np.log1p(found.after[self._chosen]),
            "longer": longer / n,
            "longer_head": longer_head,
            "shorter": shorter / n,
            "least_use": n / np.where(content, uses, len(tokens)).min(1),
            "most_use": np.log1p(np.where(content, uses, 0).max(1)),
            "head_words": head_words,
            "title_words": title_words,
        }

    def _of(self, some: Array) -> Array:
        """The words, but those at edges of phrases, of some of the candidates."""
        held = self._inside[some] & ~self._tokens.edge[self._words[some]]
        of: Array = self._words[some][held]
        return of

    def _nested(self) -> tuple[Array, Array, Array]:
        """How often the most frequent longer candidate that holds a candidate stands, and whether one is in
        the title; how often the most frequent shorter one that it holds stands.
        """
        n, sizes = self._counts["count"], self._sizes
        longer, longer_head, shorter = np.zeros((3, len(n)), dtype=int)
        place = {key: at for at, key in enumerate(self._keys)}
        spelling = self._found.spelling
        for size in range(2, int(sizes.max(initial=0)) + 1):
            whole = np.flatnonzero(sizes == size)
            shift, length = np.array(subruns(size)).T
            holders = np.repeat(whole, len(shift))
            keys = spelling.of((self._firsts[whole][:, None] + shift).ravel(), np.tile(length, len(whole)))
            parts = np.array([place.get(key, -1) for key in keys], dtype=int)
            holders, parts = holders[parts >= 0], parts[parts >= 0]
            np.maximum.at(longer, parts, n[holders])
            longer_head[parts[self._counts["title"][holders] > 0]] = 1
            np.maximum.at(shorter, holders, n[parts])
        return longer, longer_head, shorter

    def _rarity(self) -> Columns:
        """What the background says of the candidates and their words."""
        known, tokens, content = background(), self._tokens, self._content
        alone, fact, words = self._sizes == 1, tokens.fact, self._words
        counts = np.array([known.phrases.get(key, UNSEEN[:5]) for key in self._keys]).T
        counts[0, alone] = fact("reports")[self._firsts][alone]
        idf, head = fact("idf"), fact("head")
        idfs, heads = idf[words], head[words]
        seen = np.log((known.documents + 1) / (counts[0] + 1))
        by_word = {"head_rate": ("head", 1), "open_rate": ("open", 3), "close_rate": ("close", 4)}
        return {
            "idf": _sum(idfs * content) / self._contents,
            "idf_most": np.where(content, idfs, -np.inf).max(1),
            "idf_least": np.where(content, idfs, np.inf).min(1),
            "idf_last": np.where(tokens.holds("number"), 3.0, idf)[self._lasts],
            "idf_first": idf[self._firsts],
            "reports": np.log1p(counts[0]),
            "tfidf": np.log1p(self._counts["count"]) * seen,
            "cohesion": self._cohesion(counts[0]),
            "least_head": np.where(content, heads, np.inf).min(1),
            "mean_head": _sum(heads * content) / self._contents,
            "first_noun": fact("noun")[self._firsts],
            "first_verb": fact("verb")[self._firsts],
            "last_verb": fact("verb")[self._lasts],
            "last_noun": fact("last_noun")[self._lasts],
        } | {
            name: np.where(alone, fact(one)[self._firsts], rate(counts, column, known.phrase_base))
            for name, (one, column) in by_word.items()
        }

    def _cohesion(self, reports: Array) -> Array:
        """Normalised pointwise mutual information (Bouma 2009) of the first and last content words."""
        n, cohesion = background().documents, np.zeros(len(reports))
        some = np.flatnonzero((self._sizes > 1) & (reports > 0) & (self._contents > 1))
        word_reports = self._tokens.fact("reports")
        content = self._content[some]
        last = self._words[some, LONGEST - 1 - content[:, ::-1].argmax(1)]
        # the first word of a candidate is a content word
        ends = (word_reports[self._firsts[some]] + 1) * (word_reports[last] + 1)
        cohesion[some] = np.log(reports[some] * n / ends) / -np.log(reports[some] / n)
        return cohesion


def _sum(rows: Array) -> Array:
    """The sum of each row, added up from the left whatever the machine."""
    total = rows[:, 0].copy()
    for column in rows.T[1:]:
        total += column
    return total


@cache
def _places() -> frozenset[str]:
    rows = table("provinces.toml")["provinces"]
    provinces = {name for row in rows for name in (row["name"], *row.get("also", []))}
    districts = {name for names in table("districts.toml").values() for name in names}
    return frozenset(provinces | districts | set(lines("countries.txt")))


@lru_cache(maxsize=1 << 14)
def _placed(form: str) -> bool:
    """Whether `form` ends with the name of a province, district, city or country."""
    syllables = form.split()
    return any(" ".join(syllables[i:]) in _places() for i in range(len(syllables)))


def matrix(columns: Columns, names: Sequence[str]) -> Array:
    """The columns `names` as one array, shape (names, candidates)."""
    return np.array([columns[name] for name in names], dtype=float)
