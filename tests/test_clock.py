"""A clock that is wrong, and jumps back between two runs: the same bytes, and a corpus that is whole. The
program reads no time of day, nor the times of files; libraries do, where they are not told otherwise.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, SEEDS

from vnpolicy.analysis.export import export
from vnpolicy.corpus.store import Corpus

SHIFTED = """
import datetime, json, sys, time

year = sys.argv[1]
if year != "now":
    begun, real = time.time(), time.time
    at = datetime.datetime(int(year), 1, 1, 0, 0, 1, tzinfo=datetime.UTC).timestamp()

    class Both(type):
        def __instancecheck__(cls, value):
            return isinstance(value, plain)

    class Shifted(datetime.datetime, metaclass=Both):
        @classmethod
        def now(cls, tz=None):
            return plain.fromtimestamp(time.time(), tz)
        today = now
        utcnow = now

    time.time = lambda: real() - begun + at
    # those that ask for the time in Python; what is written in C needs the class itself
    plain, datetime.datetime = datetime.datetime, Shifted
    import htmldate, trafilatura, vnpolicy.read.html, xlsxwriter
    datetime.datetime = plain

from vnpolicy.cli.main import main

for command in json.loads(sys.argv[2]):
    try:
        main(command)
    except SystemExit as leaving:
        assert not leaving.code, (command, leaving.code)
"""
"""Runs commands one after the other, in a year."""

PAGE = """<html><head><title>Huyện họp bàn chống hạn</title>{meta}</head><body><article>
<p>Huyện Mường Khương họp bàn cách giữ nước cho ruộng bậc thang trước mùa khô năm nay.</p>
<p>Ông Vàng Seo Páo đề nghị tỉnh sớm cấp máy bơm cho các xã vùng cao trước tháng tư.</p>
<p>Cập nhật ngày 12/03/2021.</p></article></body></html>"""

FIRST = [
    ["ingest", "in", "-j", "1", "-c", "c.db"],
    ["list", "-c", "c.db", "-o", "list.xlsx"],
    ["dedupe", "-c", "c.db"],
]
SECOND = [
    ["ingest", "in", "more", "-j", "1", "-c", "c.db"],
    *([name, "-c", "c.db"] for name in ("list", "dedupe", "events", "proposals", "summary")),
    ["report", "-c", "c.db", "-o", "page.html"],
]


def outcome(folder: Path, years: tuple[str, str], of_files: str) -> dict[str, bytes]:
    """What the commands print and write in these years, on files of another."""
    (folder / "in").mkdir(parents=True)
    (folder / "more").mkdir()
    for path, into in zip(sorted(SEEDS.glob("*.txt"))[:4], ("in", "more") * 2, strict=True):
        shutil.copy(path, folder / into)
    meta = '<meta property="article:published_time" content="2021-03-12T09:30:00+07:00">'
    for name, head in (("dated", meta), ("undated", "")):
        (folder / "in" / f"{name}.html").write_text(PAGE.format(meta=head), encoding="utf-8")
    if of_files != "now":
        at = datetime.datetime(int(of_files), 1, 2, tzinfo=datetime.UTC).timestamp()
        for path in folder.glob("*/*"):
            os.utime(path, (at, at))
    found = {}
    for year, commands in zip(years, (FIRST, SECOND), strict=True):
        done = subprocess.run(
            [sys.executable, "-c", SHIFTED, year, json.dumps(commands)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
        found[f"printed {len(found)}"] = done.stdout
    with Corpus.open(folder / "c.db") as corpus:
        assert list(corpus.problems()) == []
        written = [*export(corpus, folder / "out"), folder / "list.xlsx", folder / "page.html"]
    return found | {path.name: path.read_bytes() for path in written}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return outcome(tmp_path_factory.mktemp("now"), ("now", "now"), "now")


def test_the_clock_does_not_matter(tmp_path: Path, expected: dict[str, bytes]) -> None:
    found = outcome(tmp_path / "wrong", ("2099", "1970"), "2098")
    assert found == expected
    assert expected["printed 1"].count(b"2021-03-12") > 1
