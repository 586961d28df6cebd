"""Proposals: the clauses in which somebody says what should be done, with who says it to whom.

Method: every segment's candidate clauses are scored by a logistic regression over their wording, frame,
modality, surroundings, their speaker and what the report is about (weights/proposals.json, made by
bench/fit_items.py); the best of a segment is a proposal where its probability reaches the fitted threshold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from vnpolicy.extract.addressee import addressee, listed_addressee
from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import cue
from vnpolicy.extract.discourse import Attribution, Discourse
from vnpolicy.extract.linear import choose, classes, linear
from vnpolicy.extract.obligation import obligation_features
from vnpolicy.extract.patterns import plain
from vnpolicy.extract.policy import policy_features, standing
from vnpolicy.extract.statements import (
    Candidate,
    Found,
    Wording,
    candidates,
    leading_features,
    proposal_features,
    surrounding_features,
)
from vnpolicy.extract.titles import Voice
from vnpolicy.lexicon import table
from vnpolicy.model import Proposal, ProposalKind

BEHIND_WORDS, BEHIND_FRAME, BEHIND_SURROUNDINGS = 1.5, 2.2, 1.7
"""How far from the threshold a candidate may be once its words, its frame and its surroundings are summed:
none that was further came back by what is summed later (a cascade, after Viola & Jones 2001).
"""
_DIRECT = "chỉ đạo "


def find_proposals(context: Context, discourse: Discourse) -> Iterator[Found[Proposal]]:
    """The proposals of a body in order of their place."""
    model = linear("proposals")
    about = policy_features(standing(context))
    wording, shared = Wording(context, model), model.sum(about)
    least = model.least
    before: tuple[int, Proposal | None] = (-1, None)
    for group in candidates(context):
        scored = []
        for candidate in group:
            total = shared + wording.sum(candidate)
            if total < least - BEHIND_WORDS:
                continue
            total = model.sum(leading_features(context, candidate), total)
            if total < least - BEHIND_FRAME:
                continue
            total = model.sum(surrounding_features(context, candidate), total)
            if total < least - BEHIND_SURROUNDINGS:
                continue
            found = discourse.at(candidate.start, candidate.segment.sentence)
            total = model.sum(speaker_features(found), total)
            total = model.sum(obligation_features(context, discourse, candidate, found), total)
            scored.append((total, -candidate.start, candidate))
        if not scored:
            continue
        total, _, best = max(scored, key=lambda s: s[:2])
        probability = model.probability(total)
        if probability >= model.threshold:
            proposal = _proposal(context, discourse, best, before)
            before = (best.segment.sentence, proposal)
            yield Found(proposal, probability)


def told_again(context: Context, discourse: Discourse, proposals: Sequence[Proposal]) -> list[Proposal]:
    """`proposals`, where those in the words of another one whose speaker the text tells right there have its
    speaker: what is told by one person is set off elsewhere in the report, in a box or a headline.
    """
    starts = [sentence.start for sentence in context.sentences]
    told: dict[str, Proposal] = {}
    loose: list[int] = []
    for number, proposal in enumerate(proposals):
        found = discourse.at(proposal.start, bisect_right(starts, proposal.start) - 1)
        if found is None or not found[0].start <= proposal.start < found[0].end:
            loose.append(number)
        elif proposal.speaker is not None:
            told.setdefault(plain(proposal.text), proposal)
    agreed = list(proposals)
    for number in loose:
        if (same := told.get(plain(proposals[number].text))) is not None:
            agreed[number] = replace(proposals[number], speaker=same.speaker, role=same.role)
    return agreed


def features_of(context: Context, discourse: Discourse, candidate: Candidate) -> list[str]:
    """The features of `candidate` as a proposal, of whom it obliges and of who states it."""
    found = discourse.at(candidate.start, candidate.segment.sentence)
    return [
        *kind_features(context, discourse, candidate),
        *obligation_features(context, discourse, candidate, found),
    ]


def kind_features(context: Context, discourse: Discourse, candidate: Candidate) -> list[str]:
    """The features that tell which kind of proposal `candidate` is."""
    found = discourse.at(candidate.start, candidate.segment.sentence)
    return [*proposal_features(context, candidate), *speaker_features(found)]


def _addressee(
    context: Context, candidate: Candidate, voice: Voice | None, before: tuple[int, Proposal | None]
) -> str | None:
    """Whom the statement asks: named in it, where its enumeration opens, or in the proposal before, where
    the same speaker goes on at once. An entry `chỉ đạo Sở Y rà soát` asks whoever is to direct Sở Y.
    """
    named = addressee(context, candidate.start, candidate.end, voice)
    directs = context.lower.startswith(_DIRECT, candidate.start)
    if named is not None and not directs:
        return named
    speaker = _called(voice)
    asked: str | None = None
    sentence, (last, proposal) = candidate.segment.sentence, before
    if candidate.segment.part and last < sentence:
        asked = listed_addressee(context, sentence, candidate.start)
    if asked is None and proposal is not None and sentence - last <= 1 and proposal.speaker == speaker:
        asked = proposal.addressee
    return asked or named


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


def _called(voice: Voice | None) -> str | None:
    return (" ".join(voice.speaker.split()) or None) if voice else None


def _proposal(
    context: Context,
    discourse: Discourse,
    candidate: Candidate,
    before: tuple[int, Proposal | None],
) -> Proposal:
    found = discourse.at(candidate.start, candidate.segment.sentence)
    voice = found[0].voice if found else None
    candidate = candidate._replace(start=discourse.told_from(candidate.start))
    asked = _addressee(context, candidate, voice, before)
    role = discourse.subjects.role(voice) if voice else None
    kind = choose(classes("proposal_kinds"), kind_features(context, discourse, candidate))
    if kind == "directive" and voice is not None and _is_from_below(voice, asked):
        kind = "recommendation"
    return Proposal(
        kind=cast(ProposalKind, kind),
        text=" ".join(context.body[candidate.start : candidate.end].split()),
        speaker=_called(voice),
        role=" ".join(role.split()) if role else None,
        addressee=asked,
        start=candidate.start,
        end=candidate.end,
    )


def _is_from_below(voice: Voice, asked: str | None) -> bool:
    """Whether somebody of a province, a body or a firm asks the central state, whom they cannot direct."""
    if asked is None or not asked.lower().startswith(tuple(table("speech.toml")["central_body"])):
        return False
    of = f"{voice.role or ''} {voice.speaker}".lower()
    return bool(cue("local_standing").search(of)) and not cue("central_standing").search(of)
