"""`dedupe --explain`: beside each report the one that decides where it belongs, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from vnpolicy.analysis.constraints import constraints
from vnpolicy.analysis.grouping import Odds, usual_threshold
from vnpolicy.analysis.links import links
from vnpolicy.analysis.reasons import agreeing, conflicting, side
from vnpolicy.model import Value

if TYPE_CHECKING:
    from vnpolicy.analysis.constraints import Constraints
    from vnpolicy.corpus.records import Group
    from vnpolicy.corpus.store import Corpus

COLUMNS = ("why", "other", "other_event", "other_probability", "agree", "conflict")


def explained(
    corpus: Corpus, groups: Sequence[Group], docs: Collection[str], threshold: float | None = None
) -> dict[str, tuple[Value, ...]]:
    """The columns `COLUMNS` for each of `docs`.

    A report is set beside the lead of its event; a lead, or a report alone, beside the likeliest report of
    another event, where there is one. `why`: `merged` or `split` (the user said so), `likely` or `unlikely`
    (by the two reports), `group` (together or apart by the mean over all reports of both groups). `agree` and
    `conflict`: what speaks for and against one event.
    """
    least = usual_threshold() if threshold is None else threshold
    stored = {header.doc: header for header in corpus.headers()}
    every = sorted(stored)
    odds = Odds(every, links(corpus, every)[0])
    said = constraints(corpus.corrections(), stored)
    event_of = {of.doc: of.event for of in groups}
    lead_of = {of.event: of.doc for of in groups if of.kind in ("lead", "only")}
    likely = {of.doc: of.probability for of in groups}
    nearest = _nearest(odds, event_of, said)
    found: dict[str, tuple[Value, ...]] = {}
    for doc in sorted(docs):
        event, lead = event_of[doc], lead_of[event_of[doc]]
        other, probability = (lead, likely[doc]) if lead != doc else nearest.get(doc, (None, None))
        if other is None:
            found[doc] = (None,) * len(COLUMNS)
            continue
        if lead != doc and said.joined(doc, lead):
            # the user is sure; what the reports alone tell is of interest beside it
            probability = odds.between(corpus, [(doc, lead)]).get((doc, lead))
        one = event_of[other] == event
        a, b = side(corpus, stored[doc]), side(corpus, stored[other])
        why = _why(said, doc, other, one, probability is not None and probability >= least)
        shown = None if probability is None else round(probability, 3)
        found[doc] = (why, other, event_of[other], shown, agreeing(a, b), conflicting(a, b))
    return found


def _why(said: Constraints, doc: str, other: str, one: bool, likely: bool) -> str:
    if said.joined(doc, other):
        return "merged"
    if (min(doc, other), max(doc, other)) in said.apart:
        return "split"
    if one == likely:
        return "likely" if likely else "unlikely"
    return "group"


def _nearest(
    odds: Odds, event_of: Mapping[str, str], said: Constraints
) -> dict[str, tuple[str | None, float | None]]:
    """For each document the likeliest one of another event, first of those that the user parted from it."""
    import numpy as np

    parted = set(said.apart)
    best: dict[str, tuple[bool, float, str]] = {}
    every = odds.of(np.arange(len(odds.links.i)))
    rows = zip(odds.links.i.tolist(), odds.links.j.tolist(), every.tolist(), strict=True)
    for i, j, probability in rows:
        a, b = odds.docs[i], odds.docs[j]
        if event_of[a] != event_of[b]:
            for one, other in ((a, b), (b, a)):
                held = best.get(one)
                value = ((a, b) in parted, probability, other)
                # of equally likely ones that with the smallest id
                if held is None or value[:2] > held[:2] or (value[:2] == held[:2] and other < held[2]):
                    best[one] = value
    return {doc: (other, probability) for doc, (_, probability, other) in best.items()}
