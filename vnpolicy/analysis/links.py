"""Which reports may be of one event, by what odds: kept in the corpus, so that only new ones are compared."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from itertools import islice
from typing import TYPE_CHECKING
from zlib import crc32

from vnpolicy.analysis.similarity import LEAST, WEIGHTS
from vnpolicy.weights import load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vnpolicy.analysis.standing import Links
    from vnpolicy.corpus.records import Link, Postings
    from vnpolicy.corpus.store import Corpus

    Integers = NDArray[np.int64]

_AT_ONCE = 1_000  # reports whose evidence is held unpacked
METHOD = 2
"""Counted up when the features or the search for candidates change, so that all is compared anew."""


def links(corpus: Corpus, docs: Sequence[str]) -> tuple[Links, set[str]]:
    """The pairs of reports that may be of one event, sorted, and the reports that were compared only now.

    `docs`: all documents, sorted. Reports that are new, or whose text was read anew, are compared with all;
    what was found between the others is read from the corpus. Stored where the corpus may be written.
    """
    model = _model()
    segments = corpus.postings(model)
    known = {doc for of in segments for doc in of.docs}
    found = corpus.links(model)
    new = [doc for doc in docs if doc not in known]
    told = dict(corpus.packed(model, new)) if segments else {}
    ready = set(told)
    if lacking := [doc for doc in new if doc not in ready]:
        told |= _told(corpus, lacking if segments else None)
    if told:
        found += _compared(corpus, model, docs, segments, told, ready)
    return _as_arrays(found, corpus, docs), set(told)


def prepare(corpus: Corpus) -> None:
    """Pack the evidence of reports that came to others which have been compared: the next comparison begins
    with it.
    """
    model = _model()
    new = corpus.unpacked(model)
    for start in range(0, len(new), _AT_ONCE):
        corpus.store_packed(model, _told(corpus, new[start : start + _AT_ONCE]))


def scored(
    corpus: Corpus,
    docs: Sequence[str],
    i: Integers,
    j: Integers,
    told: Mapping[str, bytes] | None = None,
) -> Links:
    """The pairs of documents docs[i[k]] and docs[j[k]] with their log odds and the cosine of their texts.

    `told`: the packed evidence that is already at hand. A pair with a document that has none is left out.
    """
    import numpy as np

    from vnpolicy.analysis.similarity import scores
    from vnpolicy.analysis.standing import Links
    from vnpolicy.analysis.vectors import vectors

    rows, told = np.unique(np.concatenate([i, j])), told or {}
    asked = {docs[row]: row for row in rows.tolist()}
    kept = dict(corpus.packed(_model(), asked.keys() - told.keys()))
    lost = sorted(asked.keys() - told.keys() - kept.keys())
    known = {**told, **kept, **(_told(corpus, lost) if lost else {})}
    there = [doc for doc in asked if doc in known]
    place = np.full(len(docs), -1)
    place[[asked[doc] for doc in there]] = np.arange(len(there))
    both = (place[i] >= 0) & (place[j] >= 0)
    i, j = i[both], j[both]
    if not len(i):
        return Links(len(docs), i, j, np.zeros(0), np.zeros(0))
    return Links(len(docs), i, j, *scores(vectors((doc, known[doc]) for doc in there), place[i], place[j]))


def _compared(
    corpus: Corpus,
    model: int,
    docs: Sequence[str],
    old: Sequence[Postings],
    told: Mapping[str, bytes],
    ready: Set[str],
) -> list[Link]:
    """What is found by comparing the reports of `told` with each other and those of `old`; it is stored.

    `ready`: those of `told` whose evidence the corpus has.
    """
    from vnpolicy.analysis.candidates import candidates
    from vnpolicy.analysis.postings import joined, posted, small

    fresh = posted(list(told.items()))
    of = scored(corpus, docs, *candidates(docs, fresh, old, corpus.watch), told)
    likely = of.score >= LEAST
    number_of = corpus.number_of()
    pairs = [
        sorted((number_of[docs[a]], number_of[docs[b]]))
        for a, b in zip(of.i[likely].tolist(), of.j[likely].tolist(), strict=True)
    ]
    values = zip(of.score[likely].tolist(), of.text[likely].tolist(), strict=True)
    found = [(a, b, score, text) for (a, b), (score, text) in zip(pairs, values, strict=True)]
    if corpus.read_only:
        return found
    last = small([sum(map(bool, of.docs)) for of in old], len(told))
    made = [joined([*old[len(old) - last :], *fresh])] if last else fresh
    packed = {doc: data for doc, data in told.items() if doc not in ready}
    corpus.store_links(model, packed, made, last, found)
    return found


def _as_arrays(found: Sequence[Link], corpus: Corpus, docs: Sequence[str]) -> Links:
    """Links as rows of `docs`, sorted."""
    import numpy as np

    from vnpolicy.analysis.standing import Links

    if not found:
        none = np.zeros(0, dtype=np.int64)
        return Links(len(docs), none, none, np.zeros(0), np.zeros(0))
    numbers = corpus.numbers()
    place = {doc: n for n, doc in enumerate(docs)}
    row = np.zeros(max(numbers) + 1, dtype=np.int64)
    row[list(numbers)] = [place[doc] for doc in numbers.values()]
    a, b, score, text = (np.array(column) for column in zip(*found, strict=True))
    i, j = np.minimum(row[a], row[b]), np.maximum(row[a], row[b])
    order = np.lexsort((j, i))
    return Links(len(docs), i[order], j[order], score[order], text[order])


def _told(corpus: Corpus, docs: Sequence[str] | None) -> dict[str, bytes]:
    """The packed evidence of `docs` (None: all) by what was extracted from them."""
    from vnpolicy.analysis.vectors import packed

    found = corpus.features("evidence") if docs is None else corpus.features_of("evidence", docs)
    told: dict[str, bytes] = {}
    while part := list(islice(found, _AT_ONCE)):
        made = packed([value for _, value in part])
        told |= zip([doc for doc, _ in part], made, strict=True)
    return told


def _model() -> int:
    """The number that stands for what the odds of two reports are made by."""
    model = load(WEIGHTS)
    return crc32(json.dumps([METHOD, model["intercept"], model["weights"]]).encode())
