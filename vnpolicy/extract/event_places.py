"""The place of an event: the places a document names, and the evidence for each being the event's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract import places
from vnpolicy.extract.event_evidence import zone
from vnpolicy.extract.event_names import Candidate, Part
from vnpolicy.extract.patterns import LOWER, UPPER, alternation

PARTS = 14
"""Sentences in which the place of the event is looked for, besides the one that names it."""

LONGEST = 10
"""Syllables that a place may have."""

_NAME = rf"[{UPPER}][\w’'&-]*"
_NAMES = rf"{_NAME}(?:(?:\s[-–]\s|\s){_NAME}){{0,6}}"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as written in a part; `how` says by what it was found."""

    part: Part
    start: int
    end: int
    how: str

    @property
    def name(self) -> str:
        """The place as written."""
        return " ".join(self.part.text[self.start : self.end].split())


@cache
def _at() -> re.Pattern[str]:
    """After `tại` or `ở`: a venue, a level with a name, or a name; then what it lies in."""
    rows = lexicon.table("organizations.toml")
    step = r"(?:(?<=\.)|(?!\w))\s?"
    named = rf"\s(?:(?i:{alternation(rows['levels'])}){step})?{_NAME}"
    venue = rf"(?i:{alternation(rows['venues'])})(?!\w)(?:{named}|\s[{LOWER}]+(?=\s)){{0,9}}"
    level = rf"(?i:{alternation(rows['levels'])}){step}(?:{_NAMES}|\d{{1,2}}(?!\w))"
    within = rf"(?:(?:,\s|\scủa\s|\sở\s|\s)(?:{level}|{_NAMES})|\s?\([^()]{{2,24}}\))"
    return re.compile(rf"(?<!\w)(?P<p>[Tt]ại|[Ởở])\s(?P<s>(?:{venue}|{level}|{_NAMES})(?:{within}){{0,2}})")


@cache
def _no_place() -> re.Pattern[str]:
    rows = lexicon.table("event_nouns.toml")
    return re.compile(
        rf"(?:{alternation(rows['classifiers'])}|{alternation(rows['alone'])})(?!\w)|(?:điều|khoản|đây|đó)(?!\w)"
    )


@cache
def _end() -> re.Pattern[str]:
    rows, cuts = lexicon.table("event_nouns.toml"), lexicon.table("organizations.toml")["cuts"]
    cuts = [word for word in cuts if word not in ("ở", "tại")]
    return re.compile(
        rf"\s(?:{alternation((*rows['ends'], *cuts, 'tổ chức', 'và', 'với', 'về', 'do'))})(?!\w)"
    )


def spots(parts: Sequence[Part], name: Candidate | None) -> list[Spot]:
    """The places that the beginning of a document, and the sentence that names the event, state; the first of
    each way.
    """
    found: list[Spot] = []
    for part in parts:
        if part.number < PARTS or (name and name.mention.part is part):
            taken = list(_stated(part))
            found += taken
            found += [s for s in _named(part) if all(s.end <= t.start or s.start >= t.end for t in taken)]
    return found


def _stated(part: Part) -> Iterator[Spot]:
    for match in _at().finditer(part.text):
        start, end = match.span("s")
        if _no_place().match(part.view, start):
            continue
        cut = _end().search(part.view, start, end)
        if cut:
            end = cut.start()
        end = _last_place(part, start, end)
        words = part.text[start:end].split()
        if not words or len(words) > LONGEST:
            continue
        how = (
            "known"
            if places.province(part.text[start:end])
            else "venue"
            if words[0][0].islower()
            else "capital"
        )
        yield Spot(part, start, end, f"{match['p'].lower()} {how}")


def _last_place(part: Part, start: int, end: int) -> int:
    """Where the place ends: what follows a comma belongs to it only if that is a place too."""
    for comma in re.finditer(",", part.view[start:end]):
        rest = part.view[start + comma.end() : end].strip()
        if not (places.known(rest) or places.province(rest)):
            return start + comma.start()
    return end


def _named(part: Part) -> Iterator[Spot]:
    for place in places.places(part.text):
        before = _WORD.findall(part.view[max(0, place.start - 20) : place.start])
        yield Spot(part, place.start, place.end, f"named after {' '.join(before[-1:])}")


def spot_features(spot: Spot, name: Candidate | None, counts: Counter[str], first: Spot) -> list[str]:
    """What speaks for `spot` being the event's place; `counts` the mentions of each place by name."""
    part = spot.part
    where = zone(part.number)
    before = _WORD.findall(part.view[max(0, spot.start - 30) : spot.start])
    after = _WORD.findall(part.view[spot.end : spot.end + 30])
    stated = "tại" in spot.how or "ở" in spot.how
    features = [
        f"how={spot.how}",
        f"zone={where}",
        f"stated={stated},zone={where}",
        f"before2={' '.join(before[-2:])}",
        f"after={' '.join(after[:1])}",
        f"known={places.province(spot.name) is not None}",
        f"starts={spot.start < 8},{stated}",
        f"early={spot.start < 40},{stated}",
        f"count={min(4, counts[spot.name])},{stated}",
        f"words={min(6, len(spot.name.split()))}",
        f"mark={part.text[spot.end : spot.end + 1].strip()[:1] or 'space'}",
    ]
    if spot is first:
        features.append("first")
    if name is not None:
        mention = name.mention
        same = mention.part is part
        features.append(f"with name={same},{stated}")
        if same:
            side = (
                "within"
                if mention.start <= spot.start < name.end
                else "before"
                if spot.start < mention.start
                else "after"
            )
            features.append(f"side={side},{stated}")
        features.append(f"name zone={zone(mention.part.number)},{where},{stated}")
    return features


def none_features(found: Sequence[Spot]) -> list[str]:
    """What speaks for the place not being stated."""
    stated = sum("tại" in s.how or "ở" in s.how for s in found)
    return ["none", f"none,stated={min(2, stated)}", f"none,found={min(4, len(found))}"]
