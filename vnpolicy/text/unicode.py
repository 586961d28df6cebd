"""Characters: one Unicode form, tone placement, folding for search, dropping what cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_TONED = {"o": "òóỏõọ", "u": "ùúủũụ", "a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ"}

_VOWEL = "aăâeêioôơuưyàằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ"

_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\xa0\xad"  # controls, no-break space, soft hyphen
    "\u034f\u061c\u1680\u180e"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f"  # wide and narrow spaces, zero widths, direction marks
    "\u3000\ufeff\ufffe\uffff"
    "\ud800-\udfff"
    "]"
)
_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = frozenset("\x1c\x1d\x1e\x1f\xa0\u1680\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}

# The Icelandic and African letters that look like đ, at the head of what is otherwise a Vietnamese syllable.
_LOOK_ALIKE = re.compile(
    rf"(?<![^\W\d_])[ÐðƉɖ](?=[{_VOWEL}]{{1,3}}(?:ch|ng|nh|[cmnpt])?(?![^\W\d_]))", re.IGNORECASE
)


# the blocks that have combining marks, many of which have letters as well
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u1cff\u1dc0-\u1dff\u20d0-\u20ff\u2cef-\u2dff\u302a-\u309a"
    "\ua66f-\uabed\ufb1e\ufe20-\ufe2f\U000101fd-\U0001e94a]{31,}"
)
_MOST_MARKS = 30


def _trimmed(match: re.Match[str]) -> str:
    """The characters without the combining marks beyond thirty in a row."""
    kept, marks = [], 0
    for char in match[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def nfc(text: str) -> str:
    """`text` in Unicode normalization form C (UAX #15).

    Of more than thirty combining marks on one letter the rest goes (Stream-Safe Text Format, UAX #15-D4): no
    language has so many, and putting marks in order takes the square of their number.
    """
    if text.isascii():
        return text
    if _MARKS.search(text):
        text = _MARKS.sub(_trimmed, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


class _Fold(dict[int, str]):
    """Code point to folded character, filled as characters are met: `str.translate` asks `__missing__`."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        lower = char.lower()
        # a few capitals (İ) have a longer lower case; its first character is the letter
        base = unicodedata.normalize("NFD", lower[0])
        # only what is a letter under accents is folded: a Hangul syllable also has a longer decomposition
        folded = base[0] if all(unicodedata.category(c) == "Mn" for c in base[1:]) else lower[0]
        self[point] = folded = {"đ": "d", "ð": "d", "ɖ": "d"}.get(folded, folded)
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    """`text` for comparing: lower case, no diacritics, đ as d.

    One character comes out for each that goes in, so offsets hold. Expects NFC; in other text the combining
    marks stay.
    """
    return text.translate(_FOLD)


@cache
def _tone_forms() -> tuple[dict[str, str], dict[str, str]]:
    """Old to new and new to old, in all four mixtures of case."""
    new: dict[str, str] = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in range(5):
            old_pair = _TONED[first][tone] + second
            new_pair = first + _TONED[second][tone]
            for a in (str.lower, str.upper):
                for b in (str.lower, str.upper):
                    new[a(old_pair[0]) + b(old_pair[1])] = a(new_pair[0]) + b(new_pair[1])
    return new, {v: k for k, v in new.items()}


@cache
def _tone_pattern(to_new: bool) -> re.Pattern[str]:
    """The rhymes to rewrite: open (no letter follows) and, for uy, not the glide of qu-."""
    seconds: dict[str, str] = {}
    for form in sorted(_tone_forms()[0 if to_new else 1]):
        seconds[form[0]] = seconds.get(form[0], "") + form[1]
    pairs = "|".join(f"{first}[{second}]" for first, second in seconds.items())
    # one character class first keeps the scan fast; the lookahead then checks the pair
    return re.compile(rf"(?=[{''.join(seconds)}])(?<![qQ])(?:{pairs})(?![^\W\d_])")


def new_tone(text: str) -> str:
    """Tone marks of open oa, oe, uy on the second vowel: hóa to hoá, thủy to thuỷ. Same length; takes NFC."""
    forms = _tone_forms()[0]
    return _tone_pattern(True).sub(lambda m: forms[m[0]], text)


def old_tone(text: str) -> str:
    """Tone marks of open oa, oe, uy on the first vowel: hoá to hóa, thuỷ to thủy. Same length; takes NFC."""
    forms = _tone_forms()[1]
    return _tone_pattern(False).sub(lambda m: forms[m[0]], text)


def _seen(match: re.Match[str]) -> str:
    char = match[0]
    if char in _SPACES:
        return " "
    # half of a broken pair: something stood here, and the reader should see that it is lost
    return "\ufffd" if "\ud800" <= char <= "\udfff" else ""


def clean_controls(text: str) -> str:
    """`text` without characters that cannot be seen, in NFC.

    Line and page breaks of every kind become a line feed, wide and no-break spaces a space, lone surrogates
    U+FFFD; other controls, zero widths, soft hyphens and direction marks go. Letters that look like đ become
    đ within Vietnamese syllables.
    """
    text = _LINE_BREAK.sub("\n", text)
    text = nfc(_UNSEEN.sub(_seen, text))
    return _LOOK_ALIKE.sub(lambda m: "đ" if m[0].islower() else "Đ", text)


def normalize(text: str) -> str:
    """The one form all texts are kept in: `clean_controls`, then NFC. Doing it twice changes nothing."""
    return nfc(clean_controls(text))
