"""Who goes on speaking behind the sentence that says so, since speeches run over many sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from vnpolicy.extract.attributions import ADDRESS_REACH, Attribution
from vnpolicy.extract.context import Context
from vnpolicy.extract.interviews import dashed, interview, outside
from vnpolicy.extract.subjects import Subjects
from vnpolicy.extract.titles import Voice
from vnpolicy.lexicon import table
from vnpolicy.model import Person

TO_QUOTATION = re.compile(r"[\s,:–-]{0,4}[“\"«]")
"""What stands between an attribution and the quotation that it opens."""
_FEWEST_QUESTIONS = 2
"""Questions with a dash before the answer that make an interview."""
_MOST_OTHERS = 2
"""People who may be quoted in an interview beside the one who answers."""
_FARTHEST_GROUP = 4
"""Sentences over which a group goes on speaking."""
_FARTHEST_ORDER = 6
"""Sentences over which one body does after a verb of instruction."""
_FARTHEST_REPORT = 1
"""Sentences over which it does after a verb that only reports, unless it is several people."""
_JUST_BEFORE = 2
"""Sentences behind one in which a person speaks within which the people are told of by that person."""


def _speech(row: str) -> list[str]:
    return table("speech.toml")[row]  # type: ignore[no-any-return]


def _is_anybody(voice: Voice) -> bool:
    """Whether `voice` is a body called by its kind alone, as one of whom a speech tells: `doanh nghiệp`."""
    if voice.speaker in _speech("anybody_short"):
        return True
    name = voice.speaker.lower()
    if voice.kind != "group" or not voice.speaker[1:].islower():
        return False
    return name.startswith(tuple(_speech("anybody")))


class Carry:
    """For each sentence of `context` who spoke last before it, from the attributions of all of them in
    `by_sentence`, and whether that holds on.
    """

    def __init__(
        self,
        context: Context,
        people: Sequence[Person],
        subjects: Subjects,
        by_sentence: list[list[Attribution]],
    ) -> None:
        self.context = context
        self.people = people
        self.subjects = subjects
        self.by_sentence = by_sentence

    @cached_property
    def before(self) -> list[tuple[int, Attribution] | None]:
        """For each sentence the last attribution before it that holds on, with the number of its sentence."""
        return list(self._carried_to())

    @cached_property
    def sections(self) -> list[tuple[int, Attribution] | None]:
        """For each sentence the last one, up to it, that begins with `Ông X:`, and its attribution."""
        return list(self._section_owners())

    def has_ended(self, carried: tuple[int, Attribution], sentence: int) -> bool:
        """Whether the group that spoke last no longer speaks in `sentence`."""
        number, attribution = carried
        group = attribution.voice.kind == "group" or attribution.voice.speaker.lower().startswith("một ")
        if not group or attribution.how not in ("frame", "theo"):
            return False
        lead = self.context.list_leads[sentence]
        several = attribution.voice.speaker.lower().startswith(tuple(f"{w} " for w in _speech("many")))
        if attribution.how == "theo":
            reach = _FARTHEST_GROUP if several else len(self.by_sentence)
        else:
            instructs = attribution.verb in _speech("instruct") and not several
            asks = several or attribution.verb in _speech("ask")
            reach = _FARTHEST_ORDER if instructs else _FARTHEST_GROUP if asks else _FARTHEST_REPORT
        return (sentence if lead is None else max(number, lead)) - number > reach

    def heading_between(self, first: int, last: int) -> bool:
        """Whether a heading without a full stop stands behind sentence number `first`, up to `last`, which is
        no quotation.
        """
        ends, sentences = self.context.heading_ends, self.context.sentences
        if self.context.is_quoted(sentences[last].start + 1):
            return False
        return bisect_right(ends, sentences[first].end) < bisect_left(ends, sentences[last].end)

    def _carried_to(self) -> Iterator[tuple[int, Attribution] | None]:
        last: tuple[int, Attribution] | None = None
        answering = interview(self.context, self.people) or self._questioned()
        if answering is not None and self._others(*answering) > _MOST_OTHERS:
            answering = None
        for number in range(len(self.by_sentence)):
            if last is not None and self._says_no_self(last[1]) and outside(self.context, number):
                last = self.sections[number]
            yield last
            if answering is not None and number >= answering[0]:
                last = (number, self._answer(number, answering[1]))
                continue
            carried = self._carried(number)
            if carried is not None and not (last is not None and self._tells_of(carried, *last, number)):
                last = (number, carried)

    def _questioned(self) -> tuple[int, Person] | None:
        """The number of the first of several questions whose answers dashes open, and who spoke last before
        it: `ông X trả lời báo chí`.
        """
        asked = dashed(self.context)
        if len(asked) < _FEWEST_QUESTIONS:
            return None
        before = [a for row in self.by_sentence[: asked[0] + 1] for a in row if a.how == "frame"]
        persons = (p for a in reversed(before) for p in self.people if p.name == a.voice.speaker)
        person = next(persons, None)
        return (asked[0], person) if person is not None else None

    @staticmethod
    def _tells_of(attribution: Attribution, before: int, speaker: Attribution, sentence: int) -> bool:
        """Whether those who think or want something in `sentence` are the ones of whom somebody told just
        `before`: `Bà X nêu rõ ... Cử tri cho rằng ...`.
        """
        people = attribution.voice.speaker.lower() in _speech("told_of")
        return people and speaker.voice.kind == "person" and sentence - before <= _JUST_BEFORE

    def _says_no_self(self, attribution: Attribution) -> bool:
        """Whether `tôi` outside quotation marks cannot be whoever spoke by `attribution`: no group says it,
        and who is quoted says it within the marks.
        """
        return attribution.voice.kind == "group" or self.opens_quotation(attribution)

    def opens_quotation(self, attribution: Attribution) -> bool:
        """Whether nothing but a colon or so stands between an attribution and a quotation."""
        return TO_QUOTATION.match(self.context.body, attribution.start) is not None

    def _section_owners(self) -> Iterator[tuple[int, Attribution] | None]:
        last: tuple[int, Attribution] | None = None
        for number, row in enumerate(self.by_sentence):
            begin = self.context.sentences[number].start
            for attribution in row:
                heads = attribution.verb == ":" and attribution.voice.start - begin < ADDRESS_REACH
                if heads and not self.opens_quotation(attribution):
                    last = (number, attribution)
            yield last

    def _others(self, first: int, person: Person) -> int:
        """How many other people speak from sentence number `first` on."""
        voices = (a.voice for row in self.by_sentence[first:] for a in row if a.verb != "theo")
        return sum(voice.kind == "person" and voice.speaker != person.name for voice in voices)

    def _answer(self, sentence: int, person: Person) -> Attribution:
        """`person`, who is interviewed, goes on behind `sentence`."""
        end = self.context.sentences[sentence].end
        return Attribution(self.subjects.voice(person), end, end, "?", "frame")

    def _carried(self, sentence: int) -> Attribution | None:
        """The attribution of a sentence that holds on behind it.

        In `ông X cho biết Bộ Y yêu cầu ...` and in his own words within quotation marks it is X who goes on;
        behind an interviewer's question whoever answers.
        """
        found = self.by_sentence[sentence]
        asked = self.context.sentences[sentence].text.endswith("?")
        person = next((a for a in found if a.voice.kind == "person"), None)
        for attribution in reversed(found):
            group = attribution.voice.kind != "person"
            if attribution.how == "noun" and not self._opens_list(attribution, sentence):
                continue
            if (group and asked) or attribution.voice.embedded:
                continue
            if group and person is not None and person.voice.start < attribution.voice.start:
                continue
            if group and self.context.is_quoted(attribution.voice.start):
                continue
            if _is_anybody(attribution.voice):
                continue
            return attribution
        return None

    def _opens_list(self, attribution: Attribution, sentence: int) -> bool:
        """Whether what is named at the end of a sentence follows in the next ones."""
        text = self.context.sentences[sentence].text
        return text.endswith(":") or self.context.body[: attribution.start].rstrip().endswith(":")
