"""A copy of a corpus while others use it, by SQLite's online backup: the state of one moment, whole."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from vnpolicy.errors import UsageError

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a database."""


def copy(source: sqlite3.Connection, target: Path, replace: bool = False) -> None:
    """Copy the database of `source` into the file `target`, whole or not at all.

    Raises `UsageError` where `target` is there and shall not be replaced, `sqlite3.DatabaseError` and
    `OSError` where it cannot be written.
    """
    if not replace and (target.exists() or target.is_symlink()):
        raise _exists(target)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    os.close(handle)
    draft = Path(name)
    try:
        with closing(sqlite3.connect(draft)) as made:
            source.backup(made)  # in one step: a writer in between would start it over
        _flush(draft)
        draft.chmod(_mode(source))
        if replace:
            for ending in _BESIDE:  # a log that an old copy left must not be taken for one of the new
                target.with_name(target.name + ending).unlink(missing_ok=True)
            draft.replace(target)
        else:
            _name(draft, target)
    finally:
        for ending in ("", *_BESIDE):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)


def _name(draft: Path, target: Path) -> None:
    """Give a finished file its name, which another program may have taken meanwhile."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise _exists(target) from None
    except OSError:  # a file system without links
        draft.replace(target)


def _mode(source: sqlite3.Connection) -> int:
    """The permissions of the file that is copied: who may not read it may not read the copy."""
    file = source.execute("PRAGMA database_list").fetchone()[2]
    return Path(file).stat().st_mode & 0o777 if file else 0o600


def _exists(target: Path) -> UsageError:
    return UsageError(f"{target} is there already; give another name, or --force to replace it")


def _flush(path: Path) -> None:
    """Have the system write the file out: a copy that a power cut takes is none."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
