"""Whom a title means that stands where a subject may: `Thủ tướng`, `ông Thắng`, `vị này`, `Chủ tịch Hà Nội`.

It is resolved to a full name only when one is left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from vnpolicy.extract import subject_words as words_of
from vnpolicy.extract.body_names import LONGEST as _LONGEST_NAME
from vnpolicy.extract.context import Context
from vnpolicy.extract.patterns import UPPER
from vnpolicy.extract.people import vietnamese
from vnpolicy.extract.resolve import NEAR, resolve
from vnpolicy.extract.roles import heads, of_office
from vnpolicy.lexicon import table
from vnpolicy.model import Person


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks: a person's full name with the role, or a group as the text calls it.

    `start` and `end` are where the text names the speaker; `kind` is `person`, `title`, `group`, or `nobody`
    (then `speaker` is empty).
    """

    speaker: str
    role: str | None
    kind: str
    start: int
    end: int
    embedded: bool = False
    """Whether it is the subject of a clause within a clause (`vì các cơ quan yêu cầu`)."""


_GIVEN = re.compile(rf"[{UPPER}][\w.-]*(?:\s[{UPPER}][\w.-]*){{0,3}}")
_NAMED_LAST = re.compile(rf"(?P<title>\w.*\s\w+)\s(?P<name>[{UPPER}][\w-]+)")
_ROLE_WORD = re.compile(r"\w[\w&/-]*")
_SHORT_NAME = 24
_ANOTHER = " và người đồng cấp "
_LEADER = "nhà lãnh đạo "


class Titles:
    """The titles in a body; `people` are the mentions in it, in order."""

    def __init__(self, context: Context, people: list[Person]) -> None:
        self.context = context
        self.people = people
        self._ends = [p.end for p in people]

    def role_of(self, person: Person) -> str | None:
        """The role given with any mention of `person`."""
        return next((p.role for p in self.people if p.name == person.name and p.role), None)

    def in_full(self, voice: Voice) -> str | None:
        """The role of a speaker, as another mention tells it where that tells more: `Thứ trưởng Bộ Y` for
        `Thứ trưởng`, an office for a rank.
        """
        if voice.role is None or voice.kind != "person":
            return voice.role
        own, ranks = of_office(voice.role), table("titles_roles.toml")["ranks"]
        given = [of_office(p.role) for p in self.people if p.name == voice.speaker and p.role]
        if own.lower() in ranks:
            own = next((role for role in given if role.lower() not in ranks), own)
        return next((role for role in given if role.lower().startswith(own.lower() + " ")), own)

    def find(self, start: int, stop: int) -> Voice | None:
        """A form of address or a title without a full name that fills `body[start:stop]`, resolved where it
        can be.
        """
        lower = self.context.lower
        match = words_of.short_forms().match(lower, start, stop) or heads().match(lower, start, stop)
        if match is None:
            return None
        verbs = words_of.predicate().finditer(lower, match.end(), stop)
        stop = next((v.start() for v in verbs if self.context.body[v.start() + 1].islower()), stop)
        if stop - start > _LONGEST_NAME:
            return None
        group = words_of.groups().match(lower, start, stop)
        rest = self.context.body[match.end() : stop].strip()
        named = rest[:1].isupper() and len(rest) < _SHORT_NAME
        if group is not None and group.end() >= match.end() and not named:
            # `đại diện Bộ Y tế` is nobody's title; `Bộ trưởng` is
            return None
        mention = self.context.body[start:stop]
        if mention in table("speech.toml")["no_title"] or _ANOTHER in mention:
            return None
        if is_same_person(mention.lower()):
            pointed = mention.lower().startswith("vị") or mention.endswith(" này")
            return self.named_last(start, stop) or (
                None if pointed else Voice(mention, None, "title", start, stop)
            )
        person = (
            resolve(mention, self.people, start)
            or resolve(mention, self._near(start), start)
            or self.holder(lower[start:stop], start)
        )
        if person is None and lower.startswith(tuple(table("speech.toml")["description"]), start):
            person = self.only_near(start)
        if person is not None:
            return Voice(person.name, person.role or self.role_of(person), "person", start, stop)
        if (named_last := _NAMED_LAST.fullmatch(mention)) and not vietnamese(named_last["name"].lower()):
            country = words_of.country().search(named_last["title"].lower())
            if country is not None and country.end() == len(named_last["title"]):
                # `Tổng thống Thổ Nhĩ Kỳ Erdogan`
                return Voice(named_last["name"], named_last["title"], "person", start, stop)
        if lower.startswith("người đứng đầu", start):
            return Voice(mention, None, "title", start, stop)
        if words_of.short_forms().match(lower, start, stop) is not None:
            # `Tiến sĩ Sakurada`, of whom no more is said; `bà` alone may be anybody
            known_names = {word for person in self.people for word in person.name.split()}
            strange = _GIVEN.fullmatch(rest) and known_names.isdisjoint(rest.split())
            return Voice(rest, None, "title", start, stop) if strange else None
        return Voice(mention, None, "title", start, stop)

    def named_last(self, start: int, stop: int) -> Voice | None:
        """The person whom `vị này` at `body[start:stop]` means."""
        known = resolve("ông", self.people, start)
        return Voice(known.name, known.role, "person", start, stop) if known else None

    def only_near(self, position: int) -> Person | None:
        """The one person named shortly before `position`."""
        near = self._near(position)
        return near[-1] if len({p.name for p in near}) == 1 else None

    def _near(self, position: int) -> list[Person]:
        """The people named shortly before `position`: of two deputies the one spoken of just now."""
        last = bisect_right(self._ends, position)
        first = bisect_right(self._ends, position - NEAR)
        return self.people[first:last]

    def holder(self, title: str, position: int) -> Person | None:
        """The one person whose role holds every word of `title` (`chủ tịch Hà Nội` for `Chủ tịch UBND TP Hà
        Nội`).
        """
        if title.startswith(_LEADER):
            return self._leader(title.removeprefix(_LEADER))
        words = set(_ROLE_WORD.findall(title)).difference(table("speech.toml")["unspecific"])
        if len(words) < 2:
            return None
        country = words_of.country().search(title)
        if (
            country is not None
            and country.start()
            and title.startswith(("tổng thống", "thủ tướng", "tân"))
            and not any(p.role and words_of.country().search(p.role.lower()) for p in self.people)
        ):
            # `Tổng thống Hàn Quốc` is the one president, where no role of one names a country
            words -= set(country[0].split())
        deputy = title.startswith(("phó", "nguyên", "cựu"))
        # `lãnh đạo Huế` leads no body there
        apart = set(table("speech.toml")["unit"] if title.startswith("lãnh đạo") else ()) - set(title.split())
        roles = ((p, set(_ROLE_WORD.findall((p.role or "").lower()))) for p in self.people)
        held = [p for p, role in roles if words <= role and apart.isdisjoint(role)]
        held = [p for p in held if (p.role or "").lower().startswith(("phó", "nguyên", "cựu")) == deputy]
        held = [p for p in held if p.start < position] or held
        return held[0] if len({p.name for p in held}) == 1 else None

    def _leader(self, country: str) -> Person | None:
        """The one person who leads `country`, in lower case."""
        first = tuple(table("speech.toml")["leader"])
        roles = ((person, (person.role or "").lower()) for person in self.people)
        held = [person for person, role in roles if role.endswith(country) and role.startswith(first)]
        return held[0] if len({p.name for p in held}) == 1 else None


def is_same_person(mention: str) -> bool:
    """Whether `mention`, in lower case, means who was named last: `vị này`, `đại biểu`, `doanh nhân này`."""
    kind = mention.removesuffix(" này")
    if kind in table("speech.toml")["same_person"]:
        return True
    return kind != mention and heads().fullmatch(kind.removeprefix("vị ")) is not None
