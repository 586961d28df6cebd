"""Why two reports are taken to tell of one event, or not: what they share and where they disagree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vnpolicy.analysis.copies import shared_part
from vnpolicy.analysis.vectors import name_weight
from vnpolicy.text.unicode import fold, old_tone

if TYPE_CHECKING:
    from vnpolicy.corpus.records import Stored
    from vnpolicy.corpus.store import Corpus

MOST = 4  # names, numbers and phrases told
SHORTEST = 4  # syllables of a phrase worth telling
_SYLLABLE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Side:
    """A report as it is compared: what is stored of it, its evidence, its text."""

    header: Stored
    evidence: Mapping[str, Any]
    body: str


def side(corpus: Corpus, header: Stored) -> Side:
    """The report with this header, made ready to be told of."""
    evidence = dict(corpus.features_of("evidence", [header.doc])).get(header.doc, {})
    return Side(header, evidence, corpus.body(header.doc))


def agreeing(a: Side, b: Side) -> list[str]:
    """What speaks for one event, each as `what: value`: the same event name, date, place, people and other
    names, numbers, kind of occasion, publication day, phrases, share of text. In that order.
    """
    found = [*_facts(a, b, same=True)]
    for what, most in (("names", MOST), ("numbers", MOST), ("kinds", MOST)):
        both = set(a.evidence.get(what, ())) & set(b.evidence.get(what, ()))
        weight = name_weight if what == "names" else len
        told = sorted(both, key=lambda value: (-weight(value), value))[:most]
        if told:
            found.append(f"{what}: {', '.join(_as_written(told, a.body) if what == 'names' else told)}")
    part = shared_part(a.body, b.body)
    if phrases := _phrases(a.body, b.body):
        found.append("phrases: " + ", ".join(f"“{phrase}”" for phrase in phrases))
    if part >= 0.005:
        found.append(f"same text: {part:.0%} of the shorter")
    return found


def conflicting(a: Side, b: Side) -> list[str]:
    """What speaks against one event, each as `what: value / value`: other event dates, places, provinces, or
    no day in common of those that they name.
    """
    found = _facts(a, b, same=False)
    days = [set(side.evidence.get("days", ())) for side in (a, b)]
    if all(days) and not {day[-5:] for day in days[0]} & {day[-5:] for day in days[1]}:
        found.append("no day named by both")
    return found


def _facts(a: Side, b: Side, same: bool) -> list[str]:
    """The facts of the event and the header that both state, the same or different ones."""
    one, other = a.header.event, b.header.event
    found = []
    if one and other:
        for what in ("name", "date", "province", "place"):
            x, y = getattr(one, what), getattr(other, what)
            if x and y and _alike(what, x, y) == same and (same or what != "name"):
                found.append(f"{what}: {x}" if same else f"{what}: {x} / {y}")
        for what in ("organizers", "chairs"):
            known = {fold(value) for value in getattr(other, what)}
            both = [value for value in getattr(one, what) if fold(value) in known]
            if both and same:
                found.append(f"{what}: {', '.join(both)}")
    x, y = (side.header.published for side in (a, b))
    if x and y and len(x) >= 10 <= len(y) and (x[:10] == y[:10]) == same:
        found.append(f"published: {x[:10]}" if same else f"published: {x[:10]} / {y[:10]}")
    return found


def _alike(what: str, a: str, b: str) -> bool:
    if what == "date":
        short, long = sorted((a[-5:] if min(a, b).startswith("--") else a, b), key=len)
        return long[-5:] == short[-5:] if short[:1] == "-" else long.startswith(short)
    x, y = fold(a), fold(b)
    return x in y or y in x


def _as_written(names: Sequence[str], body: str) -> list[str]:
    """Names as the text writes them."""
    plain = old_tone(body.lower())
    found = []
    for name in names:
        at = plain.find(name) if len(plain) == len(body) else -1
        found.append(body[at : at + len(name)] if at >= 0 else name)
    return found


def _phrases(a: str, b: str) -> list[str]:
    """The longest sequences of syllables that stand in both texts, as the first writes them."""
    words = list(_SYLLABLE.finditer(a))
    plain = [old_tone(word[0].lower()) for word in words]
    other = [old_tone(word.lower()) for word in _SYLLABLE.findall(b)]
    known = {tuple(other[i : i + SHORTEST]) for i in range(len(other) - SHORTEST + 1)}
    runs: list[tuple[int, int]] = []
    for i in range(len(plain) - SHORTEST + 1):
        if tuple(plain[i : i + SHORTEST]) in known:
            if runs and i < runs[-1][1]:
                runs[-1] = runs[-1][0], i + SHORTEST
            else:
                runs.append((i, i + SHORTEST))
    best = sorted(runs, key=lambda run: (run[0] - run[1], run[0]))[: MOST - 2]
    return [" ".join(_cut(a[words[i].start() : words[j - 1].end()]).split()) for i, j in best]


def _cut(phrase: str) -> str:
    words = phrase.split()
    return phrase if len(words) <= 12 else " ".join(words[:12]) + " …"
