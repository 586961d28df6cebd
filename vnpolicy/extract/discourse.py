"""Who is speaking at every place of a body.

Attributions are found first (`đồng chí X, chức danh, nhấn mạnh:`, `Theo ông X,`, `”, ông X nói`), each with
the passage it governs; then any place is asked for its speaker: the attribution of its own quotation or
sentence, else the last one before it, since speeches run over many sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from vnpolicy.extract import attribution_words as words
from vnpolicy.extract import subject_words
from vnpolicy.extract.attributions import ADDRESS_REACH, NAME_REACH, Attribution, Attributions
from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import cue
from vnpolicy.extract.interviews import dashed, interview, outside
from vnpolicy.extract.signatures import Signatures
from vnpolicy.extract.subjects import Subjects
from vnpolicy.extract.titles import Voice
from vnpolicy.lexicon import table
from vnpolicy.model import Person

__all__ = ["Attribution", "Discourse"]

_TO_QUOTATION = re.compile(r"[\s,:–-]{0,4}[“\"«]")
_LONGEST_LETTER = 8
"""Sentences over which a reader's letter is looked for before its signature."""
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
_THEO_REACH = 60
"""Characters from where a statement begins to whoever is named behind `theo` in its first words."""
_BEHIND_QUOTATION = 3
"""Sentences behind one with a quotation within which whoever is quoted may be told to go on."""
_JUST_BEFORE = 2
"""Sentences behind one in which a person speaks within which the people are told of by that person."""
_FEW_TOLD = 0.2
"""Share of sentences that name who speaks, below which a text is its writer's own."""
_AT_THE_END = 3
"""Sentences from the last on within which an editor tells whose text it was."""
_CLOSING_REACH = 25
"""Characters behind the verb of `..., các đại biểu cho biết.` within which its sentence ends."""


def _speaks_for(person: Voice, body: Voice) -> bool:
    """Whether `body`, named in the words of `person`, is the person's own: `Sở`, or named in the role."""
    if body.kind != "group" or person.kind != "person":
        return False
    return len(body.speaker.split()) == 1 or body.speaker.lower() in (person.role or "").lower()


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


class Discourse:
    """The attributions of a body and the answer to who speaks where; found when first asked for, as many
    bodies hold nothing that somebody said.
    """

    def __init__(self, context: Context, people: Sequence[Person]) -> None:
        self.context = context
        self.people = sorted(people, key=lambda p: p.start)
        self._issues: dict[int, Attribution | None] = {}

    @cached_property
    def subjects(self) -> Subjects:
        """Who may be meant by a name, a short form or a role."""
        return Subjects(self.context, self.people)

    @cached_property
    def by_sentence(self) -> list[list[Attribution]]:
        """The attributions of each sentence, in order."""
        return [self._found.of(i) for i in range(len(self.context.sentences))]

    @cached_property
    def _found(self) -> Attributions:
        return Attributions(self.context, self.people, self.subjects)

    @cached_property
    def _claims(self) -> dict[int, Attribution]:
        """By the number of a sentence who claims it in the next one."""
        numbers = range(len(self.context.sentences))
        return {i - 1: claim for i in numbers if (claim := self._claim(i)) is not None}

    def _claim(self, index: int) -> Attribution | None:
        """What sentence number `index` says of the one before: `Đó là yêu cầu của X`."""
        lower, sentence = self.context.lower, self.context.sentences[index]
        match = words.claim().match(lower, sentence.start, sentence.end)
        if match is None or not index:
            return None
        voice = self.subjects.first(match.end(), min(sentence.end, match.end() + NAME_REACH))
        if voice is None:
            return None
        before = self.context.sentences[index - 1]
        return Attribution(voice, before.start, before.end, "là", "claim")

    @cached_property
    def _signed(self) -> dict[int, Attribution]:
        """By the number of a sentence the signature that it is."""
        numbers = range(len(self.context.sentences))
        return {i: name for i in numbers if (name := self._signatures.of(i)) is not None}

    @cached_property
    def _signatures(self) -> Signatures:
        return Signatures(self.context, self.people, self.subjects)

    @cached_property
    def _presented(self) -> tuple[int, Attribution] | None:
        """Whose speech or article the text says that it is: `xin giới thiệu ý kiến của ông X`, and behind
        which sentence; before it too where that stands at the end.
        """
        sentences, many = self.context.sentences, len(self.by_sentence)
        for number, sentence in enumerate(sentences):
            match = words.presenting().search(self.context.lower, sentence.start, sentence.end)
            several = match is not None and subject_words.groups().match(self.context.lower, match.end())
            voice = self.subjects.first(match.end(), sentence.end) if match and not several else None
            if voice is not None and voice.kind == "person":
                begin = -1 if number + _AT_THE_END >= many else number
                return begin, Attribution(voice, sentence.end, sentence.end, "giới thiệu", "signed")
        byline = self._signatures.byline() if self._is_essay else None
        return (-1, byline) if byline is not None else None

    @cached_property
    def _first(self) -> int:
        """The number of the first sentence that has an attribution."""
        return next((i for i, row in enumerate(self.by_sentence) if row), 0)

    @cached_property
    def _sections(self) -> list[tuple[int, Attribution] | None]:
        return list(self._section_owners())

    @cached_property
    def _before(self) -> list[tuple[int, Attribution] | None]:
        return list(self._carried_to())

    @cached_property
    def _by_quotation(self) -> dict[int, Attribution]:
        """Whose words a quotation is, by the offset where it begins: of the one named in front of it
        (`X nói: “`), behind it, or in the next sentence.
        """
        owners: dict[int, Attribution] = {}
        for row in self.by_sentence:
            # `”, ông X nói và cho biết Bộ Y yêu cầu ...`: the first of those behind it
            owners.update({a.start: a for a in reversed(row) if a.how == "behind"})
            for attribution in row:
                if attribution.how == "behind":
                    continue
                if opening := _TO_QUOTATION.match(self.context.body, attribution.start):
                    owners.setdefault(opening.end(), attribution)
        for sentence, claim in self._claims.items():
            quotation = self.context.quotation(self.context.sentences[sentence].start + 1)
            if quotation is not None:
                owners.setdefault(quotation[0], claim)
        return owners

    def _carried_to(self) -> Iterator[tuple[int, Attribution] | None]:
        """For each sentence the last attribution before it that holds on, with the number of its sentence."""
        last: tuple[int, Attribution] | None = None
        answering = interview(self.context, self.people) or self._questioned()
        if answering is not None and self._others(*answering) > _MOST_OTHERS:
            answering = None
        for number in range(len(self.by_sentence)):
            if last is not None and self._says_no_self(last[1]) and outside(self.context, number):
                last = self._sections[number]
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
        return attribution.voice.kind == "group" or self._opens_quotation(attribution)

    def _opens_quotation(self, attribution: Attribution) -> bool:
        return _TO_QUOTATION.match(self.context.body, attribution.start) is not None

    def _section_owners(self) -> Iterator[tuple[int, Attribution] | None]:
        """For each sentence the last one, up to it, that begins with `Ông X:`, and its attribution."""
        last: tuple[int, Attribution] | None = None
        for number, row in enumerate(self.by_sentence):
            begin = self.context.sentences[number].start
            for attribution in row:
                heads = attribution.verb == ":" and attribution.voice.start - begin < ADDRESS_REACH
                if heads and not self._opens_quotation(attribution):
                    last = (number, attribution)
            yield last

    def _issued(self, sentence: int) -> Attribution | None:
        """Who hands in what is to be done in `sentence`, looked for once."""
        if sentence not in self._issues:
            self._issues[sentence] = self._found.issued(sentence)
        return self._issues[sentence]

    def _signature(self, sentence: int) -> Attribution | None:
        """The signature under which `sentence` stands, where nobody else speaks in between."""
        for number in range(sentence + 1, min(sentence + 1 + _LONGEST_LETTER, len(self.by_sentence))):
            if number in self._signed:
                return self._signed[number]
            if any(a.voice.kind == "person" for a in self.by_sentence[number]):
                return None
        return None

    def _others(self, first: int, person: Person) -> int:
        """How many other people speak from sentence number `first` on."""
        voices = (a.voice for row in self.by_sentence[first:] for a in row if a.verb != "theo")
        return sum(voice.kind == "person" and voice.speaker != person.name for voice in voices)

    def _answer(self, sentence: int, person: Person) -> Attribution:
        """`person`, who is interviewed, goes on behind `sentence`."""
        end = self.context.sentences[sentence].end
        return Attribution(self.subjects.voice(person), end, end, "?", "frame")

    def at(self, position: int, sentence: int) -> tuple[Attribution, int] | None:
        """Who speaks at offset `position` of sentence number `sentence`, and how many sentences before that
        was said.
        """
        begin = self.context.sentences[sentence].start
        # where a quotation mark opens the sentence, the view is another's
        if cue("own_view").match(self.context.lower, begin):
            return None
        own = self.by_sentence[sentence]
        quotation = self.context.quotation(position)
        quoted = self._by_quotation.get(quotation[0]) if quotation else None
        earlier = self._before[sentence]
        if quoted and earlier and quoted.how != "behind" and earlier[1].voice.start > quoted.start:
            # a quotation that was never closed
            quoted = None if earlier[1].voice.kind == "person" else quoted
        before = [a for a in own if a.voice.start < position and a.how not in ("behind", "noun")]
        before += [a for a in own if a.start <= position and a.how == "noun"]
        before = [a for a in before if not self._is_thing(a) and not self._is_over(a, position)]
        nearest = max(before, key=lambda a: a.start) if before else None
        if quoted is not None and quotation is not None:
            inner = nearest if nearest and nearest.voice.start >= quotation[0] else None
            if inner is None or _speaks_for(quoted.voice, inner.voice):
                return quoted, 0
        if nearest is not None and nearest.how == "noun":
            return nearest, 0
        if nearest is not None:
            persons = (a for a in before if a.voice.kind == "person" and _speaks_for(a.voice, nearest.voice))
            return next(persons, nearest), 0
        if own and own[0].voice.start >= position and not quotation and self._closes(own[0], sentence):
            # `..., ông X cho biết` without quotation marks
            return own[0], 0
        if own and own[0].voice.start >= position and self._is_within(own, position, quotation is not None):
            return own[0], 0
        if sentence in self._claims:
            return self._claims[sentence], 0
        if (signature := self._signature(sentence)) is not None:
            return signature, 0
        issued = self._issued(sentence)
        if issued is not None and issued.start <= position:
            return issued, 0
        if earlier is not None and self._has_ended(earlier, sentence):
            # behind `Ông X:` he speaks on
            earlier = self._sections[sentence]
            if earlier is None:
                return self._author(sentence)
        if earlier is not None and self._holds(*earlier, sentence):
            return earlier[1], sentence - earlier[0]
        author = self._author(sentence)
        if earlier is not None or author is not None or sentence > self._first:
            return author
        # a headline that quotes without a name, and the lead that gives it; a body further on is another
        following = self.by_sentence[sentence + 1 : sentence + 5]
        number, found = next(((n, row[0]) for n, row in enumerate(following, 1) if row), (0, None))
        return (found, number) if found and (number == 1 or found.voice.kind == "person") else None

    def _author(self, sentence: int) -> tuple[Attribution, int] | None:
        """Whose text it is that `sentence` belongs to."""
        if self._presented is None or sentence <= self._presented[0]:
            return None
        return self._presented[1], sentence - self._presented[0]

    @staticmethod
    def _is_thing(attribution: Attribution) -> bool:
        """Whether nobody speaks but something asks for what follows: `điều này đòi hỏi`."""
        return attribution.voice.kind == "nobody" and attribution.verb in _speech("things_ask")

    def _is_over(self, attribution: Attribution, position: int) -> bool:
        """Whether a clause within another has ended before `position`: `..., khi Sở X yêu cầu; giữ ...`."""
        return attribution.voice.embedded and ";" in self.context.body[attribution.start : position]

    def _is_within(self, own: Sequence[Attribution], position: int, quoted: bool) -> bool:
        """Whether what begins at `position` holds its own frame, the first of its sentence: `Trước đó, theo
        đề xuất của X, ...`.
        """
        first, near = own[0], own[0].voice.start - position < _THEO_REACH
        if first.how == "theo" and near and len(own) == 1:
            return True
        if quoted:
            return False
        alone = near and all(a.how != "frame" for a in own[1:])
        return (alone and first.verb in _speech("frame_only")) or self._opens_with_circumstance(
            position, first
        )

    def _opens_with_circumstance(self, position: int, attribution: Attribution) -> bool:
        """Whether nothing but a circumstance stands between `position` and who speaks: `Để bảo vệ rừng, Sở X
        yêu cầu`.
        """
        before = self.context.lower[position : attribution.voice.start].rstrip()
        return attribution.how == "frame" and before.endswith(",") and bool(cue("circumstance").match(before))

    def _holds(self, number: int, attribution: Attribution, sentence: int) -> bool:
        """Whether who spoke in sentence `number` may still speak in `sentence`: in what somebody has written
        who quotes here and there, not long behind a quotation, no title, and no body that is a source.
        """
        if not self._is_essay or attribution.voice.kind == "title":
            return not self._is_essay
        if (author := self._author(sentence)) is not None:
            return attribution.voice.speaker == author[0].voice.speaker
        if self._opens_quotation(attribution):
            return sentence - number < _BEHIND_QUOTATION
        return attribution.how != "theo" or attribution.voice.kind != "group" or sentence - number == 1

    @cached_property
    def _is_essay(self) -> bool:
        """Whether few sentences say who speaks: the text is its writer's own."""
        return sum(map(bool, self.by_sentence)) < _FEW_TOLD * len(self.by_sentence)

    def told_from(self, position: int) -> int:
        """Where the body is named that is told to direct what begins at `position`, else `position`."""
        if self.by_sentence and self.context.lower.endswith("chỉ đạo ", 0, position):
            return self._found.told.get(position - 1, position)
        return position

    def _has_ended(self, carried: tuple[int, Attribution], sentence: int) -> bool:
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

    def _closes(self, attribution: Attribution, sentence: int) -> bool:
        """Whether an attribution stands at the end of its sentence, or names a person."""
        end = self.context.sentences[sentence].end
        return attribution.voice.kind == "person" or end - attribution.start < _CLOSING_REACH

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
