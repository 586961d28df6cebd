"""How likely two statements of one event, in different reports, say the same.

A logistic regression over surface likeness: what share of their weight the two texts have in common, by
syllables and by pairs of neighbours, each syllable weighing by its inverse document frequency in a background
collection (Sparck Jones 1972) and, in a second reading, by how few statements of the same event have it; and
whether the same speaker is named. Weights: `weights/same_item.json`, fitted by `bench/merge_pairs.py`.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from typing import Any

from vnpolicy.extract.forms import is_person
from vnpolicy.text.unicode import fold
from vnpolicy.weights import load

WEIGHTS = "same_item.json"
LEAST_SHARED = 0.3
"""Statements that share a smaller part of the shorter one are not looked at closely."""
SHORT = 8
"""Syllables; fewer are often a set phrase."""
_SMOOTH = 20
"""Statements added to those of the event, so that few of them do not decide what is common."""
_UNSEEN = 5
_SYLLABLE = re.compile(r"\w+")

_LIKENESS = ("held", "dice", "pairs_held", "pairs_dice", "event_held", "event_dice")

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement made ready to compare: folded syllables, which of them (places) are abbreviations, the
    initials of all, and what the different ones weigh together.
    """

    family: str
    doc: str
    speaker: str | None
    syllables: tuple[str, ...]
    abbreviations: tuple[int, ...]
    initials: str
    weight: float


def prepare(family: str, text: str, speaker: str | None, doc: str) -> Prepared:
    """A statement made ready to compare."""
    written = _SYLLABLE.findall(text)
    folded = tuple(fold(s) for s in written)
    short = tuple(i for i, s in enumerate(written) if len(s) > 1 and s.isupper() and s.isalpha())
    initials = "".join(s[0] for s in folded)
    return Prepared(family, doc, speaker, folded, short, initials, sum(map(_weight, set(folded))))


def probabilities(statements: Sequence[Prepared]) -> dict[tuple[int, int], float]:
    """For pairs i < j of an event's statements, of different reports: how likely they say the same, 0 to 1.

    Pairs that have too little in common are left out.
    """
    model = load(WEIGHTS)
    likely = {}
    for (i, j), found in features(statements).items():
        if statements[i].syllables == statements[j].syllables:
            likely[i, j] = 1.0
            continue
        score = model["intercept"] + sum(weight * found[name] for name, weight in model["weights"].items())
        likely[i, j] = 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))
    return likely


def features(statements: Sequence[Prepared]) -> dict[tuple[int, int], Features]:
    """What pairs i < j of an event's statements, of different reports, have in common, by name."""
    telling = _telling(statements)
    found: dict[tuple[int, int], Features] = {}
    best: dict[tuple[int, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for i, j in combinations(range(len(statements)), 2):
        a, b = statements[i], statements[j]
        if a.family != b.family or a.doc == b.doc:
            continue
        if (shared := _in_common(a, b, telling)) is None:
            continue
        found[i, j] = shared
        for key in ((i, b.doc), (j, a.doc)):
            best[key] = sorted((*best[key], _overall(shared)))[1:]
    for (i, j), shared in found.items():
        mine = _overall(shared)
        rivals = [best[i, statements[j].doc], best[j, statements[i].doc]]
        shared["margin"] = min(mine - (second if mine >= first else first) for second, first in rivals)
    return found


def _telling(statements: Sequence[Prepared]) -> dict[str, float]:
    """For each syllable: how telling it is among the statements of one event, the more the fewer have it."""
    count = Counter(s for statement in statements for s in set(statement.syllables))
    return {s: math.log((len(statements) + _SMOOTH) / (n + 1)) for s, n in count.items()}


def _overall(found: Features) -> float:
    return sum(found[name] for name in _LIKENESS) / len(_LIKENESS)


def _in_common(a: Prepared, b: Prepared, telling: Mapping[str, float]) -> Features | None:
    """What two statements have in common, symmetric in a and b; None for too little."""
    first, second = _written_out(a, b), _written_out(b, a)
    ours, theirs = set(first), set(second)
    if sum(map(_weight, ours & theirs)) < LEAST_SHARED * min(a.weight, b.weight):
        return None
    weight = {s: _weight(s) for s in ours | theirs}
    held, dice = _shared(ours, theirs, weight)
    here = {s: w * telling.get(s, 1.0) for s, w in weight.items()}
    event_held, event_dice = _shared(ours, theirs, here)
    pairs, other = set(pairwise(first)), set(pairwise(second))
    pairs_held, pairs_dice = _shared(pairs, other, {p: _pair_weight(p) for p in pairs | other})
    both = bool(a.speaker and b.speaker)
    one = compatible(a.speaker, b.speaker)
    people = both and not one and is_person(a.speaker or "") and is_person(b.speaker or "")
    return {
        "held": held,
        "dice": dice,
        "pairs_held": pairs_held,
        "pairs_dice": pairs_dice,
        "event_held": event_held,
        "event_dice": event_dice,
        "short": float(min(len(a.syllables), len(b.syllables)) < SHORT),
        "same_speaker": float(both and one),
        "other_speaker": float(both and not one),
        "other_person": float(people),
    }


def _written_out(of: Prepared, other: Prepared) -> tuple[str, ...]:
    """The syllables, abbreviations replaced by the words that they stand for in the other statement."""
    if not of.abbreviations:
        return of.syllables
    out: list[str] = []
    known = set(other.syllables)
    for i, syllable in enumerate(of.syllables):
        start = other.initials.find(syllable) if i in of.abbreviations and syllable not in known else -1
        out += other.syllables[start : start + len(syllable)] if start >= 0 else (syllable,)
    return tuple(out)


def _shared(a: set[Any], b: set[Any], weight: Mapping[Any, float]) -> tuple[float, float]:
    """The weight of what both have: as a share of the lighter one, and twice over the sum of both (Dice)."""
    mine, theirs, common = (sum(weight[x] for x in part) for part in (a, b, a & b))
    return common / max(1e-9, min(mine, theirs)), 2 * common / max(1e-9, mine + theirs)


@cache
def _background() -> tuple[int, dict[str, int], dict[str, int]]:
    """Reports of the background; in how many each folded pair stands, and at least how many each syllable."""
    data = load("syllable_pairs.json.gz")
    pairs: Counter[str] = Counter()
    for pair, n in data["df"].items():
        pairs[fold(pair)] += n
    single: dict[str, int] = {}
    for pair, n in pairs.items():
        for syllable in pair.split():
            single[syllable] = max(n, single.get(syllable, 0))
    return data["documents"], single, pairs


@cache
def _weight(syllable: str) -> float:
    documents, single, _ = _background()
    return _idf(documents, single.get(syllable, _UNSEEN))


@cache
def _pair_weight(pair: tuple[str, str]) -> float:
    documents, _, pairs = _background()
    return _idf(documents, pairs.get(" ".join(pair), _UNSEEN))


def _idf(documents: int, count: int) -> float:
    return math.log((documents + 1) / (min(documents, count) + 1)) + 0.01


def compatible(a: str | None, b: str | None) -> bool:
    """Whether two names can be one person's: one is missing, or the shorter ends the longer."""
    if not a or not b:
        return True
    short, long = sorted((_SYLLABLE.findall(fold(a)), _SYLLABLE.findall(fold(b))), key=len)
    return bool(short) and long[-len(short) :] == short
