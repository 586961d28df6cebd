"""Who is speaking at every place of a body.

Attributions are found first (`đồng chí X, chức danh, nhấn mạnh:`, `Theo ông X,`, `”, ông X nói`), each with
the passage it governs; then any place is asked for its speaker: the attribution of its own quotation or
sentence, else the last one before it, since speeches run over many sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vnpolicy.extract.context import Context, Cue
from vnpolicy.extract.subjects import Subjects, Voice
from vnpolicy.model import Person


@dataclass(frozen=True, slots=True)
class Attribution:
    """`voice` speaks in `body[start:end]`. `verb` is the frame's; `how` is `frame`, `behind` or `theo`."""

    voice: Voice
    start: int
    end: int
    verb: str
    how: str


_BOUNDARY = re.compile(r"[;“«”»]|(?<=\w)\"(?=\s|,)|[!?…]\s")
_THEO = re.compile(r"(?:^|(?<=[\s“\"(]))theo\s+(?=(?:(?:các|nhiều|một số)\s+)?\w)")
_BEHIND = re.compile(r"[”\"»]\s*[,\-–—.]{0,2}\s*")
_COLON = re.compile(r"\s*(?:\([^)]{1,40}\))?\s*:")
_CLOSING_REACH = 25
"""Characters behind the verb of `..., các đại biểu cho biết.` within which its sentence ends."""
_PASSIVE = (" được ", " bị ")
_SUFFERS = re.compile(r"\s*(?:(?:cần|cũng|sẽ|đang|đã|đều)\s+)*(?:được|bị)\s[^,]*,")
_SUBJECT_REACH = 260
_ADDRESSEE_GAP = 3


class Discourse:
    """The attributions of a body and the answer to who speaks where."""

    def __init__(self, context: Context, people: Sequence[Person]) -> None:
        self.context = context
        self.people = sorted(people, key=lambda p: p.start)
        self._ends = [p.end for p in self.people]
        self.subjects = Subjects(context, self.people)
        self.by_sentence: list[list[Attribution]] = [
            sorted(self._of_sentence(i), key=lambda a: (a.start, a.end))
            for i in range(len(context.sentences))
        ]
        self._before = list(self._carried_to())

    def _carried_to(self) -> Iterator[tuple[int, Attribution] | None]:
        """For each sentence the last attribution before it that holds on, with the number of its sentence."""
        last: tuple[int, Attribution] | None = None
        for number in range(len(self.by_sentence)):
            yield last
            carried = self._carried(number)
            last = last if carried is None else (number, carried)

    def at(self, position: int, sentence: int) -> tuple[Attribution, int] | None:
        """Who speaks at offset `position` of sentence number `sentence`, and how many sentences before that
        was said.
        """
        own = self.by_sentence[sentence]
        quoted = self.context.is_quoted(position)
        for attribution in own:
            if attribution.how == "behind" and attribution.start <= position < attribution.end:
                return attribution, 0
        before = [a for a in own if a.voice.start < position and a.how != "behind"]
        if before:
            return before[-1], 0
        if quoted or not own:
            ahead = self._behind_the_quotation(position, sentence)
            if ahead is not None:
                return ahead
        if own and own[0].voice.start >= position and not quoted and self._closes(own[0], sentence):
            # `..., ông X cho biết` without quotation marks
            return own[0], 0
        if (earlier := self._before[sentence]) is not None:
            return earlier[1], sentence - earlier[0]
        # a headline that quotes without a name, and the lead that gives it
        following = self.by_sentence[sentence + 1 : sentence + 5]
        return next(((found[0], n) for n, found in enumerate(following, 1) if found), None)

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
            if group and asked:
                continue
            if group and person is not None and person.voice.start < attribution.voice.start:
                continue
            if group and self.context.is_quoted(attribution.voice.start):
                continue
            return attribution
        return None

    def _behind_the_quotation(self, position: int, sentence: int) -> tuple[Attribution, int] | None:
        """The attribution behind a quotation of several sentences that `position` lies in."""
        if not self.context.is_quoted(position):
            return None
        for ahead in range(1, 8):
            if sentence + ahead >= len(self.by_sentence):
                return None
            for attribution in self.by_sentence[sentence + ahead]:
                if attribution.how == "behind" and attribution.start <= position:
                    return attribution, 0
                if attribution.how != "behind":
                    return None
        return None

    def _of_sentence(self, index: int) -> Iterator[Attribution]:
        context, sentence = self.context, self.context.sentences[index]
        taken, asked_of = sentence.start, -1
        for frame in context.frames[index]:
            behind = self._quotation_before(frame, sentence.start)
            begin = max(taken, self._boundary(sentence.start, frame.start))
            voice = self.subjects.find(begin, frame.start)
            if voice is None and behind is not None:
                voice = self.subjects.find(frame.end, min(sentence.end, frame.end + 80))
            if voice is None or self._is_acted_on(voice, frame.start, index):
                continue
            if behind is not None and voice.start >= behind[1]:
                yield Attribution(voice, behind[0], behind[1], frame.word, "behind")
            if asked_of >= 0 and voice.kind == "group" and voice.start - asked_of <= _ADDRESSEE_GAP:
                # `đề nghị Bộ X chỉ đạo ...`: the one who is asked, not the one who speaks
                continue
            yield Attribution(voice, frame.end, sentence.end, frame.word, "frame")
            taken = max(taken, frame.end)
            asked_of = frame.end if frame.ask else -1
        for match in _THEO.finditer(context.lower, sentence.start, sentence.end):
            stop = context.lower.find(",", match.end(), sentence.end)
            stop = stop if stop >= 0 else min(sentence.end, match.end() + 120)
            voice = self.subjects.find(match.end(), stop)
            if voice is not None and voice.start - match.end() < (60 if voice.kind == "person" else 3):
                yield Attribution(voice, stop, sentence.end, "theo", "theo")
        for person in self.people[
            bisect_right(self._ends, sentence.start) : bisect_right(self._ends, sentence.end)
        ]:
            colon = _COLON.match(self.context.body, person.end, sentence.end)
            if colon is not None:
                yield Attribution(self.subjects.voice(person), colon.end(), sentence.end, ":", "frame")

    def _is_acted_on(self, voice: Voice, verb: int, sentence: int) -> bool:
        """Whether a word of obligation or of the passive stands between `voice` and the verb: `các địa phương
        phải chỉ đạo`, `các ý kiến sẽ được ghi nhận` do not say who has spoken.
        """
        between = self.context.lower[voice.end : verb]
        if between.endswith(_PASSIVE) or (voice.kind == "group" and _SUFFERS.match(between)):
            return True
        return any(voice.end <= modal.start < verb for modal in self.context.modals[sentence])

    def _boundary(self, start: int, end: int) -> int:
        """Where the clause begins whose verb stands at `end`."""
        found = start
        for match in _BOUNDARY.finditer(self.context.lower, start, end):
            found = match.end()
        return max(found, end - _SUBJECT_REACH)

    def _quotation_before(self, frame: Cue, start: int) -> tuple[int, int] | None:
        """The range of a quotation that closes shortly before `frame`."""
        body = self.context.body
        for match in _BEHIND.finditer(body, max(start - 1, frame.start - 160), frame.start):
            mark = match.start()
            if self.context.is_quoted(mark - 1) and not self.context.is_quoted(mark + 1):
                opened = mark - 1
                while opened > 0 and self.context.is_quoted(opened):
                    opened -= 1
                return opened, mark
        return None
