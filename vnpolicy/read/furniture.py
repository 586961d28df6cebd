"""Which lines of a page are furniture: menus, captions, share buttons, lists of other reports, footers.

Set phrases (lexicon/furniture.toml) and what a line looks like: its length and end, where it stands, whether
it is said twice. In doubt a line stays: losing text costs more than keeping a caption.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import pairwise

from vnpolicy.lexicon import table
from vnpolicy.read import captions
from vnpolicy.read.lines import Line, key, opening, pattern, phrases

_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|(?<!\d)(?:\+84|0)\d{1,3}(?:[ .-]?\d{2,5}){2,3}(?!\d)|https?://\S+|(?:^|\s)www\.\S+"
)
_PATH = re.compile(r"\S\s*(?:>|»|›|→|::)\s*\S")
_STRIPPED = re.compile(r"[\W\d_]+")
_SHORT = 6
_PHRASED = 40
_CONTACT_WORDS = 16
_CONTAINING = 12
"""Among the text a longer line that has the word of a footer is no footer."""
_TEASER_FREE = 45
"""A paragraph longer than this is no teaser."""
_RESUMES = 8
_TITLE_LIST = 3
_MENU_ENTRY = 4
_HEADLINE = 6
_ASKED = 200
_OPENING = 2
"""So many paragraphs after the first may still begin with the name of the outlet."""


@cache
def outlet() -> re.Pattern[str]:
    """The name of an outlet before the first sentence: `(GLO)-`, `VOV.VN -`, `(Dân Việt)`."""
    labels = table("furniture.toml")["labels"]
    names = "|".join(map(re.escape, sorted(labels["outlets"], key=lambda x: (-len(x), x))))
    places = "|".join(labels["not_outlets"])
    capitals = rf"(?!(?:{places})\b)[A-ZĐ]{{2,8}}(?: Online| News|\.vn|\.VN)?"
    dash = r"\s*[-–—]"
    return re.compile(
        rf"(?:[(\[](?P<known>{names})[)\]](?:{dash}|[:.])?"
        rf"|[(\[](?P<closed>[A-ZĐ][\w.&+ ]{{1,20}})[)\]](?:{dash}|[:.])"
        rf"|(?P<open>{names}|{capitals}){dash})\s*(?=[^\W_])"
    )


def phrased(line: Line, menu: bool = True) -> bool:
    """Whether `line` is furniture by a set phrase: a button, a footer, with `menu` also a menu entry."""
    if line.long or line.words > _PHRASED:
        return False
    bare = _bare(line)
    if not bare or line.listed:
        return menu and not bare
    if line.words <= _SHORT + 4 and _all_phrases(bare, menu):
        return True
    if pattern("notices").search(line.key):
        return True
    if line.prose:
        return False
    if opening("starts").match(line.key):
        return True
    return (menu or line.words <= _CONTAINING) and bool(pattern("contains").search(line.key))


def path(line: Line) -> bool:
    """Whether `line` is a breadcrumb (`Trang chủ > Tin tức`)."""
    if line.long or line.words > _PHRASED // 2 or line.ended:
        return False
    if line.text.count("|") > 1 and line.words <= _MENU_ENTRY * line.text.count("|"):
        return True
    return bool(_PATH.search(line.text)) or (
        line.key.startswith(key("trang chủ")) and bool(re.search(r"[/|\\-]", line.text))
    )


def contact(line: Line) -> bool:
    """Whether `line` is an address, a telephone number, a link, rather than a statement that has one."""
    return (
        not line.long and line.words <= _CONTACT_WORDS and not line.ended and bool(_CONTACT.search(line.text))
    )


def heads_list(line: Line) -> bool:
    """Whether `line` is the heading of a list of other reports."""
    return line.words <= _SHORT + 2 and _bare(line) in _headings("lists", "closing")


def closes(line: Line) -> bool:
    """Whether `line` is such a heading where pages end."""
    return line.words <= _SHORT + 2 and _bare(line) in _headings("closing")


def cut(lines: Sequence[Line], first: int, title: str, gone: Iterable[int]) -> set[int]:
    """The indexes of the `lines` that are furniture.

    `first`: where the text begins; `title`: the key of the title, or empty; `gone`: indexes taken as header.
    """
    out = set(gone)
    for found in (_phrases, _listed, _others, _doubled, _captions, _tail):
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
        if linked or menu or address or again or phrased(line, not inside) or path(line):
            out.add(i)
    return out


def _linked(line: Line) -> bool:
    """Whether `line` is a link to another report by the marks around it."""
    return line.text.startswith(">>") or (line.text[0] == "[" and line.text[-1] == "]")


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


def _listed(lines: Sequence[Line], first: int, title: str, gone: set[int]) -> set[int]:
    return lists(lines, first, gone)


def lists(lines: Sequence[Line], first: int, gone: Collection[int]) -> set[int]:
    """The indexes of lists of other reports: from their heading to where the text goes on."""
    headings = [i for i, line in enumerate(lines) if heads_list(line) or _inline_heading(line)]
    if not headings:
        return set()
    rest = [i for i in range(len(lines)) if i not in gone]
    full, firm = _paragraphs(lines, rest)
    closing = [i for i in headings if closes(lines[i])]
    behind = [0]
    for line in reversed(lines):
        behind.append(behind[-1] + (line.words if line.prose else 0))
    behind.reverse()
    out: set[int] = set()
    end = 0
    for i in headings:
        if i < end:
            continue
        if _inline_heading(lines[i]):
            end = i + 1
        elif i < first:
            end = next((k for k in range(i + 1, len(lines)) if k >= first or k in gone), len(lines))
        elif closes(lines[i]):
            sure = bisect_right(firm, i)
            end = firm[sure] if behind[0] < 2 * behind[i] and sure < len(firm) else len(lines)
        else:
            after = bisect_right(closing, i)
            stop = closing[after] if after < len(closing) else len(lines)
            end = _resumed(lines, full, firm, i, stop)
        out.update(range(i, end))
    return out


def _paragraphs(lines: Sequence[Line], rest: Sequence[int]) -> tuple[list[int], list[int]]:
    """The indexes of paragraphs among `rest`, and of those that are surely no teasers.

    These are too long for one, or have another paragraph right behind them.
    """
    full = [i for i in rest if _paragraph(lines[i])]
    known = set(full)
    after = dict(pairwise(rest))
    return full, [i for i in full if lines[i].words >= _TEASER_FREE or after.get(i) in known]


def _resumed(lines: Sequence[Line], full: list[int], firm: list[int], i: int, stop: int) -> int:
    """Where the text goes on after the heading at index `i`, before `stop`; `stop` if it does not.

    It goes on with the next paragraph, unless that may be the teaser below a title: the only title there,
    with more paragraphs to come.
    """
    at = bisect_right(full, i)
    left = bisect_left(full, stop) - at
    if not left:
        return stop
    titles = {lines[k].key for k in range(i + 1, full[at])}
    sure = bisect_right(firm, i)
    if len(titles) != 1 or left == 1 or (sure < len(firm) and firm[sure] < stop):
        return full[at]
    return stop


def _paragraph(line: Line) -> bool:
    return line.words >= _RESUMES and line.ended and not line.cut_short


def _doubled(lines: Sequence[Line], first: int, title: str, gone: set[int]) -> set[int]:
    """Lines said twice: of a paragraph the second goes, of a caption both."""
    out: set[int] = set()
    left = [i for i in range(len(lines)) if i not in gone]
    times = Counter(lines[i].key for i in left if lines[i].words >= 4)
    seen: dict[str, int] = {}
    for i in left:
        line = lines[i]
        if times[line.key] < 2 or lines[seen.get(line.key, i)].text[-80:] != line.text[-80:]:
            continue
        if line.prose or line.listed or line.ended:
            if line.key in seen and line.words >= 12:
                out.add(i)
        elif line.words >= 4 and i >= first:
            out.add(i)
        seen.setdefault(line.key, i)
    return out


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

    last = _last_prose(lines, gone)
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


def _bare(line: Line) -> str:
    return _STRIPPED.sub(" ", line.key).strip()


@cache
def _headings(*names: str) -> frozenset[str]:
    return frozenset(p for name in names for p in phrases(name))


def _inline_heading(line: Line) -> bool:
    """Whether `line` is a heading and one title together (`Xem thêm: ...`)."""
    if line.long or line.words > _PHRASED or line.sentences:
        return False
    head, colon, rest = line.key.partition(":")
    return bool(colon and rest.strip()) and _STRIPPED.sub(" ", head).strip() in _headings("lists", "closing")


def _all_phrases(bare: str, menu: bool) -> bool:
    """Whether `bare` is one set phrase or several, one after the other (`chia sẻ facebook in bài`)."""
    names = ("lines", "menu") if menu else ("lines",)
    if bare in _headings(*names):
        return True
    for name in names:
        bare = pattern(name).sub(" ", bare)
    return not bare.strip()
