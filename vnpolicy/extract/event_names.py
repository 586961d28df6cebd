"""Names of meetings: where in a document one may stand, and the evidence for each reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vnpolicy import lexicon
from vnpolicy.extract import roles
from vnpolicy.extract.patterns import alternation, phrases

LONGEST = 60
"""Syllables that a name may have."""

LEAD = 3
"""Sentences, besides the title, in which a verb alone may tell of the meeting."""

_HARD = re.compile(
    r"(?<!TP)(?<!\bT)\.(?=\s|$)|[;!?\n…]|:(?!\s?[“\"])"
    r"|(?<!kinh tế)(?<!văn hóa)(?<!khoa học)(?<!chính trị)(?<!\d)\s[-–]\s(?![A-ZĐ])"
)
_QUOTE_OPEN = re.compile(r"[\s:]{0,3}[“\"«]")
_CLOSING = {"“": '”"', '"': '"”', "«": "»"}
_BRACKET = re.compile(r"\s\((?=[^()]*[A-ZĐ]{2})[^()]{2,40}\)")
_TIME = (
    r"\s\(?(?:(?:vào|trong|từ|hồi|lúc|cả)\s)?(?:(?:sáng|trưa|chiều|tối|đêm|hôm|ngày|thứ \w+,?)\s){1,3}"
    r"\(?\d{1,2}(?:\s?(?:[-–]\s?\d{1,2}\s?)?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|\stháng\s\d{1,2})\)?(?!\w)"
)
"""A day in words and figures, as it follows a name."""

_BEFORE = re.compile(r"(?<!\w)(?:tổ chức|chủ trì|triệu tập)\s$")
"""Verbs after which the noun alone is a meeting."""

_DANGLING = re.compile(
    r"\s(?:trong|của|về|với|và|cho|tại|ở|vào|do|từ|theo|cùng|là|có|đã|vừa|trên|mà|nhằm|để)$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document: the title (`number` -1) or a sentence; `view` is its `plain` text."""

    number: int
    start: int
    text: str
    view: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a meeting is spoken of: `noun` from `noun_start`, with its classifier from `start`, within a
    part.
    """

    part: Part
    start: int
    noun_start: int
    noun_end: int
    noun: str
    classifier: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading: the name `text[start:end]` of the part, and how it was found to end there."""

    mention: Mention
    end: int
    how: str

    @property
    def name(self) -> str:
        """The name as written."""
        return self.mention.part.text[self.mention.start : self.end]


@cache
def _nouns() -> re.Pattern[str]:
    rows = lexicon.table("event_nouns.toml")
    return re.compile(
        rf"(?<!\w)(?!(?:{alternation(rows['glued'])})(?!\w))(?:(?P<c>{alternation(rows['classifiers'])})\s+)?"
        rf"(?P<n>{alternation(rows['nouns'])})(?!\w)"
    )


@cache
def _not_meetings() -> re.Pattern[str]:
    return phrases(lexicon.table("event_nouns.toml")["not_meetings"])


@cache
def _alone() -> frozenset[str]:
    return frozenset(lexicon.table("event_nouns.toml")["alone"])


@cache
def _in_lead() -> frozenset[str]:
    return frozenset(lexicon.table("event_nouns.toml")["in_lead"])


@cache
def _ends() -> re.Pattern[str]:
    rows = lexicon.table("event_nouns.toml")
    return re.compile(
        rf"(?P<d>{_TIME})|\s(?P<e>{alternation(rows['ends'])})(?!\w)|\s(?P<j>{alternation(rows['joints'])})(?!\w)"
        rf"|(?P<c>,)|(?P<b>\s\()"
    )


@cache
def _times() -> frozenset[str]:
    return frozenset(lexicon.table("event_nouns.toml")["times"])


@cache
def _after_times() -> re.Pattern[str]:
    """What a name goes on with after a time (`cuộc họp ngày 7/7 về ...`)."""
    return re.compile(rf"\s(?:{alternation(lexicon.table('event_nouns.toml')['after_times'])})\s")


@cache
def _role() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){roles.heads().pattern}$")


def _role_at_end(view: str, end: int) -> bool:
    """Whether a role ends at `end`, so that what follows a comma goes on with the list of those who meet."""
    return _role().search(view[max(0, end - 30) : end]) is not None


def mentions(part: Part) -> Iterator[Mention]:
    """The mentions of meetings in a part, in order."""
    barred = [m.span() for m in _not_meetings().finditer(part.view)]
    for m in _nouns().finditer(part.view):
        if any(s <= m.start("n") < e for s, e in barred):
            continue
        noun, classifier = m["n"], m["c"] or ""
        capital = part.text[m.start("n")].isupper() and m.start("n") > 0
        if (
            not classifier
            and noun not in _alone()
            and not (part.number < LEAD and noun in _in_lead())
            and not (capital or _BEFORE.search(part.view[max(0, m.start() - 12) : m.start()]))
        ):
            continue
        if classifier == "chương trình" and noun.endswith("họp"):  # the programme of a sitting
            classifier, start = "", m.start("n")
        else:
            start = m.start()
        if noun == "chương trình" and not _QUOTE_OPEN.match(part.text, m.end()):
            continue
        if noun == "tiếp" and classifier != "buổi" and part.number >= LEAD:
            continue
        yield Mention(part, start, m.start("n"), m.end(), noun, classifier)


@cache
def _clause() -> re.Pattern[str]:
    """What begins a clause of its own after a comma."""
    begins = alternation(lexicon.table("event_nouns.toml")["clause"])
    return re.compile(rf"\s(?:(?:{begins})(?!\w)|{roles.heads().pattern})|{_TIME}")


@cache
def _bodies() -> re.Pattern[str]:
    """What begins the name of a body."""
    return re.compile(rf"\s(?:{alternation(lexicon.table('organizations.toml')['heads'])})(?:(?<=\.)|(?!\w))")


@cache
def _inside() -> re.Pattern[str]:
    return phrases(lexicon.table("event_nouns.toml")["inside"])


def _masked(view: str) -> str:
    """`view` with the phrases made harmless in which a word that ends names does not."""
    return _inside().sub(lambda m: "x" * len(m[0]), view)


def _quoted_end(part: Part, at: int) -> int:
    """The end of a quotation whose mark stands at `at`, or -1."""
    closing = _CLOSING[part.text[at]]
    for i in range(at + 1, min(len(part.text), at + 261)):
        if part.text[i] in closing:
            return i + 1
    return -1


def candidates(mention: Mention) -> list[Candidate]:
    """Readings of a mention: its name may end at each joint up to the first word that no name goes beyond."""
    part = mention.part
    view = _masked(part.view)
    found: list[Candidate] = []
    position = mention.noun_end
    hard = _HARD.search(part.text, position)
    limit = min(hard.start() if hard else len(part.text), position + 420)
    while position < limit:
        joint = _ends().search(view, position, limit)
        quote = min((i for i in (part.text.find(q, position, limit) for q in '“"«') if i >= 0), default=-1)
        if quote >= 0 and (joint is None or quote <= joint.start()):
            end = _quoted_end(part, quote)
            if end > 0:
                found.append(Candidate(mention, end, "quote"))
                position = end
                if hard and hard.start() < end:
                    hard = _HARD.search(part.text, position)
                    limit = min(hard.start() if hard else len(part.text), position + 300)
                continue
            position = quote + 1
            continue
        if joint is None:
            break
        if joint["b"]:
            bracket = _BRACKET.match(part.text, joint.start())
            found.append(Candidate(mention, joint.start(), "bracket"))
            if not bracket or bracket.end() > limit:
                break
            position = bracket.end()
            found.append(Candidate(mention, position, "after bracket"))
            continue
        if joint["d"]:
            found.append(Candidate(mention, joint.start(), "day"))
            if not _after_times().match(view, joint.end()):
                return _tidy(found)
            position = joint.end()
            continue
        if joint["e"] and part.text[joint.start("e")].isupper() and part.text[joint.start("e") + 1].islower():
            position = joint.end()  # "của Tổ chức ...": the word begins a name
            continue
        how = (joint["e"] and "end") or joint["j"] or _comma(part, view, joint.end())
        found.append(Candidate(mention, joint.start(), how))
        timed = joint["e"] in _times() and _after_times().match(view, joint.end())
        clause = joint["c"] and _clause().match(view, joint.end()) and not _role_at_end(view, joint.start())
        if (joint["e"] and not timed) or clause:
            return _tidy(found)
        position = joint.end()
    found.append(Candidate(mention, limit, "hard"))
    return _tidy(found)


def _comma(part: Part, view: str, at: int) -> str:
    """What a comma that ends at `at` has behind it: `comma body` where the name of a body begins."""
    body = _bodies().match(view, at)
    return "comma body" if body and part.text[at + 1].isupper() else "comma"


def _stray(name: str) -> bool:
    """Whether `name` ends with a quotation mark that was opened before it."""
    return (name[-1] in "”»" and name.count("“") < name.count("”")) or (
        name[-1] == '"' and name.count('"') % 2 == 1
    )


def _tidy(found: Sequence[Candidate]) -> list[Candidate]:
    """Each reading once, without loose marks at its end, not longer than names are."""
    kept: dict[int, Candidate] = {}
    for c in found:
        text = c.mention.part.text
        end = c.end
        while end > c.mention.noun_end and (
            text[end - 1] in " ,;:.-–" or _stray(text[c.mention.start : end])
        ):
            end -= 1
        dangling = _DANGLING.search(c.mention.part.view, c.mention.noun_end, end)
        if dangling:
            end = dangling.start()
        if len(text[c.mention.start : end].split()) <= LONGEST:
            kept.setdefault(end, Candidate(c.mention, end, c.how))
    return list(kept.values())
