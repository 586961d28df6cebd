"""How much a candidate is worth as a keyphrase: a logistic model over evidence in the report and background
counts.

Features after KEA (Witten et al. 1999: TF-IDF, first position), C-value (nested phrases) and phrase
boundaries; fitted by bench/fit_keyphrases.py.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from vnpolicy import weights
from vnpolicy.extract.candidates import Candidate, Token, is_person, joined_key

_SMOOTH = 5
_UNSEEN = (0,) * 7


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


def rate(counts: Sequence[int], column: int, base: Sequence[float]) -> float:
    """A column of background counts as a share, smoothed towards the share over all words."""
    of = counts[0] if column == 1 else counts[2]
    return (counts[column] + _SMOOTH * base[column]) / (of + _SMOOTH)


@cache
def background() -> Background:
    """The background that is shipped."""
    data = weights.load("keyphrase_background.json.gz")
    return Background(
        data["documents"], data["words"], data["phrases"], data["word_base"], data["phrase_base"]
    )


@cache
def _model() -> tuple[float, tuple[tuple[str, float], ...]]:
    data = weights.load("keyphrases.json")
    return data["intercept"], tuple(data["weights"].items())


def scores(found: Mapping[str, Candidate]) -> dict[str, float]:
    """Log odds, by key, that an analyst would index the report under a candidate; the hopeless ones are left
    out.
    """
    intercept, model = _model()
    return {
        key: intercept + sum([weight * row[name] for name, weight in model])
        for key, row in features(found).items()
    }


def features(found: Mapping[str, Candidate]) -> dict[str, dict[str, float]]:
    """The features, by key and name, of each candidate of one report that is worth a look.

    A candidate that stands once, is not bounded on its right and is not known to the background is hardly
    ever a keyphrase (4 of 100 labelled ones), but a third of all.
    """
    known = background()
    found = {k: c for k, c in found.items() if c.count > 1 or c.closes or k in known.phrases}
    longer = _longer(found)
    head = {t.key for c in found.values() if c.title or c.lead for t in c.tokens if not t.edge}
    rows = {key: _features(cand, longer.get(key, 0), head) for key, cand in found.items()}
    top = max((row["tfidf"] for row in rows.values()), default=1.0) or 1.0
    for row in rows.values():
        row["tfidf_share"] = row["tfidf"] / top
    return rows


def _longer(found: Mapping[str, Candidate]) -> dict[str, int]:
    """How often the most frequent longer candidate that holds a candidate stands in the report, by key."""
    longer: dict[str, int] = {}
    for cand in found.values():
        n = len(cand.tokens)
        for i in range(n if n > 1 else 0):
            for j in range(i + 1, n + 1):
                if j - i < n:
                    key = joined_key(cand.tokens[i:j])
                    if cand.count > longer.get(key, 0):
                        longer[key] = cand.count
    return longer


def _features(cand: Candidate, longer: int, head: set[str]) -> dict[str, float]:
    content = [t for t in cand.tokens if not (t.edge or t.number)]
    return _shape(cand, cand.tokens) | _use(cand, content, longer, head) | _rarity(cand, content)


def _shape(cand: Candidate, parts: Sequence[Token]) -> dict[str, float]:
    """How the candidate is built."""
    syllables = sum(t.syllables for t in parts)
    person = is_person(cand.display)
    return {
        "syllables_1": syllables == 1,
        "syllables_2": syllables == 2,
        "syllables_4": syllables == 4,
        "one_word": len(parts) == 1,
        "weak_share": sum(t.weak for t in parts) / len(parts),
        "comma": any(t.gap == "," for t in parts[1:]),
        "inside_words": sum(t.edge for t in parts),
        "person": person,
        "person_count": person * math.log(cand.count),
        "title_first": parts[0].honorific,
        "name_last": len(parts) > 1 and parts[-1].capital and is_person(cand.last_word),
        "capital_last_only": parts[-1].capital and not parts[0].capital,
        "capital_first": parts[0].capital,
        "number_last": parts[-1].number,
    }


def _use(cand: Candidate, content: Sequence[Token], longer: int, head: set[str]) -> dict[str, float]:
    """How the report uses it."""
    closes, opens = cand.closes / cand.count, cand.opens / cand.count
    return {
        "once": cand.count == 1,
        "title_one_word": cand.title > 0 and len(cand.tokens) == 1,
        "late": math.log1p(cand.tokens[0].sentence),
        "closes": closes,
        "cut_left": cand.cut_left / cand.count,
        "cut_right": cand.cut_right / cand.count,
        "bounded": closes * opens,
        "left_words": math.log1p(len(cand.before)),
        "nested": longer >= cand.count,
        "head_words": sum(t.key in head for t in content) / len(content),
    }


@dataclass(frozen=True, slots=True)
class _Word:
    """What the background says of a word."""

    reports: int
    idf: float
    head: float
    verb: float
    noun: float


@lru_cache(maxsize=1 << 14)
def _word(key: str) -> _Word:
    known = background()
    counts = known.words.get(key, _UNSEEN)
    head, verb, noun = (rate(counts, column, known.word_base) for column in (1, 5, 6))
    return _Word(counts[0], math.log((known.documents + 1) / (counts[0] + 1)), head, verb, noun)


def _rarity(cand: Candidate, content: Sequence[Token]) -> dict[str, float]:
    """What the background says of the candidate and its words."""
    known, parts = background(), cand.tokens
    n, alone = known.documents, len(parts) == 1
    words = [_word(t.key) for t in content]
    last = words[-1] if content[-1] is parts[-1] else _word(parts[-1].key)
    counts = (known.words if alone else known.phrases).get(cand.key, _UNSEEN)
    base = known.word_base if alone else known.phrase_base
    closes = rate(counts, 4, base)
    cohesion = 0.0
    if not alone and counts[0] and len(words) > 1:
        ends = (words[0].reports + 1) * (words[-1].reports + 1)
        cohesion = math.log(counts[0] * n / ends) / -math.log(counts[0] / n)  # NPMI (Bouma 2009)
    return {
        "idf": sum([w.idf for w in words]) / len(words),
        "idf_last": 3.0 if parts[-1].number else words[-1].idf,
        "known": not alone and counts[0] > 0,
        "tfidf": math.log1p(cand.count) * math.log((n + 1) / (counts[0] + 1)),
        "cohesion": cohesion,
        "least_head": min([w.head for w in words]),
        "first_noun": _word(parts[0].key).noun,
        "last_verb": last.verb,
        "last_noun": math.log(last.noun / last.verb),
        "head_rate": rate(counts, 1, base),
        "close_rate": closes,
        "bound_rate": closes * rate(counts, 3, base),
    }
