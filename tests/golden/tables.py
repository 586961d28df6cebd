"""What short texts give: for each file in `lines/` a function from a line to what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reach import reach

from tests.text.legacy import WRITERS, capital_font
from vnpolicy.errors import Refused
from vnpolicy.extract.bodies import joined
from vnpolicy.extract.citations import citations
from vnpolicy.extract.context import Context
from vnpolicy.extract.discourse import Discourse
from vnpolicy.extract.event_names import Part, candidates, mentions
from vnpolicy.extract.event_places import spots
from vnpolicy.extract.patterns import plain
from vnpolicy.extract.people import people
from vnpolicy.extract.places import places, province
from vnpolicy.text.dates import dates, with_year
from vnpolicy.text.decode import decode, mend_page
from vnpolicy.text.detect import mend, reading, suspicious
from vnpolicy.text.encodings import raise_capitals
from vnpolicy.text.sentences import sentences
from vnpolicy.text.tokens import pattern
from vnpolicy.text.unicode import clean_controls, fold, new_tone, nfc, old_tone
from vnpolicy.text.words import words


def _dates(text: str) -> Iterator[str]:
    for d in dates(text):
        yield f"{text[d.start : d.end]} at {d.start}: {d.value} {d.end_value} {d.precision} {d.kind}"


def _years(text: str) -> Iterator[str]:
    value, _, published = text.partition(" in ")
    yield str(with_year(value, published or None))


def _sentences(text: str) -> Iterator[str]:
    for s in sentences(text):
        assert text[s.start : s.end] == s.text
        yield f"{s.paragraph} [{s.start}] {s.text!r}"


def _words(text: str) -> Iterator[str]:
    yield "|".join(w.text for w in words(text))
    yield " ".join(m[0] for m in pattern().finditer(text))


def _unicode(text: str) -> Iterator[str]:
    for change in (clean_controls, nfc, fold, new_tone, old_tone):
        yield f"{change.__name__}: {change(text)!r}"


def _encodings(text: str) -> Iterator[str]:
    for name, write in {**WRITERS, "capital font": capital_font}.items():
        try:
            data = write(text)
        except UnicodeError:
            continue
        try:
            again, found = decode(data)
        except Refused as error:
            yield f"{name}: {error}"
            continue
        yield f"{name}: {found}, {'the same' if again == text else repr(again)}"
        if name.startswith("utf-8+"):
            stored = data.decode()
            r = reading(stored)
            yield f"  {r.words} {r.known} {r.plain} {r.plain_known} {suspicious(data)} {mend(stored)}"


def _mended(text: str) -> Iterator[str]:
    """Text of which some lines were read wrongly before they were stored."""
    r = reading(text)
    yield f"{r.words} {r.known} {r.plain} {r.plain_known} {r.likelihood:.2f}"
    yield f"{suspicious(text.encode())} {mend(text)}"


def _given(text: str) -> Iterator[str]:
    """Characters as bytes, what is said of their encoding before."""
    declared, _, shown = text.partition("|")
    encoding, _, declared = declared.partition("/")
    try:
        data = shown.encode("latin-1")
        yield repr(decode(data, encoding.strip() or None, declared.strip() or None))
    except Refused as error:
        yield str(error)


def _pages(text: str) -> Iterator[str]:
    yield repr(mend_page(text, "utf-8"))


def _capitals(text: str) -> Iterator[str]:
    yield raise_capitals(text)


def _people(text: str) -> Iterator[str]:
    for p in people(text):
        yield f"{p.name} [{p.start}-{p.end}] {p.role}"


def _places(text: str) -> Iterator[str]:
    for p in places(text):
        yield f"{p.name} [{p.start}-{p.end}] {p.province}"
    yield f"whole: {province(text)}"
    for spot in spots([Part(0, 0, text, plain(text))], None):
        yield f"{spot.how} [{spot.start}-{spot.end}] {spot.name}"


def _citations(text: str) -> Iterator[str]:
    for c in citations(text):
        yield f"{text[c.start : c.end]!r}: {c.number}; {c.type}; {c.issuer}; {c.date}"


def _names(text: str) -> Iterator[str]:
    for number in (-1, 0, 9):
        for mention in mentions(Part(number, 0, text, plain(text))):
            if number < 0:
                where = f"[{mention.start}, {mention.noun_start}-{mention.noun_end}]"
                yield f"{mention.classifier!r} {mention.noun!r} {where}"
                yield from (f"  {c.how}: {c.name}" for c in candidates(mention))
            else:
                yield f"in sentence {number}: {mention.noun} at {mention.start}"


def _bodies(text: str) -> Iterator[str]:
    group = joined(Part(0, 0, text, plain(text)), 0, len(text))
    yield f"{' & '.join(group.bodies)} from {group.start}"


def _voices(text: str) -> Iterator[str]:
    context = Context(text, sentences(text))
    for row in Discourse(context, people(text)).by_sentence:
        for a in row:
            said = f"{a.voice.kind} {a.voice.speaker!r} ({a.voice.role}) at {a.voice.start}-{a.voice.end}"
            inner = ", embedded" if a.voice.embedded else ""
            yield f"{said}{inner}; {a.how} {a.verb!r}: {text[a.start : a.end][:50]!r}"


TABLES: dict[str, Callable[[str], Iterator[str]]] = {
    "dates": _dates,
    "years": _years,
    "sentences": _sentences,
    "words": _words,
    "unicode": _unicode,
    "encodings": _encodings,
    "mended": _mended,
    "given": _given,
    "pages": _pages,
    "capitals": _capitals,
    "people": _people,
    "places": _places,
    "citations": _citations,
    "names": _names,
    "bodies": _bodies,
    "voices": _voices,
}
TABLES["reach"] = lambda line: reach(line, TABLES)
