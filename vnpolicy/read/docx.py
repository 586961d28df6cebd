"""Word documents (Office Open XML, ECMA-376) to text: paragraphs, lists with their marks, tables by rows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from vnpolicy.errors import Refused
from vnpolicy.read.source import Reading
from vnpolicy.text.unicode import normalize

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What a drawing says is there twice, the second time for old programs."""
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_LEFT_OUT = frozenset({_CHOICES, f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr"})
_BULLETS = frozenset({"bullet", "none"})
_DEEPEST = 200
_FREE = 1_000_000


def docx_text(data: bytes, reading: Reading) -> tuple[str, dict[str, str]]:
    """The text of a Word document, a paragraph or row of a table a line, and the title by its style.

    Deleted passages, headers, footers and notes are left out. Raises `Refused` for what is broken, no Word
    document, out of proportion, or without text.
    """
    _check(data, reading)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        numbers = _Numbers(document)
        lines = list(_lines(document.element.body, numbers, 0))
        title = _title(document)
    except Refused:
        raise
    except Exception as error:  # the parsers raise whatever they meet
        raise Refused(f"broken Word document ({type(error).__name__})") from None
    text = normalize("\n".join(lines)).strip()
    if not text:
        raise Refused("no text in this Word document")
    return text, {"title": title} if title else {}


def _check(data: bytes, reading: Reading) -> None:
    """Raises `Refused` for an archive that is broken or holds more XML than any text needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except Exception:  # a broken list of members raises this and that, NotImplementedError for its version
        raise Refused("broken Word document or zip") from None
    if sum(member.file_size for member in members) > reading.most:
        raise Refused(reading.too_large(" unpacked"))
    for member in members:
        if member.file_size > max(_FREE, reading.ratio * member.compress_size):
            raise Refused(reading.out_of_proportion())


def _lines(parent: Any, numbers: _Numbers, depth: int) -> Iterator[str]:
    """The paragraphs and rows below `parent`, in order."""
    if depth > _DEEPEST:
        raise Refused("nested too deeply")
    for element in parent:
        if element.tag == f"{_W}p":
            mark = numbers.mark(element)
            text = "".join(_pieces(element, 0)).strip()
            if text:
                yield mark + text
            elif mark:
                numbers.back(element)
        elif element.tag == f"{_W}tbl":
            yield from _rows(element, numbers, depth)
        elif element.tag not in _LEFT_OUT:
            yield from _lines(element, numbers, depth + 1)


def _rows(table: Any, numbers: _Numbers, depth: int) -> Iterator[str]:
    """The rows of a table, cells between bars; a table of one column is laid-out text."""
    for row in table.iter(f"{_W}tr"):
        if _owner(row) is not table:
            continue
        cells = [list(_lines(cell, numbers, depth + 1)) for cell in row.iterchildren(f"{_W}tc")]
        if len(cells) == 1:
            yield from cells[0]
        elif any(cells):
            yield " | ".join(" ".join(" ".join(cell).split()) for cell in cells)


def _owner(row: Any) -> Any:
    """The table that a row belongs to; a cell may hold another table."""
    return next(row.iterancestors(f"{_W}tbl"), None)


def _pieces(element: Any, depth: int) -> Iterator[str]:
    """The text of a paragraph, through links, insertions, fields and drawings."""
    if depth > _DEEPEST:
        raise Refused("nested too deeply")
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag == f"{_W}p":  # of a text box
            yield "\n"
            yield from _pieces(child, depth + 1)
        elif child.tag not in _LEFT_OUT:
            yield from _pieces(child, depth + 1)


def _title(document: Any) -> str | None:
    """The first paragraphs in the style Title."""
    for paragraph in document.paragraphs[:50]:
        style = paragraph.style
        if style is not None and style.style_id == "Title" and paragraph.text.strip():
            return " ".join(normalize(paragraph.text).split())
    return None


class _Numbers:
    """The marks that Word shows before the paragraphs of lists, which no paragraph's text holds."""

    def __init__(self, document: Any) -> None:
        self._forms: dict[tuple[str, str], str] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._styles = {
            style.style_id: pair for style in document.styles if (pair := _list_of(style.element)) is not None
        }
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract = {
            item.get(f"{_W}abstractNumId"): item for item in numbering.iterchildren(f"{_W}abstractNum")
        }
        for item in numbering.iterchildren(f"{_W}num"):
            link = item.find(f"{_W}abstractNumId")
            made = abstract.get(link.get(f"{_W}val")) if link is not None else None
            for level in made.iterchildren(f"{_W}lvl") if made is not None else ():
                form = level.find(f"{_W}numFmt")
                pair = (item.get(f"{_W}numId") or "", level.get(f"{_W}ilvl") or "0")
                self._forms[pair] = form.get(f"{_W}val") if form is not None else "decimal"

    def mark(self, paragraph: Any) -> str:
        """The mark of a paragraph: `- ` in a list with bullets, its number in one with numbers."""
        pair = self._pair(paragraph)
        form = self._forms.get(pair) if pair else None
        if pair is None or form is None:
            return ""
        if form in _BULLETS:
            return "- "
        number, level = pair
        self._counts[pair] = self._counts.get(pair, 0) + 1
        for other in [p for p in self._counts if p[0] == number and p[1] > level]:
            del self._counts[other]
        return f"{_counted(self._counts[pair], form)}. "

    def back(self, paragraph: Any) -> None:
        """A paragraph without text does not count."""
        pair = self._pair(paragraph)
        if pair in self._counts:
            self._counts[pair] -= 1

    def _pair(self, paragraph: Any) -> tuple[str, str] | None:
        pair = _list_of(paragraph)
        if pair is not None:
            return pair
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self._styles.get(style.get(f"{_W}val")) if style is not None else None


def _list_of(element: Any) -> tuple[str, str] | None:
    """The number and level of the list that a paragraph or style belongs to."""
    found = element.find(f"{_W}pPr/{_W}numPr")
    if found is None:
        return None
    number, level = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
    if number is None:
        return None
    return number.get(f"{_W}val") or "", (level.get(f"{_W}val") if level is not None else "0") or "0"


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _counted(count: int, form: str) -> str:
    if form.endswith("Letter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman"):
        rest, out = count, ""
        for value, sign in _ROMAN:
            out += sign * (rest // value)
            rest %= value
        return out if form.startswith("upper") else out.lower()
    return str(count)
