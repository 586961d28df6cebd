"""Publication stamps: the line of a page that says when it was published, in the shapes sites use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from vnpolicy.lexicon import table
from vnpolicy.read.lines import key, opening, pattern

_LONGEST = 220
_REST = 3
_REST_SURE = 8
"""A stamp may have a name or a section beside it, more of it where a time or a label makes the stamp sure."""

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})"
_NUMBER = r"(?P<month>\d{1,2})"
_DATES = (
    re.compile(rf"(?<![\d/.-]){_YEAR}[-/.]{_NUMBER}[-/.]{_DAY}(?!\d)"),
    re.compile(rf"(?<![\d/.-]){_DAY}\s?[-/.]\s?{_NUMBER}\s?[-/.]\s?{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\d){_DAY}[\s,]+(?:tháng|thg|th)[\s.]*{_NUMBER}[\s,]+(?:năm\s+)?{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\w)(?:tháng|thg|th)[\s.]*{_NUMBER}\s+{_DAY},?\s+{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\w)(?P<name>[a-z]{{3,9}})\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)"),
    re.compile(
        rf"(?<!\d){_DAY}[\s,]+tháng\s+(?P<word>[^\W\d_]+(?: [^\W\d_]+)?)[\s,]+(?:năm\s+)?{_YEAR}(?!\d)"
    ),
    re.compile(rf"(?<![\d/.-]){_DAY}/{_NUMBER}/(?P<short>\d\d)(?![\d/])"),
    re.compile(rf"(?<!\d){_DAY}[\s-]+(?P<name>[a-z]{{3,9}})\.?,?[\s-]+{_YEAR}(?!\d)"),
)
_DATED = re.compile(r"(?:19|20)\d\d|\d/\d{1,2}/\d\d")
"""What every one of them holds; most lines do not."""
_TIME = re.compile(
    r"(?<![\d/.:-])(?P<hour>\d{1,2})\s?(?::|h|g|giờ)\s?(?P<minute>\d{2})(?:\s?phút)?(?::\d{2}(?:\.\d+)?)?"
    r"\s?(?P<half>am|pm|sa|ch)?(?!\w)"
)
_ZONE = re.compile(r"\(?(?:gmt|utc)\s?(?:[+-]\s?\d{1,2}(?::\d\d)?)?\)?|(?<=\d)t(?=\d)|\+0?7:?00|giờ việt nam")
_HALF_OF_DAY = re.compile(r"(?<!\w)(?:sáng|chiều|tối|trưa|đêm|từ|đến|tại)(?!\w)")
_MADE = re.compile(r"\s*date\s+(?P<value>(?:19|20)\d\d-\d\d(?:-\d\d)?)(?!\d)\s*")
"""The mark that a crawler puts before a text: `date 2021-10`."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A publication date (`2021-07-14T13:48`, `2021-07-14`), its place in its line, and what speaks for it.

    `rest`: how many words of the line belong neither to date nor labels; `ended`: it ends as a sentence.
    """

    value: str
    start: int
    end: int
    timed: bool
    labelled: bool
    weekday: bool
    rest: int
    ended: bool

    @property
    def whole(self) -> bool:
        """Whether the line is nothing but the stamp."""
        if self.ended and self.rest > 1:
            return False
        return self.rest <= (_REST_SURE if self.timed or self.labelled else _REST)


def stamp(text: str) -> Stamp | None:
    """The publication date in a line `text`, day before month; None where it has none."""
    if len(text) > _LONGEST:
        return None
    lower = text.lower()
    found = _date(lower)
    if not found or opening("labels", "other_dates").match(key(text)):
        return None
    day, start, end = found
    bare = lower[:start] + " | " + lower[end:]
    time = _TIME.search(_ZONE.sub(" ", bare))
    hour = _hour(time) if time else None
    if time and hour is not None:
        first = lower.find(time[0].strip())
        start, end = min(start, first), max(end, first + len(time[0].strip()))
        value = f"{day}T{hour:02d}:{int(time['minute']):02d}"
    else:
        value = day
    rest = key(_TIME.sub(" ", _ZONE.sub(" ", bare)))
    weekday = pattern("labels", "weekdays").search(rest)
    label = pattern("labels", "published").search(rest)
    for name in ("views", "published", "weekdays"):
        rest = pattern("labels", name).sub(" ", rest)
    left = re.findall(r"[^\W\d_]+", rest)
    if hour is None and re.search(r"/\d\d$", lower[start:end]):
        return None  # 13/7/21 alone may be anything
    if hour is None and _HALF_OF_DAY.search(rest):
        return None
    labelled = bool(label) and (label[0] != key("ngày") or lower.startswith("ngày"))  # type: ignore[index]
    return Stamp(
        value, start, end, hour is not None, labelled, bool(weekday), len(left), text.rstrip().endswith(".")
    )


def made(text: str) -> tuple[str, int] | None:
    """The date of a mark such as `date 2021-10` at the beginning of `text`, and where it ends."""
    match = _MADE.match(text)
    return (match["value"], match.end()) if match else None


def _hour(match: re.Match[str]) -> int | None:
    hour, half = int(match["hour"]), match["half"]
    if half in ("pm", "ch") and hour < 12:
        hour += 12
    if half in ("am", "sa") and hour == 12:
        hour = 0
    return hour if hour < 24 and int(match["minute"]) < 60 else None


def _date(lower: str) -> tuple[str, int, int] | None:
    """The first date of a line in lower case: its ISO form, start and end."""
    best: tuple[str, int, int] | None = None
    if not _DATED.search(lower):
        return None
    for shape in _DATES:
        for match in shape.finditer(lower):
            value = _iso(match)
            if value and (best is None or match.start() < best[1]):
                best = value, match.start(), match.end()
                break
    return best


@cache
def _months() -> dict[str, int]:
    return dict(table("furniture.toml")["months"])


def _iso(match: re.Match[str]) -> str | None:
    group = match.groupdict()
    named = group["name"][:3] if group.get("name") else group.get("word")
    month = _months().get(named, 0) if named else int(match["month"])
    year = int(group["year"] if "year" in group else "20" + group["short"])
    try:
        return date(year, month, int(match["day"])).isoformat()
    except ValueError:
        return None
