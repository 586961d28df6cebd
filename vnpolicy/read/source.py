"""What is handed from finding files to reading them: a document's bytes under its path, and how to read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

_MEGABYTE = 1_000_000
_SIZE = 50
_HTML_SHARE = 0.4
"""The tree of a page takes many times its own size in memory."""
_TEXT_SHARE = 0.016
"""A text of 800,000 characters, some three hundred pages, takes half a minute and 400 MB."""
_TIMES = 100
"""Text packs ten times smaller, tables perhaps thirty; what packs better than this is made to fill disks."""


_DEEP = 2
_PAGES = 5000
_SECONDS = 8
"""The usual report takes a hundredth of that; one of a hundred thousand characters three."""
_LONG = 100_000
_LONGEST = 20
_PARSED = 10
"""So many bytes are parsed in the time of a character of text."""
_MEMORY = 420
"""Megabytes of a process that parses; fifty of them are the parsers."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: the encoding and the text column where the user names them, and the limits.

    `size`: megabytes of one document, unpacked; what depends on it rises with it. `times`: how many times its
    packed size. `deep`: archives in one another. `pages`: of a PDF. `seconds`: of the processor, for a
    text of up to 100,000 characters or a file of up to a megabyte; larger ones have more.
    """

    encoding: str | None = None
    text_column: str | None = None
    size: int = _SIZE
    times: int = _TIMES
    deep: int = _DEEP
    pages: int = _PAGES
    seconds: int = _SECONDS

    @property
    def most(self) -> int:
        """The most bytes that a document may have, unpacked."""
        return self.size * _MEGABYTE

    @property
    def most_html(self) -> int:
        """The most bytes that an HTML page may have."""
        return int(self.size * _HTML_SHARE) * _MEGABYTE or _MEGABYTE

    @property
    def most_text(self) -> int:
        """The most characters that the text of a document may have."""
        return int(self.size * _TEXT_SHARE * _MEGABYTE)

    @property
    def ratio(self) -> int:
        """How many times its packed size a file may have."""
        return max(self.times, self.times * self.size // _SIZE)

    @property
    def memory(self) -> int:
        """Megabytes that the process that parses a document may have."""
        return max(_MEMORY, _MEMORY * self.size // _SIZE)

    def time(self, characters: int) -> float:
        """Seconds of the processor that a text of so many characters may take."""
        return self.seconds * min(max(1.0, characters / _LONG), _LONGEST)

    def parsing_time(self, size: int) -> float:
        """Seconds of the processor that a file of so many bytes may take to become text."""
        return self.time(size // _PARSED)

    def out_of_proportion(self) -> str:
        """The reason why what unpacks to too much is refused."""
        return f"unpacks to more than {self.ratio} times its size; --max-ratio raises the limit"

    def too_large(self, what: str = "", most: int | None = None) -> str:
        """The reason why something larger is refused."""
        return f"larger than {(most or self.most) // _MEGABYTE} MB{what}; --max-size raises the limit"


DEFAULT = Reading()


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of a table or a line of JSON says beside its text, and the format and encoding it was in."""

    format: str
    encoding: str
    facts: tuple[tuple[str, str], ...] = ()


_PACKS = 5
"""So many times smaller a text is when packed."""


@dataclass(frozen=True, slots=True)
class Part:
    """What lies between two bytes of the file at an absolute path; of a packed one, all of it."""

    file: str
    start: int
    stop: int
    packed: bool = False

    @property
    def size(self) -> int:
        """About how many bytes of text it holds."""
        return (self.stop - self.start) * (_PACKS if self.packed else 1)


@dataclass(frozen=True, slots=True)
class Source:
    """A document's bytes; without them it was refused for `reason`, or, without one, passed over.

    Of a `row` the bytes are the cell that holds the text, in UTF-8. With a `part` it is not a document but a
    part of a file of them, which is still to be read.
    """

    path: str
    data: bytes | None = None
    reason: str | None = None
    row: Row | None = None
    part: Part | None = None

    @property
    def skipped(self) -> bool:
        """Whether it is a hidden file or one of another kind that lay in a folder or archive."""
        return self.data is None and self.reason is None and self.part is None

    def digest(self) -> str:
        """SHA-256, in hexadecimal, of the bytes and of what a row says beside them."""
        digest = hashlib.sha256(self.data or b"")
        if self.row is not None:
            row = (self.row.format, self.row.encoding, self.row.facts)
            digest.update(json.dumps(row, ensure_ascii=True).encode("ascii"))
        return digest.hexdigest()
