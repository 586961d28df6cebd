"""Where the name behind the label of a credit ends, in a paragraph that goes on without a break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from vnpolicy.lexicon import lines as entries
from vnpolicy.lexicon import table
from vnpolicy.read.captions import people
from vnpolicy.read.lines import key, pattern, phrases
from vnpolicy.read.marks import is_outlet
from vnpolicy.text.unicode import fold

UPPER = "A-Z" + "".join(x for x in map(chr, range(0xC0, 0x1EFA)) if x.isupper())
"""The capitals that Vietnamese names have, as a range of a character class."""
_CAPITAL = re.compile(rf"[{UPPER}]")
_TOKEN = re.compile(r"(\w+)\.$")
_WORDS = 7
_BODY_WORDS = 9
_REACH = 90
_MARKS = '.,;:!?()“”"‘’'
_INITIALS = re.compile(r"[A-ZĐ](?:\.[A-ZĐ]){1,3}\.?")
_AGENCY = re.compile(rf"(?:[{UPPER}]{{2,}}|\d+)(?:[.+-][\w.+-]*\w)?")
_BOTH = re.compile(rf"^[{UPPER}][^/]*/(?:[{UPPER}]{{2,}}|[\w.-]+\.(?:vn|com|net))$")
"""A person's name and an agency."""
_PARTS = re.compile(r"\s+[-–—]\s+|\s*/\s*")
_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
"""What a Vietnamese syllable looks like without its marks."""


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(entries("abbreviations.txt"))


def ends_sentence(text: str) -> bool:
    """Whether the stop at the end of `text` ends a sentence, rather than an abbreviation or an initial."""
    token = _TOKEN.search(text[-20:])
    return not token or not (token[1] in _abbreviations() or (len(token[1]) == 1 and token[1].isupper()))


@cache
def _openers() -> frozenset[str]:
    return frozenset((*map(key, entries("sentence_openers.txt")), *phrases("captions", "openers")))


@cache
def _outlets() -> frozenset[str]:
    return frozenset((*phrases("captions", "agencies"), *phrases("labels", "papers")))


def known_outlet(name: str) -> bool:
    """Whether `name` is that of an agency, a paper or a site, or is written as one."""
    return key(name) in _outlets() or bool(_AGENCY.fullmatch(name)) or is_outlet(name)


def name_end(
    text: str, at: int, known: Iterable[str] = (), *, labelled: bool = True, titled: bool = False
) -> int | None:
    """Where the name that begins at `at` ends, with its stop; None where that is not certain.

    It ends at a stop, behind an agency or initials, where `known` has the name, and before what begins a
    sentence: a quotation, an opening word, a title, capitals that turn into small letters. `labelled`: a
    colon stands before the name; without one less is certain. `titled`: it may be a title (`Clip: ...`).
    """
    for name in known:
        end = at + len(name)
        if text.startswith(name, at) and not text[end : end + 1].isalnum():
            return end + (text[end : end + 1] == ".")
    words = [(m[0], m.start() + at, m.end() + at) for m in re.finditer(r"\S+", text[at : at + _REACH])]
    end = at
    for i, (word, start, stop) in enumerate(words[: _WORDS + 1]):
        bare = word.strip(_MARKS)
        if i and word in "-–—/":
            continue
        if not bare:
            return None
        if i and _begins(text, start, word, text[at:end].strip(" ."), titled):
            return end
        if i == _WORDS:
            return None
        if not i and word.startswith("@"):
            return stop  # an account
        if not (_CAPITAL.match(bare) or bare.isdigit() or "." in bare):
            if titled:
                return None
            found = _before_last(words[:i], labelled)
            return at + found if found else (_of_body(text, at) if labelled else None)
        end = stop
        if _BOTH.search(bare) or (word[-1] in ".)" and ends_sentence(word)):
            return end
        if word[-1] in ",;:!?":
            return None
    return end if end >= len(text.rstrip()) and end > at else None


def _begins(text: str, start: int, word: str, name: str, titled: bool) -> bool:
    """Whether `word` at `start`, behind what may be the name, begins a sentence."""
    bare = word.strip(_MARKS)
    if word[0] in '“"‘' and name and not titled:
        return True
    if not _CAPITAL.match(bare):
        return False
    small = len(bare) == 1 or not bare.isupper()
    if small and key(bare) in _openers():
        return True
    if (bare in _abbreviations() or bare in _no_outlets()) and " " in name:
        return True
    if _INITIALS.fullmatch(name):
        return True
    if small and name.isupper() and len(name) > 1:
        return True
    last = _PARTS.split(name)[-1]
    if bare == last and known_outlet(last):
        return True
    if small and known_outlet(last) and not known_outlet(bare):
        return key(f"{last} {bare}") not in _outlets()
    title = people().match(key(text[start : start + 40]))
    return title is not None and any(x.islower() for x in text[start : start + len(title[0])].split())


@cache
def _no_outlets() -> frozenset[str]:
    """Capitals that are no outlets: titles and kinds of bodies (`UBND`)."""
    return frozenset(table("furniture.toml")["labels"]["not_outlets"])


def _before_last(run: Sequence[tuple[str, int, int]], labelled: bool) -> int | None:
    """How long the name is in a `run` of capitalised words of which the last begins a sentence.

    A name of two Vietnamese words, of a family name, a middle name and a given name, of foreign words before
    a Vietnamese one; whether a longer run is a longer name or a sentence that begins with one is not certain.
    """
    if len(run) < 2:
        return None
    words = [word for word, _, _ in run]
    if any(word[-1] in ",;:.!?)" for word in words):
        return None
    last, name = words[-1], words[:-1]
    cuts = [i for i, word in enumerate(name) if word in "-–—"]
    person = name[cuts[-1] + 1 :] if cuts else name
    if person and "/" in person[0]:
        person = [person[0].rpartition("/")[2], *person[1:]]
    if not person or person[0] in _no_outlets() or key(person[0]) in phrases("captions", "bodies"):
        return None
    if key(f"{person[-1]} {last}") in _places():
        return None
    native = [_native(word) for word in person]
    if len(person) == 2 and all(native):
        sure = True
    elif len(person) == 3 and all(native):
        family = person[0] in _names("surnames.txt") | _names("surnames_common.txt")
        sure = family and person[1] in _names("middle_names.txt")
    else:
        sure = labelled and len(person) <= 2 and not any(native) and _native(last)
    return run[-2][2] - run[0][1] if sure else None


def _of_body(text: str, at: int) -> int | None:
    """Where the name of a body, or a phrase (`chụp từ clip`), ends that begins at `at`: at the next stop."""
    if not pattern("captions", "bodies").match(key(text[at : at + 20])):
        return None
    for count, match in enumerate(re.finditer(r"\S+", text[at : at + _REACH])):
        if count >= _BODY_WORDS or match[0][-1] in ",;:!?":
            return None
        if match[0][-1] == "." and ends_sentence(match[0]):
            stated = pattern("captions", "not_contains").search(key(text[at : at + match.end()]))
            return None if stated else at + match.end()
    return None


@cache
def _places() -> frozenset[str]:
    """Countries and provinces, as keys: a sentence may begin with one."""
    provinces = (row["name"] for row in table("provinces.toml")["provinces"])
    return frozenset(map(key, (*entries("countries.txt"), *provinces)))


@cache
def _names(file: str) -> frozenset[str]:
    return frozenset(x.capitalize() for x in entries(file))


def _native(word: str) -> bool:
    """Whether `word` looks like a Vietnamese syllable."""
    return bool(_SYLLABLE.fullmatch(fold(word.strip(_MARKS))))
