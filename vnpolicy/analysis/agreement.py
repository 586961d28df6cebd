"""The facts of an event that its reports agree on: of each the best-supported value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from vnpolicy.model import Event
from vnpolicy.text.unicode import fold, old_tone

_SYLLABLE = re.compile(r"\w+")
_TRUST = {"text": 3, "inferred": 3, "published": 1}  # a publication date only stands in for the event's


def agreed(told: Sequence[Event]) -> Event:
    """One event of what its reports say, the lead's facts first. `told` is not empty.

    The date that most reports state (a day without a year supports the same day of a year); the place and
    province that most state; the name that is most like all the others; organizers and chairs that at least
    half as many reports name as the one that most name. Of equally supported values that of the first
    report.
    """
    date, date_from, end_date = _date(told)
    province = _most(event.province for event in told)
    there = [event for event in told if event.province == province] or list(told)
    return Event(
        name=_name([event.name for event in told if event.name]),
        date=date,
        date_from=date_from,
        end_date=end_date,
        place=_most(event.place for event in there),
        province=province,
        organizers=_supported([event.organizers for event in told]),
        chairs=_supported([event.chairs for event in told]),
    )


def _most(values: Iterable[str | None]) -> str | None:
    """The commonest value, whatever its case and diacritics, as first written."""
    written: dict[str, str] = {}
    count: Counter[str] = Counter()
    for value in values:
        if value:
            written.setdefault(fold(value), value)
            count[fold(value)] += 1
    return written[max(count, key=lambda key: count[key])] if count else None


def _date(told: Sequence[Event]) -> tuple[str | None, str | None, str | None]:
    """The best-supported date, where it was found, and the end date given with it."""
    dated = [event for event in told if event.date]
    if not dated:
        return None, None, None

    def support(date: str) -> tuple[int, int]:
        # a less precise date supports one that lies within it
        trust = sum(
            _TRUST.get(event.date_from or "", 1) for event in dated if _within(date, event.date or "")
        )
        return trust, len(date) if date[0] != "-" else 0

    best = max(dated, key=lambda event: support(event.date or ""))
    same = [event for event in dated if event.date == best.date]
    stated = next((event for event in same if event.date_from == "text"), best)
    return best.date, stated.date_from, _most(event.end_date for event in same)


def _within(date: str, other: str) -> bool:
    """Whether `date` is `other`, or `other` less precise (or without its year)."""
    if other.startswith("--") or date.startswith("--"):
        return date.lstrip("-")[-5:] == other[-5:] if len(date) >= 7 else False
    return date.startswith(other)


def _name(names: Sequence[str]) -> str | None:
    """The name that shares most syllables with the others, for its length."""
    bags = [frozenset(_SYLLABLE.findall(old_tone(name.lower()))) for name in names]

    def support(i: int) -> float:
        return sum(len(bags[i] & bag) / max(1, len(bags[i] | bag)) for bag in bags)

    return names[max(range(len(names)), key=support)] if names else None


def _supported(told: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The values that enough reports state, in order of support, then of appearance."""
    written: dict[str, str] = {}
    count: Counter[str] = Counter()
    for values in told:
        for key, value in {fold(value): value for value in values}.items():
            written.setdefault(key, value)
            count[key] += 1
    order = sorted(count, key=lambda key: -count[key])  # stable
    return tuple(written[key] for key in order if 2 * count[key] >= count[order[0]])
