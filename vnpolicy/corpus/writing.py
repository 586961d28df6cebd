"""Putting documents into the tables and taking them out, within the caller's transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from vnpolicy.corpus.records import PathStatus, dump, dump_event
from vnpolicy.model import AgendaItem, Citation, Document, Proposal, values_of
from vnpolicy.text.unicode import fold

ITEMS: dict[str, type[AgendaItem | Proposal | Citation]] = {
    "agenda": AgendaItem,
    "proposals": Proposal,
    "citations": Citation,
}
"""The tables that hold a row an item, and what an item is."""

_VALUES = {table: values_of(cls) for table, cls in ITEMS.items()}


def _insertion(table: str) -> str:
    """The statement that puts in a row of `table`: document, position, then the item's fields."""
    names = [field.name for field in fields(ITEMS[table])]
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} (doc, position, {columns}) VALUES (?, ?{', ?' * len(names)})"


_INSERT = {table: _insertion(table) for table in ITEMS}

ID_LENGTH = 10
HEADER = ("title", "title_from", "published", "published_from", "source", "author", "url")

_MADE = (*HEADER, "stage", "format", "encoding")


def put(
    db: sqlite3.Connection, path: str, bytes_hash: str, document: Document, stage: str
) -> tuple[PathStatus, str, bool]:
    """Store `document` as what `path` holds. Returns the path's status, the id, whether anything changed."""
    before = db.execute("SELECT doc, bytes_hash FROM paths WHERE path = ?", (path,)).fetchone()
    doc, made = _store(db, path, document, stage)
    db.execute(
        "INSERT INTO paths (path, doc, bytes_hash, stage) VALUES (?, ?, ?, ?) ON CONFLICT (path)"
        " DO UPDATE SET doc = excluded.doc, bytes_hash = excluded.bytes_hash, stage = excluded.stage",
        (path, doc, bytes_hash, stage),
    )
    if before is None:
        return "added", doc, True
    old_doc, old_hash = before
    if old_doc != doc:
        drop_orphans(db, [old_doc])
    status: PathStatus = "updated" if old_doc != doc or (made and old_hash != bytes_hash) else "unchanged"
    return status, doc, made or old_doc != doc


def drop_orphans(db: sqlite3.Connection, docs: Iterable[str]) -> None:
    """Delete those of `docs` that no path points to any more."""
    for doc in docs:
        if db.execute("SELECT 1 FROM paths WHERE doc = ?", (doc,)).fetchone() is None:
            drop(db, doc)


def drop(db: sqlite3.Connection, doc: str) -> None:
    """Delete a document with all its rows, its paths too."""
    _unindex(db, doc)
    db.execute("DELETE FROM documents WHERE doc = ?", (doc,))


def body_of(raw: str, kept: Iterable[tuple[int, int]]) -> str:
    """The body: the kept ranges of `raw`, one after the other."""
    return "".join(raw[start:end] for start, end in kept)


def _store(db: sqlite3.Connection, path: str, document: Document, stage: str) -> tuple[str, bool]:
    """Make the document's rows, or make them anew where they differ. Returns its id, and whether it did."""
    new = _made(document, stage)
    row = db.execute(
        f"SELECT id, doc, {', '.join(_MADE)} FROM documents WHERE hash = ?", (document.hash,)
    ).fetchone()
    if row is None:
        doc = _free_id(db, document.hash)
        cursor = db.execute(
            f"INSERT INTO documents (doc, hash, words, event, {', '.join(_MADE)})"
            f" VALUES ({', '.join('?' * (len(_MADE) + 4))})",
            (doc, document.hash, document.words, dump_event(document.event), *new),
        )
        _insert_rows(db, cursor.lastrowid or 0, doc, document)
        return doc, True
    number, doc, *old = row
    if not _replaces(db, path, doc, new, tuple(old)):
        return doc, False
    _renew(db, number, doc, document, new)
    return doc, True


def renew(db: sqlite3.Connection, doc: str, document: Document) -> None:
    """Make the rows of `doc` anew from `document`, which has the same raw text; paths and stage stay.

    Nothing where another program has taken the document out meanwhile.
    """
    row = db.execute("SELECT id, stage FROM documents WHERE doc = ?", (doc,)).fetchone()
    if row is None:
        return
    number, stage = row
    _renew(db, number, doc, document, _made(document, stage))


def _renew(db: sqlite3.Connection, number: int, doc: str, document: Document, made: tuple[Any, ...]) -> None:
    _unindex(db, doc)
    for table in ("texts", "features", *ITEMS):
        db.execute(f"DELETE FROM {table} WHERE doc = ?", (doc,))
    for table in ("compared", "packed"):
        db.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
    columns = ", ".join(f"{name} = ?" for name in ("words", "event", *_MADE))
    db.execute(
        f"UPDATE documents SET {columns} WHERE doc = ?",
        (document.words, dump_event(document.event), *made, doc),
    )
    _insert_rows(db, number, doc, document)


def _made(document: Document, stage: str) -> tuple[Any, ...]:
    header = document.cleaned.header
    return (*(getattr(header, name) for name in HEADER), stage, document.format, document.encoding)


def _replaces(
    db: sqlite3.Connection, path: str, doc: str, new: tuple[Any, ...], old: tuple[Any, ...]
) -> bool:
    """Whether the rows made from `path` take the place of those stored for the same raw text.

    Files with the same raw text may still differ in what their formats state (a page's metadata). The
    document then is that with more known of its header, so that the order of the files does not matter.
    """
    if new == old:
        return False
    place = len(HEADER)
    if new[place] != old[place]:  # another stage
        return True
    if db.execute("SELECT 1 FROM paths WHERE doc = ? AND path <> ?", (doc, path)).fetchone() is None:
        return True
    return _rank(new) > _rank(old)


def _rank(made: tuple[Any, ...]) -> tuple[int, str]:
    return sum(value is not None for value in made), dump(made)


def _free_id(db: sqlite3.Connection, digest: str) -> str:
    """The beginning of the hash that no other document has for its id."""
    length = ID_LENGTH
    while db.execute("SELECT 1 FROM documents WHERE doc = ?", (digest[:length],)).fetchone():
        length += 1
    return digest[:length]


def _insert_rows(db: sqlite3.Connection, number: int, doc: str, document: Document) -> None:
    kept = document.cleaned.kept
    db.execute("INSERT INTO texts (doc, kept, raw) VALUES (?, ?, ?)", (doc, dump(kept), document.raw))
    for table, values in _VALUES.items():
        rows = [(doc, n, *values(item)) for n, item in enumerate(getattr(document, table))]
        db.executemany(_INSERT[table], rows)
    db.executemany(
        "INSERT INTO features (doc, name, data) VALUES (?, ?, ?)",
        [(doc, name, dump(value)) for name, value in sorted(document.features.items())],
    )
    db.execute(
        "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
        (number, fold(document.cleaned.header.title or ""), fold(document.cleaned.body(document.raw))),
    )


def _unindex(db: sqlite3.Connection, doc: str) -> None:
    """Take the document out of the search index, which asks for the very texts that were put in."""
    number, title, kept, raw = db.execute(
        "SELECT id, title, kept, raw FROM documents JOIN texts USING (doc) WHERE doc = ?", (doc,)
    ).fetchone()
    db.execute(
        "INSERT INTO search (search, rowid, title, body) VALUES ('delete', ?, ?, ?)",
        (number, fold(title or ""), fold(body_of(raw, json.loads(kept)))),
    )
