"""The day of an event: the dates a document gives, and the evidence for each being the event's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract.event_evidence import zone
from vnpolicy.extract.event_names import Candidate, Part
from vnpolicy.extract.patterns import alternation, plain
from vnpolicy.model import DateMention
from vnpolicy.text.dates import dates, with_year

PARTS = 26
"""Sentences in which the day of the event is looked for, besides the one that names it."""

_RELATIVE = re.compile(
    r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm|hôm|ngày)\s(?P<w>nay|qua)(?!\w)(?!\s?[(,]?\s?(?:ngày\s)?\d)"
)
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PART_OF_YEAR = re.compile(
    r"(?<!\w)(?:tháng\s(?:đầu|cuối)(?:\scủa)?|từ nay đến (?:cuối|hết)|năm nay,?)\snăm\s((?:19|20)\d\d)(?!\d)"
)
_YEAR_OF_NAME = re.compile(r"(?<![\d/.,-])((?:19|20)\d\d)(?![\d%]|\s?[-–/]\s?\w)")
_WHOLE_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d%.,]*\d)")
_PLAN = re.compile(
    r"(?<!\w)(?:đến|tới|sẽ|trước|từ|giai đoạn|nhiệm kỳ|tầm nhìn|hướng|cuối|mục tiêu|luật|qh)(?!\w)[^,;]*$"
    r"|\d{4}\s?[-–]\s?$"
)
_OLDEST = "1990"
"""Years before this one are those of history."""

_AHEAD = re.compile(
    r"(?:(?<!tính )đến|tới|vào|sẽ|trước|kể từ|từ|sinh)\s(?:(?:hết|cuối|đầu|tháng|ngày)\s){0,2}$"
)


@cache
def _not_own() -> re.Pattern[str]:
    words = alternation(lexicon.table("event_nouns.toml")["other_years"])
    return re.compile(rf"(?<!\w)(?:{words})(?:\s\S+){{0,12}}\s?$")


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a part states at `start`; `value` is None for one told from the day of publication (`back`
    days before).
    """

    part: Part
    start: int
    end: int
    value: str | None
    end_value: str | None
    back: int


def days(parts: Sequence[Part], name: Candidate | None) -> list[Day]:
    """The days that the beginning of a document, and the sentence that names the event, state."""
    found = []
    for part in parts:
        if part.number >= PARTS and not (name and name.mention.part is part):
            continue
        found += [Day(part, d.start, d.end, d.value[:10], _end(d), 0) for d in dates(part.text) if _is_day(d)]
        found += [
            Day(part, m.start(), m.end(), None, None, int(m["w"] == "qua"))
            for m in _RELATIVE.finditer(part.view)
        ]
    return sorted(found, key=lambda d: (d.part.number, d.start))


def _is_day(mention: DateMention) -> bool:
    return mention.precision in ("day", "minute") and mention.kind != "term"


def _end(mention: DateMention) -> str | None:
    return mention.end_value[:10] if mention.kind == "range" and mention.end_value else None


def day_features(day: Day, name: Candidate | None, counts: Counter[str], first: Day) -> list[str]:
    """What speaks for `day` being the event's; `counts` are the mentions of each day, `first` the first of
    all.
    """
    part = day.part
    before = _WORD.findall(part.view[max(0, day.start - 40) : day.start])
    after = _WORD.findall(part.view[day.end : day.end + 30])
    place = zone(part.number)
    features = [
        f"zone={place}",
        f"before={' '.join(before[-1:]) if before and not before[-1].isdigit() else ''}",
        f"before2={' '.join(before[-2:]) if before and not before[-1].isdigit() else ''}",
        f"after={' '.join(after[:1])}",
        f"starts={day.start < 12}",
        f"relative={day.value is None}",
        f"year={day.value is not None and not day.value.startswith('--')}",
        f"count={min(3, counts[day.value or ''])}",
        f"range={day.end_value is not None}",
        f"bracket={part.text[max(0, day.start - 1) : day.start] == '('}",
    ]
    if day is first:
        features.append("first")
    if name is not None:
        mention = name.mention
        if mention.part is part:
            features.append("with name")
            gap = day.start - name.end if day.start >= name.end else mention.start - day.end
            features.append(
                f"gap={'before' if day.start < mention.start else 'after'},{min(4, max(0, gap) // 25)}"
            )
            if mention.start <= day.start < name.end:
                features.append("within name")
        elif mention.part.number > part.number >= 0:
            features.append("earlier than name")
        features.append(f"name zone={zone(mention.part.number)},{place}")
    return features


def none_features(found: Sequence[Day]) -> list[str]:
    """What speaks for the event's day not being stated."""
    return ["none", f"none,days={min(3, len(found))}", f"none,early={any(d.part.number <= 3 for d in found)}"]


def text_year(parts: Sequence[Part], name: str | None, day: str) -> str | None:
    """The year a document treats as its own, for an event of `day` (`--MM-DD`); None where it does not tell.

    It is the latest of: the year in the event's name or the title; those of parts of a year reported on;
    those of dates and months at most three months from the day. A year is not its own if the text
    speaks more often of a later one.
    """
    years = {m[1] for part in parts for m in _PART_OF_YEAR.finditer(part.view)}
    for view in (plain(name or ""), *(p.view for p in parts if p.number < 0)):
        years |= {m[1] for m in _YEAR_OF_NAME.finditer(view) if not _not_own().search(view, 0, m.start())}
    month = int(day[2:4])
    told: Counter[str] = Counter()
    for part in parts:
        if _YEAR.search(part.view):
            told.update(m[0] for m in _WHOLE_YEAR.finditer(part.view) if not _plan(part.view, m.start()))
            years |= {
                d.value[:4] for d in dates(part.text) if _is_near(d, month) and not _ahead(part.view, d.start)
            }
    own = max(years, default=None)
    if own is None or own < _OLDEST or any(y > own and told[y] > told[own] for y in told):
        return None
    return own


def _plan(view: str, at: int) -> bool:
    """Whether the year at `at` may lie ahead: after `đến`, in `giai đoạn`, at the end of a range."""
    return _PLAN.search(view[max(0, at - 30) : at]) is not None


def _is_near(mention: DateMention, month: int) -> bool:
    value = mention.value
    if (
        value.startswith("--")
        or mention.kind == "term"
        or mention.precision not in ("minute", "day", "month")
    ):
        return False
    return abs(int(value[5:7]) - month) <= 3


def _ahead(view: str, at: int) -> bool:
    return _AHEAD.search(view[max(0, at - 24) : at]) is not None


def dated(day: Day, published: str | None, year: str | None) -> tuple[str | None, str | None, str | None]:
    """The event's day, last day and where they come from; `year` is that which the text treats as its own."""
    if day.value is None:
        if not published or len(published) < 10:
            return None, None, None
        told = date.fromisoformat(published[:10]) - timedelta(days=day.back)
        return told.isoformat(), None, "published"
    if not day.value.startswith("--"):
        return day.value, day.end_value, "text"
    if published:
        value, inferred = with_year(day.value, published)
        last = with_year(day.end_value, published)[0] if day.end_value else None
        return value, last, "inferred" if inferred else "text"
    if year:
        return year + day.value[1:], year + day.end_value[1:] if day.end_value else None, "text"
    return day.value, day.end_value, "text"
