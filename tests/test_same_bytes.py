"""The grouping does not change by one byte with what should not matter: the order of files, the number of
jobs, the hash seed, a run that was killed and repeated.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, SEEDS, THOROUGH, Run

FIRST, *REST = (f"seeds/{path.name}" for path in sorted(SEEDS.glob("*.txt"))[:6])
FIRST_CALL, SECOND_CALL = [FIRST, REST[0]], REST[1:]

DYING = """
import os, signal, sys
from vnpolicy.cli.main import main
from vnpolicy.corpus.store import Corpus

inner = getattr(Corpus, sys.argv[1])

def die(*given, **named):
    inner(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(Corpus, sys.argv[1], die)
sys.argv[:] = ["vnpolicy", *sys.argv[2:]]
main()
"""
"""Runs the command and is killed where it has just called a method of the corpus, before the commit."""


def tables(vnpolicy: Run, corpus: Path, **seed: str) -> bytes:
    done = [vnpolicy(command, "-c", corpus, **seed) for command in ("dedupe", "events")]
    assert [run.returncode for run in done] == [0, 0]
    return b"".join(run.stdout for run in done)


def ingest(vnpolicy: Run, corpus: Path, files: list[str], jobs: str = "1", **seed: str) -> None:
    done = vnpolicy("ingest", *files, "-j", jobs, "-c", corpus, cwd=ROOT, **seed)
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(scope="module")
def expected(vnpolicy: Run, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The tables after two reports, and after all."""
    corpus = tmp_path_factory.mktemp("expected") / "c.db"
    found = []
    for files in (FIRST_CALL, SECOND_CALL):
        ingest(vnpolicy, corpus, files)
        found.append(tables(vnpolicy, corpus))
    return found


@pytest.mark.parametrize(("jobs", "seed"), [("2", "4242"), *([("1", "7")] if THOROUGH else [])])
def test_neither_order_nor_jobs_nor_hash_seed_matter(
    vnpolicy: Run, tmp_path: Path, expected: list[bytes], jobs: str, seed: str
) -> None:
    corpus = tmp_path / "c.db"
    for files, wanted in zip((FIRST_CALL, SECOND_CALL), expected, strict=True):
        ingest(vnpolicy, corpus, files[::-1], jobs, PYTHONHASHSEED=seed)
        assert tables(vnpolicy, corpus, PYTHONHASHSEED=seed) == wanted


def test_themes_do_not_depend_on_threads_or_the_order_of_files(vnpolicy: Run, tmp_path: Path) -> None:
    found = []
    for n, files in enumerate(([FIRST, *REST], [*REST[::-1], FIRST])):
        ingest(vnpolicy, tmp_path / f"{n}.db", files)
        for threads in ("1", "2")[n:]:
            limits = {f"{name}_NUM_THREADS": threads for name in ("OMP", "OPENBLAS", "MKL")}
            done = vnpolicy(
                "themes", "--count", "2", "-c", tmp_path / f"{n}.db", PYTHONHASHSEED=threads, **limits
            )
            assert done.returncode == 0, done.stderr.decode()
            found.append(done.stdout)
    assert found[0].count(b"\n") == 3
    assert found == found[:1] * 3


def killed(method: str, *arguments: str | Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-c", DYING, method, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_killed_runs_that_are_repeated_leave_no_trace(
    vnpolicy: Run, tmp_path: Path, expected: list[bytes]
) -> None:
    corpus = tmp_path / "c.db"
    for files, wanted in zip((FIRST_CALL, SECOND_CALL), expected, strict=True):
        killed("_bump", "ingest", *files, "-j", "1", "-c", corpus)
        ingest(vnpolicy, corpus, files)
        for method in ("store_links", "store_groups"):
            killed(method, "dedupe", "-c", corpus)
        assert tables(vnpolicy, corpus) == wanted
