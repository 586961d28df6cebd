"""Encodings of Vietnamese that Python does not know: TCVN3 (ABC fonts), VNI Windows, VISCII.

The tables are lexicon/encodings.txt. Their sources: TCVN 5712:1993, character set VN3, as the ABC fonts have
it; the table of VNI Software for its Windows fonts (a letter and a mark behind it); RFC 1456 for VISCII. What
is no letter in TCVN3 and VNI stands as in Windows-1252, which these fonts were made for.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from vnpolicy import lexicon
from vnpolicy.text.unicode import nfc

FONTS = ("tcvn3", "vni", "viscii")

_ALIASES = {
    "abc": "tcvn3",
    "tcvn": "tcvn3",
    "tcvn-3": "tcvn3",
    "tcvn-5712": "tcvn3",
    "tcvn5712": "tcvn3",
    "x-viet-tcvn": "tcvn3",
    "x-viet-tcvn5712": "tcvn3",
    "vni-windows": "vni",
    "vni-win": "vni",
    "x-viet-vni": "vni",
    "x-viscii": "viscii",
    "csviscii": "viscii",
    "windows-1258": "cp1258",
}
_COLUMNS = {"tcvn3": 1, "vni": 2, "viscii": 3}
_COMBINING = {"\xb0": "\u0300", "\xb1": "\u0309", "\xb2": "\u0303", "\xb3": "\u0301", "\xb4": "\u0323"}
"""TCVN3 has the tones by themselves; behind a capital vowel only, since ° and ² stand there too."""


@cache
def letters(name: str) -> dict[str, str]:
    """Letter to its characters in `name` (of `FONTS`), each character a byte by its number."""
    column = _COLUMNS[name]
    cells = ((row[0], row[column]) for row in map(str.split, lexicon.lines("encodings.txt")))
    return {letter: c if name == "vni" else chr(int(c, 16)) for letter, c in cells if c != "-"}


def canonical(name: str) -> str:
    """The one name of the encoding `name`: ours, else Python's. Raises `LookupError` where there is none."""
    plain = name.strip().lower().replace("_", "-")
    plain = _ALIASES.get(plain, plain)
    if plain in FONTS:
        return plain
    try:
        found = codecs.lookup(plain).name
        b" ".decode(found)  # codecs such as base64 are no text encodings
    except UnicodeError:
        pass
    except ValueError:
        raise LookupError(name) from None
    # what is called Latin-1 is the larger set as a rule (WHATWG Encoding Standard)
    return "cp1252" if found == "iso8859-1" else found


def read(data: bytes, name: str) -> str:
    """The text of `data` in the encoding `name`, a canonical one. Raises `UnicodeError`."""
    if name in FONTS or name == "cp1252":
        return convert(data.decode("latin-1"), name)
    return data.decode(name)


def convert(latin: str, name: str) -> str:
    """The text of `latin`, a character a byte, in `name`: one of `FONTS`, cp1252 or cp1258.

    Bytes that stand for nothing there stay as they are.
    """
    single = _single(name)
    if name == "vni":
        pairs = _pairs()
        return _LETTER.sub(lambda m: pairs.get(m[0]) or m[0].translate(single), latin)
    if name == "tcvn3":
        latin = _TONE_ALONE.sub(lambda m: m[1] + _COMBINING[m[2]], latin)
    return nfc(latin.translate(single))


def unread(text: str) -> str:
    """`text` that was read as Windows-1252, a character a byte again; what was never there stays."""
    return text.translate(_unread())


@cache
def _single(name: str) -> dict[int, str]:
    """Byte to character, of what one byte stands for."""
    if name in ("cp1252", "cp1258"):
        read_as = {byte: bytes([byte]).decode(name, "ignore") for byte in range(0x80, 0x100)}
        return {byte: char for byte, char in read_as.items() if char}
    own = {ord(code): letter for letter, code in letters(name).items() if len(code) == 1}
    return own if name == "viscii" else _single("cp1252") | own


@cache
def _unread() -> dict[int, str]:
    return {ord(char): chr(byte) for byte, char in _single("cp1252").items()}


@cache
def _pairs() -> dict[str, str]:
    """VNI's two characters to the letter; the mark behind a letter may be of the other case."""
    table = {code: letter for letter, code in letters("vni").items() if len(code) == 2}
    return {
        code[0] + mark: letter for code, letter in table.items() for mark in {code[1], code[1].swapcase()}
    }


_LETTER = re.compile("[aeouyôöAEOUYÔÖ][àáâãäåèéêëïõøùúûüÀÁÂÃÄÅÈÉÊËÏÕØÙÚÛÜ]|[\x80-\xff]")
_TONE_ALONE = re.compile("([AEIOUY\xa1-\xa6])([\xb0-\xb4])")


def raise_capitals(text: str) -> str:
    """Text from TCVN3 with its capitals, as far as they can be told.

    TCVN3 has no toned capitals: its capital fonts show the lower-case codes as capitals, so that a heading
    typed with the shift lock on comes out as `HộI NGHị`. Words that mix capitals with toned small letters are
    raised, and what stands between them and words in capitals. A heading in a capital font that was typed in
    small letters throughout cannot be told from other text.
    """
    if not (raised := _mixed()).search(text):
        return text
    return "\n".join(_raise_line(line) if raised.search(line) else line for line in text.split("\n"))


def _raise_line(line: str) -> str:
    runs: list[list[re.Match[str]]] = [[]]
    words = list(_WORD.finditer(line))
    for word in words:
        if _capital_like().fullmatch(word[0]):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    for run in runs:
        sure = [i for i, word in enumerate(run) if _mixed().search(word[0]) or word[0][1:].isupper()]
        if not any(_mixed().search(word[0]) for word in run):
            continue
        first = 0 if run[0] is words[0] else sure[0]
        last = len(run) if run[-1] is words[-1] else sure[-1] + 1
        start, end = run[first].start(), run[last - 1].end()
        line = line[:start] + line[start:end].upper() + line[end:]
    return line


@cache
def _without_capital() -> str:
    known = letters("tcvn3")
    return "".join(letter for letter in known if letter.islower() and letter.upper() not in known)


@cache
def _mixed() -> re.Pattern[str]:
    small = _without_capital()
    return re.compile(
        f"(?<![^\\W\\d_])[{_CAPITAL}{small}]*(?:[{small}][{_CAPITAL}]|[{_CAPITAL}]{{2}}[{small}])"
        f"[{_CAPITAL}{small}]*(?![^\\W\\d_])"
    )


@cache
def _capital_like() -> re.Pattern[str]:
    return re.compile(f"[{_CAPITAL}{_without_capital()}]+")


_CAPITAL = "A-ZĂÂÊÔƠƯĐ"
_WORD = re.compile(r"[^\W\d_]+")
