"""The same bytes by every engine, whatever is killed."""

from __future__ import annotations

import gzip
import importlib.util
import json
import lzma
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import Any

import pytest
from running import ROOT, SEEDS, Run

from vnpolicy.batch import PartTask
from vnpolicy.corpus.store import Corpus
from vnpolicy.errors import VnpolicyError
from vnpolicy.ingest import ingest
from vnpolicy.jobs import engine

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="distributed is not installed"
)
COPIES = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports many times, each with its own number: in parts, packed, as files; some broken."""
    folder = tmp_path_factory.mktemp("reports")
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))[:6]]
    rows = [
        {"id": f"{copy}-{number}", "text": f"{text}\nTài liệu số {copy * 100 + number}."}
        for copy in range(COPIES)
        for number, text in enumerate(texts)
    ]
    lines = [json.dumps(row, ensure_ascii=number % 2 == 0) for number, row in enumerate(rows)]
    # an id a second time, a row without one, what is no row
    lines[40:40] = [lines[3], json.dumps({"noi_dung": "Không có mã. " * 5}), "", "{broken", '{"id": "leer"}']
    (folder / "a.jsonl").write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress("\n".join(lines[5:9]).encode() * 2))
    (folder / "c.jsonl.xz").write_bytes(lzma.compress("\n".join(lines[11:14]).encode()))
    (folder / "d.jsonl").write_bytes("\n".join(lines[14:17]).encode("utf-16"))
    (folder / "e.txt").write_text(texts[0] + "\nMột tệp riêng.", encoding="utf-8")
    (folder / "f.jsonl.gz").write_bytes(b"no gzip")
    return folder


def export(vnpolicy: Run, corpus: Path) -> dict[str, bytes]:
    out = corpus.with_suffix(".out")
    done = vnpolicy("export", "-c", corpus, "-o", out)
    assert done.returncode == 0, done.stderr.decode()
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def arguments(corpus: Path, *more: str) -> list[str]:
    return ["ingest", ".", "-c", str(corpus), "-f", "csv", *more]


@pytest.fixture(scope="module")
def expected(
    vnpolicy: Run, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bytes, dict[str, bytes]]:
    """The rows and the export of the reference."""
    corpus = tmp_path_factory.mktemp("inprocess") / "c.db"
    done = vnpolicy(*arguments(corpus, "--engine", "inprocess"), cwd=folder)
    assert done.returncode == 3  # some rows are broken
    return done.stdout, export(vnpolicy, corpus)


@pytest.mark.parametrize(
    "chosen",
    [["--engine", "processes", "-j", "2"], pytest.param(["--engine", "dask", "-j", "2"], marks=needs_dask)],
    ids=["processes", "dask"],
)
def test_every_engine_gives_the_same_bytes(
    vnpolicy: Run, folder: Path, tmp_path: Path, expected: tuple[bytes, dict[str, bytes]], chosen: list[str]
) -> None:
    corpus = tmp_path / "c.db"
    done = vnpolicy(*arguments(corpus, *chosen), cwd=folder)
    assert (done.returncode, done.stdout) == (3, expected[0])
    assert export(vnpolicy, corpus) == expected[1]
    again = vnpolicy(*arguments(corpus, *chosen), cwd=folder).stdout.decode()
    assert ",added," not in again
    assert again.count(",unchanged,") == expected[0].decode().count(",added,")


def environment() -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("VNPOLICY_")}
    return {**clean, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}


@contextmanager
def started(*command: str, cwd: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _until(path: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if path.exists() and path.stat().st_size:
            return str(json.loads(path.read_bytes())["address"])
        time.sleep(0.05)
    raise TimeoutError(path)


@needs_dask
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_worker_that_is_killed_leaves_no_trace(
    vnpolicy: Run, folder: Path, tmp_path: Path, expected: tuple[bytes, dict[str, bytes]]
) -> None:
    told, corpus = tmp_path / "scheduler.json", tmp_path / "c.db"
    loopback = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(told)]
    with ExitStack() as stack:
        dask = ["-m", "distributed.cli.dask_scheduler", *loopback, "--port", "0"]
        stack.enter_context(started(*dask, cwd=tmp_path))
        address = _until(told)
        work = ["-m", "distributed.cli.dask_worker", address, "--host", "127.0.0.1", "--no-dashboard"]
        work += ["--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path)]
        workers = [stack.enter_context(started(*work, cwd=tmp_path)) for _ in range(2)]
        run = ["-m", "vnpolicy", *arguments(corpus, "--engine", "dask", "--scheduler", address)]
        running = stack.enter_context(started(*run, cwd=folder))
        assert running.stdout is not None
        head = running.stdout.readline() + running.stdout.readline()
        workers[0].send_signal(signal.SIGKILL)
        assert head + running.stdout.read() == expected[0]
        assert running.wait() == 3
        assert workers[1].poll() is None
    assert export(vnpolicy, corpus) == expected[1]


def test_a_cluster_that_is_not_there_is_told(vnpolicy: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Sở Y tế họp bàn.", encoding="utf-8")
    run = ["ingest", "a.txt", "-c", "c.db", "--scheduler", "tcp://127.0.0.1:1"]
    begun = time.monotonic()
    done = vnpolicy(*run, cwd=tmp_path)
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert "cannot reach the scheduler tcp://127.0.0.1:1 " in line or "vnpolicy[cluster]" in line
    assert time.monotonic() - begun < 15  # a few seconds, if the machine has nothing else to do
    done = vnpolicy(*run, "--engine", "processes", cwd=tmp_path)
    assert (done.returncode, b"add --engine dask" in done.stderr) == (2, True)


class _Page(BaseRequestHandler):
    """Answers as a server of pages does: the scheduler has one at the port next to its own."""

    def handle(self) -> None:
        self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


@needs_dask
def test_a_page_is_no_cluster(vnpolicy: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Sở Y tế họp bàn.", encoding="utf-8")
    with ThreadingTCPServer(("127.0.0.1", 0), _Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.server_address[1]}"
        done = vnpolicy("ingest", "a.txt", "-c", "c.db", "--scheduler", address, cwd=tmp_path)
        server.shutdown()
    (line,) = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert line.startswith(f"vnpolicy: what answers at {address} is no scheduler")


class Unable:
    """An engine whose workers cannot open the files, or find more in them than a batch may have."""

    def run(self, function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            yield [
                x for entry in batch for x in ([entry] if isinstance(entry, PartTask) else function([entry]))
            ]


def test_what_cannot_be_done_elsewhere_is_done_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    found = []
    for chosen in (engine("inprocess"), Unable()):
        with Corpus.memory() as corpus:
            found.append(list(ingest(corpus, ["."], engine=chosen)))
    assert found[0] == found[1]


class Elsewhere(Unable):
    """An engine whose workers have another version."""

    def run(self, function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterator[Any]:
        return (partial(function.func, made_by="another")(batch) for batch in batches)  # type: ignore[attr-defined]


def test_another_version_is_told(folder: Path) -> None:
    with Corpus.memory() as corpus, pytest.raises(VnpolicyError, match="another version"):
        list(ingest(corpus, [str(folder)], engine=Elsewhere()))
