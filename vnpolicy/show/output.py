"""Where rows go: standard output, or a file written whole or not at all; and messages to standard error."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from vnpolicy.errors import UsageError, VnpolicyError
from vnpolicy.model import Table
from vnpolicy.show.cells import Lang, visible
from vnpolicy.show.formats import written_rows

if TYPE_CHECKING:
    from rich.console import RenderableType

ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "md",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
}
"""What the ending of a file says of its format; workbooks and pages are written to files alone."""


_PROGRAM = "vnpolicy: "
"""What messages begin with that are not the answer to a question."""

_AT_ONCE = 500  # pieces of text that are written together


@dataclass(frozen=True, slots=True)
class Output:
    """Where and how to write.

    `format` None: by the ending of `file`; without a file a table on a terminal, CSV in a pipe. `excel`: CSV
    as Excel opens it.
    """

    format: str | None = None
    file: Path | None = None
    lang: Lang = "en"
    no_color: bool = False
    excel: bool = False

    def chosen(self) -> str:
        """The format to write: `table`, one of `ENDINGS`, `text` or `excel`.

        Raises UsageError where the options and the ending of `file` do not give one.
        """
        if self.excel and self.format not in (None, "csv"):
            raise UsageError(f"--excel writes CSV, but -f says {self.format}: leave one of the two out")
        form = self._form()
        if self.excel and self.file and form != "csv":
            raise UsageError(f"--excel writes CSV: give {self.file} the ending .csv, or leave --excel out")
        return "excel" if self.excel else form

    def _form(self) -> str:
        if self.file is None or str(self.file) == "-":
            return self.format or ("table" if sys.stdout.isatty() else "csv")
        ending = self.file.suffix.lower()
        by_ending = ENDINGS.get(ending)
        if by_ending is None and self.format is None:
            known = " ".join(ENDINGS)
            raise UsageError(
                f"cannot tell a format from the ending of {self.file}: use one of {known}, or -f FORMAT"
            )
        if by_ending and self.format and by_ending != self.format:
            raise UsageError(
                f"{self.file} ends in {ending}, but -f says {self.format}: leave one of the two out"
            )
        return self.format or by_ending or "csv"


def write_table(
    table: Table,
    output: Output,
    screen: Callable[[int], RenderableType] | None = None,
    addresses: Callable[[], Mapping[str, str]] = dict,
) -> None:
    """Write rows as `output` says.

    `screen` draws them for a terminal of so many cells, where a plain table does not do. `addresses`
    tells where the documents are, for the links in files that people open.
    """
    form = output.chosen()
    if form == "xlsx" and output.file:
        _write_workbook(table, output, output.file, addresses())
    elif form == "html" and output.file:
        from vnpolicy.show.webpage import webpage

        write_text(webpage(table, output.lang, addresses(), output.file.absolute().parent), output)
    elif form != "table":
        write_text(written_rows(table.columns, table.rows, form, output.lang), output)
    elif screen is not None:
        write_screen(screen, output)
    else:
        from vnpolicy.show.terminal import tabular, unwrapped

        if output.file is None and sys.stdout.isatty():
            write_screen(lambda width: tabular(table, output.lang, width), output)
        else:
            write_text([unwrapped(table, output.lang)], output)


def _write_workbook(table: Table, output: Output, file: Path, addresses: Mapping[str, str]) -> None:
    from vnpolicy.show.workbook import CELL, workbook

    book = workbook(table, output.lang, addresses, file.absolute().parent)
    write_bytes(book.data, file)
    if book.cut:
        say(
            f"vnpolicy: {file}: cells cut to the {CELL:,} characters that Excel takes: {book.cut}",
            output.lang,
        )


def write_text(pieces: Iterable[str], output: Output) -> None:
    """Write text as it is; what could steer a terminal is written out where one reads it."""
    with opened(output) as stream:
        if stream.isatty():
            stream.writelines(visible(piece) for piece in pieces)
            return
        # many rows in one piece, for each may cost a call of the system
        rest = iter(pieces)
        while batch := list(islice(rest, _AT_ONCE)):
            stream.write("".join(batch))


def write_bytes(data: bytes, file: Path) -> None:
    """Write a file whole or not at all. Raises VnpolicyError."""
    with opened(Output(file=file)) as stream:
        stream.flush()
        stream.buffer.write(data)


def write_screen(screen: Callable[[int], RenderableType], output: Output) -> None:
    """Draw for a terminal, at its width; for a pipe or file without wrapping and colour."""
    from vnpolicy.show.terminal import console

    with opened(output) as stream:
        if stream.isatty():
            target = console(stream, output.no_color)
            target.print(screen(target.width))
            return
        # wide enough that nothing is wrapped; the padding this makes is taken off again
        wide = console(stream, True, width=100_000)
        with wide.capture() as captured:
            wide.print(screen(wide.width))
        for line in captured.get().splitlines():
            stream.write(line.rstrip() + "\n")


@contextmanager
def opened(output: Output) -> Iterator[TextIO]:
    """The stream to write to; a file appears under its name when all is written. Raises VnpolicyError."""
    if output.file is None or str(output.file) == "-":
        yield sys.stdout
        return
    target = Path(os.path.realpath(output.file))
    try:
        if target.exists() and not target.is_file():
            if target.is_dir():
                raise UsageError(f"{output.file} is a folder: name a file to write")
            # a pipe or device cannot be replaced, only written to
            with target.open("w", encoding="utf-8", newline="") as stream:
                yield stream
            return
        with _replacing(target) as stream:
            yield stream
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise VnpolicyError(f"cannot write {output.file}: {error.strerror or error}") from error


@contextmanager
def _replacing(target: Path) -> Iterator[TextIO]:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def say(message: str, lang: Lang = "en") -> None:
    """One plain line on standard error, in the reader's language; `message` is in English."""
    from vnpolicy.show.messages import translated

    told = message.removeprefix(_PROGRAM)
    print(visible(message[: len(message) - len(told)] + translated(told, lang)), file=sys.stderr)
