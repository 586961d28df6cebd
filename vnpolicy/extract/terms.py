"""What a report is about, counted at ingest: its segmented words and its best keyphrase candidates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from vnpolicy.extract.candidates import Candidate, Token, candidates, is_person, lead_end, tokens
from vnpolicy.extract.keyphrases import scores
from vnpolicy.extract.stopwords import layer
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
    for what is written like a personal name. Only the first `MOST_WORDS` are looked at.
    """
    found: dict[str, Candidate] = {}
    words = words[:MOST_WORDS]
    head = len(body) - len(body.lstrip())
    title_end = head + len(title) if title and body.startswith(title, head) else 0
    parts = [(body, tokens(body, sentences, words, title_end), lead_end(sentences, title_end))]
    if title and not title_end:
        parts.insert(0, (title, tokens(title, split(title), segment(title), len(title)), 0))
    for text, part, lead in parts:
        candidates(text, part, lead, found)
    counts = Counter(token.key for _, part, _ in parts for token in part)
    return {"terms": _terms(parts), "phrases": _phrases(found, counts)}


def _terms(parts: Sequence[tuple[str, Sequence[Token], int]]) -> dict[str, list[int]]:
    counts: dict[str, list[int]] = {}
    broad = layer("broad")
    for text, found, _ in parts:
        for token in found:
            if (token.weak and token.key not in broad) or token.number or len(token.key) < 2:
                continue
            if token.capital and is_person(text[token.start : token.end]):
                continue
            counts.setdefault(token.key, [0, token.place])[0] += 1
    # a stable sort: the earlier word goes first among equally frequent ones
    kept = sorted(counts.items(), key=lambda item: -item[1][0])[:MOST_TERMS]
    return dict(sorted(kept, key=lambda item: item[1][1]))


def _phrases(found: dict[str, Candidate], counts: Mapping[str, int]) -> list[list[Any]]:
    scored = scores(found, counts)
    best = sorted((-round(score, 3), found[key].tokens[0].place, key) for key, score in scored.items())
    told = [(-score, found[key]) for score, _, key in best[:MOST_PHRASES]]
    return [[form := c.display, score, c.count, c.tokens[0].place, int(is_person(form))] for score, c in told]
