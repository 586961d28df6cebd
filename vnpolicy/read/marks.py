"""What a line is by set phrases (lexicon/furniture.toml) and marks: button, menu, address, heading."""

from __future__ import annotations

import re
from functools import cache

from vnpolicy.lexicon import table
from vnpolicy.read.lines import Line, key, opening, pattern, phrases

_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|(?<!\d)(?:\+84|0)\d{1,3}(?:[ .-]?\d{2,5}){2,3}(?!\d)|https?://\S+|(?:^|\s)www\.\S+"
)
_PATH = re.compile(r"\S\s*(?:>|»|›|→|::)\s*\S")
_STRIPPED = re.compile(r"[\W\d_]+")
_BARS = re.compile(r"\s*[|•·]\s*")
_TAG = re.compile(r"#[^\W_]")
_SHORT = 6
_PHRASED = 40
_CONTACT_WORDS = 16
_CONTAINING = 12
"""Among the text a longer line that has the word of a footer is no footer."""
_MENU_ENTRY = 4
_PATH_START = 24


@cache
def _outlets() -> tuple[str, str]:
    """Patterns for the names of outlets that are known, and for what looks like one."""
    labels = table("furniture.toml")["labels"]
    names = "|".join(map(re.escape, sorted(labels["outlets"], key=lambda x: (-len(x), x))))
    places = "|".join(labels["not_outlets"])
    capitals = rf"(?!(?:{places})\b)[A-ZĐ]{{2,8}}(?:&[A-ZĐ]{{2,6}})?(?: Online| News|\.vn|\.VN)?"
    site = r"[\w-]{2,30}\.(?:(?:com|net|org|gov)\.vn|vn|com|net|org)"
    joined = r"[A-ZĐ][^\W\d_A-ZĐ]+[A-ZĐ][^\W\d_]+"
    return names, f"{capitals}|{site}|{joined}"


@cache
def outlet() -> re.Pattern[str]:
    """The name of an outlet before the first sentence: `(GLO)-`, `VOV.VN -`, `(Dân Việt)`, `YênBái -`."""
    names, alike = _outlets()
    dash = r"\s*[-–—]"
    return re.compile(
        rf"(?:[(\[](?P<known>{names})[)\]](?:{dash}|[:.])?"
        rf"|[(\[](?P<closed>[A-ZĐ][\w.&+ ]{{1,20}}|{alike})[)\]](?:{dash}|[:.])"
        rf"|(?P<open>{names}|{alike}){dash})\s*(?=[^\W_])"
    )


def in_brackets(line: Line) -> str | None:
    """The outlets in a line that is nothing but them in brackets: `(TTXVN/Vietnam+)`."""
    names, alike = _outlets()
    match = re.fullmatch(r"[(\[]\s*(?:Theo )?(?P<value>[^()\[\]]{2,60}?)\s*[)\]]\.?", line.text)
    if not match or not all(
        re.fullmatch(f"{names}|{alike}", x) for x in re.split(r"\s*[/,]\s*", match["value"])
    ):
        return None
    return match["value"]


def is_outlet(text: str) -> bool:
    """Whether `text` is nothing but the name of an outlet: known, a site, or written as one."""
    names, alike = _outlets()
    return bool(re.fullmatch(f"{names}|{alike}", text))


def phrased(line: Line, menu: bool = True) -> bool:
    """Whether `line` is furniture by a set phrase: a button, a footer, with `menu` also a menu entry."""
    if line.long or line.words > _PHRASED:
        return False
    bare = _bare(line)
    if not bare or line.listed:
        return menu and not bare
    if _TAG.match(line.text) and line.words <= _SHORT and not line.ended:
        return True
    if line.words <= _SHORT + 4 and _all_phrases(bare, menu):
        return True
    if menu and _bars(line):
        return True
    if pattern("notices").search(line.key):
        return True
    if line.prose:
        return False
    if opening("starts").match(line.key):
        return True
    return (menu or line.words <= _CONTAINING) and bool(pattern("contains").search(line.key))


def _bars(line: Line) -> bool:
    """Whether `line` is a row of buttons with bars between them, of which most are known."""
    parts = [" ".join(_STRIPPED.sub(" ", part).split()) for part in _BARS.split(line.key)]
    parts = [part for part in parts if part]
    return len(parts) > 1 and 2 * sum(_all_phrases(part, True) for part in parts) >= len(parts)


def path(line: Line) -> bool:
    """Whether `line` is a breadcrumb (`Trang chủ > Tin tức`)."""
    if line.long or line.words > _PHRASED // 2 or line.ended:
        return False
    if line.text.count("|") > 1 and line.words <= _MENU_ENTRY * line.text.count("|"):
        return True
    return bool(_PATH.search(line.text)) or (
        key("trang chủ") in line.key[:_PATH_START] and bool(re.search(r"[/|\\-]", line.text))
    )


def contact(line: Line) -> bool:
    """Whether `line` is an address, a telephone number, a link, rather than a statement that has one."""
    return (
        not line.long and line.words <= _CONTACT_WORDS and not line.ended and bool(_CONTACT.search(line.text))
    )


def licensed(line: Line) -> bool:
    """Whether `line` tells of the licence or the rights of the site, be it a whole sentence."""
    if line.long or line.words > _PHRASED:
        return False
    return bool(opening("licences").match(line.key) or pattern("licensed").search(line.key))


def heads_list(line: Line) -> bool:
    """Whether `line` is the heading of a list of other reports."""
    return line.words <= _SHORT + 2 and _bare(line) in _headings("lists", "closing")


def inline_heading(line: Line) -> bool:
    """Whether `line` is a heading and one title together (`Xem thêm: ...`)."""
    if line.long or line.words > _PHRASED or line.sentences:
        return False
    head, colon, rest = line.key.partition(":")
    return bool(colon and rest.strip()) and _STRIPPED.sub(" ", head).strip() in _headings("lists", "closing")


def closes(line: Line) -> bool:
    """Whether `line` is such a heading where pages end."""
    return line.words <= _SHORT + 2 and _bare(line) in _headings("closing")


def _all_phrases(bare: str, menu: bool) -> bool:
    """Whether `bare` is one set phrase or several, one after the other (`chia sẻ facebook in bài`)."""
    names = ("lines", "menu") if menu else ("lines",)
    if bare in _headings(*names):
        return True
    for name in names:
        bare = pattern(name).sub(" ", bare)
    return not bare.strip()


def _bare(line: Line) -> str:
    return _STRIPPED.sub(" ", line.key).strip()


@cache
def _headings(*names: str) -> frozenset[str]:
    return frozenset(p for name in names for p in phrases(name))
