"""A sentence to tokens: syllables, numbers and marks, cut as underthesea's model was trained to see them.

The rules are those that underthesea's tokenizer follows, in the same order, so that its model meets what it
knows. They are written anew because its own patterns go over dotted runs (`1.1.1.`) again and again and grow
without bound on some addresses; here every repetition is possessive or bounded. Tests compare the two.
"""

from __future__ import annotations

import re
from functools import cache

_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_LETTER = _UPPER + _UPPER.lower()
_LONGEST = 64  # characters of a host or mailbox, parts of a dotted abbreviation; real ones are shorter

# Most tokens are syllables between spaces or before a mark that no longer token can hold.
_PLAIN_SYLLABLE = r"[^\W\d_]++(?=[\s,;!?()“”…]|\Z)"

_MARKS = (
    r"==?>|->|\.{2,}|-{2,}|>>",
    r"\d+x\d+",  # 3x4
    r"v\.v(?:\.(?:\.\.)?)?",  # v.v.
    r"°[CF]",
)
_ABBREVIATIONS = (
    r"[A-ZĐ]+&[A-ZĐ]+",
    r"T\.Ư",
    rf"[{_UPPER}]+(?:\.[{_LETTER}]+){{1,{_LONGEST}}}\.?",  # GS.TS.
    rf"[{_LETTER}]+['’][{_LETTER}]+",  # H'Mông
    r"[A-ZĐ]+\.(?!\Z)",
    r"(?:Tp|Mr|Mrs|Ms|Dr|ThS)\.",
    r"Th\.[Ss]",
    r"e-mail",
    r"\d+[A-Z]+\d*-\d+",  # 43H-0530
    r"NĐ-CP",
)
_PATH = r"[^\s()<>{}\[\]]{0,2000}[^\s`!()\[\]{};:'\".,<>?«»“”‘’]"
_ADDRESSES = (
    rf"(?:(?:ftp|http)s?:(?:/{{1,3}}|[a-z0-9%])|[a-z0-9.-]{{1,{_LONGEST}}}\.[a-z]{{2,13}}/){_PATH}",
    rf"(?<!@)[a-z0-9]+(?:[.-][a-z0-9]+){{0,{_LONGEST}}}\.[a-z]{{2,13}}\b/?(?!@)",  # vnpolicy.vn
    rf"[a-zA-Z0-9_.+-]{{1,{_LONGEST}}}@[a-zA-Z0-9-]{{1,{_LONGEST}}}\.[a-zA-Z0-9.-]+",
)
_NUMBERS = (
    r"\d{2,}-\d{3,}-\d{3,}",  # 03-5730-2357
    r"\d{1,2}/\d{1,2}/\d+|\d{1,2}/\d{1,4}|\d{1,2}-\d{1,2}-\d+|\d{1,2}-\d{1,4}|\d{1,2}\.\d{1,2}\.\d+",
    r"\d{4}/\d{1,2}/\d{1,2}|\d{2}:\d{2}:\d{2}",
    r"\d+[A-Z]+\d*",  # 4K
    r"\d++(?:\.\d++)++(?:,\d+)?|\d++(?:,\d++)+|\d++(?:_\d+)?",
)
_FACES = r":\)+|=\)\)+|♥‿♥|:D+(?=\s|\Z)|<3"
_HYPHENED = r"(?<=\b)\w+-[\w+-]*\w"
_REST = r"\w+|:+|[^\w\s]"


@cache
def pattern() -> re.Pattern[str]:
    """Matches the tokens of a sentence one after the other (`finditer` from its start to its end)."""
    rules = (
        _PLAIN_SYLLABLE,
        *_MARKS,
        *_ABBREVIATIONS,
        *_ADDRESSES,
        *_NUMBERS,
        _FACES,
        r"[.,()ʺ]",
        _HYPHENED,
        _REST,
    )
    # no token begins with white space, and the rules need not be tried there one by one
    return re.compile(rf"(?=\S)(?:{'|'.join(rules)})")
