"""The day of an event: the dates a document gives, and the evidence for each being the event's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vnpolicy.extract.event_evidence import is_birth, zone
from vnpolicy.extract.event_names import Candidate, Part
from vnpolicy.model import DateMention
from vnpolicy.text.dates import dates, with_year

PARTS = 26
"""Sentences in which the day of the event is looked for, besides the one that names it."""

_RELATIVE = re.compile(
    r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm|hôm|ngày)\s(?P<w>nay|qua)(?!\w)(?!\s?[(,]?\s?(?:ngày\s)?\d)"
)
_WORD = re.compile(r"\w+")


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
        found += [
            Day(part, d.start, d.end, d.value[:10], _end(d), 0)
            for d in dates(part.text)
            if _is_day(d) and not is_birth(part.view, d.start)
        ]
        found += [
            Day(part, m.start(), m.end(), None, None, int(m["w"] == "qua"))
            for m in _RELATIVE.finditer(part.view)
        ]
    return sorted(found, key=lambda d: (d.part.number, d.start))


def _is_day(mention: DateMention) -> bool:
    return mention.precision in ("day", "minute") and mention.kind != "term"


def _end(mention: DateMention) -> str | None:
    return mention.end_value[:10] if mention.kind == "range" and mention.end_value else None


def day_features(
    day: Day, name: Candidate | None, shares: tuple[float, float], counts: Counter[str], first: Day
) -> list[str]:
    """What speaks for `day` being the event's.

    `shares` are the probabilities of the event's name standing in the same part, and in a part that states
    the same day; `counts` are the mentions of each day, `first` is the first of all.
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
        f"share={round(3 * shares[0])}",
        f"day's share={round(3 * shares[1])}",
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
