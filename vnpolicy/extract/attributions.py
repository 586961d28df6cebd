"""Where a sentence says who speaks: `đồng chí X, chức danh, nhấn mạnh:`, `Theo ông X,`, `”, ông X nói`,
`kiến nghị của X về việc`, `Đó là yêu cầu của X`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vnpolicy.extract import attribution_words as words
from vnpolicy.extract.context import Context, Cue
from vnpolicy.extract.cues import cue
from vnpolicy.extract.patterns import JOINED
from vnpolicy.extract.recent import PRONOUNS, Recent
from vnpolicy.extract.roles import heads
from vnpolicy.extract.segments import NUMBER
from vnpolicy.extract.subject_words import short_forms
from vnpolicy.extract.subjects import Subjects
from vnpolicy.extract.titles import Voice
from vnpolicy.lexicon import table
from vnpolicy.model import Person


@dataclass(frozen=True, slots=True)
class Attribution:
    """`voice` speaks in `body[start:end]`. `verb` is the frame's; `how` is `frame`, `behind`, `theo`, `noun`,
    `claim` or `signed`.
    """

    voice: Voice
    start: int
    end: int
    verb: str
    how: str


_BOUNDARY = re.compile(r"[;“«”»]|(?<=\S)\"(?=[\s,–—-])|[!?…]\s")
_THEO = re.compile(r"(?:^|(?<=[\s“\"(]))theo\s+(?=(?:(?:các|nhiều|một số)\s+)?\w)")
_OPENS_CLAUSE = re.compile(
    r"(?:^|[,;:.“\"(–-]|(?<!\w)(?:cũng|còn|vẫn|thì|là|và|nhưng|song|mà|rằng|do đó|vì vậy))\s*$"
)
_BEHIND = re.compile(r"[”\"»]\s*[,\-–—.]{0,2}\s*")
_COLON = re.compile(r"\s*(?:\([^)]{1,40}\))?\s*:")
_TO_QUOTATION = re.compile(r"\s[^.,;:?!“”\"\n]{2,40}:\s?(?=[“\"])")
"""`cũng trăn trở: “`"""
_ROLE_COLON = re.compile(r"\s?[,–-]\s?(?P<role>[^.;:?!“”\"\n]{4,120}):\s")
_ROLE_END = re.compile(r"(?:\s?[,–-]\s?(?P<role>[^.;:?!“”\"\n]{4,120}))?[.…]*\s*$")
_FEW_WORDS = re.compile(r"\s[^.,;:?!“”\"\n]{2,40}[.…]*\s*$")
"""`nghẹn ngào.`"""
_NUMBERED = re.compile(rf"^{NUMBER}(?:\s|$)")
_OF = re.compile(r"\scủa\s(?:\w+\s){0,5}$")
_PASSIVE = (" được ", " bị ")
_SUFFERS = re.compile(r"\s*(?:(?:cần|cũng|sẽ|đang|đã|đều)\s+)*(?:được|bị)\s[^,]*,")
_SUBJECT_REACH = 260
_VERB_REACH = 160
_TITLE_REACH = 90
ADDRESS_REACH = 12
"""Characters that a form of address may take before a name."""
NAME_REACH = 120
_DEGREES_REACH = 30
_ADDRESSEE_GAP = 3
_ASKED_REACH = 200
"""Characters that the bodies may take who are asked to direct others."""
_ORDERS_REACH = 12
"""Sentences behind an instruction, or an entry of it, within which a further entry may stand."""

_ISSUED_REACH = 8
"""Sentences behind the one that tells who has issued a document within which it is told of."""


class Attributions:
    """Finds the attributions of the sentences of `context`, whose people are `people` in order."""

    def __init__(self, context: Context, people: Sequence[Person], subjects: Subjects) -> None:
        self.context = context
        self.people = people
        self.subjects = subjects
        self._ends = [p.end for p in people]
        self._recent = Recent(context, subjects)
        self._ordered: tuple[int, int, str] | None = None
        self.told: dict[int, int] = {}
        """By the end of `chỉ đạo` where the body is named that is told to direct others."""

    def of(self, index: int) -> list[Attribution]:
        """Those of sentence number `index`, by the place of what is said."""
        found = [*self._framed(index), *self._theo(index), *self._named(index), *self._colons(index)]
        found += self._passed_on(index)
        found.sort(key=lambda a: (a.start, a.end))
        self._recent.note(index, [a.voice for a in found if a.how != "noun"], silent=not found)
        return found

    def _framed(self, index: int) -> Iterator[Attribution]:
        context, sentence = self.context, self.context.sentences[index]
        taken, asked_of = sentence.start, -1
        unsaid = sentence.start
        said: Voice | None = None
        before: Cue | None = None
        for frame in context.frames[index]:
            behind = self._quotation_before(frame, sentence.start)
            begin = max(taken, self._boundary(sentence.start, frame.start))
            told = said is not None and said.kind != "person" and before is not None and not before.ask
            while (told or taken < begin) and begin < frame.start and context.body[begin] == " ":
                begin += 1
            while behind is not None and begin < frame.start and context.body[begin] in " ,.-–—":
                begin += 1
            listed = said is not None and context.lower.endswith((": ", ":"), begin, frame.start)
            # `X nêu vài ý với các bộ như: đề nghị`
            shared = frame.word in words.shared()
            voice = said if listed else self._reported(unsaid, frame.start) if unsaid > begin else None
            voice = voice or self.subjects.find(begin, frame.start, shared)
            if voice is None and behind is not None:
                voice = self.subjects.find(frame.end, min(sentence.end, frame.end + 80))
                if voice is not None and voice.start - frame.end > _ADDRESSEE_GAP:
                    continue
            voice = self._recent.unnamed(begin, frame.start, index) or voice
            if voice is None:
                voice = self._recent.gone_on(index, frame) or self._written(begin, frame.start, index)
            if said is not None and voice is not None and self._is_object(voice, before, frame):
                voice = said
            before = frame
            if voice is None and frame.ask and self._opens_entry(frame, sentence.start):
                asked_of = frame.end
            if voice is None and not frame.ask:
                unsaid = frame.end + 1
            if voice is None or self._is_acted_on(voice, frame.start, index):
                continue
            if self._is_told(voice, frame, index):
                self.told[frame.end] = voice.start
                continue
            voice = self._recent.meant(self._passing_on(frame, sentence.end) or voice, index)
            if behind is not None and voice.start >= behind[1] and not self._is_new(behind[1], voice):
                yield Attribution(voice, behind[0], behind[1], frame.word, "behind")
            if asked_of >= 0 and self._is_asked(voice, frame, asked_of):
                self.told[frame.end] = asked_of + 1
                continue
            if frame.word in table("speech.toml")["instruct"]:
                self._ordered = (index, index, voice.speaker)
            yield Attribution(voice, frame.end, sentence.end, frame.word, "frame")
            said = voice
            taken = max(taken, frame.end)
            asked_of = frame.end if frame.ask else -1

    def _reported(self, begin: int, end: int) -> Voice | None:
        """The person in `body[begin:end]` of whom somebody who is not named tells: `Nguồn tin cho biết ông X
        kêu gọi`.
        """
        voice = self.subjects.find(begin, end)
        return voice if voice is not None and voice.kind in ("person", "title") else None

    def _passing_on(self, frame: Cue, end: int) -> Voice | None:
        """Whose words an office passes on by `frame`: `Văn phòng X thông báo kết luận của ông Y`."""
        if frame.word not in table("speech.toml")["passes_on"]:
            return None
        of = words.passed_on().match(self.context.lower, frame.end, end)
        voice = self.subjects.first(of.end(), end) if of else None
        return voice if voice is not None and voice.kind in ("person", "title") else None

    def _is_object(self, voice: Voice, before: Cue | None, frame: Cue) -> bool:
        """Whether `voice` is the person whom the frame `before` congratulates (`chúc mừng ông X, đồng thời`),
        or whose something is that it holds (`hoan nghênh đề nghị của ông X và` before `frame`).
        """
        if before is None or voice.kind != "person":
            return False
        lower = self.context.lower
        if lower[voice.end : frame.start].strip() == "và" and _OF.search(lower, before.end, voice.start):
            return True
        told = before.word in table("speech.toml")["to_somebody"]
        return told and 0 <= voice.start - before.end <= ADDRESS_REACH

    def _opens_entry(self, frame: Cue, begin: int) -> bool:
        """Whether an entry that begins at `begin` opens with `frame`: `3. Giao Bộ X, Sở Y chỉ đạo`."""
        opening = cue("connective").sub("", self.context.lower[begin : frame.start])
        return not opening.strip(" ,-–+.()0123456789")

    def _is_asked(self, voice: Voice, frame: Cue, asked_of: int) -> bool:
        """Whether in `đề nghị Bộ X chỉ đạo ...` the voice is the one who is asked, not the one who speaks."""
        if voice.kind == "group" and voice.start - asked_of <= _ADDRESSEE_GAP:
            return True
        others = self.context.lower[asked_of : voice.start].strip(" ,")
        listed = (
            " " not in other or heads().match(other) or Subjects.is_body(other)
            for other in JOINED.split(others)
        )
        if voice.kind == "group" and others and all(listed):
            return True  # the last of several
        between = self.context.lower[asked_of : frame.start]
        return (
            frame.word == "chỉ đạo"
            and frame.start - asked_of <= _ASKED_REACH
            and not words.tense() & set(between.split())
            and not _BOUNDARY.search(between)
        )

    def _is_told(self, voice: Voice, frame: Cue, index: int) -> bool:
        """Whether `Bộ Y chỉ đạo các bệnh viện ...` is an entry of the instructions that somebody gives in the
        sentences before, not what a body has done: nothing tells when.
        """
        if voice.kind == "person" or frame.word not in table("speech.toml")["directs"]:
            return False
        lower, begin = self.context.lower, self._boundary(self.context.sentences[index].start, voice.start)
        before = lower[begin : voice.start].strip()
        before, numbers = _NUMBERED.subn("", before)
        if numbers and not before and not words.tense() & set(lower[voice.end : frame.start].split()):
            return True
        if self._ordered is None or frame.word != "chỉ đạo":
            return False
        first, number, by = self._ordered
        opens = cue("connective").fullmatch(before.strip(" ,"))
        asked = self.context.sentences[first]
        highest = lower.startswith(tuple(table("speech.toml")["highest"]), voice.start)
        told = (
            index - number <= _ORDERS_REACH
            and by != voice.speaker
            and (not before or opens or (before.endswith(",") and heads().match(before) is not None))
            and not words.tense() & set(lower[voice.end : frame.start].split())
            and cue("writing").search(lower, voice.end, frame.start) is None
            and (not highest or voice.speaker.lower() in lower[asked.start : asked.end])
        )
        if told:
            self._ordered = (first, index, by)
        return told

    def _is_new(self, mark: int, voice: Voice) -> bool:
        """Whether a sentence of its own begins behind the quotation that ends at `mark`: `.” Sau đó, X`."""
        body = self.context.body
        return body[mark - 1] in ".!?…" and "," in body[mark + 2 : voice.start]

    def _theo(self, index: int) -> Iterator[Attribution]:
        context, sentence = self.context, self.context.sentences[index]
        for match in _THEO.finditer(context.lower, sentence.start, sentence.end):
            stop = context.lower.find(",", match.end(), sentence.end)
            stop = stop if stop >= 0 else min(sentence.end, match.end() + NAME_REACH)
            stop = self._apposition(stop, sentence.end)
            opinion = words.opinion_of().match(context.lower, match.end(), stop)
            begin = opinion.end() if opinion else match.end()
            voice = self.subjects.find(begin, stop)
            if voice is None or voice.start - begin >= (60 if voice.kind == "person" else 3):
                continue
            before = context.lower[max(sentence.start, match.start() - 20) : match.start()]
            if context.lower[voice.start : voice.end] in PRONOUNS:
                voice = self._recent.meant(voice, index)
            if voice.kind in ("group", "title") and not _OPENS_CLAUSE.search(before):
                # `một trọng tâm theo nghị quyết của X`
                continue
            yield Attribution(voice, stop, sentence.end, "theo", "theo")

    def _apposition(self, comma: int, end: int) -> int:
        """Where the name ends that stands behind a role and the `comma` with nothing but a form of address
        before it: `Theo Cục trưởng Cục X (Bộ Y), PGS, TS An`; else `comma`.
        """
        at = bisect_right(self._ends, comma)
        if at == len(self.people) or self.people[at].start > min(end, comma + _DEGREES_REACH):
            return comma
        before = self.context.lower[comma + 1 : self.people[at].start].strip()
        return self.people[at].end if short_forms().fullmatch(before) else comma

    def _named(self, index: int) -> Iterator[Attribution]:
        """`kiến nghị của X về việc ...`, `giải pháp được X đưa ra là ...`, `... là đề xuất của X`."""
        lower, sentence = self.context.lower, self.context.sentences[index]
        for match in words.speech_of().finditer(lower, sentence.start, sentence.end):
            link = words.link().search(lower, match.end(), min(sentence.end, match.end() + NAME_REACH))
            if link is None:
                continue
            voice = self.subjects.find(match.end(), link.start())
            if voice is None or voice.start - match.end() >= 60:
                continue
            if voice.kind != "group" or not voice.speaker.islower():
                yield Attribution(voice, link.end(), sentence.end, match[0].split(" của")[0], "noun")
        for match in words.put_forward().finditer(lower, sentence.start, sentence.end):
            voice = self.subjects.find(match.start("who"), match.end("who"))
            if voice is not None:
                yield Attribution(voice, match.end(), sentence.end, match["verb"], "noun")
        claimed = words.claim().match(lower, sentence.start, sentence.end)
        for match in () if claimed else words.opinion_is().finditer(lower, sentence.start, sentence.end):
            voice = self.subjects.first(match.end(), min(sentence.end, match.end() + NAME_REACH))
            if voice is not None and voice.start - match.end() < ADDRESS_REACH:
                yield Attribution(voice, sentence.start, match.start(), "là", "noun")

    def _colons(self, index: int) -> Iterator[Attribution]:
        """`Ông X:`, `Bà X, Giám đốc Sở Y:` and, behind a quotation, `”, bà X, Giám đốc Sở Y.`"""
        body, sentence = self.context.body, self.context.sentences[index]
        first, last = bisect_right(self._ends, sentence.start), bisect_right(self._ends, sentence.end)
        for person in self.people[first:last]:
            voice = self.subjects.voice(person)
            colon = _COLON.match(body, person.end, sentence.end)
            if colon is None and person.start - sentence.start < ADDRESS_REACH:
                colon = self._behind_role(_ROLE_COLON, person.end, sentence.end)
            if colon is None and person.start - sentence.start < ADDRESS_REACH:
                colon = _TO_QUOTATION.match(body, person.end, sentence.end)
            if colon is not None:
                yield Attribution(voice, colon.end(), sentence.end, ":", "frame")
            elif (
                self._behind_role(_ROLE_END, person.end, sentence.end) is not None
                or _FEW_WORDS.match(body, person.end, sentence.end) is not None
            ):
                quoted = self._quotation_just_before(person.start, sentence.start)
                if quoted is not None:
                    yield Attribution(voice, *quoted, "", "behind")

    def _passed_on(self, index: int) -> Iterator[Attribution]:
        """`” - Báo X dẫn lời ông Y.`, `”, đó là mong muốn của ông Y.`"""
        sentence = self.context.sentences[index]
        for mark in _BEHIND.finditer(self.context.body, self._mark_before(sentence.start), sentence.end):
            before = words.words_of().match(self.context.lower, mark.end(), sentence.end)
            before = before or words.said_by().match(self.context.lower, mark.end(), sentence.end)
            quotation = self.context.quotation(mark.start() - 1)
            if before is None or quotation is None:
                continue
            voice = self.subjects.first(before.end(), sentence.end)
            if voice is not None:
                yield Attribution(voice, *quotation, "dẫn lời", "behind")

    def _behind_role(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """The match of `pattern` at `start` where what it holds is a role or nothing."""
        match = pattern.match(self.context.body, start, end)
        if match is None or not match["role"]:
            return match
        return match if heads().match(self.context.lower, match.start("role")) else None

    def _quotation_just_before(self, name: int, start: int) -> tuple[int, int] | None:
        """The range of a quotation behind which only a form of address or a role stands before `name`."""
        people = table("speech.toml")["people"]
        for mark in _BEHIND.finditer(
            self.context.body, max(self._mark_before(start), name - _TITLE_REACH), name
        ):
            before = self.context.lower[mark.end() : name].strip()
            address = short_forms().fullmatch(before) or heads().match(before) or before in people
            if (address or not before) and self.context.is_quoted(mark.start() - 1):
                return self.context.quotation(mark.start() - 1)
        return None

    def issued(self, index: int, made: bool = False) -> Attribution | None:
        """Who in sentence number `index` hands in or writes what is to be done: `Sở X đã gửi công văn`; with
        `made` also `Sở X vừa ban hành kế hoạch`.
        """
        lower, sentence = self.context.lower, self.context.sentences[index]
        for match in words.issuing(made).finditer(lower, sentence.start, sentence.end):
            voice = self.subjects.find(self._boundary(sentence.start, match.start()), match.start())
            if (
                voice is not None
                and voice.kind != "nobody"
                and not self._is_acted_on(voice, match.start(), index)
            ):
                return Attribution(voice, match.end(), sentence.end, match[0], "issued")
        return None

    def _written(self, begin: int, end: int, index: int) -> Voice | None:
        """Who has issued the document that is the subject of sentence number `index` where nobody has spoken
        since: `Sở X vừa có văn bản gửi các trường. Văn bản yêu cầu ...`.
        """
        end = self.subjects.before_adverb(begin, end)
        subject = cue("connective").sub("", self.context.lower[begin:end]).strip(" ,")
        if words.document().fullmatch(subject) is None:
            return None
        for number in range(index - 1, max(index - 1 - _ISSUED_REACH, self._recent.spoken), -1):
            if (issued := self.issued(number, made=True)) is not None:
                return replace(issued.voice, start=begin, end=end)
        return None

    def _is_acted_on(self, voice: Voice, verb: int, sentence: int) -> bool:
        """Whether a word of obligation or of the passive stands between `voice` and the verb: `các địa phương
        phải chỉ đạo`, `các ý kiến sẽ được ghi nhận` do not say who has spoken.
        """
        between = self.context.lower[voice.end : verb]
        if cue("no_issue").search(between):
            return True  # `Sở X có nhiệm vụ yêu cầu ...`
        if between.endswith(_PASSIVE) or (voice.kind == "group" and _SUFFERS.match(between)):
            return True
        return any(voice.end <= modal.start < verb for modal in self.context.modals[sentence])

    def _boundary(self, start: int, end: int) -> int:
        """Where the clause begins whose verb stands at `end`."""
        found = start
        for match in _BOUNDARY.finditer(self.context.lower, start, end):
            found = match.end()
        return max(found, self._heading_before(end), end - _SUBJECT_REACH)

    def _heading_before(self, end: int) -> int:
        """Where the sentence begins that the last heading without a full stop before `end` runs into."""
        ends = self.context.heading_ends
        number = bisect_right(ends, end)
        return ends[number - 1] + 1 if number else 0

    def _mark_before(self, start: int) -> int:
        """Where the quotation mark may stand that closes before a sentence: `…” - Ông X nói` are two."""
        dash = self.context.body[start] in "-–—"
        return max(start - 2 if dash else start - 1, 0)

    def _quotation_before(self, frame: Cue, start: int) -> tuple[int, int] | None:
        """The range of a quotation that closes shortly before `frame`."""
        begin = max(self._mark_before(start), frame.start - _VERB_REACH, self._heading_before(frame.start))
        for match in _BEHIND.finditer(self.context.body, begin, frame.start):
            mark = match.start()
            if self.context.is_quoted(mark - 1) and not self.context.is_quoted(mark + 1):
                return self.context.quotation(mark - 1)
        return None
