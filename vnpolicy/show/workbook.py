"""Rows as an Excel workbook: real dates and figures, headings that stay, filters, links to the reports."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnpolicy.model import Table, Value
from vnpolicy.show.cells import DATES, Lang, heading, shown, table_title, visible
from vnpolicy.show.links import linked_column, links

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# Excel specifications and limits: characters in a cell, rows and links of a worksheet, length of a link
CELL = 32_767
ROWS = 1_048_576
LINKS = 65_530
_LINK = 2_079
_WIDEST, _NARROWEST = 60, 8
_ARROW = 3
"""Room for the button of the filter beside a heading."""
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d).*)?", re.DOTALL)
_FIRST_YEAR = 1900
"""Excel knows no earlier dates."""
_MADE = datetime(2000, 1, 1)
"""The same rows give the same bytes, whenever they are written."""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as bytes, and how many cells had to be cut to what Excel takes."""

    data: bytes
    cut: int


def workbook(table: Table, lang: Lang, addresses: Mapping[str, str], folder: Path) -> Book:
    """The table as a workbook (Office Open XML) that will stand in `folder`.

    Full dates and figures are dates and figures, all else is text as it stands, never a formula. The cell
    that names a report leads there (`addresses`, see `links`). More rows than a worksheet takes go on in the
    next one.
    """
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(stream, options)
    title = table_title(table.name, lang)
    book.set_properties({"title": title, "created": _MADE})
    formats = _formats(book, lang)
    targets = links(table, addresses, folder)
    cut = 0
    for number, start in enumerate(range(0, max(len(table.rows), 1), ROWS - 1)):
        name = title if number == 0 else f"{title} {number + 1}"
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", name)[:31])
        rows = table.rows[start : start + ROWS - 1]
        cut += _fill(sheet, table, rows, targets[start : start + ROWS - 1], formats, lang)
    book.close()
    return Book(stream.getvalue(), cut)


def _formats(book: Workbook, lang: Lang) -> dict[str, Any]:
    day = "dd/mm/yyyy" if lang == "vi" else "yyyy-mm-dd"
    top = {"valign": "top"}
    return {
        "head": book.add_format({"bold": True, "valign": "vcenter", "text_wrap": True, "bottom": 1}),
        "text": book.add_format({**top, "text_wrap": True, "num_format": "@"}),
        "figure": book.add_format(top),
        "day": book.add_format({**top, "num_format": day, "align": "left"}),
        "time": book.add_format({**top, "num_format": f"{day} hh:mm", "align": "left"}),
        "link": book.add_format({**top, "text_wrap": True, "font_color": "#0563C1", "underline": 1}),
    }


def _fill(
    sheet: Worksheet,
    table: Table,
    rows: Sequence[tuple[Value, ...]],
    targets: Sequence[str | None],
    formats: Mapping[str, Any],
    lang: Lang,
) -> int:
    """Write rows into a worksheet under their headings; returns how many cells were cut."""
    heads = [heading(column, lang) for column in table.columns]
    widths = [len(head) + _ARROW for head in heads]
    for at, head in enumerate(heads):
        sheet.write_string(0, at, visible(head), formats["head"])
    leading, cut, linked = linked_column(table), 0, 0
    for number, row in enumerate(rows, 1):
        for at, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if value is None:
                continue
            if isinstance(value, (int, float)):
                sheet.write_number(number, at, value, formats["figure"])
                continue
            moment = _moment(value) if column in DATES and isinstance(value, str) else None
            whole = visible(shown(column, value, lang))
            text = cut_to(whole, CELL)
            cut += text != whole
            widths[at] = max(widths[at], *(len(line) for line in text.split("\n")))
            target = targets[number - 1] if column == leading else None
            if moment:
                timed = "T" in str(value)
                sheet.write_datetime(number, at, moment, formats["time" if timed else "day"])
            elif target and linked < LINKS and cut_to(target, _LINK) == target:
                linked += 1
                kind = "" if target.startswith(("http://", "https://")) else "external:"
                sheet.write_url(number, at, kind + target, formats["link"], text)
            else:
                sheet.write_string(number, at, text, formats["text"])
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(max(width + 1, _NARROWEST), _WIDEST))
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
    return cut


def cut_to(text: str, most: int) -> str:
    """`text` in at most so many UTF-16 units (which Excel counts), with an ellipsis where it was cut."""
    if len(text.encode("utf-16-le", "surrogatepass")) <= 2 * most:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)]
    return kept.decode("utf-16-le", "ignore") + "…"


def _moment(value: str) -> datetime | None:
    """A full date, with or without a time, as Excel counts them; None for others."""
    match = _DAY.fullmatch(value)
    if not match or int(match[1]) < _FIRST_YEAR:
        return None
    try:
        return datetime(*(int(part) for part in match.groups() if part))  # type: ignore[arg-type]
    except ValueError:
        return None
