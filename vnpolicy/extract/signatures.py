"""The names under which opinions are sent in: `NGUYỄN VĂN AN (Xã B, tỉnh C)` behind the last sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from vnpolicy.extract.attributions import ADDRESS_REACH, Attribution
from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import any_of
from vnpolicy.extract.patterns import LOWER, UPPER
from vnpolicy.extract.people import is_family
from vnpolicy.extract.subjects import Subjects
from vnpolicy.extract.titles import Voice
from vnpolicy.lexicon import table
from vnpolicy.model import Person

_CAPITALS = re.compile(rf"(?P<name>[{UPPER}]{{2,}}(?:\s[{UPPER}]{{1,}}){{1,4}})")
_SIGNED = re.compile(rf"{_CAPITALS.pattern}\s{{0,2}}(?:\(|,|[-–]\s)")
_ADDRESSED = re.compile(
    rf"(?:Ông\s|Bà\s|Anh\s|Chị\s|[{UPPER}][{LOWER}]+(?:\s[{LOWER}]+){{1,2}}\s|(?:[{UPPER}][\w.]{{0,4}},?\s){{1,2}})"
    + _SIGNED.pattern
)
"""Behind a form of address, a rank or degrees."""
_BRACKETS_AND_HEADING = re.compile(rf"\s?\([^()]{{3,120}}(?:\([^()]{{1,60}}\))?\)\s(?=[{UPPER}][{LOWER}])")
_UP_TO_BRACKET = re.compile(r"(?:\s?[,–-]\s?[^()]{2,120}(?:\([^()]{1,60}\))?)?\)")
_UP_TO_END = re.compile(r"(?:\s?[,(–-]\s?(?!Theo\s)[^.!?]{3,100})?[).\s]*$")


@cache
def _degrees() -> re.Pattern[str]:
    """`PGS, TS`, `luật sư` at the beginning: what an expert is called and a journalist is not."""
    return re.compile(rf"\(?(?:{any_of(table('names.toml')['degrees'])}[.,\s]*)+")


def _signed(match: re.Match[str]) -> Voice:
    name = " ".join(match["name"].split()).title()
    return Voice(name, None, "person", match.start("name"), match.end("name"))


class Signatures:
    """Finds the signatures among the sentences of `context`, whose people are `people` in order."""

    def __init__(self, context: Context, people: Sequence[Person], subjects: Subjects) -> None:
        self.context = context
        self.people = people
        self.subjects = subjects
        self._ends = [p.end for p in people]

    def of(self, index: int) -> Attribution | None:
        """The signature that sentence number `index` begins with."""
        if not index:
            return None
        sentence = self.context.sentences[index]
        matches = (p.match(self.context.body, sentence.start, sentence.end) for p in (_SIGNED, _ADDRESSED))
        match = next((m for m in matches if m and is_family(m["name"].split()[0])), None)
        if match is None:
            return self._in_brackets(index)
        return Attribution(_signed(match), sentence.start, sentence.start, "", "signed")

    def byline(self, author: str | None) -> Attribution | None:
        """Under whose name a text stands that is its writer's own: an expert's, `TS An` as its last words, or
        the `author`'s who is presented in it, as a journalist is not.
        """
        last = self.context.sentences[-1]
        # a name of three syllables is whole: what follows it opens a sentence behind a caption
        whole = author is not None and author.count(" ") > 1
        for person in self.people:
            if author and (person.name == author or (whole and person.name.startswith(f"{author} "))):
                writer = replace(self.subjects.voice(person), speaker=author)
                return Attribution(writer, person.start, person.start, "", "signed")
        degrees = _degrees().match(self.context.lower, last.start, last.end)
        voice = self._name_at(degrees.end(), last.end) if degrees is not None else None
        if voice is None or _UP_TO_END.match(self.context.body, voice.end, last.end) is None:
            return None
        return Attribution(voice, last.start, last.start, "", "signed")

    def _name_at(self, start: int, end: int) -> Voice | None:
        """The person whose name, in capitals too, begins at `start`."""
        at = bisect_right(self._ends, start)
        if at < len(self.people) and self.people[at].start == start:
            return self.subjects.voice(self.people[at])
        match = _CAPITALS.match(self.context.body, start, end)
        return _signed(match) if match is not None else None

    def _in_brackets(self, index: int) -> Attribution | None:
        """`PGS An (Viện trưởng Viện B) Phải dời chợ ...`: a heading follows the name, no verb; or all of it
        in brackets: `(Ông An - phố B, quận C)`.
        """
        sentence = self.context.sentences[index]
        at = bisect_right(self._ends, sentence.start)
        if at == len(self.people) or self.people[at].start - sentence.start >= ADDRESS_REACH:
            return None
        person = self.people[at]
        bracketed = sentence.text.startswith("(")
        following = _UP_TO_BRACKET if bracketed else _BRACKETS_AND_HEADING
        if following.match(self.context.body, person.end, sentence.end) is None:
            return None
        return Attribution(self.subjects.voice(person), sentence.start, sentence.start, "", "signed")
