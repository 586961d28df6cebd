"""A full disk, a quota, folders and files that may not be written or read, locale C: told plainly, and what
was stored is intact.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from running import ROOT, SEEDS, THOROUGH, Run, run_vnpolicy

from vnpolicy.analysis.export import export
from vnpolicy.cli.main import main
from vnpolicy.corpus.store import Corpus

RUNS = 20 if THOROUGH else 4
FIRST, SECOND = (sorted(SEEDS.glob("*.txt"))[part] for part in (slice(0, 3), slice(3, 9)))
PLACE = 1 << 20
BATCHES = "import sys, vnpolicy.ingest; vnpolicy.ingest.BATCH_DOCUMENTS = 1; "

Tally = Callable[[str, object], None]


def content(corpus: Path, folder: Path) -> dict[str, bytes]:
    with Corpus.open(corpus, read_only=True) as opened:
        assert list(opened.problems()) == []
        return {path.name: path.read_bytes() for path in export(opened, folder)}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, dict[str, bytes]]]:
    """The corpus of the first reports, that of all, and what each holds."""
    folder = tmp_path_factory.mktemp("expected")
    found = []
    for number, files in enumerate((FIRST, FIRST + SECOND)):
        corpus = folder / f"{number}.db"
        assert run_vnpolicy("ingest", *files, "-c", corpus, "-j", "1", cwd=ROOT).returncode == 0
        found.append((corpus, content(corpus, folder / str(number))))
    return found


def told_plainly(done: subprocess.CompletedProcess[bytes]) -> None:
    error = done.stderr.decode()
    assert done.returncode == 1, error
    assert "Traceback" not in error and "should not have happened" not in error
    assert 1 <= len(error.splitlines()) <= 2
    assert any(word in error for word in ("no space", "No space", "disk full", "File too large", "cannot")), (
        error
    )


def finish(corpus: Path, out: Path, expected: list[tuple[Path, dict[str, bytes]]]) -> None:
    """The corpus is whole and has what it had; once there is space, the same command gives what it must."""
    with Corpus.open(corpus) as opened:
        assert list(opened.problems()) == []
        assert {str(path) for path in FIRST} <= {path for path, _ in opened.paths()}
    assert run_vnpolicy("ingest", *FIRST, *SECOND, "-c", corpus, "-j", "1", cwd=ROOT).returncode == 0
    assert content(corpus, out) == expected[1][1]


@contextlib.contextmanager
def small_disk(place: Path, size: int) -> Iterator[None]:
    place.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() != 0 or libc.mount(b"tmpfs", bytes(place), b"tmpfs", 0, f"size={size}".encode()) != 0:
        pytest.skip("mounting a small disk needs the rights of root")
    try:
        yield
    finally:
        libc.umount2(bytes(place), 2)


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs")
def test_a_full_disk(
    tmp_path: Path, expected: list[tuple[Path, dict[str, bytes]]], record_property: Tally
) -> None:
    chance = random.Random(4)
    with small_disk(tmp_path / "disk", 3 * PLACE):
        for number in range(RUNS // 2):
            corpus, filler = tmp_path / "disk" / "c.db", tmp_path / "disk" / "filler"
            shutil.copy(expected[0][0], corpus)
            with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
                while file.write(bytes(4096)):
                    pass
            os.truncate(filler, filler.stat().st_size - 4096 * chance.randint(0, 60))
            program = BATCHES + "from vnpolicy.cli.main import main; main()"
            command = [sys.executable, "-c", program, "ingest", *FIRST, *SECOND, "-c", corpus, "-j", "1"]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=False)
            told_plainly(done)
            filler.unlink()
            finish(corpus, tmp_path / f"out-{number}", expected)
            for file in (tmp_path / "disk").iterdir():
                file.unlink()
    record_property("tally", f"{RUNS // 2} of {RUNS // 2} corpora intact")


def test_a_quota(
    tmp_path: Path, expected: list[tuple[Path, dict[str, bytes]]], record_property: Tally
) -> None:
    chance = random.Random(5)
    for number in range(RUNS // 2):
        corpus = Path(shutil.copy(expected[0][0], tmp_path / f"{number}.db"))
        most = corpus.stat().st_size + 4096 * chance.randint(-20, 6)
        program = (
            f"{BATCHES}import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}));"
            "from vnpolicy.cli.main import main; main()"
        )
        command = [sys.executable, "-c", program, "ingest", *FIRST, *SECOND, "-c", corpus, "-j", "1"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=False)
        told_plainly(done)
        finish(corpus, tmp_path / f"out-{number}", expected)
    record_property("tally", f"{RUNS // 2} of {RUNS // 2} corpora intact")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ["list", "summary", "ingest"])
def test_standard_output_is_full(seeds_corpus: Path, tmp_path: Path, command: str) -> None:
    corpus = shutil.copy(seeds_corpus, tmp_path / "c.db")
    paths = ["seeds"] if command == "ingest" else []
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "vnpolicy", command, *paths, "-c", corpus, "-f", "csv"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            check=False,
        )
    told_plainly(done)


def run_here(arguments: list[str | Path]) -> tuple[int, str]:
    """The status of a command run in this process, and what it told."""
    told = io.StringIO()
    with contextlib.redirect_stderr(told), contextlib.redirect_stdout(told):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            return (leaving.code if isinstance(leaving.code, int) else 99), told.getvalue()
    return 98, told.getvalue()


def as_nobody(arguments: list[str | Path]) -> tuple[int, str]:
    """The same, run by a user who owns nothing."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 97
        try:
            os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = "/nonexistent"
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            code, told = run_here(arguments)
            os.write(writing, told.encode()[:4000])
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        error = stream.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), error


@pytest.mark.skipif(not hasattr(os, "fork") or os.geteuid() != 0, reason="needs to become another user")
def test_what_may_not_be_written_or_read(
    tmp_path_factory: pytest.TempPathFactory, seeds_corpus: Path
) -> None:
    top = tmp_path_factory.mktemp("locked")
    corpus = Path(shutil.copy(seeds_corpus, top / "c.db"))
    secret, report = top / "secret.txt", top / "report.txt"
    for file in (secret, report):
        file.write_text("Tin họp về đê điều.\n\nNgày 3-4-2020, huyện họp về đê điều.\n", encoding="utf-8")
    secret.chmod(0)
    for above in [top, *list(top.parents)[:3]]:
        if above.stat().st_uid == 0 and str(above) not in ("/", "/tmp"):
            above.chmod(stat.S_IMODE(above.stat().st_mode) | 0o555)
    corpus.chmod(0o444)
    before = corpus.read_bytes()
    with Corpus.open(corpus, read_only=True) as opened:
        doc = opened.docs()[0]
    # the other user may not read where Python is: what these commands import is imported before
    other = tmp_path_factory.mktemp("open")
    for command in (["ingest", report], ["events"], ["check"], ["export", "-o", other / "out"]):
        assert run_here([*command, "-c", other / "c.db"])[0] == 0
    assert run_here(["backup", other / "copy.db", "-c", other / "c.db"])[0] == 0
    for arguments, status, told in (
        (["ingest", report, "-c", corpus], 1, "c.db"),
        (["remove", doc, "-c", corpus], 1, "c.db"),
        (["events", "-c", corpus, "-o", top / "x.csv"], 1, "Permission denied"),
        (["ingest", report, "-c", top / "new.db"], 1, "cannot open the corpus"),
        (["backup", top / "copy.db", "-c", corpus], 1, "Permission denied"),
        (["export", "-c", corpus, "-o", top / "out"], 1, "Permission denied"),
        (["list", secret], 3, "no permission to read it"),
        (["check", "-c", corpus], 0, "no problem found"),
        (["events", "-c", corpus, "-f", "csv"], 0, ""),
    ):
        code, error = as_nobody(arguments)
        assert (code, told in error) == (status, True), (arguments, code, error)
        assert "Traceback" not in error
        assert "should not" not in error
    assert corpus.read_bytes() == before


def test_neither_the_locale_nor_the_times_of_files_matter(vnpolicy: Run, tmp_path: Path) -> None:
    found = []
    for number, (locale, time) in enumerate((("C.UTF-8", 10**9), ("C", 0), ("C", 2**32))):
        folder = tmp_path / str(number)
        (folder / "in").mkdir(parents=True)
        file = folder / "in" / "Hội nghị đê điều.txt"
        shutil.copy(FIRST[0], file)
        os.utime(file, (time, time))
        plain = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        done = vnpolicy("ingest", "in", "-c", "c.db", cwd=folder, **plain)
        assert done.returncode == 0, done.stderr
        assert "in/Hội nghị đê điều.txt" in done.stdout.decode()
        assert vnpolicy("events", "-c", "c.db", cwd=folder, **plain).returncode == 0
        found.append(content(folder / "c.db", folder / "out"))
    assert found[0] == found[1] == found[2]
