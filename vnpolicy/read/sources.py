"""Files, folders and standard input to bytes, one source at a time."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

STDIN = "-"
ENDINGS = frozenset({".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".csv", ".tsv", ".jsonl"})
PACKED = (".zip", ".tar.gz", ".gz", ".xz")
"""What is taken in a folder; a file that the user names is tried whatever its ending."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file and its bytes; without bytes it was refused for `reason`, or, without one, passed over."""

    path: str
    data: bytes | None = None
    reason: str | None = None

    @property
    def skipped(self) -> bool:
        """Whether it is a hidden file or one of another kind that lay in a folder."""
        return self.data is None and self.reason is None


def find(paths: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[Source]:
    """The sources that `paths` name, in order, each read when it is asked for; a path given twice comes once.

    A folder is gone through recursively in sorted order, without following links to folders. `-` is `stdin`.
    What cannot be read, is no regular file, or is a folder without documents comes with the reason.
    """
    seen: set[str] = set()
    for path in paths:
        for source in _named(path, stdin, seen):
            if source.path not in seen:
                seen.add(source.path)
                yield source


def _named(path: str, stdin: BinaryIO | None, seen: set[str]) -> Iterator[Source]:
    if path == STDIN:
        if STDIN not in seen:
            yield _standard(stdin)
        return
    try:
        folder = stat.S_ISDIR(Path(path).stat().st_mode)
    except (OSError, ValueError) as error:
        yield Source(_shown(path), reason=_why(error))
        return
    if not folder:
        yield _read(path)
        return
    documents = False
    for source in _folder(path, seen):
        documents = documents or not source.skipped or source.path in seen
        yield source
    if not documents:
        yield Source(_shown(path), reason=f"no documents in this folder ({' '.join(sorted(ENDINGS))})")


def _standard(stdin: BinaryIO | None) -> Source:
    if stdin is None:
        return Source(STDIN, reason="nothing to read on standard input")
    try:
        return Source(STDIN, stdin.read())
    except (OSError, ValueError) as error:
        return Source(STDIN, reason=_why(error))


def _folder(folder: str, seen: set[str]) -> Iterator[Source]:
    """The files under `folder`; a stack instead of recursion, for folders of any depth."""
    stack = [folder]
    while stack:
        path = stack.pop()
        try:
            with os.scandir(path) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield Source(_shown(path), reason=_why(error))
            continue
        for entry in entries:
            if entry.name.startswith(".") or not _is_file(entry):
                if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                    continue
                yield Source(_shown(entry.path))
            elif not entry.name.lower().endswith((*ENDINGS, *PACKED)):
                yield Source(_shown(entry.path))
            else:
                shown = _shown(entry.path)
                yield Source(shown) if shown in seen else _read(entry.path)
        stack += [
            entry.path
            for entry in reversed(entries)
            if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
        ]


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _read(path: str) -> Source:
    """The bytes of the file at `path`, or why there are none."""
    try:
        mode = Path(path).stat().st_mode
        if not stat.S_ISREG(mode):
            return Source(_shown(path), reason="not a regular file")
        return Source(_shown(path), Path(path).read_bytes())
    except (OSError, ValueError) as error:
        return Source(_shown(path), reason=_why(error))
    except MemoryError:
        return Source(_shown(path), reason="too large for the memory")


def _shown(path: str) -> str:
    """`path` as text that can be printed and stored: bytes of a name that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return str(getattr(error, "strerror", None) or error).lower()
