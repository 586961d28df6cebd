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
from vnpolicy.analysis.standing import least_score
from vnpolicy.corpus.records import Group, GroupKind, Stored
from vnpolicy.model import Event
from vnpolicy.weights import load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vnpolicy.analysis.constraints import Constraints
    from vnpolicy.analysis.standing import Links
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
    docs = sorted(stored)
    found, fresh = links(corpus, docs)
    odds = Odds(docs, found)
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
    alike = _alike(odds, stored)
    sizes = Counter(of.event for of in last.values())
    last_facts = corpus.last_events() if last else {}
    groups: list[Group] = []
    events: dict[str, Event] = {}
    for event, docs in zip(ids, ordered, strict=True):
        same = _as_before(docs, last, sizes) and fresh.isdisjoint(docs)
        kinds = {doc: last[doc].kind for doc in docs} if same else _kinds(corpus, docs, alike)
        for doc in docs:
            sure = doc == docs[0] or said.joined(doc, docs[0])
            value = 1.0 if sure else likely.get((doc, docs[0]))
            groups.append(Group(doc, event, kinds[doc], value if value is None else round(value, 3)))
        told = [facts for doc in docs if (facts := stored[doc].event)]
        if told:
            known = last_facts.get(event) if same else None
            events[event] = known or agreed(told)
    return sorted(groups, key=lambda of: of.doc), events


def together(odds: Odds, said: Constraints, threshold: float | None = None) -> list[list[str]]:
    """The documents that tell of one event, group by group; a document of no other's event is alone.

    `threshold`: least mean probability of the pairs between two groups that join; as fitted where None.
    """
    row = odds.row
    least = usual_threshold() if threshold is None else max(threshold, LEAST)
    # a report that no pair would join with another is joined by no mean of pairs either
    at = _among(odds.links, odds.links.score >= least_score(least))
    links, probabilities = odds.links.at(at), odds.of(at)
    kept = _among(links, probabilities >= least)
    kept = kept[probabilities[kept] >= LEAST]
    pairs = zip(*(x[kept].tolist() for x in (links.i, links.j, probabilities)), strict=True)
    found = average_linkage(
        len(odds.docs),
        pairs,
        least,
        [[row[doc] for doc in docs] for docs in said.together],
        [(row[a], row[b]) for a, b in said.apart],
    )
    return [[odds.docs[i] for i in rows] for rows in found]


def _among(links: Links, some: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The places of the links between reports that have, both, one of `some` of the links."""
    import numpy as np

    there = np.zeros(links.size, dtype=np.bool_)
    there[links.i[some]] = there[links.j[some]] = True
    return np.flatnonzero(there[links.i] & there[links.j])


def usual_threshold() -> float:
    """The least mean probability of two groups that join, as fitted."""
    return float(load(WEIGHTS)["threshold"])


class Odds:
    """How likely any two of `docs` (sorted) are of one event, by the links between them.

    `links` has them as rows of `docs`, sorted.
    """

    def __init__(self, docs: Sequence[str], links: Links) -> None:
        from vnpolicy.analysis.standing import Standing

        self.docs = docs
        self.row = {doc: i for i, doc in enumerate(docs)}
        self.links = links
        self._standing = Standing(links)
        self._keys = links.i * len(docs) + links.j

    def of(self, at: NDArray[np.int64]) -> NDArray[np.float64]:
        """The probabilities of the links at those places."""
        return self._standing.probabilities(self.links.at(at))

    def text(self, a: str, b: str) -> float | None:
        """The cosine of the texts of two documents; None where they are no link."""
        i, j = sorted((self.row[a], self.row[b]))
        at = int(self._keys.searchsorted(i * len(self.docs) + j))
        there = at < len(self._keys) and self._keys[at] == i * len(self.docs) + j
        return float(self.links.text[at]) if there else None

    def between(self, corpus: Corpus, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], float]:
        """The probability of each pair; those that are no links are compared now, where they can be."""
        import numpy as np

        asked = list(pairs)
        rows = np.array([(self.row[a], self.row[b]) for a, b in asked], dtype=np.int64).reshape(-1, 2)
        keys = rows.min(axis=1) * len(self.docs) + rows.max(axis=1)
        at = self._keys.searchsorted(keys)
        there = np.append(self._keys, -1)[at] == keys
        known = dict(zip(keys[there].tolist(), self.of(at[there]).tolist(), strict=True))
        if len(more := np.unique(keys[~there])):
            found = scored(corpus, self.docs, *np.divmod(more, len(self.docs)))
            late = self._standing.probabilities(found).tolist()
            known |= zip((found.i * len(self.docs) + found.j).tolist(), late, strict=True)
        return {pair: known[key] for pair, key in zip(asked, keys.tolist(), strict=True) if key in known}


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
        named = [last[doc] for doc in docs if doc in last]
        for event, count in Counter(named).items() if len(named) > 1 else dict.fromkeys(named, 1).items():
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


def _as_before(docs: Sequence[str], last: Mapping[str, Group], sizes: Mapping[str, int]) -> bool:
    """Whether the documents of a group, its lead first, were one of the last groups with that lead.

    `sizes`: of the last groups, by event.
    """
    lead = last.get(docs[0])
    if lead is None or lead.kind not in ("lead", "only") or sizes[lead.event] != len(docs):
        return False
    return all(doc in last and last[doc].event == lead.event for doc in docs)


def _alike(odds: Odds, stored: Mapping[str, Stored]) -> Callable[[str, str], bool]:
    """Whether two reports share enough that the one may be a copy of the other.

    Of texts of n and m > n words the cosine is near the square root of n / m where the longer has all of the
    shorter; half of what a copy must have is asked, for terms have weights.
    """

    def alike(a: str, b: str) -> bool:
        cosine = odds.text(a, b)
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
