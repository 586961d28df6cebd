"""Several who speak together, where a list names them: `các chuyên gia, nhà khoa học`, `Anh, Pháp và Mỹ`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnpolicy.extract import subject_words as words_of
from vnpolicy.extract.body_names import LONGEST as _LONGEST_NAME
from vnpolicy.extract.body_names import BodyNames
from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import cue
from vnpolicy.extract.roles import heads
from vnpolicy.extract.segments import NUMBER
from vnpolicy.extract.titles import Voice
from vnpolicy.lexicon import table
from vnpolicy.model import Person

_NUMBERED = re.compile(rf"{NUMBER}\s")
_JOINT = re.compile(r"(?:\s?\([^()]{1,60}\))?(?P<joint>, và |,? và |, )")


class Lists:
    """The lists before a verb; `names` are those of the bodies in `context`."""

    def __init__(self, context: Context, names: BodyNames) -> None:
        self.context = context
        self._names = names

    def people(self, begin: int, chunk: int, stop: int) -> Voice | None:
        """Several kinds of people whose last is `body[chunk:stop]`: `các chuyên gia, nhà khoa học`."""
        lower = self.context.lower
        kind = heads().match(lower, chunk, stop) or words_of.groups().match(lower, chunk, stop)
        if kind is None or not self.context.body[chunk].islower() or chunk - begin < 3:
            return None
        if words_of.predicate().search(lower, kind.end(), stop):
            return None
        comma = lower.rfind(", ", begin, chunk - 2)
        opened = skip_connective(lower, comma + 2 if comma >= 0 else begin, chunk)
        first = words_of.groups().match(lower, opened, chunk)
        if first is None or not first[0].startswith(tuple(table("speech.toml")["many"])):
            return None
        if stop - opened > _LONGEST_NAME or self.context.lower[opened:stop].count(",") > 1:
            return None
        return Voice(self.context.body[opened:stop], None, "group", opened, stop)

    def persons(self, begin: int, people: Sequence[Person]) -> Voice | None:
        """Several persons who open the clause at `begin`, the last of `people` (in order) among them: `các
        đại biểu An (Huế), Bình (Hà Nội)`, `ông An và bà Bình`.
        """
        last, at = people[-1], len(people) - 1
        names = [last.name]
        while at > 0 and people[at - 1].start >= begin and (joint := self._joint(people[at - 1], people[at])):
            at -= 1
            names[:0] = [people[at].name, joint]
        first = people[at]
        comma = self.context.lower.rfind(", ", begin, first.start)
        title = self._title(comma + 2 if comma >= 0 else begin, first.start)
        several = title is not None and title.startswith(tuple(table("speech.toml")["many"]))
        if title is None or not (several or " và " in names):
            return None
        return Voice("".join(names), None, "group", first.start, last.end)

    def _joint(self, person: Person, following: Person) -> str | None:
        """What joins two people where no more than the title of the second stands between them."""
        joint = _JOINT.match(self.context.lower, person.end, following.start)
        if joint is None or self._title(joint.end(), following.start) is None:
            return None
        return " và " if "và" in joint["joint"] else ", "

    def _title(self, start: int, end: int) -> str | None:
        """What stands before a name in `body[start:end]`, where that is nothing but a title or none."""
        lower = self.context.lower
        before = lower[skip_connective(lower, start, end) : end].strip()
        patterns = (words_of.groups(), heads(), words_of.short_forms())
        title = next((match for pattern in patterns if (match := pattern.match(before))), None)
        if before and (title is None or words_of.predicate().search(f"{before} ")):
            return None
        return before if "," not in before else None

    def countries(self, begin: int, comma: int, stop: int) -> Voice | None:
        """Several countries, or somebody of each, whose last stand in `body[comma + 2:stop]`: `Liên hợp quốc,
        Pháp và Mỹ`, `Bộ trưởng Quốc phòng Úc, Nhật, Mỹ`.
        """
        lower, found = self.context.lower, None
        if comma <= begin or self._names.country(comma + 2, stop) is None:
            return None
        while comma > begin:
            last, comma = comma, lower.rfind(", ", begin, comma)
            opened = skip_connective(lower, comma + 2 if comma >= 0 else begin, last)
            if words_of.countries().fullmatch(lower, opened, last):
                found = opened
                continue
            if words_of.groups().match(lower, opened, last) or heads().match(lower, opened, last):
                found = opened
            break
        return Voice(self.context.body[found:stop], None, "group", found, stop) if found is not None else None


def skip_connective(lower: str, start: int, end: int) -> int:
    """Where the subject begins behind the number of an entry, a connective, a date or a setting without a
    comma (`Do đó ngày 5/3 Sở`, `Tại hội nghị Thủ tướng`) and `thông tin từ`.
    """
    for opening in (_NUMBERED, cue("connective"), words_of.day(), words_of.setting(), cue("source")):
        match = opening.match(lower, start, end)
        start = match.end() if match else start
        while match and start < end and lower[start] in " ,":
            start += 1
    return start
