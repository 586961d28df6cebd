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

LOOK = 45
"""Candidates of a report that the trees rank, the best of the quick model. They are fitted on the best 100;
ranking fewer takes half the time and finds as many keyphrases of reports not seen.
"""


WORTH = ("worth_first", "worth_last", "worth_head")
"""Features for the trees: how often candidates with such a first word, last word and first syllable are
keyphrases."""
USUAL = 0.1
"""The same share over all candidates worth a look, for words that too few labelled reports have."""


def roles(cand: Candidate) -> tuple[str, str, str]:
    """The keys of a candidate in the table of `WORTH`."""
    first, last = cand.tokens[0].key, cand.tokens[-1].key
    return f"first {first}", f"last {last}", f"head {first.split()[0]}"


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
    model, worth = _ranking(), weights.load("keyphrases.json")["worth"]
    scored = {}
    for key in sorted(first, key=lambda k: (-first[k], k))[:LOOK]:
        shares = [worth.get(role, USUAL) for role in roles(found[key])]
        scored[key] = model.sum(rows[key] | dict(zip(WORTH, shares, strict=True)))
    return scored
