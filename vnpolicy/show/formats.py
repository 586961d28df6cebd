"""Rows as programs read them: CSV, TSV, JSON, JSON lines; and as Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal

from vnpolicy.model import Table, Value
from vnpolicy.show.cells import Lang, heading, plain, shown, visible

Format = Literal["table", "csv", "tsv", "json", "jsonl", "md"]

# CommonMark: a backslash before ASCII punctuation shows it as it is
_MARKS = re.compile(r"([\\`*_\[\]<>|~#&])")


Rows = Iterable[tuple[Value, ...]]


def delimited(columns: Sequence[str], rows: Rows, delimiter: str = ",") -> Iterator[str]:
    """Rows as CSV (RFC 4180, with line feeds) or TSV, a record at a time, heading first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    for row in chain([columns], rows):
        writer.writerow([plain(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def json_lines(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    """One JSON object a row."""
    for row in rows:
        yield json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n"


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


def written(table: Table, form: Format, lang: Lang) -> Iterator[str]:
    """The table in a format for programs or as Markdown, in pieces of text."""
    return written_rows(table.columns, table.rows, form, lang)


def written_rows(columns: Sequence[str], rows: Rows, form: Format, lang: Lang) -> Iterator[str]:
    """The same for rows that are made as they are asked for."""
    if form == "csv":
        return delimited(columns, rows)
    if form == "tsv":
        return delimited(columns, rows, "\t")
    if form == "json":
        return json_array(columns, rows)
    if form == "jsonl":
        return json_lines(columns, rows)
    return markdown(columns, rows, lang)
