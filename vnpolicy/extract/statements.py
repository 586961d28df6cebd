"""Candidate statements of proposals, and the features by which a model tells proposals from all else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from vnpolicy.extract.clauses import starts, statement_end
from vnpolicy.extract.context import Context
from vnpolicy.extract.segments import Segment

Item = TypeVar("Item")

_ASPECTS = frozenset("đã đang sẽ vừa từng được bị có là chưa rất".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may state an item: `body[start:end]`, with the segment it comes from and the frame before
    it.
    """

    start: int
    end: int
    segment: Segment
    how: str


@dataclass(frozen=True, slots=True)
class Found(Generic[Item]):
    """An item with its probability."""

    item: Item
    probability: float


def candidates(context: Context) -> Iterator[list[Candidate]]:
    """For each segment its candidates, without two that begin at one place."""
    for segment in context.segments:
        found: dict[int, Candidate] = {}
        for start in starts(context, segment):
            end = statement_end(context, start.at, segment.end)
            if end > start.at:
                found.setdefault(start.at, Candidate(start.at, end, segment, start.how))
        if found:
            yield list(found.values())


def _bucket(value: int, bounds: tuple[int, ...]) -> str:
    return next((str(b) for b in bounds if value <= b), "more")


def proposal_features(context: Context, candidate: Candidate) -> list[str]:
    """The features of `candidate` as a proposal; each is a string that is either there or not."""
    index = candidate.segment.sentence
    sentence = context.sentences[index]
    words = context.words(candidate.start, candidate.end)
    before = context.words(sentence.start, candidate.start)
    features = [
        *_wording(words[:60], before[-25:]),
        *_frame(context, candidate),
        *_modality(context, candidate),
        *_surroundings(context, candidate),
        f"length:{_bucket(len(words), (5, 8, 12, 18, 26, 36, 50, 70))}",
    ]
    features += [f"head:{w}" for w in _ASPECTS.intersection(words[:8])]
    features += [f"before head:{w}" for w in _ASPECTS.intersection(before[-4:])]
    if "?" in context.body[candidate.start : candidate.segment.end]:
        features.append("question")
    return features


def _wording(words: list[str], before: list[str]) -> Iterator[str]:
    for word in words:
        yield "w:" + word
    for first, second in pairwise(words):
        yield f"b:{first} {second}"
    for n in (1, 2, 3):
        yield f"first{n}:" + " ".join(words[:n])
        yield f"last before{n}:" + " ".join(before[-n:])
    for word in before:
        yield "before:" + word


def _frame(context: Context, candidate: Candidate) -> Iterator[str]:
    """The verbs of reporting and asking: in front of the statement, within it, behind it."""
    how, index = candidate.how, candidate.segment.sentence
    yield "how:" + how
    yield "how kind:" + how.partition(":")[0]
    frames = context.frames[index]
    ahead = [c for c in frames if c.start < candidate.start]
    inside = [c for c in frames if candidate.start <= c.start < candidate.end]
    behind = [c for c in frames if c.start >= candidate.end]
    yield f"frames before:{min(3, len(ahead))}"
    if ahead:
        yield "frame before:" + ahead[-1].word
        asked = [c.word for c in ahead if c.ask]
        if asked:
            yield "asked before:" + asked[-1]
    for cue in inside[:3]:
        yield "frame within:" + cue.word
    if inside:
        yield "frame within"
    if behind:
        yield "frame behind:" + behind[0].word
    if candidate.segment.part:
        opening = [c for c in frames if c.start < candidate.segment.start]
        for cue in opening:
            yield "list opened by:" + cue.word
        modal = any(c.start < candidate.segment.start for c in context.modals[index])
        yield f"list opened by modal:{modal}"


def _modality(context: Context, candidate: Candidate) -> Iterator[str]:
    """The first word of obligation in the statement and where it stands."""
    within = (
        c for c in context.modals[candidate.segment.sentence] if candidate.start <= c.start < candidate.end
    )
    modal = next(within, None)
    kind = candidate.how.partition(":")[0]
    if modal is None:
        yield "modal:none"
        yield "modal:none " + candidate.how
        return
    place = len(context.words(candidate.start, modal.start))
    following = context.words(modal.end, candidate.end)[:2]
    yield "modal:" + modal.word
    yield f"modal at:{_bucket(place, (0, 2, 4, 7, 12, 20))}"
    yield f"modal at:{modal.word} {_bucket(place, (2, 7, 20))}"
    yield f"modal:{modal.word} {kind}"
    yield f"modal then:{modal.word} {' '.join(following[:1])}"
    yield f"modal then:{modal.word} {' '.join(following)}"


def _surroundings(context: Context, candidate: Candidate) -> Iterator[str]:
    """Where the statement stands and what the sentences around it hold."""
    index = candidate.segment.sentence
    quoted = context.is_quoted(candidate.start)
    yield f"quoted:{quoted}"
    yield f"paragraph:{min(3, context.sentences[index].paragraph)}"
    yield f"place:{10 * index // len(context.sentences)}"
    if candidate.segment.part:
        yield "part"
    lead = context.list_leads[index]
    if lead is not None:
        yield "list"
        for cue in context.frames[lead][-3:]:
            yield "list lead:" + cue.word
        if context.modals[lead]:
            yield "list lead:modal"
        for word in context.words(context.sentences[lead].start, context.sentences[lead].end)[-8:]:
            yield "list lead word:" + word
    for back in (1, 2):
        if index < back:
            continue
        frames = context.frames[index - back]
        for kind in sorted({c.kind for c in frames}):
            yield f"{back} back:{kind}"
        if frames:
            yield f"{back} back:{frames[-1].word}"
        if context.modals[index - back]:
            yield f"{back} back:modal"
        if context.sentences[index - back].text.endswith(":"):
            yield f"{back} back:colon"
    if index + 1 < len(context.sentences) and context.modals[index + 1]:
        yield "next:modal"
