"""Who is named as the subject of a verb: a person, a title, a group.

Short forms (`ông Thắng`, `Thủ tướng`, `Sở`) are resolved to the full name only when one is left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import islice

from vnpolicy.extract.context import Context, Cue
from vnpolicy.extract.cues import any_of, cue
from vnpolicy.extract.patterns import UPPER, alternation
from vnpolicy.extract.people import vietnamese
from vnpolicy.extract.resolve import NEAR, resolve
from vnpolicy.extract.roles import heads
from vnpolicy.lexicon import lines, table
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


_CAPITALS = re.compile(r"[A-ZĐ][A-ZĐ&\-]{1,}(?:\s+[A-ZĐ][\w&\-]*)*")
_PROPER = re.compile(rf"[{UPPER}][\w-]+(?:\s[{UPPER}][\w-]+)+|[A-ZĐ][a-z]{{4,}}")
_PLACE_FIRST = re.compile(r"(?:tại|trong|qua|ở|sau|theo)\s")
_MANY = frozenset(("các ", "nhiề", "một ", "đa s", "hầu "))
_HEADLESS = frozenset(
    "lãnh đạo người đứng đầu phó nguyên quyền và của ông bà đồng chí tp tỉnh thành phố".split()
)
_ROLE_WORD = re.compile(r"\w[\w&/-]*")
_NAME_WORD = re.compile(r"(?:,? ?(?:và )?)(\w[\w.&-]*)(?<!\.)")
_MOST_WORDS = 14
_MOST_BODIES = 40
_SHORT_NAME = 24
_LONGEST_NAME = 90
"""Characters; a longer run between a clause's beginning and its verb is more than a name."""


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
    things = [*table("speech.toml")["no_addressee"], *table("speech.toml")["no_speaker"]]
    thing = rf"(?!{any_of(things)})"
    people = rf"(?:(?:lãnh đạo|đại diện)\s+)?{many}\s+{side}(?:{body}|{thing}\w+)"
    return re.compile(rf"(?<!\w)(?:{people}|{side}{body})")


@cache
def _adverbs() -> re.Pattern[str]:
    """What stands between a speaker and the verb, at the end of a range."""
    return re.compile(rf"\s*(?:{any_of(table('speech.toml')['adverb'])}\s*)+$")


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile(rf"\s{any_of(table('speech.toml')['predicate'])}")


@cache
def _action() -> re.Pattern[str]:
    return re.compile(any_of(table("speech.toml")["action"]))


@cache
def _document_of() -> re.Pattern[str]:
    return re.compile(rf"{any_of(table('speech.toml')['writing'])}[^,;:]{{0,60}}\scủa\s")


@cache
def _nobody() -> re.Pattern[str]:
    """`có ý kiến`, `thực trạng này`: something is said or asked for, by nobody in particular."""
    return re.compile(any_of(table("speech.toml")["nobody"]))


@cache
def _subordinator() -> re.Pattern[str]:
    return re.compile(rf"{any_of(table('speech.toml')['subordinator'])}\s+")


@cache
def _writing() -> re.Pattern[str]:
    return re.compile(any_of(table("speech.toml")["writing"]))


class Subjects:
    """The subjects of a body's clauses; `people` are the mentions in it, in order."""

    def __init__(self, context: Context, people: list[Person]) -> None:
        self.context = context
        self.people = people
        self._ends = [p.end for p in people]
        self._starts = [s.start for s in context.sentences]
        self._bodies: dict[str, list[tuple[int, str]]] = {}

    def find(self, begin: int, end: int) -> Voice | None:
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
        nobody = _nobody().search(lower, chunk, stop)
        if nobody is not None and nobody.end() == stop:
            return Voice("", None, "nobody", nobody.start(), stop)
        person = self._person(begin, stop)
        if person is not None and person.end >= chunk:
            return self.voice(person)
        title = self._title(_skip_connective(lower, chunk, stop), stop)
        if person is not None and (title is None or title.kind == "title"):
            tail = lower[person.end : stop]
            if heads().search(tail) or len(tail) < 3:
                return self.voice(person)
        if title is not None:
            return title
        group = (
            self._group(chunk, stop)
            or self._embedded(chunk, stop)
            or self._listed_group(person.end if person else begin, chunk, stop)
        )
        if group is None and person is not None and len(lower[person.end : stop]) < 120:
            return self.voice(person)
        return group

    def _embedded(self, start: int, stop: int) -> Voice | None:
        """A group that is the subject of a clause within `body[start:stop]`: `..., nên Quốc hội đã`."""
        opened = [m.end() for m in _subordinator().finditer(self.context.lower, start, stop)]
        return self._group(opened[-1], stop) if opened and stop - opened[-1] <= _LONGEST_NAME else None

    def _listed_group(self, begin: int, chunk: int, stop: int) -> Voice | None:
        """A group whose name has commas: `Bộ Văn hóa, Thể thao và Du lịch`."""
        while (comma := self.context.lower.rfind(", ", begin, max(begin, chunk - 2))) >= 0:
            chunk = comma + 2
            if stop - chunk > _LONGEST_NAME:
                return None
            if (group := self._group(chunk, stop)) is not None:
                return group
        return self._group(begin, stop) if stop - begin <= _LONGEST_NAME else None

    def voice(self, person: Person) -> Voice:
        """`person` as a speaker, with the role given anywhere in the body."""
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
        if mention in table("speech.toml")["no_title"]:
            return None
        known = (
            resolve(mention, self.people, start)
            or resolve(mention, self._near(start), start)
            or self._holder(lower[start:stop], start)
        )
        if known is not None:
            return Voice(known.name, known.role or self._role_of(known), "person", start, stop)
        if lower.startswith(("ông", "bà", "anh", "chị", "đồng chí"), start):
            return None
        return Voice(mention, None, "title", start, stop)

    def _near(self, position: int) -> list[Person]:
        """The people named shortly before `position`: of two deputies the one spoken of just now."""
        last = bisect_right(self._ends, position)
        first = bisect_right(self._ends, position - NEAR)
        return self.people[first:last]

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
        if match[0] == "tổ chức" and _action().match(lower, match.end() + 1, stop):
            return None  # `khi tổ chức kiểm điểm`: the verb, not the noun
        verbs = _predicate().finditer(lower, match.end(), stop)
        # `Bộ Kế hoạch và Đầu tư`: a capital is part of the name
        predicate = next((v for v in verbs if body[v.start() + 1].islower()), None)
        if predicate is not None:
            if predicate[0].strip() not in ("tại", "đã", "vừa", "cũng", "sẽ") and not _writing().search(
                lower, predicate.start(), stop
            ):
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
            if (
                match
                and match.end() >= stop - 2
                and not (pattern is _PROPER and vietnamese(match[0].lower()))
            ):
                return match
        return None

    def _full_name(self, start: int, stop: int) -> str:
        """The name of the group at `body[start:stop]`; `Sở`, `Tổng cục` mean the one body of that kind that
        was named in full before.
        """
        head = self.context.lower[start:stop].removesuffix(" này")
        if head in table("speech.toml")["short_group"]:
            if head not in self._bodies:
                self._bodies[head] = self._named_bodies(head)
            names = list(dict.fromkeys(name for at, name in self._bodies[head] if at < start))
            shortest = min(names, key=len, default="")
            if names and all(name.startswith(shortest) for name in names):
                return names[0]
        return self.context.body[start:stop]

    def _named_bodies(self, head: str) -> list[tuple[int, str]]:
        """Where bodies of the kind `head` are named in full, with the names."""
        pattern = re.compile(rf"(?<!\w)(?i:{re.escape(head)})\s(?=[{UPPER}])")
        found = islice(pattern.finditer(self.context.body), _MOST_BODIES)
        return [(m.start(), self._body_name(m.start(), m.end())) for m in found]

    def _body_name(self, start: int, end: int) -> str:
        """The name that begins with `body[start:end]`: capitalised words, and those that belong to them
        (`Sở Y tế`, `Bộ Nông nghiệp và Phát triển nông thôn`).
        """
        body, before = self.context.body, ""
        subjects = table("speech.toml")["portfolio"]
        for word in islice(_NAME_WORD.finditer(body, end, end + _LONGEST_NAME), _MOST_WORDS):
            if word.start() != end:
                break
            own = word[1][0].isupper()
            if not own and f"{before} {word[1]}".lower() not in subjects:
                following = _NAME_WORD.match(body, word.end())
                opens = following is not None and f"{word[1]} {following[1]}" in subjects
                again = before[:1].isupper() and body.count(body[start : word.end()]) > 1
                if not opens and not again:
                    break
            end, before = word.end(), word[1]
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
