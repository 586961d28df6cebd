"""Keywords of the corpus, of a document, an event, a source, a month."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vnpolicy.corpus.moment import at_one_moment
from vnpolicy.errors import UsageError
from vnpolicy.extract.forms import display_key
from vnpolicy.extract.stopwords import weak_words
from vnpolicy.lexicon import table
from vnpolicy.model import Table, Value
from vnpolicy.text.unicode import fold

if TYPE_CHECKING:
    from vnpolicy.corpus.store import Corpus

COLUMNS = ("group", "keyword", "score", "count", "documents")
GROUPINGS = ("corpus", "document", "event", "source", "month")

NESTED = 1.0
"""Log odds that a keyword loses for each chosen one that it holds or that holds it."""
SHARED = 0.3
"""Log odds that a keyword loses for a chosen one that has all the syllables of the shorter in common with it,
in another order or with others between; for a part of the syllables that part.
"""
NEXT_PERSON = 0.2
"""Log odds that a person loses for each person chosen."""
CARRIED = 0.6
"""A phrase is folded into a longer one that stands in this share of its documents."""
PRIOR = 0.1
"""What all documents together weigh in a comparison, beside a group and the rest."""
LEAST = 1e-6
"""An expected number of documents below this is none."""
_ABBREVIATION = re.compile(r"[A-ZĐ][A-ZĐ&.-]+[A-ZĐ]")
_SYLLABLE = re.compile(r"\w+")
_NUMBER = re.compile(r" số (?=\d)")
_POOL = 6  # keywords looked at for each that is wanted, when many documents are put together


@dataclass(slots=True)
class _Total:
    """A keyword over the documents of a group; `score` is the expected number of those indexed under it."""

    score: float = 0.0
    count: int = 0
    documents: int = 0
    forms: Counter[str] = field(default_factory=Counter)


@at_one_moment
def keywords(
    corpus: Corpus,
    by: str = "corpus",
    top: int = 20,
    docs: Collection[str] | None = None,
    stop: Collection[str] = (),
    compare: str | None = None,
) -> Table:
    """The `top` keywords of each group, best first; `docs`: of these documents only (None: all).

    `by`: corpus, document, event, source or month (of the event, else of the publication). `score` is, by
    document, the probability that an analyst would index it so or nearly so, otherwise the sum of these.
    `documents` counts those that have the keyword among their candidates. By document there is a column
    `path`. Documents without source or date are in no such group. `stop`: further stop words (as `stop_list`
    gives them). `compare`: a group; only what sets it apart from all other documents is told, and `score` is
    how sure that is, in standard deviations (see `apart`). Raises UsageError for another `by` and for a
    group that there is not.
    """
    if by not in GROUPINGS:
        raise UsageError(f"keywords go by {', '.join(GROUPINGS)}, not by {by!r}")
    stored = {s.doc: s for s in corpus.headers() if docs is None or s.doc in docs}
    phrases = {doc: _unstopped(value, stop) for doc, value in corpus.features("phrases") if doc in stored}
    if compare is not None:
        by, members = _compared(corpus, by, list(stored.values()), compare)
        ours, rest = (
            _totals([phrases.get(doc, []) for doc in stored if (doc in members) is side], by == "event")
            for side in (True, False)
        )
        scores = apart(*({key: total.score for key, total in side.items()} for side in (ours, rest)))
        told = _best(ours, scores, top)
        return Table("keywords", COLUMNS, [_row(compare, keyword) for keyword in told])
    if by == "document":
        rows: list[tuple[Value, ...]] = [
            (doc, form, round(_probability(score), 3), count, 1, stored[doc].paths[0])
            for doc in corpus.watch(stored, stored.__len__)
            for form, score, count, *_ in distinct(phrases.get(doc, []), top)
        ]
        return Table("keywords", (*COLUMNS, "path"), rows)
    rows = []
    groups = _groups(corpus, by, list(stored.values()))
    for group, reports in corpus.watch.parts(groups, lambda of: len(of[1])):
        totals = _totals([phrases.get(doc, []) for doc in reports], by == "event")
        scores = {key: total.score for key, total in totals.items()}
        rows += [_row(group, keyword) for keyword in _best(totals, scores, top)]
    return Table("keywords", COLUMNS, rows)


def _row(group: str, keyword: tuple[str, float, _Total]) -> tuple[Value, ...]:
    form, score, total = keyword
    return (group, form, round(score, 3), total.count, total.documents)


def stop_list(text: str) -> frozenset[str]:
    """The stop words of a user's list: one a line, words or phrases; `#` begins a comment."""
    found = (display_key(line.partition("#")[0]) for line in text.splitlines())
    return frozenset(entry for entry in found if entry)


def _unstopped(phrases: Sequence[Sequence[Any]], stop: Collection[str]) -> Sequence[Sequence[Any]]:
    return [entry for entry in phrases if not stopped(display_key(entry[0]), stop)] if stop else phrases


def stopped(key: str, stop: Collection[str]) -> bool:
    """Whether a keyword is made of nothing but stop words, at least one of them of `stop`."""
    syllables = key.replace(",", " ").split()
    reached: set[tuple[int, bool]] = {(0, False)}  # syllables taken, one of the user's among them
    for i in range(len(syllables)):
        for used in (used for at, used in tuple(reached) if at == i):
            for j in range(i + 1, len(syllables) + 1):
                part = " ".join(syllables[i:j])
                if part in stop:
                    reached.add((j, True))
                elif part in weak_words():
                    reached.add((j, used))
    return (len(syllables), True) in reached


def _compared(corpus: Corpus, by: str, stored: Sequence[Any], group: str) -> tuple[str, frozenset[str]]:
    """What `group` is a group of, and its documents; `corpus` stands for whatever has one of that name."""
    tried = ("source", "month", "event", "document") if by == "corpus" else (by,)
    names: list[str] = []
    for kind in tried:
        groups = dict(_groups(corpus, kind, stored))
        if group in groups:
            return kind, frozenset(groups[group])
        names += groups
    some = f"; there are {', '.join(names[:5])}{' ...' if len(names) > 5 else ''}" if names else ""
    raise UsageError(f"no {' or '.join(tried)} {group!r} to compare{some}")


def apart(ours: Mapping[str, float], rest: Mapping[str, float]) -> dict[str, float]:
    """By keyword, how far a group has it more often than the rest: the log odds ratio with an informative
    Dirichlet prior, the frequencies in both, over its standard deviation (Monroe et al. 2008, "Fightin'
    Words"). `ours` and `rest` are (expected) numbers of documents by keyword; only what the group has more
    often is told.
    """
    n, m = sum(ours.values()), sum(rest.values())
    scores = {}
    for key, x in ours.items():
        y = rest.get(key, 0.0)
        prior, others_prior = PRIOR * (x + y), PRIOR * ((n - x) + (m - y))
        four = (x + prior, n - x + others_prior, y + prior, m - y + others_prior)
        if min(four) > LEAST:
            a, others, b, others_rest = four
            z = (math.log(a / others) - math.log(b / others_rest)) / math.sqrt(1 / a + 1 / b)
            if z > 0:
                scores[key] = z
    return scores


def _groups(corpus: Corpus, by: str, stored: Sequence[Any]) -> list[tuple[str, list[str]]]:
    """The groups in order (events by date as everywhere, others by name), each with its documents."""
    if by == "corpus":
        return [("corpus", [s.doc for s in stored])] if stored else []
    if by == "event":
        from vnpolicy.analysis.items import in_order

        known = {s.doc for s in stored}
        events = ((event, [doc for doc in reports if doc in known]) for event, reports in in_order(corpus))
        return [(event, reports) for event, reports in events if reports]
    from vnpolicy.analysis.choose import date_of

    groups: dict[str, list[str]] = defaultdict(list)
    if by == "document":
        return [(s.doc, [s.doc]) for s in stored]
    for s in stored:
        date = date_of(s) or ""
        if group := s.source if by == "source" else date[:7] if len(date) >= 7 else None:
            groups[group].append(s.doc)
    return sorted(groups.items())


def distinct(scored: Sequence[Sequence[Any]], top: int) -> list[Sequence[Any]]:
    """The best `top` of [form, log odds, count, first place, person] entries, so that they say different
    things; what comes after the log odds may be missing.

    After maximal marginal relevance (Carbonell and Goldstein 1998): an entry loses `NESTED` for each chosen
    one that it holds or that holds it, a share of `SHARED` for each with which it has syllables in common
    otherwise, and a person `NEXT_PERSON` for each person chosen. Of two spellings of one phrase the second is
    left out, an abbreviation and what it stands for among them, and so is a piece that stands nowhere but in
    a chosen phrase (no count: none such).
    """
    said = [_said(entry) for entry in scored]
    left = {i: float(entry[1]) for i, entry in enumerate(scored)}
    chosen: list[Sequence[Any]] = []
    while left and len(chosen) < top:
        best = max(left, key=lambda i: (left[i], -i))
        del left[best]
        chosen.append(scored[best])
        for i, score in list(left.items()):
            loss = _loss(said[best], said[i])
            if loss is None:
                del left[i]
            else:
                left[i] = score - loss
    return sorted(chosen, key=lambda entry: -float(entry[1]))


@dataclass(frozen=True, slots=True)
class _Said:
    """What an entry is compared by; `letters`: abbreviations that may stand for it, or which it is
    itself, being `short`.
    """

    key: str
    bare: str
    syllables: frozenset[str]
    letters: frozenset[str]
    short: bool
    count: float
    person: bool


def _said(entry: Sequence[Any]) -> _Said:
    form = str(entry[0])
    key = display_key(form)
    syllables = _SYLLABLE.findall(key)
    count = entry[2] if len(entry) > 2 else math.inf
    person = len(entry) > 4 and bool(entry[4])
    short = _ABBREVIATION.fullmatch(form) is not None
    letters = frozenset({fold(_bare(key))}) if short else _letters(syllables)
    return _Said(key, _bare(key), frozenset(syllables), letters, short, count, person)


def _letters(syllables: Sequence[str]) -> frozenset[str]:
    """`Bộ Khoa học và Công nghệ`: `bkhvcn` and `bkhcn`; two letters are too often another phrase's."""
    told = (s for s in syllables if s not in table("phrases.toml")["joining"])
    initials = (fold("".join(s[0] for s in some)) for some in (syllables, told))
    return frozenset(letters for letters in initials if len(letters) > 2)


def _loss(chosen: _Said, other: _Said) -> float | None:
    """The log odds that an entry loses because another was chosen; None for one that says nothing more."""
    abbreviated = chosen.letters & other.letters and chosen.short is not other.short
    if other.bare == chosen.bare or abbreviated:
        return None
    if holds(chosen.key, other.key):
        return None if other.count <= chosen.count else NESTED
    if holds(other.key, chosen.key):
        return NESTED
    loss = NEXT_PERSON if chosen.person and other.person else 0.0
    if shared := len(chosen.syllables & other.syllables):
        loss += SHARED * shared / min(len(chosen.syllables), len(other.syllables))
    return loss


def holds(long: str, short: str) -> bool:
    """Whether the phrase `long` has the phrase `short` in it, whole words."""
    return f" {short} " in f" {long.replace(',', '')} "


def _bare(key: str) -> str:
    """What two spellings share: `Nghị định số 67` and `Nghị định 67`, `COVID-19` and `Covid 19`."""
    return "".join(c for c in _NUMBER.sub(" ", key) if c.isalnum())


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _totals(documents: Sequence[Sequence[Any]], names: bool) -> dict[str, _Total]:
    """The keywords of documents together, by key. `names`: personal names may be among them."""
    totals: dict[str, _Total] = defaultdict(_Total)
    for phrases in documents:
        for form, score, count, _, person in phrases:
            if person and not names:
                continue
            total = totals[display_key(form)]
            total.score += _probability(score)
            total.count += count
            total.documents += 1
            total.forms[form] += 1
    return totals


def _best(
    totals: Mapping[str, _Total], scores: Mapping[str, float], top: int
) -> list[tuple[str, float, _Total]]:
    """The `top` keywords by `scores`, each with its form, score and totals."""
    ranked = sorted(scores, key=lambda key: (-round(scores[key], 6), key))[: _POOL * top]
    kept = _folded(ranked, totals)
    scored = [[key, math.log(max(scores[key], 1e-9))] for key in kept]
    return [(_form(totals[key].forms), scores[key], totals[key]) for key, _ in distinct(scored, top)]


def _folded(ranked: Sequence[str], totals: Mapping[str, _Total]) -> list[str]:
    """`ranked` without phrases that a longer one carries in most of their documents; the longer takes the
    place.
    """
    kept: list[str] = []
    for key in ranked:
        carriers = [k for k in ranked if k != key and holds(k, key)]
        carrier = max(carriers, key=lambda k: (totals[k].documents, -ranked.index(k)), default=None)
        if carrier is not None and totals[carrier].documents >= CARRIED * totals[key].documents:
            key = carrier
        if key not in kept:
            kept.append(key)
    return kept


def _form(forms: Counter[str]) -> str:
    """The most frequent spelling; among equals the first in code point order."""
    return min(forms, key=lambda form: (-forms[form], form))
