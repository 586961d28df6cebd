"""Full text: what a query asks of SQLite's FTS5, and the snippet that shows where a document answers it.

Ranking: BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) as FTS5 computes it, title
weighted. Vietnamese writes a space between syllables, so neighbours within the query count as terms of their
own, and a document that holds the query as it stands comes before those that hold its syllables somewhere.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from vnpolicy.errors import UsageError
from vnpolicy.text.unicode import fold, normalize

TITLE_WEIGHT = 4.0
SNIPPET_WORDS = 30
MOST_WORDS = 60
"""Of a query; more would pass what FTS5 takes in one expression, and tell no document from another."""

_WORD = re.compile(r"[^\W_]+")  # what FTS5's unicode61 takes for a token
_BETWEEN = r"[\W_]+"
_SPACE = re.compile(r"\s")
_REACH = 300
"""Characters that a snippet has on each side of a hit at most."""

_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for, folded: `free` words in the order typed, and phrases that must stand as they are."""

    free: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]

    @property
    def runs(self) -> tuple[tuple[str, ...], ...]:
        """The sequences of words that a text may hold."""
        return ((self.free,) if self.free else ()) + self.phrases


def parse(text: str) -> Query:
    """The query that a user typed: words, and phrases in double quotes. Nothing else is syntax.

    What holds a digit and no space (`37-NQ/TW`, `13/7`) is a phrase and also stands among the free words.
    Raises `UsageError` where there is no word in it.
    """
    free: list[str] = []
    phrases: list[tuple[str, ...]] = []
    for quoted, plain in _PART.findall(fold(normalize(text))):
        words = tuple(_WORD.findall(quoted or plain))
        if quoted or (len(words) > 1 and any(c.isdigit() for c in plain)):
            phrases.append(words)
        if plain:
            free.extend(words)
    query = Query(
        tuple(free[:MOST_WORDS]), tuple(dict.fromkeys(p[:MOST_WORDS] for p in phrases if p))[:MOST_WORDS]
    )
    if not query.runs:
        raise UsageError("nothing to search for: give at least one word")
    return query


def expressions(query: Query) -> tuple[str, str]:
    """Two FTS5 expressions: of documents that hold the free words as they stand, of all that hold them.

    Both end in a clause that is always true and only adds the neighbours to the score.
    """
    needed = [_quote(phrase) for phrase in query.phrases] + [_quote([w]) for w in dict.fromkeys(query.free)]
    if len(query.free) < 2:
        return " AND ".join(needed), " AND ".join(needed)
    whole = _quote(query.free)
    near = [_quote(pair) for pair in zip(query.free, query.free[1:], strict=False)]
    score = " OR ".join(dict.fromkeys([_quote(query.free[:1]), *near, whole]))
    loose = f"{' AND '.join(needed)} AND ({score})"
    return f"{whole} AND {loose}", loose


def rank(db: sqlite3.Connection, query: Query, limit: int) -> Iterator[tuple[str, float]]:
    """The documents found, best first, and a score: 1 to 2 where the words stand together, else 0 to 1.

    `limit` below 0: all of them.
    """
    together, loose = expressions(query)
    found: set[str] = set()
    for base, expression in ((1.0, together), (0.0, loose)):
        if base == 0.0 and (loose == together or 0 <= limit <= len(found)):
            return
        for doc, bm25 in db.execute(
            f"SELECT doc, bm25(search, {TITLE_WEIGHT}, 1.0) AS bm25 FROM search"
            " JOIN documents ON documents.id = search.rowid WHERE search MATCH ? ORDER BY bm25, doc LIMIT ?",
            (expression, limit),
        ).fetchall():
            if doc not in found and not 0 <= limit <= len(found):
                found.add(doc)
                yield doc, round(base - bm25 / (1 - bm25), 4)


def snippet(title: str, body: str, query: Query, marks: tuple[str, str] = ("«", "»")) -> str:
    """About thirty words of body or title round the longest part of the query that stands there, on one line.

    The words found are put between `marks`; an ellipsis stands where text was left out.
    """
    folded_body, folded_title = fold(body), fold(title)
    for length, pattern in _parts(query):
        if best := pattern.search(folded_body):
            return _show(body, folded_body, best.span(), _marked(query, length), marks)
        if best := pattern.search(folded_title):
            return _show(title, folded_title, best.span(), _marked(query, length), marks)
    return _show(body, folded_body, (0, 0), _marked(query, 1), marks)


def _show(
    text: str, folded: str, best: tuple[int, int], pattern: re.Pattern[str], marks: tuple[str, str]
) -> str:
    """The words of `text` round `best`, what `pattern` finds among them marked."""
    start, end = best
    spare = max(0, SNIPPET_WORDS - len(_WORD.findall(folded, start, end)))
    before = [m.start() for m in _WORD.finditer(folded, max(0, start - _REACH), start)]
    after = [m.end() for m in islice(_WORD.finditer(folded, end, end + _REACH), spare)]
    before = before[max(0, len(before) - max(spare // 2, spare - len(after))) :]
    after = after[: spare - len(before)]
    # with the bracket or quotation mark that stands before the first word and the stop after the last
    space = _SPACE.search(folded, after[-1] if after else end)
    first = max(start - _REACH, max(folded.rfind(c, 0, before[0]) for c in " \n") + 1 if before else 0)
    last = min(end + _REACH, space.start() if space else len(folded))
    parts, at = ["…" if folded[:first].strip() else ""], first
    for match in pattern.finditer(folded, first, last):
        parts += [text[at : match.start()], marks[0], text[match.start() : match.end()], marks[1]]
        at = match.end()
    parts += [text[at:last], "…" if folded[last:].strip() else ""]
    return " ".join("".join(parts).split())


@lru_cache(maxsize=8)
def _parts(query: Query) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Patterns for parts of the query, longest first, with the number of words that each finds."""
    lengths = {len(run) for run in query.runs} | set(range(1, 6))
    found = ((n, _grams(query, n)) for n in sorted(lengths, reverse=True))
    return tuple((n, _pattern(grams)) for n, grams in found if grams)


@lru_cache(maxsize=8)
def _marked(query: Query, longest: int) -> re.Pattern[str]:
    """What to mark where the longest part found has `longest` words.

    Single syllables of a longer query are everywhere and say little beside several together.
    """
    grams = [gram for n in range(longest, min(2, longest) - 1, -1) for gram in _grams(query, n)]
    return _pattern([*grams, *(run for run in query.runs if len(run) == 1)])


def _grams(query: Query, length: int) -> list[Sequence[str]]:
    return [run[n : n + length] for run in query.runs for n in range(len(run) - length + 1)]


def _pattern(grams: Iterable[Sequence[str]]) -> re.Pattern[str]:
    """Finds any of `grams`, sequences of words, in a folded text."""
    # the beginning of a word is checked after its letters: a pattern that begins with letters is found faster
    texts = [
        f"{gram[0]}(?<![^\\W_]{gram[0]}){''.join(_BETWEEN + word for word in gram[1:])}" for gram in grams
    ]
    return re.compile(rf"(?:{'|'.join(dict.fromkeys(texts))})(?![^\W_])")


def _quote(words: Sequence[str]) -> str:
    """An FTS5 phrase; the words are letters and digits only, so that nothing needs escaping."""
    return f'"{" ".join(words)}"'
