"""A cell as text: for programs, for people, and made harmless for a terminal."""

from __future__ import annotations

import json
import re
from typing import Literal

from vnpolicy import lexicon
from vnpolicy.model import Value

Lang = Literal["en", "vi"]

DATES = frozenset({"date", "end_date", "event_date", "first", "last", "published"})
"""The columns that hold dates."""

FIGURES = frozenset(
    {"reports", "count", "documents", "words", "score", "share", "probability", "other_probability", "weight"}
    | {"events", "proposals"}
)
"""The columns that hold figures, which stand on the right (`show` has items under `proposals`)."""

_TOLD = frozenset({"reason", "title_from", "published_from", "problem"})
"""The columns that hold messages of the program."""

_DECIMALS = 3
"""As many in every row, so that the figures of a column stand under one another."""

# What could steer a terminal or turn the reading order round: C0 but tab and line feed, DEL, C1, the
# bidirectional controls (UAX #9), lone surrogates, and the two that XML does not allow.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_DATE = re.compile(r"(?:(\d{4})|-)(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d).*)?", re.DOTALL)


def visible(text: str) -> str:
    """`text` with every character that could steer a terminal written out (`␛`, `<U+202E>`)."""

    def name(match: re.Match[str]) -> str:
        point = ord(match[0])
        if point < 0x20:
            return chr(0x2400 + point)
        return "\u2421" if point == 0x7F else f"<U+{point:04X}>"

    return _UNSAFE.sub(name, text)


def plain(value: Value) -> str:
    """A cell as programs read it: several values joined with `; `, nothing for a missing one."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "; ".join(value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def date(value: str, lang: Lang) -> str:
    """A date as people write it: in Vietnamese `13/07/2021`, `10/2021`, `14/07/2021 13:48`, else ISO."""
    match = _DATE.fullmatch(value)
    if not match:
        return value
    year, month, day, time = match.groups()
    if lang == "vi":
        written = "/".join(part for part in (day, month, year) if part)
    else:
        written = value.split("T", 1)[0].removeprefix("--")
    return f"{written} {time}" if time else written


def decimal(value: float, places: int, lang: Lang) -> str:
    """A figure with so many decimals, behind a comma in Vietnamese."""
    written = f"{value:.{places}f}"
    return written.replace(".", ",") if lang == "vi" else written


def period(first: str | None, last: str | None, lang: Lang) -> str:
    """From one date to another as people write it; a single day once."""
    days = [date(day, lang) for day in (first, last) if day]
    return " – ".join(dict.fromkeys(days))


def shown(column: str, value: Value, lang: Lang) -> str:
    """A cell as people read it: dates and fixed values in their language."""
    if isinstance(value, float):
        return decimal(value, _DECIMALS, lang)
    if isinstance(value, (dict, list)):
        from vnpolicy.show.structures import lines

        if (found := lines(column, value, lang)) is not None:
            mark = "• " if isinstance(value, list) and len(found) > 1 else ""
            return "\n".join(mark + line for line in found)
    text = plain(value)
    if column in DATES:
        return date(text, lang)
    if column in ("agree", "conflict") and isinstance(value, list):
        return "; ".join(_compared(item, lang) for item in value)
    if column in _TOLD:
        from vnpolicy.show.messages import translated

        return translated(text, lang)
    known = lexicon.table("labels.toml")["values"].get(column, {})
    label: str = known[text][lang] if text in known else text
    return label


def _compared(item: str, lang: Lang) -> str:
    """What two reports share or differ in (`date: 2021-07-13 / 2021-07-14`), in the reader's language."""
    labels = lexicon.table("labels.toml")["compared"]
    what, colon, rest = item.partition(": ")
    if what not in labels:
        return item
    if what in DATES:
        rest = " / ".join(date(day, lang) for day in rest.split(" / "))
    elif what == "same text":
        rest = phrase("of_the_shorter", lang, share=rest.split(" ", 1)[0])
    return f"{labels[what][lang]}{colon}{rest}"


def heading(column: str, lang: Lang) -> str:
    """The heading over a column; a column without one goes by its name."""
    found: str = lexicon.table("labels.toml")["columns"].get(column, {}).get(lang, column)
    return found


def table_title(name: str, lang: Lang) -> str:
    """What a table is called over a page or on a worksheet."""
    found: str = lexicon.table("labels.toml")["tables"].get(name, {}).get(lang, name)
    return found


def phrase(name: str, lang: Lang, **values: object) -> str:
    """A phrase of the program's own, in the reader's language."""
    found: str = lexicon.table("labels.toml")["phrases"][name][lang]
    return found.format(**values) if values else found


def of_reports(count: int, lang: Lang) -> str:
    """`1 report`, `3 reports`."""
    return phrase("one_report", lang) if count == 1 else phrase("of_reports", lang, n=count)
