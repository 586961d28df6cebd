"""What a report says of its event, in a form that is quick to compare with ten thousand others.

Reports of one event share few words, so the evidence is of several kinds: the syllable pairs of the whole
text, of the title and of the opening (where news puts who, where and when), long word sequences, names,
numbers, kinds of occasion, and dates. What is compared by number of matches alone is kept as CRC-32 checksums
of 32 bits, packed; what an explanation would show is kept as text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Any
from zlib import crc32

from vnpolicy.extract.patterns import plain, plain_body
from vnpolicy.lexicon import lines
from vnpolicy.model import DateMention, Event, Header, Person, Sentence, Word
from vnpolicy.text.checksums import SAMPLED, pack
from vnpolicy.text.dates import dates, with_year

OPENING = 120  # syllables of the body that count as its opening
SHINGLE = 5  # syllables
MOST_PAIRS = 1500  # different syllable pairs kept of a report, in order of appearance
MOST_NAMES = 40
MOST_NUMBERS = 40
MOST_DATES = 20
_BEFORE = 30  # characters before a day in which a word that announces it is looked for
_KIND_WITHIN = 700  # characters of the body in which a kind of occasion is looked for

_SYLLABLE = re.compile(r"\w+")
_TOKEN = re.compile(r"[^\W\d_][\w-]*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")
_YEAR = re.compile(r"(?:19|20)\d\d")


def evidence(
    header: Header,
    body: str,
    sentences: Sequence[Sentence],
    words: Sequence[Word],
    people: Sequence[Person],
    event: Event | None,
) -> dict[str, Any]:
    """The evidence of one report, a JSON value.

    `pairs`: packed checksums of the different pairs of neighbouring syllables in order of first appearance,
    of which the first `title` are of the title and the first `opening` of the title and the body's opening;
    `shingles`: a sample, fixed by the checksum, of the sequences of five syllables; `length`: syllables;
    `names`, `numbers`, `kinds`: with counts, most frequent first; `published`, `happened`: days as
    `YYYY-MM-DD` or `--MM-DD`, or None; `latest`: the latest day named as past; `days`: all days that the text
    names.
    """
    title = plain(header.title or "")
    rest = _without_title(plain_body(body), title)
    head, tail = _SYLLABLE.findall(title), _SYLLABLE.findall(rest)
    (of_title,), (of_tail, sequences) = _checksums(head, 2), _checksums(tail, 2, SHINGLE)
    pairs = list(dict.fromkeys(of_title))
    in_title = len(pairs)
    pairs = list(dict.fromkeys([*pairs, *of_tail[: OPENING - 1]]))
    in_opening = len(pairs)
    pairs = list(dict.fromkeys([*pairs, *of_tail]))[:MOST_PAIRS]
    shingles = {c for c in sequences if c % SAMPLED == 0}
    found = [d for d in dates(body) if d.precision in ("day", "minute") and d.kind != "term"]
    published = _day(header.published, None)
    return {
        "pairs": pack(pairs),
        "title": in_title,
        "opening": min(in_opening, MOST_PAIRS),
        "shingles": pack(sorted(shingles)[: MOST_PAIRS // SAMPLED]),
        "length": len(tail),
        "names": _top(_names(header.title or "", body, people), MOST_NAMES),
        "numbers": _top(_numbers(f"{title}\n{rest}", found), MOST_NUMBERS),
        "kinds": sorted(set(_kinds().findall(f"{title} . {rest[:_KIND_WITHIN]}"))),
        "published": published,
        "happened": _happened(found, published, event),
        "latest": _latest(body, found, published),
        "days": sorted({day for d in found if (day := _day(d.value, published))})[:MOST_DATES],
    }


def _without_title(body: str, title: str) -> str:
    """The body without the title at its head, so that the title is not counted as opening too."""
    return body[len(title) :] if title and body.startswith(title) else body


def _checksums(syllables: Sequence[str], *sizes: int) -> list[list[int]]:
    """For each size the checksum of each sequence of so many syllables, joined by spaces."""
    # encoded once: a sequence is a piece of it
    text = " ".join(syllables).encode("utf-8", "surrogatepass")
    starts = [0, *accumulate(len(one) + 1 for one in text.split(b" "))] if syllables else [0]
    return [
        [crc32(text[start : end - 1]) for start, end in zip(starts, starts[size:], strict=False)]
        for size in sizes
    ]


def _names(title: str, body: str, people: Sequence[Person]) -> Counter[str]:
    """Sequences of two or more capitalized syllables: people, bodies, places."""
    found: Counter[str] = Counter()
    for text in (title, body):
        run: list[str] = []
        end = -1
        for match in _TOKEN.finditer(text):
            word = match[0]
            if not word[0].isupper():
                continue
            if text[end : match.start()] != " ":
                _add_name(found, run)
                run = []
            run.append(word)
            end = match.end()
        _add_name(found, run)
    found.update({plain(p.name): 1 for p in people if " " in p.name})
    return found


def _add_name(found: Counter[str], run: Sequence[str]) -> None:
    if len(run) >= 2:
        found[plain(" ".join(run))] += 1


def _numbers(text: str, found: Sequence[DateMention]) -> Counter[str]:
    """Numbers of two or more digits, thousands joined, without years."""
    numbers = (m[0] for m in _NUMBER.finditer(text))
    return Counter(_THOUSANDS.sub("", n) for n in numbers if len(n) > 1 and not _YEAR.fullmatch(n))


@cache
def _kinds() -> re.Pattern[str]:
    kinds = sorted(lines("occasions.txt"), key=lambda kind: (-len(kind), kind))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, kinds))})(?!\w)")


def _day(value: str | None, published: str | None) -> str | None:
    """The day of a date, with its year if text or publication tell it; None if it is less precise."""
    if not value:
        return None
    day = with_year(value, published)[0].partition("T")[0]
    return day if len(day) == (len("--07-13") if day.startswith("--") else len("2021-07-13")) else None


def _happened(found: Sequence[DateMention], published: str | None, event: Event | None) -> str | None:
    """The day of the event: as extracted (without a guessed year), or the first that the body names."""
    if event and event.date and event.date_from != "published" and (day := _day(event.date, published)):
        return day if event.date_from == "text" or published else f"--{day[-5:]}"
    return next((day for d in found if (day := _day(d.value, published))), None)


def _latest(body: str, found: Sequence[DateMention], published: str | None) -> str | None:
    """The latest day that the body names as past: the day of the report, or the one before."""
    days = [day for d in found if not _ahead(body, d) and (day := _day(d.value, published))]
    year = max((day[:4] for day in days if day[0] != "-"), default="")
    # a day without a year is taken to lie in the last of the years
    return max(
        (day for day in days if day[0] == "-" or day[:4] == year), key=lambda day: day[-5:], default=None
    )


def _ahead(body: str, mention: DateMention) -> bool:
    """Whether the day is announced as one to come, or as the beginning or end of a time."""
    before = plain(body[max(0, mention.start - _BEFORE) : mention.start])
    return _to_come().search(before) is not None


@cache
def _to_come() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in lines("days_to_come.txt"))
    return re.compile(rf"(?<!\w)(?:{words})\W+(?:(?:ngày|sáng|chiều|tối|trưa|đêm)\W+){{0,2}}$")


def _top(counts: Counter[str], most: int) -> dict[str, int]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered[:most])
