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
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement made ready to compare: folded syllables, which of them (places) are abbreviations, the
    initials of all, and what the different syllables and pairs of neighbours weigh together.
    """

    family: str
    doc: str
    speaker: str | None
    syllables: tuple[str, ...]
    abbreviations: tuple[int, ...]
    initials: str
    different: frozenset[str]
    pairs: frozenset[Pair]
    weight: float
    pairs_weight: float


def prepare(family: str, text: str, speaker: str | None, doc: str) -> Prepared:
    """A statement made ready to compare."""
    written = _SYLLABLE.findall(text)
    folded = tuple(fold(s) for s in written)
    short = tuple(i for i, s in enumerate(written) if len(s) > 1 and s.isupper() and s.isalpha())
    return _prepared(family, doc, speaker, folded, short)


def _prepared(
    family: str, doc: str, speaker: str | None, syllables: tuple[str, ...], abbreviations: tuple[int, ...]
) -> Prepared:
    initials = "".join(s[0] for s in syllables)
    different, pairs = frozenset(syllables), frozenset(pairwise(syllables))
    weight, pairs_weight = sum(map(_weight, different)), sum(map(_pair_weight, pairs))
    return Prepared(
        family, doc, speaker, syllables, abbreviations, initials, different, pairs, weight, pairs_weight
    )


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
    here = [_heavy(statement, telling) for statement in statements]
    found: dict[tuple[int, int], Features] = {}
    best: dict[tuple[int, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for i, j in combinations(range(len(statements)), 2):
        a, b = statements[i], statements[j]
        if a.family != b.family or a.doc == b.doc:
            continue
        if (shared := _in_common(a, b, telling, (here[i], here[j]))) is None:
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


def _heavy(statement: Prepared, telling: Mapping[str, float]) -> float:
    """What the different syllables weigh by how telling they are in the event too."""
    return sum(_weight(s) * telling.get(s, 1.0) for s in statement.different)


def _in_common(
    a: Prepared, b: Prepared, telling: Mapping[str, float], here: tuple[float, float]
) -> Features | None:
    """What two statements have in common, symmetric in a and b; None for too little.

    `here`: `_heavy` of the two.
    """
    least, length = LEAST_SHARED * min(a.weight, b.weight), min(len(a.syllables), len(b.syllables))
    if a.abbreviations or b.abbreviations:
        one, other = _written_out(a, b), _written_out(b, a)
        here = (
            here[0] if one is a else _heavy(one, telling),
            here[1] if other is b else _heavy(other, telling),
        )
        a, b = one, other
    shared = a.different & b.different
    weights = [_weight(s) for s in shared]
    if (common := sum(weights)) < least:
        return None
    held, dice = _shares(common, a.weight, b.weight)
    common = sum(w * telling.get(s, 1.0) for s, w in zip(shared, weights, strict=True))
    event_held, event_dice = _shares(common, *here)
    common = sum(map(_pair_weight, a.pairs & b.pairs))
    pairs_held, pairs_dice = _shares(common, a.pairs_weight, b.pairs_weight)
    both = bool(a.speaker and b.speaker)
    same = compatible(a.speaker, b.speaker)
    people = both and not same and is_person(a.speaker or "") and is_person(b.speaker or "")
    return {
        "held": held,
        "dice": dice,
        "pairs_held": pairs_held,
        "pairs_dice": pairs_dice,
        "event_held": event_held,
        "event_dice": event_dice,
        "short": float(length < SHORT),
        "same_speaker": float(both and same),
        "other_speaker": float(both and not same),
        "other_person": float(people),
    }


def _written_out(of: Prepared, other: Prepared) -> Prepared:
    """The statement with its abbreviations replaced by the words that they stand for in the other one."""
    starts = {
        place: other.initials.find(of.syllables[place])
        for place in of.abbreviations
        if of.syllables[place] not in other.different and of.syllables[place] in other.initials
    }
    if not starts:
        return of
    out: list[str] = []
    for place, syllable in enumerate(of.syllables):
        start = starts.get(place)
        out += (syllable,) if start is None else other.syllables[start : start + len(syllable)]
    return _prepared(of.family, of.doc, of.speaker, tuple(out), ())


def _shares(common: float, mine: float, theirs: float) -> tuple[float, float]:
    """The weight of what both have: as a share of the lighter one, and twice over the sum of both (Dice)."""
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
def _pair_weight(pair: Pair) -> float:
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
