"""The title chain that stands before or after a name."""

from __future__ import annotations

import re
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract.cues import any_of
from vnpolicy.extract.patterns import alternation, phrases, plain

REACH = 220
"""How many characters of a text beside a name are looked at."""

_HARD_END = re.compile(r"[.;:!?\n\"“”…]")
_ABBREVIATION = re.compile(r"(?:\b(?:tp|t|tx|q|p|ts|ths|gs|pgs|st|u|tw|tư)|\b\w)$")
_LINK = re.compile(r"(?:\s*,\s*(?:kiêm\s+)?|\s+kiêm\s+|\s+[-–]\s+|\s*,?\s+và là\s+|\s+)$")
_TAIL_JOINT = re.compile(r"\s*[,–-]?\s*$")
_OPENING = re.compile(r"\s?(?:,|[-–](?=\s)|\s[-–]|\()\s*(?:(?:hiện|hiện là|vốn là|là)\s+)?")
_MARK = re.compile(r"[^\w\s]")
_LOOSE_END = re.compile(r"(?:[\s,–-]|\s(?:và|cùng|của|kiêm|ở)(?=\s*$))+$")


@cache
def _collective() -> frozenset[str]:
    """What many are called, whom somebody with a title speaks of."""
    return frozenset(map(plain, lexicon.table("names.toml")["collective"]))


@cache
def heads() -> re.Pattern[str]:
    """The beginnings of roles, with their modifiers."""
    rows = lexicon.table("titles_roles.toml")
    before = f"(?:(?:{alternation(rows['modifiers'])}) )*"
    # `chính quyền Tổng thống` is no acting president
    return re.compile(rf"(?<!\w)(?!(?<=chính )quyền ){before}(?:{alternation(rows['heads'])})(?!\w)")


@cache
def _another_speaks() -> re.Pattern[str]:
    """`Thủ tướng giao`, behind `ông X, Phó Thống đốc,`."""
    speech = lexicon.table("speech.toml")
    return re.compile(rf"{any_of(speech['highest'])}\s{any_of((*speech['ask'], *speech['say']))}")


@cache
def _above() -> re.Pattern[str]:
    """The only comma of a text, and the body or place behind it: `Chống tham nhũng, Thanh tra Chính phủ`."""
    rows = alternation(lexicon.table("titles_roles.toml")["above"])
    places = alternation(plain(row["name"]) for row in lexicon.table("provinces.toml")["provinces"])
    return re.compile(rf"^[^,]+, (?:(?:{rows})(?!\w)[^,]*|(?:{places}))$")


@cache
def _unit() -> re.Pattern[str]:
    rows = lexicon.table("titles_roles.toml")
    return re.compile(rf"(?:{alternation((*rows['above'], *rows['above_named']))})\s(?!trưởng|và\b)")


@cache
def _offices() -> tuple[str, ...]:
    return tuple(plain(row) for row in lexicon.table("titles_roles.toml")["offices"])


@cache
def _beside_offices() -> tuple[str, ...]:
    rows = lexicon.table("titles_roles.toml")
    return tuple(plain(row) for row in (*rows["beside_offices"], *rows["ranks"]))


def of_office(role: str) -> str:
    """`role` without those before an office to whom or of whom its holder speaks: of `Trao đổi với các đại
    biểu, Bộ trưởng X` the former.
    """
    titles = role.split(", ")
    at = next((i for i, part in enumerate(titles) if plain(part).startswith(_offices())), 0)
    return ", ".join(
        [*(part for part in titles[:at] if plain(part).startswith(_beside_offices())), *titles[at:]]
    )


@cache
def _stops() -> re.Pattern[str]:
    return phrases(lexicon.table("titles_roles.toml")["stops"])


@cache
def _allowed() -> re.Pattern[str]:
    rows = (
        *lexicon.table("titles_roles.toml")["allowed"],
        *lexicon.lines("agencies.txt"),
        *lexicon.lines("countries.txt"),
        *(f"tại {name}" for name in lexicon.lines("countries.txt")),
        *(row["name"] for row in lexicon.table("provinces.toml")["provinces"]),
        *(name for names in lexicon.table("districts.toml").values() for name in names),
    )
    return phrases(row for row in rows if _MARK.search(row) or _stops().search(plain(row)))


def masked(view: str) -> str:
    """`view` (a `plain` text) with the commas and stop words inside names of bodies made harmless, same
    length.
    """
    return _allowed().sub(lambda m: re.sub(r"[^\s]", "x", m[0]), view)


def _left_limit(view: str, start: int, limit: int) -> int:
    """Where the clause that ends at `start` begins, not before `limit`."""
    begin = max(limit, start - REACH)
    for match in _HARD_END.finditer(view, begin, start):
        if match[0] == "." and match.end() < start and _ABBREVIATION.search(view, begin, match.start()):
            continue
        begin = match.end()
    return begin


def _bodylike(text: str, comma: bool = False) -> bool:
    """Whether `text` (between a role's head and what follows) can name the body it belongs to."""
    return not _stops().search(text) and (comma or "," not in text) and text.count("(") == text.count(")")


def before(view: str, mask: str, start: int, limit: int) -> tuple[int, int] | None:
    """The range of the title chain that ends where the name (or its honorific) begins at `start`, or None.

    `view` is the `plain` text, `mask` the same `masked`; nothing before `limit` is taken.
    """
    begin = _left_limit(mask, start, limit)
    found = [m.span() for m in heads().finditer(view, begin, start)]
    if not found:
        return None
    chain_start, chain_end = -1, len(view[:start].rstrip(" ,–-"))
    edge = start
    for number, (head, head_end) in enumerate(reversed(found)):
        tail = mask[head_end:edge]
        if number == 0:
            tail = tail.rstrip(" ,–-")
            # `X, Viện trưởng ... và bà Y`: the chain is the other person's
            ok = _bodylike(tail, _above().search(tail) is not None)
            ok = ok and not tail.endswith((" và", " cùng", " với", " của"))
        else:
            link = _LINK.search(tail)
            inner = tail[: link.start()] if link else tail
            # `kiến nghị của cử tri, Chủ tịch X nêu`: the voters' is no part of the chain
            many = view[head:head_end] in _collective()
            of = many and view.endswith((" của ", " cho ", " với "), begin, head)
            # `đồng tình với đại biểu X, đại biểu Y`: another one
            same = view[head:head_end] == view[edge:start].strip()
            # `nói về công tác quản lý kho, Chủ tịch X`: what somebody does
            task = view.endswith((" công tác ", " hoạt động ", " việc ", " về "), begin, head)
            ok = link is not None and not (of or same or task) and _bodylike(inner)
            ok = ok and not inner.endswith((" và", " cùng", " của")) and not inner.startswith(".")
        if not ok or (number and mask[head_end:edge].strip() in ("và", "cùng")):
            break
        chain_start, edge = head, head
    return (chain_start, chain_end) if chain_start >= 0 else None


def after(view: str, mask: str, end: int, limit: int) -> tuple[int, int] | None:
    """The range of the title chain that follows the name ending at `end`, not beyond `limit`, or None."""
    opening = _OPENING.match(view, end, limit)
    if not opening:
        return None
    head = heads().match(view, opening.end(), limit)
    if not head or _another_speaks().match(view, head.start()):
        return None
    bracket = view[end : opening.end()].strip().startswith("(")
    stop = min(limit, head.end() + 2 * REACH)
    stop = _right_limit(mask, head.end(), stop, bracket)
    position = head.end()
    while True:
        comma = mask.find(",", position, stop)
        if comma < 0:
            break
        following = heads().match(view, _skip(view, comma + 1), stop)
        if not following or _another_speaks().match(view, following.start()):
            following = _unit().match(view, _skip(view, comma + 1), stop)
        if not following:
            stop = comma
            break
        position = following.end()
    first_stop = _stops().search(mask, head.end(), stop)
    if first_stop:
        stop = first_stop.start()
    loose = _LOOSE_END.search(view, head.end(), stop)
    if loose and loose.end() == stop:
        stop = loose.start()
    return opening.end(), stop


def _skip(view: str, position: int) -> int:
    while position < len(view) and view[position] == " ":
        position += 1
    if view.startswith("kiêm ", position):
        position += 5
    return position


def _right_limit(mask: str, begin: int, stop: int, bracket: bool) -> int:
    depth = 0
    position = begin
    while position < stop:
        char = mask[position]
        if char == "(":
            depth += 1
        elif char == ")":
            if depth == 0:
                return position
            depth -= 1
        elif (
            char in ';:!?\n"“”…'
            or (char == "." and not _ABBREVIATION.search(mask, max(begin, position - 6), position))
            or (
                mask.startswith((" - ", " – "), position - 1)
                and not bracket
                and not _joins(mask, position, stop)
            )
        ):
            return position
        position += 1
    return stop


def _joins(mask: str, dash: int, stop: int) -> bool:
    """Whether a spaced dash stands inside a title chain: another head follows it."""
    return heads().match(mask, _skip(mask, dash + 1), stop) is not None
