"""Rows as a table in a terminal: the columns that people look at, wrapped between syllables."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import IO, TYPE_CHECKING

from vnpolicy.model import Table, Value
from vnpolicy.show.cells import FIGURES, Lang, heading, shown, visible
from vnpolicy.show.months import counted, sparklines

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

# What a table shows on a screen, in order. Programs get every column.
SCREEN: dict[str, tuple[str, ...]] = {
    "agenda": ("event", "kind", "number", "text", "speaker", "reports"),
    "citations": ("number", "type", "issuer", "date", "count", "doc", "path"),
    "dedupe": ("event", "kind", "probability", "published", "source", "title", "path"),
    "events": ("event", "date", "name", "place", "organizers", "chairs", "reports", "sources", "theme"),
    "explained dedupe": ("event", "kind", "title", "other", "other_probability", "why", "agree", "conflict"),
    "ingest": ("path", "status", "title", "reason"),
    "keywords": ("group", "keyword", "score", "count", "documents", "path"),
    "list": ("doc", "published", "title", "event_date", "place", "source", "words", "event", "path"),
    "proposals": ("event", "kind", "speaker", "text", "addressee", "reports"),
    "search": ("doc", "published", "title", "snippet", "path"),
    "speakers": ("speaker", "role", "events", "proposals", "first", "last"),
    "summary": ("event", "section", "kind", "speaker", "text", "reports"),
    "document themes": ("doc", "theme", "weight", "title", "path"),
    "themes": ("theme", "label", "keywords", "documents", "share", "months", "example"),
}
# Scores that are drawn as bars too, where there is room.
_BARS = {"keywords": "score", "themes": "share", "document themes": "weight"}
_BAR = 10
# What goes first where the screen is narrow.
_DROP = (
    *(
        "path",
        "words",
        "probability",
        "example",
        "theme",
        "organizers",
        "addressee",
        "sources",
        "chairs",
        "months",
    ),
    *("share", "event_date", "place", "number", "count", "role", "province", "end_date", "score", "source"),
    *("type", "issuer"),
)
# Never broken: ids, dates, figures, kinds.
_WHOLE = frozenset(
    {
        "doc",
        "event",
        "other",
        "why",
        "kind",
        "status",
        "section",
        "reports",
        "count",
        "documents",
        "words",
        "score",
        "share",
    }
    | {
        "probability",
        "other_probability",
        "weight",
        "date",
        "end_date",
        "event_date",
        "published",
        "first",
        "last",
        "events",
        "number",
        "start",
        "end",
        "path",
        "months",
    }
)
# What a row is read for.
_READ = frozenset(
    {"text", "item", "title", "name", "snippet", "keyword", "keywords", "agree", "conflict", "problem"}
)
_ANY_HEIGHT = 25
_TOGETHER = ("event", "group")
"""First columns whose rows come together under one value."""
_GAP = 2
_LEAST = 8
_LONGEST = 24
_WISHED = 14
_NARROW = 9
"""A text in a column of fewer cells, or twice as many where it is what one reads, is no pleasure to read."""

_WORD = re.compile(r"\s+|\S+")
_PART = re.compile(r"[^/\\_#?&=.-]+[/\\_#?&=.-]*|[/\\_#?&=.-]+")


def console(stream: IO[str], no_color: bool, width: int | None = None) -> Console:
    """A rich console that takes nothing in a text as markup."""
    from rich.console import Console

    plain = no_color or bool(os.environ.get("NO_COLOR"))
    columns = os.environ.get("COLUMNS", "")
    if width is None and columns.isdecimal():
        width = int(columns) or None
    return Console(
        file=stream,
        highlight=False,
        markup=False,
        emoji=False,
        color_system=None if plain else "auto",
        width=width,
        # without a height too, rich takes a dumb terminal to have 80 columns whatever it is told
        height=None if width is None else _ANY_HEIGHT,
    )


def grid(table: Table, lang: Lang) -> tuple[list[str], list[list[str]]]:
    """The columns to be looked at and the cells in them, as people read them; empty columns are left out."""
    wanted = SCREEN.get(table.name, table.columns)
    at = {column: i for i, column in enumerate(table.columns)}
    columns = [c for c in wanted if c in at]
    rows = [[visible(_looked_at(c, row, at, lang)) for c in columns] for row in table.rows]
    kept = [i for i in range(len(columns)) if not rows or any(row[i] for row in rows)] or [0]
    return [columns[i] for i in kept], [[row[i] for i in kept] for row in rows]


def _looked_at(column: str, row: Sequence[Value], at: Mapping[str, int], lang: Lang) -> str:
    value = row[at[column]]
    if column == "title" and value is None and "path" in at:
        # a document without a title is known by its file
        return f"[{PurePath(str(row[at['path']])).name}]"
    if column == "published" and isinstance(value, str):
        value = value.split("T", 1)[0]
    return shown(column, value, lang)


def lay_out(
    columns: Sequence[str], rows: Sequence[Sequence[str]], lang: Lang, width: int, size: Callable[[str], int]
) -> dict[str, int] | None:
    """How wide each column is on a screen of `width` cells; columns that do not fit are not among the keys.

    None where not even the columns that matter fit side by side. `size` tells how many cells a text takes.
    What a row is read for (`_READ`) has twice the room of what stands beside it.
    """
    least, natural = _sizes(columns, rows, lang, size)
    share = {column: 2 if column in _READ else 1 for column in columns}
    left = list(columns)
    if any(column not in _WHOLE for column in columns):
        for gone in (None, *_DROP):
            # the first column tells what a row is about
            if gone in left[1:]:
                left.remove(gone)
            wish = sum(max(least[c], min(natural[c], _WISHED * share[c])) for c in left)
            if wish <= width - _GAP * (len(left) - 1) and any(c not in _WHOLE for c in left):
                break
    room = width - _GAP * (len(left) - 1)
    if sum(least[column] for column in left) > room:
        return None
    cap = max(natural[column] for column in left)
    while sum(max(least[c], min(natural[c], cap * share[c])) for c in left) > room:
        cap -= 1
    given = {column: max(least[column], min(natural[column], cap * share[column])) for column in left}
    if any(given[c] < min(natural[c], _NARROW * share[c]) for c in left if c not in _WHOLE):
        return None
    return given


def _sizes(
    columns: Sequence[str], rows: Sequence[Sequence[str]], lang: Lang, size: Callable[[str], int]
) -> tuple[dict[str, int], dict[str, int]]:
    """For each column the cells that it cannot do without, and those in which nothing is wrapped."""
    least: dict[str, int] = {}
    natural: dict[str, int] = {}
    for i, column in enumerate(columns):
        texts = [heading(column, lang), *(row[i] for row in rows)]
        natural[column] = max(size(line) for text in texts for line in text.split("\n"))
        if column in _WHOLE:
            least[column] = natural[column] = max(size(text) for text in texts)
            continue
        longest = max((size(word) for text in texts for word in text.split()), default=1)
        least[column] = min(natural[column], max(min(longest, _LONGEST), _LEAST))
    return least, natural


def tabular(table: Table, lang: Lang, width: int) -> RenderableType:
    """The table for a screen of `width` cells; on a very narrow one a block of lines a row."""
    from rich.cells import cell_len
    from rich.table import Table as Grid
    from rich.text import Text

    columns, rows = grid(_sparkling(table), lang)
    bars = _bars(table, columns)
    widths = lay_out(columns, rows, lang, width, cell_len)
    if bars and widths:
        # a bar takes the place of no column, and wraps none that was whole
        beside = lay_out(columns, rows, lang, width - _BAR - _GAP, cell_len) or {}
        as_before = beside.keys() == widths.keys() and all(
            cell_len(cell) <= beside[c] or cell_len(cell) > widths[c]
            for row in rows
            for c, cell in zip(columns, row, strict=True)
            if c in widths
        )
        bars, widths = (bars, beside) if as_before else ([], widths)
    if widths is None:
        return _blocks(columns, rows, lang, width)
    out = Grid(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, collapse_padding=True, show_edge=False)
    for column in columns:
        if column in widths:
            right = column in FIGURES
            title = Text(heading(column, lang), style="bold")
            out.add_column(title, width=widths[column], justify="right" if right else "left", overflow="fold")
            if bars and column == _BARS[table.name]:
                out.add_column("", width=_BAR)
    before, tall = "", False
    for number, row in enumerate(rows):
        cells = {
            c: folded(cell, widths[c], cell_len) for c, cell in zip(columns, row, strict=True) if c in widths
        }
        # an empty line above and below what takes several
        was, tall = tall, any(cell_len(cell) > widths[c] or "\n" in cell for c, cell in cells.items())
        if number and (was or tall):
            out.add_row()
        if columns[0] in _TOGETHER:
            # the rows of one event stand together: its id once is enough
            first = columns[0]
            before, cells[first] = cells[first], "" if cells[first] == before else cells[first]
        drawn: list[RenderableType] = []
        for column, cell in cells.items():
            drawn.append(Text(cell))
            if bars and column == _BARS[table.name]:
                drawn.append(bars[number])
        out.add_row(*drawn)
    return out


def folded(text: str, width: int, size: Callable[[str], int]) -> str:
    """`text` with words of more than `width` cells (paths, addresses) broken between their parts."""
    lines = []
    for word in _WORD.findall(text):
        line = ""
        for part in _PART.findall(word) if size(word) > width else [word]:
            if line and size(line + part) > width:
                lines.append(line + "\n")
                line = ""
            line += part
        lines.append(line)
    return "".join(lines)


def _sparkling(table: Table) -> Table:
    """The table with months drawn as a line of blocks."""
    if "months" not in table.columns:
        return table
    at = table.columns.index("months")
    lines = sparklines([counted(row[at]) for row in table.rows])
    rows = [(*row[:at], line, *row[at + 1 :]) for row, line in zip(table.rows, lines, strict=True)]
    return Table(table.name, table.columns, rows)


def _bars(table: Table, columns: Sequence[str]) -> list[RenderableType]:
    """A bar a row for its score, the largest as long as there is room; none where the table has no score."""
    from rich.bar import Bar

    column = _BARS.get(table.name)
    if column is None or column not in columns:
        return []
    at = table.columns.index(column)
    values = [float(v) if isinstance(v := row[at], (int, float)) else 0.0 for row in table.rows]
    top = max([*values, 1e-9])
    return [Bar(top, 0, max(value, 0), width=_BAR) for value in values]


def _blocks(columns: Sequence[str], rows: Sequence[Sequence[str]], lang: Lang, width: int) -> RenderableType:
    from rich.cells import cell_len
    from rich.text import Text

    out = Text()
    for number, row in enumerate(rows):
        out.append("\n" if number else "")
        # the blocks of one event stand together: its id once is enough
        same = number > 0 and columns[0] in _TOGETHER and row[0] == rows[number - 1][0]
        for column, cell in list(zip(columns, row, strict=True))[same:]:
            if cell:
                out.append(heading(column, lang) + ": ", style="bold")
                out.append(folded(cell, width, cell_len) + "\n")
    out.rstrip()
    return out


def unwrapped(table: Table, lang: Lang) -> str:
    """The table for a pipe: a line a row, columns aligned, nothing wrapped, cut or coloured."""
    from rich.cells import cell_len

    columns, rows = grid(table, lang)
    lines = [[heading(column, lang) for column in columns]]
    lines += [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(cell_len(line[i]) for line in lines) for i in range(len(columns))]

    def padded(cell: str, width: int, right: bool) -> str:
        room = " " * (width - cell_len(cell))
        return room + cell if right else cell + room

    figures = [column in FIGURES for column in columns]
    return "".join((" " * _GAP).join(map(padded, line, widths, figures)).rstrip() + "\n" for line in lines)
