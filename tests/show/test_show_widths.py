"""The tables of the sample reports at the widths of real terminals: whole syllables, dates and figures."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from running import ROOT, read_terminal

from vnpolicy import Corpus
from vnpolicy.model import Table
from vnpolicy.show.cells import Lang, heading
from vnpolicy.show.terminal import SCREEN, console, folded, grid, lay_out, tabular

WIDTHS = (60, 100, 200)


@pytest.fixture(scope="module")
def tables(seeds_corpus: Path) -> list[Table]:
    with Corpus(seeds_corpus, read_only=True) as corpus:
        return [
            *(corpus.list(), corpus.search("số"), corpus.keywords(), corpus.keywords("document", 3)),
            *(corpus.themes(), corpus.document_themes(), corpus.dedupe(), corpus.dedupe(explain=True)),
            *(corpus.events(), corpus.agenda(), corpus.proposals(), corpus.proposals(mentions=True)),
            *(corpus.speakers(), corpus.citations(), corpus.compare(str(corpus.events().rows[2][0]))),
        ]


def drawn(table: Table, lang: Lang, width: int) -> list[str]:
    stream = io.StringIO()
    console(stream, True, width).print(tabular(table, lang, width))
    return stream.getvalue().splitlines()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_nothing_is_cut(tables: list[Table], lang: Lang, width: int) -> None:
    for table in tables:
        lines = drawn(table, lang, width)
        assert max(map(cell_len, lines)) <= width
        columns, rows = grid(table, lang)
        widths = lay_out(columns, rows, lang, width, cell_len) or dict.fromkeys(columns, width)
        words = {word for line in lines for word in line.split()}
        for column, room in widths.items():
            assert set(heading(column, lang).split()) <= {word.rstrip(":") for word in words}, table.name
            if column == "months":
                continue
            cells = " ".join(row[columns.index(column)] for row in rows).split()
            assert {word for word in cells if len(word) <= room} <= words, (table.name, column)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_read_has_room(tables: list[Table], width: int) -> None:
    for table in tables:
        columns, rows = grid(table, "en")
        widths = lay_out(columns, rows, "en", width, cell_len)
        for column, given in (widths or {}).items():
            longest = max(cell_len(row[columns.index(column)]) for row in rows)
            assert given >= min(longest, 9), (table.name, column)
            if column in ("text", "title", "name", "snippet", "keyword"):
                assert given >= min(longest, 18), (table.name, column)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_order_is_that_of_the_list(tables: list[Table], width: int) -> None:
    for table in tables:
        columns, rows = grid(table, "en")
        shown = list(lay_out(columns, rows, "en", width, cell_len) or columns)
        wanted = SCREEN.get(table.name, table.columns)
        assert shown == [column for column in wanted if column in shown], table.name
        assert shown[0] == wanted[0]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("tin/2021/hoi-nghi-tong-ket.txt", 12, ["tin/2021/", "hoi-nghi-", "tong-ket.txt"]),
        ("xem https://a.vn/mot-tin?id=7 nhé", 14, ["xem https://a.vn/", "mot-tin?id=7 nhé"]),
        ("một câu ngắn", 20, ["một câu ngắn"]),
        ("nghiêngnghiêng", 5, ["nghiêngnghiêng"]),
    ],
)
def test_paths_are_broken_between_their_parts(text: str, width: int, lines: list[str]) -> None:
    assert folded(text, width, cell_len).split("\n") == lines


def test_what_was_taken_out_is_named_by_its_path() -> None:
    table = Table("remove", ("doc", "path"), [("1a2b3c4d5e", "tin/" + "bai-viet-" * 9 + "1.txt")])
    for width in WIDTHS:
        assert "bai-viet-" in "".join(drawn(table, "en", width))


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of Unix")
@pytest.mark.parametrize("width", WIDTHS)
def test_the_width_is_that_of_the_terminal(seeds_corpus: Path, width: int) -> None:
    lines = list(on_terminal(width, "proposals", "-c", str(seeds_corpus)))
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    assert width - 25 < max(map(cell_len, plain)) <= width
    assert any("\x1b[1m" in line for line in lines)


def on_terminal(width: int, *arguments: str) -> Iterator[str]:
    """The lines that a command writes to a terminal of so many cells."""
    import fcntl
    import pty
    import struct
    import termios

    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    env = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")}
    env |= {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "vnpolicy", *arguments]
    process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=side, stderr=side)
    os.close(side)
    seen = b"".join(read_terminal(main))
    assert process.wait() == 0
    yield from seen.decode().replace("\r\n", "\n").splitlines()
