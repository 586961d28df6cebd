"""What the rules give of a text, stage by stage, as lines to be read: no fitted weight has a part in it.

Features that are words of the text itself are told as their number and checksum, all others by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from zlib import crc32

from vnpolicy.extract import event, event_choice, event_dates, event_evidence, event_places, event_years
from vnpolicy.extract.addressee import addressee, listed_addressee
from vnpolicy.extract.bodies import body_in
from vnpolicy.extract.chairs import presiders
from vnpolicy.extract.citations import citations
from vnpolicy.extract.clauses import Start
from vnpolicy.extract.context import Context, Cue
from vnpolicy.extract.discourse import Attribution, Discourse
from vnpolicy.extract.event_choice import Choice
from vnpolicy.extract.event_names import Candidate as Name
from vnpolicy.extract.event_names import Part
from vnpolicy.extract.evidence import evidence
from vnpolicy.extract.interviews import interview
from vnpolicy.extract.occasion import Occasion, occasion
from vnpolicy.extract.organizers import none_features, readings
from vnpolicy.extract.patterns import plain
from vnpolicy.extract.people import people
from vnpolicy.extract.places import places
from vnpolicy.extract.policy import words as policy_words
from vnpolicy.extract.proposals import features_of
from vnpolicy.extract.statements import Candidate, candidates
from vnpolicy.extract.topics import (
    announced_topics,
    closing_features,
    in_name,
    segment_features,
    size_features,
    start_features,
    topic_candidates,
    topic_features,
)
from vnpolicy.model import Header, Person, Raw, Sentence
from vnpolicy.read.clean import clean
from vnpolicy.text.checksums import checksum
from vnpolicy.text.dates import dates
from vnpolicy.text.sentences import sentences
from vnpolicy.text.words import words

_ROWS = ("by_law", "past", "court", "private", "pronoun")
_OF_WORDS = (
    "w:",
    "b:",
    "before:",
    "first1:",
    "first2:",
    "first3:",
    "last before",
    "list lead word:",
    "role:",
    "lead ",
)


def lines(text: str) -> Iterator[str]:
    """The record of `text`, a document as it is read from a file."""
    cleaned = clean(Raw(text, "txt", "utf-8"))
    body = cleaned.body(text)
    split = sentences(body)
    named = people(body)
    context = Context(body, split)
    discourse = Discourse(context, named)
    yield from _cleaned(text, body, cleaned.header)
    yield from _sentences(context)
    yield from _facts(body, named)
    yield from _voices(context, discourse, named)
    yield from _proposals(context, discourse)
    yield from _agenda(context, occasion(0.0, cleaned.header.title))
    yield from _event(body, cleaned.header, split, named)
    yield from _evidence(body, cleaned.header, split, named)


def told(features: Iterable[str]) -> str:
    """Features, sorted."""
    plain_ones, of_words = [], []
    for feature in features:
        (of_words if feature.startswith(_OF_WORDS) else plain_ones).append(feature)
    if of_words:
        plain_ones.append(f"<{len(of_words)} of words: {digest(of_words)}>")
    return " | ".join(sorted(plain_ones))


def digest(values: Iterable[str]) -> str:
    """A checksum of values in any order."""
    return f"{crc32(chr(10).join(sorted(values)).encode('utf-8', 'surrogatepass')):08x}"


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= 60 else f"{one[:34]} … {one[-22:]}"


def _cleaned(text: str, body: str, header: Header) -> Iterator[str]:
    yield "# cleaned"
    facts = {name: getattr(header, name) for name in ("title", "published", "source", "author", "url")}
    yield "  " + "; ".join(f"{name}: {value}" for name, value in facts.items() if value)
    yield f"  title from {header.title_from}, published from {header.published_from}"
    left = Counter(line.strip() for line in text.split("\n")) - Counter(
        line.strip() for line in body.split("\n")
    )
    yield from (f"  - {line}" for line in left if line)


def _cues(cues: Iterable[Cue]) -> str:
    return ", ".join(f"{c.kind} {c.word} {c.start}-{c.end}" for c in cues)


def _sentences(context: Context) -> Iterator[str]:
    yield "# sentences"
    for number, sentence in enumerate(context.sentences):
        yield f"{number} [{sentence.start}-{sentence.end} paragraph {sentence.paragraph}] {sentence.text}"
        if context.list_leads[number] is not None:
            yield f"  entry of the list that {context.list_leads[number]} opens"
        for name, cues in (
            ("frames", context.frames[number]),
            ("modals", context.modals[number]),
            ("announce", context.announcements[number]),
            *((row, context.cues(row, number)) for row in _ROWS),
        ):
            if cues:
                yield f"  {name}: {_cues(cues)}"
        quoted = "".join(
            "“" if context.is_quoted(at) else "." for at in range(sentence.start, sentence.end, 5)
        )
        if "“" in quoted:
            ranges = sorted({r for at in range(sentence.start, sentence.end) if (r := context.quotation(at))})
            yield f"  quoted: {quoted} {ranges}"
        parts = [s for s in context.segments if s.sentence == number]
        if len(parts) > 1:
            yield from (
                f"  part {s.part} [{s.start}-{s.end}] {_short(context.body[s.start : s.end])}" for s in parts
            )


def _facts(body: str, named: list[Person]) -> Iterator[str]:
    yield "# people"
    yield from (f"  [{p.start}-{p.end}] {p.name}: {p.role}" for p in named)
    yield "# dates"
    for d in dates(body):
        told_as = body[d.start : d.end]
        yield f"  [{d.start}-{d.end}] {told_as!r} {d.value} {d.end_value} {d.precision} {d.kind}"
    yield "# citations"
    yield from (f"  [{c.start}-{c.end}] {c.number}; {c.type}; {c.issuer}; {c.date}" for c in citations(body))
    yield "# places"
    yield from (f"  [{p.start}-{p.end}] {p.name}: {p.province}" for p in places(body))


def _voice(attribution: Attribution) -> str:
    voice = attribution.voice
    return (
        f"{voice.kind} {voice.speaker!r} ({voice.role}) {voice.start}-{voice.end}"
        f"{' embedded' if voice.embedded else ''}, {attribution.how} {attribution.verb!r}"
        f" {attribution.start}-{attribution.end}"
    )


def _voices(context: Context, discourse: Discourse, named: list[Person]) -> Iterator[str]:
    yield "# voices"
    answering = interview(context, named)
    if answering:
        yield f"  interview from {answering[0]} on: {answering[1].name}"
    for number, found in enumerate(discourse.by_sentence):
        yield from (f"  {number} {_voice(a)}" for a in found)
    yield "# who speaks"
    before = ""
    for segment in context.segments:
        places = (segment.start, (segment.start + segment.end) // 2, segment.end - 2)
        said = "; ".join(dict.fromkeys(_said(discourse, at, segment.sentence) for at in places))
        if said != before or "nobody" not in said:
            yield f"  {segment.sentence}.{segment.part}: {said}"
        before = said


def _said(discourse: Discourse, at: int, sentence: int) -> str:
    spoken = discourse.at(at, sentence)
    return f"{spoken[0].voice.speaker} ({spoken[0].how}, {spoken[1]} back)" if spoken else "nobody"


def _proposals(context: Context, discourse: Discourse) -> Iterator[str]:
    yield "# candidates of proposals"
    yield f"  policy: {digest(policy_words(context))}"
    for group in candidates(context):
        for candidate in group:
            yield _named(context, candidate)
            asked = addressee(context, candidate.start, candidate.end)
            listed = listed_addressee(context, candidate.segment.sentence, candidate.start)
            if asked or listed:
                yield f"    asked: {asked}; in the opening of its list: {listed}"
            yield f"    {told(features_of(context, discourse, candidate))}"


def _named(context: Context, candidate: Candidate) -> str:
    start, end = candidate.start, candidate.end
    return f"  {candidate.segment.sentence} {candidate.how} [{start}-{end}] {_short(context.body[start:end])}"


def _agenda(context: Context, of: Occasion) -> Iterator[str]:
    yield "# candidates of the agenda"
    yield from (f"  announced: {_named(context, c)}" for c in announced_topics(context))
    for group in topic_candidates(context):
        segment, begin = group[0].segment, -1
        yield f"  {segment.sentence}.{segment.part} {told(segment_features(context, segment))}"
        for candidate in group:
            if candidate.start != begin:
                begin = candidate.start
                start = Start(begin, candidate.how)
                yield f"    from {begin}: {told(start_features(context, segment, start, of))}"
            sizes = (*size_features(context, candidate), in_name(context, candidate, of))
            ending = (*closing_features(context, candidate), *sizes)
            every = digest(topic_features(context, candidate, of))
            yield f"      to {candidate.end}: {told(ending)}; {every}"


def choice_of(reading: event.Reading) -> Choice:
    """The choice of a name without weights: the later and the shorter a reading, the less likely."""
    sums = [len(c.name) / 40 - c.mention.part.number / 4 for c in reading.candidates]
    return event_choice.likeliest(reading.candidates, sums)


def _event(body: str, header: Header, split: list[Sentence], named: list[Person]) -> Iterator[str]:
    reading = event.read(body, header.title, split)
    choice = choice_of(reading)
    name = event.chosen(reading, choice)
    yield "# the event"
    yield f"  {name.name if name else None}; weight {choice.weight:.3f}, agreed {choice.agreed:.3f}"
    yield "  shares: " + ", ".join(f"{part}: {share:.3f}" for part, share in sorted(choice.shares.items()))
    yield f"  {told(event.report_features(reading, choice))}"
    for mention in reading.mentions:
        of = [
            (c, f) for c, f in zip(reading.candidates, reading.features, strict=True) if c.mention is mention
        ]
        about = event_evidence.mention_features(mention, reading.evidence)
        yield f"  {mention.part.number} [{mention.start}-{mention.noun_end}] {mention.noun}: {told(about)}"
        for candidate, features in of:
            own = [f for f in features if f not in about]
            yield f"    {candidate.how} to {candidate.end} {_short(candidate.name)}: {told(own)}"
    yield from _days(reading, choice)
    yield from _spots(reading, choice)
    yield from _holders(reading, name, named)


def _days(reading: event.Reading, choice: Choice) -> Iterator[str]:
    yield "# days"
    name = event.chosen(reading, choice)
    found, features = event.day_cases(reading, choice)
    for day, own in zip(found, features, strict=False):
        yield f"  {day.part.number} [{day.start}-{day.end}] {day.value} {day.end_value}: {told(own)}"
        dated = (
            event_dates.dated(day, *told_by)
            for told_by in (("2024-03-05", None), (None, "2019"), (None, None))
        )
        yield "    " + "; ".join(map(str, dated))
    yield f"  {told(features[-1])}"
    years, features = event_years.year_cases(reading.dated, name.name if name else None, "--07-13")
    for year, own in zip([*years, "no year"], features, strict=True):
        yield f"  {year}: {told(own)}"


def _spots(reading: event.Reading, choice: Choice) -> Iterator[str]:
    yield f"# spots, {'online' if event_places.is_online(reading.parts) else 'in one place'}"
    found, features = event.spot_cases(reading, choice)
    for spot, own in zip(found, features, strict=False):
        yield f"  {spot.part.number} [{spot.start}-{spot.end}] {spot.name}: {told(own)}"
    yield f"  {told(features[-1])}"


def _holders(reading: event.Reading, name: Name | None, named: list[Person]) -> Iterator[str]:
    yield "# who holds it"
    for holders in readings(reading.parts, reading.mentions, name, named):
        yield f"  {' & '.join(holders.bodies)}: {told(holders.features)}"
    yield f"  {told(none_features(name))}"
    yield "# who presides"
    for presider in presiders(reading.parts, reading.mentions, name, named):
        yield f"  {presider.name}: {told(presider.features)}"
    for person in named:
        role = Part(0, 0, person.role or "", plain(person.role or ""))
        if (at := body_in(role)) is not None:
            yield f"  {person.name} stands for {role.text[at:]}"


def _evidence(body: str, header: Header, split: list[Sentence], named: list[Person]) -> Iterator[str]:
    found = evidence(header, body, split, words(body, split), named, None)
    yield "# evidence"
    for key, value in found.items():
        yield f"  {key}: {f'{len(value)} {checksum(value)}' if key in ('pairs', 'shingles') else value}"
