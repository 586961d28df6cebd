"""Writes text in the encodings that `vnpolicy.text` reads, by turning its tables round."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from vnpolicy.text.encodings import convert, letters

TONES = "\u0300\u0301\u0309\u0303\u0323"
LETTERS = "".join(letters("viscii"))


def in_font(text: str, name: str) -> bytes:
    """`text` in tcvn3, vni or viscii; what is no Vietnamese letter as in Windows-1252."""
    table = letters(name)
    return b"".join(table[c].encode("latin-1") if c in table else c.encode("cp1252") for c in text)


def in_cp1258(text: str) -> bytes:
    """`text` in Windows-1258, which has some letters whole and all others as a base and a tone."""
    return b"".join(map(_cp1258, text))


def _cp1258(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in TONES))
        return (base + "".join(p for p in parts if p in TONES)).encode("cp1258")


def capital_font(text: str) -> bytes:
    """`text` in TCVN3 as it is typed in a capital font: letters without a capital by their small ones."""
    known = letters("tcvn3")
    return in_font("".join(c.lower() if c in LETTERS and c not in known else c for c in text), "tcvn3")


def misread(data: bytes, encoding: str = "cp1252") -> bytes:
    """`data` read as Windows-1252 or Latin-1, and stored as UTF-8."""
    latin = data.decode("latin-1")
    return (convert(latin, "cp1252") if encoding == "cp1252" else latin).encode()


WRITERS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8-sig": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "cp1258": in_cp1258,
    "tcvn3": lambda text: in_font(text, "tcvn3"),
    "vni": lambda text: in_font(text, "vni"),
    "viscii": lambda text: in_font(text, "viscii"),
    "utf-8+mojibake": lambda text: misread(text.encode()),
    "utf-8+tcvn3": lambda text: misread(in_font(text, "tcvn3")),
    "utf-8+vni": lambda text: misread(in_font(text, "vni")),
    "utf-8+cp1258": lambda text: misread(in_cp1258(text)),
}
"""Writers by the name that `decode` gives for what they write."""
