"""A connection to a corpus: its transactions, its version, reading and keeping rows."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from vnpolicy.corpus import schema
from vnpolicy.errors import VnpolicyError

WAIT = 600
"""Seconds that a writer waits for others before it gives up; the events of a large corpus take minutes."""

_TURN = 1000
"""Milliseconds of a wait."""

Row = TypeVar("Row")


class Watch(Protocol):
    """What is told how far the reading of many rows is; `stop` when there is something to say."""

    def __call__(self, rows: Iterable[Row], total: Callable[[], int | None]) -> Iterator[Row]:
        """The same rows, of about so many."""
        ...

    def parts(self, rows: Sequence[Row], size: Callable[[Row], float]) -> Iterator[Row]:
        """The same rows, each a step of a work of such a size; sizes are relative to one another."""
        ...

    def stop(self) -> None:
        """Show nothing any more."""
        ...


class Unwatched:
    """Nobody is told."""

    def __call__(self, rows: Iterable[Row], total: Callable[[], int | None]) -> Iterator[Row]:
        """The same rows."""
        return iter(rows)

    def parts(self, rows: Sequence[Row], size: Callable[[Row], float]) -> Iterator[Row]:
        """The same rows."""
        return iter(rows)

    def stop(self) -> None:
        """Nothing to do."""


UNWATCHED = Unwatched()


class Connection:
    """What `Corpus` stands on: SQL within transactions, errors told in plain words."""

    def __init__(self, connection: sqlite3.Connection, name: str, read_only: bool = False) -> None:
        self._db = connection
        self.name = name
        self.read_only = read_only
        self.watch: Watch = UNWATCHED
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
    def changing(self) -> Iterator[None]:
        """Within the block nobody else writes the corpus, and what it stores is one whole.

        A corpus that is only read is one that stands still.
        """
        with self.snapshot() if self.read_only else self._writing():
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._errors():
            if self._db.in_transaction:
                self._db.execute("SAVEPOINT writing")
                yield from self._transaction("RELEASE writing", "ROLLBACK TO writing")
            else:
                self._begin()
                yield from self._transaction("COMMIT", "ROLLBACK")

    def _begin(self) -> None:
        """Begin to write when it is this connection's turn; in short waits, so that Ctrl-C comes through."""
        until = time.monotonic() + WAIT
        self._db.execute(f"PRAGMA busy_timeout = {_TURN}")
        try:
            while True:
                try:
                    self._db.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                        raise
        finally:
            self._db.execute(f"PRAGMA busy_timeout = {schema.WAIT}")

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

    def _once(self, name: str, read: Callable[[], Row]) -> Row:
        """What `read` gives for the corpus as it is now, read once for each version of it."""
        version = self.version
        if name not in self._held or self._held[name][0] != version:
            self._held[name] = (version, read())
        found: Row = self._held[name][1]
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
            # busy: another one writes, or has written since this look at the corpus began
            if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
                raise
