"""Photo captions that stand on a line of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from vnpolicy.lexicon import lines as entries
from vnpolicy.lexicon import table
from vnpolicy.read.lines import Line, key, opening, pattern, phrases

_LONGEST = 70
_SCENE_LONGEST = 34
_SCENE_LEAST = 7
_NAME_WORDS = (2, 5)
_SIGNED_WORDS = 10
_DEGREE = 4
_CREDIT_WORDS = 9
_LABELLED_WORDS = 12
_LAST = 140
_TEXT_WORDS = 30
"""From so many words on a line with a credit may be a paragraph of the text."""

_PIPE = re.compile(r"\s*\|\s*$|^\s*\|\s*")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_NUMBERED = re.compile(r"\s*[-–—:|]?\s*(?:ảnh|hình)(?: số)? \d+")
_BOUNDARY = re.compile(r"[^\W\d_]{3,}\. ")


@cache
def _credit() -> re.Pattern[str]:
    """A credit at the end of a line: with a capital, or in brackets or behind a stop."""
    names = [key(name) for name in phrases("captions", "credits")]
    capital = "|".join(re.escape(form) for name in names for form in (name.capitalize(), name.upper()))
    lower = "|".join(map(re.escape, names))
    value = r"\s?[:：]\s?[^\s:!?][^:!?\n]{1,60}"
    return re.compile(
        rf"(?:(?:^|[\s(\[.,–—-])(?:{capital})|[(\[.,–—-]\s?(?:{lower})){value}$"
        rf"|\((?:{capital}|{lower})[^()\n]{{2,50}}\)\.?$"
    )


def credited(line: Line) -> bool:
    """Whether `line` ends with the credit of a photograph (`Ảnh: TTXVN`)."""
    if line.long or line.words > _LONGEST:
        return False
    match = _credit().search(line.text[-_LAST:])
    if not match or len(match[0].split()) > _CREDIT_WORDS or _BOUNDARY.search(match[0]):
        return False
    if line.words < _TEXT_WORDS:
        return True
    rest = line.text[: len(line.text) - len(match[0])].rstrip(" .-–—(")
    return key("nguồn") not in key(match[0]) and not _BOUNDARY.search(rest)


def bare(line: Line) -> bool:
    """Whether `line` is a picture, or a credit without a caption."""
    if line.words > _CREDIT_WORDS:
        return False
    return bool(_IMAGE.fullmatch(line.text)) or line.text == "|" or (labelled(line) and credited(line))


def labelled(line: Line) -> bool:
    """Whether `line` begins as a credit does; with more words behind it, it is a title (`Video: ...`)."""
    return bool(opening("captions", "credits").match(line.key))


def marked(line: Line, title: str) -> bool:
    """Whether `line` is a caption by its marks: a credit, a picture, a table cell, the title with a number.

    `title` is the key of the document's title, empty if it has none.
    """
    if line.long or line.words > _LONGEST:
        return False
    if credited(line) or _IMAGE.match(line.text) or (_PIPE.search(line.text) and line.text.count("|") <= 2):
        return True
    return bool(title and line.key.startswith(title) and _NUMBERED.match(line.key, len(title)))


def view(line: Line) -> bool:
    """Whether `line` begins as captions do: `Toàn cảnh`, `Quang cảnh`, `Ảnh minh họa`."""
    if line.long or line.words > _SCENE_LONGEST or line.sentences:
        return False
    start = opening("captions", "starts").match(line.key)
    if not start or (start[0].endswith(":") and line.words > _LABELLED_WORDS):
        return False
    return not line.ended or not pattern("captions", "not_contains").search(line.key)


def scene(line: Line, elsewhere: Callable[[str, Line], bool]) -> bool:
    """Whether `line` says in one plain sentence what a photograph shows: somebody speaks, chairs, visits.

    `elsewhere(words, line)` tells whether the words stand in another line too: what only this one says stays.
    """
    if line.long or line.words > _SCENE_LONGEST or line.sentences or line.listed:
        return False
    if line.text[-1] in ":;," or any(c in line.text for c in '“”"?!') or line.text.endswith("/."):
        return False
    if re.search(r"[^\W\d]:\s", line.text):
        return False
    if opening("captions", "not_starts").match(line.key):
        return False
    if pattern("captions", "not_contains").search(line.key):
        return False
    pictured = pattern("captions", "pictured").search(line.key)
    acting = pattern("captions", "acting").search(line.key)
    if not line.ended:
        # what begins with the verb may be a heading in the text (`Kiểm tra, giám sát`)
        return bool(pictured) or bool(acting and (acting.start() or line.words >= _SCENE_LEAST))
    if not people().match(line.key):
        return False
    if pictured or not acting:
        return bool(pictured)
    telling = pattern("captions", "telling").findall(line.key)
    return all(elsewhere(words, line) for words in (*telling, *names(line.text)))


def name_like(text: str) -> bool:
    """Whether `text` could be one or several names of people: two to five capitalised words each."""
    people = re.split(r"\s*[-–/&]\s*|\s+và\s+", text)
    low, high = _NAME_WORDS
    for person in people:
        words = person.replace(".", ". ").split()
        if not (low <= len(words) <= high or (len(people) > 1 and len(words) == 1)):
            return False
        if not all(w[0].isupper() and (w[1:].islower() or w.isupper()) for w in words):
            return False
    return bool(people)


def signs(line: Line) -> bool:
    """Whether `line` is nothing but names of people, as authors sign; given names alone are not sure."""
    text = line.text.strip(" -–—|()")
    if line.words > _SIGNED_WORDS or line.ended or not text or not name_like(text):
        return False
    return "/" in text or bool(names(text.title() if text.isupper() else text))


def names(text: str) -> list[str]:
    """The runs of two to five capitalised words of `text` that begin with a family name."""
    runs: list[list[str]] = [[]]
    for word in re.findall(r"[\w-]+|[^\w\s]", text):
        if word[0].isupper():
            runs[-1].append(word)
        else:
            runs.append([])
    runs = [run[_degrees(run) :] for run in runs]
    return [" ".join(run) for run in runs if 2 <= len(run) <= 5 and run[0].capitalize() in _surnames()]


def _degrees(run: list[str]) -> int:
    """How many words of `run` before a name are degrees in capitals (`PGS TS`)."""
    if all(word.isupper() for word in run):
        return 0
    return next((i for i, word in enumerate(run) if not (word.isupper() and len(word) <= _DEGREE)), 0)


@cache
def people() -> re.Pattern[str]:
    """A pattern for titles, roles, forms of address and groups of people at the beginning of a key."""
    words = {key(x) for x in (*entries("honorifics.txt"), *table("titles_roles.toml")["heads"])}
    words |= set(phrases("captions", "people"))
    longest_first = "|".join(map(re.escape, sorted(words, key=lambda x: (-len(x), x))))
    return re.compile(rf"(?:các |những |nguyên |đ/c )?(?:{longest_first})(?!\w)")


@cache
def _surnames() -> frozenset[str]:
    return frozenset(entries("surnames.txt") + entries("surnames_common.txt"))
