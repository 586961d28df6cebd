"""The year of an event whose day is stated without one: the years a document gives, the evidence for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract.event_evidence import is_birth, zone
from vnpolicy.extract.event_names import Part
from vnpolicy.extract.patterns import alternation, phrases, plain
from vnpolicy.model import DateMention
from vnpolicy.text.dates import dates

_WORD = re.compile(r"\w+")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""What may be a year."""

_APART = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d%.,]*\d)")
_PART_OF_YEAR = re.compile(
    r"(?<!\w)(?:tháng\s(?:đầu|cuối)(?:\scủa)?|từ nay đến (?:cuối|hết)|năm nay,?)\snăm\s$"
)
_NUMBER = re.compile(r"\s?/\s?\w")
_RANGE = re.compile(r"\s?[-–]\s?(?:19|20)\d\d")
_PLAN = re.compile(
    r"(?<!\w)(?:đến|tới|sẽ|trước|từ|giai đoạn|nhiệm kỳ|tầm nhìn|hướng|cuối|mục tiêu|luật|qh)(?!\w)[^,;]*$"
    r"|\d{4}\s?[-–]\s?$"
)
_AHEAD = re.compile(
    r"(?:(?<!tính )đến|tới|vào|sẽ|trước|kể từ|từ|sinh)\s(?:(?:hết|cuối|đầu|tháng|ngày)\s){0,2}$"
)
_TO_COME = re.compile(r"(?<!\w)(?:sẽ|phải|dự kiến|kể từ|trước)\s[^,;]*$")
_EITHER = re.compile(r"(?<!\w)(?:đến|tới|từ|vào|trong)\s(?:(?:hết|cuối|giữa|đầu|năm|tháng|ngày)\s){0,2}$")
"""Before a date: it is to come, or (`đến hết tháng 3/2021`) may be past or to come."""

_THEN = re.compile(r",?\s(?:sẽ|phải)\s")
_NEAR = 6
"""Months within which what has happened, or will, is told with its year as of this one."""

_UNOPPOSED = ["past later=False", "ahead earlier=False"]
_COUNTED = ("told", "planned")
_OLDEST = "1990"
"""Years before this one are those of history."""


@cache
def _not_own() -> re.Pattern[str]:
    words = alternation(lexicon.table("event_nouns.toml")["other_years"])
    return re.compile(rf"(?<!\w)(?:{words})(?:\s\S+){{0,12}}\s?$")


@cache
def _yearly() -> re.Pattern[str]:
    words = alternation(lexicon.table("event_nouns.toml")["yearly"])
    return re.compile(rf"(?<!\w)(?:{words})(?:\s[^\s,;.]+){{0,8}}\s?$")


@cache
def _other() -> re.Pattern[str]:
    return phrases(lexicon.table("event_nouns.toml")["other"])


def year_cases(parts: Sequence[Part], name: str | None, day: str) -> tuple[list[str], list[list[str]]]:
    """The years a document gives with the features of each, and last those of none being the event's, for an
    event called `name` on `day` (`--MM-DD`).
    """
    signs: dict[str, Counter[str]] = {}
    months: dict[bool, set[int]] = {False: set(), True: set()}
    for part in parts:
        if YEAR.search(part.view):
            _read(part, day, signs, months)
    for match in _APART.finditer(plain(name or "")):
        if not _not_own().search(plain(name or ""), 0, match.start()):
            signs.setdefault(match[0], Counter())["in name"] += 1
    years = sorted(y for y in signs if y >= _OLDEST)
    told = {y: signs[y]["told"] for y in years}
    unplanned = max((y for y in years if told[y]), default="")
    most = max((told[y] for y in years), default=0)
    first_planned = min((y for y in years if signs[y]["planned"]), default="")
    fitting = [y for y in years if _fits(12 * int(y) + int(day[2:4]), months)[:2] == _UNOPPOSED]
    features = []
    for year in years:
        later = [y for y in years if y > year]
        found = [sign for sign in signs[year] if sign not in _COUNTED]
        found += _fits(12 * int(year) + int(day[2:4]), months)
        if any(months.values()):
            found.append(f"unopposed={year in fitting},{min(2, len(fitting))}")
        found += [
            f"first planned={year == first_planned}",
            f"latest={year == years[-1]},{year == unplanned}",
            f"later={min(2, sum(told[y] > 0 for y in later))}",
            f"told={min(3, told[year])},{year == unplanned}",
            f"most={told[year] == most},{year == unplanned}",
            f"year before={str(int(year) - 1) in signs},{year == unplanned}",
            f"year after={str(int(year) + 1) in signs},{year == unplanned}",
        ]
        features.append(found)
    return years, [*features, ["none", f"none,years={min(3, len(years))}"]]


def _fits(month: int, months: dict[bool, set[int]]) -> list[str]:
    """How an event in `month` stands to those that are told with their year: `months` past and to come, each
    counted from the year 0.
    """
    past, ahead = months[False], months[True]
    return [
        f"past later={any(m > month for m in past)}",
        f"ahead earlier={any(m < month for m in ahead)}",
        f"past near={any(month - _NEAR <= m <= month for m in past)}",
        f"ahead near={any(month <= m <= month + _NEAR for m in ahead)}",
    ]


def _read(part: Part, day: str, signs: dict[str, Counter[str]], months: dict[bool, set[int]]) -> None:
    """Adds what a part says of each year that it holds, and the months with a year to those past (False) and
    to come (True).
    """
    spans = [(d.start, d.end, d) for d in dates(part.text)]
    for match in YEAR.finditer(part.view):
        at, end = match.span()
        # "2.015" is a number, the year of "17.3.2015" none
        if not _APART.match(part.view, at) and not any(start < at < stop for start, stop, _ in spans):
            continue
        if is_birth(part.view, next((start for start, stop, _ in spans if start <= at < stop), at)):
            continue
        found = signs.setdefault(match[0], Counter())
        before = _WORD.findall(part.view[max(0, at - 30) : at])
        planned = _PLAN.search(part.view[max(0, at - 30) : at]) is not None
        dated = next((d for start, stop, d in spans if start <= at < stop), None)
        numbered = _NUMBER.match(part.view, end) is not None
        kind = "plan" if planned else "number" if numbered else "plain"
        if _RANGE.match(part.view, end):
            kind = "range"
        elif dated and dated.kind != "term" and dated.precision in ("minute", "day", "month", "quarter"):
            kind = _date_kind(dated, part, day)
            told = _told(dated, part)
            if told is not None:
                months[told].add(12 * int(dated.value[:4]) + _month(dated))
        elif _PART_OF_YEAR.search(part.view[max(0, at - 40) : at]):
            kind = "part of year"
        elif kind == "plain" and _yearly().search(part.view, max(0, at - 80), at):
            kind = "yearly"
        found[f"kind={kind}"] += 1
        found["planned"] += planned or kind == "ahead"
        if kind in ("plain", "part of year", "near before", "near after", "same"):
            found["told"] += 1
            found[f"zone={zone(part.number)},{kind}"] += 1
        if kind == "plain":
            found[f"before={' '.join(before[-1:])}"] += 1
            found[f"before2={' '.join(before[-2:])}"] += 1
        if part.number < 0 and not _not_own().search(part.view, 0, at):
            found["in title"] += 1


def _date_kind(mention: DateMention, part: Part, day: str) -> str:
    """How a date with a year stands to the day of the event (`--MM-DD`)."""
    if mention.value[4:10] == day[1:]:
        told_apart = _other().search(part.view, max(0, mention.start - 30), mention.start)
        return "same day of another" if told_apart else "same"
    if _AHEAD.search(part.view[max(0, mention.start - 24) : mention.start]):
        return "ahead"
    months = _month(mention) - int(day[2:4])
    return f"{'near' if abs(months) <= 3 else 'far'} {'before' if mention.value[5:] < day[2:] else 'after'}"


def _told(mention: DateMention, part: Part) -> bool | None:
    """Whether a date is told as to come; None where it may be past or to come."""
    before = part.view[max(0, mention.start - 40) : mention.start]
    if _TO_COME.search(before) or _THEN.match(part.view, mention.end):
        return True
    return None if _EITHER.search(before) else False


def _month(mention: DateMention) -> int:
    """The month of a date, of a quarter the second."""
    return 3 * int(mention.value[6]) - 1 if mention.precision == "quarter" else int(mention.value[5:7])
