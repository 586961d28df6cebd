"""Which reports may be of one event, by what odds: kept in the corpus, so that only new ones are compared."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING
from zlib import crc32

from vnpolicy.analysis.similarity import LEAST, WEIGHTS
from vnpolicy.weights import load

if TYPE_CHECKING:
    from vnpolicy.corpus.records import Link
    from vnpolicy.corpus.store import Corpus

_AT_ONCE = 1_000  # reports whose evidence is held unpacked
METHOD = 2
"""Counted up when the features or the search for candidates change, so that all is compared anew."""


def links(corpus: Corpus) -> tuple[list[Link], set[str]]:
    """The pairs of reports that may be of one event, sorted, and the reports that were compared only now.

    Reports that are new, or whose text was read anew, are compared with all; what was found between the
    others is read from the corpus. Stored where the corpus may be written.
    """
    from vnpolicy.analysis.candidates import blocking, candidates

    model = _model()
    old = corpus.compared(model)
    known = {of.doc for of in old}
    new = [doc for doc in corpus.docs() if doc not in known]
    if not new:
        return corpus.links(model), set()
    told = _told(corpus, new if old else None)
    fresh = blocking(told.items())
    near = candidates(fresh, old)
    found = [link for link in scored(corpus, near, told) if link[2] >= LEAST]
    before = corpus.links(model)
    corpus.store_links(model, fresh, told, found)
    return sorted([*before, *found]), {of.doc for of in fresh}


def scored(
    corpus: Corpus, pairs: Sequence[tuple[str, str]], told: Mapping[str, bytes] | None = None
) -> list[Link]:
    """The pairs of documents with their log odds and the cosine of their texts.

    `told`: the packed evidence that is already at hand. A pair with a document that has none is left out.
    """
    import numpy as np

    from vnpolicy.analysis.similarity import scores
    from vnpolicy.analysis.vectors import vectors

    if not pairs:
        return []
    docs, told = sorted({doc for pair in pairs for doc in pair}), told or {}
    kept = dict(corpus.packed(_model(), [doc for doc in docs if doc not in told]))
    lost = [doc for doc in docs if doc not in told and doc not in kept]
    known = {**told, **kept, **(_told(corpus, lost) if lost else {})}
    of = vectors((doc, known[doc]) for doc in docs if doc in known)
    row = {doc: i for i, doc in enumerate(of.docs)}
    there = [(a, b) for a, b in pairs if a in row and b in row]
    i = np.array([row[a] for a, _ in there], dtype=np.int64)
    j = np.array([row[b] for _, b in there], dtype=np.int64)
    score, text = scores(of, i, j)
    return [(a, b, s, t) for (a, b), s, t in zip(there, score.tolist(), text.tolist(), strict=True)]


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
