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
from vnpolicy.extract.patterns import LOWER, UPPER, alternation, plain
from vnpolicy.extract.people import is_family, vietnamese

PARTS = 14
"""Sentences in which the place of the event is looked for, besides the one that names it."""

LONGEST = 16
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
    venue = rf"(?i:{alternation(rows['venues'])})(?!\w)(?:{named}|\s[{LOWER}]+(?=[\s,.;)])){{0,9}}"
    level = rf"(?i:{alternation(rows['levels'])}){step}(?:{_NAMES}|\d{{1,2}}(?!\w))"
    within = rf"(?:(?:,\s|\scủa\s|\sở\s|\s)(?:{level}|{_NAMES})|\s?\([^()]{{2,24}}\))"
    return re.compile(
        rf"(?<!\w)(?P<p>[Tt]ại|[Ởở]|[Tt]ừ)\s(?P<s>(?:{venue}|{level}|{_NAMES})(?:{within}){{0,2}})"
    )


@cache
def _remote() -> re.Pattern[str]:
    """A place that takes part from afar: `điểm cầu huyện X`, `phía tỉnh X`."""
    rows = lexicon.table("organizations.toml")
    level = rf"(?i:{alternation(rows['levels'])})(?:(?<=\.)|(?!\w))\s?"
    return re.compile(
        rf"(?<!\w)(?:(?P<p>(?i:phía))\s(?P<s>(?:{level})?{_NAME}(?:\s{_NAME}){{0,3}})"
        rf"|(?P<t>(?i:điểm cầu|đầu cầu)\s(?:{level})?{_NAME}(?:\s{_NAME}){{0,3}}))"
    )


_ONLINE = re.compile(r"(?<!\w)(?:trực tuyến|điểm cầu|đầu cầu|cầu truyền hình)(?!\w)")
_LEVEL_WORD = re.compile(r"(?:tỉnh|huyện|quận|thị xã|xã|phường|thành phố|tp)(?!\w)")
_RUN = re.compile(rf"[{UPPER}][{LOWER}]+\s$")
_ROLE = re.compile(rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí)(?:\s[{UPPER}]\w*){{1,6}},\s[^,.;:]*$")
"""`bà A, giám đốc một xưởng ở `: what follows tells where she works."""
_ROLE_REACH = 110
_ACRONYM = re.compile(rf"[{UPPER}]{{1,5}}\d*")


@cache
def _venues() -> frozenset[str]:
    return frozenset(lexicon.table("organizations.toml")["venues"])


@cache
def _directions() -> frozenset[str]:
    return frozenset(lexicon.table("organizations.toml")["directions"])


@cache
def _no_place() -> re.Pattern[str]:
    rows = lexicon.table("event_nouns.toml")
    nouns = alternation((*rows["classifiers"], *rows["alone"], *rows["no_place"]))
    return re.compile(
        rf"(?:hội trường (?:của )?)?(?:{nouns})(?!\w)"
        r"|(?:điều|khoản|đây|đó)(?!\w)"
    )


@cache
def _end() -> re.Pattern[str]:
    rows, cuts = lexicon.table("event_nouns.toml"), lexicon.table("organizations.toml")["cuts"]
    cuts = [word for word in cuts if word not in ("ở", "tại")]
    return re.compile(
        rf"\s(?:{alternation((*rows['ends'], *cuts, 'tổ chức', 'và', 'với', 'về', 'do', 'cùng'))})(?!\w)"
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
        if _no_place().match(part.view, start) or _is_in_role(part, match.start()):
            continue
        cut = _end().search(part.view, start, end)
        if cut:
            end = cut.start()
        end = _last_place(part, start, end)
        words = part.text[start:end].split()
        if not words or len(words) > LONGEST:
            continue
        if (opened := part.text.rfind("(", start, end)) >= 0:
            aside, closed, _ = part.text[opened + 1 : end].partition(")")
            if not closed or aside.islower():  # `TP X (xin giấu tên)`
                end = start + len(part.text[start:opened].rstrip())
        if not places.province(part.text[start:end]):
            end = _unglued(part, start, end)
        if _is_of_office(part.text[start:end]):
            continue
        how = (
            "known"
            if places.province(part.text[start:end])
            else "venue"
            if words[0][0].islower()
            else "capital"
        )
        text = part.text[start:end]
        # "tại Nhà Quốc hội" names a house, "Hội trường" at the beginning of a title none
        if text.islower() or (plain(text) in _venues() and text[1:].islower()):
            continue
        if how == "capital" and (_ACRONYM.fullmatch(text) or _common(text)):
            continue
        yield Spot(part, start, end, f"{match['p'].lower()} {how}")
    for match in _remote().finditer(part.text):
        if match["s"] and plain(match["s"]) in _directions():
            continue
        group = "t" if match["t"] else "p"
        yield Spot(part, *match.span("t" if match["t"] else "s"), "point" if group == "t" else "side")


def _last_place(part: Part, start: int, end: int) -> int:
    """Where the place ends: what follows a comma belongs to it only if that is a place too."""
    for comma in re.finditer(",", part.view[start:end]):
        rest = part.view[start + comma.end() : end].strip()
        if not (places.known(rest) or places.province(rest)):
            return start + comma.start()
    return end


def _is_in_role(part: Part, at: int) -> bool:
    """Whether what stands at `at` belongs to somebody's office."""
    return _ROLE.search(part.text, max(0, at - _ROLE_REACH), at) is not None


def _is_of_office(text: str) -> bool:
    """Whether a name follows the place at once: `Đại sứ tại | Lào Trần Văn An`."""
    words = text.split()
    return any(
        is_family(words[k]) and places.known(plain(" ".join(words[:k]))) for k in range(1, len(words) - 1)
    )


def _common(text: str) -> bool:
    """Whether `text` is a Vietnamese syllable that is no place the lexicon knows (`tại Tổ 9`)."""
    return " " not in text and vietnamese(plain(text)) and not places.known(plain(text))


def _unglued(part: Part, start: int, end: int) -> int:
    """Where a known place ends to which the next sentence's first word is glued (`Đà Nẵng Đại biểu ...`)."""
    words = [m.end() for m in re.finditer(r"\S+", part.text[start:end])]
    for stop in words[-2:0:-1]:
        if places.province(part.text[start : start + stop]):
            return start + stop
    return end


def _named(part: Part) -> Iterator[Spot]:
    for place in places.places(part.text):
        before = _WORD.findall(part.view[max(0, place.start - 20) : place.start])
        yield Spot(part, place.start, place.end, f"named after {' '.join(before[-1:])}")


def is_online(parts: Sequence[Part]) -> bool:
    """Whether a document tells of places joined from afar."""
    return any(_ONLINE.search(part.view) for part in parts)


def _kind(name: str) -> str:
    """Whether a place is a country or lies in a province that the name tells."""
    if plain(name) in _countries():
        return "country"
    return "home" if places.province(name) else "other"


@cache
def _countries() -> frozenset[str]:
    return frozenset(plain(line) for line in lexicon.lines("countries.txt"))


def regions(found: Sequence[Spot]) -> Counter[str]:
    """How often the places in each province of today are named."""
    return Counter(p for s in found if (p := places.province(s.name)))


def spot_features(
    spot: Spot,
    name: Candidate | None,
    share: float,
    counts: Counter[str],
    first: Spot,
    title: str,
    online: bool,
    named: Counter[str],
) -> list[str]:
    """What speaks for `spot` being the event's place.

    `share` is the probability of the name standing in the same part, `counts` are the mentions of each place
    by name, `title` is the document's title in small letters, `named` are its `regions`.
    """
    part = spot.part
    where = zone(part.number)
    before = _WORD.findall(part.view[max(0, spot.start - 30) : spot.start])
    after = _WORD.findall(part.view[spot.end : spot.end + 30])
    stated = spot.how.split()[0]
    if stated not in ("tại", "ở", "từ", "point", "side"):
        stated = "no"
    in_title = " ".join(plain(spot.name).split()[-2:]) in title
    features = [
        f"title={in_title}",
        f"title={in_title},{stated}",
        f"online={online},{stated}",
        f"online={online},{stated},title={in_title}",
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
    region = places.province(spot.name) or ""
    most = max(named.values(), default=0)
    features += [
        f"share={round(3 * share)},{stated}",
        f"kind={_kind(spot.name)},{stated}",
        f"region={min(4, named[region])},{named[region] == most},{stated}",
    ]
    if stated == "no" and _RUN.search(part.text[max(0, spot.start - 14) : spot.start]):
        features.append("end of a name")
    if spot is first:
        features.append("first")
    if spot.how == "side" and _LEVEL_WORD.match(part.view, spot.start):
        features.append(f"side level={part.view[spot.start : spot.end].split()[0]}")
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
    stated = sum(s.how.startswith(("tại", "ở")) for s in found)
    return ["none", f"none,stated={min(2, stated)}", f"none,found={min(4, len(found))}"]
