"""Who is named as the subject of a verb: a person, a title, a group.

Short forms of bodies (`Sở`) are resolved to the full name only when one is left, as titles are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from vnpolicy.extract import subject_words as words_of
from vnpolicy.extract.body_names import LONGEST as _LONGEST_NAME
from vnpolicy.extract.body_names import BodyNames
from vnpolicy.extract.context import Context, Cue
from vnpolicy.extract.cues import cue
from vnpolicy.extract.lists import Lists, skip_connective
from vnpolicy.extract.patterns import JOINED, LOWER, UPPER
from vnpolicy.extract.places import is_place
from vnpolicy.extract.places import known as known_place
from vnpolicy.extract.roles import heads
from vnpolicy.extract.titles import Titles, Voice, is_same_person
from vnpolicy.lexicon import table
from vnpolicy.model import Person

_ADDRESS = re.compile(r"(?<!\w)(?:ở|tại|xã|phường|quận|huyện|thị xã|tp|thành phố)(?!\w)")
_PROVINCES, _CITIES = re.compile(r"(?<!\w)tỉnh$"), re.compile(r", (?:thành phố|tp)\s")
"""`các tỉnh, thành phố trực thuộc Trung ương` is no list of bodies."""
_POINTER = re.compile(r"\s(?:này|trên|nói trên|đó)$")
_TITLE_AND_NAME = re.compile(
    rf"(?<=[{LOWER}]\s)[{UPPER}][{LOWER}]*(?:\s[{LOWER}]+){{0,2}}\s[{UPPER}][{LOWER}]+$"
)
_AFTER_NAME = re.compile(rf"\s[{UPPER}][{LOWER}]+\s[{UPPER}]$")
_AFTER_ACRONYM = re.compile(rf"\s[{UPPER}]{{2,}}\s(?=[{UPPER}][{LOWER}]+(?:\s[{LOWER}]+)+$)")
"""`trong lĩnh vực BHYT | Thủ tướng`"""
_KIN = re.compile(r",\s(?:là\s)?[^,.;:]{3,60}\scủa\s(?:\w+\s){0,5}$")
"""Between two names: `bà X, cô ruột của cháu Y`, `ông X, cố vấn của Thủ tướng Y`."""
_GOES_ON = re.compile(r",|(?<!\w)(?:và|để|nhằm)\s")
_PLACE_FIRST = re.compile(r"(?:tại|trong|qua|ở|sau|theo)\s")
_SIDE = "phía "
_THERE_ARE = ("có ", "cũng có ")
_MANY = frozenset(("các ", "nhiề", "một ", "đa s", "hầu "))
_LONGEST_APPOSITION = 110
_LONGEST_LIST = 200


class Subjects:
    """The subjects of a body's clauses; `people` are the mentions in it, in order."""

    def __init__(self, context: Context, people: list[Person]) -> None:
        self.context = context
        self.people = people
        self._ends = [p.end for p in people]
        self._starts = [s.start for s in context.sentences]
        self._names = BodyNames(context, people)
        self._titles = Titles(context, people)
        self._lists = Lists(context, self._names)

    def find(self, begin: int, end: int, shared: bool = False) -> Voice | None:
        """The speaker named in `body[begin:end]`, nearest to its end; who sends a letter, not to whom, and
        where the verb is one of what is `shared` (`X làm việc với Y thống nhất`) not with whom.
        """
        bracket = self.context.lower.rfind("(", begin, end)
        if bracket >= 0 and self.context.lower.find(")", bracket, end) < 0 and self._is_aside(bracket, end):
            begin = bracket + 1
        found = self._last_named(begin, end)
        if found is None or (found.kind == "group" and words_of.together().match(self.context.lower, begin)):
            return None  # `Phối hợp với Sở X thông báo`
        if (other := self._before_object(begin, found, end, shared)) is not None:
            return other
        if (part := self._part_of(begin, found, end)) is not None:
            return part
        sent = words_of.sent().search(self.context.lower, begin, found.start)
        return (self._last_named(begin, sent.start()) if sent else None) or found

    def _is_aside(self, bracket: int, end: int) -> bool:
        """Whether what the bracket opens tells what a body does, not which it is: `Cục X (được giao`."""
        return words_of.predicate().match(f" {self.context.lower[bracket + 1 : end]}") is not None

    def first(self, begin: int, end: int) -> Voice | None:
        """The speaker whose name `body[begin:end]` opens with: behind `đó là yêu cầu của`."""
        cut = words_of.behind_name().search(self.context.lower, begin, end)
        return self.find(begin, cut.start() if cut else end)

    def _before_object(self, begin: int, found: Voice, end: int, shared: bool) -> Voice | None:
        """The subject before what is no subject but the object of a preposition, alone or as the last of
        several, where the clause goes on behind it: `Cục X làm việc với Sở Y, Công ty Z, yêu cầu`.
        """
        lower = self.context.lower
        if not shared and not _GOES_ON.search(lower, found.end, end):
            return None
        for preposition in words_of.before_object().finditer(
            lower, max(begin, found.start - _LONGEST_LIST), found.start
        ):
            *others, last = JOINED.split(lower[preposition.end() : found.start])
            direct = not last or heads().match(last) or words_of.short_forms().match(last)
            if direct and all(map(self.is_body, others)):
                stop = preposition.start()
                return self._last_named(begin, stop) or self._opening(begin, stop)
        return None

    def _part_of(self, begin: int, found: Voice, end: int) -> Voice | None:
        """The body behind which `found` stands in commas as the one that it belongs to: `Cục X, Bộ Y, đã`."""
        lower = self.context.lower
        before, behind = lower[begin : found.start], lower[found.end : end].lstrip()
        whole = behind.startswith(",") or found.speaker.endswith(",")
        above = found.speaker.lower().startswith(tuple(table("speech.toml")["above_units"]))
        if found.kind != "group" or not before.endswith(", ") or not (whole or above):
            return None
        starts = [begin, *(begin + comma.end() for comma in re.finditer(", ", before[:-2]))]
        for start in starts:
            name = lower[start : found.start - 2]
            if not whole and not name.startswith(tuple(table("speech.toml")["units"])):
                continue
            if len(name) <= _LONGEST_NAME and self.is_body(name) and self.context.body[start].isupper():
                end = found.start - 2 if whole else found.end
                return Voice(self.context.body[start:end], None, "group", start, end)
        return None

    @staticmethod
    def is_body(text: str) -> bool:
        """Whether `text`, in lower case, may be the name of a body and no more."""
        return bool(words_of.groups().match(text)) and not words_of.predicate().search(text)

    def _last_named(self, begin: int, end: int) -> Voice | None:
        lower = self.context.lower
        stop = self.before_adverb(begin, end)
        while stop > begin and lower[stop - 1] in " ,:–-":
            stop -= 1
        closed = stop
        bracket = lower.rfind("(", begin, stop) if lower[stop - 1] == ")" else -1
        if bracket > begin:
            # `Đại biểu X (Đoàn Y) nêu`
            stop = bracket - 1 if lower[bracket - 1] == " " else bracket
        comma = lower.rfind(", ", begin, stop)
        while (
            comma >= 0
            and _ADDRESS.search(lower, begin, comma)
            and is_place(self.context.body[comma + 2 : stop])
        ):
            # `Đại diện Công ty X ở quận 10, TP Y`
            stop, comma = comma, lower.rfind(", ", begin, comma)
        while comma >= 0 and _PROVINCES.search(lower, begin, comma) and _CITIES.match(lower, comma):
            comma = lower.rfind(", ", begin, comma)
        chunk = comma + 2 if comma >= 0 else begin
        nobody = cue("nobody").search(lower, chunk, stop)
        if nobody is not None and nobody.end() == stop:
            # `Thủ tướng đã có ý kiến`: he has
            named = self._owner(chunk, nobody.start()) if nobody[0].startswith("có ") else None
            return named or Voice("", None, "nobody", nobody.start(), stop)
        person = self._person(begin, stop)
        if person is not None and (person.end >= chunk or self._is_apposition(person, begin, stop)):
            at = self.people.index(person)
            return self._lists.persons(begin, self.people[: at + 1]) or self.voice(person)
        start = skip_connective(lower, chunk, stop)
        if lower[start:stop] in table("speech.toml")["pronoun"]:
            return None
        if (listed := self._lists.people(begin, start, stop)) is not None:
            return listed
        if (listed := self._lists.countries(begin, comma, stop)) is not None:
            return listed
        title = self._titles.find(start, stop)
        if title is not None and title.kind == "title" and comma > begin:
            # `Phó Thủ tướng, Bộ trưởng đề nghị`
            first = skip_connective(lower, begin, comma)
            title = self._both_titles(first, comma) or title
        if person is not None and (title is None or title.kind == "title"):
            tail = lower[person.end : stop]
            closed = tail.count(" - ") > 1 or tail.count(" – ") > 1  # `ông X - Chủ tịch Y - về nước, Bộ Z`
            # `Chất vấn Bộ trưởng X, các đại biểu đề nghị`
            many = lower.startswith(tuple(f"{w} " for w in table("speech.toml")["many"] if w != "một"), start)
            # `trước tin nhà ông X (giám đốc Sở Y) có đất, UBND tỉnh giao`
            done = any(not self._is_seat(verb, tail) for verb in words_of.predicate().finditer(tail))
            body = heads().match(lower, start, stop) is None and self._group(chunk, stop) is not None
            other = many or (done and comma > person.end and body)
            if (heads().search(tail) and not closed and not other) or len(tail) < 3:
                return self.voice(person)
        if title is not None:
            return title
        if lower.startswith("của ", chunk) and cue("writing").match(lower, begin, chunk):
            chunk += len("của ")  # `Văn bản số 12, ngày 5/3, của Sở X`
        group = (
            self._group(chunk, stop)
            or self._embedded(chunk, stop)
            or self._listed_group(person.end if person else begin, chunk, stop)
        )
        if group is None and person is not None and len(lower[person.end : stop]) < 120:
            return self.voice(person)
        group = group or self._opening(begin, chunk) or self._unmarked(chunk, stop)
        if group is not None and closed > stop == group.end and not self._is_aside(bracket, closed):
            # `UBND phường X (quận Y)`
            group = replace(group, speaker=self.context.body[group.start : closed], end=closed)
        return group

    def _both_titles(self, start: int, comma: int) -> Voice | None:
        """The person whom the first of two titles means, which fills `body[start:comma]`."""
        head = heads().match(self.context.lower, start, comma)
        named = self._titles.find(start, comma) if head is not None and head.end() == comma else None
        return named if named is not None and named.kind == "person" else None

    def before_adverb(self, begin: int, end: int) -> int:
        """Where the adverbs begin that end `body[begin:end]`: in lower case, as `Hiện` may be a name."""
        adverb = words_of.adverbs().search(self.context.lower, begin, end)
        while adverb and not (found := self.context.body[adverb.start() : end]).islower():
            capital = adverb.start() + next(i for i, c in enumerate(found) if c.isupper())
            adverb = words_of.adverbs().search(self.context.lower, capital + 1, end)
        return adverb.start() if adverb else end

    def _opening(self, begin: int, chunk: int) -> Voice | None:
        """The body that a clause begins with, where a further verb is without a subject of its own: `Tỉnh X
        nghe báo cáo, ngay hôm đó đã yêu cầu`.
        """
        lower = self.context.lower
        begin = skip_connective(lower, begin, chunk)
        if (comma := words_of.circumstance().match(lower, begin, chunk)) is not None:
            begin = comma.end()
        match = words_of.groups().match(lower, begin, chunk)
        if match is None or not self.context.body[match.end() + 1 : match.end() + 2].isupper():
            return None
        name = self._names.name(begin, match.end() + 1)
        if words_of.predicate().match(lower, begin + len(name)) is None:
            return None
        return Voice(name, None, "group", begin, begin + len(name))

    def _unmarked(self, start: int, stop: int) -> Voice | None:
        """Who is named at the end of `body[start:stop]` with a capital, where the full stop before it is
        missing: `cần bảo vệ Thượng tướng An nhấn mạnh`, `ở Bến Bạch Mai Cục Hàng hải Việt Nam yêu cầu`.
        """
        last = _TITLE_AND_NAME.search(self.context.body, start, stop)
        title = self._titles.find(last.start(), stop) if last else None
        if title is not None and title.kind == "person":
            return title
        if (last := _AFTER_ACRONYM.search(self.context.body, start, stop)) is not None:
            return self._titles.find(last.end(), stop)
        for body in words_of.groups().finditer(self.context.lower, start + 1, stop):
            if _AFTER_NAME.search(self.context.body, start, body.start() + 1):
                name = self._names.name(body.start(), body.end())
                if " " in name[body.end() - body.start() :] and body.start() + len(name) == stop:
                    return Voice(name, None, "group", body.start(), stop)
        return None

    def _owner(self, start: int, stop: int) -> Voice | None:
        """The person or title that fills `body[start:stop]` but for adverbs."""
        stop = self.before_adverb(start, stop)
        person = self._person(start, stop)
        if person is not None and person.end >= stop - 1:
            return self.voice(person)
        return self._titles.find(skip_connective(self.context.lower, start, stop), stop)

    def _is_apposition(self, person: Person, begin: int, stop: int) -> bool:
        """Whether `person` opens the clause and what stands between the name and `stop` says who that is:
        `Ông X, Công ty Y`.
        """
        before = self.context.lower[begin : person.start].rstrip()
        address = words_of.short_form_end().search(before.rstrip("."))
        before = before[: address.start()].rstrip() if address else before
        clause = before.rfind(", ") + 2 if ", " in before else 0
        if heads().match(before, clause):
            # `..., luật sư X, Công ty Y`
            before = before[:clause].rstrip()
        if before.endswith(",") or not before or cue("connective").fullmatch(before.strip(" ,")):
            following = self.context.lower[person.end : stop]
            return (
                following.startswith((",", " -", " –", " ("))
                and len(following) < _LONGEST_APPOSITION
                and all(self._is_seat(verb, following) for verb in words_of.predicate().finditer(following))
            )
        return False

    @staticmethod
    def _is_seat(verb: re.Match[str], text: str) -> bool:
        """Whether `tại` or `ở` in `text` tells where a body has its seat: `Hiệp hội X tại Việt Nam`."""
        return verb[0] in (" tại", " ở") and known_place(text[verb.end() + 1 :].strip(" ,"))

    def _embedded(self, start: int, stop: int) -> Voice | None:
        """A group that is the subject of a clause within `body[start:stop]`: `..., nên Quốc hội đã`."""
        opened = [m.end() for m in words_of.subordinator().finditer(self.context.lower, start, stop)]
        if not opened or stop - opened[-1] > _LONGEST_NAME:
            return None
        title = self._titles.find(opened[-1], stop)
        if title is not None and title.kind == "person":
            return title
        group = self._group(opened[-1], stop)
        return replace(group, embedded=True) if group else None

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
        role = person.role or self._titles.role_of(person)
        return Voice(person.name, role, "person", person.start, person.end)

    def role(self, voice: Voice) -> str | None:
        """The role of a speaker in full."""
        return self._titles.in_full(voice)

    def _person(self, begin: int, end: int) -> Person | None:
        """The person named last in `body[begin:end]`, not the one whose relative that is or whose case."""
        lower, at = self.context.lower, bisect_right(self._ends, end) - 1
        while (
            at > 0
            and self.people[at - 1].start >= begin
            and _KIN.search(lower, self.people[at - 1].end, self.people[at].start)
        ):
            at -= 1
        while at >= 0 and lower.endswith(("vụ ", "vụ án "), begin, max(begin, self.people[at].start)):
            at -= 1
        return self.people[at] if at >= 0 and self.people[at].start >= begin else None

    def _group(self, start: int, stop: int) -> Voice | None:
        """A body or a group that is the subject of the verb behind `stop`."""
        lower, body = self.context.lower, self.context.body
        start = skip_connective(lower, start, stop)
        if (written := words_of.document_of().match(lower, start, stop)) is not None:
            # `báo cáo của Chính phủ`: the body speaks
            return self._group(written.end(), stop)
        match = words_of.groups().match(lower, start, stop)
        if match is None and _PLACE_FIRST.match(lower, start, stop):
            # `tại hội nghị các đại biểu`
            match = next(
                (m for m in words_of.groups().finditer(lower, start, stop) if m[0][:4] in _MANY), None
            )
        if match is None:
            match = self._names.proper(start, stop)
        if match is None:
            end = self._names.country(start, stop)
            return Voice(self.context.body[start:end], None, "group", start, end) if end else None
        if match[0] == "tổ chức" and (
            match.end() == stop or cue("action").match(lower, match.end() + 1, stop)
        ):
            return None  # `tổ chức quán triệt`, `khi tổ chức kiểm điểm`: the verb, not the noun
        verbs = words_of.predicate().finditer(lower, match.end(), stop)
        # `Bộ Kế hoạch và Đầu tư`: a capital is part of the name
        predicate = next((v for v in verbs if body[v.start() + 1].islower()), None)
        if (
            predicate is not None
            and predicate[0] == " tại"
            and known_place(lower[predicate.end() + 1 : stop])
        ):
            predicate = None  # `Hiệp hội doanh nghiệp Nhật Bản tại Việt Nam`
        if predicate is not None:
            if predicate[0].strip() not in table("speech.toml")["cut"] and not cue("writing").search(
                lower, predicate.start(), stop
            ):
                return None
            stop = predicate.start()
            stop = self.before_adverb(match.end(), stop)
        name = lower[match.start() : stop]
        if match[0] in table("speech.toml")["named_group"] and body[match.end() : stop].islower():
            return None
        if name in table("speech.toml")["named_group"]:
            # `Huyện đề nghị`: the one named before
            full = self._names.full(match.start(), stop)
            return Voice(full, None, "group", match.start(), stop) if full.lower() != name else None
        if is_same_person(name):
            return self._titles.named_last(match.start(), stop)
        if len(name) > _LONGEST_NAME or ":" in name or name in table("speech.toml")["pronoun"]:
            return None
        if any(c.start < stop and c.end > match.end() for c in self._modals(match.start())):
            return None
        described = lower.startswith(tuple(table("speech.toml")["description"]), match.start())
        if described or name.startswith("lãnh đạo"):
            known = self._titles.holder(name, match.start())
            known = known or (self._titles.only_near(match.start()) if described else None)
            if known is not None:
                return Voice(known.name, known.role, "person", match.start(), stop)
        if match[0].startswith(tuple(table("speech.toml")["many"])):
            # `các học giả này`
            pointer = _POINTER.search(lower, match.end(), stop)
            stop = pointer.start() if pointer else stop
        single = name.startswith("một ") and not name.startswith("một số")
        kind = "title" if single else "group"
        begin = match.start() + next((len(word) for word in _THERE_ARE if name.startswith(word)), 0)
        if name.startswith(_SIDE) and words_of.groups().match(lower, begin + len(_SIDE), stop):
            begin += len(_SIDE)
        return Voice(self._names.full(begin, stop), None, kind, begin, stop)

    def _modals(self, position: int) -> list[Cue]:
        at = bisect_right(self._starts, position) - 1
        return self.context.modals[at] + self.context.frames[at]
