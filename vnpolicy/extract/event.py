"""The event that a document reports: its name, day, place, and who held and who chaired it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from vnpolicy.extract import event_dates, event_evidence, event_names, event_places
from vnpolicy.extract.chairs import chairs
from vnpolicy.extract.event_names import Candidate, Part
from vnpolicy.extract.linear import linear
from vnpolicy.extract.organizers import organizers
from vnpolicy.extract.patterns import plain
from vnpolicy.extract.places import province
from vnpolicy.model import Event, Header, Person, Sentence

PARTS = 40
"""Sentences in which the event is looked for: what is reported stands at the beginning."""

LONGEST, MENTIONS = 1500, 8
"""Characters of a sentence and mentions in it that are looked at; more only what is no prose has."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says of an event: the readings of names, the features of each, and those of the
    document.
    """

    parts: list[Part]
    mentions: list[event_names.Mention]
    evidence: event_evidence.Evidence
    candidates: list[Candidate]
    features: list[list[str]]


def read(body: str, title: str | None, sentences: Sequence[Sentence]) -> Reading:
    """The parts of a document, the title first, with the readings of event names in them."""
    parts = [Part(-1, 0, title[:LONGEST], plain(title[:LONGEST]))] if title else []
    shown = [s for s in sentences[: PARTS + 1] if s.text != title][:PARTS]
    parts += [Part(i, s.start, s.text[:LONGEST], plain(s.text[:LONGEST])) for i, s in enumerate(shown)]
    mentions = [m for p in parts for m in islice(event_names.mentions(p), MENTIONS)]
    found = event_evidence.evidence(parts, mentions)
    candidates = [c for m in mentions for c in event_names.candidates(m)]
    features = [event_evidence.candidate_features(c, found) for c in candidates]
    return Reading(parts, mentions, found, candidates, features)


def choose(model: str, features: Sequence[Sequence[str]]) -> tuple[int, float]:
    """The index of the features that the model in weights/`model`.json prefers (-1 for none), and their
    weight.
    """
    if not features:
        return -1, 0.0
    weights = linear(model)
    sums = [weights.sum(f) for f in features]
    index = max(range(len(sums)), key=sums.__getitem__)
    return index, sums[index]


def report_features(reading: Reading, index: int, weight: float) -> list[str]:
    """The features of the document whose best name is the candidate `index` of that weight."""
    best = reading.candidates[index] if index >= 0 else None
    return event_evidence.report_features(reading.parts, reading.mentions, reading.evidence, best, weight)


def day_cases(reading: Reading, name: Candidate | None) -> tuple[list[event_dates.Day], list[list[str]]]:
    """The days of a document with the features of each, and last those of none being the event's."""
    days = event_dates.days(reading.parts, name)
    counts = Counter(d.value or "" for d in days)
    features = [event_dates.day_features(d, name, counts, days[0]) for d in days]
    return days, [*features, event_dates.none_features(days)]


def spot_cases(reading: Reading, name: Candidate | None) -> tuple[list[event_places.Spot], list[list[str]]]:
    """The places of a document with the features of each, and last those of none being the event's."""
    spots = event_places.spots(reading.parts, name)
    counts = Counter(s.name for s in spots)
    title = " ".join(p.view for p in reading.parts if p.number < 0)
    online = event_places.is_online(reading.parts)
    features = [event_places.spot_features(s, name, counts, spots[0], title, online) for s in spots]
    return spots, [*features, event_places.none_features(spots)]


def event(body: str, header: Header, sentences: Sequence[Sentence], people: Sequence[Person]) -> Event | None:
    """The facts of the event that the document itself gives, or None if it does not mainly report a meeting.

    `sentences` and `people` are those of `body`. A fact not stated is None or (). Method: readings by rules
    over lexicon rows, the likeliest by linear models fitted on labelled reports (bench/fit_event_facts.py).
    """
    reading = read(body, header.title, sentences)
    index, weight = choose("event_name", reading.features)
    model = linear("event_report")
    if model.probability(model.sum(report_features(reading, index, weight))) < model.threshold:
        return None
    name = reading.candidates[index] if index >= 0 else None
    text = " ".join(name.name.split()) if name else None
    date, end_date, date_from = _date(reading, name, text, header.published)
    place = _place(reading, name)
    return Event(
        name=text,
        date=date,
        date_from=date_from,
        end_date=end_date,
        place=place,
        province=province(place) if place else None,
        organizers=organizers(reading.parts, reading.mentions, name),
        chairs=chairs(reading.parts, reading.mentions, name, people),
    )


def _date(
    reading: Reading, name: Candidate | None, text: str | None, published: str | None
) -> tuple[str | None, str | None, str | None]:
    days, features = day_cases(reading, name)
    index, _ = choose("event_date", features)
    if index == len(days):
        return None, None, None
    day = days[index]
    year = None
    if day.value and day.value.startswith("--") and not published:
        year = event_dates.text_year(reading.parts, text, day.value)
    return event_dates.dated(day, published, year)


def _place(reading: Reading, name: Candidate | None) -> str | None:
    spots, features = spot_cases(reading, name)
    index, _ = choose("event_place", features)
    return spots[index].name if index < len(spots) else None
