"""Exit statuses, and errors in one or two plain lines."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import ROOT, Run


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["list", "-c", "no.db"], 2, "no corpus at no.db"),
        (["list", "-c", "other.txt"], 2, "not a vnpolicy corpus"),
        (["bogus"], 2, "bogus"),
        (["list", "--bogus"], 2, "--bogus"),
        (["search"], 2, "QUERY"),
        (["ingest"], 2, "PATH"),
        (["show"], 2, "DOC"),
        (["list", "-f", "xml"], 2, "xml"),
        (["list", "--lang", "fr"], 2, "fr"),
        (["ingest", "a.txt", "--encoding", "klingon"], 2, "klingon"),
        (["list", "a.txt", "--encoding", "base64"], 2, "base64"),
        (["list", "a.txt", "--encoding", "ascii"], 3, "not ASCII text"),
        (["keywords", "--by", "week"], 2, "week"),
        (["list", "empty", "--limit", "-1"], 2, "--limit"),
        (["list", "a.txt", "-o", "out.xls"], 2, ".xlsx"),
        (["list", "a.txt", "--excel", "-f", "json"], 2, "--excel"),
        (["remove", "a.txt", "-o", "out.doc"], 2, "out.doc"),
        (["list", "a.txt", "-o", "out.csv", "-f", "json"], 2, "-f says json"),
        (["list", "a.txt", "-o", "no/such/out.csv"], 1, "no/such/out.csv"),
        (["list", "a.txt", "--since", "soon"], 2, "soon"),
        (["list", "a.txt", "--sort", "size"], 2, "size"),
        (["proposals", "a.txt", "--kind", "wish"], 2, "wish"),
        (["events", "a.txt", "--event", "Exyz"], 2, "Exyz"),
        (["list", "a.txt", "--doc", "nothing"], 2, "nothing"),
        (["show", "nothing", "-c", "no.db"], 2, "no corpus"),
        (["list", "missing.txt"], 3, "missing.txt"),
        (["ingest", "empty"], 3, "empty"),
        (["search", "a", "a.txt"], 0, ""),
        (["list", "a.txt", "--since", "2199"], 0, ""),
    ],
)
def test_errors(vnpolicy: Run, tmp_path: Path, arguments: list[str], status: int, told: str) -> None:
    (tmp_path / "a.txt").write_text(
        "Hội nghị bàn về nước sạch.\n\nSáng 3-4-2023, tại Huế, hội nghị khai mạc.\n", encoding="utf-8"
    )
    (tmp_path / "other.txt").write_text("This is no database, but it is long enough to have a header." * 40)
    (tmp_path / "empty").mkdir()
    before = sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".db")
    done = vnpolicy(*arguments, cwd=tmp_path)
    assert done.returncode == status, done.stderr.decode()
    error = done.stderr.decode()
    assert told in error
    assert len(error.splitlines()) <= 2
    assert "Traceback" not in error
    assert "\x1b" not in error
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".db") == before


def test_no_command_shows_help(vnpolicy: Run) -> None:
    done = vnpolicy()
    assert done.returncode == 2
    assert b"ingest" in done.stderr and not done.stdout


def test_debug_shows_the_traceback(vnpolicy: Run, tmp_path: Path) -> None:
    assert b"Traceback" in vnpolicy("list", "--debug", "-c", tmp_path / "no.db").stderr


def test_version(vnpolicy: Run) -> None:
    import vnpolicy as package

    assert vnpolicy("--version").stdout.decode().startswith(f"vnpolicy {package.__version__}")


def test_quiet_says_nothing_but_errors(vnpolicy: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Tin không có ngày.\n\nMột đoạn văn ngắn không nêu ngày tháng nào.\n", encoding="utf-8"
    )
    loud = vnpolicy("list", "a.txt", "--since", "2020", cwd=tmp_path)
    assert b"without a full date" in loud.stderr
    assert vnpolicy("list", "a.txt", "--since", "2020", "-q", cwd=tmp_path).stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_interrupt(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    command = [sys.executable, "-m", "vnpolicy", "list", "-"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert not pipe.exists()
    time.sleep(1.5)  # it waits for its standard input by now
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in error
