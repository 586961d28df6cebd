"""People: names in the running text, the role beside each, and whom a short form means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract import places, roles
from vnpolicy.extract.patterns import LOWER, UPPER, alternation, plain, plain_body
from vnpolicy.extract.resolve import resolve
from vnpolicy.model import Person

__all__ = ["people", "resolve"]

_LONG = rf"[{UPPER}](?:[{LOWER}]+(?:[’'`][{LOWER}]+)?|[’'`][{UPPER}]?[{LOWER}]+)"
_SYLLABLE = rf"(?:{_LONG}|[{UPPER}]\.?|[{UPPER}]{{2,}}[\w&]*)"
# atomic and of bounded length: a long run of capitals must not be read in every possible division
_WORD = rf"(?>{_SYLLABLE}(?:[-–&]?{_SYLLABLE}|-[{LOWER}]+){{0,8}})"
_PARTICLE = r"(?:(?:bin|ibn|von|van|der|de|da|di|del|dos|al|el)[ \u00a0]|(?:al|el)-)"
"""`von der` in foreign names."""
_RUN = re.compile(rf"(?<![\w&/-]){_WORD}(?:[ \u00a0]{{1,2}}{_PARTICLE}{{0,2}}{_WORD})+(?![\w&/])")
_LEVEL = re.compile(r"(?:tp|tx|tt|ubnd|hđnd|[hpqx](?=\.\w{2}))\.")
_ADDRESSES = frozenset(("ông", "bà"))
_TOKEN = re.compile(r"[^ \u00a0]+")
_SPELLED = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvxy])?[^\W\d_bcdđfghjklmnpqrstvxzw]{1,3}(?:ng|nh|ch|[cmnpt])?"
)

_SPEAKS = re.compile(r"[^.:;!?“”\"\n]{0,120}:\s")
"""Behind a name in capitals: `, Giám đốc Sở Y: `; elsewhere it is the signature of what stands before it."""
_INITIAL = re.compile(r"[^\W\d_]\.")
"""The given name of whom a report does not tell in full: `Lê Văn T.`"""
_NOUN_REACH = 24
"""Characters in which a noun before a name is looked for."""

COMMON, RARE, MIDDLE = 2.0, 0.8, 0.8
ADDRESSED = 2.0


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    address: int
    """Where the form of address before the name begins; `start` without one."""
    sure: bool


@cache
def _families() -> dict[str, float]:
    weights = dict.fromkeys(map(plain, lexicon.lines("surnames.txt")), RARE)
    return weights | dict.fromkeys(map(plain, lexicon.lines("surnames_common.txt")), COMMON)


@cache
def _middle() -> frozenset[str]:
    return frozenset(map(plain, lexicon.lines("middle_names.txt")))


@cache
def _address() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(lexicon.lines('honorifics.txt'))})$")


@cache
def _address_start() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{alternation(lexicon.lines('honorifics.txt'))})(?:[ \u00a0]+|\.[ \u00a0]*))+")


@cache
def _no_person() -> frozenset[str]:
    return frozenset(map(plain, lexicon.table("names.toml")["not_people"]))


@cache
def _no_end() -> re.Pattern[str]:
    """Capitalised words with which something else begins where a mark is missing after a name."""
    rows = lexicon.table("names.toml")["no_end"]
    pairs, words = (
        "|".join(re.escape(row) for row in rows if (" " in row) is pair) for pair in (True, False)
    )
    # a word alone may be the name's own where the name ends with it (`Phan Văn Hiện, ...`)
    return re.compile(rf"(?:{pairs})(?!\w)|(?:{words})(?![\w,.]|[ \u00a0][-–(])")


@cache
def _degrees() -> re.Pattern[str]:
    """Degrees at the end of a role, which belong to the name: `chuyên gia kinh tế | PGS`."""
    return re.compile(r"(?<=\w)[\s,–-]+(?:(?:PGS|GS|TS|ThS|KS|CN)[\s.,–-]*)+$")


@cache
def _begins_anew() -> re.Pattern[str]:
    """Words of which the first is capitalised, with which a sentence begins and no part of a role."""
    rows = (row.capitalize() for row in lexicon.table("speech.toml")["connective"] if " " in row)
    return re.compile(rf" (?:{'|'.join(map(re.escape, rows))})(?!\w)")


@cache
def _before_name(row: str) -> re.Pattern[str]:
    """One of the nouns of `row` right before a name: half of it in small letters (`châu Âu`), or what bears
    it (a street, a school, a prize).
    """
    return re.compile(rf"(?<!\w)(?:{alternation(lexicon.table('names.toml')[row])})[ \u00a0]$")


def _follows(view: str, row: str, start: int) -> bool:
    """Whether a noun of `row` stands right before `start`."""
    return _before_name(row).search(view, max(0, start - _NOUN_REACH), start) is not None


@cache
def _seats() -> frozenset[str]:
    return frozenset(map(plain, lexicon.table("names.toml")["seats"]))


@cache
def _body_words() -> frozenset[str]:
    return frozenset(map(plain, lexicon.table("names.toml")["body_words"]))


def is_family(syllable: str) -> bool:
    """Whether `syllable` is a family name that the lexicon knows."""
    return plain(syllable) in _families()


def vietnamese(syllable: str) -> bool:
    """Whether `syllable` (in lower case) is spelled as a Vietnamese one."""
    return _SPELLED.fullmatch(syllable) is not None


def _shape(tokens: Sequence[str]) -> float:
    """How much `tokens` (lower case) look like a Vietnamese name: family name, length, middle name."""
    weight = _families().get(tokens[0], -1.0)
    weight += {2: -0.5, 3: 0.6, 4: 0.5, 5: -1.5}.get(len(tokens), -9.0)
    if len(tokens) > 2 and tokens[1] in _middle():
        weight += MIDDLE
    return weight


def _explained(tokens: Sequence[str], words: Sequence[str]) -> bool:
    """Whether what stands before a name in a run of capitalised words is a place, an acronym or a body."""
    if not words or words[-1].isupper() or tokens[0] in _body_words() or tokens[-1] in _body_words():
        return True
    return any(places.known(" ".join(tokens[-k:])) for k in range(1, 5) if k <= len(tokens))


def _best_start(tokens: list[str], words: list[str]) -> tuple[int, float]:
    """Index where a Vietnamese name that ends the run begins, and the weight of that reading."""
    best = (0, -99.0)
    for i in range(max(0, len(tokens) - 5), len(tokens) - 1):
        if words[i].isupper() and len(words[i]) > 1:
            continue
        weight = _shape(tokens[i:]) - (0 if _explained(tokens[:i], words[:i]) else 1.5)
        if weight > best[1]:
            best = (i, weight)
    return best


def _name(view: str, text: str, match: re.Match[str]) -> _Name | None:
    """The name that a run of capitalised words holds or is, or None."""
    start, end = match.span()
    address = start
    inside = _address_start().match(view, start, end)
    if inside:
        start = inside.end()
    outside = _address().search(view, max(0, start - 24), len(view[:start].rstrip(" \u00a0")))
    if outside:  # of `PGS, TS An` the run holds but the last
        address = min(address, outside.start())
    addressed = bool(inside or outside)
    spans = [(s, _glued(text, s, e)) for s, e in (m.span() for m in _TOKEN.finditer(text, start, end))]
    if len(spans) < 2 or len(spans) > 12:
        return None
    while len(spans) > 2 and _no_end().match(text, spans[-1][0]):
        spans.pop()
    if (title := roles.heads().match(view, spans[0][0])) and title.end() > spans[-1][1]:
        return None  # `Phó Giám đốc`
    foreign = len(spans) == 3 and not any(vietnamese(view[s:e]) for s, e in spans[1:])
    if not inside and (_follows(view, "lower_halves", start) or (foreign and _follows(view, "firms", start))):
        spans.pop(0)
        address = spans[0][0]
    if len(spans) < 2:
        return None
    spans, cut = _own_part(view, spans)
    if cut:
        address, addressed = spans[0][0], cut in _ADDRESSES
    if len(spans) < 2:
        return None
    words = [text[s:e] for s, e in spans]
    tokens = [view[s:e] for s, e in spans]
    capitals = all(map(str.isupper, words)) and _is_capitals(tokens) and _SPEAKS.match(text, spans[-1][1])
    if capitals and (addressed or _has_title(view, address)):
        words, addressed = list(map(str.capitalize, words)), True
    if (
        tokens[0].startswith("rịa")
        or "tộc" in (tokens[-1], view[spans[-1][1] + 1 : spans[-1][1] + 4])  # a clan, not a person
        or all(w.isupper() for w in words)
        or " ".join(tokens) in _no_person()
        or any(map(_LEVEL.match, tokens))
    ):
        return None
    if not addressed and (places.known(" ".join(tokens)) or _is_delegation(tokens)):
        return None
    titled = tokens[0] not in _body_words() and _follows(view, "bearers", spans[0][0])
    if titled and (place := _prefix(tokens, 0)):  # `Thủ tướng Campuchia X Y`
        spans, tokens, words = spans[place:], tokens[place:], words[place:]
        address = spans[0][0]
    return _chosen(view, spans, tokens, words, address, addressed or titled)


def _is_capitals(tokens: list[str]) -> bool:
    """Whether `tokens`, all of capitals, look like a person's name: `Ông ĐINH VĂN AN`."""
    return tokens[0] in _families() and 2 <= len(tokens) <= 4 and all(map(vietnamese, tokens))


def _has_title(view: str, start: int) -> bool:
    """Whether a title stands right before `start`: `Luật sư NGUYỄN VĂN AN`."""
    before = view[max(0, start - _NOUN_REACH) : start].rstrip(" \u00a0")
    return any(match.end() == len(before) for match in roles.heads().finditer(before))


def _own_part(view: str, spans: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], str]:
    """The words of a run behind `TP.HCM` or a form of address within it, and that word; before `ông` where
    a given name alone follows (`Hà Tĩnh Ông Nhân`).
    """
    for at in range(len(spans) - 1, -1, -1):
        word = view[slice(*spans[at])]
        if word in _ADDRESSES and at:
            return (spans[at + 1 :], word) if len(spans) - at > 2 else (spans[:at], "")
        if _LEVEL.match(word) and len(spans) - at > 2:
            return spans[at + 1 :], word
    return spans, ""


def _glued(text: str, start: int, end: int) -> int:
    """Where the word `text[start:end]` ends, without a title that a dash glues to it (`Hồng-Giám đốc`)."""
    dash = text.find("-", start, end)
    return dash if dash > start and roles.heads().match(plain(text[dash + 1 : end + 12])) else end


def _is_delegation(tokens: Sequence[str]) -> bool:
    """Whether `tokens` are those of a province's members of parliament (`Đoàn Hưng Yên`)."""
    return tokens[0] == "đoàn" and places.known(" ".join(tokens[1:]))


def _chosen(
    view: str,
    spans: list[tuple[int, int]],
    tokens: list[str],
    words: list[str],
    address: int,
    addressed: bool,
) -> _Name | None:
    first = 0
    if vietnamese(tokens[-2]) and (vietnamese(tokens[-1]) or _INITIAL.fullmatch(tokens[-1])):
        first, weight = _best_start(tokens, words)
        if " ".join(tokens[first:]) in _no_person() or places.known(" ".join(tokens[first:])):
            return None
        if tokens[first] == "y" and places.known(" ".join(tokens[first + 1 :])):
            return None  # `Trường ĐH Y Hà Nội`
        if addressed and first == 0:
            weight += ADDRESSED
        if weight < 0.5:
            return None
        sure = weight >= 2.0 and not (
            first == 0 and not addressed and _follows(view, "namesakes", spans[0][0])
        )
    else:
        while first < len(tokens) - 2 and (words[first].isupper() or _prefix(tokens, first)):
            first += max(1, _prefix(tokens, first))
        if len(tokens) - first > 4 or len(tokens) - first < 2 or places.known(tokens[first]):
            return None
        if places.known(" ".join(tokens[first:-1])):
            return None  # `Tổng thống Thổ Nhĩ Kỳ Erdogan`
        if any(
            (w.isupper() and len(w.rstrip(".")) > 1) or t in _body_words()
            for w, t in zip(words[first:], tokens[first:], strict=True)
        ):
            return None
        family = tokens[first] in _families() and "-" in tokens[-1]
        sure = (addressed and first == 0) or family
    start = spans[first][0]
    return _Name(start, spans[-1][1], min(address, start) if first == 0 else start, sure)


def _prefix(tokens: list[str], first: int) -> int:
    """How many tokens from `first` on are a place (at most four), leaving two for the name."""
    for length in range(min(4, len(tokens) - first - 2), 0, -1):
        before = " ".join(tokens[first : first + length])
        if places.known(before) or before in _seats():
            return length
    return 0


def _is_named_after(view: str, name: _Name) -> bool:
    """Whether `name` without a form of address stands behind a body that may bear it."""
    return name.address == name.start and _follows(view, "named_bodies", name.start)


def _own_words(role: str) -> str:
    """`role` without what begins behind it where a mark is missing: `chuyên gia giao thông | Cụ thể`."""
    cut = _begins_anew().search(role)
    role = role[: cut.start() if cut else None].strip()
    opened = role.rfind("(")
    if opened > role.rfind(")") and not role[opened:].isupper():
        role = role[:opened].rstrip()
    return _degrees().sub("", role)


def people(body: str) -> list[Person]:
    """The mentions of people by full name, in order, each with the title chain beside it.

    `start` and `end` are those of the name alone. A name counts when its family name and shape say so, or
    when a form of address or a title stands beside it. Method: rules over lexicon rows; no model.
    """
    view = plain_body(body)
    mask = roles.masked(view)
    names: list[_Name] = []
    chains: list[tuple[int, int] | None] = []
    limit = 0
    for match in _RUN.finditer(body):
        if (name := _name(view, body, match)) is None:
            continue
        chain = roles.before(view, mask, name.address, limit)
        if chain and limit and not view[limit : chain[0]].strip(" ,–-") and _is_named_after(view, name):
            continue  # `ông X - Giám đốc Hợp tác xã Y Z`
        names.append(name)
        chains.append(chain)
        limit = name.end
    found = []
    for i, (name, chain) in enumerate(zip(names, chains, strict=True)):
        following = chains[i + 1] if i + 1 < len(names) else None
        right = following[0] if following else names[i + 1].address if i + 1 < len(names) else len(body)
        trailing = roles.after(view, mask, name.end, right)
        if not (name.sure or chain or trailing):
            continue
        parts = [_own_words(body[c[0] : c[1]]) for c in (chain, trailing) if c]
        role = ", ".join(" ".join(part.split()) for part in parts) or None
        called = body[name.start : name.end]
        # in capitals as others write it, so that both are one person
        called = called.title() if called.isupper() else called
        found.append(Person(called, role, name.start, name.end))
    return found
