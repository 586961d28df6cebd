"""Whether a corpus is whole: the file, its references, each document, the search index."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from vnpolicy.corpus.records import load_event
from vnpolicy.corpus.writing import ID_LENGTH, ITEMS, body_of
from vnpolicy.text.unicode import fold

What = Literal["file", "reference", "orphan", "text", "body", "span", "record", "search"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as `vnpolicy` writes it; `doc` is None where it is not of one document."""

    what: What
    doc: str | None
    problem: str


def problems(db: sqlite3.Connection) -> Iterator[Problem]:
    """All that is wrong with the corpus on the connection `db`, which is only read.

    `file`: SQLite's own check; `reference`: rows that point to rows that are not there; `orphan`: documents
    without a path or text; `text`: a raw text that its id is not the hash of; `body`: ranges that are not in
    the raw text; `span`: items that are not the passage they point to; `record`: JSON that cannot be read;
    `search`: an index that is not that of the texts.
    """
    for check in (_file, _references, _orphans, _documents, _index):
        try:
            yield from check(db)
        except sqlite3.DatabaseError as error:
            yield Problem("file", None, f"cannot be read to the end: {error}")


_NOT_SO = "NULL value in corrections.kind"
"""What SQLite before 3.41 says of corpora of version 2 and 3 (see `vnpolicy.corpus.tables`)."""


def _file(db: sqlite3.Connection) -> Iterator[Problem]:
    for (told,) in db.execute("PRAGMA integrity_check"):
        if told not in ("ok", _NOT_SO):
            yield Problem("file", None, told)


def _references(db: sqlite3.Connection) -> Iterator[Problem]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Problem("reference", None, f"row {row} of {table} points to nothing in {parent}")


def _orphans(db: sqlite3.Connection) -> Iterator[Problem]:
    for table in ("paths", "texts"):
        without = f"SELECT doc FROM documents WHERE doc NOT IN (SELECT doc FROM {table}) ORDER BY doc"
        for (doc,) in db.execute(without):
            yield Problem("orphan", doc, f"no row in {table}")
    names = {name for (name,) in db.execute("SELECT name FROM meta")}
    for name in sorted({"version", "groups_version"} - names):
        yield Problem("orphan", None, f"no {name} in meta")


def _documents(db: sqlite3.Connection) -> Iterator[Problem]:
    for doc, digest, event, raw, kept in db.execute(
        "SELECT doc, hash, event, raw, kept FROM documents JOIN texts USING (doc) ORDER BY doc"
    ):
        if hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest() != digest:
            yield Problem("text", doc, "the raw text is not the one that the hash was made of")
        if not digest.startswith(doc) or len(doc) < ID_LENGTH:
            yield Problem("text", doc, f"the id is not the beginning of the hash {digest}")
        yield from _records(db, doc, event)
        ranges = _ranges(kept, len(raw))
        if ranges is None:
            yield Problem("body", doc, f"the ranges of the body do not lie in the raw text: {kept[:80]}")
        else:
            yield from _spans(db, doc, body_of(raw, ranges))


def _records(db: sqlite3.Connection, doc: str, event: str | None) -> Iterator[Problem]:
    try:
        load_event(event)
    except (ValueError, TypeError, KeyError):
        yield Problem("record", doc, "the event cannot be read")
    for name, data in db.execute("SELECT name, data FROM features WHERE doc = ? ORDER BY name", (doc,)):
        if _json(data) is None and data != "null":
            yield Problem("record", doc, f"the feature {name} cannot be read")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _ranges(kept: str, length: int) -> list[tuple[int, int]] | None:
    """The ranges of a body, in order and within `length`; None where they are not."""
    ranges = _json(kept)
    if not isinstance(ranges, list) or not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(n, int) for n in pair) for pair in ranges
    ):
        return None
    ends = [0, *(n for pair in ranges for n in pair), length]
    return [(start, end) for start, end in ranges] if all(a <= b for a, b in pairwise(ends)) else None


def _spans(db: sqlite3.Connection, doc: str, body: str) -> Iterator[Problem]:
    for table in ITEMS:
        told = "number" if table == "citations" else "text"
        rows = db.execute(f'SELECT {told}, start, "end" FROM {table} WHERE doc = ? ORDER BY position', (doc,))
        for text, start, end in rows:
            if not 0 <= start < end <= len(body):
                yield Problem("span", doc, f"{table} {start}-{end} does not lie in the body")
            elif not _reproduces(table, text, body[start:end]):
                yield Problem("span", doc, f"{table} {start}-{end} is not its passage: {text[:60]}")


def _reproduces(table: str, text: str, passage: str) -> bool:
    """Whether the item `text` is what stands in `passage`; of a citation, a number of it."""
    if table != "citations":
        return " ".join(text.split()) == " ".join(passage.split())
    written, normal = _numbers(passage), _numbers(text)
    return passage == passage.strip() and (not written or not normal or not written.isdisjoint(normal))


def _numbers(text: str) -> set[int]:
    return {int(digits) for digits in re.findall(r"[0-9]{1,18}", text)}


_VOCABULARY = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab({}, search, row)"
_TERMS = "SELECT term, doc, cnt FROM vocabulary ORDER BY term"


def _index(db: sqlite3.Connection) -> Iterator[Problem]:
    """The index against one made anew: its documents, their lengths, its words."""
    numbers = dict(db.execute("SELECT id, doc FROM documents"))
    sizes = dict(db.execute("SELECT id, sz FROM search_docsize"))
    for number in sorted(sizes.keys() - numbers):
        yield Problem("search", None, f"row {number} of the search index is of no document")
    for number in sorted(numbers.keys() - sizes):
        yield Problem("search", numbers[number], "not in the search index")
    anew = _indexed(db)
    try:
        made = dict(anew.execute("SELECT id, sz FROM search_docsize"))
        for number in sorted(made.keys() & sizes):
            if made[number] != sizes[number]:
                yield Problem("search", numbers[number], "in the search index with another text")
        anew.execute(_VOCABULARY.format("main"))
        db.execute(_VOCABULARY.format("main"))
        try:
            if (differing := _differing(db, anew)) is not None:
                yield Problem("search", None, f"the search index has other words than the texts: {differing}")
        finally:
            db.execute("DROP TABLE temp.vocabulary")
    finally:
        anew.close()


def _indexed(db: sqlite3.Connection) -> sqlite3.Connection:
    """A search index of the texts, made anew in a file of its own that goes with the connection."""
    anew = sqlite3.connect("", isolation_level=None)
    (statement,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'search'").fetchone()
    anew.execute(statement)
    anew.execute("BEGIN")
    for number, title, raw, kept in db.execute(
        "SELECT id, title, raw, kept FROM documents JOIN texts USING (doc) ORDER BY id"
    ):
        ranges: Sequence[tuple[int, int]] = _ranges(kept, len(raw)) or ()
        anew.execute(
            "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
            (number, fold(title or ""), fold(body_of(raw, ranges))),
        )
    anew.execute("COMMIT")
    return anew


def _differing(db: sqlite3.Connection, anew: sqlite3.Connection) -> str | None:
    """The first term that the two indexes do not have equally often."""
    here, there = db.execute(_TERMS), anew.execute(_TERMS)
    while True:
        one, other = here.fetchone(), there.fetchone()
        if one != other:
            return str(min(row[0] for row in (one, other) if row is not None))
        if one is None:
            return None
