"""What comes of a text through fitted models and the word segmenter, as lines to be read."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from vnpolicy.extract.agenda import find_agenda
from vnpolicy.extract.candidates import COUNTS, candidates, closes, opens
from vnpolicy.extract.context import Context
from vnpolicy.extract.discourse import Discourse
from vnpolicy.extract.document import extract
from vnpolicy.extract.event import judged
from vnpolicy.extract.keyphrase_features import Features, worth_a_look
from vnpolicy.extract.keyphrases import scores
from vnpolicy.extract.people import people
from vnpolicy.extract.policy import policy_features, standing
from vnpolicy.extract.proposals import find_proposals
from vnpolicy.extract.tokens import Part, Tokens, lead_end, tokens
from vnpolicy.extract.topics import announced_topics
from vnpolicy.extract.word_facts import FACTS
from vnpolicy.model import Document, Raw
from vnpolicy.text.sentences import sentences
from vnpolicy.text.words import words


def lines(text: str, *, in_full: bool) -> Iterator[str]:
    """The record of `text`, a document as it is read; `in_full`: with all keyphrase candidates."""
    document = extract(Raw(text, "txt", "utf-8"))
    body = document.cleaned.body(text)
    yield from _document(document)
    yield from _probabilities(body, document.cleaned.header.title)
    split = sentences(body)
    segmented = words(body, split)
    yield "# words"
    for s in split:
        yield "  " + "|".join(" ".join(w.text.split()) for w in segmented if s.start <= w.start < s.end)
    title = document.cleaned.header.title or ""
    end = len(title) if body.startswith(title) else 0
    if in_full:
        yield from _phrases(tokens([Part(body, split, segmented, end, lead_end(split, end))]))


def _document(document: Document) -> Iterator[str]:
    yield f"# document: {document.words} words"
    for name in ("name", "date", "date_from", "end_date", "place", "province", "organizers", "chairs"):
        if document.event and getattr(document.event, name):
            yield f"  {name}: {getattr(document.event, name)}"
    yield "# agenda"
    for a in document.agenda:
        yield f"  {a.kind} {a.number} [{a.start}-{a.end}] {a.text}; {a.speaker}"
    yield "# proposals"
    for p in document.proposals:
        yield f"  {p.kind} [{p.start}-{p.end}] {p.text}"
        yield f"    {p.speaker} ({p.role}) to {p.addressee}"
    features = document.features
    evidence = features["evidence"]
    yield f"# evidence: happened {evidence['happened']}, latest {evidence['latest']}, days {evidence['days']}"
    yield "# terms: " + ", ".join(
        f"{term} {count} {place}" for term, (count, place) in features["terms"].items()
    )
    yield "# phrases"
    for form, score, count, first, person in features["phrases"]:
        yield f"  {form} {score:.1f}: {count} uses from {first}{', a person' if person else ''}"


def _probabilities(body: str, title: str | None) -> Iterator[str]:
    split = sentences(body)
    context = Context(body, split)
    discourse = Discourse(context, people(body))
    stands = standing(context)
    yield f"# probabilities; the report stands at {stands:.2f}: {policy_features(stands)}"
    for proposal in find_proposals(context, discourse):
        yield f"  proposal [{proposal.item.start}-{proposal.item.end}] {proposal.probability:.2f}"
    told = judged(body, title, split)
    announced = list(announced_topics(context))
    for topic in find_agenda(context, discourse, announced, told.occasion):
        yield f"  agenda [{topic.item.start}-{topic.item.end}] {topic.probability:.2f}"
    name = told.name.name if told.name else None
    sure = f"weight {told.choice.weight:.2f}, agreed {told.choice.agreed:.2f}"
    yield f"  event {told.log_odds:.2f}; {name}: {sure}"


def _number(value: float) -> str:
    return f"{float(value):.3f}".rstrip("0").rstrip(".")


def _phrases(found: Tokens) -> Iterator[str]:
    yield "# tokens: " + ", ".join(f"{name}" for name in FACTS)
    marks = [("capital", found.capital), ("edge", found.edge), ("weak", found.weak), ("lead", found.lead)]
    marks += [("opens", opens(found)), ("closes", closes(found))]
    for at, key in enumerate(found.keys):
        holds = " ".join(name for name, column in marks if column[at])
        where = f"{found.starts[at]}-{found.ends[at]} gap {found.gaps[at]},"
        where += f" {found.sentences[at]}, {found.places[at]}"
        yield f"  {key} [{where}] {holds}; {' '.join(map(_number, found.facts[:, at]))}"
    group = candidates(found)
    kept = worth_a_look(group)
    yield "# candidates"
    for at in range(len(group)):
        counts = " ".join(f"{name} {group.counts[name][at]}" for name in COUNTS if group.counts[name][at])
        beside = f"{group.before[at]} before, {group.after[at]} after, last {group.lasts[at]}"
        yield (
            f"  {'+' if at in kept else '-'} {group.display(at)} ({group.last_word(at)}),"
            f" {group.firsts[at]} {group.sizes[at]}: {counts}; {beside}"
        )
    features = Features(group, kept)
    yield "# features of candidates, but for those that are 0"
    for at, form in enumerate(map(group.display, kept.tolist())):
        own = (
            f"{name} {_number(column[at])}" for name, column in features.columns.items() if np.any(column[at])
        )
        yield f"  {form}: {', '.join(own)}"
    yield "# scores: " + ", ".join(f"{one.form} {one.score:.2f}" for one in scores(group))
