"""Several programs at one corpus: writers wait their turn, readers read on, nobody is told that it is locked,
and no row is lost.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from running import ROOT, THOROUGH

from vnpolicy.corpus.store import Corpus

SECONDS = 60 if THOROUGH else 4
WRITERS = READERS = 4
READING = [
    *(["list", "-q"], ["search", "hồ chứa", "-q"], ["proposals"], ["dedupe"], ["events"], ["summary"]),
    *(["keywords"], ["list", "--place", "Vinh", "-q"]),
]

NOTICE = """Bàn việc sửa hồ chứa {n}
{day}/04/2022 08:00

Sáng {day}-4, tại thành phố Vinh, Chi cục Thủy lợi tổ chức hội nghị bàn về hồ chứa {n}.

Ông Phan Văn Lộc đề nghị các xã quanh hồ chứa {n} sớm báo cáo nhu cầu nước tưới.
"""


WORKER = """
import contextlib, io, json, sys, time
import vnpolicy.ingest
from vnpolicy.cli.main import main

vnpolicy.ingest.BATCH_DOCUMENTS = 1  # a transaction a report
number, seconds, commands, notice = json.loads(sys.argv[1])
errors, written, turn, until = [], [], 0, None
while until is None or time.monotonic() < until:
    turn += 1
    names = []
    if not commands:
        names = [f"{number}-{turn}-{n}.txt" for n in range(4)]
        for n, name in enumerate(names):
            with open(name, "w", encoding="utf-8") as file:
                file.write(notice.format(n=f"số {number}{turn}{n}", day=10 + turn % 18))
    command = commands[turn % len(commands)] if commands else ["ingest", *names, "-j", "1"]
    told = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(told):
        try:
            main([*command, "-c", "c.db"])
        except SystemExit as leaving:
            if leaving.code or told.getvalue():
                errors.append(f"{command}: {leaving.code} {told.getvalue()}")
            else:
                written += names
    until = until or time.monotonic() + seconds  # the first run imports the program
print(json.dumps([turn, errors, written]))
"""
"""A process that runs one command after the other for some seconds, and tells what came of them."""


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_writers_and_readers_at_once(
    tmp_path: Path, record_property: Callable[[str, object], None], journal: str
) -> None:
    corpus = tmp_path / "c.db"
    Corpus.open(corpus, create=True).close()
    with closing(sqlite3.connect(corpus)) as db:  # some file systems have no WAL
        assert db.execute(f"PRAGMA journal_mode = {journal}").fetchone() == (journal,)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}

    def start(number: int) -> subprocess.Popen[bytes]:
        commands = [] if number < WRITERS else READING[number:] + READING[:number]
        given = json.dumps([number, SECONDS if journal == "wal" else SECONDS / 2, commands, NOTICE])
        return subprocess.Popen(
            [sys.executable, "-c", WORKER, given], stdout=subprocess.PIPE, cwd=tmp_path, env=environment
        )

    processes = [start(number) for number in range(WRITERS + READERS)]
    done = [json.loads(process.communicate()[0]) for process in processes]
    errors = [error for _, found, _ in done for error in found]
    written = {name for *_, names in done for name in names}
    with Corpus.open(corpus) as opened:
        lost = written - {path for path, _ in opened.paths()}
        assert list(opened.problems()) == []
    runs = [sum(turns for turns, *_ in part) for part in (done[:WRITERS], done[WRITERS:])]
    record_property(
        "tally",
        f"{runs[0]} writing and {runs[1]} reading runs: {len(errors)} errors,"
        f" {len(lost)} of {len(written)} rows lost",
    )
    assert errors == []
    assert lost == set()
    assert written


def test_a_writer_waits_for_another(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with Corpus.open(path, create=True) as one, Corpus.open(path) as other:
        order: list[str] = []

        def second() -> None:
            with Corpus.open(path) as third:
                third.store_derived("x", 1)
                order.append("second")

        with one.changing():
            thread = threading.Thread(target=second)
            thread.start()
            time.sleep(2.5)  # longer than one wait
            assert other.docs() == []
            order.append("first")
        thread.join()
        assert order == ["first", "second"]
        assert other.last_derived("x") == 1


def test_what_can_be_computed_again_waits_for_nobody_for_good(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with Corpus.open(path, create=True) as one, Corpus.open(path) as other, one.snapshot():
        assert one.docs() == []
        other.correct("merge", ["a"], ["b"])
        one.store_derived("x", 1)  # of a state that is gone
        assert one.last_derived("x") is None
