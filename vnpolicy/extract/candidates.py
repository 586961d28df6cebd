"""Keyphrase candidates: runs of segmented words within a clause that are built like a keyphrase.

After the candidate patterns of automatic keyphrase extraction (Hasan and Ng 2014; C-value of Frantzi et al.
2000 for nested phrases): one to six syllables, content words at both ends, at most one comma, citations and
numbered names included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from vnpolicy.extract.stopwords import edge_words, inside_words, layer, weak_words
from vnpolicy.lexicon import lines, table
from vnpolicy.model import Sentence, Word
from vnpolicy.text.unicode import old_tone

LONGEST = 6
"""Syllables of a keyphrase at most; a number or the code of a document counts as one."""

_GLUE = re.compile(r"[-/.&]?")
_DASH = re.compile(r" ?[-–—] ?| ?& ?")
_JOIN = {"": " ", ",": ", ", "-": " - "}
_SYLLABLE = re.compile(r"\w+")
# the segmenter glues abbreviations that it does not know to their neighbours
_ABBREVIATION_EDGE = re.compile(
    r"(?<=[A-ZĐ]{2}) (?=[^\W\d_]?[^\W\d_A-ZĐ])|(?<=[^\W\d_A-ZĐ]) (?=[A-ZĐ&.-]{2,}(?: |$))"
)
_LEAD_CHARACTERS = 500
_QUOTES = frozenset("\"'“”‘’«»")


@dataclass(slots=True)
class Token:
    """A segmented word as the candidate patterns see it.

    `gap` is what joins it to the word before: "" a space, "-" a dash, "," a comma, "|" nothing does. `edge`,
    `weak` and `inside` say what its layer of stop words allows (see `stopwords`); `place` counts words from
    the body's start.
    """

    key: str
    start: int
    end: int
    syllables: int
    capital: bool
    number: bool
    edge: bool
    weak: bool
    inside: bool
    honorific: bool
    gap: str
    sentence: int
    place: int


@dataclass(slots=True)
class Candidate:
    """A candidate and the evidence for it within one report; `key` is its lower-case form.

    `title` and `lead` count its uses there, `opens` and `closes` the uses at whose left or right a clause or
    a function word bounds it, `before` holds the content words to its left in the other uses; `cut_left` and
    `cut_right` count the uses that cut a name in two.
    """

    key: str
    tokens: tuple[Token, ...]
    count: int = 0
    title: int = 0
    lead: int = 0
    opens: int = 0
    closes: int = 0
    forms: dict[str, int] = field(default_factory=dict)
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)
    cut_left: int = 0
    cut_right: int = 0
    quoted: int = 0
    titled: int = 0
    speaks: int = 0
    last: int = -1

    @property
    def last_word(self) -> str:
        """The last word as the report first writes it."""
        return " ".join(next(iter(self.forms)).split()[-self.tokens[-1].syllables :])

    @property
    def display(self) -> str:
        """The form that the report writes most often, the earliest among equals."""
        return max(self.forms, key=self.forms.__getitem__)


@lru_cache(maxsize=1 << 14)
def display_key(text: str) -> str:
    """The form under which a word is counted: lower case, single spaces, tone marks placed the old way."""
    return old_tone(" ".join(text.lower().split()))


def tokens(
    text: str, sentences: Sequence[Sentence], words: Sequence[Word], title_end: int = 0
) -> list[Token]:
    """The words of `text` as tokens, without punctuation; words that stand together unspaced are joined.

    Up to `title_end` the text is the report's title: there `place` is -1, and capitals throughout say
    nothing.
    """
    shouted = text[:title_end].isupper()
    found: list[Token] = []
    at, opening = 0, -1
    for start, end in _joined(text, words):
        while at < len(sentences) - 1 and start >= sentences[at].end:
            at += 1
        piece = text[start:end]
        kind = _kind(display_key(piece))
        first, opening = at != opening, at
        title = end <= title_end
        # at the head of a sentence a capital says nothing, unless another follows in the same word
        named = not first or any(c.isupper() for c in piece[1:])
        capital = piece[0].isupper() and named and not (title and shouted)
        common = kind.honorific or not capital
        found.append(
            Token(
                key=kind.key,
                start=start,
                end=end,
                syllables=kind.syllables,
                capital=capital,
                number=kind.number,
                edge=common and kind.edge,
                weak=common and kind.weak,
                inside=kind.inside,
                honorific=kind.honorific,
                gap="|" if first or not found else _gap(text[found[-1].end : start]),
                sentence=at,
                place=-1 if title else len(found),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is known of a word by itself."""

    key: str
    syllables: int
    number: bool
    edge: bool
    weak: bool
    inside: bool
    honorific: bool


@lru_cache(maxsize=1 << 14)
def _kind(key: str) -> _Kind:
    digit = any(c.isdigit() for c in key)
    return _Kind(
        key=key,
        syllables=1 if digit else len(_SYLLABLE.findall(key)),
        number=not any(c.isalpha() for c in key),
        edge=key in edge_words(),
        weak=key in weak_words(),
        inside=key in inside_words(),
        honorific=key.rstrip(".") in layer("titles"),
    )


def _joined(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Offsets of the words that have a letter or digit; `NN` `&` `PTNT` become one."""
    spans: list[tuple[int, int]] = []
    for word in words:
        if not any(c.isalnum() for c in word.text):
            continue
        if spans and _GLUE.fullmatch(text, spans[-1][1], word.start):
            spans[-1] = (spans[-1][0], word.end)
            continue
        start = word.start
        if " " in word.text:
            for match in _ABBREVIATION_EDGE.finditer(text, word.start, word.end):
                spans.append((start, match.start()))
                start = match.end()
        spans.append((start, word.end))
    return spans


def _gap(between: str) -> str:
    if between.isspace():
        return "|" if "\n" in between else ""
    if between == ", ":
        return ","
    return "-" if _DASH.fullmatch(between) else "|"


def lead_end(sentences: Sequence[Sentence], title_end: int = 0) -> int:
    """Offset at which the lead ends: the first paragraph after the title, or two sentences of it when it is
    long.
    """
    after = [s for s in sentences[:12] if s.end > title_end]
    if not after:
        return title_end
    first = [s for s in after if s.paragraph == after[0].paragraph]
    whole = first[-1].end - first[0].start <= _LEAD_CHARACTERS
    return first[-1].end if whole else first[:2][-1].end


def candidates(text: str, found: Sequence[Token], lead: int, into: dict[str, Candidate]) -> None:
    """Add the candidates among the tokens `found` of `text` to `into`, by key; the lead ends at offset
    `lead`.
    """
    for i, j in _runs(found):
        part = tuple(found[i : j + 1])
        key = joined_key(part)
        cand = into.get(key)
        if cand is None:
            cand = into[key] = Candidate(key, part)
        cand.count += 1
        if part[0].place < 0:
            cand.title += 1
        elif part[0].start < lead:
            cand.lead += 1
        form = " ".join(text[part[0].start : part[-1].end].split())
        cand.forms[form] = cand.forms.get(form, 0) + 1
        cand.last = part[-1].place
        cand.quoted += _quoted(text, part[0].start, part[-1].end)
        _beside(cand, found, i, j)


def _quoted(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in _QUOTES and text[end : end + 1] in _QUOTES


def _beside(cand: Candidate, found: Sequence[Token], i: int, j: int) -> None:
    """Count what stands on both sides of a use, tokens `i` to `j`."""
    if i:
        left = found[i - 1]
        if opens(found, i):
            cand.opens += 1
        else:
            cand.before.add(left.key)
        cand.cut_left += _one_name(left, found[i])
        cand.titled += left.honorific and found[i].gap == ""
    else:
        cand.opens += 1
    cand.closes += closes(found, j)
    if j + 1 < len(found):
        right = found[j + 1]
        if right.gap == "" and not right.edge:
            cand.after.add(right.key)
        cand.cut_right += _one_name(found[j], right)
        cand.speaks += right.gap == "" and right.key in _reporting()


@cache
def _reporting() -> frozenset[str]:
    return layer("reporting")


def _one_name(left: Token, right: Token) -> bool:
    """Whether two neighbours look like parts of one name: both capitalised, the first no honorific."""
    return right.gap == "" and left.capital and right.capital and not left.honorific


def joined_key(part: Sequence[Token]) -> str:
    """The key of a run of tokens."""
    return "".join([part[0].key, *(_JOIN[t.gap] + t.key for t in part[1:])])


def opens(found: Sequence[Token], i: int) -> bool:
    """Whether a clause or a function word bounds token `i` on its left."""
    return found[i].gap == "|" or found[i - 1].edge


def closes(found: Sequence[Token], j: int) -> bool:
    """Whether a clause, a comma or a function word bounds token `j` on its right."""
    return j + 1 == len(found) or found[j + 1].gap in ("|", ",") or found[j + 1].edge


def _runs(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """First and last token of each run that is built like a keyphrase."""
    for i, first in enumerate(found):
        if first.edge or first.number or first.honorific:
            continue
        syllables = commas = 0
        for j in range(i, len(found)):
            token = found[j]
            if j > i:
                commas += token.gap == ","
                if token.gap == "|" or commas > 1 or (token.edge and not token.inside):
                    break
                if token.gap and token.honorific:  # a person's office after the name
                    break
            syllables += token.syllables
            if syllables > LONGEST:
                break
            if _may_end(found, i, j):
                yield i, j


def _may_end(found: Sequence[Token], i: int, j: int) -> bool:
    last = found[j]
    if i == j:
        return not (last.weak or last.number) and len(last.key) > 1
    if last.number:
        before = found[j - 1]
        return last.gap == "" and (before.capital or before.inside or (before.weak and not before.edge))
    return not last.edge


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(lines("surnames_common.txt")), frozenset(lines("surnames.txt"))


@cache
def _provinces() -> frozenset[str]:
    return frozenset(row["name"] for row in table("provinces.toml")["provinces"])


def is_person(form: str) -> bool:
    """Whether `form` is written like a Vietnamese personal name: a family name, two to four capitalised
    syllables.
    """
    syllables = form.split()
    if len(syllables) > 4:  # two names that the segmenter glued
        syllables = syllables[-3:]
    if not 2 <= len(syllables) <= 4 or form in _provinces():
        return False
    common, rare = _surnames()
    family = syllables[0] in common or (len(syllables) > 2 and syllables[0] in rare)
    return family and all(s[0].isupper() and (len(s) == 1 or s[1:].islower()) for s in syllables)
