"""Whom a proposal asks to act: the subject of what is to be done."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import any_of, cue
from vnpolicy.extract.patterns import JOINED, UPPER
from vnpolicy.extract.people import vietnamese
from vnpolicy.extract.places import known
from vnpolicy.extract.roles import heads
from vnpolicy.extract.segments import NUMBER
from vnpolicy.extract.subject_words import short_forms
from vnpolicy.extract.titles import Voice
from vnpolicy.lexicon import table

_LONGEST_LEAD = 240
"""Characters within which a clause has come to its verb."""
_MOST_WORDS = 40
_HEAD_REACH = 12
"""Characters in which a determiner is looked for."""
_NAME = re.compile(rf"(?:(?:ông|bà|đồng chí)\s)?[{UPPER}][\w&-]+(?:(?:,| và|)\s[{UPPER}][\w&-]*)*")
_OTHER_NOUN = re.compile(
    r"(?<![,;])(?<!\svà)(?<!\scủa)(?<!\stại)(?<!\sở)(?<!\scùng)(?<!\svới)(?<!\strong)(?<!ũng\snhư)(?<!\sdân)"
    r"\s(?:các|những|nhiều|một số)\s"
    # `Chủ tịch UBND các tỉnh`: whose that is
    r"(?!(?:cấp|bộ|sở|ngành|tỉnh|huyện|quận|xã|phường|thị|thành phố|địa phương)\b)"
)
_COMMA = re.compile(r",\s+|\sthì\s")
_TIME_LIMIT = re.compile(r"\w+\s(?:ngày\s)?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?\s(?:(?:này|tới)\s)?")
"""`trước 30/8 tới`"""
_TOLD = re.compile(r"\slà\s(?:một|địa phương|nơi|quốc gia|nước|quỹ|việc|năm)(?!\w)")
"""What a subject is: `Huế là nơi có`."""
_LETTER = re.compile(r"\s+[a-zđ]\)")
_LIST_NUMBER = re.compile(rf"{NUMBER}\s+", re.IGNORECASE)
_NUMBER = re.compile(r"(?:hai|ba|bốn|năm|\d+)\s")


@cache
def _head() -> re.Pattern[str]:
    """The beginning of a noun phrase that names somebody who can act."""
    many = r"(?:các|những|mọi|từng|mỗi|toàn bộ|tất cả|nhiều|cả)"
    people = set(_words("people")) - set(_words("people_too"))
    heads = any_of((*_words("addressee"), *people))
    return re.compile(rf"(?:{many}\s+(?:{heads}|\w+)|{heads})")


@cache
def _loose() -> re.Pattern[str]:
    """What stands at the end of a name before the verb and is part of neither."""
    loose = any_of(_words("loose"))
    return re.compile(rf"[\s,:;]+(?:(?!(?<=\snước\s)ngoài|(?<=tiếp\s)theo){loose}(?:[\s,]+|$))*$")


@cache
def _aside() -> re.Pattern[str]:
    """What stands between a subject and its verb and is part of neither."""
    done = any_of((*_words("action"), *_words("ask")))
    return re.compile(
        rf"\s?[“”\"«»]|\s(?:như|gồm)\s?:|\s?:(?=\s{done}|\s?$)|,?\s{any_of(_words('aside'))}(?=[\s,]|$)"
    )


@cache
def _whole() -> re.Pattern[str]:
    """A body whose name ends here, where nothing joins to it: `Nhà nước mua`, not `Nhà nước và nhân dân`."""
    return re.compile(rf"{any_of(_words('whole'))}(?=\s(?!{any_of(_words('joins'))}))")


@cache
def _condition() -> re.Pattern[str]:
    return re.compile(rf"{any_of(_words('condition'))}\s")


@cache
def _noun_begins() -> re.Pattern[str]:
    """A word at the end of a text behind which what is elsewhere a verb is a noun: `các cấp`."""
    return re.compile(rf"{any_of(_words('determiner'))}$")


@cache
def _noun_of_verb() -> re.Pattern[str]:
    """A noun at the end of a text that goes on with a verb: `dịch vụ thanh toán`, `chương trình`."""
    return re.compile(rf"{any_of(_words('noun_of_verb'))}$")


@cache
def _obliges() -> re.Pattern[str]:
    """A word that belongs to no name: of obligation, or `có`."""
    return re.compile(rf"{cue('modal').pattern}|có\s")


@cache
def _no_action() -> re.Pattern[str]:
    """Words that begin like a verb of policy: `cấp ủy`."""
    return re.compile(any_of(_words("no_action")))


@cache
def _nobody() -> re.Pattern[str]:
    """The beginning of a noun phrase that names a thing."""
    return re.compile(
        rf"(?:(?:các|những|mọi|từng|mỗi|một|toàn bộ|tất cả)\s+)*{any_of(_words('no_addressee'))}"
    )


@cache
def _action() -> re.Pattern[str]:
    """The beginning of what is to be done: an obligation, or a verb of policy."""
    return re.compile(rf"\s+(?:{any_of((*_words('action'), *_words('ask')))}|{cue('modal').pattern})")


@cache
def _verb_phrase() -> re.Pattern[str]:
    """`tổ chức thực hiện`, which begins like the name of a body."""
    follows = any_of((*_words("action"), *_words("held")))
    return re.compile(rf"{any_of(_words('verb_too'))}\s+(?:{follows}|(?:các|những)\s)")


@cache
def _link() -> re.Pattern[str]:
    """What stands before the subject of an obligation: `Vấn đề là | Bộ X phải`; not `Đây là rào cản cần`."""
    link = any_of(_words("before_subject"))
    return re.compile(rf"(?<!\w)(?<!đây\s)(?<!đây chính\s){link}\s(?={_head().pattern})")


@cache
def _asked() -> re.Pattern[str]:
    """`đề nghị`, `giao cho` within the statement itself."""
    return re.compile(rf"{any_of(_words('ask'))}(?:\s+(?:cho|với))?\s+")


@cache
def _adverbial() -> re.Pattern[str]:
    rows = (*_words("connective"), *_words("time"), *_words("occasion"))
    return re.compile(rf"(?:{any_of(rows)}[\s,]*)+")


def _words(kind: str) -> list[str]:
    words: list[str] = table("speech.toml")[kind]
    return words


def addressee(context: Context, start: int, end: int, by: Voice | None = None) -> str | None:
    """The body that the statement `body[start:end]` of `by` asks to act, as the text names it, or None.

    It stands at the beginning of the statement, behind a verb that asks, or before the word of obligation.
    """
    lower = context.lower
    begin = _behind(_adverbial(), lower, start, end)
    inner = _asked().match(lower, begin, end)
    if by is not None and start <= by.start < by.end < end:
        # `Để làm rõ, Bộ X yêu cầu`: the frame is part of the statement
        inner = _asked().search(lower, by.end, end) or inner
    begin = inner.end() if inner else begin
    named = _subject(context, begin, end) or _behind_circumstance(context, begin, end)
    if named is not None and not _is_own(named, by, lower[begin:end]):
        return named
    modal = cue("modal").search(lower, begin, min(end, begin + _LONGEST_LEAD))
    if modal is not None and (named := _before_modal(context, begin, modal.start())) is not None:
        return named
    for verb in _asked().finditer(lower, begin, min(end, begin + _LONGEST_LEAD)):
        if (named := _subject(context, verb.end(), end)) is not None:
            return named
    return None


def _is_own(name: str, by: Voice | None, statement: str) -> bool:
    """Whether `name` is that of `by`, where the frame is part of the statement: `Phó Thủ tướng giao Bộ X`."""
    if by is None or not _asked().match(statement, len(name) + 1):
        return False
    role = (by.role or "").lower()
    if name.lower().endswith(by.speaker.lower()) or short_forms().match(name.lower()):
        return True
    return name.lower() == role or role.startswith(name.lower() + " ")


def _behind_circumstance(context: Context, start: int, end: int) -> str | None:
    """The subject behind `nếu ...,`, `trong năm nay,` and the like."""
    if cue("circumstance").match(context.lower, start, end) is None:
        return None
    commas = [m.end() for m in _COMMA.finditer(context.lower, start, min(end, start + _LONGEST_LEAD))]
    if (condition := _condition().match(context.lower, start, end)) is not None:
        commas.append(condition.end())  # `Nếu X có nhu cầu thì nên`
    if (limit := _TIME_LIMIT.match(context.lower, start, end)) is not None:
        commas.append(limit.end())
    return next((name for name in (_subject(context, at, end) for at in commas) if name), None)


def listed_addressee(context: Context, sentence: int, start: int) -> str | None:
    """The body that is asked where the enumeration opens of which an entry stands at `start`."""
    verbs = [v for v in context.frames[sentence] if v.ask and v.start < start]
    asked = (_asked().match(context.lower, verb.start) for verb in reversed(verbs))
    named = (_subject(context, a.end(), context.sentences[sentence].end) for a in asked if a)
    return next((name for name in named if name), None) or _headed(context, sentence)


def _headed(context: Context, sentence: int) -> str | None:
    """The body that alone heads the entries of sentence number `sentence`: `2. Sở Y tế a) Chủ trì ...`."""
    first = context.segments[bisect_left(context.segments, sentence, key=lambda s: s.sentence)]
    number = _LIST_NUMBER.match(context.body, first.start, first.end)
    if number is None or _LETTER.match(context.lower, first.end) is None:
        return None
    text = context.body[number.end() : first.end].rstrip(" :,")
    acts = next(_verbs(context, number.end(), first.end), None) is not None
    return text if _head().match(context.lower, number.end(), first.end) and not acts else None


def _behind(pattern: re.Pattern[str], lower: str, start: int, end: int) -> int:
    match = pattern.match(lower, start, end)
    return match.end() if match and match.end() < end else start


def _subject(context: Context, start: int, end: int) -> str | None:
    """The noun phrase that `body[start:end]` begins with, up to its verb, where it can act."""
    lower = context.lower
    number = _NUMBER.match(lower, start, end)
    head = _head().match(lower, number.end() if number else start, end) or _proper(context, start, end)
    if head is None or _nobody().match(lower, start, end):
        return None
    done = _action().match(f" {lower[start:end]}")
    if done is not None and done.end() > head.end() - start + 1:
        return None  # `chủ động`, which begins like `chủ đầu tư`
    for verb in _verbs(context, head.end(), min(end, start + _LONGEST_LEAD)):
        text = context.body[start:verb]
        # `đề xuất Bộ X các chủ trương mới`: another noun phrase, without a word that joins it to the first
        joint = _OTHER_NOUN.search(text, head.end() - start + 1)
        named = _named(text[: joint.start()] if joint else text)
        if named is not None and _lacks_name(text):
            continue
        if named is None and _short(text) and _obliges().match(lower, verb + 1):
            return text
        if named is not None or text.lower() in _words("verb_too") or _asked().match(lower, verb + 1):
            return named
    return None


def _short(text: str) -> bool:
    """Whether `text` is the head of a body's name, as short form of it: `công ty`."""
    return text.lower() in _words("incomplete") and text.lower() not in (*_words("determiner"), "tất cả")


def _lacks_name(text: str) -> bool:
    """Whether the last of several bodies in `text` is but the beginning of a name that goes on with a verb:
    `Sở X, Tổng công ty | cấp nước`.
    """
    *others, last = JOINED.split(text)
    return bool(others) and last[:1].isupper() and last.lower() in _words("unnamed")


def _verbs(context: Context, start: int, end: int) -> Iterator[int]:
    """Where what is to be done begins, in order; a capital is part of a name (`Bộ Nông nghiệp và Phát triển
    nông thôn`), and `các cấp`, `nhà đầu tư` are nouns.
    """
    for verb in _action().finditer(context.lower, start, end):
        if context.lower.count("(", start, verb.start()) > context.lower.count(")", start, verb.start()):
            continue
        if context.body[verb.start() + 1].islower() and not _is_noun(context.lower, verb):
            yield verb.start()


def _is_noun(lower: str, verb: re.Match[str]) -> bool:
    """Whether what is elsewhere a verb is a noun, or part of one."""
    before = lower[max(0, verb.start() - _HEAD_REACH) : verb.start()]
    word = verb[0].strip()
    if word in _words("verb_too") and lower.startswith(",", verb.end()):
        return True  # `tổ chức, cá nhân`
    if before.endswith(" nước nhà"):
        return False
    if before.endswith(" ban") and word in _words("of_boards"):
        return True
    if _noun_begins().search(before) or _no_action().match(lower, verb.start() + 1):
        return True
    obliges = cue("modal").match(lower, verb.start() + 1)
    return obliges is None and _noun_of_verb().search(before) is not None


def _proper(context: Context, start: int, end: int) -> re.Match[str] | None:
    """The name that `body[start:end]` begins with: an acronym, several capitalised words or a country."""
    match = _NAME.match(context.body, start, end)
    if match is None or cue("circumstance").match(context.lower, start, end):
        return None
    word = match[0].lower()
    # the capital of a statement's first word is no sign of a name
    single = " " not in word and not match[0].isupper()
    return None if single and vietnamese(word) and not known(word) else match


def _before_modal(context: Context, start: int, modal: int) -> str | None:
    """The subject of an obligation: what stands between the last comma and `modal`."""
    commas = [m.end() for m in _COMMA.finditer(context.lower, start, modal)]
    begin = commas[-1] if commas else start
    begin = _behind(_adverbial(), context.lower, begin, modal)
    for link in _link().finditer(context.lower, begin, modal):
        begin = link.end()  # `Vấn đề là Bộ X phải`
    # `Bộ X đặt mục tiêu ... phải`: the name ends before the first thing done
    named = _named(context.body[begin : next(_verbs(context, begin, modal), modal)])
    if named is None or _nobody().match(context.lower, begin, modal):
        return None
    number = _NUMBER.match(context.lower, begin, modal)
    known = _head().match(context.lower, number.end() if number else begin, modal) is not None
    # the first letter of a sentence is no sign of a name, two capitals are
    capital = context.body[begin].isupper() and (begin > start or context.body[begin : begin + 2].isupper())
    proper = capital and len(named.split()) <= 6
    return named if known or proper else None


def _is_incomplete(name: str) -> bool:
    """Whether `name` is but the head of a body's name, or a role at one: `giám đốc trung tâm`."""
    role = heads().match(name)
    return name in _words("incomplete") or (role is not None and name[role.end() + 1 :] in _words("unnamed"))


def _named(text: str) -> str | None:
    aside = _aside().search(text.lower(), 1)
    text = text[: aside.start()] if aside else text
    name = _loose().sub("", " ".join(text.split()) + " ").rstrip(" ,:;")
    if not name or len(name.split()) > _MOST_WORDS or _is_incomplete(name.lower()):
        return None
    if _verb_phrase().match(name.lower()) or _TOLD.search(name):
        return None
    whole = _whole().match(name.lower())
    return name[: whole.end()] if whole and name[whole.end() + 1].islower() else name
