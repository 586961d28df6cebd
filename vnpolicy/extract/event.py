"""The event that a document reports: its name, day, place, and who held and who chaired it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from vnpolicy.extract import event_dates, event_evidence, event_names, event_places, event_years
from vnpolicy.extract.chairs import chairs
from vnpolicy.extract.event_choice import Choice, likeliest
from vnpolicy.extract.event_names import Candidate, Part
from vnpolicy.extract.linear import linear
from vnpolicy.extract.occasion import Occasion, occasion
from vnpolicy.extract.organizers import organizers
from vnpolicy.extract.patterns import plain, plain_body
from vnpolicy.extract.places import province
from vnpolicy.model import Event, Header, Person, Sentence

PARTS = 40
"""Sentences in which the event is looked for: what is reported stands at the beginning."""

FURTHEST = 200
"""Sentences in which a year is looked for, of which the later ones tell as much as the first."""

LONGEST, MENTIONS = 1500, 8
"""Characters of a sentence and mentions in it that are looked at; more only what is no prose has."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says of an event: the readings of names, the features of each, and those of the
    document. `dated` are the parts in which its year is looked for.
    """

    parts: list[Part]
    dated: list[Part]
    mentions: list[event_names.Mention]
    evidence: event_evidence.Evidence
    candidates: list[Candidate]
    features: list[list[str]]


def read(body: str, title: str | None, sentences: Sequence[Sentence]) -> Reading:
    """The parts of a document, the title first, with the readings of event names in them."""
    parts = [Part(-1, 0, title[:LONGEST], plain(title[:LONGEST]))] if title else []
    shown = [s for s in sentences[:FURTHEST] if s.text != title]
    view = plain_body(body)
    parts += [_part(i, s, body, view) for i, s in enumerate(shown[:PARTS])]
    further = [(i, s) for i, s in enumerate(shown[PARTS:], PARTS) if event_years.YEAR.search(s.text)]
    later = [_part(i, s, body, view) for i, s in further]
    mentions = [m for p in parts for m in islice(event_names.mentions(p), MENTIONS)]
    found = event_evidence.evidence(parts, mentions)
    candidates = [c for m in mentions for c in event_names.candidates(m)]
    features = [event_evidence.candidate_features(c, found) for c in candidates]
    return Reading(parts, parts + later, mentions, found, candidates, features)


def _part(number: int, sentence: Sentence, body: str, view: str) -> Part:
    start, end = sentence.start, min(sentence.end, sentence.start + LONGEST)
    return Part(number, start, body[start:end], view[start:end])


def choose(model: str, features: Sequence[Sequence[str]]) -> int:
    """The index of the features that the model in weights/`model`.json prefers."""
    sums = list(map(linear(model).sum, features))
    return max(range(len(sums)), key=sums.__getitem__)


def chosen(reading: Reading, choice: Choice) -> Candidate | None:
    """The candidate of a choice."""
    return reading.candidates[choice.index] if choice.index >= 0 else None


def report_features(reading: Reading, choice: Choice) -> list[str]:
    """The features of the document whose name is that of `choice`."""
    best = chosen(reading, choice)
    return event_evidence.report_features(
        reading.parts, reading.mentions, reading.evidence, best, (choice.weight, choice.agreed)
    )


def day_cases(reading: Reading, choice: Choice) -> tuple[list[event_dates.Day], list[list[str]]]:
    """The days of a document with the features of each, and last those of none being the event's."""
    name = chosen(reading, choice)
    days = event_dates.days(reading.parts, name)
    counts = Counter(d.value or "" for d in days)
    shares = [choice.shares.get(d.part.number, 0.0) for d in days]
    by_day: dict[str | None, float] = {}
    for day, parts_share in {(d.value, d.part.number): s for d, s in zip(days, shares, strict=True)}.items():
        by_day[day[0]] = by_day.get(day[0], 0.0) + parts_share
    features = [
        event_dates.day_features(d, name, (share, by_day[d.value]), counts, days[0])
        for d, share in zip(days, shares, strict=True)
    ]
    return days, [*features, event_dates.none_features(days)]


def spot_cases(reading: Reading, choice: Choice) -> tuple[list[event_places.Spot], list[list[str]]]:
    """The places of a document with the features of each, and last those of none being the event's."""
    name = chosen(reading, choice)
    spots = event_places.spots(reading.parts, name)
    counts = Counter(s.name for s in spots)
    title = " ".join(p.view for p in reading.parts if p.number < 0)
    online = event_places.is_online(reading.parts)
    named = event_places.regions(spots)
    features = [
        event_places.spot_features(
            s, name, choice.shares.get(s.part.number, 0.0), counts, spots[0], title, online, named
        )
        for s in spots
    ]
    return spots, [*features, event_places.none_features(spots)]


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading with the choice of a name, and the log-odds that the document mainly reports a meeting."""

    reading: Reading
    choice: Choice
    log_odds: float

    @property
    def name(self) -> Candidate | None:
        """The name that is taken, whether or not a meeting is reported."""
        return chosen(self.reading, self.choice)

    @property
    def occasion(self) -> Occasion:
        """What the agenda's items are judged by."""
        return occasion(self.log_odds, self.name.name if self.name else None)


def judged(body: str, title: str | None, sentences: Sequence[Sentence]) -> Judged:
    """Whether a document reports an event, and which; `sentences` are those of `body`."""
    reading = read(body, title, sentences)
    choice = likeliest(reading.candidates, list(map(linear("event_name").sum, reading.features)))
    model = linear("event_report")
    return Judged(reading, choice, model.sum(report_features(reading, choice)) + model.bias)


def event(body: str, header: Header, sentences: Sequence[Sentence], people: Sequence[Person]) -> Event | None:
    """The facts of the event that the document itself gives, or None if it does not mainly report a meeting.

    `sentences` and `people` are those of `body`. A fact not stated is None or ().
    """
    return facts(judged(body, header.title, sentences), header.published, people)


def facts(found: Judged, published: str | None, people: Sequence[Person]) -> Event | None:
    """The facts of the event found in a document, or None if it does not mainly report a meeting.

    `published` is the document's day, `people` are those of its body. Method: readings by rules over lexicon
    rows, the likeliest by linear models fitted on labelled reports (bench/fit_event_facts.py).
    """
    if found.log_odds < linear("event_report").least_log_odds:
        return None
    reading, choice, name = found.reading, found.choice, found.name
    text = " ".join(name.name.split()) if name else None
    date, end_date, date_from = _date(reading, choice, text, published)
    place = _place(reading, choice)
    return Event(
        name=text,
        date=date,
        date_from=date_from,
        end_date=end_date,
        place=place,
        province=province(place) if place else None,
        organizers=organizers(reading.parts, reading.mentions, name, people),
        chairs=chairs(reading.parts, reading.mentions, name, people),
    )


def _date(
    reading: Reading, choice: Choice, text: str | None, published: str | None
) -> tuple[str | None, str | None, str | None]:
    days, features = day_cases(reading, choice)
    index = choose("event_date", features)
    if index == len(days):
        return None, None, None
    day = days[index]
    return event_dates.dated(day, published, _year(reading, day, text) if not published else None)


def _year(reading: Reading, day: event_dates.Day, name: str | None) -> str | None:
    """The year that the document gives for an event of that name on a `day` stated without one."""
    if not day.value or not day.value.startswith("--"):
        return None
    years, features = event_years.year_cases(reading.dated, name, day.value)
    return [*years, None][choose("event_year", features)]


def _place(reading: Reading, choice: Choice) -> str | None:
    spots, features = spot_cases(reading, choice)
    index = choose("event_place", features)
    return spots[index].name if index < len(spots) else None
