"""Names of bodies: in full where the head alone is said (`Sở`, `Tổng cục này`), acronyms and countries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from vnpolicy.extract import subject_words as words_of
from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import cue, frame
from vnpolicy.extract.patterns import UPPER
from vnpolicy.extract.people import vietnamese
from vnpolicy.extract.places import known as known_place
from vnpolicy.lexicon import table
from vnpolicy.model import Person

LONGEST = 90
"""Characters; a longer run between a clause's beginning and its verb is more than a name."""

_NAME_WORD = re.compile(r"(?:,? ?(?:và )?)(\w[\w.&-]*)(?<!\.)")
_POINTING = re.compile(r"\s(?:này|trên|nói trên)$")
_MOST_WORDS = 14
_NEAR = 400
"""Characters within which `cơ quan này` has been named."""
_MOST_BODIES = 40
_CAPITALS = re.compile(r"[A-ZĐ][a-z]{0,3}[A-ZĐ&\-]{1,}(?:\s+[A-ZĐ][\w&\-]*)*")
_ACRONYMS = re.compile(r"(?<=[A-ZĐ]{2}) [-–] (?=[A-ZĐ&]{2,}(?!\w))")
"""Between the parts of a body's name: `GD – ĐT`."""
_PROPER = re.compile(rf"[{UPPER}][\w-]+(?:\s[{UPPER}][\w-]+)+|[A-ZĐ][a-z]{{4,}}")


class BodyNames:
    """The bodies named in full in a prepared body of text whose people are `people`, found when first asked
    for.
    """

    def __init__(self, context: Context, people: Iterable[Person]) -> None:
        self.context = context
        self._people = {person.start for person in people}
        self._bodies: dict[str, list[tuple[int, str]]] = {}

    def full(self, start: int, stop: int) -> str:
        """The name of the group at `body[start:stop]`; `Sở`, `Tổng cục` mean the one body of that kind that
        was named in full before.
        """
        called = self.context.lower[start:stop]
        head = _POINTING.sub("", called)
        if head in table("speech.toml")["short_group"]:
            if head not in self._bodies:
                self._bodies[head] = self._named(head)
            names = list(dict.fromkeys(name for at, name in self._bodies[head] if at < start))
            shortest = min(names, key=len, default="")
            if names and all(name.startswith(shortest) for name in names):
                return names[0]
            near = [name for at, name in self._bodies[head] if start - _NEAR < at < start]
            if near and (head != called or len(set(near)) == 1):
                return near[-1]
        if called in table("speech.toml")["this_body"]:
            return self._last(start) or self.context.body[start:stop]
        return self.context.body[start:stop]

    def _last(self, before: int) -> str | None:
        """The body named in full last, not far before offset `before`: `cơ quan này`."""
        heads = "|".join(map(re.escape, table("speech.toml")["short_group"]))
        pattern = re.compile(rf"(?<!\w)(?i:{heads})\s(?=[{UPPER}])")
        found = [m.span() for m in pattern.finditer(self.context.body, max(0, before - _NEAR), before)]
        return self.name(*found[-1]) if found else None

    def _named(self, head: str) -> list[tuple[int, str]]:
        """Where bodies of the kind `head` are named in full, with the names."""
        pattern = re.compile(rf"(?<!\w)(?i:{re.escape(head)})\s(?=[{UPPER}])")
        found = islice(pattern.finditer(self.context.body), _MOST_BODIES)
        named = ((m.start(), self.name(m.start(), m.end())) for m in found)
        return [(at, name) for at, name in named if " " in name[len(head) :]]

    def name(self, start: int, end: int) -> str:
        """The name that begins with `body[start:end]`: capitalised words, and those that belong to them
        (`Sở Y tế`, `Bộ Nông nghiệp và Phát triển nông thôn`).
        """
        body, lower, before = self.context.body, self.context.lower, ""
        subjects = table("speech.toml")["portfolio"]
        for word in islice(_NAME_WORD.finditer(body, end, end + LONGEST), _MOST_WORDS):
            joined = _ACRONYMS.match(body, end)
            if word.start() != end and joined is not None and word.start(1) == joined.end():
                end = joined.end()
            elif word.start() != end or word.start(1) in self._people:
                break
            if body[end] == "," and word[1].lower() in table("speech.toml")["group"]:
                break  # `Sở X, UBND huyện Y` are two
            own = word[1][0].isupper()
            if not own and f"{before} {word[1]}".lower() not in subjects:
                following = _NAME_WORD.match(body, word.end())
                opens = following is not None and f"{word[1]} {following[1]}" in subjects
                does = word[1] in table("speech.toml")["predicate"] or frame().match(lower, word.start(1))
                again = not does and before[:1].isupper() and body.count(body[start : word.end()]) > 1
                if not opens and not again:
                    break
            end, before = word.end(), word[1]
        return body[start:end].strip()

    def proper(self, start: int, stop: int) -> re.Match[str] | None:
        """The name that fills `body[start:stop]`, or that of a body behind which stands what it does."""
        body, lower = self.context.body, self.context.lower
        if cue("circumstance").match(lower, start, stop):
            return None  # `Trước Phiên chất vấn`
        for pattern in (_CAPITALS, _PROPER):
            match = pattern.match(body, start, stop)
            if (
                match is None
                or words_of.short_forms().match(lower, start, stop) is not None
                or (pattern is _PROPER and vietnamese(match[0].lower()))
            ):
                continue
            acts = words_of.predicate().match(lower, match.end(), stop) and not known_place(match[0].lower())
            if match.end() >= stop - 2 or acts:
                return match
        return None

    def country(self, start: int, stop: int) -> int | None:
        """Where the country, or the two, end that fill `body[start:stop]` but for a day: `Trung Quốc ngày
        14/5 đã`.
        """
        lower = self.context.lower
        match = words_of.countries().match(lower, start, stop)
        if match is None or not self.context.body[start].isupper():
            return None
        dated = words_of.day().match(lower, match.end() + 1)
        return match.end() if (dated or match).end() >= stop - 2 else None
