"""How far the rules reach: a text with filler of growing length, and at which length something else is found.

A line of `lines/reach.txt` is what is looked at, a bar and a text with `{c35-45}` (so many characters, each
number between them too), `{w3-9}` (words) or `{s1-7}` (sentences). What is told is how many things are found
with the shortest filler, and from which length on what is found anew (+) or no longer (-).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import features
from features import digest

from vnpolicy.extract.context import Context
from vnpolicy.extract.discourse import Discourse
from vnpolicy.extract.evidence import evidence
from vnpolicy.extract.occasion import Occasion
from vnpolicy.extract.people import people
from vnpolicy.model import Header
from vnpolicy.text.sentences import sentences
from vnpolicy.text.words import words

_FILLER = re.compile(r"\{([cws])(\d+)-(\d+)\}")
_PIECES = {"c": "x", "w": "xo ", "s": "Xo xa. "}
_FILLED = re.compile(r"x{2,}|Xo xa\.")
_RUN = re.compile(r"(?:(?<![^\W\d_])(?:…|xo?)(?![^\W\d_])\s*)+")
_PLACES = re.compile(r"\[[^\]]*\]|(?:at )?\d+-\d+|\b(?:to|from|at|last) \d+")
_OF_SENTENCE = re.compile(r"^\d+(?:\.\d+)?(?: |$)")
_SHARES = ("<", "policy: ", "weight", "shares")
"""What changes with the length of any text."""
_SHOWN = 8


def _context(text: str) -> tuple[Context, Discourse]:
    context = Context(text, sentences(text))
    return context, Discourse(context, people(text))


def _proposals(text: str) -> Iterator[str]:
    yield from features._proposals(*_context(text))


def _agenda(text: str) -> Iterator[str]:
    yield from features._agenda(_context(text)[0], Occasion(0.0))


def _voices(text: str) -> Iterator[str]:
    context, discourse = _context(text)
    yield from features._voices(context, discourse, people(text))


def _event(text: str) -> Iterator[str]:
    yield from features._event(text, Header(), sentences(text), people(text))


def _titled(text: str) -> Iterator[str]:
    title, _, body = text.partition("\n")
    yield from features._event(body, Header(title=title), sentences(body), people(body))


def _evidence(text: str) -> Iterator[str]:
    split = sentences(text)
    found = evidence(Header(), text, split, words(text, split), people(text), None)
    yield from (f"{key}: {found[key]}" for key in ("names", "numbers", "kinds", "latest", "days", "happened"))


READERS: dict[str, Callable[[str], Iterator[str]]] = {
    "proposals": _proposals,
    "agenda": _agenda,
    "speech": _voices,
    "event": _event,
    "titled": _titled,
    "evidence": _evidence,
}


def reach(line: str, tables: dict[str, Callable[[str], Iterator[str]]]) -> Iterator[str]:
    """What is told of a line; `tables` are further readers by name."""
    name, _, text = line.partition("| ")
    read = (READERS | tables)[name.strip()]
    given = _FILLER.search(text)
    assert given, f"no filler in {text}"
    known: Counter[str] | None = None
    for many in range(int(given[2]), int(given[3]) + 1):
        found = _items(read(text[: given.start()] + _PIECES[given[1]] * many + text[given.end() :]))
        if known is None:
            yield f"{many}: {found.total()} found, {digest(found.elements())}"
        elif found != known:
            changes = sorted([*(f"+ {one}" for one in found - known), *(f"- {one}" for one in known - found)])
            rest = f"; {len(changes) - _SHOWN} more, {digest(changes)}" if len(changes) > _SHOWN else ""
            yield f"{many}: {'; '.join(changes[:_SHOWN])}{rest}"
        known = found


def _items(lines: Iterator[str]) -> Counter[str]:
    """Features and facts one by one, without places and filler."""
    found: Counter[str] = Counter()
    for line in lines:
        for item in re.split(r" \| |; |, agreed", _FILLED.sub("…", _PLACES.sub("", line))):
            bare = _OF_SENTENCE.sub("", " ".join(_RUN.sub("… ", item).split()))
            if bare and not bare.startswith(_SHARES):
                found[bare] += 1
    return found
