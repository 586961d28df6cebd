"""The segmented words of a report as the candidate patterns see them, in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from vnpolicy.extract.word_facts import FACTS, Array, Words, words_met
from vnpolicy.model import Sentence, Word

SPACE, DASH, COMMA, BREAK = range(4)
"""What joins a word to the one before: a space, a dash, a comma; or nothing does."""
JOINS = (" ", " - ", ", ", " ")
"""What stands for it in a key."""

_DASH = re.compile(r" ?[-–—] ?| ?& ?")
_GLUE = "-/.&"
_ALNUM = re.compile(r"[^\W_]")
# the segmenter glues abbreviations that it does not know to their neighbours
_ABBREVIATION_EDGE = re.compile(
    r"(?<=[A-ZĐ]{2}) (?=[^\W\d_]?[^\W\d_A-ZĐ])|(?<=[^\W\d_A-ZĐ]) (?=[A-ZĐ&.-]{2,}(?: |$))"
)
_ABBREVIATED = re.compile(r"[A-ZĐ&.-]{2}")
_LEAD_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Part:
    """A text to read words from: the body, or a title that stands apart. Up to `title_end` it is the report's
    title, up to `lead_end` the lead.
    """

    text: str
    sentences: Sequence[Sentence]
    words: Sequence[Word]
    title_end: int = 0
    lead_end: int = 0


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a report that have a letter or digit, words that stand together unspaced joined to one.

    `text` holds the parts, a line each; `starts` and `ends` are offsets into it. `keys` are the words' lower
    case forms, `rows` their rows in the table of words, `facts` what that says of them (`FACTS`, a column a
    word). `capital` says that a capital tells something: not at the head of a sentence, unless another
    follows in the word, nor in a title that is all capitals; `cased` that there is any. `gaps`: what joins a
    word to the one before.
    `edge` and `weak` say what its layer of stop words allows. `places` count words, -1 is the title;
    `sentences` count within the part; `lead` is the lead without the title.
    """

    text: str
    keys: list[str]
    rows: Array
    facts: Array
    starts: Array
    ends: Array
    capital: Array
    cased: Array
    gaps: Array
    edge: Array
    weak: Array
    sentences: Array
    places: Array
    lead: Array

    def __len__(self) -> int:
        return len(self.keys)

    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands."""
        return [*zip(self.starts.tolist(), self.ends.tolist(), strict=True)]

    def fact(self, name: str) -> Array:
        """One of `FACTS`, by word."""
        column: Array = self.facts[FACTS.index(name)]
        return column

    def holds(self, name: str) -> Array:
        """One of the `FACTS` that are true or false, by word."""
        return self.fact(name) > 0


def tokens(parts: Sequence[Part]) -> Tokens:
    """The words of `parts`, one part after the other."""
    met = words_met()
    keys: list[str] = []
    columns: list[Array] = []
    at = 0
    for part in parts:
        of_part, found = _columns(part, met)
        found[_OFFSETS] += at
        keys += of_part
        columns.append(found)
        at += len(part.text) + 1
    rows, starts, ends, gaps, sentences, places, *flags = np.concatenate(columns, axis=1)
    capital, cased, lead = (flag > 0 for flag in flags)
    facts = met.facts[:, rows]
    # a name is no stop word, even if it is written like one
    common = ~capital | (facts[FACTS.index("honorific")] > 0)
    edge, weak = (common & (facts[FACTS.index(name)] > 0) for name in ("edge", "weak"))
    text = "\n".join(part.text for part in parts)
    return Tokens(
        text, keys, rows, facts, starts, ends, capital, cased, gaps, edge, weak, sentences, places, lead
    )


_OFFSETS = slice(1, 3)
"""Which of the columns of a part are offsets."""


def _columns(part: Part, met: Words) -> tuple[list[str], Array]:
    """The words of a part: keys, and in columns, a word each, their rows, offsets in the part, gaps,
    sentences, places, and whether `capital`, `cased` and `lead` hold of them.
    """
    text = part.text
    spans = _joined(text, part.words)
    if not spans:
        return [], np.zeros((9, 0), dtype=int)
    keys, rows, *capitals = zip(*met.look_up([text[start:end] for start, end in spans]), strict=True)
    at_head, behind = np.array(capitals)
    starts, ends = np.array(spans).T
    title = ends <= part.title_end
    sentences = np.array([sentence.end for sentence in part.sentences[:-1]]).searchsorted(starts, "right")
    first = np.append(True, sentences[1:] != sentences[:-1])
    tells = at_head & (behind | ~first)
    if text[: part.title_end].isupper():
        tells &= ~title
    gaps = np.array([BREAK, *(_gap(text[end:start]) for (_, end), (start, _) in pairwise(spans))])
    gaps[first] = BREAK
    places = np.where(title, -1, np.arange(len(spans)))
    lead = ~title & (starts < part.lead_end)
    cased = at_head | behind
    return [*keys], np.array([rows, starts, ends, gaps, sentences, places, tells, cased, lead], dtype=int)


def _joined(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Offsets of the words that have a letter or digit; `NN` `&` `PTNT` become one."""
    spans: list[tuple[int, int]] = []
    before = -2  # the end of the last span
    for word in words:
        form, start, end = word.text, word.start, word.end
        if not (form[0].isalnum() or _ALNUM.search(form)):
            continue
        if start == before or (start == before + 1 and text[before] in _GLUE):
            spans[-1] = (spans[-1][0], end)
        else:
            if " " in form and _ABBREVIATED.search(form):
                for match in _ABBREVIATION_EDGE.finditer(text, start, end):
                    spans.append((start, match.start()))
                    start = match.end()
            spans.append((start, end))
        before = end
    return spans


@lru_cache(maxsize=1 << 10)
def _gap(between: str) -> int:
    if between.isspace():
        return BREAK if "\n" in between else SPACE
    if between == ", ":
        return COMMA
    return DASH if _DASH.fullmatch(between) else BREAK


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
