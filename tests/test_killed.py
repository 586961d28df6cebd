"""A process killed at any point leaves a corpus that opens and is whole; the same command again, and it holds
what it would hold if nothing had been killed, byte for byte.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from running import ROOT, SEEDS, THOROUGH

from vnpolicy.analysis.export import export
from vnpolicy.corpus.store import Corpus

POINTS = 60 if THOROUGH else 6

DYING = """
import os, signal, sqlite3, sys
import vnpolicy.ingest
from vnpolicy.cli.main import main

vnpolicy.ingest.BATCH_DOCUMENTS = 3  # several transactions of few reports
left = int(sys.argv[1])
inner = sqlite3.connect

def count(statement):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def connect(*given, **named):
    connection = inner(*given, **named)
    connection.set_trace_callback(count)
    return connection

sqlite3.connect = connect
print("ready", file=sys.stderr, flush=True)
sys.argv[:] = ["vnpolicy", *sys.argv[2:]]
try:
    main()
finally:
    print("statements", -left, file=sys.stderr, flush=True)
"""
"""Runs a command and dies before the statement of SQL with the number given; 0: tells how many there were."""

NOTICE = """{title}
1{n}/03/2022 08:00 | Bản tin Thủy lợi
Trang tin điện tử của ngành thủy lợi

Sáng 1{n}-3, tại thành phố Huế, Chi cục Thủy lợi tổ chức hội nghị bàn về hồ chứa số {n}.

Bà Lê Thị Hoa đề nghị các huyện sớm lập quy trình vận hành cho hồ chứa số {n} trước mùa mưa.
"""

Command = list[str]


def files(folder: Path) -> None:
    """Reports of which some are of one event, and some have a line in common that is taken off."""
    folder.mkdir()
    for path in sorted(SEEDS.glob("*.txt"))[:7]:
        shutil.copy(path, folder)
    for n in range(4):
        title = f"Bàn cách vận hành hồ chứa số {n}"
        (folder / f"notice-{n}.txt").write_text(NOTICE.format(n=n, title=title), encoding="utf-8")


def changed(folder: Path) -> None:
    """One more report, one changed, one gone."""
    title = "Bàn cách vận hành hồ chứa số 5, kỳ họp sau"
    for name in ("notice-5.txt", "notice-1.txt"):
        (folder / name).write_text(NOTICE.format(n=5, title=f"{title} {name}"), encoding="utf-8")
    (folder / "notice-2.txt").unlink()


def run(corpus: Path, command: Command, left: int = 0, seconds: float | None = None) -> tuple[int, str]:
    """The command, killed before a statement or after some seconds; its status and what it told."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    program = [sys.executable, "-c", DYING, str(left), *command, "-c", str(corpus)]
    process = subprocess.Popen(
        program,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=corpus.parent,
        env=environment,
        text=True,
    )
    assert process.stderr is not None
    process.stderr.readline()
    if seconds is not None:
        time.sleep(seconds)
        process.kill()
    _, told = process.communicate()
    return process.returncode, told


def content(corpus: Path, folder: Path) -> dict[str, bytes]:
    with Corpus.open(corpus, read_only=True) as opened:
        return {path.name: path.read_bytes() for path in export(opened, folder)}


class Stage:
    """A command, the state of corpus and files before it, what it must lead to, how much it does."""

    def __init__(
        self, folder: Path, corpus: Path, command: Command, before: Callable[[Path], None] | None
    ) -> None:
        self.command = command
        self.folder = folder
        if before is not None:
            before(corpus.parent / "in")
        shutil.copytree(corpus.parent, folder / "before")
        begun = time.monotonic()
        status, told = run(corpus, command)
        assert status == 0, told
        self.seconds = time.monotonic() - begun
        self.statements = int(told.rpartition("statements ")[2])
        self.expected = content(corpus, folder / "expected")


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> list[Stage]:
    top = tmp_path_factory.mktemp("killed")
    corpus = top / "work" / "c.db"
    corpus.parent.mkdir()
    steps: list[tuple[Command, Callable[[Path], None] | None]] = [
        (["ingest", "in", "-j", "1"], files),
        (["dedupe"], None),
        (["ingest", "in", "-j", "1", "--prune"], changed),
        (["dedupe"], None),
        (["merge"], None),
        (["themes"], None),
    ]
    made = []
    for number, (step, before) in enumerate(steps):
        (top / str(number)).mkdir()
        command = step
        if step == ["merge"]:
            with Corpus.open(corpus, read_only=True) as opened:
                command = ["merge", *sorted({group.event for group in opened.last_groups()})[:2]]
        made.append(Stage(top / str(number), corpus, command, before))
    return made


def is_whole(corpus: Path) -> None:
    """It opens, SQLite finds it sound, and it holds no half document."""
    with Corpus.open(corpus) as opened:
        assert list(opened.problems()) == []
        for doc in opened.docs():
            assert opened.document(doc).features
    with closing(sqlite3.connect(corpus)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_killed_at_random_points(
    stages: list[Stage], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(20)
    tally = Counter[str]()
    for point in range(POINTS):
        stage = stages[point % len(stages)]
        work = tmp_path / str(point)
        corpus = work / "c.db"
        left = chance.randint(1, stage.statements)
        seconds = chance.uniform(0, stage.seconds) if point // len(stages) % 2 else None
        status, tries = 0, 0
        while status == 0 and tries < 4:  # not done before the time had come
            shutil.rmtree(work, ignore_errors=True)
            shutil.copytree(stage.folder / "before", work)
            status, told = run(corpus, stage.command, 0 if seconds else left, seconds)
            seconds, tries = seconds and seconds / 2, tries + 1
        assert status in (-signal.SIGKILL, 0), told
        if corpus.exists() and corpus.stat().st_size:
            is_whole(corpus)
        again, told = run(corpus, stage.command)
        # events that were merged before the end came cannot be merged once more
        assert again == 0 or (stage.command[0], again) == ("merge", 2), told
        assert content(corpus, work / "out") == stage.expected, stage.command
        tally["killed" if status else "done before"] += 1
        shutil.rmtree(work)
    record_property("tally", f"{POINTS} of {POINTS} recovered ({dict(tally)})")
