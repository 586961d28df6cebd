"""Which reports cover the same event: groups, their lead reports, their lasting ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from vnpolicy.analysis.agreement import agreed
from vnpolicy.analysis.constraints import constraints
from vnpolicy.analysis.copies import CONTAINED, copies
from vnpolicy.analysis.linkage import average_linkage
from vnpolicy.analysis.links import links, scored
from vnpolicy.analysis.similarity import WEIGHTS
from vnpolicy.corpus.records import Group, GroupKind, Stored
from vnpolicy.model import Event
from vnpolicy.weights import load

if TYPE_CHECKING:
    from vnpolicy.analysis.constraints import Constraints
    from vnpolicy.analysis.standing import Links
    from vnpolicy.corpus.records import Link
    from vnpolicy.corpus.store import Corpus

LEAST = 0.01  # a less likely pair counts as 0


def group(corpus: Corpus, threshold: float | None = None) -> tuple[list[Group], dict[str, Event]]:
    """Bring the groups of `corpus` up to date, and store them where it may be written.

    Returns the group of each document, by doc, and the facts of each event that the reports tell of, by event
    id. The result depends on the documents, the user's corrections and the groups that were stored last (for
    the ids), not on any order. `threshold`: how likely the reports of two groups must be of one event, in the
    mean, to be joined, 0 to 1; None: as fitted. Groups by another threshold are not stored.
    """
    with corpus.snapshot():
        if threshold is None:
            groups, events = corpus.groups(), corpus.events()
            if groups is not None and events is not None:
                return groups, events
        groups, events = _group(corpus, threshold)
        if threshold is None:
            corpus.store_groups(groups, events)
    return groups, events


def _group(corpus: Corpus, threshold: float | None) -> tuple[list[Group], dict[str, Event]]:
    stored = {header.doc: header for header in corpus.headers()}  # by publication, then doc
    found, fresh = links(corpus)
    odds = Odds(sorted(stored), found)
    said = constraints(corpus.corrections(), stored)
    docs_of = together(odds, said, threshold)
    last = {of.doc: of for of in corpus.last_groups()}
    ids = lasting_ids(docs_of, {doc: of.event for doc, of in last.items()})
    order = {doc: i for i, doc in enumerate(stored)}
    ordered = []
    for docs in docs_of:
        first = lead([stored[doc] for doc in docs])
        ordered.append(sorted(docs, key=lambda doc: (doc != first, order[doc])))
    likely = odds.between(corpus, [(doc, docs[0]) for docs in ordered for doc in docs[1:]])
    before, alike = _members(last.values()), _alike(odds, stored)
    groups: list[Group] = []
    events: dict[str, Event] = {}
    for event, docs in zip(ids, ordered, strict=True):
        same = before.get(frozenset(docs)) == docs[0] and fresh.isdisjoint(docs)
        kinds = {doc: last[doc].kind for doc in docs} if same else _kinds(corpus, docs, alike)
        for doc in docs:
            sure = doc == docs[0] or said.joined(doc, docs[0])
            value = 1.0 if sure else likely.get((doc, docs[0]))
            groups.append(Group(doc, event, kinds[doc], value if value is None else round(value, 3)))
        told = [facts for doc in docs if (facts := stored[doc].event)]
        if told:
            events[event] = agreed(told)
    return sorted(groups, key=lambda of: of.doc), events


def together(odds: Odds, said: Constraints, threshold: float | None = None) -> list[list[str]]:
    """The documents that tell of one event, group by group; a document of no other's event is alone.

    `threshold`: least mean probability of the pairs between two groups that join; as fitted where None.
    """
    row, links = odds.row, odds.links
    kept = odds.probabilities >= LEAST
    likely = odds.probabilities[kept].tolist()
    pairs = zip(links.i[kept].tolist(), links.j[kept].tolist(), likely, strict=True)
    least = usual_threshold() if threshold is None else max(threshold, LEAST)
    found = average_linkage(
        len(odds.docs),
        pairs,
        least,
        [[row[doc] for doc in docs] for docs in said.together],
        [(row[a], row[b]) for a, b in said.apart],
    )
    return [[odds.docs[i] for i in rows] for rows in found]


def usual_threshold() -> float:
    """The least mean probability of two groups that join, as fitted."""
    return float(load(WEIGHTS)["threshold"])


class Odds:
    """How likely any two of `docs` (sorted) are of one event, by the links between them.

    `links` and `probabilities` have the links as rows of `docs`; `of` has the probability of each by its pair
    of documents, the smaller first, `text` the cosine of their texts.
    """

    def __init__(self, docs: Sequence[str], found: Sequence[Link]) -> None:
        from vnpolicy.analysis.standing import probabilities

        self.docs = docs
        self.row = {doc: i for i, doc in enumerate(docs)}
        self.links = self._rows(found)
        self.probabilities = probabilities(self.links)
        self.text = {link[:2]: link[3] for link in found}
        self.of = {link[:2]: p for link, p in zip(found, self.probabilities.tolist(), strict=True)}

    def between(self, corpus: Corpus, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], float]:
        """The probability of each pair; those that are no links are compared now, where they can be."""
        from vnpolicy.analysis.standing import probabilities

        asked = {pair: (min(pair), max(pair)) for pair in pairs}
        more = scored(corpus, sorted(set(asked.values()) - self.of.keys()))
        late = probabilities(self.links, self._rows(more)).tolist() if more else []
        known = self.of | {link[:2]: p for link, p in zip(more, late, strict=True)}
        return {pair: known[key] for pair, key in asked.items() if key in known}

    def _rows(self, found: Sequence[Link]) -> Links:
        import numpy as np

        from vnpolicy.analysis.standing import Links

        i = np.array([self.row[link[0]] for link in found], dtype=np.int64)
        j = np.array([self.row[link[1]] for link in found], dtype=np.int64)
        score = np.array([link[2] for link in found], dtype=np.float64)
        return Links(len(self.docs), i, j, score, np.array([link[3] for link in found], dtype=np.float64))


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


def _members(groups: Iterable[Group]) -> dict[frozenset[str], str]:
    """The lead of each group by its documents."""
    members = by_event(groups)
    return {
        frozenset(of.doc for of in docs): next(of.doc for of in docs if of.kind in ("lead", "only"))
        for docs in members.values()
    }


def _alike(odds: Odds, stored: Mapping[str, Stored]) -> Callable[[str, str], bool]:
    """Whether two reports share enough that the one may be a copy of the other.

    Of texts of n and m > n words the cosine is near the square root of n / m where the longer has all of the
    shorter; half of what a copy must have is asked, for terms have weights.
    """

    def alike(a: str, b: str) -> bool:
        cosine = odds.text.get((min(a, b), max(a, b)))
        short, long = sorted((stored[a].words, stored[b].words))
        return cosine is not None and cosine**2 * long >= (CONTAINED / 2) ** 2 * short

    return alike


def _kinds(corpus: Corpus, docs: Sequence[str], alike: Callable[[str, str], bool]) -> dict[str, GroupKind]:
    """The kinds of the documents of a group, the lead first."""
    if len(docs) == 1:
        return {docs[0]: "only"}
    same = copies(docs, corpus.body, alike)
    kinds: dict[str, GroupKind] = {doc: "copy" if same[doc] else "report" for doc in docs}
    return kinds | {docs[0]: "lead"}


def by_event(groups: Iterable[Group]) -> dict[str, list[Group]]:
    """The groups' documents under their event."""
    found: dict[str, list[Group]] = defaultdict(list)
    for of in groups:
        found[of.event].append(of)
    return dict(found)
