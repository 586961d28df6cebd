"""Rows as programs read them: CSV, TSV, JSON, JSON lines; and as Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from vnpolicy.model import Value
from vnpolicy.show.cells import Lang, heading, plain, shown, visible

# What a spreadsheet would take as the beginning of a formula. Source: OWASP, CSV Injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

# CommonMark: a backslash before ASCII punctuation shows it as it is
_MARKS = re.compile(r"([\\`*_\[\]<>|~#&])")


Rows = Iterable[tuple[Value, ...]]


def delimited(columns: Sequence[str], rows: Rows, delimiter: str = ",") -> Iterator[str]:
    """Rows as CSV (RFC 4180, with line feeds) or TSV, a record at a time, heading first."""
    return _records(chain([columns], rows), plain, delimiter, "\n")


def for_excel(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    """Rows as CSV that Excel opens as it is: byte order mark, CRLF, and an apostrophe before what it would
    take as a formula.
    """
    yield "\ufeff"
    yield from _records(chain([columns], rows), _guarded, ",", "\r\n")


def _records(
    rows: Iterable[Sequence[Value]], cell: Callable[[Value], str], delimiter: str, end: str
) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=end)
    for row in rows:
        writer.writerow([cell(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _guarded(value: Value) -> str:
    text = plain(value)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, (int, float)) else text


def json_lines(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    """One JSON object a row."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for row in rows:
        yield encode(dict(zip(columns, row, strict=True))) + "\n"


def json_array(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    """One JSON array of objects, an object a line."""
    yield "["
    end = "]\n"
    for record in json_lines(columns, rows):
        yield (",\n " if end != "]\n" else "\n ") + record.rstrip("\n")
        end = "\n]\n"
    yield end


def markdown(columns: Sequence[str], rows: Rows, lang: Lang) -> Iterator[str]:
    """A table of GitHub-flavoured Markdown with headings, kinds and dates in the reader's language."""

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    yield line([heading(column, lang) for column in columns])
    yield line(["---"] * len(columns))
    for row in rows:
        cells = [shown(column, value, lang) for column, value in zip(columns, row, strict=True)]
        yield line([escaped(cell) for cell in cells])


def escaped(cell: str) -> str:
    """`cell` as text of Markdown, on one line."""
    return _MARKS.sub(r"\\\1", visible(cell)).replace("\n", "<br>").replace("\t", " ")


def written_rows(columns: Sequence[str], rows: Rows, form: str, lang: Lang) -> Iterator[str]:
    """Rows in a format for programs, as CSV for Excel (`excel`) or as Markdown, in pieces of text.

    They may be made as they are asked for.
    """
    if form == "csv":
        return delimited(columns, rows)
    if form == "excel":
        return for_excel(columns, rows)
    if form == "tsv":
        return delimited(columns, rows, "\t")
    if form == "json":
        return json_array(columns, rows)
    if form == "jsonl":
        return json_lines(columns, rows)
    return markdown(columns, rows, lang)
