"""Captions, credits and links within a paragraph, where whoever saved the page lost its line breaks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from vnpolicy.lexicon import lines as entries
from vnpolicy.lexicon import table
from vnpolicy.read.captions import name_like, people
from vnpolicy.read.credits import UPPER, ends_sentence, name_end
from vnpolicy.read.lines import key, opening, pattern

_LEAST = 200
"""Shorter lines are no pages with their line breaks lost."""
_LONGEST = 40
_LONGEST_CLOSED = 32
_REPEATED = 60
_SHARE = 0.5
"""What would lose more than this is no paragraph with captions in it."""
_BOUNDARY = re.compile(rf"[.!?…][”\"’)]*\s+(?=[“\"‘(]?[{UPPER}]|\d)")
_QUOTED = re.compile(r"[“”\"«»]")
_BEFORE = rf"(?=\s*$|\s*[“\"‘]?[{UPPER}]|\s+\d)"
"""What follows is a new sentence."""
_NAMED = re.compile(rf"Ảnh (?=[{UPPER}])")
_CITED = re.compile(r"Nguồn\s?:\s?(?=\w)")
_LINK = re.compile(rf"\[(?=[{UPPER}\d])[^\[\]\n.]{{15,150}}\](?=\s+[“\"]?[{UPPER}]|\s*$)")
"""The title of another report in square brackets between two sentences."""
_SENTENCE = re.compile(
    rf"(?:[.!?…”\"]\s\s?|^)(?=(?P<words>[{UPPER}][^.!?…“”\":;,\n]{{4,90}}\.)\s+[“\"]?[{UPPER}])"
)
"""A sentence without a comma."""
_VIEW_WORDS = 14
_LINK_WORDS = (5, 30)
_NUMBERED = re.compile(r"(?:^|[.!?…:;”\"]\s+)\d{1,2}\.\s+$")
_DASH = re.compile(r"\s*(?:[-–—]\s*)?$")
_BEHIND = '.!?…”"’)-–—/'


class _Credit(NamedTuple):
    """`text[start:end]` is a credit; `caption` says where what it belongs to may be looked for."""

    start: int
    end: int
    caption: str = "any"


@cache
def _bracketed() -> re.Pattern[str]:
    words = "|".join(_names("credits_sure"))
    kinds = "|".join(_names("credit_kinds"))
    named = r"[:：.][^()\[\]\n]{1,50}|(?<=Ảnh )[A-ZĐ][^()\[\]\n]{1,24}|(?<=[Ảả]nh )[A-ZĐ][A-ZĐ.]{1,6}"
    kind = rf"[^()\[\]\n]{{0,30}}?(?i:{kinds})[^()\[\]\n]{{0,30}}"
    return re.compile(rf"[(\[]\s*(?i:{words})\s?(?:{named}|{kind})[)\]]\.?{_BEFORE}")


@cache
def _sourced() -> re.Pattern[str]:
    """A source in brackets, as agencies put it behind the caption that opens a report."""
    return re.compile(rf"[(\[](?:Nguồn|NGUỒN)\s?:[^()\[\]\n]{{2,40}}[)\]]\.?{_BEFORE}")


@cache
def _open() -> re.Pattern[str]:
    words = "|".join(form for name in _names("credits_sure") for form in (name.capitalize(), name.upper()))
    lower = "|".join(_names("credits_sure"))
    return re.compile(rf"(?:{words}|{lower})\s?[:：]\s?(?=[\w@])")


@cache
def _phrased() -> re.Pattern[str]:
    """A credit that names nobody: `Ảnh minh họa (Nguồn: TTXVN)`."""
    known = "|".join(re.escape(x[1:]).replace(r"\ ", r":?\ ", 1) for x in _raw_names("credit_phrases"))
    return re.compile(rf"[Ảả](?i:{known})(?!\w)(?:\.?\s*\([^()]{{2,40}}\))?\.?(?=\s+[“\"]?[\d{UPPER}]|\s*$)")


@cache
def _openers() -> frozenset[str]:
    return frozenset(entries("sentence_openers.txt")) - {x.capitalize() for x in _raw_names("counted")}


def _raw_names(name: str) -> list[str]:
    return sorted(table("furniture.toml")["captions"][name], key=lambda x: (-len(x), x))


def _names(name: str) -> list[str]:
    return [re.escape(x) for x in _raw_names(name)]


def glued(text: str) -> list[tuple[int, int]]:
    """The ranges of captions, credits and links within the paragraph `text`, in order, with the space behind.

    A caption is the sentence that its credit ends or follows; where that may be a statement of the text,
    the credit goes alone. A credit whose end is not certain stays with its caption.
    """
    if len(text) < _LEAST:
        return []
    out: list[tuple[int, int]] = []
    for start, end, caption in sorted(_credits(text)):
        last = out[-1][1] if out else 0
        if start >= last:
            while end < len(text) and text[end].isspace():
                end += 1
            if caption == "any" or (caption == "first" and not last):
                start = max(last, _caption_start(text, start, last, caption))
            while end < len(text) and text[start].isspace():
                start += 1  # one space stays between the sentences
            while end == len(text) and start > last and text[start - 1].isspace():
                start -= 1
            out.append((start, end))
    return out if sum(end - start for start, end in out) <= _SHARE * len(text) else []


def _credits(text: str) -> list[_Credit]:
    found = [_Credit(_led(text, m.start()), m.end()) for m in _bracketed().finditer(text)]
    found += [_Credit(m.start(), m.end()) for m in _phrased().finditer(text) if _behind(text, m.start())]
    found += [_Credit(_led(text, m.start()), m.end(), "first") for m in _sourced().finditer(text)]
    low, high = _LINK_WORDS
    links = (m for m in _LINK.finditer(text) if low <= len(m[0].split()) <= high)
    found += [_Credit(m.start(), m.end(), "none") for m in links if m.start() and _behind(text, m.start())]
    found += [_Credit(start, end, "none") for start, end in _shown(text)]
    opened = [(m.start(), m.end()) for m in _open().finditer(text) if _labels(text, m.start())]
    opened += [(m.start(), m.end()) for m in _NAMED.finditer(text) if _behind(text, m.start())]
    cited = [(m.start(), m.end()) for m in _CITED.finditer(text) if _behind(text, m.start())]
    alone = {start for start, _ in cited}
    named = _named(text, opened + cited)
    return found + [x._replace(caption="none") if x.start in alone else x for x in named]


def _behind(text: str, at: int) -> bool:
    """Whether a sentence ends before `at`, or a dash stands there."""
    return text[max(0, at - 4) : at].rstrip()[-1:] in _BEHIND


def _labels(text: str, at: int) -> bool:
    """Whether the word at `at` is the label of a credit; in small letters it is one behind a dash."""
    if text[at].islower():
        return text[max(0, at - 2) : at] in ("- ", "– ", "— ")
    before = text[at - 1 : at] if at else ""
    return not before or before.isspace() or before in '.,–—-”"' or before.isdigit() or before.islower()


def _led(text: str, at: int) -> int:
    """Where the spaces and the dash begin that stand before `at`."""
    dash = _DASH.search(text, max(0, at - 4), at)
    return dash.start() if dash else at


def _shown(text: str) -> list[tuple[int, int]]:
    """Captions without a credit: short sentences that name a view, or a person whom the text names, too."""
    out = []
    for match in _SENTENCE.finditer(text):
        sentence = match["words"]
        low = key(sentence)
        if len(sentence.split()) > _VIEW_WORDS or not ends_sentence(sentence):
            continue
        if opening("captions", "views").match(low):
            if not any(pattern("captions", x).search(low) for x in ("not_contains", "pointing")):
                out.append(match.span("words"))
        elif title := people().match(low):
            name = re.sub(r"\s*\([^()]*\)", "", sentence[title.end() :]).strip(" .")
            if name and name_like(name) and text.count(" ".join(name.split()[-2:])) > 1:
                out.append(match.span("words"))
    return out


def _named(text: str, opened: list[tuple[int, int]]) -> list[_Credit]:
    """The credits with a name of which is known where it ends; once it is, that tells of the others."""

    def end_of(start: int, at: int, known: Sequence[str] = ()) -> int | None:
        label = text[start:at]
        titled = opening("captions", "titled").match(key(label)) is not None
        return name_end(text, at, known, labelled=label.rstrip()[-1] in ":：", titled=titled)

    ends = {at: end_of(start, at) for start, at in opened}
    names = {text[at:end].strip(" .") for at, end in ends.items() if end}
    lengths = sorted({len(name) for name in names if len(name) > 1}, reverse=True)
    again = sorted(text[at : at + _REPEATED] for _, at in opened)
    out = []
    for start, at in opened:
        end = ends[at]
        if not end:
            known = [name for length in lengths if (name := text[at : at + length]) in names]
            end = end_of(start, at, known) or _repeated(text, at, again)
        if end:
            out.append(_Credit(start, end))
    return out


def _repeated(text: str, at: int, again: Sequence[str]) -> int | None:
    """Where the name that begins at `at` ends, by the same name behind two more credits of the paragraph.

    What all have in common, to the end of a word: of two the next word may be the same by chance. `again` is
    what stands behind all credits, sorted: those that begin alike stand together, the least alike outside.
    """
    name = text[at : at + _REPEATED]
    spaces = (place for place, char in enumerate(name) if char == " " and place)
    least = next((place for place in spaces if " " in name[:place].strip()), 0)
    first, last = _beginning(again, name[:least])
    same, beyond = _beginning(again, name)
    if not least or last - first - (beyond - same) < 2:
        return None
    return at + name.rfind(" ", 0, min(_common(name, again[x]) for x in (first, last - 1)) + 1)


def _beginning(texts: Sequence[str], start: str) -> tuple[int, int]:
    """Which of the sorted `texts` begin with `start`: the first, and the first behind the last."""
    cut = len(start)
    return bisect_left(texts, start, key=lambda x: x[:cut]), bisect_right(texts, start, key=lambda x: x[:cut])


def _common(a: str, b: str) -> int:
    """How many characters `a` and `b` have in common at their beginnings."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _caption_start(text: str, start: int, last: int, caption: str) -> int:
    """Where the caption begins whose credit begins at `start`; `start` if there is none that is sure."""
    before = text[last:start].rstrip(" -–—(")
    closed = before.endswith((".", "!", "?"))
    ends = [m for m in _BOUNDARY.finditer(before) if ends_sentence(before[: m.start() + 1])]
    at = ends[-1].end() if ends else 0
    words = before[at:].split()
    if not words or len(words) > _LONGEST or _QUOTED.search(before[at:]) or (at and caption == "first"):
        return start
    if _NUMBERED.search(before[:at]):
        return start  # a heading
    low = key(before[at:])
    if any(not _elsewhere(text, m[0], low) for m in pattern("captions", "telling").finditer(low)):
        return start
    if closed and (len(words) > _LONGEST_CLOSED or pattern("captions", "pointing").search(low)):
        return start
    if closed and (words[0] in _openers() or pattern("captions", "not_contains").search(low)):
        return start
    return last + at


def _elsewhere(text: str, words: str, caption: str) -> bool:
    """Whether `words` of the `caption` stand elsewhere in `text`, too: who chairs must not be lost."""
    return key(text).count(words) > caption.count(words)
