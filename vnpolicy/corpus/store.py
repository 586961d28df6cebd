"""The corpus: documents with what was extracted from them, in one SQLite file. All state lives here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from vnpolicy.corpus import checking, schema, writing
from vnpolicy.corpus.checking import Problem
from vnpolicy.corpus.copying import copy
from vnpolicy.corpus.grouped import Grouped
from vnpolicy.corpus.records import Hit, Known, PathStatus, Stored, dump, load_event
from vnpolicy.errors import UsageError, VnpolicyError
from vnpolicy.model import AgendaItem, Citation, Cleaned, Document, Header, Proposal

if TYPE_CHECKING:
    from vnpolicy.corpus.search import Query

Item = TypeVar("Item", AgendaItem, Proposal, Citation)


class Corpus(Grouped):
    """An open corpus. Use `open` or `memory`, and close it or use it in a `with` block.

    Every method may raise `VnpolicyError` where SQLite fails (disk full, file damaged).
    """

    @classmethod
    def open(cls, path: str | Path, create: bool = False, read_only: bool = False) -> Self:
        """The corpus in the file `path`; where it may not be written, for reading only.

        `create` makes a missing file. Raises `UsageError` where there is no corpus or another kind of file.
        """
        connection, only = schema.open_file(Path(path), create, read_only)
        return cls(connection, str(path), only)

    @classmethod
    def memory(cls) -> Self:
        """A new corpus in memory."""
        return cls(schema.open_memory(), "memory")

    def close(self) -> None:
        """Close the file. The corpus cannot be used afterwards."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def problems(self) -> Iterator[Problem]:
        """What is not as it should be, in a corpus that is whole nothing; see `vnpolicy.corpus.checking`."""
        try:
            with self.snapshot():
                yield from checking.problems(self._db)
        except VnpolicyError as error:  # damaged beyond looking further
            yield Problem("file", None, str(error))

    def copy_to(self, target: str | Path, replace: bool = False) -> None:
        """Copy the corpus as it is at this moment into the file `target`, whole or not at all.

        Others may read and write it meanwhile. Raises `UsageError` where `target` is there and shall not be
        replaced, `VnpolicyError` where it cannot be written.
        """
        try:
            copy(self._db, Path(target), replace)
        except sqlite3.DatabaseError as error:
            raise schema.explain(error, str(target)) from error
        except OSError as error:
            raise VnpolicyError(f"cannot write {target}: {error.strerror or error}") from error

    # Documents in and out

    def known(self, path: str) -> Known | None:
        """What `path` held when it was last ingested; None for a new path."""
        row = self._one(
            "SELECT bytes_hash, paths.stage, encoding, doc, title, published, source, words"
            " FROM paths JOIN documents USING (doc) WHERE path = ?",
            path,
        )
        return None if row is None else Known(*row)

    def knows_within(self, path: str) -> bool:
        """Whether `path`, a row of it (`news.jsonl#ID`) or a member of it was ever ingested."""
        # what begins with the path and # or / lies before the characters that follow those
        return any(
            self._one("SELECT 1 FROM paths WHERE path >= ? AND path < ? LIMIT 1", first, behind)
            for first, behind in (
                (path, f"{path}\0"),
                (f"{path}#", f"{path}$"),
                (f"{path}/", f"{path}0"),
            )
        )

    def add(
        self, batch: Iterable[tuple[str, str, Document]], stage: str = ""
    ) -> list[tuple[PathStatus, str]]:
        """Store documents in one transaction: (path, hash of its bytes, document) each, made by `stage`.

        Returns the status of each path and the id of its document. A document that lost its last path goes.
        """
        with self._writing():
            put = [writing.put(self._db, path, digest, document, stage) for path, digest, document in batch]
            if any(changed for _, _, changed in put):
                self._bump()
        return [(status, doc) for status, doc, _ in put]

    def stale(self) -> list[tuple[str, list[str]]]:
        """Documents and the lines that recur in their source, where those taken off are not these."""
        with self._errors():
            from vnpolicy.corpus import recurring

            return list(recurring.stale(self._db))

    def renew(self, documents: Iterable[tuple[str, Document]]) -> None:
        """Store documents made anew of the same raw texts, each with its id, in one transaction."""
        with self._writing():
            for doc, document in documents:
                writing.renew(self._db, doc, document)
            self._bump()

    def remove(self, docs: Iterable[str]) -> list[tuple[str, str]]:
        """Take documents out with all their rows. Returns (doc, path) of each path they had, sorted."""
        wanted = sorted(set(docs))
        with self._writing():
            gone = [
                (doc, path)
                for doc in wanted
                for (path,) in self._db.execute("SELECT path FROM paths WHERE doc = ? ORDER BY path", (doc,))
            ]
            for doc in dict(gone):
                writing.drop(self._db, doc)
            if gone:
                self._bump()
        return gone

    def remove_paths(self, paths: Iterable[str]) -> list[tuple[str, str]]:
        """Take paths out, and the documents left without one. Returns (doc, path) of each, sorted by path."""
        with self._writing():
            rows = [
                (doc, path)
                for path in sorted(set(paths))
                for (doc,) in self._db.execute("DELETE FROM paths WHERE path = ? RETURNING doc", (path,))
            ]
            writing.drop_orphans(self._db, dict(rows))
            if rows:
                self._bump()
        return rows

    # Reading

    def __len__(self) -> int:
        """The number of documents."""
        return int(self._one("SELECT count(*) FROM documents")[0])

    def headers(self) -> list[Stored]:
        """The headers of all documents, by publication (unknown ones last), then id."""
        return list(self._once("headers", self._headers))

    def _headers(self) -> list[Stored]:
        paths: dict[str, list[str]] = {}
        for doc, path in self._each("SELECT doc, path FROM paths ORDER BY path"):
            paths.setdefault(doc, []).append(path)
        rows = self._all(
            "SELECT doc, title, published, source, words, event FROM documents"
            " ORDER BY published IS NULL, published LIKE '-%', published, doc"
        )
        return [
            Stored(doc, title, published, source, words, load_event(event), tuple(paths[doc]))
            for doc, title, published, source, words, event in rows
        ]

    def addresses(self) -> dict[str, str]:
        """Where each document is, by its id and by each of its paths: its address, else the (first) path."""
        rows = self._all("SELECT doc, path, url FROM paths JOIN documents USING (doc) ORDER BY path DESC")
        by_doc = {doc: url or path for doc, path, url in rows}
        return by_doc | {path: url or path for _, path, url in rows}

    def docs(self) -> list[str]:
        """The ids of all documents, sorted."""
        return [doc for (doc,) in self._all("SELECT doc FROM documents ORDER BY doc")]

    def paths(self) -> list[tuple[str, str]]:
        """All (path, doc), sorted by path."""
        return self._all("SELECT path, doc FROM paths ORDER BY path")

    def urls(self) -> dict[str, str]:
        """The address of each document that has one, by id."""
        return dict(self._all("SELECT doc, url FROM documents WHERE url IS NOT NULL ORDER BY doc"))

    def document(self, doc: str) -> Document:
        """All that is stored of the document with this id. Raises `UsageError` where there is none."""
        row = self._one(
            f"SELECT hash, format, encoding, words, event, raw, kept, {', '.join(writing.HEADER)}"
            " FROM documents JOIN texts USING (doc) WHERE doc = ?",
            doc,
        )
        if row is None:
            raise UsageError(f"no document {doc} in {self.name}")
        digest, format_, encoding, words, event, raw, kept, *header = row
        features = self._all("SELECT name, data FROM features WHERE doc = ? ORDER BY name", doc)
        return Document(
            doc=doc,
            hash=digest,
            raw=raw,
            format=format_,
            encoding=encoding,
            cleaned=Cleaned(tuple((start, end) for start, end in json.loads(kept)), Header(*header)),
            words=words,
            event=load_event(event),
            agenda=tuple(item for _, item in self._items("agenda", AgendaItem, doc)),
            proposals=tuple(item for _, item in self._items("proposals", Proposal, doc)),
            citations=tuple(item for _, item in self._items("citations", Citation, doc)),
            features={name: json.loads(data) for name, data in features},
        )

    def body(self, doc: str) -> str:
        """The body of the document with this id. Raises `UsageError` where there is none."""
        row = self._one("SELECT raw, kept FROM texts WHERE doc = ?", doc)
        if row is None:
            raise UsageError(f"no document {doc} in {self.name}")
        return writing.body_of(row[0], json.loads(row[1]))

    def resolve(self, text: str) -> str:
        """The document that `text` names: an id, a path, or the beginning of one id alone.

        Raises `UsageError` where there is none or more than one.
        """
        rows = self._all(
            "SELECT doc FROM documents WHERE doc = ? UNION ALL SELECT doc FROM paths WHERE path = ?",
            text,
            text,
        )
        if not rows and text and not text.strip("0123456789abcdefABCDEF"):
            start = text.lower()
            rows = self._all(
                "SELECT doc FROM documents WHERE doc >= ? AND doc < ? ORDER BY doc LIMIT 4",
                start,
                start + "g",
            )
            if len(rows) > 1:
                several = ", ".join(doc for (doc,) in rows[:3]) + (", …" if len(rows) > 3 else "")
                raise UsageError(f"'{text}' begins several documents: {several}; give more of it")
        if not rows:
            raise UsageError(f"no document '{text}' in {self.name}; vnpolicy list shows what there is")
        return str(rows[0][0])

    def features(self, name: str) -> Iterator[tuple[str, Any]]:
        """The feature `name` of each document that has it, by id."""
        rows = self._each("SELECT doc, data FROM features WHERE name = ? ORDER BY doc", name)
        for doc, data in self.watch(rows, self.__len__):
            yield doc, json.loads(data)

    def features_of(self, name: str, docs: Iterable[str]) -> Iterator[tuple[str, Any]]:
        """The feature `name` of those of `docs` that have it, in the order given."""
        for doc in docs:
            row = self._one("SELECT data FROM features WHERE name = ? AND doc = ?", name, doc)
            if row is not None:
                yield doc, json.loads(row[0])

    def feature_names(self) -> list[str]:
        """The names of all features, sorted."""
        return [name for (name,) in self._all("SELECT DISTINCT name FROM features ORDER BY name")]

    def agenda_items(self) -> Iterator[tuple[str, AgendaItem]]:
        """The agenda items of all documents, by id, then place in the text."""
        return self._items("agenda", AgendaItem)

    def proposals(self) -> Iterator[tuple[str, Proposal]]:
        """The proposals of all documents, by id, then place in the text."""
        return self._items("proposals", Proposal)

    def citations(self) -> Iterator[tuple[str, Citation]]:
        """The citations of all documents, by id, then place in the text."""
        return self._items("citations", Citation)

    def _items(self, table: str, cls: type[Item], doc: str | None = None) -> Iterator[tuple[str, Item]]:
        columns = ", ".join(f'"{field.name}"' for field in fields(cls))
        where, values = ("", ()) if doc is None else ("WHERE doc = ?", (doc,))
        for row in self._each(f"SELECT doc, {columns} FROM {table} {where} ORDER BY doc, position", *values):
            yield row[0], cls(*row[1:])

    def search(
        self,
        query: str,
        limit: int | None = None,
        among: Container[str] | None = None,
        marks: tuple[str, str] = ("«", "»"),
    ) -> list[Hit]:
        """The documents (of those in `among`) that hold all words of `query`, best first, at most `limit`.

        Case, diacritics and tone placement do not matter. Words in double quotes must stand together, and so
        must what holds digits (`37-NQ/TW`). Raises `UsageError` where the query has no word.
        """
        from vnpolicy.corpus import search

        parsed = search.parse(query)
        hits: list[Hit] = []
        with self.snapshot():
            for doc, score in search.rank(
                self._db, parsed, -1 if limit is None or among is not None else limit
            ):
                if limit is not None and len(hits) >= limit:
                    break
                if among is None or doc in among:
                    hits.append(self._hit(doc, score, parsed, marks))
        return hits

    def _hit(self, doc: str, score: float, query: Query, marks: tuple[str, str]) -> Hit:
        from vnpolicy.corpus import search

        title, published, raw, kept, path = self._one(
            "SELECT title, published, raw, kept, (SELECT min(path) FROM paths WHERE paths.doc = d.doc)"
            " FROM documents d JOIN texts USING (doc) WHERE d.doc = ?",
            doc,
        )
        snippet = search.snippet(title or "", writing.body_of(raw, json.loads(kept)), query, marks)
        return Hit(doc, snippet, score, title, published, path)

    # What analysis found

    def derived(self, name: str) -> Any | None:
        """The JSON value stored under `name` for the corpus as it is now; None where there is none."""
        row = self._one(
            "SELECT data FROM derived JOIN meta ON meta.name = 'version' AND value = version"
            " WHERE derived.name = ?",
            name,
        )
        return None if row is None else json.loads(row[0])

    def last_derived(self, name: str) -> Any | None:
        """The JSON value stored last under `name`, whatever the corpus was then."""
        row = self._one("SELECT data FROM derived WHERE name = ?", name)
        return None if row is None else json.loads(row[0])

    def derived_names(self) -> list[str]:
        """The names of all values ever stored and kept, sorted."""
        return [name for (name,) in self._all("SELECT name FROM derived ORDER BY name")]

    def store_derived(self, name: str, value: Any) -> None:
        """Keep a JSON value for the corpus as it is now. A corpus that is only read is left as it is."""
        row = (name, self.version, dump(value))
        self._keep([("INSERT OR REPLACE INTO derived (name, version, data) VALUES (?, ?, ?)", [row])])
