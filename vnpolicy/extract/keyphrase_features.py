"""What speaks for a candidate as a keyphrase: how it is built, how the report uses it, how others do.

After KEA (Witten et al. 1999: TF-IDF, first position), Maui (Medelyan 2009: spread, keyphraseness), C-value
(Frantzi et al. 2000: nested phrases) and phrase boundaries.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from vnpolicy import weights
from vnpolicy.extract.candidates import Candidate, Token, is_person, joined_key
from vnpolicy.lexicon import lines, table

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


def features(found: Mapping[str, Candidate], counts: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """The features, by key and name, of each candidate of one report that is worth a look; `counts`: the uses
    of each word of the report, by key.

    A candidate that stands once, is not bounded on its right, has no capital and is not known to the
    background is hardly ever a keyphrase, but a third of all; nor is an office or body with the name of its
    head (6 of 57 that ranked among the best ten).
    """
    known = background().phrases
    found = {
        k: c
        for k, c in found.items()
        if (c.count > 1 or c.closes or c.title or c.tokens[0].capital or k in known)
        and not ends_with_person(c)
    }
    around = Around(found, counts)
    rows = {key: _features(cand, around) for key, cand in found.items()}
    for name in ("tfidf", "log_count"):
        top = max((row[name] for row in rows.values()), default=1.0) or 1.0
        for row in rows.values():
            row[f"{name}_share"] = row[name] / top
    return rows


def ends_with_person(cand: Candidate) -> bool:
    """Whether the candidate is something and a person's name; a street or school may bear one."""
    if len(cand.tokens) == 1 or not cand.tokens[-1].capital or not is_person(cand.last_word):
        return False
    namesakes, not_people = _names()
    return cand.tokens[-2].key not in namesakes and cand.last_word not in not_people


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    names = table("names.toml")
    return frozenset(names["namesakes"]), frozenset(names["not_people"])


class Around:
    """What the features of a candidate need of the others: `words`, the length of the report in words;
    `head`, the content words of title and lead; `longer`, by key, how often the most frequent longer
    candidate that holds it stands; `parts`, how often the rarest and the most frequent shorter ones that it
    holds stand.
    """

    def __init__(self, found: Mapping[str, Candidate], counts: Mapping[str, int]) -> None:
        self.counts = counts
        self.words = max(1, sum(counts.values()))
        self.head = {t.key for c in found.values() if c.title or c.lead for t in c.tokens if not t.edge}
        self.title = {t.key for c in found.values() if c.title for t in c.tokens if not t.edge}
        self.longer: dict[str, int] = {}
        self.longer_head: dict[str, int] = {}
        self.shorter: dict[str, int] = {}
        for key, cand in found.items():
            n = len(cand.tokens)
            best = 0
            for i in range(n if n > 1 else 0):
                for j in range(i + 1, n + 1):
                    if j - i < n:
                        part = joined_key(cand.tokens[i:j])
                        if cand.count > self.longer.get(part, 0):
                            self.longer[part] = cand.count
                        if cand.title:
                            self.longer_head[part] = 1
                        if part in found:
                            best = max(best, found[part].count)
            self.shorter[key] = best


def _features(cand: Candidate, around: Around) -> dict[str, float]:
    content = [t for t in cand.tokens if not (t.edge or t.number)]
    return _shape(cand, cand.tokens) | _use(cand, content, around) | _rarity(cand, content)


def _shape(cand: Candidate, parts: Sequence[Token]) -> dict[str, float]:
    """How the candidate is built."""
    syllables = sum(t.syllables for t in parts)
    form = cand.display
    person = is_person(form)
    return {
        "syllables": syllables,
        "words": len(parts),
        "weak_share": sum(t.weak for t in parts) / len(parts),
        "comma": any(t.gap == "," for t in parts[1:]),
        "inside_words": sum(t.edge for t in parts),
        "person": person,
        "name_last": len(parts) > 1 and parts[-1].capital and is_person(cand.last_word),
        "capital_first": parts[0].capital,
        "capital_last": parts[-1].capital,
        "capitals": sum(t.capital for t in parts) / len(parts),
        "upper": form.isupper(),
        "number_last": parts[-1].number,
        "digits": any(c.isdigit() for c in form),
        "body": parts[0].key in _bodies(),
        "law": parts[0].key in _laws(),
        "place": parts[-1].capital and _placed(form),
    }


def _use(cand: Candidate, content: Sequence[Token], around: Around) -> dict[str, float]:
    """How the report uses it."""
    n = cand.count
    longer = around.longer.get(cand.key, 0)
    uses = [around.counts.get(t.key, 1) for t in content]
    return {
        "log_count": math.log(n),
        "rate": n / around.words,
        "log_words": math.log(around.words),
        "title": cand.title,
        "lead": cand.lead / n,
        "place_first": cand.tokens[0].place / around.words,
        "place_last": cand.last / around.words,
        "sentence_first": math.log1p(cand.tokens[0].sentence),
        "closes": cand.closes / n,
        "opens": cand.opens / n,
        "cut_left": cand.cut_left / n,
        "cut_right": cand.cut_right / n,
        "quoted": cand.quoted / n,
        "titled": cand.titled / n,
        "speaks": cand.speaks / n,
        "left_words": math.log1p(len(cand.before)),
        "right_words": math.log1p(len(cand.after)),
        "longer": longer / n,
        "longer_head": around.longer_head.get(cand.key, 0),
        "shorter": around.shorter.get(cand.key, 0) / n,
        "least_use": n / max(1, min(uses)),
        "most_use": math.log1p(max(uses)),
        "head_words": sum(t.key in around.head for t in content) / len(content),
        "title_words": sum(t.key in around.title for t in content) / len(content),
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
    first = _word(parts[0].key)
    counts = (known.words if alone else known.phrases).get(cand.key, _UNSEEN)
    base = known.word_base if alone else known.phrase_base
    cohesion = 0.0
    if not alone and counts[0] and len(words) > 1:
        ends = (words[0].reports + 1) * (words[-1].reports + 1)
        cohesion = math.log(counts[0] * n / ends) / -math.log(counts[0] / n)  # NPMI (Bouma 2009)
    idfs = [w.idf for w in words]
    return {
        "idf": sum(idfs) / len(idfs),
        "idf_most": max(idfs),
        "idf_least": min(idfs),
        "idf_last": 3.0 if parts[-1].number else last.idf,
        "idf_first": first.idf,
        "reports": math.log1p(counts[0]),
        "tfidf": math.log1p(cand.count) * math.log((n + 1) / (counts[0] + 1)),
        "cohesion": cohesion,
        "least_head": min([w.head for w in words]),
        "mean_head": sum([w.head for w in words]) / len(words),
        "first_noun": first.noun,
        "first_verb": first.verb,
        "last_verb": last.verb,
        "last_noun": math.log(last.noun / last.verb),
        "head_rate": rate(counts, 1, base),
        "open_rate": rate(counts, 3, base),
        "close_rate": rate(counts, 4, base),
    }


@cache
def _bodies() -> frozenset[str]:
    return frozenset(table("organizations.toml")["heads"])


@cache
def _laws() -> frozenset[str]:
    return frozenset(table("document_types.toml")["nouns"])


@cache
def _places() -> frozenset[str]:
    rows = table("provinces.toml")["provinces"]
    provinces = {name for row in rows for name in (row["name"], *row.get("also", []))}
    districts = {name for names in table("districts.toml").values() for name in names}
    return frozenset(provinces | districts | set(lines("countries.txt")))


def _placed(form: str) -> bool:
    """Whether `form` ends with the name of a province, district, city or country."""
    syllables = form.split()
    return any(" ".join(syllables[i:]) in _places() for i in range(len(syllables)))
