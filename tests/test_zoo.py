"""The files of tests/zoo.py: each is read, or refused with a reason; none costs more time or memory than a
document may, nothing outside is touched, and what the commands print of them parses and steers nobody.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
import zoo
from running import ROOT, THOROUGH

SLOW = {
    "attribute.html",
    "attributes.html",
    "breaks.html",
    "links.html",
    "overlapping.zip",
    "paragraphs.docx",
}
"""Seconds each: only in `make test-all`."""
TEXTS = ("zoo/pattern-", "zoo/nested-", "zoo/mixed-")
SECONDS = 10
MEGABYTES = 500
SMALL = 5_000

WATCH = """
import os, sys
def watch(event, given):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "os.system"):
        told(event, given)
    elif event == "open" and isinstance(given[0], str | bytes) and isinstance(given[2], int):
        path = os.path.abspath(os.fsdecode(given[0]))
        if given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not path.startswith(allowed):
            told(event, given)
def told(event, given):
    with open(os.environ["WATCHED"], "a") as file:
        print(event, given, file=file)
    raise PermissionError(event)
allowed = (os.path.dirname(os.environ["WATCHED"]), "/dev/null", "/dev/shm", "/proc/self")
sys.dont_write_bytecode = True
sys.addaudithook(watch)
"""
"""Imported by every Python process of a run: notes and forbids network and writing outside of its folder."""

EACH = """
import json, os, resource, sys
from vnpolicy.corpus.store import Corpus
from vnpolicy.ingest import ingest
from vnpolicy.read import apart
from vnpolicy.read.limits import peak_megabytes

def seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    total = sum(of.ru_utime + of.ru_stime for of in used)
    if apart._running and os.path.exists(f"/proc/{apart._running[0].number}/stat"):
        fields = open(f"/proc/{apart._running[0].number}/stat").read().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total

with Corpus.open("c.db", create=True) as corpus:
    for name in json.load(sys.stdin):
        begun = seconds()
        rows = [(row.path, row.status, row.reason) for row in ingest(corpus, [name])]
        print(json.dumps([name, seconds() - begun, rows]), flush=True)
apart._running and apart._running[0].end()
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 << 10)
print(json.dumps(max(peak, peak_megabytes())))
"""
"""Reads files one by one into a corpus; what became of each, how long it took, the memory of all."""

Tally = Callable[[str, object], None]


class Visit:
    """A folder with the zoo, and the corpus that was made of it."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.watched = top / "watched"
        canary = top / "elsewhere" / "canary.txt"
        canary.parent.mkdir()
        canary.write_text(zoo.CANARY)
        (top / "zoo").mkdir()
        (top / "site").mkdir()
        (top / "site" / "sitecustomize.py").write_text(WATCH)
        names = []
        length = 100_000 if THOROUGH else 8_000
        for name, data in zoo.beasts(canary, length):
            if name in SLOW and not THOROUGH:
                continue
            (top / "zoo" / name).write_bytes(data)
            names.append(f"zoo/{name}")
        made = zoo.special(top / "zoo", canary)
        # a link that is named is followed; of these one leads to what none of the others may lead to
        named = [path for path in made if not path.is_dir() and path.name != "outside.txt"]
        self.names = names + [str(path.relative_to(top)) for path in named]

    def python(self, program: str, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[bytes]:
        """Run a program in the folder, watched."""
        environment = {**os.environ, "PYTHONPATH": f"{self.top / 'site'}:{ROOT}", "LC_ALL": "C.UTF-8"}
        environment |= {"WATCHED": str(self.watched), "TMPDIR": str(self.top), "OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, "-c", program, *arguments]
        return subprocess.run(
            command, input=stdin.encode(), capture_output=True, cwd=self.top, env=environment, check=False
        )


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    return Visit(tmp_path_factory.mktemp("visit"))


@pytest.fixture(scope="module")
def outcome(visit: Visit) -> tuple[list[tuple[str, float, list[list[str]]]], float]:
    """What became of each file, and the most memory in megabytes."""
    done = visit.python(EACH, stdin=json.dumps(visit.names))
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert done.stderr == b""
    *each, memory = [json.loads(line) for line in done.stdout.splitlines()]
    return each, memory


def test_each_is_refused_or_read_with_a_reason(
    visit: Visit, outcome: tuple[list[tuple[str, float, list[list[str]]]], float], record_property: Tally
) -> None:
    each, memory = outcome
    assert [name for name, *_ in each] == visit.names
    became = Counter()
    for name, _, rows in each:
        assert rows, name
        for path, status, reason in rows:
            assert path.startswith(("zoo/", "\ufffd")), path
            assert (status == "failed") == bool(reason), (path, status, reason)
            # texts take time in proportion to their length, whatever they say
            assert "takes more than" not in (reason or "") or not path.startswith(TEXTS), (path, reason)
            assert "\n" not in (reason or "") and "cannot be processed" not in (reason or ""), (path, reason)
            became[status] += 1
    slow = sorted(((round(seconds, 1), name) for name, seconds, _ in each), reverse=True)[:3]
    record_property("tally", f"{len(each)} files, {dict(became)}; slowest {slow}; {memory:.0f} MiB")
    assert slow[0][0] <= SECONDS
    assert memory <= MEGABYTES
    assert not visit.watched.exists(), visit.watched.read_text()


def test_a_folder_of_them_is_read_as_well(
    visit: Visit, outcome: tuple[list[tuple[str, float, list[list[str]]]], float]
) -> None:
    """In `make test` a folder of the small ones, and of what only a file system holds."""
    folder = "zoo" if THOROUGH else "small"
    if not THOROUGH:
        (visit.top / folder).mkdir()
        for path in (visit.top / "zoo").iterdir():
            if not path.is_symlink() and path.is_file() and path.stat().st_size < SMALL:
                (visit.top / folder / path.name).hardlink_to(path)
        list(zoo.special(visit.top / folder, visit.top / "elsewhere" / "canary.txt"))
    program = "from vnpolicy.cli.main import main; main()"
    done = visit.python(program, "ingest", folder, "-c", "c.db", "-f", "jsonl")
    assert done.returncode == 3
    rows = {row["path"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert len(rows) > 100
    assert rows[f"{folder}/outside.txt"]["reason"].startswith("a link that leads out")
    assert rows[f"{folder}/inside.txt"]["status"] in ("added", "unchanged")
    assert rows.keys().isdisjoint(f"{folder}/{name}.txt" for name in ("pipe", "zero", "socket"))
    assert not any(path.startswith((f"{folder}/up/", f"{folder}/folder-outside/")) for path in rows)
    told = done.stderr.decode()
    assert "\x1b" not in told and "\u202e" not in told and "Traceback" not in told
    assert len(told.splitlines()) == sum(row["status"] == "failed" for row in rows.values())


COMMANDS = [
    *(["list"], ["search", "hội nghị"], ["events"], ["dedupe", "--explain"], ["agenda"], ["proposals"]),
    *(["proposals", "--mentions"], ["summary"], ["speakers", "--groups"], ["citations"], ["check"]),
    *(["keywords"], ["keywords", "--by", "document"], ["themes"], ["themes", "--each", "document"]),
]
FORMATS = ["csv", "tsv", "json", "jsonl", "md", "table", "xlsx", "html"]

ALL = """
import contextlib, io, json, sys
from vnpolicy.cli.main import main
for number, (command, form) in enumerate(json.load(sys.stdin)):
    told = io.StringIO()
    where = ["-f", form, "-o", f"out/{number}.txt"] if form == "table" else ["-o", f"out/{number}.{form}"]
    with contextlib.redirect_stderr(told):
        try:
            main([*command, *where, "-c", "c.db", "-q"])
        except SystemExit as leaving:
            print(json.dumps([leaving.code, told.getvalue()]), flush=True)
"""


def test_whatever_is_printed_of_them_parses(
    visit: Visit, outcome: tuple[list[tuple[str, float, list[list[str]]]], float], record_property: Tally
) -> None:
    (visit.top / "out").mkdir()
    every = [(command, form) for command in COMMANDS for form in FORMATS]
    runs = every if THOROUGH else every[:: len(FORMATS) - 1]
    done = visit.python(ALL, stdin=json.dumps(runs))
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == len(runs)
    for number, ((command, form), (status, told)) in enumerate(zip(runs, lines, strict=True)):
        # what a workbook cannot hold is told, whoever wants it quiet
        assert status == 0 and (not told or (form == "xlsx" and _CUT.fullmatch(told))), (command, form, told)
        file = visit.top / "out" / f"{number}.{'txt' if form == 'table' else form}"
        assert parses(file, form) >= 0, (command, form)
        if form not in ("xlsx",):
            assert zoo.CANARY not in file.read_text(encoding="utf-8", errors="replace"), command
    assert not visit.watched.exists(), visit.watched.read_text()
    record_property("tally", f"{len(runs)} outputs parse")


_CUT = re.compile(r"vnpolicy: out/\d+\.xlsx: cells cut to the 32,767 characters that Excel takes: \d+\n")
_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def parses(file: Path, form: str) -> int:
    """How many records a file has; fails where it is not well formed, or steers whoever reads it."""
    if form == "xlsx":
        import openpyxl

        book = openpyxl.load_workbook(file)
        cells = [cell for sheet in book for row in sheet for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        return len(cells)
    text = file.read_bytes().decode("utf-8")
    if form in ("csv", "tsv"):
        csv.field_size_limit(1 << 30)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="," if form == "csv" else "\t"))
        assert len(set(map(len, rows))) == 1
        return len(rows)
    if form == "json":
        return len(json.loads(text))
    if form == "jsonl":
        return len([json.loads(line) for line in text.split("\n") if line])
    assert not _STEERS.search(text), _STEERS.findall(text)[:9]
    if form == "html":
        page = _Page()
        page.feed(text)
        assert page.tags.isdisjoint({"script", "iframe", "object", "img", "base", "form", "link"})
    return text.count("\n")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
