"""Bytes to text."""

from __future__ import annotations

import codecs
import re
from html import unescape

from vnpolicy.errors import Refused
from vnpolicy.text.encodings import canonical, raise_capitals, read
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

_ENTITY = re.compile(r"&(?:#\d{3,5}|#[xX][0-9A-Fa-f]{2,4}|[A-Za-z]{2,6}\d?);")
_QUESTIONED = re.compile(r"\?(?<=[a-zA-Z]\?)(?=[a-z])")
_LINK = re.compile(r"[^\s/]*/\S*")
_GENUINE = re.compile("[ăđĩũơưĂĐĨŨƠƯẠ-ỹ]")
_LOST_LEAST = 2
_LOST_SHARE = 0.01
"""Where letters are lost it is about one in ten."""

_WIDE_SAMPLE = 65536
_WIDE_ZEROS = 0.3
"""Share of UTF-16 units, of a text in Latin letters, whose high byte is zero; hardly a low byte is."""


def decode(data: bytes, encoding: str | None = None, declared: str | None = None) -> tuple[str, str]:
    """The text of `data`, normalised as `unicode.normalize` does, and the name of its encoding.

    `encoding` is taken as it is. Without it the byte order mark tells, then the bytes: UTF-16, UTF-8, then
    the encoding that gives Vietnamese (`detect`), before which `declared`, what a page states of itself, is
    tried. UTF-8 and UTF-16 that were read wrongly before they were stored are mended; then the name is that
    of both, as `utf-8+tcvn3`. `+capitals` is added where capitals that TCVN3 lacks were put back.

    Raises `Refused` for what is empty, binary, in no encoding that can be told, or has lost its letters.
    """
    if encoding is None:
        text, encoding = _told(data, declared)
    else:
        text, encoding = _as_named(data, encoding)
    if encoding.endswith("tcvn3") and (raised := raise_capitals(text)) != text:
        text, encoding = raised, f"{encoding}+capitals"
    if _is_binary(text):
        raise Refused("binary file, not text")
    if (lost := _lost(text)) > max(_LOST_LEAST, _LOST_SHARE * len(text)):
        raise Refused(f"{lost} letters were lost when this text was converted before; find its original")
    text = normalize(text)
    if not text or text.isspace():
        raise Refused("empty file")
    return text, encoding


def mend_page(page: str, encoding: str) -> tuple[str, str]:
    """The HTML `page`, mended where its letters stand as entities (`B&#185;o`, in TCVN3), and the name of its
    encoding, as `decode` gives it. Nothing is done to a page that was mended, or is right.
    """
    if "+" in encoding or (plain := _ENTITY.sub(_letter, page)) == page:
        return page, encoding
    better, name = mended(plain, encoding)
    return (page, encoding) if name == encoding else (better, name)


def _letter(entity: re.Match[str]) -> str:
    char = unescape(entity[0])
    return entity[0] if char.isascii() or char == "\xa0" else char


def _as_named(data: bytes, encoding: str) -> tuple[str, str]:
    """The text of `data` in the encoding that the user or a mark names."""
    try:
        encoding = canonical(encoding)
    except LookupError:
        raise Refused(f"unknown encoding '{encoding}'; give a name such as utf-8 or tcvn3") from None
    try:
        return read(data, encoding), encoding
    except UnicodeError:
        wide = encoding.startswith(("utf-16", "utf-32"))  # in these, zero bytes are letters
        if not wide and _is_binary(data.decode("latin-1")):
            raise Refused("binary file, not text") from None
        raise Refused(f"not {encoding.upper().removesuffix('-SIG')} text; save it again as UTF-8") from None


def _told(data: bytes, declared: str | None) -> tuple[str, str]:
    """The text of `data` in the encoding that its bytes tell."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return mended(*_as_named(data, name))
    if wide := _wide(data):
        return mended(*_as_named(data, wide))
    try:
        text = data.decode("utf-8")
    except UnicodeError:
        return _legacy(data, declared)
    return mended(text, "utf-8", data)


def _legacy(data: bytes, declared: str | None) -> tuple[str, str]:
    """The text of `data`, which is not Unicode."""
    from vnpolicy.text.detect import detect, reading

    stated = _as_declared(data, declared) if declared else None
    if stated and reading(stated[0]).believed:
        return stated
    if found := detect(data):
        return read(data, found), found
    if stated:
        return stated
    if _is_binary(data.decode("latin-1")):
        raise Refused("binary file, not text")
    if reading(data.decode("utf-8", "replace")).believed:
        raise Refused("broken UTF-8; save it again as UTF-8")
    raise Refused("encoding not recognised; name it with --encoding")


def _as_declared(data: bytes, declared: str) -> tuple[str, str] | None:
    try:
        name = canonical(declared)
        return read(data, name), name
    except (LookupError, UnicodeError):
        return None


def mended(text: str, encoding: str, data: bytes | None = None) -> tuple[str, str]:
    """`text` as it was before it was read wrongly and stored as `encoding`, and the name of both together.

    `data`: its bytes where they are at hand. Text that is right comes back as it is.
    """
    if text.isascii():
        return text, encoding
    from vnpolicy.text.detect import mend, suspicious

    if suspicious(text.encode("utf-8", "replace") if data is None else data) and (found := mend(text)):
        return found[0], f"{encoding}+{found[1]}"
    return text, encoding


def _wide(data: bytes) -> str | None:
    """The kind of UTF-16, where `data` is that without a mark."""
    if b"\0" not in data:
        return None
    head = data[:_WIDE_SAMPLE]
    even, odd, units = head[::2].count(0), head[1::2].count(0), len(head) // 2
    for high, low, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if units and high >= _WIDE_ZEROS * units and low <= _BINARY_SHARE * units:
            return name
    return None


def _is_binary(text: str) -> bool:
    return len(_CONTROL.findall(text)) > _BINARY_SHARE * len(text)


def _lost(text: str) -> int:
    """Letters that an earlier conversion replaced, by U+FFFD or by question marks within words."""
    lost = text.count("\ufffd")
    if _QUESTIONED.search(text) and not _GENUINE.search(text):
        lost += len(_QUESTIONED.findall(_LINK.sub("", text)))
    return lost
