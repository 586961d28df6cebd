"""How much a candidate is worth as a keyphrase: two fitted models, a quick one that picks those worth a look
and one of regression trees that ranks them; both fitted by bench/fit_keyphrases.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from vnpolicy import weights
from vnpolicy.extract.candidates import Candidates
from vnpolicy.extract.keyphrase_features import Features, matrix, worth_a_look
from vnpolicy.extract.trees import Trees, trees
from vnpolicy.extract.word_facts import Array

LOOK = 45
"""Candidates of a report that the trees rank, the best of the quick model. They are fitted on the best 100;
ranking fewer takes half the time and finds as many keyphrases of reports not seen.
"""


WORTH = ("worth_first", "worth_last", "worth_head")
"""Features for the trees: how often candidates with such a first word, last word and first syllable are
keyphrases."""
USUAL = 0.1
"""The same share over all candidates worth a look, for words that too few labelled reports have."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate worth a look: its place among all, the form to show, the log odds that an analyst would
    index the report under it or something near it.
    """

    at: int
    form: str
    score: float


def roles(found: Candidates, at: int) -> tuple[str, str, str]:
    """The keys of a candidate in the table of `WORTH`."""
    first = int(found.firsts[at])
    word, last = found.tokens.keys[first], found.tokens.keys[first + int(found.sizes[at]) - 1]
    return f"first {word}", f"last {last}", f"head {word.split()[0]}"


@cache
def _quick() -> Array:
    """The weights of the quick model, a column; in the order of the trees' features, less `WORTH`."""
    quick = weights.load("keyphrases.json")["quick"]
    return np.array([[quick[name]] for name in _ranking().names[: -len(WORTH)]])


@cache
def _ranking() -> Trees:
    return trees("keyphrases")


def scores(found: Candidates) -> list[Scored]:
    """The candidates of a report with their scores; the hopeless ones are left out."""
    chosen = worth_a_look(found)
    if not len(chosen):
        return []
    features = Features(found, chosen)
    model, worth = _ranking(), weights.load("keyphrases.json")["worth"]
    rows = matrix(features.columns, model.names[: -len(WORTH)])
    first = (-np.add.reduce(rows * _quick(), axis=0)).tolist()
    places = chosen.tolist()
    look = sorted(range(len(places)), key=lambda n: (first[n], found.keys[places[n]]))[:LOOK]
    shares = [[worth.get(role, USUAL) for role in roles(found, places[n])] for n in look]
    scored = model.sums(np.vstack((rows[:, look], np.array(shares).T))).tolist()
    return [Scored(places[n], found.display(places[n]), score) for n, score in zip(look, scored, strict=True)]
