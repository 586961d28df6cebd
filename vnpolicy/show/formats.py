"""Rows as programs read them: CSV, TSV, JSON, JSON lines; and as Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Literal

from vnpolicy.model import Table
from vnpolicy.show.cells import Lang, heading, plain, shown, visible

Format = Literal["table", "csv", "tsv", "json", "jsonl", "md"]

# CommonMark: a backslash before ASCII punctuation shows it as it is
_MARKS = re.compile(r"([\\`*_\[\]<>|~#&])")


def delimited(table: Table, delimiter: str = ",") -> Iterator[str]:
    """The table as CSV (RFC 4180, with line feeds) or TSV, a record at a time, heading first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    for row in (table.columns, *table.rows):
        writer.writerow([plain(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def json_lines(table: Table) -> Iterator[str]:
    """One JSON object a row."""
    for record in table.records():
        yield json.dumps(record, ensure_ascii=False) + "\n"


def json_array(table: Table) -> Iterator[str]:
    """One JSON array of objects, an object a line."""
    yield "["
    for number, record in enumerate(table.records()):
        yield (",\n " if number else "\n ") + json.dumps(record, ensure_ascii=False)
    yield "\n]\n" if table.rows else "]\n"


def markdown(table: Table, lang: Lang) -> Iterator[str]:
    """A table of GitHub-flavoured Markdown with headings, kinds and dates in the reader's language."""

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    yield line([heading(column, lang) for column in table.columns])
    yield line(["---"] * len(table.columns))
    for row in table.rows:
        cells = [shown(column, value, lang) for column, value in zip(table.columns, row, strict=True)]
        yield line([_escaped(cell) for cell in cells])


def _escaped(cell: str) -> str:
    return _MARKS.sub(r"\\\1", visible(cell)).replace("\n", "<br>").replace("\t", " ")


def written(table: Table, form: Format, lang: Lang) -> Iterator[str]:
    """The table in a format for programs or as Markdown, in pieces of text."""
    if form == "csv":
        return delimited(table)
    if form == "tsv":
        return delimited(table, "\t")
    if form == "json":
        return json_array(table)
    if form == "jsonl":
        return json_lines(table)
    return markdown(table, lang)
