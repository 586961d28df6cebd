"""Places as written, and the province of today that each lies in."""

from __future__ import annotations

import re
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract.patterns import alternation, plain
from vnpolicy.model import Place

_LEVEL = r"(?:thành phố|thị xã|thị trấn|thủ đô|tỉnh|huyện|quận|tp\.?|tx\.?|t\.)\s?"


@cache
def _provinces() -> dict[str, str]:
    """Plain name or spelling of a province of the 63 to the province of today."""
    rows = lexicon.table("provinces.toml")["provinces"]
    return {plain(name): row["now"] for row in rows for name in (row["name"], *row.get("also", []))}


@cache
def _ambiguous() -> frozenset[str]:
    """Provinces whose names also stand for something else."""
    rows = lexicon.table("provinces.toml")["provinces"]
    return frozenset(plain(row["name"]) for row in rows if row.get("ambiguous"))


@cache
def _districts() -> dict[str, tuple[str, ...]]:
    """Plain name of a district or town of before 2025 to the provinces of today with one of that name."""
    found: dict[str, tuple[str, ...]] = {}
    for province, names in lexicon.table("districts.toml").items():
        for name in names:
            found[plain(name)] = (*found.get(plain(name), ()), province)
    return found


@cache
def _abroad() -> frozenset[str]:
    return frozenset(map(plain, lexicon.lines("countries.txt")))


@cache
def _venues() -> dict[str, str]:
    return {plain(venue): province for venue, province in lexicon.table("provinces.toml")["venues"].items()}


@cache
def _pattern() -> re.Pattern[str]:
    """A province, with or without its level, or a district with its level."""
    provinces, districts = alternation(_provinces()), alternation(_districts())
    return re.compile(rf"(?<!\w)(?:(?P<l>{_LEVEL})?(?P<p>{provinces})|{_LEVEL}(?P<d>{districts}))(?!\w)")


@cache
def _abroad_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(_abroad())})(?!\w)")


@cache
def _venue_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(_venues())})(?!\w)")


def known(name: str) -> bool:
    """Whether `name` (a `plain` text) is a province, district, country or foreign city that the lexicon
    knows.
    """
    return name in _provinces() or name in _districts() or name in _abroad()


def is_place(name: str) -> bool:
    """Whether `name`, as written, is nothing but a province, or a district with its level."""
    return _pattern().fullmatch(plain(name)) is not None


def _stands_as_place(text: str, view: str, match: re.Match[str]) -> bool:
    """Whether a match is written as a name and, where the name is ambiguous, stands where a place does."""
    group = "p" if match["p"] else "d"
    name = text[match.start(group) : match.end(group)]
    if not name[0].isupper() or not name.split()[-1][0].isupper():
        return False
    if match["d"] or match["l"] or match["p"] not in _ambiguous():
        return True
    before = view[max(0, match.start() - 12) : match.start()].rstrip()
    return not before or before.endswith((",", "tại", "ở", "ủy", "ubnd", "hđnd", "(", "-", "và", "đến", "từ"))


def places(text: str) -> list[Place]:
    """The provinces, and the districts and towns named with their level, in `text`, in order, as written.

    `province` is the one of the 34 since 1 July 2025 (resolution 202/2025/QH15), None where a district's name
    is that of several in different provinces.
    """
    view = plain(text)
    return [
        Place(text[m.start() : m.end()], _province_of(m), m.start(), m.end())
        for m in _pattern().finditer(view)
        if _stands_as_place(text, view, m)
    ]


def _province_of(match: re.Match[str]) -> str | None:
    if match["p"]:
        return _provinces()[match["p"]]
    provinces = set(_districts()[match["d"]])
    return provinces.pop() if len(provinces) == 1 else None


def province(place: str) -> str | None:
    """The province of today that `place` (as written) belongs to, None if the text does not tell.

    A place in two parts lies in its last (`thành phố Phủ Lý, tỉnh Hà Nam`), the seat of a national body where
    that has it unless a country follows (`trụ sở Bộ Ngoại giao Mỹ`); a bare name may be a district's.
    """
    view = plain(place)
    venue = _venue_pattern().search(view)
    outside = view[: venue.start()] + "," + view[venue.end() :] if venue else view
    for match in reversed(list(_pattern().finditer(outside))):
        found = _province_of(match)
        if found:
            return found
    if venue:
        return None if _abroad_pattern().search(outside, venue.start()) else _venues()[venue[0]]
    provinces = set(_districts().get(view.strip(), ()))
    return provinces.pop() if len(provinces) == 1 else None
