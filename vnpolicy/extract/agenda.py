"""Agenda items: the theme, the sessions and the topics that an event was set to deal with.

Method: the entries of a list that is announced as topics are taken as they are. Every other passage that may
name an item is scored by a logistic regression over how it is announced, its words, what follows, and what
the document says of an event (weights/agenda.json, made by bench/fit_items.py); the best that do not overlap
are taken where their probability reaches the fitted threshold.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from vnpolicy.extract.context import Context
from vnpolicy.extract.discourse import Discourse
from vnpolicy.extract.linear import Linear, Weighed, choose, classes, linear
from vnpolicy.extract.occasion import Occasion
from vnpolicy.extract.segments import Segment
from vnpolicy.extract.statements import Candidate, Found
from vnpolicy.extract.topics import (
    WITHIN,
    closing_features,
    in_name,
    segment_features,
    size_features,
    start_features,
    topic_features,
    topic_starts,
    topics_at,
    words_before,
)
from vnpolicy.model import AgendaItem, AgendaKind

_SAID = re.compile(
    r"(?:thứ|vấn đề thứ|nhóm thứ)\s+(nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|\b(\w+)\s+là\s*[,:]?\s*$"
)
_MARK = re.compile(r"\(?(\d{1,2}|i{1,3}|iv|vi{0,3}|ix|x|[a-h])[.)]\s*$")
_SESSION = re.compile(r"phiên\s+(?:thứ\s+)?(\d{1,2}|nhất|hai|ba|tư|năm)(?!\w)")
TOGETHER = 0.4
"""How far an entry's log-odds go along with the mean of the other entries of its list."""
BEHIND_WORDS, BEHIND_START = 1.0, 1.0
"""Log-odds that how an item begins and ends adds to no item's words, and how it ends to none's words and
start (a cascade, after Viola & Jones 2001): the most that it added in 1,400 reports was .8 and .9.
"""
_NUMBERS = {w: str(n) for n, w in enumerate("nhất hai ba tư năm sáu bảy tám chín mười".split(), 1)}
_CARDINALS = {w: str(n) for n, w in enumerate("một hai ba bốn năm sáu bảy tám".split(), 1)}


def find_agenda(
    context: Context, discourse: Discourse, announced: Sequence[Candidate], occasion: Occasion
) -> Iterator[Found[AgendaItem]]:
    """The agenda items of a body in order of their place; `announced` are its `announced_topics`, `occasion`
    is what its document says of an event.
    """
    taken: list[tuple[float, Candidate]] = []
    for probability, candidate in sorted(
        _scored(context, announced, occasion), key=lambda s: (-s[0], s[1].start, s[1].end)
    ):
        if all(candidate.end <= other.start or candidate.start >= other.end for _, other in taken):
            taken.append((probability, candidate))
    for probability, candidate in sorted(taken, key=lambda s: s[1].start):
        yield Found(_item(context, discourse, candidate, occasion), probability)


def _scored(
    context: Context, announced: Sequence[Candidate], occasion: Occasion
) -> Iterator[tuple[float, Candidate]]:
    for candidate in announced:
        yield 1.0, candidate
    model = linear("agenda")
    words, before = (model.each(prefix, context.tokens) for prefix in ("w:", "before:"))
    judge = _Judge(context, occasion, model, words, before, model.sum(occasion.features()))
    made = (list(_sums(judge, segment)) for segment in context.segments)
    groups = [group for group in made if group]
    lists: dict[tuple[str, int], list[float]] = defaultdict(list)
    for group in groups:
        if (key := _list_of(context, group[0][1].segment)) is not None:
            lists[key].append(max(total for total, _ in group))
    for group in groups:
        shift = 0.0
        if (key := _list_of(context, group[0][1].segment)) is not None and len(lists[key]) > 1:
            own, entries = max(total for total, _ in group), lists[key]
            shift = TOGETHER * ((sum(entries) - own) / (len(entries) - 1) - own)
        for total, candidate in group:
            probability = model.probability(total + shift)
            if probability >= model.threshold:
                yield probability, candidate


@dataclass(frozen=True, slots=True)
class _Judge:
    """What the candidates of a document are judged by. `words` and `before` are the body's tokens as those
    within and before a candidate, `shared` is what the occasion adds to all.
    """

    context: Context
    occasion: Occasion
    model: Linear
    words: Weighed
    before: Weighed
    shared: float


def _sums(judge: _Judge, segment: Segment) -> Iterator[tuple[float, Candidate]]:
    """The candidates of a segment with their log-odds, but for the bias.

    What candidates share is summed once; where no end could bring a start to the threshold, its candidates
    are left out, but for entries of lists, which are judged together.
    """
    context, model, words = judge.context, judge.model, judge.words
    shared: float | None = None
    least, stop = model.least, context.span(segment.start, segment.end).stop
    closing: dict[int, float] = {}
    listed = _list_of(context, segment) is not None
    for start in topic_starts(context, segment):
        if shared is None:
            shared = model.sum(segment_features(context, segment), judge.shared)
        ahead = words_before(context, segment, start.at)
        start_sum = judge.before.sum(ahead.start, ahead.stop, shared)
        most = words.most(ahead.stop, min(stop, ahead.stop + WITHIN))
        if not listed and start_sum + most < least - BEHIND_WORDS:
            continue
        start_sum = model.sum(start_features(context, segment, start, judge.occasion), start_sum)
        if not listed and start_sum + most < least - BEHIND_START:
            continue
        for candidate in topics_at(context, segment, start):
            if candidate.end not in closing:
                closing[candidate.end] = model.sum(closing_features(context, candidate))
            span = context.span(candidate.start, candidate.end)
            within = words.sum(span.start, min(span.stop, span.start + WITHIN), closing[candidate.end])
            sizes = (*size_features(context, candidate), in_name(context, candidate, judge.occasion))
            yield start_sum + model.sum(sizes, within), candidate


def _list_of(context: Context, segment: Segment) -> tuple[str, int] | None:
    """The enumeration that a segment is an entry of, within its sentence or over several."""
    if segment.part:
        return "sentence", segment.sentence
    lead = context.list_leads[segment.sentence]
    return ("list", lead) if lead is not None else None


def _item(context: Context, discourse: Discourse, candidate: Candidate, occasion: Occasion) -> AgendaItem:
    kind = _kind(context, candidate, occasion)
    found = discourse.at(candidate.start, candidate.segment.sentence)
    # what a body discusses is its programme, what a person presents in the same sentence is that person's
    said = (
        found is not None
        and found[1] == 0
        and kind == "topic"
        and found[0].voice.kind in ("person", "title")
        and found[0].voice.start < candidate.start
    )
    return AgendaItem(
        kind=kind,
        number=None if kind == "theme" else _number(context, candidate),
        text=" ".join(context.body[candidate.start : candidate.end].split()),
        speaker=" ".join(found[0].voice.speaker.split()) if found and said else None,
        start=candidate.start,
        end=candidate.end,
    )


def _kind(context: Context, candidate: Candidate, occasion: Occasion) -> AgendaKind:
    if candidate.how == "list":
        return "session" if context.lower.startswith("phiên", candidate.start) else "topic"
    return cast(AgendaKind, choose(classes("agenda_kinds"), topic_features(context, candidate, occasion)))


def _number(context: Context, candidate: Candidate) -> str | None:
    """The enumeration mark that stands before the item, as a number where it is one (`thứ ba` is 3)."""
    sentence = context.sentences[candidate.segment.sentence]
    before = context.lower[max(sentence.start, candidate.start - 40) : candidate.start].rstrip(' ,:“"')
    if mark := _MARK.search(before):
        return mark[1]
    if session := list(_SESSION.finditer(before)):
        return _NUMBERS.get(session[-1][1], session[-1][1])
    said = list(_SAID.finditer(before))
    if said:
        ordinal, cardinal = said[-1][1], said[-1][2]
        return _NUMBERS.get(ordinal or "") or _CARDINALS.get(cardinal or "")
    return None
