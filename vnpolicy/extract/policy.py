"""How far a report is one from which proposals are to be taken.

Advice of doctors, coaches and fortune tellers is worded as a proposal of policy is; what tells them apart is
what the report is about. Method: logistic regression over the words and pairs of words that a report's
beginning holds (weights/policy.json, made by bench/fit_items.py from labelled reports and general news).
"""

from __future__ import annotations

from vnpolicy.extract.context import Context
from vnpolicy.extract.linear import linear

OPENING = 600
"""Syllables of a report by which it is judged."""
STEPS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
"""Log-odds; a report's has a feature for each step that it reaches."""


def words(context: Context) -> list[str]:
    """The features by which a report is judged, each once."""
    return list(dict.fromkeys((*context.tokens[:OPENING], *context.pairs[: OPENING - 1])))


def standing(context: Context) -> float:
    """The log-odds that the report holds a proposal."""
    model = linear("policy")
    return model.sum(words(context)) + model.bias


def policy_features(log_odds: float) -> list[str]:
    """The steps that `log_odds` reaches, as features of every candidate of the report."""
    return [f"policy:{step}" for step in STEPS if log_odds >= step]
