"""Files, folders and standard input to documents, one at a time."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from vnpolicy.read import packed
from vnpolicy.read.packed import ENDINGS, why
from vnpolicy.read.parts import parts
from vnpolicy.read.source import DEFAULT, Reading, Source

STDIN = "-"


def find(
    paths: Sequence[str],
    stdin: BinaryIO | None = None,
    reading: Reading = DEFAULT,
    apart: Callable[[str], bool] | None = None,
) -> Iterator[Source]:
    """The documents that `paths` name, in order, each read when it is asked for; no file is read twice.

    A folder is gone through recursively in the order of the paths, without following links to folders or out
    of it; what its ending does not make known is passed over. A file that is named is always tried. `-` is
    `stdin`. A file may hold many documents: tables, JSON lines, archives. What cannot be read, is no regular
    file, or is a folder without documents comes with the reason. A file of JSON lines for whose path `apart`
    says yes is not read, but comes in parts.
    """
    tried: set[str] = set()
    passed: set[str] = set()
    for path in paths:
        if path == STDIN:
            if STDIN not in tried:
                tried.add(STDIN)
                yield from _standard(stdin, reading)
            continue
        try:
            folder = stat.S_ISDIR(Path(path).stat().st_mode)
        except (OSError, ValueError) as error:
            if path not in tried:
                tried.add(path)
                yield Source(_shown(path), reason=why(error))
            continue
        documents = not folder
        within = os.path.realpath(path) if folder else None
        for file, known in files(path) if folder else [(path, True)]:
            documents = documents or known
            if known and file not in tried:
                tried.add(file)
                yield from _read(file, reading, within, apart)
            elif not known and file not in tried and file not in passed:
                passed.add(file)
                yield Source(_shown(file))
        if not documents:
            yield Source(_shown(path), reason=f"no documents in this folder ({' '.join(sorted(ENDINGS))})")


def _standard(stdin: BinaryIO | None, reading: Reading) -> Iterator[Source]:
    if stdin is None:
        yield Source(STDIN, reason="nothing to read on standard input")
    else:
        yield from packed.documents(STDIN, stdin, reading)


def files(folder: str) -> Iterator[tuple[str, bool]]:
    """The files under `folder` by path, and whether each is taken; a folder that cannot be read is, too.

    A stack instead of recursion, for folders of any depth.
    """
    stack = [(folder, True)]
    while stack:
        path, is_folder = stack.pop()
        if not is_folder:
            yield path, packed.taken(path)
            continue
        try:
            with os.scandir(path) as found:
                entries = {entry.path: entry for entry in found}
        except OSError:
            yield path, True  # reading it tells why
            continue
        below = []
        for name, entry in entries.items():
            hidden = entry.name.startswith(".")
            if not hidden and entry.is_dir(follow_symlinks=False):
                below.append((name, True))
            elif hidden or not _is_file(entry):
                yield name, False
            else:
                below.append((name, False))
        # as whole paths sort: a folder by its name with the separator behind it
        below.sort(key=lambda item: item[0] + os.sep if item[1] else item[0], reverse=True)
        stack += below


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _read(
    path: str, reading: Reading, within: str | None, apart: Callable[[str], bool] | None
) -> Iterator[Source]:
    """The documents in the file at `path`, or why there are none; a link must not lead out of `within`."""
    if within is not None and Path(path).is_symlink():
        target = os.path.realpath(path)
        if os.path.commonpath((within, target)) != within:
            yield Source(_shown(path), reason="a link that leads out of the folder; name the file itself")
            return
    try:
        mode = Path(path).stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            yield Source(_shown(path), reason="not a regular file")
            return
        if apart is not None and (split := parts(path, _shown(path), reading)) and apart(_shown(path)):
            yield from (Source(_shown(path), part=part) for part in split)
            return
        with Path(path).open("rb", buffering=0) as file:
            yield from packed.documents(_shown(path), file, reading)
    except (OSError, ValueError) as error:
        yield Source(_shown(path), reason=why(error))


def _shown(path: str) -> str:
    """`path` as text that can be printed and stored: bytes of a name that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
