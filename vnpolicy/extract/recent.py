"""Who spoke last, and whom `vị này`, `Bộ này`, `họ` or `bà` means where the text names nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vnpolicy.extract import attribution_words as words
from vnpolicy.extract.context import Context, Cue
from vnpolicy.extract.cues import cue
from vnpolicy.extract.resolve import fits_address, holds
from vnpolicy.extract.roles import heads
from vnpolicy.extract.subjects import Subjects
from vnpolicy.extract.titles import Voice, is_same_person

_TITLE_WORDS = 2
PRONOUNS = frozenset(("ông", "bà", "anh", "chị"))
"""What somebody is called who was named just before."""
_ONE_OF = re.compile(r"(?<!\w)một (?!số |vài )")
_JUST_BEFORE = 2
"""Sentences within which `bà` means who spoke last."""
_SPEAKS_ON = 3
"""Sentences behind which a person may still speak who tells of what a body has done."""
_SAME_OFFICIAL = 8
"""Sentences within which `vị này` means an official who is not named."""


def _is_role_of(called: str, person: Voice) -> bool:
    """Whether `cử tri` means the voter who spoke last, or `Chủ tịch xã` somebody of whom no role is told."""
    if _ONE_OF.search(called) or ", " in called:
        return False
    if not person.role:
        return bool(heads().match(called)) and called.count(" ") >= _TITLE_WORDS
    return person.role.lower() == called or (bool(heads().match(called)) and holds(person.role, called))


class Recent:
    """What the sentences read so far have told of who speaks; they are read in order."""

    def __init__(self, context: Context, subjects: Subjects) -> None:
        self.context = context
        self.subjects = subjects
        self._last: tuple[int, Voice] | None = None
        self._spoke: tuple[int, Voice] | None = None
        self._titled: tuple[int, Voice] | None = None
        self._body: tuple[int, Voice] | None = None
        self._official: tuple[int, Voice] | None = None
        self._silent = False
        self.spoken = -1
        """The number of the last sentence in which anybody speaks."""

    def note(self, index: int, voices: Sequence[Voice], silent: bool) -> None:
        """Keeps who speaks in sentence number `index`, in order; `silent` where nothing is said in it."""
        said = voices[::-1]
        person = next((v for v in said if v.kind == "person"), None)
        body = next((v for v in said if v.kind == "group"), None)
        official = next((v for v in said if v.kind != "person" and _ONE_OF.search(v.speaker.lower())), None)
        titled = next((v for v in said if v.kind == "title"), None)
        self._titled = (index, titled) if titled else None if person else self._titled
        self._spoke = (index, person) if person else self._spoke
        self._body = (index, body) if body else self._body
        self._official = (index, official) if official else None if person else self._official
        self._silent = silent
        self.spoken = index if voices else self.spoken

    def meant(self, voice: Voice, index: int) -> Voice:
        """`voice`, or where the text says no more than `bà` whoever spoke just before, if that may be a
        woman: not who was named there last.
        """
        called = self.context.lower[voice.start : voice.end]
        if voice.kind == "title" and self._titled is not None and is_same_person(called):
            # `ĐB cũng đề nghị` behind `ĐBQH K'Đăm nêu`, whose name is none that can be told
            near = index - self._titled[0] <= _SAME_OFFICIAL
            return replace(self._titled[1], start=voice.start, end=voice.end) if near else voice
        if voice.kind == "person" and (called in PRONOUNS or is_same_person(called)):
            last = max(filter(None, (self._last, self._spoke)), key=lambda spoke: spoke[0], default=None)
            if (acted := self._acted_before(index)) is not None and acted.kind == "person":
                last = (index - 1, acted)
            means = last is not None and (called not in PRONOUNS or fits_address(called, last[1].speaker))
        else:
            last = self._last
            means = last is not None and voice.kind != "person" and _is_role_of(called, last[1])
        if last is not None and means and index - last[0] <= _JUST_BEFORE:
            voice = replace(last[1], start=voice.start, end=voice.end)
        if voice.kind == "person":
            self._last = (index, voice)
        if voice.kind == "group" and called.endswith(" này"):
            # `Bộ này` is the ministry that spoke just before, not one that was named since
            body = self._body_before(index)
            if body is not None and body.speaker.lower().startswith(called.split()[0] + " "):
                voice = replace(body, start=voice.start, end=voice.end)
        return voice

    def unnamed(self, begin: int, end: int, index: int) -> Voice | None:
        """The official without a name whom `vị này` in `body[begin:end]` means: `một lãnh đạo Sở X`."""
        end = self.subjects.before_adverb(begin, end)
        called = self.context.lower[begin:end].rpartition(", ")[2].strip(" -–")
        if self._official is None or index - self._official[0] > _SAME_OFFICIAL or not is_same_person(called):
            return None
        return replace(self._official[1], start=end - len(called), end=end)

    def gone_on(self, index: int, frame: Cue) -> Voice | None:
        """The subject of the sentence before, in which nobody speaks, where sentence number `index` goes on
        without one: `Sở X đã kiểm tra. Đồng thời yêu cầu ...`; or those whom it calls `họ`.
        """
        if not frame.ask:
            return None
        lower, begin = self.context.lower, self.context.sentences[index].start
        opening = lower[begin : self.subjects.before_adverb(begin, frame.start)].strip(" ,")
        they = f" {opening}".endswith(" họ")
        opening = opening.removesuffix("họ").strip(" ,")
        if opening and cue("connective").fullmatch(opening) is None:
            return None
        if they:
            voice = self._acted_before(index) or self._body_before(index)
            voice = voice if voice is not None and voice.kind == "group" else None
        elif opening and (self._spoke is None or index - self._spoke[0] > _SPEAKS_ON):
            voice = self._acted_before(index)
        else:
            voice = None
        return replace(voice, start=begin, end=begin) if voice is not None else None

    def _body_before(self, index: int) -> Voice | None:
        """The body that spoke shortly before sentence number `index`."""
        return self._body[1] if self._body is not None and index - self._body[0] <= _JUST_BEFORE else None

    def _acted_before(self, index: int) -> Voice | None:
        """Who in the sentence before number `index`, if nothing is said in it, has done something: the
        subject of its first verb.
        """
        if not index or not self._silent:
            return None
        sentence = self.context.sentences[index - 1]
        done = words.done().search(self.context.lower, sentence.start, sentence.end)
        return self.subjects.find(sentence.start, done.start()) if done else None
