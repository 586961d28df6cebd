"""What a report is about, counted at ingest: its segmented words and its best keyphrase candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from vnpolicy.extract.candidates import candidates
from vnpolicy.extract.forms import is_person, is_titled
from vnpolicy.extract.keyphrases import scores
from vnpolicy.extract.tokens import Part, Tokens, lead_end, tokens
from vnpolicy.model import Sentence, Word
from vnpolicy.text.sentences import sentences as split
from vnpolicy.text.words import words as segment

MOST_TERMS, MOST_PHRASES = 200, 40
MOST_WORDS = 20_000
"""The first forty pages tell what a report is about; a phrase takes a kilobyte, every word begins several."""


def terms(title: str, body: str, sentences: Sequence[Sentence], words: Sequence[Word]) -> dict[str, Any]:
    """The features `terms` and `phrases` of a report (JSON values); `sentences` and `words` are those of
    `body`.

    `terms`: {word: [count, first place]} of segmented words that are no stop words and no personal names,
    lower case, tone marks placed the old way; the first place counts words, -1 is the title. The most
    frequent `MOST_TERMS` are kept. `phrases`: [display form, score, count, first place, person] of the
    `MOST_PHRASES` candidates with the best scores (log odds of the fitted model), best first; `person` is 1
    for what is written like a personal name, with a title or without. Only the first `MOST_WORDS` are looked
    at.
    """
    words = words[:MOST_WORDS]
    head = len(body) - len(body.lstrip())
    title_end = head + len(title) if title and body.startswith(title, head) else 0
    parts = [Part(body, sentences, words, title_end, lead_end(sentences, title_end))]
    if title and not title_end:
        parts.insert(0, Part(title, split(title), segment(title), len(title)))
    found = tokens(parts)
    return {"terms": _terms(found), "phrases": _phrases(found)}


def _terms(found: Tokens) -> dict[str, list[int]]:
    counts: dict[str, list[int]] = {}
    common = ~found.capital | found.holds("honorific")
    left_out = (common & found.holds("stopped")) | found.holds("number") | found.holds("short")
    capital, places, spans = found.capital.tolist(), found.places.tolist(), found.spans()
    for at in np.flatnonzero(~left_out).tolist():
        if capital[at] and is_person(found.text[slice(*spans[at])]):
            continue
        known = counts.get(key := found.keys[at])
        if known is None:
            counts[key] = [1, places[at]]
        else:
            known[0] += 1
    # a stable sort: the earlier word goes first among equally frequent ones
    kept = sorted(counts.items(), key=lambda item: -item[1][0])[:MOST_TERMS]
    return dict(sorted(kept, key=lambda item: item[1][1]))


def _phrases(tokens: Tokens) -> list[list[Any]]:
    found = candidates(tokens)
    scored = scores(found)
    firsts, count = found.tokens.places[found.firsts].tolist(), found.counts["count"].tolist()
    best = sorted(scored, key=lambda one: (-round(one.score, 3), firsts[one.at], found.keys[one.at]))
    told = [(one.form, round(one.score, 3), one.at) for one in best[:MOST_PHRASES]]
    return [
        [form, score, count[at], firsts[at], int(is_person(form) or is_titled(form))]
        for form, score, at in told
    ]
