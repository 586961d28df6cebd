"""The year of an event whose day is stated without one: the years a document gives, the evidence for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract.event_evidence import zone
from vnpolicy.extract.event_names import Part
from vnpolicy.extract.patterns import alternation, plain
from vnpolicy.model import DateMention
from vnpolicy.text.dates import dates

_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d%.,]*\d)")
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


def year_cases(parts: Sequence[Part], name: str | None, day: str) -> tuple[list[str], list[list[str]]]:
    """The years a document gives with the features of each, and last those of none being the event's, for an
    event called `name` on `day` (`--MM-DD`).
    """
    signs: dict[str, Counter[str]] = {}
    for part in parts:
        if _YEAR.search(part.view):
            _read(part, day, signs)
    for match in _YEAR.finditer(plain(name or "")):
        if not _not_own().search(plain(name or ""), 0, match.start()):
            signs.setdefault(match[0], Counter())["in name"] += 1
    years = sorted(y for y in signs if y >= _OLDEST)
    told = {y: signs[y]["told"] for y in years}
    unplanned = max((y for y in years if told[y]), default="")
    most = max((told[y] for y in years), default=0)
    features = []
    for year in years:
        later = [y for y in years if y > year]
        found = [sign for sign in signs[year] if sign != "told"]
        found += [
            f"latest={year == years[-1]},{year == unplanned}",
            f"later={min(2, sum(told[y] > 0 for y in later))}",
            f"told={min(3, told[year])},{year == unplanned}",
            f"most={told[year] == most},{year == unplanned}",
            f"year before={str(int(year) - 1) in signs},{year == unplanned}",
            f"year after={str(int(year) + 1) in signs},{year == unplanned}",
        ]
        features.append(found)
    return years, [*features, ["none", f"none,years={min(3, len(years))}"]]


def _read(part: Part, day: str, signs: dict[str, Counter[str]]) -> None:
    """Adds what a part says of each year that it holds."""
    spans = [(d.start, d.end, d) for d in dates(part.text)]
    for match in _YEAR.finditer(part.view):
        at, end = match.span()
        found = signs.setdefault(match[0], Counter())
        before = _WORD.findall(part.view[max(0, at - 30) : at])
        planned = _PLAN.search(part.view[max(0, at - 30) : at]) is not None
        dated = next((d for start, stop, d in spans if start <= at < stop), None)
        numbered = _NUMBER.match(part.view, end) is not None
        kind = "plan" if planned else "number" if numbered else "plain"
        if _RANGE.match(part.view, end):
            kind = "range"
        elif dated and dated.kind != "term" and dated.precision in ("minute", "day", "month"):
            kind = _date_kind(dated, part, day)
        elif _PART_OF_YEAR.search(part.view[max(0, at - 40) : at]):
            kind = "part of year"
        elif kind == "plain" and _yearly().search(part.view, max(0, at - 80), at):
            kind = "yearly"
        found[f"kind={kind}"] += 1
        if kind in ("plain", "part of year", "near", "same"):
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
        return "same"
    if _AHEAD.search(part.view[max(0, mention.start - 24) : mention.start]):
        return "ahead"
    return "near" if abs(int(mention.value[5:7]) - int(day[2:4])) <= 3 else "far"
