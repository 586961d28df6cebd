"""How far a long run has come: on a terminal alone, with rate and time left; and what Ctrl-C leaves."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, Run, read_terminal

from vnpolicy.show import progress
from vnpolicy.show.progress import Working

TEXT = "Sáng 3-4-2023, tại Huế, Sở Nông nghiệp họp bàn về nước sạch cho các xã đầm phá. " * 30


def test_nothing_is_drawn_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    work = Working("en")
    assert list(work(range(3), lambda: 3)) == [0, 1, 2]
    work.stop()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("count", "total", "seconds", "line"),
    [
        (100, 400, 2.0, "100 of about 400 documents, 50 a second, 0:06 left"),
        (100, 90_100, 10.0, "100 of about 90100 documents, 10 a second, 2:30:00 left"),
        (12, 24, 12.0, "12 of about 24 documents, 1.0 a second, 0:12 left"),
        (100, None, 2.0, "100 documents, 50 a second"),
        (100, 90, 2.0, "100 documents, 50 a second"),
        (2, 90, 2.0, "2 documents, 1.0 a second"),
    ],
)
def test_line(count: int, total: int | None, seconds: float, line: str) -> None:
    assert Working("en")._line(count, total, seconds) == line


def test_a_work_of_steps_tells_the_share_that_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "is_watched", lambda wanted: True)
    clock = iter(range(0, 100, 3))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    work, told = Working("vi"), []
    monkeypatch.setattr(work, "_tell", told.append)
    assert list(work.parts([1, 29, 30], float)) == [1, 29, 30]
    work.stop()
    # after the first sixtieth nobody knows; half is done after 3 s
    assert told == ["đang xử lý, đã xong 50%, còn 0:03", "đang xử lý"]
    assert list(work.parts([1, 2], float)) == [1, 2]


def on_terminal(arguments: list[str], folder: Path, stop_after: str | None = None) -> tuple[int, str]:
    """The exit status and what standard error, a terminal, shows; Ctrl-C when `stop_after` has come up."""
    import pty

    main, side = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TERM": "xterm"}
    command = [sys.executable, "-m", "vnpolicy", *arguments]
    process = subprocess.Popen(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=side
    )
    os.close(side)
    seen = b""
    for data in read_terminal(main):
        seen += data
        if stop_after and stop_after.encode() in seen:
            process.send_signal(signal.SIGINT)
            stop_after = None
    return process.wait(), seen.decode("utf-8", "replace")


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of Unix")
def test_ctrl_c_says_what_was_done_and_leaves_the_corpus_whole(vnpolicy: Run, tmp_path: Path) -> None:
    made = [{"id": n, "text": f"{TEXT}{n}"} for n in range(300)]
    rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made)
    (tmp_path / "in.jsonl").write_text(rows, encoding="utf-8")
    status, seen = on_terminal(["ingest", "in.jsonl", "-j", "1"], tmp_path, "of about 300 documents")
    assert status == 130
    assert re.search(r"\d+ of about 300 documents, [\d.]+ a second, [\d:]+ left", seen)
    told = re.search(r"interrupted; (\d+) documents were added, the corpus is whole", seen)
    assert told and "Traceback" not in seen
    listed = vnpolicy("list", cwd=tmp_path).stdout.decode().splitlines()
    assert len(listed) - 1 == int(told[1]) > 0


STOPPED = """
import sys
import vnpolicy.analysis.listing as listing
from vnpolicy.cli.main import main
def stop(*_):
    raise KeyboardInterrupt
listing.listing = stop
main(["list", "--lang", "vi", "-c", sys.argv[1]])
"""


def test_ctrl_c_in_vietnamese(seeds_corpus: Path) -> None:
    command = [sys.executable, "-c", STOPPED, str(seeds_corpus)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (130, b"")
    assert done.stderr.decode() == "vnpolicy: đã dừng; không có gì bị thay đổi dở dang\n"
