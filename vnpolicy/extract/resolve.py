"""Whom a short form means: `ông Thắng`, `Thủ tướng`, `Bộ trưởng Phan Văn Giang`, `đồng chí`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract import places, roles
from vnpolicy.extract.patterns import alternation, plain
from vnpolicy.model import Person

NEAR = 700
"""A bare form of address means a person named at most this many characters before."""


@cache
def _address() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:(?:{alternation(lexicon.lines('honorifics.txt'))})(?!\w)[\s.]*)+")


@cache
def _short_bodies() -> dict[str, str]:
    return {plain(k): plain(v) for k, v in lexicon.table("names.toml")["short_bodies"].items()}


@cache
def _descriptions() -> dict[str, str]:
    return {plain(k): plain(v) for k, v in lexicon.table("names.toml")["called"].items()}


def _called(view: str) -> str:
    """`view` with a description in front replaced by the title that it stands for (`người đứng đầu chính
    phủ` by `thủ tướng`), and without `này`.
    """
    view = view.removesuffix(" này")
    for description, title in _descriptions().items():
        if view == description or view.startswith(description + " "):
            return title + view[len(description) :]
    return view


def _spelled_out(role: str) -> str:
    """`role` as plain text with short names of bodies written out."""
    words = (_short_bodies().get(word, word) for word in plain(role).split())
    return " ".join(words).replace("trưởng bộ ", "trưởng ")  # "Bộ trưởng (Bộ) Quốc phòng"


def holds(role: str | None, title: str) -> bool:
    """Whether a part of the title chain `role` begins with `title` (both may be short)."""
    if not role:
        return False
    chain = _spelled_out(role)
    return any(
        part == title or part.startswith(title + " ") or (title.startswith(part + " ") and " " in part)
        for part in re.split(r"\s*(?:,| kiêm | - | – )\s*", chain)
    )


def _bears(name: str, words: Sequence[str]) -> bool:
    """Whether a person called `name` goes by `words`: the last of a Vietnamese name, any word of another."""
    syllables = plain(name).rstrip(".").split()
    if list(words) == syllables[-len(words) :]:
        return True
    return len(words) == 1 and "".join(syllables).isascii() and words[0] in syllables


def _only(candidates: Sequence[Person]) -> Person | None:
    """The one person of the mentions, as first mentioned with a role, or None for several or none."""
    if len({plain(p.name) for p in candidates}) != 1:
        return None
    return next((p for p in candidates if p.role), candidates[0])


def fits_address(address: str, name: str) -> bool:
    """Whether somebody called `name` may be addressed so (`ông`, `bà`, in lower case)."""
    middle = plain(name).split()[1:-1]
    if address.startswith(("ông", "anh")):
        return "thị" not in middle
    if address.startswith(("bà", "chị")):
        return "văn" not in middle
    return True


def resolve(mention: str, people: Sequence[Person], position: int) -> Person | None:
    """The person of `people` that `mention`, standing at `position` of the same body, means; None when in
    doubt.

    A full name is looked up; a given name, a title, or both pick the one person they fit, among those named
    before `position` first, among all otherwise. A bare form of address means the person named last, not far
    before.
    """
    view = _called(plain(mention).strip(" ,.:;-–"))
    address = _address().match(view)
    rest = view[address.end() :] if address else view
    earlier = [p for p in people if p.start <= position]
    if not rest.strip():
        near = [p for p in earlier if position - p.end <= NEAR and fits_address(view, p.name)]
        named = [p for p in near if p.name == near[-1].name] if near else []
        return next((p for p in named if p.role), named[0]) if named else None
    for pool in (earlier, list(people)):
        full = [p for p in pool if _ends_with(rest, plain(p.name))]
        if full:
            return _only(full)
    head = roles.heads().match(rest)
    for pool in (earlier, list(people)):
        found = _only(_candidates(rest, head, pool, view if address else ""))
        if found:
            return found
    return None


def _ends_with(text: str, name: str) -> bool:
    return text == name or text.endswith(" " + name)


def _candidates(rest: str, head: re.Match[str] | None, pool: Sequence[Person], address: str) -> list[Person]:
    if head is None:
        return [p for p in pool if _bears(p.name, rest.split()) and fits_address(address, p.name)]
    words = rest[head.end() :].split()[-1:]
    named = [p for p in pool if words and _bears(p.name, words) and holds(p.role, plain(head[0]))]
    if named:
        return named
    title = _spelled_out(rest)
    held = [p for p in pool if holds(p.role, title)]
    if held or len(rest[head.end() :].split()) != 1 or places.known(words[0]):
        return held
    # `Tướng Thế`: the text may never give the title together with the full name
    return [p for p in pool if _bears(p.name, words)]
