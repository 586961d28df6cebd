"""Candidate statements of proposals, and the features by which a model tells proposals from all else.

Of the features three kinds are told apart, for most candidates can be turned down by the first two: the
words, whose weights `Wording` looks up once for a whole body; what is known at once, the frame and the first
word of obligation; and the surroundings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from vnpolicy.extract.clauses import starts, statement_end
from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import any_of
from vnpolicy.extract.linear import Linear
from vnpolicy.extract.segments import Segment
from vnpolicy.lexicon import table

Item = TypeVar("Item")

WITHIN, BEFORE = 60, 25
"""Words of a candidate, and of its sentence before it, that are looked at."""
_ON_THE_RIGHT = "(phải)"
_ASPECTS = frozenset("đã đang sẽ vừa từng được bị có là chưa rất".split())


class Candidate(NamedTuple):
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
        if _is_asked(context, segment) or _is_caption(context, segment) or _is_praised(context, segment):
            continue
        found: dict[int, Candidate] = {}
        for start in starts(context, segment):
            end = statement_end(context, start.at, segment.end)
            if end > start.at:
                found.setdefault(start.at, Candidate(start.at, end, segment, start.how))
        if found:
            yield list(found.values())


@cache
def _asker() -> re.Pattern[str]:
    return re.compile(rf"\W*{any_of(table('speech.toml')['asks'])}\s?:")


def _is_asked(context: Context, segment: Segment) -> bool:
    """Whether the segment is of a question that an interviewer asks: `PV: Xã cần làm gì?`."""
    sentence = context.sentences[segment.sentence]
    return sentence.text.endswith("?") and _asker().match(context.lower, sentence.start) is not None


def _is_caption(context: Context, segment: Segment) -> bool:
    """Whether the segment tells who stands where in a picture and obliges nobody: `Ông A (phải) và bà B`."""
    if context.lower.find(_ON_THE_RIGHT, segment.start, segment.end) < 0:
        return False
    obliged = (m for m in context.modals[segment.sentence] if segment.start <= m.start < segment.end)
    return all(context.lower.startswith(_ON_THE_RIGHT, m.start - 1) for m in obliged)


def _is_praised(context: Context, segment: Segment) -> bool:
    """Whether the segment is an entry of what somebody praises: `ghi nhận ngành Y đã mở lớp; chữa bệnh`."""
    if not segment.part:
        return False
    number, begin = segment.sentence, context.sentences[segment.sentence].start
    praised = [c for c in context.cues("praise", number) if c.start < segment.start]
    asked = (c.start for c in (*context.frames[number], *context.modals[number]) if c.kind != "say")
    return bool(praised) and not any(begin <= at < segment.end for at in asked)


def _bucket(value: int, bounds: tuple[int, ...]) -> str:
    return next((str(b) for b in bounds if value <= b), "more")


def proposal_features(context: Context, candidate: Candidate) -> list[str]:
    """The features of `candidate` as a proposal; each is a string that is either there or not."""
    return [
        *_wording(context, candidate),
        *leading_features(context, candidate),
        *surrounding_features(context, candidate),
    ]


def _wording(context: Context, candidate: Candidate) -> Iterator[str]:
    """The features that `Wording` sums up."""
    words = context.words(candidate.start, candidate.end)[:WITHIN]
    for word in words:
        yield "w:" + word
    for first, second in pairwise(words):
        yield f"b:{first} {second}"
    begin = context.sentences[candidate.segment.sentence].start
    for word in context.words(begin, candidate.start)[-BEFORE:]:
        yield "before:" + word


class Wording:
    """What the words of candidates and those before them count under `model`, each looked up once a body."""

    def __init__(self, context: Context, model: Linear) -> None:
        self.context = context
        tokens = context.tokens
        self.words = model.each("w:", tokens)
        self.pairs = model.each("b:", context.pairs)
        self.before = model.each("before:", tokens)

    def sum(self, candidate: Candidate) -> float:
        """The log-odds that the features of `_wording` add up to."""
        context = self.context
        within = context.span(candidate.start, candidate.end)
        begin = context.span(context.sentences[candidate.segment.sentence].start, candidate.start).start
        first, end = within.start, min(within.stop, within.start + WITHIN)
        total = self.before.sum(max(begin, first - BEFORE), first)
        return self.pairs.sum(first, max(first, end - 1), self.words.sum(first, end, total))


def leading_features(context: Context, candidate: Candidate) -> Iterator[str]:
    """The frame before `candidate` and its first word of obligation."""
    yield "how:" + candidate.how
    yield "how kind:" + candidate.how.partition(":")[0]
    yield from _modality(context, candidate)


def surrounding_features(context: Context, candidate: Candidate) -> Iterator[str]:
    """The first and last words, what else is in the sentence, and what stands around it."""
    sentence = context.sentences[candidate.segment.sentence]
    words = context.words(candidate.start, candidate.end)
    before = context.words(sentence.start, candidate.start)
    for n in (1, 2, 3):
        yield f"first{n}:" + " ".join(words[:n])
        yield f"last before{n}:" + " ".join(before[-n:])
    yield from _frames(context, candidate)
    yield from _place(context, candidate)
    yield from _neighbours(context, candidate)
    yield f"length:{_bucket(len(words), (5, 8, 12, 18, 26, 36, 50, 70))}"
    for word in _ASPECTS.intersection(words[:8]):
        yield "head:" + word
    for word in _ASPECTS.intersection(before[-4:]):
        yield "before head:" + word
    if "?" in context.body[candidate.start : candidate.segment.end]:
        yield "question"


def _frames(context: Context, candidate: Candidate) -> Iterator[str]:
    """The verbs of reporting and asking: in front of the statement, within it, behind it."""
    index = candidate.segment.sentence
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


def _place(context: Context, candidate: Candidate) -> Iterator[str]:
    """Where the statement stands, and the opening of the list that it is an entry of."""
    index = candidate.segment.sentence
    quoted = context.is_quoted(candidate.start)
    yield f"quoted:{quoted}"
    yield "paragraph:" + context.paragraph(index)
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


def _neighbours(context: Context, candidate: Candidate) -> Iterator[str]:
    """What the sentences around the statement's hold."""
    index = candidate.segment.sentence
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
