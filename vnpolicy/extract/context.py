"""A body prepared once for all that reads it sentence by sentence: lower case, tokens, cue words, quotation
marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, cached_property
from itertools import chain, pairwise
from typing import NamedTuple

from vnpolicy.extract.cues import announcement, cue, frame, heads, modal
from vnpolicy.extract.segments import NUMBER, ORDINAL, Segment, heading_end, segments
from vnpolicy.lexicon import table
from vnpolicy.model import Sentence

_TOKEN = re.compile(r"\w+")
_ENTRY = re.compile(rf"(?:[-–—•●+*]\s|{NUMBER}\s|{ORDINAL}(?!\w)|cuối cùng,)", re.IGNORECASE)
_LONGEST_OPEN = 1000
"""Characters that a quotation without a closing mark may take up to the end of its line."""
_FARTHEST_ENTRY = 6
"""Sentences after which a list without a further entry has ended."""
_MOST_CUES = 60
"""In one sentence; no sentence that was meant to be read has more, and work grows with their square."""
_MANY_PARAGRAPHS = 4
_ENDED = re.compile(r"[.:!?…”]\s*$")
_COUNT = re.compile(r"\s\d{1,2}\s$")
_QUOTE = re.compile(r"[“”«»\"]|(?<=[^\W\d_])’(?=,?\s)")


@cache
def _numbered() -> tuple[str, ...]:
    return tuple(table("speech.toml")["numbered"])


class Cue(NamedTuple):
    """A cue word at body offsets, in lower case; `kind` tells cues of one list apart (`ask` and `say`,
    `event` and `lead`).
    """

    start: int
    end: int
    word: str
    kind: str

    @property
    def ask(self) -> bool:
        """Whether the verb asks for something."""
        return self.kind == "ask"


class Context:
    """The prepared body.

    `lower` has the body's length. `tokens` and `token_starts` run over the whole body. `frames` and `modals`
    hold, for each sentence, its cue words.
    """

    def __init__(self, body: str, sentences: list[Sentence]) -> None:
        self.body = body
        self.sentences = sentences
        lower = body.lower()
        # a few capitals outside Vietnamese (İ) grow in lower case and would shift every offset behind them
        self.lower = lower if len(lower) == len(body) else "".join(c.lower()[0] for c in body)
        matches = list(_TOKEN.finditer(self.lower))
        self.tokens = [match[0] for match in matches]
        self.token_starts = [match.start() for match in matches]
        self._token_ends = [self.span(0, sentence.end).stop for sentence in sentences]
        self.frames = [
            [c for c in self._verbs(cues) if not self._is_counted(c)]
            for cues in self._find(frame(), heads("frame"))
        ]
        self.modals = [self._verbs(cues) for cues in self._find(modal(), heads("modal"))]
        self.statement_ends: dict[tuple[int, int], int] = {}
        """What `clauses.statement_end` has found: agenda and proposals ask for the same."""
        self._cues: dict[str, list[list[Cue]]] = {}

    @cached_property
    def pairs(self) -> list[str]:
        """Each token with the next one."""
        return list(map(" ".join, pairwise(self.tokens)))

    def paragraph(self, sentence: int) -> str:
        """Where a sentence stands: `0` headline, `1` lead, `2` body; `many` in a text of more paragraphs,
        whose second is no lead.
        """
        number, last = self.sentences[sentence].paragraph, self.sentences[-1].paragraph
        return str(number) if number == 0 or last < _MANY_PARAGRAPHS else "many"

    @cached_property
    def segments(self) -> list[Segment]:
        """The segments of all sentences, in order."""
        return list(segments(self.sentences))

    @cached_property
    def heading_ends(self) -> list[int]:
        """Where a heading without full stop may have run into the sentence behind it."""
        return [match.start() for match in heading_end().finditer(self.body)]

    @cached_property
    def announcements(self) -> list[list[Cue]]:
        """For each sentence the kinds of event and the words that announce a topic."""
        return self._find(announcement(), heads("announcement"))

    def cues(self, row: str, sentence: int) -> list[Cue]:
        """The cue words of `row` of lexicon/speech.toml in a sentence, in order."""
        if row not in self._cues:
            self._cues[row] = self._find(cue(row), heads(row))
        return self._cues[row][sentence]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Which tokens a word is."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.tokens):
            found.setdefault(word, []).append(number)
        return found

    def _find(self, pattern: re.Pattern[str], begins: frozenset[str]) -> list[list[Cue]]:
        """For each sentence what `finditer` of `pattern` would find, tried only where a word of `begins`
        stands.
        """
        found: list[list[Cue]] = [[] for _ in self.sentences]
        last, end, many = -1, 0, 0
        for token in sorted(chain.from_iterable(self._places[word] for word in begins & self._places.keys())):
            number = bisect_right(self._token_ends, token)
            if number == len(self.sentences):
                break
            sentence, at = self.sentences[number], self.token_starts[token]
            if number != last:
                last, end, many = number, sentence.start, 0
            if at < end or many == _MOST_CUES:
                continue
            match = pattern.match(self.lower, at, sentence.end)
            if match is None:
                continue
            end, many = match.end(), many + 1
            if match.lastgroup != "none":
                found[number].append(Cue(at, end, " ".join(match[0].split()), match.lastgroup or ""))
        return found

    def _is_counted(self, frame: Cue) -> bool:
        """Whether a number shows that `frame` is a noun: `6 kiến nghị`."""
        number = _COUNT.search(self.lower, max(0, frame.start - 6), frame.start)
        if number is None or frame.word not in table("speech.toml")["speech_noun"]:
            return False
        return not self.lower.endswith(_numbered(), 0, number.start())

    def _verbs(self, cues: list[Cue]) -> list[Cue]:
        """`cues` without the later words of names: `Bộ phận Cảnh báo`, `thành phố Cần Thơ`."""
        body = self.body

        def named(at: int) -> bool:
            return body[at].isupper() and body[at + 1 : at + 2].islower() and body[at - 1 : at] == " "

        return [c for c in cues if not (named(c.start) and body[c.start - 2 : c.start - 1].isalnum())]

    def words(self, start: int, end: int) -> list[str]:
        """The lower-case tokens that begin in `body[start:end]`."""
        return self.tokens[self.span(start, end)]

    def span(self, start: int, end: int) -> slice:
        """Which of the `tokens` begin in `body[start:end]`."""
        return slice(bisect_left(self.token_starts, start), bisect_left(self.token_starts, end))

    @cached_property
    def list_leads(self) -> list[int | None]:
        """For each sentence that is an entry of a list, the number of the sentence that opens the list."""
        leads: list[int | None] = []
        lead, last = None, -_FARTHEST_ENTRY
        for number, sentence in enumerate(self.sentences):
            entry = _ENTRY.match(sentence.text) is not None
            if entry and lead is None and number:
                lead = number - 1
            leads.append(lead if entry else None)
            if entry:
                last = number
            elif sentence.text.endswith(":"):
                lead, last = number, number
            elif number - last >= _FARTHEST_ENTRY:
                lead = None
        return leads

    @cached_property
    def _quote_depths(self) -> tuple[list[int], list[bool]]:
        """Offsets of quotation marks, and whether the text after each is quoted."""
        places, quoted = [-1], [False]
        depth, straight = 0, False
        line_end = -1
        for match in _QUOTE.finditer(self.body):
            if match[0] == "’" and (not depth or "‘" in self.body[places[-1] : match.start()]):
                continue  # closes nothing that a double mark has opened
            if match.start() > line_end:
                # a mark that was never closed must not quote the rest of the document
                depth, straight = 0, False
                quoted[-1] = quoted[-1] and self._may_stay_open(places[-1], line_end)
                line_end = self.body.find("\n", match.start())
                line_end = len(self.body) if line_end < 0 else line_end
            if (
                match[0] in "“«"
                and depth
                and _ENDED.search(self.body, max(0, match.start() - 4), match.start())
            ):
                depth = 0  # the one before was never closed
            if match[0] == '"':
                opens = _opens(self.body, match.start())
                if opens is None:
                    opens = not straight and not depth
                # a straight mark may close what a curved one opened
                depth, straight = (
                    (depth, True) if opens else (depth if straight else max(0, depth - 1), False)
                )
            elif match[0] in "“«":
                depth += 1
            elif straight and not depth:
                straight = False
            else:
                depth = max(0, depth - 1)
            places.append(match.start())
            quoted.append(depth > 0 or straight)
        quoted[-1] = quoted[-1] and self._may_stay_open(places[-1], line_end)
        return places, quoted

    def _may_stay_open(self, mark: int, line_end: int) -> bool:
        """Whether what the `mark` without a closing one opens is a quotation up to the end of its line: of a
        speech (`nói: “`), or not long; else it opens a word or two.
        """
        return line_end - mark <= _LONGEST_OPEN or self.body.endswith((": ", ":"), 0, mark)

    @cached_property
    def _quotations(self) -> list[tuple[int, int]]:
        """The ranges within quotation marks, in order, outer marks left out."""
        places, quoted = self._quote_depths
        found: list[tuple[int, int]] = []
        opened = -1
        for place, inside in zip(places, quoted, strict=True):
            if inside and opened < 0:
                opened = place + 1
            elif not inside and opened >= 0:
                found.append((opened, place))
                opened = -1
        return found if opened < 0 else [*found, (opened, len(self.body))]

    def quotation(self, at: int) -> tuple[int, int] | None:
        """The range of the quotation that the character at offset `at` stands in, without its marks."""
        number = bisect_left(self._quotations, (at + 1, 0)) - 1
        if number < 0 or not self.is_quoted(at):
            return None
        start, end = self._quotations[number]
        return (start, end) if start <= at < end else None

    def is_quoted(self, at: int) -> bool:
        """Whether the character at offset `at` stands within quotation marks."""
        places, quoted = self._quote_depths
        return quoted[bisect_left(places, at) - 1] if at > 0 else False


def _opens(body: str, at: int) -> bool | None:
    """Whether a straight quotation mark opens, by the space beside it; None where that does not tell."""
    before, after = body[at - 1 : at], body[at + 1 : at + 2]
    space_before, space_after = not before or before in " \n\t(", not after or after in " \n\t).,;:!?"
    return None if space_before == space_after else space_before
