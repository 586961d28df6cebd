"""Captions with a credit that stand within a paragraph, where whoever saved the page lost its line breaks."""

from __future__ import annotations

import re
from functools import cache

from vnpolicy.lexicon import lines as entries
from vnpolicy.lexicon import table
from vnpolicy.read.lines import key, pattern

_LEAST = 200
"""Shorter lines are no pages with their line breaks lost."""
_LONGEST = 40
_LONGEST_CLOSED = 32
_CREDIT_WORDS = 7
_REPEATED = 60
_SHARE = 0.5
"""What would lose more than this is no paragraph with captions in it."""
_UPPER = "A-Z" + "".join(x for x in map(chr, range(0xC0, 0x1EFA)) if x.isupper())
_BOUNDARY = re.compile(rf"[.!?…][”\"’)]*\s+(?=[“\"‘(]?[{_UPPER}]|\d)")
_TOKEN = re.compile(r"(\w+)\.$")
_QUOTED = re.compile(r"[“”\"«»]")
_CAPITAL = re.compile(rf"[{_UPPER}]")
_ILLUSTRATION = re.compile(
    r"(?:^|(?<=[.!?…”] ))Ảnh minh (?:họa|hoạ)(?:\.|\s*\([^()]{2,40}\)\.?)?"
    rf"(?=\s+[“\"]?[\d{_UPPER}])"
)
_BOTH = re.compile(rf"^[{_UPPER}][^/]*/(?:[{_UPPER}]{{2,}}|[\w.-]+\.(?:vn|com|net))$")
"""A person's name and an agency."""
_AGENCY = re.compile(rf"(?:[{_UPPER}]{{2,}}|\d+)(?:[/.+-][\w.+-]*\w)?")


@cache
def _bracketed() -> re.Pattern[str]:
    words = "|".join(_names("credits_sure"))
    kinds = "|".join(_names("credit_kinds"))
    named = r"[:：][^()\[\]\n]{1,50}|(?<=Ảnh )[A-ZĐ][^()\[\]\n]{1,24}"
    kind = rf"[^()\[\]\n]{{0,30}}?(?i:{kinds})[^()\[\]\n]{{0,30}}"
    return re.compile(
        rf"\s*[-–—]?\s*[(\[]\s*(?i:{words})\s?(?:{named}|{kind})[)\]]\.?"
        rf"(?=\s*$|\s*[“\"‘]?[{_UPPER}]|\s+\d)"
    )


@cache
def _open() -> re.Pattern[str]:
    words = "|".join(form for name in _names("credits_sure") for form in (name.capitalize(), name.upper()))
    return re.compile(rf"(?:^|(?<=[\s.–—-]))(?:{words})\s?[:：]\s?(?=\w)")


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(entries("abbreviations.txt"))


def ends_sentence(text: str) -> bool:
    """Whether the stop at the end of `text` ends a sentence, rather than an abbreviation or an initial."""
    token = _TOKEN.search(text[-20:])
    return not token or not (token[1] in _abbreviations() or (len(token[1]) == 1 and token[1].isupper()))


@cache
def _openers() -> frozenset[str]:
    return frozenset(map(key, entries("sentence_openers.txt")))


def _names(name: str) -> list[str]:
    return [
        re.escape(x) for x in sorted(table("furniture.toml")["captions"][name], key=lambda x: (-len(x), x))
    ]


def glued(text: str) -> list[tuple[int, int]]:
    """The ranges of captions and credits within the paragraph `text`, in order, with the space behind them.

    A caption is the sentence that its credit ends or follows; where that may be a statement of the text,
    the credit goes alone. A credit whose end is not certain stays with its caption.
    """
    if len(text) < _LEAST:
        return []
    opened = list(_open().finditer(text))
    again = [text[m.end() : m.end() + _REPEATED] for m in opened]
    ends = ((m.start(), _credit_end(text, m.end()) or _repeated(text, m.end(), again)) for m in opened)
    credits = [(m.start(), m.end()) for m in _bracketed().finditer(text)]
    credits += [(m.start(), m.end()) for m in _ILLUSTRATION.finditer(text)]
    credits += [(start, end) for start, end in ends if end]
    out: list[tuple[int, int]] = []
    for start, end in sorted(credits):
        last = out[-1][1] if out else 0
        if start >= last:
            while end < len(text) and text[end].isspace():
                end += 1
            start = max(last, _caption_start(text, start, last))
            while end == len(text) and start > last and text[start - 1].isspace():
                start -= 1
            out.append((start, end))
    return out if sum(end - start for start, end in out) <= _SHARE * len(text) else []


def _credit_end(text: str, at: int) -> int | None:
    """Where the name that begins at `at` ends: at a stop, behind an agency, or before an opening word."""
    end = at
    for count, match in enumerate(re.finditer(r"\S+", text[at : at + 80])):
        word = match[0]
        bare = word.strip('.,;:!?()“”"')
        start = at + match.start()
        if count >= _CREDIT_WORDS or not bare:
            return None
        known = key(bare) in _openers() or _AGENCY.fullmatch(text[at:end].strip())
        if count and known and _CAPITAL.match(bare) and (len(bare) == 1 or not bare.isupper()):
            return end
        if not (_CAPITAL.match(bare) or bare.isdigit() or "." in bare):
            return None
        end = start + len(word)
        if _BOTH.search(bare):
            return end
        if word[-1] in ".)" and ends_sentence(word):
            return end
    return end if end >= len(text.rstrip()) and end > at else None


def _repeated(text: str, at: int, others: list[str]) -> int | None:
    """Where the name that begins at `at` ends, by the same name behind two more credits of the paragraph.

    What all have in common, to the end of a word: of two the next word may be the same by chance.
    """
    name = text[at : at + _REPEATED]
    shared = sorted(_common(name, other) for other in others)
    ends = [end for length in shared if length < len(name) and (end := name.rfind(" ", 0, length + 1)) > 0]
    ends = [end for end in ends if " " in name[:end].strip()]
    return at + min(ends) if len(ends) > 1 else None


def _common(a: str, b: str) -> int:
    """How many characters `a` and `b` have in common at their beginnings."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _caption_start(text: str, start: int, last: int) -> int:
    """Where the caption begins whose credit begins at `start`; `start` if there is none that is sure."""
    before = text[last:start].rstrip(" -–—(")
    closed = before.endswith((".", "!", "?"))
    ends = [m for m in _BOUNDARY.finditer(before) if ends_sentence(before[: m.start() + 1])]
    at = ends[-1].end() if ends else 0
    caption = before[at:]
    if not caption or len(caption.split()) > _LONGEST or _QUOTED.search(caption):
        return start
    if closed and (
        len(caption.split()) > _LONGEST_CLOSED or pattern("captions", "pointing").search(key(caption))
    ):
        return start
    opened = caption.split(maxsplit=1)[0] in entries("sentence_openers.txt")
    if closed and (opened or pattern("captions", "not_contains").search(key(caption))):
        return start
    return last + at
