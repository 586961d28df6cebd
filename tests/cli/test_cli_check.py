"""check and backup as users run them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from running import Run


def test_check_finds_nothing_in_a_sound_corpus(vnpolicy: Run, seeds_corpus: Path) -> None:
    done = vnpolicy("check", "-c", seeds_corpus, "-f", "csv")
    assert (done.returncode, done.stdout) == (0, b"what,doc,problem\n")
    assert b"16 documents, no problem found" in done.stderr
    assert vnpolicy("check", "-c", seeds_corpus, "-q").stderr == b""


def test_check_tells_a_row_a_problem(vnpolicy: Run, seeds_corpus: Path, tmp_path: Path) -> None:
    path = shutil.copy(seeds_corpus, tmp_path / "c.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        (doc,) = db.execute("SELECT min(doc) FROM texts").fetchone()
        db.execute("UPDATE texts SET raw = 'x' || raw WHERE doc = ?", (doc,))
    done = vnpolicy("check", "-c", path, "-f", "json")
    assert done.returncode == 1
    rows = json.loads(done.stdout)
    assert {"text"} < {row["what"] for row in rows}
    assert {row["doc"] for row in rows} <= {doc, None}


def test_backup(vnpolicy: Run, seeds_corpus: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert vnpolicy("backup", copy, "-c", seeds_corpus).returncode == 0
    rows = [vnpolicy("list", "-c", corpus).stdout for corpus in (seeds_corpus, copy)]
    assert rows[0] == rows[1] != b""
    again = vnpolicy("backup", copy, "-c", seeds_corpus)
    assert again.returncode == 2
    assert b"--force" in again.stderr
    assert vnpolicy("backup", copy, "-c", seeds_corpus, "--force", "-q").stderr == b""
    assert vnpolicy("backup", copy, "-c", copy, "--force").returncode == 2
    assert vnpolicy("backup", tmp_path / "x", "-c", tmp_path / "no.db").returncode == 2
