"""Which lines of a page are furniture: menus, captions, share buttons, lists of other reports, footers.

Set phrases (lexicon/furniture.toml) and what a line looks like: its length and end, where it stands, whether
it is said twice. In doubt a line stays: losing text costs more than keeping a caption.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from vnpolicy.read import captions
from vnpolicy.read.lines import Line, key, opening, pattern
from vnpolicy.read.lists import foot, lists
from vnpolicy.read.marks import contact, outlet, path, phrased

_SHORT = 6
_PHRASED = 40
_TEASER_FREE = 45
"""A paragraph longer than this is no teaser."""
_TITLE_LIST = 3
_HEADLINE = 6
_ASKED = 200
_TWICE = 30
_UNENDED = 22
_OPENING = 2
"""So many paragraphs after the first may still begin with the name of the outlet."""


def cut(lines: Sequence[Line], first: int, title: str, gone: Iterable[int]) -> set[int]:
    """The indexes of the `lines` that are furniture.

    `first`: where the text begins; `title`: the key of the title, or empty; `gone`: indexes taken as header.
    """
    out = set(gone)
    for found in (_foot, _phrases, _listed, _others, _doubled, _captions, _tail):
        out |= found(lines, first, title, out)
    return out


def _phrases(lines: Sequence[Line], first: int, title: str, gone: set[int]) -> set[int]:
    """Set phrases, the title said again, links in brackets; outside the text also contact lines and menus."""
    out = set()
    last = _last_prose(lines, gone | lists(lines, first, gone))
    for i, line in enumerate(lines):
        inside = first <= i <= last or last < 0
        linked = line.words <= _PHRASED and not line.sentences and _linked(line)
        menu = i < first and line.words < 4 and not line.ended and not line.listed
        address = contact(line) and not inside
        again = bool(title) and line.key == title
        named = (i <= first + _OPENING or not inside) and _named(line)
        if linked or menu or address or again or named or phrased(line, not inside) or path(line):
            out.add(i)
    return out


def _linked(line: Line) -> bool:
    """Whether `line` is a link to another report by the marks around it."""
    return line.text.startswith(">>") or (line.text[0] == "[" and line.text[-1] == "]")


def _named(line: Line) -> bool:
    """Whether `line` is the invitation to follow somebody (`Theo dõi Báo Mẫu`)."""
    if line.words > _SHORT or line.ended:
        return False
    found = opening("named").match(line.key)
    return found is not None and line.text[found.end() :].strip()[:1].isupper()


def _others(lines: Sequence[Line], first: int, title: str, gone: set[int]) -> set[int]:
    """Leads of other reports with the titles above them: an outlet's name opens only the first paragraphs."""
    out: set[int] = set()
    for i in range(first + 1, len(lines)):
        line, above = lines[i], lines[i - 1]
        if line.prose and line.words <= _TEASER_FREE and i > first + _OPENING and outlet().match(line.text):
            out.add(i)
            if above.headline and not above.ended and not above.prose:
                out.add(i - 1)
    return out


def _foot(lines: Sequence[Line], first: int, title: str, gone: set[int]) -> set[int]:
    return foot(lines, first, gone)


def _listed(lines: Sequence[Line], first: int, title: str, gone: set[int]) -> set[int]:
    return lists(lines, first, gone)


def _doubled(lines: Sequence[Line], first: int, title: str, gone: set[int]) -> set[int]:
    """Lines said twice: of a paragraph the second goes, of a caption both."""
    out: set[int] = set()
    left = [i for i in range(len(lines)) if i not in gone]
    times = Counter(lines[i].key for i in left if lines[i].words >= 4)
    seen: dict[str, int] = {}
    twins = {i for i, after in pairwise(left) if _same(lines[i], lines[after])}
    for i in left:
        line = lines[i]
        if times[line.key] < 2 or not _same(lines[seen.get(line.key, i)], line):
            continue
        if line.prose or line.listed or line.ended:
            before = seen.get(line.key)
            if before is not None and before in twins and _caption_twice(line, i, before, twins):
                out |= {before, i}
            elif before is not None and line.words >= 12:
                out.add(i)
        elif line.words >= 4 and i >= first:
            out.add(i)
        seen.setdefault(line.key, i)
    return out


def _same(line: Line, other: Line) -> bool:
    return line.key == other.key and line.text[-80:] == other.text[-80:]


def _caption_twice(line: Line, i: int, before: int, twins: set[int]) -> bool:
    """Whether a sentence that stands twice in a row is a caption: it states nothing, and its neighbours
    stand there once."""
    if line.long or line.words > _TWICE or line.listed or any(x in twins for x in (before - 2, i + 1)):
        return False
    return not pattern("captions", "not_contains").search(line.key)


def _captions(lines: Sequence[Line], first: int, title: str, gone: set[int]) -> set[int]:
    """Captions by their marks anywhere, by what they say once the text has begun."""
    out: set[int] = set()
    text = "\n".join(line.text for i, line in enumerate(lines) if i not in gone)
    low = key(text)
    asked = 0

    def elsewhere(words: str, line: Line) -> bool:
        """Whether another line has `words` too; after many questions it says no, to save time."""
        nonlocal asked
        asked += 1
        if asked > _ASKED:
            return False
        return text.count(words) > line.text.count(words) or low.count(words) > line.key.count(words)

    last = max(_last_prose(lines, gone), *(i for i, x in enumerate(lines) if i not in gone and x.listed), -1)
    for i, line in enumerate(lines):
        if i in gone:
            continue
        if captions.marked(line, title) or (i > first and captions.view(line)):
            out.add(i)
        elif first < i and i <= last + 3 and not _enumerated(lines, i):
            if i - 1 > first and _broken(lines, i):
                out |= {i - 1, i}
            elif captions.scene(line, elsewhere) or _beside_picture(lines, i):
                out.add(i)
    return out


def _broken(lines: Sequence[Line], i: int) -> bool:
    """Whether lines `i - 1` and `i` are one caption that a line break went through."""
    before, line = lines[i - 1], lines[i]
    if not line.text[0].islower() or line.ended or line.prose:
        return False
    if before.prose or before.ended or before.listed or before.text[-1] in ":;":
        return False
    return bool(
        pattern("captions", "pictured").search(line.key) or pattern("captions", "acting").search(line.key)
    )


def _beside_picture(lines: Sequence[Line], i: int) -> bool:
    """Whether line `i` is the caption of a picture, or of a credit, that has the line after or before it."""
    line = lines[i]
    if line.prose or line.ended or line.listed or line.words < _SHORT or line.text[-1] in ":;,":
        return False
    return captions.bare(lines[i - 1]) or (i + 1 < len(lines) and captions.bare(lines[i + 1]))


def _tail(lines: Sequence[Line], first: int, title: str, gone: set[int]) -> set[int]:
    """What follows the last paragraph: short labels, and titles of other reports where there are several."""
    last = _last_prose(lines, gone)
    rest = [i for i in range(last + 1, len(lines)) if i not in gone]
    if last < 0 or not rest or lines[last].text[-1] in ":;,":
        return set()
    out = {i for i in rest if _label(lines[i])}
    if any(lines[i].listed or lines[i].words > _UNENDED for i in rest):
        return out  # the text itself goes on without full stops
    titles = [i for i in rest if i not in out and lines[i].headline and not lines[i].ended]
    if len(titles) >= _TITLE_LIST and sum(lines[i].words for i in titles) >= _HEADLINE * len(titles):
        out |= set(titles)
    return out


def _label(line: Line) -> bool:
    return line.words <= _SHORT and not line.ended and not line.listed and line.text[-1] not in ":;,"


def _last_prose(lines: Sequence[Line], gone: set[int]) -> int:
    return next((i for i in range(len(lines) - 1, -1, -1) if i not in gone and lines[i].prose), -1)


def _enumerated(lines: Sequence[Line], i: int) -> bool:
    """Whether line `i` stands in a list that the text announces."""
    return lines[i - 1].text[-1] in ":;" or lines[i].text[-1] == ";"
