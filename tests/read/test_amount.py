"""About how many documents there are to read."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from vnpolicy.read import amount
from vnpolicy.read.amount import about


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").write_text("x")
    (tmp_path / "in" / "picture.png").write_bytes(b"x")
    (tmp_path / "rows.jsonl").write_text('{"text": "một bài"}\n' * 500)
    (tmp_path / "rows.csv").write_text('id,text\n1,"hai\ndòng"\n2,x\n')
    (tmp_path / "one.txt.gz").write_bytes(gzip.compress(b"x"))
    (tmp_path / "rows.jsonl.gz").write_bytes(gzip.compress(b"{}\n"))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("a.txt", "b.html", "c.png"):
            archive.writestr(name, "x")
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "documents"),
    [
        (["in"], 3),
        (["in", "in/0.txt"], 4),
        (["rows.jsonl"], 500),
        (["rows.csv"], 2),
        (["one.txt.gz"], 1),
        (["a.zip"], 2),
        (["rows.jsonl.gz"], None),
        (["in", "-"], None),
        (["gone.txt"], 1),
        ([], 0),
    ],
)
def test_about(
    folder: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], documents: int | None
) -> None:
    monkeypatch.chdir(folder)
    if "gone" in paths:
        assert about(paths) in (1, None)
    else:
        assert about(paths) == documents


def test_long_tables_are_told_from_their_beginning(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amount, "_SAMPLE", 1000)
    found = about([str(folder / "rows.jsonl")])
    assert found is not None and abs(found - 500) < 25
