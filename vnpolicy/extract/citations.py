"""Laws, decrees, resolutions and decisions that a text cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from vnpolicy import lexicon
from vnpolicy.extract.patterns import UPPER, alternation, plain, plain_body
from vnpolicy.model import Citation

_DASH = r"\s?[-–—‑]\s?"
_SLASH = r"\s?/\s?"
_CODE = r"[a-zđ](?:[a-zđư&.]{0,8}[a-zđư])?"
_DATE = re.compile(
    r"[\s,(]{0,3}(?:ban hành\s)?(?:\(?ngày\s)?\s?(\d{1,2})(?:\s?[/.-]\s?|\stháng\s)(\d{1,2})"
    r"(?:\s?[/.-]\s?|\snăm\s)(\d{4})(?!\d)"
)
_LIST_BEFORE = re.compile(r"((?:\d{1,4}[a-z]?(?:\s?,\s|\s?,?\svà\s(?:số\s)?|\s?;\s)){1,12})$")
_NUMBER = re.compile(r"\d{1,4}[a-z]?")
_FIRST = re.compile(r"\w+")
_WITHIN = re.compile(r"(?<=/)\d{4}(?=/)")  # the year in a number
_ROMAN = r"[ivx]{1,5}|\d{1,2}"
_ORDINAL = rf"(?:{_ROMAN}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\w)"
_CENTRAL = r"(?:(?:ban chấp hành|bch)\s)?(?:trung ương|tw|t\.ư|tư)(?:\sđảng)?"
_TERM = rf"(?:\s?,)?\s?\(?khóa\s({_ROMAN})(?!\w)"
_PLENUM = re.compile(
    rf"(?<!\w)(?:(nghị quyết|kết luận|nq)\s(?:(?:số\s)?của\s)?|(nq)(?=tw))"
    rf"(?:(?:hội nghị\s)?{_CENTRAL}\s(?:lần\s)?(?:thứ\s)?({_ORDINAL})"
    rf"|hội nghị\s(?:lần\s)?thứ\s({_ORDINAL})\s{_CENTRAL}){_TERM}"
)
_CONGRESS = re.compile(
    rf"(?<!\w)(nghị quyết|nq)\s(?:của\s)?đại hội\s(?:(?:đảng|đại biểu|toàn quốc)\s){{0,3}}"
    rf"(?:lần\s)?(?:thứ\s)?((?:{_ROMAN})(?!\w))"
)
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ROMANS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class _Rows(NamedTuple):
    nouns: dict[str, list[str]]
    by_code: dict[str, str]
    short: list[str]
    variants: dict[str, str]
    written: dict[str, str]
    issuers: dict[str, str]
    verbs: frozenset[str]


class _Patterns(NamedTuple):
    state: re.Pattern[str]
    party: re.Pattern[str]
    assembly: re.Pattern[str]
    short: re.Pattern[str]
    law: re.Pattern[str]
    noun: re.Pattern[str]
    issuer: re.Pattern[str]
    letter: re.Pattern[str]
    pointing: re.Pattern[str]


class _Found(NamedTuple):
    number: str
    noun: str | None
    issuer: str | None
    start: int
    end: int


@cache
def _rows() -> _Rows:
    table = lexicon.table("document_types.toml")
    by_code = {code: noun for noun, codes in table["nouns"].items() for code in codes}
    return _Rows(
        table["nouns"],
        by_code,
        table["short"]["nouns"],
        table["variants"],
        table["written"],
        table["issuers"],
        frozenset(table["short"]["verbs"]),
    )


@cache
def _patterns() -> _Patterns:
    rows = _rows()
    codes = [*rows.by_code, *(v for v, code in rows.variants.items() if code in rows.by_code)]
    kind = alternation(codes)
    issuers = alternation([*rows.issuers, *(v for v, code in rows.variants.items() if code in rows.issuers)])
    laws = alternation(lexicon.lines("laws.txt"))
    year = r"(?:\s?,?\s?\(?(?:sửa đổi|sđ)\)?)?(?:\s\(?(?:năm\s)?((?:19|20)\d\d)(?![\d/]))?"
    table = lexicon.table("document_types.toml")
    bodies = alternation(table["bodies"]["names"])
    counted = alternation(table["short"]["counted"])
    return _Patterns(
        re.compile(
            rf"(?<![\w/.,])(\d{{1,5}}[a-z]?(?:-20\d\d)?){_SLASH}(?:(\d{{4}})(?:{_SLASH}|{_DASH}))?({kind})"
            rf"(?:{_DASH}({_CODE}(?:{_DASH}{_CODE}){{0,2}})(\d{{0,2}})|\s({issuers})(\d{{0,2}}))(?![\w/])"
        ),
        re.compile(rf"(?<![\w/.,])(\d{{1,4}})({_DASH}|\s)({kind}){_SLASH}({_CODE}(?:-{_CODE})?)(?![\w/])"),
        re.compile(
            rf"(?<![\w/.,])(\d{{1,4}}){_SLASH}(\d{{4}}){_SLASH}((?:pl-|nq-)?(?:ub(?:tv)?)?qh)\s?([1-9]\d?)(?!\w)"
        ),
        re.compile(
            rf"(?<!\w)({alternation(rows.short)})\s(số\s)?(?:nđ\s)?(\d{{1,4}}[a-z]?)(?!\s(?:{counted})(?!\w|\s\d))"
            rf"(?:{_SLASH}(\d{{4}})(?![\d/-])|{_SLASH}(cp|ttg|hđbt)(?!\w))?(?![\w/%.-]|[.,]\d)"
        ),
        re.compile(
            rf"(?<!\w)(bộ luật|luật|pháp lệnh)"
            rf"(\s(?:sửa đổi,? bổ sung (?:một số điều của )?(?:luật )?)?(?:{laws}))(?!\w){year}"
            rf"|(?<!\w)(hiến pháp)\s(?:năm\s)?((?:19|20)\d\d)(?!\d)"
        ),
        re.compile(
            rf"(?<!\w)({alternation(rows.nouns)})(?:[\s(:]{{1,3}}(?:liên tịch\s|số\s?:?|nêu trên\s)?\s?)$"
        ),
        re.compile(
            rf"[\s,)(]{{0,3}}(?:của|do)\s(?:({bodies})(?!\w)"
            r"|(?=(?:ubnd|hđnd|bộ|tỉnh ủy|thành ủy|ủy ban nhân dân|hội đồng nhân dân)\s))"
        ),
        re.compile(
            rf"(?<!\w)({alternation(table['letters']['nouns'])})\s(?:số\s?:?\s?)?"
            rf"((\d{{1,5}}){_SLASH}({issuers})((?:{_DASH}{_CODE}){{1,2}}))(?![\w/])"
        ),
        re.compile(
            rf"(?:(?<!\w)({alternation(table['short']['before'])}|\d+)\s)?"
            rf"(?<!\w)({alternation([*rows.short, 'luật', 'bộ luật'])})"
            rf"\s({alternation(table['short']['pointing'])})(?!\w)"
        ),
    )


_BODY_AFTER = re.compile(
    rf"(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Bộ|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ)"
    rf"(?:\s(?:tỉnh|thành phố|TP\.?|huyện|quận))?(?:\s?[{UPPER}][\w&.-]*){{1,4}}"
)


@lru_cache(4096)  # the same few codes all over
def _code(code: str) -> str:
    """A code as it is written: capitals, diacritics put back."""
    upper = re.sub(r"\s", "", code).upper().rstrip(".")
    parts = [_rows().variants.get(part, part) for part in re.split("[-–—‑]", upper)]
    return "-".join(_rows().written.get(part, part) for part in parts)


def _bare(code: str) -> str:
    return _code(code).upper()


def _noun_before(view: str, start: int, limit: int) -> tuple[str | None, int]:
    match = _patterns().noun.search(view, max(limit, start - 40), start)
    return (match[1], match.start()) if match else (None, start)


def _forms(view: str) -> Iterator[_Found]:
    """The numbered forms, in no order."""
    rows, patterns = _rows(), _patterns()
    for m in patterns.state.finditer(view):
        issuer = _code(m[4] or m[6])
        term = m[5] or m[7] or ""
        number = f"{m[1].rstrip()}/{m[2] + '/' if m[2] else ''}{_code(m[3])}-{issuer}{term}"
        yield _Found(number, rows.by_code.get(_bare(m[3])), rows.issuers.get(issuer.upper()), *m.span())
    for m in patterns.party.finditer(view):
        issuer = _code(m[4])
        if len(issuer) < 2 or (m[2].isspace() and issuer.upper() not in rows.issuers):
            continue
        number = f"{m[1]}-{_code(m[3])}/{issuer}"
        yield _Found(number, rows.by_code.get(_bare(m[3])), rows.issuers.get(issuer.upper()), *m.span())
    for m in patterns.letter.finditer(view):
        issuer = _code(m[4])
        number = f"{m[3]}/{issuer}{_code(m[5])}"
        yield _Found(number, m[1], rows.issuers.get(issuer.upper()), *m.span(2))
    for m in patterns.assembly.finditer(view):
        code = m[3].upper()
        standing = "UB" in code
        issuer = rows.issuers["UBTVQH" if standing else "QH"]
        noun = (
            "pháp lệnh"
            if code.startswith("PL")
            else "nghị quyết"
            if standing or code.startswith("NQ")
            else "luật"
        )
        yield _Found(f"{m[1]}/{m[2]}/{code}{m[4]}", noun, issuer, *m.span())


def _listed(view: str, found: _Found) -> Iterator[_Found]:
    """`18, 19-NQ/TW`: the numbers before a full form that share its ending."""
    match = _LIST_BEFORE.search(view, max(0, found.start - 60), found.start)
    if not match:
        return
    noun, noun_start = _noun_before(view, match.start(), 0)
    own = _NUMBER.match(found.number)
    if noun is None or own is None:
        return
    for i, m in enumerate(_NUMBER.finditer(view, match.start(), match.end())):
        number = m[0] + found.number[own.end() :]
        yield found._replace(number=number, noun=noun, start=noun_start if i == 0 else m.start(), end=m.end())
    yield found._replace(noun=noun)


def _date(view: str, end: int) -> tuple[str | None, int]:
    match = _DATE.match(view, end)
    if not match:
        return None, end
    day, month, year = int(match[1]), int(match[2]), int(match[3])
    if not (1 <= day <= 31 and 1 <= month <= 12 and 1900 <= year <= 2100):
        return None, end
    return f"{year:04}-{month:02}-{day:02}", match.end()


def _issuer(body: str, view: str, end: int) -> str | None:
    match = _patterns().issuer.match(view, end)
    if not match:
        return None
    if match[1]:
        return " ".join(body[match.start(1) : match.end(1)].split())
    named = _BODY_AFTER.match(body, match.end())
    return " ".join(named[0].split()) if named else None


def _by_short_form(full: list[Citation]) -> dict[tuple[str | None, str, str | None], dict[str, Citation]]:
    """Citations by number, under what a short form may tell of them: noun, first number, year (or None)."""
    found: dict[tuple[str | None, str, str | None], dict[str, Citation]] = {}
    for citation in full:
        first = _FIRST.match(citation.number)
        for year in (None, *_WITHIN.findall(citation.number)):
            key = (citation.type, first[0] if first else "", year)
            found.setdefault(key, {})[citation.number] = citation
    return found


def _short_forms(body: str, view: str, full: list[Citation]) -> Iterator[_Found]:
    """`Nghị định 67`: the full form of the same body where exactly one fits, else the words as they stand."""
    numbers = _by_short_form(full)
    for m in _patterns().short.finditer(view):
        noun, digits, year, code = m[1], m[3], m[4], m[5]
        if year is None and code is None and 1975 <= int(re.sub(r"\D", "", digits)) <= 2100:
            continue  # "nghị quyết 2017" tells the year
        fits = numbers.get((noun, digits, year), {})
        if len(fits) == 1:
            one = next(iter(fits.values()))
            yield _Found(one.number, noun, one.issuer, *m.span())
        elif noun in _rows().verbs and body[m.start()].islower() and not (m[2] or year or code):
            continue  # "quyết định 5 ..." decides
        elif noun == "nghị định":
            ending = f"/{year}/NĐ-CP" if year else "/CP" if code else ""
            number = digits + ending if ending else f"Nghị định {digits}"
            yield _Found(number, noun, _rows().issuers["CP"], *m.span())
        else:
            ending = f"/{year}" if year else "/" + _code(code) if code else ""
            issuer = _rows().issuers.get(code.upper()) if code else None
            yield _Found(f"{noun.capitalize()} {digits}{ending}", noun, issuer, *m.span())


def _pointing(body: str, view: str, cited: list[Citation]) -> Iterator[_Found]:
    """`Nghị quyết này`: the one document of its kind that was cited before, where there is one alone."""
    before: dict[str | None, dict[str, Citation]] = {}
    left = sorted(cited, key=lambda c: c.end, reverse=True)
    for m in _patterns().pointing.finditer(view):
        noun = m[2]
        while left and left[-1].end <= m.start(2):
            one = left.pop()
            before.setdefault(one.type, {})[one.number] = one
        if m[1]:
            continue  # several are meant, or a draft
        if noun in _rows().verbs and body[m.start(2)].islower() and " " not in m[3]:
            continue  # "quyết định này" is mostly what somebody decided
        if len(candidates := before.get(noun, {})) == 1:
            (one,) = candidates.values()
            yield _Found(one.number, noun, one.issuer, m.start(2), m.end())


@cache
def _laws() -> dict[str, str]:
    """The spelling of each law's name that stands for all: without regard to commas and capitals."""
    return {plain(name).replace(",", ""): name for name in sorted(lexicon.lines("laws.txt"), key=len)}


def _law(name: str) -> str:
    """The name of a law in its one spelling; what stands before it (`sửa đổi ...`) as it is written."""
    key = plain(name).replace(",", "")
    return _laws().get(key, name)


def _named(body: str, view: str) -> Iterator[_Found]:
    """Laws and resolutions cited by their name, which must be written with a capital."""
    for m in _patterns().law.finditer(view):
        if m[4]:
            yield _Found(f"Hiến pháp {m[5]}", "hiến pháp", "Quốc hội", *m.span())
            continue
        if not (body[m.start()].isupper() or body[m.start(2) + 1].isupper()):
            continue
        issuer = _rows().issuers["UBTVQH" if m[1] == "pháp lệnh" else "QH"]
        name = _law(" ".join(body[m.start(2) : m.end(2)].split()))
        number = f"{m[1].capitalize()} {name[0].upper()}{name[1:]}{' ' + m[3] if m[3] else ''}"
        yield _Found(number, m[1], issuer, m.start(), m.end() if m[3] else m.end(2))
    for m in _PLENUM.finditer(view):
        noun = "kết luận" if m[1] == "kết luận" else "nghị quyết"
        name = f"{noun.capitalize()} Trung ương {_ordinal(m[3] or m[4])} khóa {_roman(_ordinal(m[5]))}"
        yield _Found(name, noun, "Trung ương Đảng", *m.span())
    for m in _CONGRESS.finditer(view):
        name = f"Nghị quyết Đại hội {_roman(_ordinal(m[2]))}"
        yield _Found(name, "nghị quyết", "Trung ương Đảng", *m.span())


def _ordinal(text: str) -> int:
    """The number that digits, a Roman numeral or an ordinal stand for."""
    if text.isdigit():
        return int(text)
    if text in _ORDINALS:
        return _ORDINALS.index(text) + 1
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in text]
    return sum(-v if any(w > v for w in values[i + 1 :]) else v for i, v in enumerate(values))


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMANS:
        written += letters * (number // value)
        number %= value
    return written


def _citation(body: str, view: str, found: _Found, limit: int) -> Citation:
    noun, start = _noun_before(view, found.start, limit)
    date, end = _date(view, found.end)
    issuer = _issuer(body, view, end) or found.issuer
    return Citation(found.number, noun or found.noun, issuer, date, start, found.end)


def citations(body: str) -> list[Citation]:
    """The documents that `body` cites, in order, a row a citation; spans take in the noun before a number.

    `number` is the normal form: canonical separators, codes in capitals (`37-NQ/TW`, `15/2020/NĐ-CP`,
    `59/2020/QH14`), or the name of what is cited by name (`Luật Đất đai 2013`). Grammar of numbers: Nghị định
    30/2020/NĐ-CP for the state, Quy định 66-QĐ/TW and 399-QĐ/TW for the party.
    """
    view = plain_body(body)
    numbered: list[_Found] = []
    end = 0
    for found in sorted(_forms(view), key=lambda f: f.start):
        if found.start < end:
            continue
        end = found.end
        numbered += list(_listed(view, found)) or [found]
    full = []
    limit = 0
    for found in sorted(numbered, key=lambda f: f.start):
        full.append(_citation(body, view, found, limit))
        limit = found.end
    taken = bytearray(len(body))
    for citation in full:
        taken[citation.start : citation.end] = b"\1" * (citation.end - citation.start)
    for found in (*_named(body, view), *_short_forms(body, view, list(full))):
        if not any(taken[found.start : found.end]):
            full.append(_citation(body, view, found, found.start))
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
    full += [
        Citation(found.number, found.noun, found.issuer, None, found.start, found.end)
        for found in _pointing(body, view, full)
        if not any(taken[found.start : found.end])
    ]
    return sorted(full, key=lambda c: (c.start, c.end))
