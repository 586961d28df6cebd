"""Files of JSON lines in parts, so that those who work on the documents can read them for themselves."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from vnpolicy.errors import Refused
from vnpolicy.read import packed, rows
from vnpolicy.read.source import Part, Reading, Source

PART_BYTES = 48 * 1024
"""So long is a part of a file that is not packed: a batch of work."""

PACKED_BYTES = 256 * 1024
"""A packed file up to this size is a part; of a larger one too much would come out at once."""

MOST_BYTES = 4_000_000
"""More than this does not come out of a packed part: what is made of it must fit into memory."""

_LINES = ".jsonl"
_PACKED = tuple(_LINES + ending for ending in packed.SQUEEZED)
_SKIPPED = 1 << 20
"""Bytes that are passed over at once on the way to the next line."""


def parts(path: str, name: str, reading: Reading) -> list[Part]:
    """The parts of the file at `path`, called `name`, in order; none where it must be read in one go.

    That is where, by its ending and its beginning, it holds no JSON lines, where it is in UTF-16, and where
    it is packed and large. A line belongs to the part that it begins in. Raises `OSError` where the file
    cannot be read.
    """
    squeezed = name.lower().endswith(_PACKED)
    if not squeezed and not name.lower().endswith(_LINES):
        return []
    size = Path(path).stat().st_size
    file = str(Path(path).absolute())
    if squeezed:
        return [Part(file, 0, size, packed=True)] if 0 < size <= PACKED_BYTES else []
    with Path(path).open("rb") as stream:
        head = stream.read(packed.HEAD)
    if packed.is_packed(head) or rows.is_wide(head, reading) or not _is_lines(head, name, reading):
        return []
    return [Part(file, start, min(start + PART_BYTES, size)) for start in range(0, size, PART_BYTES)]


def _is_lines(head: bytes, name: str, reading: Reading) -> bool:
    try:
        return rows.kind(head, name, reading) == "jsonl"
    except Refused:
        return False


def part_rows(part: Part, reading: Reading) -> tuple[list[tuple[str, int, Source]], int]:
    """The rows that begin in a part of a file that is not packed, and how many lines begin there.

    Each with its id, empty where it has none, the number of its line within the part, and no path. Raises
    `OSError` where the file cannot be read.
    """
    with Path(part.file).open("rb") as stream:
        head = stream.read(packed.HEAD)
        return rows.rows_of_part(_Range(stream, part), head, part.start == 0, reading)


def part_documents(part: Part, path: str, reading: Reading) -> list[Source] | None:
    """The documents of a packed file under `path`; None where it holds more, or other files, than a part may.

    Raises `OSError` where the file cannot be read.
    """
    found: list[Source] = []
    size = 0
    with Path(part.file).open("rb", buffering=0) as stream:
        for source in packed.documents(path, stream, reading):
            found.append(source)
            size += len(source.data or b"")
            if size > MOST_BYTES or source.skipped:
                return None
    return found


class _Range:
    """The lines of a file that begin in a part of it."""

    def __init__(self, stream: BinaryIO, part: Part) -> None:
        self._stream = stream
        self._stop = part.stop
        self._at = max(0, part.start - 1)
        self._between = True
        stream.seek(self._at)
        if part.start:  # the line that the part begins within is of the part before
            while not self.readline(_SKIPPED).endswith(b"\n") and not self._between:
                pass

    def readline(self, size: int, /) -> bytes:
        """The next line, or so many bytes of it; nothing behind the last."""
        if self._between and self._at >= self._stop:
            return b""
        line = self._stream.readline(size)
        self._at += len(line)
        self._between = not line or line.endswith(b"\n")
        return line
