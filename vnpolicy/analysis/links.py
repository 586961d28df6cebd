"""Which reports may be of one event, by what odds: kept in the corpus, so that only new ones are compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

from vnpolicy.analysis.similarity import LEAST, WEIGHTS
from vnpolicy.weights import load

if TYPE_CHECKING:
    from vnpolicy.corpus.records import Link
    from vnpolicy.corpus.store import Corpus

METHOD = 1
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
    evidence = dict(corpus.features_of("evidence", new) if old else corpus.features("evidence"))
    fresh = blocking(evidence.items())
    near = candidates(fresh, old)
    found = [link for link in scored(corpus, near, evidence) if link[2] >= LEAST]
    before = corpus.links(model)
    corpus.store_links(model, fresh, found)
    return sorted([*before, *found]), {of.doc for of in fresh}


def scored(
    corpus: Corpus, pairs: Sequence[tuple[str, str]], evidence: Mapping[str, Any] | None = None
) -> list[Link]:
    """The pairs of documents with their log odds and the cosine of their texts.

    `evidence`: what is already at hand of it. A pair with a document that has none is left out.
    """
    import numpy as np

    from vnpolicy.analysis.similarity import scores
    from vnpolicy.analysis.vectors import vectors

    if not pairs:
        return []
    of = vectors(_evidence(corpus, sorted({doc for pair in pairs for doc in pair}), evidence or {}))
    row = {doc: i for i, doc in enumerate(of.docs)}
    kept = [(a, b) for a, b in pairs if a in row and b in row]
    i = np.array([row[a] for a, _ in kept], dtype=np.int64)
    j = np.array([row[b] for _, b in kept], dtype=np.int64)
    score, text = scores(of, i, j)
    return [(a, b, s, t) for (a, b), s, t in zip(kept, score.tolist(), text.tolist(), strict=True)]


def _evidence(corpus: Corpus, docs: Iterable[str], known: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for doc in docs:
        if doc in known:
            yield doc, known[doc]
        else:
            yield from corpus.features_of("evidence", [doc])


def _model() -> int:
    """The number that stands for what the odds of two reports are made by."""
    model = load(WEIGHTS)
    return crc32(json.dumps([METHOD, model["intercept"], model["weights"]]).encode())
