"""Where the rows of a file that people open lead to: the report at its address, else its file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from vnpolicy.model import Table

_LINKED = ("path", "doc")
"""The columns that name a report, the one that carries the link first."""


def linked_column(table: Table) -> str | None:
    """The column whose cells lead to the report of their row; None where the rows are not about reports."""
    return next((column for column in _LINKED if column in table.columns), None)


def links(table: Table, addresses: Mapping[str, str], folder: Path) -> list[str | None]:
    """For each row where its report is: its address on the web, else its file, seen from `folder`.

    `addresses` has the address or path of documents, by their ids and paths. Only addresses of the web are
    links, and only files that are there.
    """
    at = {column: table.columns.index(column) for column in _LINKED if column in table.columns}
    known: dict[str, str | None] = {}
    found: list[str | None] = []
    for row in table.rows:
        name = next((str(row[i]) for i in at.values() if row[i] is not None), None)
        if name is not None and name not in known:
            address = addresses.get(name, name)
            known[name] = _of_the_web(address) or _file(address, folder)
        found.append(None if name is None else known[name])
    return found


def _of_the_web(address: str) -> str | None:
    if any(c.isspace() or not c.isprintable() for c in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def _file(path: str, folder: Path) -> str | None:
    """The file that `path` names or lies in (`news.jsonl` of `news.jsonl#ID`), as a relative reference."""
    steps = [path, *(path[:i] for i in range(len(path) - 1, 0, -1) if path[i] in "/#")]
    for step in steps:
        try:
            if Path(step).is_file():
                relative = os.path.relpath(step, folder)
                return "./" + _reference(relative.replace(os.sep, "/"))
        except (OSError, ValueError):  # another drive, or a name that no file can have
            return None
    return None


def _reference(path: str) -> str:
    """A path as a reference (RFC 3987): letters of any language stand as they are, which Excel needs too."""
    return "".join(
        c if c.isprintable() and not c.isascii() else quote(c, errors="surrogateescape") for c in path
    )
