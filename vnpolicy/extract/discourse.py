"""Who is speaking at every place of a body.

Attributions are found first (`đồng chí X, chức danh, nhấn mạnh:`, `Theo ông X,`, `”, ông X nói`), each with
the passage it governs; then any place is asked for its speaker: the attribution of its own quotation or
sentence, else the last one before it, since speeches run over many sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from vnpolicy.extract import attribution_words as words
from vnpolicy.extract import subject_words
from vnpolicy.extract.attributions import ADDRESS_REACH, NAME_REACH, Attribution, Attributions
from vnpolicy.extract.carry import TO_QUOTATION, Carry
from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import cue
from vnpolicy.extract.signatures import Signatures
from vnpolicy.extract.subjects import Subjects
from vnpolicy.extract.titles import Voice
from vnpolicy.lexicon import table
from vnpolicy.model import Person

__all__ = ["Attribution", "Discourse"]

_LONGEST_LETTER = 8
"""Sentences over which a reader's letter is looked for before its signature."""
_THEO_REACH = 60
"""Characters from where a statement begins to whoever is named behind `theo` in its first words."""
_BEHIND_QUOTATION = 3
"""Sentences behind one with a quotation within which whoever is quoted may be told to go on."""
_FEW_TOLD = 0.2
"""Share of sentences that name who speaks, below which a text is its writer's own."""
_FAR = 3
"""Sentences behind one in which somebody speaks over which a heading ends that."""
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


class Discourse:
    """The attributions of a body and the answer to who speaks where; found when first asked for, as many
    bodies hold nothing that somebody said. `author` is whose byline the text has.
    """

    def __init__(self, context: Context, people: Sequence[Person], author: str | None = None) -> None:
        self.context = context
        self.author = author
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
    def _carry(self) -> Carry:
        return Carry(self.context, self.people, self.subjects, self.by_sentence)

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
        byline = self._signatures.byline(self.author) if self._is_essay else None
        return (-1, byline) if byline is not None else None

    @cached_property
    def _first(self) -> int:
        """The number of the first sentence that has an attribution."""
        return next((i for i, row in enumerate(self.by_sentence) if row), 0)

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
                if opening := TO_QUOTATION.match(self.context.body, attribution.start):
                    owners.setdefault(opening.end(), attribution)
        for sentence, claim in self._claims.items():
            quotation = self.context.quotation(self.context.sentences[sentence].start + 1)
            if quotation is not None:
                owners.setdefault(quotation[0], claim)
        return owners

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
        earlier = self._carry.before[sentence]
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
        if issued is not None and (issued.start <= position or self._opens_with(issued, position)):
            return issued, 0
        if earlier is not None and self._carry.has_ended(earlier, sentence):
            # behind `Ông X:` he speaks on
            earlier = self._carry.sections[sentence]
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
        if found is None or (number > 1 and found.voice.kind != "person"):
            return None
        return (found, number) if number == 1 or quotation or found.how != "theo" else None

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

    def _opens_with(self, issued: Attribution, position: int) -> bool:
        """Whether what begins at `position` tells at once who has put it down in writing: `Bộ X vừa có công
        văn gửi`.
        """
        if not 0 <= issued.voice.start - position < ADDRESS_REACH or self.context.is_quoted(position):
            return False
        return words.done().search(self.context.lower, issued.voice.end, issued.start) is not None

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
        if sentence - number >= _FAR and self._carry.heading_between(number, sentence):
            return False
        if not self._is_essay or attribution.voice.kind == "title":
            return not self._is_essay
        if (author := self._author(sentence)) is not None:
            return attribution.voice.speaker == author[0].voice.speaker
        if self._carry.opens_quotation(attribution):
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

    def _closes(self, attribution: Attribution, sentence: int) -> bool:
        """Whether an attribution stands at the end of its sentence, or names a person."""
        end = self.context.sentences[sentence].end
        return attribution.voice.kind == "person" or end - attribution.start < _CLOSING_REACH
