"""Features of who is obliged by a statement, by what, and whether somebody else speaks within it.

They tell what ought to be done from what a law holds already, from advice to private persons and from what
was merely told of an obligation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnpolicy.extract.context import Context, Cue
from vnpolicy.extract.discourse import Attribution, Discourse
from vnpolicy.extract.statements import Candidate

_OBLIGED = ("private", "addressee", "pronoun")
"""Rows of lexicon/speech.toml: whom an obligation may bind, the first that fits holds."""
_NAMED = re.compile(r"(?<!làm )(?<!công )(?<!\w)việc\s[^,;:.“”\"]*$")
_FRAME = 140
"""Characters before a statement in which its frame stands."""
_OPENING = 120
"""Characters of a statement within which its source is named."""


def obligation_features(
    context: Context,
    discourse: Discourse,
    candidate: Candidate,
    found: tuple[Attribution, int] | None,
) -> Iterator[str]:
    """The features of `candidate`, said by `found`."""
    index, kind = candidate.segment.sentence, candidate.how.partition(":")[0]
    modal = next((c for c in context.modals[index] if candidate.start <= c.start < candidate.end), None)
    obliged = _obliged(context, candidate, modal)
    said = "none" if found is None else f"{found[0].voice.kind} {min(found[1], 2)}"
    yield f"obliged:{obliged}"
    yield f"obliged:{obliged} {kind}"
    yield f"said:{said} {kind}"
    yield f"said:{said} {obliged}"
    if modal is not None:
        ahead = context.words(candidate.start, modal.start)[-2:]
        yield "ahead of modal:" + " ".join(ahead[-1:])
        yield "ahead of modal:" + " ".join(ahead)
        yield f"obliged:{obliged} {modal.word}"
    law = _law(context, candidate)
    if law:
        yield "by law:" + law
        yield f"by law:{law} {kind} {obliged}"
    yield from _told(context, candidate)
    within = [a for a in discourse.by_sentence[index] if candidate.start <= a.voice.start < candidate.end]
    for attribution in within[:2]:
        yield "voice within"
        yield f"voice within:{attribution.how} {attribution.verb}"
        if attribution.voice.start - candidate.start < _OPENING:
            yield "voice within:opening"


def _told(context: Context, candidate: Candidate) -> Iterator[str]:
    """Whether the demand is told as an earlier one, as one of a trial, or only named (`việc X yêu cầu`)."""
    index, kind = candidate.segment.sentence, candidate.how.partition(":")[0]
    past = next((c for c in context.cues("past", index) if c.end <= candidate.start), None)
    if past is not None:
        yield "past before"
        yield "past before:" + past.word
    court = context.cues("court", index)
    if any(c.end <= candidate.start for c in court):
        yield "court before"
    if any(candidate.start <= c.start and c.end <= candidate.end for c in court):
        yield "court within"
    begin = max(context.sentences[index].start, candidate.start - _FRAME)
    if kind != "plain" and _NAMED.search(context.lower, begin, candidate.start):
        yield "only named"
        yield "only named " + kind


def _obliged(context: Context, candidate: Candidate, modal: Cue | None) -> str:
    """Whom the first word of obligation binds: the nearest such noun before it."""
    index = candidate.segment.sentence
    if modal is None:
        first = any(c.start == candidate.start for c in context.cues("addressee", index))
        return "nobody, body first" if first else "nobody"
    if not context.words(candidate.start, modal.start):
        return "unnamed"
    found = [
        (cue.start, -number)
        for number, row in enumerate(_OBLIGED)
        for cue in context.cues(row, index)
        if candidate.start <= cue.start and cue.end <= modal.start
    ]
    return _OBLIGED[-max(found)[1]] if found else "other"


def _law(context: Context, candidate: Candidate) -> str:
    """Where a law or plan is named as the source of the obligation."""
    index = candidate.segment.sentence
    found = context.cues("by_law", index)
    if any(c.end <= candidate.start for c in found):
        return "before"
    inside = [c for c in found if candidate.start <= c.start and c.end <= candidate.end]
    if any(c.end <= candidate.start + _OPENING for c in inside):
        return "opening"
    if inside:
        return "within"
    return "sentence before" if index and context.cues("by_law", index - 1) else ""
