"""Proposals: the clauses in which somebody says what should be done, with who says it to whom.

Method: every segment's candidate clauses are scored by a logistic regression over their wording, frame,
modality and surroundings (weights/proposals.json, made by bench/fit_items.py); the best of a segment is a
proposal where its probability reaches the fitted threshold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import any_of, cue
from vnpolicy.extract.discourse import Attribution, Discourse
from vnpolicy.extract.linear import choose, classes, linear
from vnpolicy.extract.statements import Candidate, candidates, proposal_features
from vnpolicy.lexicon import table
from vnpolicy.model import Proposal, ProposalKind


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal with its probability."""

    item: Proposal
    probability: float


def find_proposals(context: Context, discourse: Discourse) -> Iterator[Found]:
    """The proposals of a body in order of their place."""
    model = linear("proposals")
    for group in candidates(context):
        scored = [(model.sum(proposal_features(context, c)), -c.start, c) for c in group]
        total, _, best = max(scored, key=lambda s: s[:2])
        probability = model.probability(total)
        if probability >= model.threshold:
            yield Found(_proposal(context, discourse, best), probability)


def kind_features(context: Context, discourse: Discourse, candidate: Candidate) -> list[str]:
    """The features by which the kind of a proposal is told: its own and its speaker's."""
    return proposal_features(context, candidate) + list(
        speaker_features(discourse.at(candidate.start, candidate.segment.sentence))
    )


def speaker_features(found: tuple[Attribution, int] | None) -> Iterator[str]:
    """What is known of the speaker: named or not, how, how far back, and the words of the role."""
    if found is None:
        yield "speaker:none"
        return
    attribution, back = found
    voice = attribution.voice
    yield "speaker:" + voice.kind
    yield "speaker by:" + attribution.how
    yield f"speaker back:{min(back, 4)}"
    yield "speaker verb:" + attribution.verb
    standing = voice.role or (voice.speaker if voice.kind != "person" else "")
    for word in standing.lower().split()[:12]:
        yield "role:" + word
    if not standing:
        yield "role:none"


def _proposal(context: Context, discourse: Discourse, candidate: Candidate) -> Proposal:
    kind = choose(classes("proposal_kinds"), kind_features(context, discourse, candidate))
    found = discourse.at(candidate.start, candidate.segment.sentence)
    voice = found[0].voice if found else None
    return Proposal(
        kind=cast(ProposalKind, kind),
        text=" ".join(context.body[candidate.start : candidate.end].split()),
        speaker=" ".join(voice.speaker.split()) if voice else None,
        role=" ".join(voice.role.split()) if voice and voice.role else None,
        addressee=addressee(context, candidate),
        start=candidate.start,
        end=candidate.end,
    )


@cache
def _action() -> re.Pattern[str]:
    """The beginning of what is to be done: an obligation, or a verb of policy."""
    speech = table("speech.toml")
    return re.compile(rf"\s+(?:{any_of(speech['action'])}|{cue('modal').pattern})")


@cache
def _body() -> re.Pattern[str]:
    many = r"(?:các|những|mọi|từng|toàn bộ)"
    return re.compile(rf"(?:{many}\s+\w|{any_of(table('speech.toml')['addressee'])})")


_LONGEST_ADDRESSEE = 140
_LOOSE = re.compile(r"[\s,:;]+(?:(?:đã|cũng|đều|và|cùng|nhau|vẫn|thì)[\s,]*)*$")


def addressee(context: Context, candidate: Candidate) -> str | None:
    """The body asked to act: the noun phrase that the clause begins with, up to its verb."""
    lower, start = context.lower, candidate.start
    if _body().match(lower, start, candidate.end) is None:
        return None
    for verb in _action().finditer(lower, start, min(candidate.end, start + _LONGEST_ADDRESSEE)):
        # `Bộ Nông nghiệp và Phát triển nông thôn`: a capital is part of the name
        if context.body[verb.start() + 1 :][:1].islower():
            named = _LOOSE.sub("", " ".join(context.body[start : verb.start()].split()))
            if named.lower() in table("speech.toml")["incomplete"]:
                continue
            return named if len(named.split()) <= 25 else None
    return None
