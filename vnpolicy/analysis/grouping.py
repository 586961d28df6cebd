"""Which reports cover the same event: groups, their lead reports, their lasting ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from vnpolicy.analysis.agreement import agreed
from vnpolicy.analysis.copies import copies
from vnpolicy.analysis.linkage import average_linkage
from vnpolicy.corpus.records import Group, GroupKind, Stored
from vnpolicy.model import Event
from vnpolicy.weights import load

if TYPE_CHECKING:
    from vnpolicy.analysis.vectors import Vectors
    from vnpolicy.corpus.store import Corpus

LEAST = 0.01  # a less likely pair counts as 0


def group(corpus: Corpus) -> tuple[list[Group], dict[str, Event]]:
    """Bring the groups of `corpus` up to date, and store them where it may be written.

    Returns the group of each document, by doc, and the facts of each event that the reports tell of, by event
    id. The result depends on the documents and on the groups that were stored last (for the ids), not on any
    order.
    """
    with corpus.snapshot():
        groups, events = corpus.groups(), corpus.events()
        if groups is not None and events is not None:
            return groups, events
        groups, events = _group(corpus)
        corpus.store_groups(groups, events)
    return groups, events


def _group(corpus: Corpus) -> tuple[list[Group], dict[str, Event]]:
    from vnpolicy.analysis.vectors import vectors

    stored = {header.doc: header for header in corpus.headers()}  # by publication, then doc
    compared = vectors((doc, value) for doc, value in corpus.features("evidence") if doc in stored)
    found = [[compared.docs[i] for i in rows] for rows in together(compared)]
    known = {doc for docs in found for doc in docs}
    found += [[doc] for doc in sorted(stored) if doc not in known]
    last = {of.doc: of.event for of in corpus.last_groups()}
    row = {doc: i for i, doc in enumerate(compared.docs)}
    order = {doc: i for i, doc in enumerate(stored)}
    groups: list[Group] = []
    events: dict[str, Event] = {}
    ids = lasting_ids(found, last)
    leads = [lead([stored[doc] for doc in docs]) for docs in found]
    likely = _likelihoods(
        compared, [(doc, first) for docs, first in zip(found, leads, strict=True) for doc in docs], row
    )
    for event, docs, first in zip(ids, found, leads, strict=True):
        docs = sorted(docs, key=lambda doc: (doc != first, order[doc]))
        kinds = _kinds(corpus, docs)
        groups += [Group(doc, event, kinds[doc], likely[doc]) for doc in docs]
        told = [facts for doc in docs if (facts := stored[doc].event)]
        if told:
            events[event] = agreed(told)
    return sorted(groups, key=lambda of: of.doc), events


def together(compared: Vectors, threshold: float | None = None) -> list[list[int]]:
    """The rows of `compared` that tell of one event, group by group.

    `threshold`: least mean probability of a group's pairs; as fitted where None.
    """
    from vnpolicy.analysis.similarity import WEIGHTS, candidates, probabilities

    i, j = candidates(compared)
    likely = probabilities(compared, i, j)
    kept = likely >= LEAST
    pairs = zip(i[kept].tolist(), j[kept].tolist(), likely[kept].tolist(), strict=True)
    return average_linkage(
        len(compared.docs), pairs, load(WEIGHTS)["threshold"] if threshold is None else threshold
    )


def lead(reports: Sequence[Stored]) -> str:
    """The fullest of the reports: the one with the most words, the smallest id of several."""
    return min(reports, key=lambda report: (-report.words, report.doc)).doc


def lasting_ids(groups: Sequence[Sequence[str]], last: Mapping[str, str]) -> list[str]:
    """An id for each group: the one that most of its documents had in `last`, else `E` and the smallest doc.

    Of several groups that claim an id, the one with most of its documents has it (then the one with the
    smallest doc).
    """
    claims = []
    for number, docs in enumerate(groups):
        for event, count in Counter(last[doc] for doc in docs if doc in last).items():
            claims.append((-count, min(docs), event, number))
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, event, number in sorted(claims):
        if number not in ids and event not in taken:
            ids[number] = event
            taken.add(event)
    for number, docs in sorted(enumerate(groups), key=lambda item: min(item[1])):
        if number not in ids:
            # an id that a report of another event keeps is not given twice
            free = [name for doc in sorted(docs) if (name := f"E{doc}") not in taken]
            ids[number] = free[0] if free else f"E{min(docs)}{number}"
            taken.add(ids[number])
    return [ids[number] for number in range(len(groups))]


def _likelihoods(
    compared: Vectors, pairs: Iterable[tuple[str, str]], row: Mapping[str, int]
) -> dict[str, float | None]:
    """For each (document, lead): the probability that they tell of one event; 1 for the lead itself."""
    import numpy as np

    from vnpolicy.analysis.similarity import probabilities

    found: dict[str, float | None] = {}
    asked = []
    for doc, first in pairs:
        found[doc] = 1.0 if doc == first else None
        if doc != first and doc in row and first in row:
            asked.append((doc, min(row[doc], row[first]), max(row[doc], row[first])))
    i, j = (np.array([pair[n] for pair in asked], dtype=np.int64) for n in (1, 2))
    for (doc, _, _), value in zip(asked, probabilities(compared, i, j).tolist(), strict=True):
        found[doc] = round(value, 3)
    return found


def _kinds(corpus: Corpus, docs: Sequence[str]) -> dict[str, GroupKind]:
    """The kinds of the documents of a group, the lead first."""
    if len(docs) == 1:
        return {docs[0]: "only"}
    kinds: dict[str, GroupKind] = {docs[0]: "lead"}
    for doc, copy in zip(docs[1:], copies([corpus.body(doc) for doc in docs])[1:], strict=True):
        kinds[doc] = "copy" if copy else "report"
    return kinds


def by_event(groups: Iterable[Group]) -> dict[str, list[Group]]:
    """The groups' documents under their event."""
    found: dict[str, list[Group]] = defaultdict(list)
    for of in groups:
        found[of.event].append(of)
    return dict(found)
