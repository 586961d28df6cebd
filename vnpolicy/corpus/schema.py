"""The corpus file: what tells it from other SQLite files, its tables, how a connection is opened."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from vnpolicy.errors import UsageError, VnpolicyError

APPLICATION_ID = 0x766E706F
"""The letters `vnpo`; kept in the file's header (`PRAGMA application_id`)."""

VERSION = 4
"""Of the tables below and of the folding that the search index was made with (`PRAGMA user_version`)."""

_MAGIC = b"SQLite format 3\0"

WAIT = 60_000
"""Milliseconds that a connection waits for another one's transaction."""

_CORRECTIONS = """
-- What the user said of events, in order. No reference to documents: it outlives them.
CREATE TABLE corrections (
    number INTEGER NOT NULL,
    kind   TEXT NOT NULL,                 -- merge: all are one event; split: part 1 is another than part 0
    part   INTEGER NOT NULL,
    doc    TEXT NOT NULL,
    PRIMARY KEY (number, part, doc)
) WITHOUT ROWID;
"""

_COMPARED = """
-- Reports that were compared with all others in this table.
CREATE TABLE compared (
    id      INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    segment INTEGER NOT NULL              -- of `postings` that has its terms
);
CREATE TABLE links (
    a     INTEGER NOT NULL REFERENCES compared (id) ON DELETE CASCADE,
    b     INTEGER NOT NULL REFERENCES compared (id) ON DELETE CASCADE,
    score REAL NOT NULL,                  -- log odds by what the two reports say
    text  REAL NOT NULL,                  -- cosine of their texts
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX links_b ON links (b);

-- The evidence of compared reports, ready to compare (vnpolicy.analysis.vectors).
CREATE TABLE packed (
    id   INTEGER PRIMARY KEY REFERENCES compared (id) ON DELETE CASCADE,
    data BLOB NOT NULL
);

-- Which reports have a term (vnpolicy.corpus.records.Postings), a segment for each run that compared some.
-- A report whose row in `compared` names another segment, or is not there, is gone from this one.
CREATE TABLE postings (
    segment INTEGER PRIMARY KEY,
    ids     TEXT NOT NULL,                -- JSON
    norms   BLOB NOT NULL,
    terms   BLOB NOT NULL,
    ends    BLOB NOT NULL,
    rows    BLOB NOT NULL
);
"""

_FIRST = """
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE documents (
    id             INTEGER PRIMARY KEY,   -- row of the search index
    doc            TEXT NOT NULL UNIQUE,
    hash           TEXT NOT NULL UNIQUE,
    stage          TEXT NOT NULL,         -- version of the programs that made this document's rows
    format         TEXT NOT NULL,
    encoding       TEXT NOT NULL,
    title          TEXT,
    title_from     TEXT,
    published      TEXT,
    published_from TEXT,
    source         TEXT,
    author         TEXT,
    url            TEXT,
    words          INTEGER NOT NULL,
    event          TEXT                   -- JSON
);

-- apart from `documents`, so that listing headers does not read through the texts
CREATE TABLE texts (
    doc  TEXT PRIMARY KEY REFERENCES documents (doc) ON DELETE CASCADE,
    kept TEXT NOT NULL,                   -- JSON: the ranges of raw that are the body
    raw  TEXT NOT NULL
);

CREATE TABLE paths (
    path       TEXT PRIMARY KEY,
    doc        TEXT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
    bytes_hash TEXT NOT NULL,
    stage      TEXT NOT NULL              -- version of the programs that read this path last
) WITHOUT ROWID;
CREATE INDEX paths_doc ON paths (doc);

CREATE TABLE agenda (
    doc      TEXT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    number   TEXT,
    text     TEXT NOT NULL,
    speaker  TEXT,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    PRIMARY KEY (doc, position)
) WITHOUT ROWID;

CREATE TABLE proposals (
    doc       TEXT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    text      TEXT NOT NULL,
    speaker   TEXT,
    role      TEXT,
    addressee TEXT,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    PRIMARY KEY (doc, position)
) WITHOUT ROWID;

CREATE TABLE citations (
    doc      TEXT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    number   TEXT NOT NULL,
    type     TEXT,
    issuer   TEXT,
    date     TEXT,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    PRIMARY KEY (doc, position)
) WITHOUT ROWID;

CREATE TABLE features (
    name TEXT NOT NULL,
    doc  TEXT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
    data TEXT NOT NULL,                   -- JSON
    UNIQUE (name, doc)
);
CREATE INDEX features_doc ON features (doc);

-- The last finished grouping. No reference to documents: it outlives them, so that events keep their ids.
CREATE TABLE groups (
    doc         TEXT PRIMARY KEY,
    event       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    probability REAL
) WITHOUT ROWID;
CREATE TABLE events (
    event TEXT PRIMARY KEY,
    facts TEXT NOT NULL                   -- JSON
) WITHOUT ROWID;

-- What analysis computed, and the version of the corpus that it was computed from.
CREATE TABLE derived (
    name    TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    data    TEXT NOT NULL                 -- JSON
) WITHOUT ROWID;

-- Title and body, folded. Contentless: the texts stand above, and are folded character by character.
CREATE VIRTUAL TABLE search USING fts5 (
    title, body, content='', tokenize="unicode61 remove_diacritics 0"
);
"""


TABLES = _FIRST + _CORRECTIONS + _COMPARED

_UNCOMPARED = "".join(f"DROP TABLE IF EXISTS {name};\n" for name in ("packed", "links", "compared"))

MIGRATIONS = {2: _CORRECTIONS, 3: "", 4: _UNCOMPARED + _COMPARED}
"""What makes a corpus of the version before one of this version. Reports are compared anew where the tables
for that have changed.
"""


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
        migrate(connection, read_only)
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


def migrate(connection: sqlite3.Connection, read_only: bool = False) -> None:
    """Bring a corpus of an older version up to date, in one transaction.

    One that is only read gets what it lacks as empty tables of the connection, and stays as it is.
    """
    if _pragma(connection, "user_version") >= VERSION:
        return
    connection.execute("BEGIN" if read_only else "BEGIN IMMEDIATE")
    try:
        # another connection may just have done so
        for version in range(_pragma(connection, "user_version") + 1, VERSION + 1):
            for statement in _statements(MIGRATIONS[version]):
                if not read_only:
                    connection.execute(statement)
                elif "CREATE TABLE" in statement:
                    connection.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE"))
        if not read_only:
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def explain(error: sqlite3.DatabaseError, name: str, doing: str = "write") -> VnpolicyError:
    """What an error of SQLite means to the user, who wanted to open or write the corpus `name`."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return _not_ours(name)
    if code == sqlite3.SQLITE_FULL:
        return VnpolicyError(f"no space left to write {name}; what was stored before is intact")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return VnpolicyError(f"cannot {doing} the corpus {name}: {error}")
    if code == sqlite3.SQLITE_BUSY:
        return VnpolicyError(
            f"another program has been writing {name} for a minute; try again when it is done"
        )
    if code == sqlite3.SQLITE_CORRUPT:
        return VnpolicyError(f"{name} is damaged: {error}; ingest the documents again into a new corpus")
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
