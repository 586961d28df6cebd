"""Dates in Vietnamese prose: days, day ranges, months, quarters, years, terms of years and publication
stamps.

A date has no one form of writing, and most numbers with a slash, dash or dot are none. So a grammar of the
forms is tried at each number and at each *tháng*, *quý*, *năm*; what could as well be a fraction, a score or
a range of quantities counts only after a word that announces a day. The words are in the lexicon
(`dates.toml`). Each form has a bounded length, which keeps the work linear in the text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from vnpolicy.lexicon import table
from vnpolicy.model import DateMention
from vnpolicy.text import date_forms as forms

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_LATEST_AFTER_PUBLICATION = timedelta(days=60)
_LONGEST_TERM = 120  # years
_WINDOW = 40  # characters before a number in which its announcing word is looked for


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists as patterns: `before` an offset they end there, `after` one they begin there."""

    before_day: re.Pattern[str]
    before_slash_day: re.Pattern[str]
    before_from: re.Pattern[str]
    before_stamp: re.Pattern[str]
    before_each: re.Pattern[str]
    after_unit: re.Pattern[str]
    after_whole: re.Pattern[str]
    after_lunar: re.Pattern[str]
    months: dict[str, int]


@cache
def _words() -> _Words:
    data = table("dates.toml")

    def any_of(name: str) -> str:
        return "|".join(
            re.escape(w).replace(r"\ ", r"\s+") for w in sorted(data[name], key=len, reverse=True)
        )

    return _Words(
        before_day=forms.form(rf"(?<!\w)(?:{any_of('day')})$"),
        before_slash_day=forms.form(rf"(?<!\w)(?:{any_of('slash_day')})$"),
        before_from=forms.form(rf"(?<!\w)(?:{any_of('from')})$"),
        before_stamp=forms.form(rf"(?<!\w)(?:{any_of('stamp')})$"),
        before_each=forms.form(rf"(?<!\w)(?:{any_of('each')})\s+\w+$"),
        after_unit=forms.form(rf"\s*(?:{any_of('units')})(?!\w)"),
        after_whole=forms.form(rf"\s+(?:{any_of('wholes')})(?!\w)"),
        after_lunar=forms.form(rf"[\s(,]{{0,3}}(?:{any_of('lunar')})(?!\w)"),
        months=data["months"],
    )


def _announced(text: str, at: int) -> str:
    """What announces the number at `at`: `day`, `slash` (a day if with a slash), `from`, `stamp`,
    `(`, `^` (a line's start) or nothing.
    """
    window = text[max(0, at - _WINDOW) : at]
    bare = window.rstrip(" \t\n,(–:")
    gap = window[len(bare) :]
    words = _words()
    if words.before_day.search(bare):
        return "" if words.before_each.search(bare) else "day"
    if words.before_slash_day.search(bare):
        return "slash"
    if words.before_from.search(bare):
        return "from"
    if words.before_stamp.search(bare):
        return "stamp"
    if gap.endswith("("):
        return "("
    return "^" if "\n" in gap or (not bare and at < _WINDOW) else ""


def _is_day(text: str, match: re.Match[str], *, continues: bool) -> bool:
    """Whether a day and month without a year is one, and no fraction, score or quantity."""
    day, month, sep = int(match["d"]), int(match["m"]), match["s"].strip()
    words, end = _words(), match.end()
    how = "day" if continues else _announced(text, match.start())
    if how == "day":
        quantity = sep == "." or (sep == "-" and day < month)
        return not (quantity and words.after_unit.match(text, end))
    if not how or words.after_whole.match(text, end):
        return False
    if sep != "/":
        # a range of quantities rises, so 20-6 after "từ" is none
        return how in ("from", "slash") and sep == "-" and day > month
    return how != "(" or text[end : end + 1] in set("),;")


def _day(year: str | None, month: int, day: int) -> str | None:
    """The value of a day, or None if the calendar has no such day."""
    if not 1 <= month <= 12:
        return None
    # without a year the 29th of February may be right
    if not 1 <= day <= monthrange(int(year) if year else 2000, month)[1]:
        return None
    return f"{year or '-'}-{month:02}-{day:02}"


def _mention(
    match: re.Match[str], value: str, precision: str, end_value: str | None = None, kind: str | None = None
) -> DateMention:
    start = match.start("y") if kind == "term" else match.start()
    kind = kind or ("range" if end_value else "point")
    return DateMention(value, end_value, precision, start, match.end(), kind)  # type: ignore[arg-type]


def _stamp(match: re.Match[str], day: str) -> DateMention:
    """The mention of a day with a year, to the minute if the time is written beside it."""
    if not match["hour"]:
        return _mention(match, day, "day")
    hour = int(match["hour"])
    if match["half"] and hour <= 12:
        # twelve o'clock is the beginning of its half
        hour = hour % 12 + 12 * (match["half"].upper() in ("PM", "CH"))
    return _mention(match, f"{day}T{hour:02}:{match['minute']}", "minute")


def _read_full(text: str, match: re.Match[str]) -> DateMention | None:
    value = _day(match["y"], int(match["m"]), int(match["d"]))
    return _stamp(match, value) if value else None


def _read_short_year(text: str, match: re.Match[str]) -> DateMention | None:
    value = _day("20" + match["y"], int(match["m"]), int(match["d"]))
    return _mention(match, value, "day") if value and _announced(text, match.start()) == "day" else None


def _month(name: str) -> int:
    """The number of a month in digits or as a word; 0 if it is none. *năm* in small letters is a year."""
    if name.isdigit():
        return int(name)
    return 5 if name == "Năm" else _words().months.get(name.lower(), 0)


def _read_words(text: str, match: re.Match[str]) -> DateMention | None:
    value = _day(match["y"], _month(match["m"]), int(match["d"]))
    if not value:
        return None
    if match["y"]:
        return _stamp(match, value)
    return _mention(match, value, "day") if _announced(text, match.start()) else None


def _read_day_to_day(text: str, match: re.Match[str]) -> DateMention | None:
    month, month2 = int(match["m"]), int(match["m2"])
    year, year2 = match["y"], match["y2"]
    if year2 and not year:
        year = str(int(year2) - (month > month2))
    elif year and not year2:
        year2 = str(int(year) + (month2 < month))
    value, value2 = _day(year, month, int(match["d"])), _day(year2, month2, int(match["d2"]))
    if not value or not value2 or (year and value >= value2):
        return None
    if not year and (not _announced(text, match.start()) or _words().after_whole.match(text, match.end())):
        return None
    return _mention(match, value, "day", value2)


def _read_days(text: str, match: re.Match[str]) -> DateMention | None:
    year, month = match["y"] or match["yw"], int(match["m"] or match["mw"])
    sep = (match["s"] or "").strip()
    value, value2 = _day(year, month, int(match["d"])), _day(year, month, int(match["d2"]))
    if not value or not value2 or value >= value2:
        return None
    if sep and sep == match["to"].strip():
        return None  # 3-5-7
    how = _announced(text, match.start())
    if not year and (not how or (sep != "/" and _words().after_unit.match(text, match.end()))):
        return None
    if not year and how != "day" and sep == ".":
        return None
    return _mention(match, value, "day", value2)


def _read_term(text: str, match: re.Match[str]) -> DateMention | None:
    gap = int(match["y2"]) - int(match["y"])
    if not 0 < gap <= _LONGEST_TERM:
        return None
    if match["to"].strip() not in "-–" and match.start() == match.start("y"):
        bare = text[max(0, match.start() - _WINDOW) : match.start()].rstrip().lower()
        if not bare.endswith(("từ", "năm", "giai đoạn", "nhiệm kỳ", "thời kỳ", "khóa", "khoá")):
            return None
    return _mention(match, match["y"], "year", match["y2"], "term")


def _read_month(text: str, match: re.Match[str]) -> DateMention | None:
    month = _month(match["m"])
    return _mention(match, f"{match['y']}-{month:02}", "month") if 1 <= month <= 12 else None


def _read_bare_month(text: str, match: re.Match[str]) -> DateMention | None:
    return _read_month(text, match) if _announced(text, match.start()) in ("day", "from") else None


def _read_iso_month(text: str, match: re.Match[str]) -> DateMention | None:
    # elsewhere 2009-10 is a season
    return _read_month(text, match) if _announced(text, match.start()) in ("stamp", "^") else None


def _read_months(text: str, match: re.Match[str]) -> DateMention | None:
    month, month2 = int(match["m"]), int(match["m2"])
    year = match["y"] or match["y2"]
    value, value2 = f"{year}-{month:02}", f"{match['y2']}-{month2:02}"
    if not (1 <= month <= 12 and 1 <= month2 <= 12 and value < value2):
        return None
    return _mention(match, value, "month", value2)


def _read_quarter(text: str, match: re.Match[str]) -> DateMention | None:
    quarter = _ROMAN.get(match["q"].upper()) or int(match["q"])
    return _mention(match, f"{match['y']}-Q{quarter}", "quarter")


def _read_year(text: str, match: re.Match[str]) -> DateMention | None:
    return _mention(match, match["y"], "year")


_Reader = Callable[[str, re.Match[str]], DateMention | None]
# Tried in this order, longer forms before the shorter that they begin with.
_AT_NUMBER: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (forms.ISO, _read_full),
    (forms.TIME_FIRST, _read_full),
    (forms.TERM, _read_term),
    (forms.DAY_TO_DAY, _read_day_to_day),
    (forms.DAYS, _read_days),
    (forms.FULL, _read_full),
    (forms.SHORT_YEAR, _read_short_year),
    (forms.WORDS, _read_words),
    (forms.MONTH_YEAR, _read_bare_month),
    (forms.ISO_MONTH, _read_iso_month),
)
_AT_WORD: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (forms.MONTHS, _read_months),
    (forms.MONTH, _read_month),
    (forms.QUARTER, _read_quarter),
    (forms.TERM_WORD, _read_term),
    (forms.YEAR_WORD, _read_year),
)


def _read_at(text: str, at: int, *, continues: bool) -> DateMention | None:
    """The date that begins at `at`, if any. `continues`: another day stands before it in the same list."""
    number = text[at].isdigit()
    for pattern, read in _AT_NUMBER if number else _AT_WORD:
        match = pattern.match(text, at)
        if match and (mention := read(text, match)):
            return mention
    match = forms.PLAIN.match(text, at) if number else None
    if match and (value := _day(None, int(match["m"]), int(match["d"]))):
        return _mention(match, value, "day") if _is_day(text, match, continues=continues) else None
    return None


def _mentions(text: str) -> Iterator[DateMention]:
    at = 0
    while anchor := forms.ANCHOR.search(text, at):
        at = anchor.end()
        mention = _read_at(text, anchor.start(), continues=False)
        while mention:
            at = mention.end
            if not _words().after_lunar.match(text, at):
                yield mention
            following = forms.CONTINUES.match(text, at) if mention.precision == "day" else None
            if not following or not text[following.end() : following.end() + 1].isdigit():
                break
            mention = _read_at(text, following.end(), continues=True)


def dates(text: str) -> list[DateMention]:
    """The dates in `text` (NFC), in order, not overlapping.

    `value` is as precise as the text: `2021`, `2021-Q2`, `2021-07`, `2021-07-13`, `2021-07-13T08:30`, and
    `--07-13` without a year. `kind` is `point`; `range` (of days or months, with `end_value`); or `term` (of
    years, with `end_value`: a term of office, a planning period), which is never the date of an event. The
    span begins at the number or at *tháng*, *quý*, *năm*; words that announce a day (*sáng*, *ngày*) are not
    in it.
    """
    return list(_mentions(text))


def with_year(value: str, published: str | None) -> tuple[str, bool]:
    """`value` with a missing year taken from the publication date, and whether it was taken.

    The year is that of `published` (a date of any precision), or the one before if the day would lie more
    than 60 days after publication. A value that has a year, or no publication date to go by, is returned as
    it is.
    """
    if not value.startswith("--") or not published or not published[:4].isdigit():
        return value, False
    year, month, day = int(published[:4]), int(value[2:4]), int(value[5:7])
    # a publication date of a year or month alone may mean its last day
    to_month = int(published[5:7]) if len(published) >= 7 else 12
    to_day = int(published[8:10]) if len(published) >= 10 else monthrange(year, to_month)[1]
    try:
        if date(year, month, day) - date(year, to_month, to_day) > _LATEST_AFTER_PUBLICATION:
            year -= 1
        return f"{date(year, month, day).isoformat()}{value[7:]}", True
    except ValueError:  # the 29th of February, in a year that has none
        return value, False
