"""Checksums that stand for terms where only the number of matches counts."""

from __future__ import annotations

import base64
import sys
from array import array
from collections.abc import Iterable, Iterator
from operator import methodcaller
from zlib import crc32

SAMPLED = 4
"""Of long word sequences one in so many is kept, by its checksum."""


def checksum(text: str) -> int:
    """The number that stands for `text`: CRC-32 of its UTF-8 bytes."""
    return crc32(_utf8(text))


def checksums(texts: Iterable[str]) -> Iterator[int]:
    """The checksum of each of `texts`."""
    return map(crc32, map(_utf8, texts))


_utf8 = methodcaller("encode", "utf-8", "surrogatepass")


def pack(checksums: Iterable[int]) -> str:
    """Unsigned 32-bit numbers as text: little-endian, base 64."""
    numbers = array("I", checksums)
    if sys.byteorder == "big":
        numbers.byteswap()
    return base64.b64encode(numbers.tobytes()).decode("ascii")
