"""A connection to a corpus: its transactions, its version, reading and keeping rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from vnpolicy.corpus import schema
from vnpolicy.errors import VnpolicyError

T = TypeVar("T")


class Connection:
    """What `Corpus` stands on: SQL within transactions, errors told in plain words."""

    def __init__(self, connection: sqlite3.Connection, name: str, read_only: bool = False) -> None:
        self._db = connection
        self.name = name
        self.read_only = read_only
        self._held: dict[str, tuple[int, Any]] = {}

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within the block the corpus stands still, whoever writes; what the block stores is one whole."""
        if self._db.in_transaction:
            yield
            return
        with self._errors():
            self._db.execute("BEGIN")
            yield from self._transaction("COMMIT", "ROLLBACK")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._errors():
            if self._db.in_transaction:
                self._db.execute("SAVEPOINT writing")
                yield from self._transaction("RELEASE writing", "ROLLBACK TO writing")
            else:
                self._db.execute("BEGIN IMMEDIATE")
                yield from self._transaction("COMMIT", "ROLLBACK")

    def _transaction(self, done: str, undo: str) -> Iterator[None]:
        try:
            yield
            self._db.execute(done)
        except BaseException:
            if self._db.in_transaction:  # some errors have already undone everything
                self._db.execute(undo)
            raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise schema.explain(error, self.name) from error

    def _all(self, sql: str, *values: Any) -> list[Any]:
        with self._errors():
            return self._db.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: Any) -> Any:
        with self._errors():
            return self._db.execute(sql, values).fetchone()

    def _each(self, sql: str, *values: Any) -> Iterator[Any]:
        with self._errors():
            yield from self._db.execute(sql, values)

    @property
    def version(self) -> int:
        """Counts the transactions that changed documents or paths."""
        return int(self._one("SELECT value FROM meta WHERE name = 'version'")[0])

    def _bump(self) -> None:
        self._db.execute("UPDATE meta SET value = value + 1 WHERE name = 'version'")

    def _once(self, name: str, read: Callable[[], T]) -> T:
        """What `read` gives for the corpus as it is now, read once for each version of it."""
        version = self.version
        if name not in self._held or self._held[name][0] != version:
            self._held[name] = (version, read())
        found: T = self._held[name][1]
        return found

    def _keep(self, statements: Iterable[tuple[str, Sequence[Sequence[Any]]]]) -> None:
        """Write what can be computed again; not where the corpus is only read, or has changed meanwhile."""
        if self.read_only:
            return
        try:
            with self._writing():
                for sql, rows in statements:
                    self._db.executemany(sql, rows)
        except VnpolicyError as error:
            if getattr(error.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY_SNAPSHOT:
                raise
