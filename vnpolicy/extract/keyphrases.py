"""How much a candidate is worth as a keyphrase: two fitted models, a quick one that picks those worth a look
and one of regression trees that ranks them; both fitted by bench/fit_keyphrases.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vnpolicy import weights
from vnpolicy.extract.candidates import Candidate
from vnpolicy.extract.keyphrase_features import features
from vnpolicy.extract.trees import Trees, trees

LOOK = 100
"""Candidates of a report that the trees rank, the best of the quick model; 91 of 100 labelled ones that are
candidates at all are among them."""


@cache
def _quick() -> tuple[tuple[str, float], ...]:
    return tuple(weights.load("keyphrases.json")["quick"].items())


@cache
def _ranking() -> Trees:
    return trees("keyphrases")


def scores(found: Mapping[str, Candidate], counts: Mapping[str, int]) -> dict[str, float]:
    """Log odds, by key, that an analyst would index the report under a candidate or something near it; the
    hopeless ones are left out. `counts`: the uses of each word of the report, by key.
    """
    rows = features(found, counts)
    quick = _quick()
    first = {key: sum([weight * row[name] for name, weight in quick]) for key, row in rows.items()}
    model = _ranking()
    return {key: model.sum(rows[key]) for key in sorted(first, key=lambda k: (-first[k], k))[:LOOK]}
