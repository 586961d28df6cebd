"""Bytes to text."""

from __future__ import annotations

import codecs
import re

from vnpolicy.errors import Refused
from vnpolicy.text.unicode import normalize

# longest first: the mark of UTF-32 little-endian begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BINARY_SHARE = 0.01
"""A text may have a stray control character; more than one in a hundred is no text."""


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of `data`, normalised as `unicode.normalize` does, and the name of its encoding.

    Without `encoding` the byte order mark tells it; without one it must be UTF-8.
    Raises `Refused` for what is empty, binary, or in no encoding known here.
    """
    if encoding is None:
        encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    else:
        try:
            encoding = codecs.lookup(encoding).name
        except (LookupError, ValueError):
            raise Refused(f"unknown encoding '{encoding}'; give a name such as utf-8 or utf-16") from None
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):  # codecs such as base64 are no text encodings
        text = _other(data, encoding)
    if _is_binary(text):
        raise Refused("binary file, not text")
    text = normalize(text)
    if not text or text.isspace():
        raise Refused("empty file")
    return text, encoding


def _other(data: bytes, encoding: str) -> str:
    """What to do with bytes that are not in the encoding expected: refuse them, with the reason."""
    wide = encoding.startswith(("utf-16", "utf-32"))  # in these, zero bytes are letters
    if not wide and _is_binary(data.decode("latin-1")):
        raise Refused("binary file, not text")
    raise Refused(f"not {encoding.upper().removesuffix('-SIG')} text; save it again as UTF-8")


def _is_binary(text: str) -> bool:
    return len(_CONTROL.findall(text)) > _BINARY_SHARE * len(text)
