"""Which encoding bytes are in, and which one a text was read in wrongly.

Each candidate is judged by the syllables that reading in it gives: the share of them that is known, and how
frequent those are (weights/background.json.gz, made by bench/background.py). What is ASCII reads the same in
all of them, and tells only whether the text is Vietnamese at all.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice

from vnpolicy import weights
from vnpolicy.text.encodings import convert, unread
from vnpolicy.text.unicode import new_tone, nfc

CANDIDATES = ("cp1258", "tcvn3", "vni", "viscii")

MOJIBAKE = "mojibake"
"""UTF-8 that was read as Latin-1 or Windows-1252."""

ENOUGH = 0.8
"""Share of known syllables from which a reading is believed."""

ENOUGH_PLAIN = 0.4
"""The same of the words in ASCII: the rest of a Vietnamese text is Vietnamese as well."""

LEAST = 2
"""Known syllables beyond ASCII that a reading must have."""

MARGIN = 1.0
"""How much more likely a syllable must be, in nats, than in the second best reading."""

GAIN = 0.3
"""How much greater the share of known syllables must be than before for a text to be read anew."""

ALONE = -11.5
"""Log probability from which a sign by itself is a syllable (ở, ý, ư) and no bullet."""

SHORT = 500
"""A text of fewer bytes may be wrong without having such characters, and is looked at in any case."""

SAMPLE = 20_000
"""Bytes that are looked at."""

ENOUGH_TO_READ = 100_000

_UNKNOWN = -16.0
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^<>]*>|&#?\w+;", re.IGNORECASE | re.DOTALL)
_TOKEN = re.compile(r"(?:[^\s!-@\[-`{-~\u2010-\u2027]|\x85)+")
_EDGE = "«»\xa0\xad\xb7°®©§‘’“”–—…"
_RICH_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")


@dataclass(frozen=True, slots=True)
class Reading:
    """How Vietnamese a text is.

    `words` counts those with a letter beyond ASCII, `known` the Vietnamese syllables among them, `plain` and
    `plain_known` the same of lower-case words in ASCII; `likelihood` is the mean log probability of `words`.
    A letter by itself (đ, ở, ý) is no word here: every encoding has some letter at its place.
    """

    words: int
    known: int
    plain: int
    plain_known: int
    likelihood: float

    @property
    def share(self) -> float:
        """The share of known syllables in the words beyond ASCII."""
        return self.known / self.words if self.words else 0.0

    @property
    def believed(self) -> bool:
        """Whether this is Vietnamese."""
        plain = self.plain < 5 or self.plain_known >= ENOUGH_PLAIN * self.plain
        return self.known >= LEAST and self.share >= ENOUGH and plain


def reading(text: str) -> Reading:
    """How Vietnamese `text` is, by its beginning; the markup of HTML does not count."""
    text = _MARKUP.sub(" ", nfc(text[:ENOUGH_TO_READ]))
    known = _syllables()
    words = hits = plain = plain_hits = 0
    total = 0.0
    for token, count in Counter(_TOKEN.findall(text)).items():
        word = token.strip(_EDGE)
        if word.isascii():
            if word.islower():
                plain += count
                plain_hits += count * (word in known)
            continue
        if len(word) == 1:
            continue
        value = known.get(new_tone(word.lower()))
        words += count
        hits += count * (value is not None)
        total += count * (_UNKNOWN if value is None else value)
    return Reading(words, hits, plain, plain_hits, total / words if words else _UNKNOWN)


def detect(data: bytes) -> str | None:
    """The encoding of `data`, one of `CANDIDATES`, or None where none gives Vietnamese for certain."""
    sample = _sample(data).decode("latin-1")
    best = _best((reading(convert(sample, name)), name) for name in CANDIDATES)
    return best[1] if best else None


def suspicious(data: bytes) -> bool:
    """Whether `data`, UTF-8, has characters that Vietnamese has not and texts read wrongly have."""
    if len(data) < SHORT:
        return True
    return next(islice(_FOREIGN.finditer(data), LEAST - 1, None), None) is not None


def mend(text: str) -> tuple[str, str] | None:
    """`text`, which was once read in a wrong encoding, as it should be, and what it was: one of `CANDIDATES`,
    or `MOJIBAKE`.

    A text may be so throughout or in some of its lines. None where there is nothing to mend, or nothing that
    is certain.
    """
    if not _GENUINE.search(text) and (whole := _reread(text)):
        return whole
    lines = text.split("\n")
    found = {line: mended for line in set(lines) if not line.isascii() and (mended := _reread(line))}
    if not found:
        return None
    name = Counter(name for _, name in found.values()).most_common(1)[0][0]
    for line in set(lines) - found.keys():
        # what is too short to tell by itself is read as its neighbours are
        if not line.isascii() and (rest := _alike(line, name)):
            found[line] = (rest, name)
    return "\n".join(found[line][0] if line in found else line for line in lines), name


def _best(rated: Iterable[tuple[Reading, str]]) -> tuple[Reading, str] | None:
    """The most likely reading, where it is believed and far more likely than the next."""
    ranked = sorted(rated, key=lambda item: item[0].likelihood, reverse=True)
    best, *others = ranked
    if not best[0].believed or (others and best[0].likelihood - others[0][0].likelihood < MARGIN):
        return None
    return best


def _sample(data: bytes) -> bytes:
    """The lines of `data` beyond ASCII, as many as needed."""
    found, size = [], 0
    for match in _RICH_LINE.finditer(data):
        found.append(match[0][: SAMPLE - size])
        size += len(found[-1])
        if size >= SAMPLE:
            break
    return b"\n".join(found)


def _reread(text: str) -> tuple[str, str] | None:
    """`text` in the encoding that it should have been read in, where that is clear by itself."""
    before = reading(text)
    if before.known == before.words:
        return None
    texts = {MOJIBAKE: _unspoiled(text)}
    if before.share <= 1 - GAIN and not _GENUINE.search(text):
        texts |= {name: _converted(text, name) for name in CANDIDATES}
    texts = {name: new for name, new in texts.items() if new != text}
    if not texts:
        return None
    best = _best((reading(new), name) for name, new in texts.items())
    if not best or not _is_gain(before, *best):
        return None
    return texts[best[1]], best[1]


def _is_gain(before: Reading, after: Reading, name: str) -> bool:
    """Whether `after` is so much better that `before` was wrong."""
    if name == MOJIBAKE:  # what decodes as UTF-8 is nearly certain by that alone
        return after.known > before.known and after.share >= before.share
    return after.known >= before.known + LEAST and after.share >= before.share + GAIN


def _alike(line: str, name: str) -> str | None:
    new = _unspoiled(line) if name == MOJIBAKE else None if _GENUINE.search(line) else _converted(line, name)
    if new is None:
        return None
    before, after = reading(line), reading(new)
    return new if after.known > before.known and after.share > before.share else None


def _unspoiled(text: str) -> str:
    """UTF-8 that was read as Latin-1 or Windows-1252, read as UTF-8, by ftfy (Speer 2019)."""
    if not _SPOILED.search(text):
        return text
    from ftfy import fix_encoding

    return fix_encoding(text)


def _converted(text: str, name: str) -> str:
    """`text`, read as Windows-1252, read as `name`; signs that stand by themselves stay, such as ©."""

    def word(match: re.Match[str]) -> str:
        new = convert(unread(match[0]), name)
        bare = new.strip(_EDGE)
        if any(char.isalpha() for char in match[0]) or (len(bare) > 1 and bare.isalpha()):
            return new
        # signs by themselves: a syllable, or a bullet, a copyright
        return new if _syllables().get(new_tone(bare.lower()), _UNKNOWN) > ALONE else match[0]

    return convert(_TOKEN.sub(word, text), "cp1252")


@cache
def _syllables() -> dict[str, float]:
    """Known syllables, in the new tone placement, and their log probability."""
    counts = Counter[str]()
    for term, reports in weights.load("background.json.gz")["df"].items():
        for syllable in term.split():
            counts[new_tone(syllable)] += reports
    total = math.log(counts.total())
    return {syllable: math.log(count) - total for syllable, count in counts.items()}


_FOREIGN = re.compile(
    rb"\xc2[\x80-\x9f\xa1-\xaf\xb1\xb4-\xbf]"  # signs; but no-break space, degree, powers are ordinary
    rb"|\xc3[\x84-\x87\x8b\x8e-\x91\x96-\x98\x9b\x9c\x9e\x9f\xa4-\xa7\xab\xae-\xb1\xb6\xb8\xbb\xbc\xbe\xbf]"
)
"""What lies between U+0080 and U+00FF and is no letter of Vietnamese."""

_GENUINE = re.compile("[ăđĩũơưĂĐĨŨƠƯẠ-ỹ]")
_SPOILED = re.compile("[\xc2-\xc6\xe1\xe2\xe3][\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")
