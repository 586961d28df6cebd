"""The corpus file: what tells it from other SQLite files, how it is opened and brought up to date."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from vnpolicy.corpus.copying import copy
from vnpolicy.corpus.tables import MIGRATIONS, TABLES, VERSION
from vnpolicy.errors import UsageError, VnpolicyError

APPLICATION_ID = 0x766E706F
"""The letters `vnpo`; kept in the file's header (`PRAGMA application_id`)."""

_MAGIC = b"SQLite format 3\0"

WAIT = 60_000
"""Milliseconds that a connection waits for another one's transaction."""


def open_file(path: Path, create: bool, read_only: bool) -> tuple[sqlite3.Connection, bool]:
    """A connection to the corpus file `path`, and whether it can only be read.

    A missing or empty file becomes a corpus where `create` is set.
    Raises `UsageError` where there is no corpus, `VnpolicyError` where it cannot be opened.
    """
    if path.exists():
        _refuse_other(path)
    elif not create:
        raise UsageError(f"no corpus at {path}; make one with vnpolicy ingest, or give another with --corpus")
    read_only = read_only or (path.exists() and not _writable(path))
    try:
        connection = _connect_reading(path) if read_only else _connect(f"{path.absolute().as_uri()}?mode=rwc")
    except sqlite3.DatabaseError as error:
        raise explain(error, str(path), "open") from None
    try:
        if create and not read_only and _is_blank(connection):
            create_tables(connection)
            # Readers go on while one writes. Some places (a network folder) do not have it.
            with suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA journal_mode = WAL")
        check(connection, str(path))
        migrate(connection, read_only, path)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise explain(error, str(path), "open") from None
    except VnpolicyError:
        connection.close()
        raise
    return connection, read_only


def open_memory() -> sqlite3.Connection:
    """A connection to a new corpus in memory."""
    connection = _connect("file::memory:")
    create_tables(connection)
    return connection


def create_tables(connection: sqlite3.Connection) -> None:
    """Make an empty database a corpus, unless another connection has just done so."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _is_blank(connection):
            for statement in _statements(TABLES):
                connection.execute(statement)
            connection.execute("INSERT INTO meta VALUES ('version', 0), ('groups_version', -1)")
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def check(connection: sqlite3.Connection, name: str) -> None:
    """Raise `UsageError` unless the database is a corpus of a version that is known here."""
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise _not_ours(name)
    version = _pragma(connection, "user_version")
    if version > VERSION:
        raise UsageError(
            f"{name} was made by a newer vnpolicy (corpus version {version}, this one knows {VERSION});"
            " install a newer vnpolicy"
        )


def migrate(connection: sqlite3.Connection, read_only: bool = False, path: Path | None = None) -> None:
    """Bring a corpus of an older version up to date, in one transaction.

    How the file `path` was before is kept beside it (`backup_of`). One that is only read gets what it lacks
    as empty tables of the connection, and stays as it is. Raises `VnpolicyError` where no copy can be kept.
    """
    if _pragma(connection, "user_version") >= VERSION:
        return
    connection.execute("BEGIN" if read_only else "BEGIN IMMEDIATE")
    try:
        # another connection may just have done so
        before = _pragma(connection, "user_version")
        if path is not None and before < VERSION and not read_only:
            _keep_copy(connection, path, before)
        for version in range(before + 1, VERSION + 1):
            for statement in _statements(MIGRATIONS[version]):
                if not read_only:
                    connection.execute(statement)
                elif "CREATE TABLE" in statement:
                    connection.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE"))
        if not read_only:
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # some errors have already undone everything
            connection.execute("ROLLBACK")
        raise


def backup_of(path: Path, version: int) -> Path:
    """Where a corpus is kept as it was before it was brought up to date from `version`."""
    return path.with_name(f"{path.name}.version-{version}.bak")


def _keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> None:
    target = backup_of(path, version)
    try:
        # from a connection of its own: this one is in the midst of a transaction
        with closing(_connect(f"{path.absolute().as_uri()}?mode=ro")) as source:
            copy(source, target, replace=True)
    except (OSError, sqlite3.DatabaseError) as error:
        reason = getattr(error, "strerror", None) or error
        raise VnpolicyError(
            f"cannot keep a copy of {path} as {target.name} before it is brought up to date ({reason});"
            " nothing was changed"
        ) from error


def explain(error: sqlite3.DatabaseError, name: str, doing: str = "write") -> VnpolicyError:
    """What an error of SQLite means to the user, who wanted to open or write the corpus `name`."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return _not_ours(name)
    if code == sqlite3.SQLITE_FULL:
        return VnpolicyError(f"no space left to write {name}; what was stored before is intact")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return VnpolicyError(f"cannot {doing} the corpus {name}: {error}")
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL):
        return VnpolicyError(
            f"cannot {doing} {name} ({error}): is the disk full, or gone? What was stored before is intact"
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return VnpolicyError(
            f"another program has been writing {name} for minutes; try again when it is done"
        )
    if code == sqlite3.SQLITE_CORRUPT:
        return VnpolicyError(
            f"{name} is damaged: {error}; put a backup in its place, or ingest the documents again"
        )
    return VnpolicyError(f"{name}: {error}")


def _connect(uri: str) -> sqlite3.Connection:
    # isolation_level None: transactions begin and end where this program says
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT / 1000)
    connection.execute("PRAGMA foreign_keys = ON")
    # in WAL mode a power cut may lose the last transactions but never harms the file
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _connect_reading(path: Path) -> sqlite3.Connection:
    """A reading connection. SQLite wants the index of a WAL file, which a read-only folder may lack."""
    uri = path.absolute().as_uri()
    try:
        connection = _connect(f"{uri}?mode=ro")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        connection = _connect(f"{uri}?immutable=1")
    return connection


def _refuse_other(path: Path) -> None:
    """Raise `UsageError` where `path` is no file, or holds something else than an SQLite database.

    SQLite itself takes a file of a few bytes for an empty database and would write over it.
    """
    if not path.is_file():
        raise UsageError(f"{path} is not a file; give another corpus with --corpus")
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise VnpolicyError(f"cannot open the corpus {path}: {error.strerror}") from None
    if start not in (b"", _MAGIC):
        raise _not_ours(str(path))


def _not_ours(name: str) -> UsageError:
    return UsageError(f"{name} is not a vnpolicy corpus; give another file with --corpus")


def _writable(path: Path) -> bool:
    """SQLite writes the file and, beside it, its log."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _is_blank(connection: sqlite3.Connection) -> bool:
    """Whether the database has no tables and no owner."""
    return (
        _pragma(connection, "application_id") == 0
        and connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
    )


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _statements(script: str) -> list[str]:
    """The statements of `script`; `executescript` would commit before it begins."""
    statements, rest = [], ""
    for line in script.splitlines():
        rest += line + "\n"
        if sqlite3.complete_statement(rest):
            statements.append(rest)
            rest = ""
    return statements
