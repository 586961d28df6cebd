"""Who signs at the end of the last paragraph, behind its last sentence: `... năm tới. Minh Châu`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from vnpolicy.read.captions import name_like
from vnpolicy.read.credits import ends_sentence
from vnpolicy.read.glued import glued
from vnpolicy.read.lines import key, opening, pattern, phrases
from vnpolicy.read.marks import is_outlet
from vnpolicy.text.unicode import new_tone

_TAIL = 120
_LIST = 700
_LIST_WORDS = 30
_MOST = 4
"""A source, an author, a credit and a time."""
_CLOSED = r"(?<=[.!?…”\"’)/])\s+"
_CHARACTER = r"(?:[^.!?…:;,\"“”()\d|>]|\.(?=\S))"
_NAME = rf"[^\s.!?…:;,\"“”()\d|>]{_CHARACTER}{{2,40}}"
_LABELLED = re.compile(
    r"(?:(?<=[.!?…”\"’)/])|(?<=[.!?…”\"’)/]\s))[\s(]*(?:Nguồn\s?:|\(Theo)\s*(?P<source>[^\W\d_][^.:()\d]{1,60})[).]*$"
)
_SIGNED = re.compile(
    rf"{_CLOSED}(?P<author>(?:[A-ZĐ]\. ?){{0,2}}{_NAME}(?:/[\w.+-]+(?: [\w.]+){{0,3}})?)(?:\.|\s+[-–—])?$"
)
_SEVERAL = re.compile(rf"{_CLOSED}(?P<author>{_NAME}(?:, {_NAME})+)\.?$")
_TWICE = re.compile(rf"{_CLOSED}(?P<author>\S.{{5,50}}?\S)\s+(?P=author)$")
_BRACKETED = re.compile(rf"{_CLOSED}\((?P<label>(?:Theo|Nguồn\s?:?)\s+)?(?P<source>[^()]{{2,60}})\)\.?$")
_OF = re.compile(
    rf"{_CLOSED}(?P<author>{_NAME}\.?|[A-ZĐ](?:\.[A-ZĐ])*\.?)\s*"
    r"\(\s*(?:[Tt]heo )?(?P<source>[^\W_][^()]{1,40}?)\s*\)\.?$"
)
_OUTLET = re.compile(rf"{_CLOSED}(?P<source>[^\s.!?…:;,\"“”()]+(?:\.\w{{2,4}}){{0,2}})$")
_INITIALS = re.compile(
    rf"{_CLOSED}(?:>> ?)?(?P<author>[A-ZĐ](?:\.?[A-ZĐ]){{0,3}}|(?:[A-ZĐ]\. ?){{1,2}}[A-ZĐ]\w+)\.?$"
)
_CITED = re.compile(
    rf"{_CLOSED}\*?(?:(?P<author>{_NAME}?)(?: ?[-–—/]|,)? )?[Tt]heo\s+"
    r"(?P<source>(?:báo )?[A-ZĐ\d](?:[^.!?:;“”()]|\.(?=\S)){1,50}(?:\.[a-z]{2,4}){0,2}(?: \([\w.]+\))?"
    r"|[\w-]+\.(?:com\.)?\w{2,4})\.?$"
)
_ANNOUNCED = re.compile(
    rf"(?:(?i:video|clip|ảnh|hình|xem)(?!\w)[^.!?:]{{8,80}}:)(?P<gap>\s+)(?P<author>{_NAME})\.?$"
)
"""What the colon announces is not there: a film, pictures."""
_STAMP = re.compile(r"\s*\|\s*\d{1,2}:\d{2}\s+\d{1,2}/\d{1,2}/\d{4}$")
_CREDITED = re.compile(r"[Ảả]nh\s?:")
_BREAK = re.compile(r"[.!?…][”\"’)]*\s+(?=[^\W\d_a-zà-ỹ])")
_ENTRY = re.compile(r"\s+(?=>>|→|[^\W\d_a-zà-ỹ])")
_ARROW = re.compile(r">>+|→")
_ENDS = '.!?…”"’)/'
_WORDS = 9


@cache
def _compiled() -> re.Pattern[str]:
    """A name, perhaps, and in brackets where it was taken from or how it was made: `Minh Châu (tổng hợp)`."""
    how = "|".join(map(re.escape, phrases("labels", "compiled")))
    link = r"(?:[^.!?()>]{1,20}>>\s*)?"
    name = r"(?P<author>[^\W\d_](?:[^!?…:;,.\"“”()\d>]|\.(?=\S)){1,40}?)"
    return re.compile(rf"{_CLOSED}{link}(?:{name}\s*)?\((?i:{how})\b[^()]{{0,40}}\)\.?$")


@cache
def _made() -> re.Pattern[str]:
    """The same without brackets: `Minh Châu tổng hợp`, `Tổng hợp: Minh Châu`."""
    how = "|".join(x for x in map(re.escape, phrases("labels", "compiled")) if len(x) > 2 and x != "theo")
    return re.compile(
        rf"{_CLOSED}(?:(?:Theo )?(?P<author>{_NAME}?) (?i:{how})(?:/(?P<source>[\w.]+))?"
        rf"|(?i:{how}):? (?P<other>{_NAME}))\.?$"
    )


@cache
def _told() -> re.Pattern[str]:
    """An author with a label: `Bài và ảnh: Minh Châu`."""
    labels = "|".join(map(re.escape, phrases("labels", "author")))
    return re.compile(rf"{_CLOSED}(?i:{labels})\s?:\s*(?P<author>{_NAME})\.?$")


@cache
def _credit() -> re.Pattern[str]:
    """The credit of a photograph, behind the author's name or without."""
    names = "|".join(form for x in phrases("captions", "credits") for form in (x.capitalize(), x.upper()))
    lower = "|".join(phrases("captions", "credits"))
    return re.compile(
        rf"{_CLOSED}(?:(?:{names})\s?:?|(?P<author>{_NAME})\s?[,-]\s?(?i:{lower})\s?:)\s[^.!?:;,“”\d]{{1,30}}\.?$"
    )


@cache
def _paper() -> re.Pattern[str]:
    """The name of a paper, behind the author's or without: `Minh Châu Thể thao & Văn hóa`."""
    known = "|".join(map(re.escape, phrases("labels", "papers")))
    return re.compile(rf"{_CLOSED}(?P<author>{_NAME}?)?\s?[-–—]?\s?(?:[Tt]heo )?(?P<source>(?i:{known}))\.?$")


def cut(text: str) -> tuple[int, str | None, str | None]:
    """Where the text of the paragraph `text` ends, and the source and the author that stand behind that."""
    end = _titles(text)
    source: str | None = None
    author: str | None = None
    for _ in range(_MOST):
        start = max(0, end - _TAIL)
        found = _found(text[start:end])
        if found is None or _numbered(text[: start + found[0]].rstrip()):
            break
        at, told, name = found
        end = start + at
        source, author = source or told, author or name
    credited = _credit_end(text) if end == len(text) else None
    if credited is not None:
        found = _found(f". {text[credited:].rstrip()}")
        if found is not None and found[0] <= 1:
            return credited, *found[1:]
    return _titles(text[:end]), source, author


def _credit_end(text: str) -> int | None:
    """Where the credit of a photograph ends that stands near the end of `text`, with the space behind it."""
    if not _CREDITED.search(text, max(0, len(text) - _TAIL)):
        return None
    ranges = glued(text)
    return ranges[-1][1] if ranges and len(text) - _TAIL < ranges[-1][1] < len(text) else None


def _titles(text: str) -> int:
    """Where a list of links that ends the paragraph `text` begins: titles behind a heading or an arrow.

    No sentence ends in it; before it stands the end of one, or who signs.
    """
    base = max(0, len(text) - _LIST)
    tail = text[base:].rstrip()
    breaks = [m.end() for m in _BREAK.finditer(tail)]
    if tail.endswith((".", "!")):
        return len(text)
    for match in _ENTRY.finditer(tail, breaks[-2] - 1 if len(breaks) > 1 else 0):
        rest = tail[match.end() :]
        heading = opening("lists").match(key(rest))
        if not rest.startswith((">>", "→")) and not (heading and _heads(rest, heading.end())):
            continue
        if any(len(part.split()) > _LIST_WORDS for part in _ARROW.split(rest)):
            continue
        if breaks and breaks[-1] > match.end():
            continue
        before = tail[: match.start()]
        if not before or not ends_sentence(before):
            continue
        if before[-1] in _ENDS or (breaks and _people(tail[breaks[-1] : match.start()].strip())):
            return base + match.start()
    return len(text)


def _heads(rest: str, at: int) -> bool:
    """Whether what stands at `at` of `rest` shows that a heading ends there: a colon, an arrow, nothing."""
    behind = rest[at:].lstrip()
    return not behind or behind[0] == ":" or behind.startswith((">>", "→"))


def _found(piece: str) -> tuple[int, str | None, str | None] | None:
    """Where the last mark of `piece` begins, its source and its author."""
    if stamp := _STAMP.search(piece):
        return stamp.start(), None, None
    toned = new_tone(piece)  # as the lexicon is looked up
    for shape, read in _shapes():
        match = shape.search(toned if len(toned) == len(piece) else piece)
        if match and _behind_sentence(piece[: match.start()].rstrip()):
            named = match.groupdict()
            group = {name: _bare(piece[slice(*match.span(name))]) for name in named if named[name]}
            if found := read(match, group.get("source"), group.get("author") or group.get("other")):
                return match.start(), *found
    shown = _ANNOUNCED.search(piece)
    if shown and _people(shown["author"]):
        return shown.start("gap"), None, shown["author"]
    return None


_Told = tuple[str | None, str | None]
_Reader = Callable[[re.Match[str], str | None, str | None], _Told | None]


def _plain(match: re.Match[str], source: str | None, author: str | None) -> _Told | None:
    return source, author and author.removeprefix("Theo ")


def _by_name(match: re.Match[str], source: str | None, author: str | None) -> _Told | None:
    """What is nothing but names, of people or with an agency behind a stroke."""
    if not author or not _people(author):
        return None
    if author.startswith("Theo "):
        return author.removeprefix("Theo "), None
    return (author, None) if "/" in author else (None, author)


def _in_brackets(match: re.Match[str], source: str | None, author: str | None) -> _Told | None:
    """A source with a label, or one that is known."""
    sure = match["label"] or key(source or "") in phrases("labels", "papers") or is_outlet(source or "")
    return (source, None) if sure else None


def _initialled(match: re.Match[str], source: str | None, author: str | None) -> _Told | None:
    return None, author


def _of(match: re.Match[str], source: str | None, author: str | None) -> _Told | None:
    """A name and in brackets what it belongs to."""
    if not author or not (_people(author) or _INITIALS.search(f". {author}")):
        return None
    made = source and key(source).split("/")[0] in phrases("labels", "compiled")
    return None if made or _states(match[0]) else (source, author.removeprefix("Theo "))


def _by_outlet(match: re.Match[str], source: str | None, author: str | None) -> _Told | None:
    known = key(source or "") in phrases("labels", "papers")
    return (source, None) if known or (is_outlet(source or "") and not (source or "").isupper()) else None


def _cited(match: re.Match[str], source: str | None, author: str | None) -> _Told | None:
    if len(match[0].split()) > _WORDS or _states(match[0]) or (author and not _people(author)):
        return None
    return source, author


def _by_paper(match: re.Match[str], source: str | None, author: str | None) -> _Told | None:
    author = None if author in ("Theo", "theo") else author
    return None if author and not _people(author) else (source, author)


def _by_maker(match: re.Match[str], source: str | None, author: str | None) -> _Told | None:
    return (source, author) if author and _people(author) else None


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    """The shapes of marks with what reads them, the surest first."""
    return (
        (_LABELLED, _plain),
        (_BRACKETED, _in_brackets),
        (_TWICE, _by_name),
        (_compiled(), _plain),
        (_OF, _of),
        (_paper(), _by_paper),
        (_CITED, _cited),
        (_made(), _by_maker),
        (_told(), _plain),
        (_credit(), _plain),
        (_SIGNED, _by_name),
        (_SEVERAL, _by_name),
        (_INITIALS, _initialled),
        (_OUTLET, _by_outlet),
    )


def _bare(name: str) -> str | None:
    return name.strip(" .-–—,>") or None


def _people(name: str) -> bool:
    """Whether `name` is that of one or several people, or says that there are some (`Nhóm phóng viên`)."""
    person, stroke, agency = name.partition("/")
    if stroke and is_outlet(re.split(r"[\s–-]", agency, maxsplit=1)[0]):
        name = person
        if " " not in name and name[:1].isupper():
            return True
    if key(name) in phrases("labels", "unnamed"):
        return True
    return all(name_like(x) for x in re.split(r",\s*", name))


def _behind_sentence(before: str) -> bool:
    return bool(before) and ends_sentence(before)


def _numbered(before: str) -> bool:
    """Whether `before` ends with the number of an entry of a list: the number before it stands there too."""
    number = re.search(r"(?<!\S)(\d{1,2})\.$", before)
    return number is not None and bool(re.search(rf"(?<!\S){int(number[1]) - 1}\.\s", before))


def _states(text: str) -> bool:
    return bool(pattern("captions", "not_contains").search(new_tone(text.lower())))
