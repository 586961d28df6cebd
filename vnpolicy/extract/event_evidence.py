"""What speaks for a reading of an event's name, and for a document reporting an event at all, as named
features.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from vnpolicy import lexicon
from vnpolicy.extract.event_names import Candidate, Mention, Part
from vnpolicy.extract.patterns import alternation, phrases

_WORD = re.compile(r"\w+")
DATE = r"(?<![\d/.,-])\d{1,2}\s?[/.-]\s?\d{1,2}(?![\d%])"
"""A day and month in figures, as a pattern."""
_DATES = re.compile(DATE)
_DAY = re.compile(rf"{DATE}|(?:sáng|chiều|tối|hôm)\s(?:nay|qua)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BIRTH = re.compile(r"(?<!\w)(?:sn|sinh|sinh ngày|sinh năm)[:\s]+$")
_OVER_COMMA = re.compile(r", (\w+)")
_OVER = re.compile(r"(?<!\w)(bàn|có|của|do|giữa|ngày|tại|theo|trong|tổ chức|và|về|với|với chủ đề)(?!\w)")


_OF_BEST = (
    "zone",
    "noun",
    "before=",
    "how",
    "day",
    "other",
    "head",
    "count",
    "classifier",
    "length=",
    "quote",
)
"""The features of the best name that also speak for the document being a report."""


@cache
def _other() -> re.Pattern[str]:
    return phrases(lexicon.table("event_nouns.toml")["other"])


@cache
def _frame() -> re.Pattern[str]:
    """Words after which a meeting is the occasion or the subject of another."""
    return phrases(lexicon.table("event_nouns.toml")["frame"])


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the whole document says: `nouns` counts the mentions of each noun, `head` is the noun spoken of
    most.
    """

    nouns: Counter[str]
    head: str
    first_day: int
    parts: int
    beginnings: Counter[str]
    syllables: Counter[str]
    title: frozenset[str]


def evidence(parts: Sequence[Part], mentions: Sequence[Mention]) -> Evidence:
    """The evidence of a document whose parts hold `mentions`."""
    nouns = Counter(_kind(m.noun) for m in mentions)
    head = max(nouns, key=lambda n: (nouns[n], n)) if nouns else ""
    first_day = next((p.number for p in parts if _DAY.search(p.view)), 99)
    beginnings = Counter(
        " ".join(_WORD.findall(m.part.view[m.noun_end : m.noun_end + 60])[:4]) for m in mentions
    )
    syllables = Counter(
        w for m in mentions for w in set(_WORD.findall(m.part.view[m.noun_end : m.noun_end + 80]))
    )
    title = frozenset(w for p in parts if p.number < 0 for w in _WORD.findall(p.view))
    return Evidence(nouns, head, first_day, len(parts), beginnings, syllables, title)


def _shared(words: Sequence[str], found: Evidence) -> float:
    """The share of `words` that stand after other mentions too."""
    return sum(found.syllables[w] > 1 for w in words) / max(1, len(words))


def _kind(noun: str) -> str:
    """The first two syllables of a noun, by which the text comes back to it."""
    return " ".join(noun.split()[:2])


def is_birth(view: str, at: int) -> bool:
    """Whether the date or year at `at` tells when somebody was born: `sinh ngày 2/9/1970`, `SN 1970`."""
    return _BIRTH.search(view, max(0, at - 16), at) is not None


def zone(number: int) -> str:
    """The part of the document by the number of the sentence."""
    if number < 0:
        return "title"
    for limit, name in ((0, "first"), (1, "second"), (3, "third"), (7, "early"), (15, "middle")):
        if number <= limit:
            return name
    return "late"


def _bucket(count: int, *limits: int) -> str:
    return str(next((limit for limit in limits if count <= limit), "more"))


def mention_features(mention: Mention, found: Evidence) -> list[str]:
    """What speaks for a mention being of the event reported on."""
    part = mention.part
    before = _WORD.findall(part.view[max(0, mention.start - 40) : mention.start])
    place = zone(part.number)
    features = [
        f"zone={place}",
        f"noun={_kind(mention.noun)}",
        f"classifier={mention.classifier}",
        f"before={' '.join(before[-1:])}",
        f"before2={' '.join(before[-2:])}",
        f"starts={mention.start == 0}",
        f"capital={part.text[mention.noun_start].isupper()}",
        f"count={_bucket(found.nouns[_kind(mention.noun)], 1, 2, 4, 8)}",
    ]
    if _kind(mention.noun) == found.head:
        features.append("head")
    if _DAY.search(part.view):
        features += ["day", f"day,zone={place}"]
    if part.number == found.first_day:
        features.append("first day")
    if _other().search(part.view[max(0, mention.start - 60) : mention.start]):
        features.append("other")
    ahead = part.view[max(0, mention.start - 40) : mention.start]
    if _frame().search(ahead):
        features.append("frame")
    features.append(f"held={_held().search(ahead) is not None}")
    features.append(f"said at={_said_at().search(ahead) is not None}")
    features.append(f"at={_AT.search(ahead) is not None}")
    features.append(f"position={_bucket(mention.start, 0, 25, 60, 120, 200)}")
    if _TIME.search(part.view, 0, mention.start):
        features.append("after a time")
    if _TAKES_PLACE.search(part.view, mention.noun_end, mention.noun_end + 160):
        features.append("takes place")
    return features


def candidate_features(candidate: Candidate, found: Evidence) -> list[str]:
    """What speaks for a reading of a name."""
    mention, part = candidate.mention, candidate.mention.part
    inner = part.view[mention.noun_end : candidate.end]
    words = _WORD.findall(inner)
    after = _WORD.findall(part.view[candidate.end : candidate.end + 30])
    mark = part.text[candidate.end : candidate.end + 1].strip() or "space"
    features = mention_features(mention, found)
    features += [
        f"how={candidate.how}",
        f"after={' '.join(after[:1])}",
        f"length={_bucket(len(words), 0, 1, 2, 4, 6, 9, 13, 18, 25, 35)}",
        f"mark={mark if not mark.isalnum() else 'word'}",
        f"commas={min(inner.count(','), 3)}",
        f"of={min(len(re.findall(' của ', inner)), 2)}",
    ]
    if "“" in inner or '"' in inner:
        features.append("quote")
    if inner.count("(") != inner.count(")") or inner.count("“") > inner.count("”") or inner.count('"') % 2:
        features.append("open")
    if _YEAR.search(inner):
        features.append("year")
    if _DAY.search(inner):
        features.append("day inside")
    if len(words) <= 1:
        features.append(f"bare,zone={zone(part.number)}")
    features.append(f"length,how={len(words) > 2},{candidate.how}")
    features.append(f"how,after={candidate.how},{' '.join(after[:1])}")
    features.append(f"after2={' '.join(after[:2])}")
    features += [f"over comma {w}" for w in dict.fromkeys(_OVER_COMMA.findall(inner))]
    features += [f"over {w}" for w in dict.fromkeys(_OVER.findall(inner))]
    if part.number >= 0 and words:
        features.append(f"title={round(4 * sum(w in found.title for w in words) / len(words))}")
    key = " ".join(words[:4])
    features.append(f"again={_bucket(found.beginnings[key] if len(words) > 3 else 0, 0, 1, 2)}")
    features.append(f"shared={_bucket(round(10 * _shared(words, found)), 0, 2, 4, 6, 8)}")
    if re.search(r", (?:quốc hội|chính phủ|ủy ban|ubnd|bộ|hđnd|sở|ban)(?!\w)", inner):
        features.append("body inside")
    if "lần thứ" in inner:
        features.append("ordinal")
    return features


LEAD = 3
"""Sentences whose wording speaks for or against a report, besides the title."""

_TIME = re.compile(
    r"(?:(?:sáng|trưa|chiều|tối)(?:\s(?:nay|qua|ngày))?|ngày|hôm)\s?\(?\d{1,2}\s?[/.-]\s?\d{1,2}"
    r"|(?:sáng|chiều|tối|hôm)\s(?:nay|qua)(?!\w)"
)
_AT = re.compile(r"(?<!\w)(?:tại|trong|sau|trước|bên lề|ở|đến)\s(?:\w+\s){0,2}$")
_TAKES_PLACE = re.compile(r"(?<!\w)(?:tổ chức|diễn ra|khai mạc|bế mạc)(?!\w)")


@cache
def _held() -> re.Pattern[str]:
    verbs = alternation(lexicon.table("event_nouns.toml")["held"])
    return re.compile(rf"(?<!\w)(?:{verbs})\s(?:\w+\s){{0,3}}$")


@cache
def _said_at() -> re.Pattern[str]:
    verbs = alternation(lexicon.table("event_nouns.toml")["said"])
    return re.compile(rf"(?<!\w)(?:{verbs})\s(?:\w+\s)?(?:tại\s|trong\s)?$")


@cache
def _meets() -> re.Pattern[str]:
    """Verbs that tell of a meeting without naming it, or of its being held."""
    return phrases(lexicon.table("event_nouns.toml")["meets"])


@cache
def _speech() -> re.Pattern[str]:
    return phrases(lexicon.table("event_nouns.toml")["speech"])


@cache
def _attended() -> re.Pattern[str]:
    return phrases(lexicon.table("event_nouns.toml")["attended"])


@cache
def _report_words() -> re.Pattern[str]:
    return phrases(lexicon.table("event_nouns.toml")["report_words"])


@cache
def _back_reference() -> re.Pattern[str]:
    """`tại hội nghị,`: the text comes back to a meeting without naming it again."""
    rows = lexicon.table("event_nouns.toml")
    return re.compile(
        rf"(?<!\w)(?:tại|trong|ở|dự|của)\s(?:(?:{alternation(rows['classifiers'])})\s)?"
        rf"(?:{alternation(rows['nouns'])})(?=[,.;:]|\snày|$)"
    )


def report_features(
    parts: Sequence[Part],
    mentions: Sequence[Mention],
    found: Evidence,
    best: Candidate | None,
    sure: tuple[float, float],
) -> list[str]:
    """What speaks for a document being the report of an event.

    `best` is its best name, `sure` the sum of the weights of that and the probability of the readings that
    agree with it.
    """
    early = [m for m in mentions if m.part.number <= 4]
    words = Counter(m[0] for p in parts for m in _report_words().finditer(p.view))
    back = sum(1 for p in parts for _ in _back_reference().finditer(p.view))
    spread = len({5 * m.part.number // max(1, len(parts)) for m in mentions if m.part.number >= 0})
    features = [
        f"early={min(3, len(early))}",
        f"held={any(_held().search(m.part.view[max(0, m.start - 40) : m.start]) for m in early)}",
        f"takes place={any(_TAKES_PLACE.search(m.part.view, m.noun_end) for m in early)}",
        f"said at={any(_said_at().search(m.part.view[max(0, m.start - 24) : m.start]) for m in early)}",
        f"mentions={_bucket(len(mentions), 0, 1, 2, 4, 7, 11)}",
        f"head={_bucket(max(found.nouns.values(), default=0), 0, 1, 2, 4, 7)}",
        f"head noun={found.head}",
        f"first day={_bucket(found.first_day, 0, 1, 3, 98)}",
        f"agreed={round(4 * sure[1])}",
        f"margin={_bucket(round(sure[0]), -2, 0, 1, 2, 3, 4, 5, 6, 8, 10)}",
        f"per part={_bucket(round(10 * len(mentions) / max(1, found.parts)), 0, 1, 2, 3, 5)}",
        f"back={min(back, 3)}",
        f"spread={spread}",
        f"days={min(5, len({day for p in parts for day in _DATES.findall(p.view)}))}",
    ]
    features += [f"word {word}={min(count, 3)}" for word, count in words.items()]
    features += [f"word {word}" for word in words]
    features += _lead_features(parts)
    if best is not None:
        own = candidate_features(best, found)
        features += [f"best {feature}" for feature in own if feature.startswith(_OF_BEST)]
    return features + _coverage_features(parts, best)


def _lead_features(parts: Sequence[Part]) -> list[str]:
    """The title's and the lead's wording: its words and pairs of words, and whether it tells of a meeting
    held at a time.
    """
    lead = [p for p in parts if p.number < LEAD]
    features = []
    timed = False
    wording: set[str] = set()
    for part in lead:
        where = "title" if part.number < 0 else "lead"
        features += [f"verb {where} {m[0]}" for m in _meets().finditer(part.view)]
        time = _TIME.search(part.view)
        timed = timed or bool(time and _meets().search(part.view, time.end()))
        words = _WORD.findall(part.view)
        wording.update(words)
        wording.update(f"{a} {b}" for a, b in pairwise(words))
    features.append(f"timed verb={timed}")
    features.append(f"starts with time={any(_TIME.match(p.view) for p in lead if p.number >= 0)}")
    return features + [f"lead {w}" for w in sorted(wording) if not any(map(str.isdigit, w))]


def _coverage_features(parts: Sequence[Part], best: Candidate | None) -> list[str]:
    """How much of the body is speech, and how far it keeps to the meeting."""
    body = [p for p in parts if p.number >= 0]
    share = sum(_speech().search(p.view) is not None for p in body) / max(1, len(body))
    attended = sum(_attended().search(p.view) is not None for p in body)
    features = [f"speech={round(10 * share)}", f"attended={min(4, attended)}"]
    if best is None:
        return features
    noun = re.compile(rf"(?<!\w){re.escape(_kind(best.mention.noun))}(?!\w)")
    covered = [p.number for p in body if noun.search(p.view)]
    part, start = best.mention.part, best.mention.start
    features += [
        f"cover={min(6, len(covered))}",
        f"cover share={round(10 * len(covered) / max(1, len(body)))}",
        f"cover last={3 * covered[-1] // len(body) if covered else 'none'}",
        f"at={_AT.search(part.view[max(0, start - 60) : start]) is not None}",
        f"future={_other().search(part.view) is not None}",
    ]
    return features
