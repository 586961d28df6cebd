"""Who answers in an interview: the person introduced before the first question.

Method: rules. A report is an interview where questions stand outside quotation marks, where they address
somebody or somebody says `tôi` outside them too, or dashes open the answers, and where a person is introduced
as the one who was talked to (`trao đổi với ông X`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import any_of, cue
from vnpolicy.lexicon import table
from vnpolicy.model import Person

_YOU = re.compile(r"(?<!\w)(?:[Tt]hưa|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí)(?:,|\s(?!\s*[A-ZĐ]))")
_DASHES = ("-", "–", "—")
_FEWEST_QUESTIONS = 2
_FEWEST_SELVES = 2
_REACH = 300
"""Characters behind `trao đổi với` within which the person is named."""


@cache
def _talk() -> re.Pattern[str]:
    return re.compile(rf"{any_of(table('speech.toml')['interview'])}[^.?!]{{0,80}}?\s(?:với|cùng|của)\s")


@cache
def _talked() -> re.Pattern[str]:
    return re.compile(any_of(table("speech.toml")["interviewed"]))


def outside(context: Context, sentence: int) -> bool:
    """Whether somebody says `tôi` in sentence number `sentence`, outside quotation marks."""
    place = context.sentences[sentence]
    return any(
        not context.is_quoted(m.start()) for m in cue("self").finditer(context.lower, place.start, place.end)
    )


def interview(context: Context, people: Sequence[Person]) -> tuple[int, Person] | None:
    """The number of the sentence with the first question, and the person who answers; None where `context`
    is no interview. `people` are in order.
    """
    asked = [
        i for i, s in enumerate(context.sentences) if s.text.endswith("?") and not _ends_quoted(context, i)
    ]
    if len(asked) < _FEWEST_QUESTIONS:
        return None
    first = asked[0]
    addressed = sum(bool(_YOU.search(context.sentences[i].text)) for i in asked)
    selves = sum(outside(context, i) for i in range(first, len(context.sentences)))
    if selves < _FEWEST_SELVES and addressed < _FEWEST_QUESTIONS and len(dashed(context)) < _FEWEST_QUESTIONS:
        return None
    end = context.sentences[asked[1]].start
    introduced = list(_introduced(context, people, end)) or list(_named_first(context, people, end))
    return (first, introduced[-1]) if introduced else None


def dashed(context: Context) -> list[int]:
    """The numbers of the questions behind which a dash opens the answer."""
    places = context.sentences
    return [
        i
        for i, answer in enumerate(places[1:])
        if places[i].text.endswith("?") and answer.text.startswith(_DASHES) and not _ends_quoted(context, i)
    ]


def _ends_quoted(context: Context, sentence: int) -> bool:
    return context.is_quoted(context.sentences[sentence].end - 1)


def _introduced(context: Context, people: Sequence[Person], end: int) -> Iterator[Person]:
    starts = [p.start for p in people]
    for match in _talk().finditer(context.lower, 0, end):
        at = bisect_left(starts, match.end())
        if at < bisect_right(starts, min(end, match.end() + _REACH)):
            yield people[at]


def _named_first(context: Context, people: Sequence[Person], end: int) -> Iterator[Person]:
    """Those who are named before it is said that they were talked to: `ông X trả lời phỏng vấn`."""
    ends = [p.end for p in people]
    starts = [s.start for s in context.sentences]
    for match in _talked().finditer(context.lower, 0, end):
        at = bisect_right(ends, match.start()) - 1
        if at >= 0 and people[at].start >= starts[bisect_right(starts, match.start()) - 1]:
            yield people[at]
