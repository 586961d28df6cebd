"""Who is speaking at every place of a body.

Attributions are found first (`đồng chí X, chức danh, nhấn mạnh:`, `Theo ông X,`, `”, ông X nói`), each with
the passage it governs; then any place is asked for its speaker: the attribution of its own quotation or
sentence, else the last one before it, since speeches run over many sentences. Short forms are resolved to the
full name only when one is left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vnpolicy.extract.context import Context, Cue
from vnpolicy.extract.cues import any_of, cue
from vnpolicy.extract.patterns import UPPER, alternation
from vnpolicy.extract.people import resolve, vietnamese
from vnpolicy.extract.roles import heads
from vnpolicy.lexicon import lines, table
from vnpolicy.model import Person


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks: a person's full name with the role, or a group as the text calls it.

    `start` and `end` are where the text names the speaker; `kind` is `person`, `title` or `group`.
    """

    speaker: str
    role: str | None
    kind: str
    start: int
    end: int


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
_CAPITALS = re.compile(r"[A-ZĐ][A-ZĐ&\-]{1,}(?:\s+[A-ZĐ][\w&\-]*)*")
_PROPER = re.compile(rf"[{UPPER}][\w-]+(?:\s[{UPPER}][\w-]+)+|[A-ZĐ][a-z]{{4,}}")
_PLACE_FIRST = re.compile(r"(?:tại|trong|qua|ở|sau|theo)\s")
_MANY = frozenset(("các ", "nhiề", "một ", "đa s", "hầu "))
_COLON = re.compile(r"\s*(?:\([^)]{1,40}\))?\s*:")
_HEADLESS = frozenset("lãnh đạo người đứng đầu phó nguyên quyền và của ông bà đồng chí tp tỉnh thành phố".split())
_ROLE_WORD = re.compile(r"\w[\w&/-]*")
_NAME_WORD = re.compile(r"(?:,? ?(?:và )?)(\w[\w.&-]*)(?<!\.)")
_SHORT_NAME = 24
_LONGEST_NAME = 90
"""Characters; a longer run between a clause's beginning and its verb is more than a name."""
_CLOSING_REACH = 25
"""Characters behind the verb of `..., các đại biểu cho biết.` within which its sentence ends."""
_SUBJECT_REACH = 260
_ADDRESSEE_GAP = 3


@cache
def _short_forms() -> re.Pattern[str]:
    """A form of address, alone or before one capitalised syllable; matched on lower-case text."""
    return re.compile(
        rf"(?<!\w)(?:{alternation(lines('honorifics.txt'))}|vị này|người đứng đầu chính phủ)(?!\w)"
    )


@cache
def _groups() -> re.Pattern[str]:
    many = r"(?:các|nhiều|một số|đa số|đông đảo|hầu hết|không ít|những)"
    side = r"(?:(?:lãnh đạo|đại diện|phía|có|nhà)\s+)*"
    body = any_of(table("speech.toml")["group"])
    return re.compile(rf"(?<!\w)(?:(?:(?:lãnh đạo|đại diện)\s+)?{many}\s+{side}(?:{body}|\w+)|{side}{body})")


@cache
def _adverbs() -> re.Pattern[str]:
    """What stands between a speaker and the verb, at the end of a range."""
    return re.compile(rf"\s*(?:{any_of(table('speech.toml')['adverb'])}\s*)+$")


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile(rf"\s{any_of(table('speech.toml')['predicate'])}")


@cache
def _document_of() -> re.Pattern[str]:
    return re.compile(rf"{any_of(table('speech.toml')['writing'])}[^,;:]{{0,60}}\scủa\s")


@cache
def _writing() -> re.Pattern[str]:
    return re.compile(any_of(table("speech.toml")["writing"]))


class Discourse:
    """The attributions of a body and the answer to who speaks where."""

    def __init__(self, context: Context, people: Sequence[Person]) -> None:
        self.context = context
        self.people = sorted(people, key=lambda p: p.start)
        self._ends = [p.end for p in self.people]
        self._starts = [s.start for s in context.sentences]
        self.by_sentence: list[list[Attribution]] = [
            sorted(self._of_sentence(i), key=lambda a: (a.start, a.end))
            for i in range(len(context.sentences))
        ]

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
        for back in range(1, sentence + 1):
            earlier = self._carried(self.by_sentence[sentence - back])
            if earlier is not None:
                return earlier, back
        # a headline that quotes without a name, and the lead that gives it
        following = self.by_sentence[sentence + 1 : sentence + 5]
        return next(((found[0], n) for n, found in enumerate(following, 1) if found), None)

    def _closes(self, attribution: Attribution, sentence: int) -> bool:
        """Whether an attribution stands at the end of its sentence, or names a person."""
        end = self.context.sentences[sentence].end
        return attribution.voice.kind == "person" or end - attribution.start < _CLOSING_REACH

    def _carried(self, found: Sequence[Attribution]) -> Attribution | None:
        """The attribution of a sentence that holds on behind it.

        In `ông X cho biết Bộ Y yêu cầu ...` and in his own words within quotation marks it is X who goes on.
        """
        person = next((a for a in found if a.voice.kind == "person"), None)
        for attribution in reversed(found):
            group = attribution.voice.kind != "person"
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
            voice = self._subject(begin, frame.start)
            if voice is None and behind is not None:
                voice = self._subject(frame.end, min(sentence.end, frame.end + 80))
            if voice is None or self._is_obliged(voice.end, frame.start, index):
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
            voice = self._subject(match.end(), stop)
            if voice is not None and voice.start - match.end() < (60 if voice.kind == "person" else 3):
                yield Attribution(voice, stop, sentence.end, "theo", "theo")
        for person in self.people[
            bisect_right(self._ends, sentence.start) : bisect_right(self._ends, sentence.end)
        ]:
            colon = _COLON.match(self.context.body, person.end, sentence.end)
            if colon is not None:
                yield Attribution(self._voice(person), colon.end(), sentence.end, ":", "frame")

    def _is_obliged(self, start: int, end: int, sentence: int) -> bool:
        """Whether a word of obligation stands in `body[start:end]`: `các địa phương phải chỉ đạo` says what
        is to be done, not who has spoken.
        """
        return any(start <= modal.start < end for modal in self.context.modals[sentence])

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

    def _subject(self, begin: int, end: int) -> Voice | None:
        """The speaker named in `body[begin:end]`, nearest to its end."""
        lower = self.context.lower
        adverb = _adverbs().search(lower, begin, end)
        stop = adverb.start() if adverb else end
        while stop > begin and lower[stop - 1] in " ,:–-":
            stop -= 1
        bracket = lower.rfind("(", begin, stop) if lower[stop - 1] == ")" else -1
        if bracket > begin:
            # `Đại biểu X (Đoàn Y) nêu`
            stop = bracket - 1 if lower[bracket - 1] == " " else bracket
        comma = lower.rfind(", ", begin, stop)
        chunk = comma + 2 if comma >= 0 else begin
        person = self._person(begin, stop)
        if person is not None and person.end >= chunk:
            return self._voice(person)
        title = self._title(_skip_connective(lower, chunk, stop), stop)
        if person is not None and (title is None or title.kind == "title"):
            tail = lower[person.end : stop]
            if heads().search(tail) or len(tail) < 3:
                return self._voice(person)
        if title is not None:
            return title
        group = self._group(chunk, stop) or self._listed_group(person.end if person else begin, chunk, stop)
        if group is None and person is not None and len(lower[person.end : stop]) < 120:
            return self._voice(person)
        return group

    def _listed_group(self, begin: int, chunk: int, stop: int) -> Voice | None:
        """A group whose name has commas: `Bộ Văn hóa, Thể thao và Du lịch`."""
        while (comma := self.context.lower.rfind(", ", begin, max(begin, chunk - 2))) >= 0:
            chunk = comma + 2
            if stop - chunk > _LONGEST_NAME:
                return None
            if (group := self._group(chunk, stop)) is not None:
                return group
        return self._group(begin, stop) if stop - begin <= _LONGEST_NAME else None

    def _voice(self, person: Person) -> Voice:
        return Voice(person.name, person.role or self._role_of(person), "person", person.start, person.end)

    def _person(self, begin: int, end: int) -> Person | None:
        at = bisect_right(self._ends, end) - 1
        return self.people[at] if at >= 0 and self.people[at].start >= begin else None

    def _role_of(self, person: Person) -> str | None:
        return next((p.role for p in self.people if p.name == person.name and p.role), None)

    def _title(self, start: int, stop: int) -> Voice | None:
        """A form of address or a title without a full name that fills `body[start:stop]`, resolved where it
        can be.
        """
        lower = self.context.lower
        match = _short_forms().match(lower, start, stop) or heads().match(lower, start, stop)
        if match is None:
            return None
        verbs = _predicate().finditer(lower, match.end(), stop)
        stop = next((v.start() for v in verbs if self.context.body[v.start() + 1].islower()), stop)
        if stop - start > _LONGEST_NAME:
            return None
        group = _groups().match(lower, start, stop)
        rest = self.context.body[match.end() : stop].strip()
        named = rest[:1].isupper() and len(rest) < _SHORT_NAME
        if group is not None and group.end() >= match.end() and not named:
            # `đại diện Bộ Y tế` is nobody's title; `Bộ trưởng` is
            return None
        mention = self.context.body[start:stop]
        known = resolve(mention, self.people, start) or self._holder(lower[start:stop], start)
        if known is not None:
            return Voice(known.name, known.role or self._role_of(known), "person", start, stop)
        if lower.startswith(("ông", "bà", "anh", "chị", "đồng chí"), start):
            return None
        return Voice(mention, None, "title", start, stop)

    def _holder(self, title: str, position: int) -> Person | None:
        """The one person whose role holds every word of `title` (`chủ tịch Hà Nội` for `Chủ tịch UBND TP Hà
        Nội`).
        """
        words = set(_ROLE_WORD.findall(title)) - _HEADLESS
        if len(words) < 2:
            return None
        deputy = title.startswith(("phó", "nguyên", "cựu"))
        held = [p for p in self.people if p.role and words <= set(_ROLE_WORD.findall(p.role.lower()))]
        held = [p for p in held if (p.role or "").lower().startswith(("phó", "nguyên", "cựu")) == deputy]
        held = [p for p in held if p.start < position] or held
        return held[0] if len({p.name for p in held}) == 1 else None

    def _group(self, start: int, stop: int) -> Voice | None:
        """A body or a group that is the subject of the verb behind `stop`."""
        lower, body = self.context.lower, self.context.body
        start = _skip_connective(lower, start, stop)
        match = _groups().match(lower, start, stop)
        if match is None and _PLACE_FIRST.match(lower, start, stop):
            # `tại hội nghị các đại biểu`
            match = next((m for m in _groups().finditer(lower, start, stop) if m[0][:4] in _MANY), None)
        if match is None:
            match = self._proper_name(start, stop)
        if match is None:
            return None
        verbs = _predicate().finditer(lower, match.end(), stop)
        # `Bộ Kế hoạch và Đầu tư`: a capital is part of the name
        predicate = next((v for v in verbs if body[v.start() + 1].islower()), None)
        if predicate is not None:
            if predicate[0].strip() not in ("tại","đã","vừa","cũng","sẽ") and not _writing().search(lower, predicate.start(), stop):
                return None
            stop = predicate.start()
        if (written := _document_of().match(lower, match.start(), stop)) is not None:
            # `báo cáo của Chính phủ`: the body speaks
            return self._group(written.end(), stop)
        name = lower[match.start() : stop]
        if name.removesuffix(" này") in table("speech.toml")["same_person"]:
            known = resolve("ông", self.people, match.start())
            return Voice(known.name, known.role, "person", match.start(), stop) if known else None
        if len(name) > _LONGEST_NAME or name in table("speech.toml")["pronoun"]:
            return None
        if any(c.start < stop and c.end > match.end() for c in self._modals(match.start())):
            return None
        if lower.startswith(("lãnh đạo", "người đứng đầu"), match.start()):
            known = self._holder(name, match.start())
            if known is not None:
                return Voice(known.name, known.role, "person", match.start(), stop)
        return Voice(self._full_name(match.start(), stop), None, "group", match.start(), stop)

    def _proper_name(self, start: int, stop: int) -> re.Match[str] | None:
        """The name that fills `body[start:stop]`."""
        body = self.context.body
        for pattern in (_CAPITALS, _PROPER):
            match = pattern.match(body, start, stop)
            if match and match.end() >= stop - 2 and not (pattern is _PROPER and vietnamese(match[0].lower())):
                return match
        return None

    def _full_name(self, start: int, stop: int) -> str:
        """The name of the group at `body[start:stop]`; `Sở`, `Tổng cục` mean the one body of that kind that
        was named in full before.
        """
        body, head = self.context.body, self.context.lower[start:stop].removesuffix(" này")
        if head not in table("speech.toml")["short_group"]:
            return body[start:stop]
        before = re.finditer(rf"(?<!\w)(?i:{head})\s(?=[{UPPER}])", body[:start])
        names = list(dict.fromkeys(self._body_name(m.start(), m.end()) for m in before))
        shortest = min(names, key=len, default="")
        return names[0] if names and all(name.startswith(shortest) for name in names) else body[start:stop]

    def _body_name(self, start: int, end: int) -> str:
        """The name that begins with `body[start:end]`: capitalised words, and words that follow them twice
        (`Sở Y tế`).
        """
        body, last = self.context.body, ""
        while word := _NAME_WORD.match(body, end):
            known = f"{last} {word[1]}".lower() in table("speech.toml")["portfolio"]
            if not word[1][0].isupper() and not known and body.count(body[start : word.end()]) < 2:
                break
            end, last = word.end(), word[1]
        return body[start:end].strip()

    def _modals(self, position: int) -> list[Cue]:
        at = bisect_right(self._starts, position) - 1
        return self.context.modals[at] + self.context.frames[at]


def _skip_connective(lower: str, start: int, end: int) -> int:
    match = cue("connective").match(lower, start, end)
    if match is None:
        return start
    start = match.end()
    while start < end and lower[start] in " ,":
        start += 1
    return start
