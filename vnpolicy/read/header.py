"""The header of a page: title, date of publication, source, author."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from vnpolicy.model import Header
from vnpolicy.read import captions, marks, signed
from vnpolicy.read.captions import name_like
from vnpolicy.read.lines import Line, key, make, pattern, phrases
from vnpolicy.read.lists import foot, lists, signature
from vnpolicy.read.stamps import Stamp, made, stamp

_AFTER_LEAD = 4
"""A stamp may stand below the lead, so these many lines of the text are looked at too."""
_TAIL = 15
_TITLED = 6
"""A stamp behind so many words has a title before it."""
_HEAD = 100
_OPENING = 2
"""The name of the outlet opens the lead or the paragraph after it."""
_LEAST_TITLE = 1.0
_LONG_TITLE = 22
_NEARLY = 1.5
"""Of headlines that hardly differ the first is the title; what follows is a lead without a full stop."""
_NAME_WORDS = (2, 5)
_CREDIT_WORDS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """The header, the lines without the marks before and behind their text, and which of them are all header.

    `gone`: the indexes of the lines that hold nothing but header; `first`: the index where the text begins.
    """

    header: Header
    lines: tuple[Line, ...]
    gone: frozenset[int]
    first: int


def read(raw: str, given: Sequence[Line], facts: Mapping[str, str], stated: str = "html") -> Found:
    """The header of the text `raw` with the lines `given`; `facts` of its format come before what it says.

    `stated` is the name of that format, which the header tells as their place.
    """
    lines = list(given)
    gone: set[int] = set()
    mark, outlet = _prefixes(raw, lines, gone)
    first = next((i for i, x in enumerate(lines) if i not in gone and x.prose and not x.headline), len(lines))
    prose = first < len(lines)
    stamps = _stamps(lines, first)
    title, title_at = _title(lines, first, stamps, gone)
    title_from: str | None = None
    if facts.get("title"):
        title, title_from = facts["title"], stated
        title_at = next((i for i in range(min(first + 1, len(lines))) if lines[i].key == key(title)), None)
    elif title_at is not None:
        title_from = f"line {lines[title_at].number}"
    if title_at is not None:
        gone |= {i for i in range(title_at + 1) if not lines[i].prose or lines[i].headline}
        first = max(first, title_at + 1) if prose else title_at + 1
    elif not prose:
        first = 0
    published, published_from = _published(lines, stamps, title_at, mark)
    if facts.get("published"):
        published, published_from = facts["published"], stated
    gone |= {i for i, x in stamps.items() if x.whole and not _titled(lines[i], x)}
    above = -1 if title_at is None and facts.get("title") else title_at
    source, author = _credits(raw, lines, first, above, gone, stamps)
    source = facts.get("source") or source or facts.get("site") or _site(lines, title_at) or outlet
    header = Header(
        title=title,
        title_from=title_from,
        published=published,
        published_from=published_from,
        source=source,
        author=facts.get("author") or author,
        url=facts.get("url"),
    )
    return Found(header, tuple(lines), frozenset(gone), first)


# What stands before the text of a line


def _prefixes(raw: str, lines: list[Line], gone: set[int]) -> tuple[tuple[str, int] | None, str | None]:
    """Takes marks off the beginnings of the first lines; gives the date found, its line, and the outlet."""
    mark: tuple[str, int] | None = None
    outlet: str | None = None
    paragraphs = 0
    for i in range(min(len(lines), _HEAD)):
        line = lines[i]
        label = pattern("lines").match(line.key)
        skip = label.end() if label and label.end() < 40 else 0
        for at in (0, skip):
            if found := made(line.text[at:]):
                mark = mark or (found[0], line.number)
                line = _moved(raw, lines, i, line.start + at + found[1])
                break
        if not line.text:
            gone.add(i)
            continue
        if (
            line.prose
            and (match := _DATED.match(line.text))
            and (dated := stamp(match["stamp"]))
            and dated.timed
        ):
            mark = mark or (dated.value, line.number)
            line = _moved(raw, lines, i, line.start + match.end("stamp"))
        if not line.prose or line.headline:
            continue
        if match := marks.outlet().match(line.text):
            outlet = match["known"] or match["closed"] or match["open"]
            _moved(raw, lines, i, line.start + match.end())
        paragraphs += 1
        if outlet or paragraphs == _OPENING:
            break
    return mark, outlet


def _moved(raw: str, lines: list[Line], i: int, start: int, end: int | None = None) -> Line:
    """Line `i` cut to what lies between `start` and `end`."""
    old = lines[i]
    end = old.end if end is None else end
    piece = raw[start:end]
    start += len(piece) - len(piece.lstrip())
    lines[i] = make(raw, old.number, start, max(start, start + len(piece.strip())), old.apart)
    return lines[i]


_DATED = re.compile(
    r"(?P<stamp>[^a-zđ,;]{0,12}\d[\d/.:h, |-]{12,30}(?:\(?GMT\+7\)?)?[\s|-]*(?:Số lượt xem: ?\d+)?\s+)"
    r"(?=[“\"(]?[^\W\d_])"
)


# Title


def _stamps(lines: Sequence[Line], first: int) -> dict[int, Stamp]:
    """The publication stamps of the head by line index; one may also stand at the end of the title's line."""
    found: dict[int, Stamp] = {}
    for i in range(min(len(lines), first + _AFTER_LEAD)):
        x = stamp(lines[i].text)
        if not x or not (x.whole or _titled(lines[i], x)):
            continue
        if i < first or (x.whole and (x.timed or x.weekday or x.labelled)):
            found[i] = x
    return found


def _titled(line: Line, dated: Stamp) -> str | None:
    """The title that stands before the stamp on the same line."""
    before = line.text[: dated.start]
    label = re.search(rf"(?:{pattern('labels', 'published').pattern})\W*$", before.lower())
    title = " ".join(before[: label.start() if label else None].rstrip(" -–—|(,").split())
    if not dated.timed or len(title.split()) < _TITLED or title[0].islower() or name_like(title):
        return None
    return title


def _title(
    lines: list[Line], first: int, stamps: Mapping[int, Stamp], gone: set[int]
) -> tuple[str | None, int | None]:
    """The title and the index of its line: of the headlines before the text the one that most speaks for."""
    for i, dated in stamps.items():
        if i < first and _titled(lines[i], dated):
            return _titled(lines[i], dated), i
    candidates = [
        i
        for i in range(min(first, _HEAD))
        if i not in gone and i not in stamps and lines[i].headline and not _not_title(lines[i])
    ]
    if not candidates:
        return None, None
    text = {w for x in lines[first : first + 3] for w in re.findall(r"\w+", x.key)}
    keys: dict[str, int] = {}
    for x in lines:
        keys[x.key] = keys.get(x.key, 0) + 1
    weights = {i: _weight(lines, i, stamps, text, keys[lines[i].key]) for i in candidates}
    enough = max(weights.values()) - _NEARLY
    best = next(i for i in candidates if weights[i] >= enough)
    if weights[best] < _LEAST_TITLE and first < len(lines):
        return None, None
    return " ".join(lines[best].text.split()), best


def _weight(lines: Sequence[Line], i: int, stamps: Mapping[int, Stamp], text: set[str], times: int) -> float:
    """What speaks for line `i` as the title: a stamp beside it, its length, words it shares with the text."""
    weight = 0.0
    below = 0.0 if i + 1 < len(lines) and lines[i + 1].headline else 1.0
    if i and captions.signs(lines[i - 1]):
        weight -= 3.0  # where the author works
    after = i + 1
    if after < len(lines) and captions.signs(lines[after]):
        after += 1 if after + 1 in stamps else 2
    for beside, points in ((after, 4.0), (i - 1, 3.0), (i + 2, below)):
        if beside in stamps and points:
            weight += 1.0 if stamps[beside].weekday and not stamps[beside].timed else points
            break
    words = re.findall(r"\w+", lines[i].key)
    weight += 2.0 if len(words) >= 7 else 1.0 if len(words) >= 5 else 0.0
    weight += 3.0 * sum(w in text for w in words) / max(7, len(words))
    if captions.view(lines[i]):
        weight -= 2.5
    if len(words) > _LONG_TITLE:
        weight -= 2.0
    return weight + (1.0 if times > 1 else 0.0) + (1.0 if i == 0 else 0.0)


def _not_title(line: Line) -> bool:
    return (
        marks.phrased(line)
        or marks.path(line)
        or marks.contact(line)
        or marks.heads_list(line)
        or (captions.credited(line) and not (line.words > _NAME_WORDS[1] and captions.labelled(line)))
    )


# Publication date


def _published(
    lines: Sequence[Line],
    stamps: Mapping[int, Stamp],
    title_at: int | None,
    mark: tuple[str, int] | None,
) -> tuple[str | None, str | None]:
    """The date of publication and where it was found."""

    def rank(i: int) -> tuple[bool, bool, bool, int]:
        after = title_at is None or i >= title_at
        return not after, not (stamps[i].timed or stamps[i].labelled), stamps[i].weekday, i

    for i in sorted(stamps, key=rank):
        x = stamps[i]
        clock = title_at is not None and i < title_at and x.weekday and not x.timed
        if not clock:  # the weekday and date above the title is today's, not the report's
            return x.value, f"line {lines[i].number}"
    if mark:
        return mark[0], f"line {mark[1]}"
    for i in range(len(lines) - 1, max(-1, len(lines) - _TAIL), -1):
        last = stamp(lines[i].text)
        if last and last.whole and last.labelled and not marks.phrased(lines[i]):
            return last.value, f"line {lines[i].number}"
    return None, None


# Source and author


@cache
def _labelled(name: str) -> re.Pattern[str]:
    labels = "|".join(map(re.escape, phrases("labels", name)))
    return re.compile(rf"[\s(*]*(?:{labels})\s?[:：]\s*(?P<value>.+)")


_PARTS = re.compile(r"\s+[-–—|•·]\s+|\s*[|•·]\s*|,\s+")
_AFTER = re.compile(r"Theo\s+(?P<value>\S[^.!?:;]{1,60})$")


def _credits(
    raw: str,
    lines: list[Line],
    first: int,
    title_at: int | None,
    gone: set[int],
    stamps: Mapping[int, Stamp],
) -> tuple[str | None, str | None]:
    """The source and the author; lines that hold nothing else are gone, what is behind the text is off."""
    source: str | None = None
    author: str | None = None
    others = lists(lines, first, gone) | foot(lines, first, gone)
    name_at = signature(lines, first, gone | others)
    if name_at is not None:
        rest = {i for i in range(name_at + 1, len(lines)) if not _credit(lines[i])}
        others |= rest
        gone |= rest
    last = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].prose and i not in others), len(lines))
    head = range(title_at + 1 if title_at is not None else 1, min(first + 2, len(lines)))
    tail = range(max(head.stop, last + 1), min(len(lines), last + _TAIL))
    for i in (*tail, *head):
        line = lines[i]
        if i in stamps and stamps[i].whole:
            author = author or _beside(line)
        if i in gone or i in others or line.long or line.words > _CREDIT_WORDS or marks.phrased(line):
            continue
        value = _value(line, "source") or (i > last and _cited(line))
        if value:
            source = source or value
            gone.add(i)
        elif name := _value(line, "author") or _byline(line, i > last):
            author = author or name
            gone.add(i)
            if i + 1 < first and _affiliation(lines[i + 1]):
                gone.add(i + 1)
    if last < len(lines):
        end, told, name = signed.cut(lines[last].text)
        source, author = source or told, author or name
        if end < len(lines[last].text):
            _moved(raw, lines, last, lines[last].start, lines[last].start + end)
    return source, author


def _affiliation(line: Line) -> bool:
    """Whether `line` below the author's name above the text tells where the author works."""
    return line.words <= _CREDIT_WORDS and not line.ended and not line.listed and line.text[-1] not in ":;,"


def _credit(line: Line) -> bool:
    return bool(_value(line, "source") or _value(line, "author") or _cited(line))


def _cited(line: Line) -> str | None:
    return _group(_AFTER.fullmatch(line.text)) or marks.in_brackets(line)


def _beside(line: Line) -> str | None:
    """The author in the line of the stamp: `Minh Châu - 12/03/2022 07:45`, `... | Người đăng: Minh Châu`."""
    for part in _PARTS.split(line.text):
        if part and (name := _value(make(part, line.number, 0, len(part), False), "author")):
            return name
        if name_like(part) and captions.names(part.title()):
            return part
    return None


def _value(line: Line, name: str) -> str | None:
    match = _labelled(name).fullmatch(line.key)
    if not match:
        return None
    value = line.text[-len(match["value"]) :] if len(match["value"]) <= len(line.text) else match["value"]
    return value.strip(" .()*|-") or None


def _group(match: re.Match[str] | None) -> str | None:
    return match["value"].strip() if match else None


def _byline(line: Line, behind: bool) -> str | None:
    """The name in a line that is nothing but the author's; above the text it must look more like one."""
    bare = line.text.rstrip(" -–—|")
    if line.text[0] in "-–•+*" or not name_like(bare):
        return None
    sure = behind or bare != line.text or "." in bare or captions.signs(line)
    return bare if sure else None


def _site(lines: Sequence[Line], title_at: int | None) -> str | None:
    """The name of the site, where it stands twice above the title."""
    for before, line in pairwise(lines[:title_at]):
        if before.key == line.key and 2 <= line.words <= 8 and not line.ended:
            return line.text
    return None
