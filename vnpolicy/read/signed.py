"""Who signs at the end of the last paragraph, behind its last sentence: `... năm tới. Minh Châu`."""

from __future__ import annotations

import re
from functools import cache

from vnpolicy.read.captions import name_like
from vnpolicy.read.glued import ends_sentence
from vnpolicy.read.lines import pattern, phrases
from vnpolicy.read.marks import is_outlet
from vnpolicy.text.unicode import new_tone

_TAIL = 120
_MOST = 3
"""A source, an author and a credit."""
_CLOSED = r"(?<=[.!?…”\"’)/])\s+"
_NAME = r"[^\s.!?…:;,\"“”()\d][^.!?…:;,\"“”()\d]{3,40}"
_LABELLED = re.compile(
    r"(?:(?<=[.!?…”\"’)/])|(?<=[.!?…”\"’)/]\s))[\s(]*(?:Nguồn\s?:|\(Theo)\s*(?P<source>[^\W\d_][^.:()\d]{1,60})[).]*$"
)
_SIGNED = re.compile(
    rf"{_CLOSED}(?P<author>(?:[A-ZĐ]\. ?){{0,2}}{_NAME}(?:/[\w.+-]+(?: [\w.]+){{0,3}})?)(?:\.|\s+[-–—])?$"
)
_BRACKETED = re.compile(rf"{_CLOSED}\((?:Theo|Nguồn\s?:?)\s+(?P<source>[^()]{{2,60}})\)\.?$")
_OUTLET = re.compile(rf"{_CLOSED}(?P<source>[^\s.!?…:;,\"“”()]+(?:\.\w{{2,4}}){{0,2}})$")
_INITIALS = re.compile(rf"{_CLOSED}(?P<author>[A-ZĐ](?:\.?[A-ZĐ]){{0,3}})\.?$")
_CITED = re.compile(
    rf"{_CLOSED}(?:(?P<author>{_NAME}) [-–—] )?Theo\s+"
    r"(?P<source>[A-ZĐ\d][^.!?:;“”]{1,50}(?:\.[a-z]{2,4}){0,2}|[\w-]+\.(?:com\.)?\w{2,4})\.?$"
)
_WORDS = 9


@cache
def _compiled() -> re.Pattern[str]:
    """A name and in brackets where it was taken from or how it was made: `Minh Châu (tổng hợp)`."""
    how = "|".join(map(re.escape, phrases("labels", "compiled")))
    link = r"(?:[^.!?()>]{1,20}>>\s*)?"
    name = r"(?P<author>[^\W\d_](?:[^!?…:;,.\"“”()\d>]|\.(?=\S)){1,40}?)"
    return re.compile(rf"{_CLOSED}{link}{name}\s*\((?i:{how})\b[^()]{{0,40}}\)\.?$")


@cache
def _told() -> re.Pattern[str]:
    """An author with a label: `Bài và ảnh: Minh Châu`."""
    labels = "|".join(map(re.escape, phrases("labels", "author")))
    return re.compile(rf"{_CLOSED}(?i:{labels})\s?:\s*(?P<author>{_NAME})\.?$")


@cache
def _credit() -> re.Pattern[str]:
    """The credit of a photograph."""
    names = "|".join(form for x in phrases("captions", "credits") for form in (x.capitalize(), x.upper()))
    return re.compile(rf"{_CLOSED}(?:{names})\s?:?\s[^.!?:;,“”\d]{{1,30}}\.?$")


def cut(text: str) -> tuple[int, str | None, str | None]:
    """Where the text of the paragraph `text` ends, and the source and the author that stand behind that."""
    end = len(text)
    source: str | None = None
    author: str | None = None
    for _ in range(_MOST):
        start = max(0, end - _TAIL)
        found = _found(text[start:end])
        if found is None:
            break
        at, told, name = found
        end = start + at
        source, author = source or told, author or name
    return end, source, author


def _found(piece: str) -> tuple[int, str | None, str | None] | None:
    """Where the last mark of `piece` begins, its source and its author."""
    for shape in (
        _LABELLED,
        _BRACKETED,
        _CITED,
        _compiled(),
        _told(),
        _credit(),
        _SIGNED,
        _INITIALS,
        _OUTLET,
    ):
        match = shape.search(piece)
        if not match or not _behind_sentence(piece[: match.start()].rstrip()):
            continue
        group = match.groupdict()
        source, author = (group.get(x) and group[x].strip(" .-–—") for x in ("source", "author"))
        if shape in (_SIGNED, _INITIALS):
            if shape is _SIGNED and not name_like(author or ""):
                continue
            if author and author.startswith("Theo "):
                return match.start(), author.removeprefix("Theo "), None
            told = "/" in (author or "")
            return match.start(), author if told else None, None if told else author
        if shape is _OUTLET and (not is_outlet(source or "") or (source or "").isupper()):
            continue
        if shape is _CITED and (len(match[0].split()) > _WORDS or _states(match[0])):
            continue
        return match.start(), source or None, author or None
    return None


def _behind_sentence(before: str) -> bool:
    return bool(before) and ends_sentence(before)


def _states(text: str) -> bool:
    return bool(pattern("captions", "not_contains").search(new_tone(text.lower())))
