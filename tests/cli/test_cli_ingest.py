"""What users give to `ingest`, good and bad."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from running import ROOT, Run

TEXT = "Sáng 3-4-2023, tại Huế, Sở Nông nghiệp họp bàn về nước sạch cho các xã đầm phá."


def rows(run: subprocess.CompletedProcess[bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run.stdout.decode())))


@pytest.fixture
def bad(tmp_path: Path) -> dict[str, str]:
    """Files that cannot be read, and the reasons, beside some that can."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "picture.png").write_bytes(b"x")
    files = {
        "a.pdf": (b"%PDF-1.7 and no more", "broken PDF"),
        "b.docx": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
        "c.txt.gz": (gzip.compress(TEXT.encode())[:-9], "truncated gzip"),
        "d.csv": (b"id,views\n1,2\n", "no text column among id, views"),
        "e.docx": (b"PK\x03\x04 and no more", "broken"),
        "f.txt": (bytes(range(256)) * 9, "binary"),
        "g.txt.gz": (gzip.compress(b"0" * 5_000_000), "100 times its size"),
    }
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    with zipfile.ZipFile(folder / "h.zip", "w") as archive:
        archive.writestr("../x.txt", TEXT)
        archive.writestr("n.csv", f"ma,noi_dung\nk1,{TEXT} Hai.\n".replace("3-4-2023,", "3-4-2023"))
    return {name: reason for name, (_, reason) in files.items()} | {"h.zip/../x.txt": "leads outside"}


def test_bad_input_is_named_and_the_rest_is_taken(vnpolicy: Run, tmp_path: Path, bad: dict[str, str]) -> None:
    done = vnpolicy("ingest", "in", cwd=tmp_path)
    assert done.returncode == 3
    made = {row["path"].removeprefix("in/"): row for row in rows(done)}
    assert {name for name, row in made.items() if row["status"] == "added"} == {"good.txt", "h.zip/n.csv#k1"}
    assert set(made) == {"good.txt", "h.zip/n.csv#k1", *bad}
    error = done.stderr.decode().splitlines()
    assert len(error) == len(bad)
    for name, reason in bad.items():
        assert reason in made[name]["reason"]
        assert any(line.startswith(f"vnpolicy: in/{name}: ") and reason in line for line in error)


def test_totals(vnpolicy: Run, tmp_path: Path, bad: dict[str, str]) -> None:
    done = vnpolicy("ingest", "in", "-f", "table", cwd=tmp_path)
    assert done.stdout == b""
    assert done.stderr.decode().splitlines()[-1] == (
        f"vnpolicy.db: 2 added, {len(bad)} refused, 2 of other kinds skipped"
    )


def test_json_lines_on_standard_input(vnpolicy: Run, tmp_path: Path) -> None:
    data = "".join(json.dumps({"id": n, "bai": f"{TEXT} {n}"}) + "\n" for n in range(30)).encode()
    done = vnpolicy("ingest", "-", "--text-column", "bai", stdin=data, cwd=tmp_path)
    assert done.returncode == 0
    assert [row["path"] for row in rows(done)] == [f"-#{n}" for n in range(30)]
    assert rows(vnpolicy("list", "-", "--text-column", "bai", stdin=data, cwd=tmp_path))
    done = vnpolicy("ingest", "-", "-o", "out.json", stdin=data, cwd=tmp_path)
    assert done.returncode == 3
    assert {row["status"] for row in json.loads((tmp_path / "out.json").read_text())} == {"failed"}


def test_limits_can_be_raised(vnpolicy: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress((TEXT + "\n" + " " * 2_000_000).encode()))
    assert vnpolicy("ingest", "a.txt.gz", cwd=tmp_path).returncode == 3
    assert vnpolicy("ingest", "a.txt.gz", "--max-size", "1000", cwd=tmp_path).returncode == 0


def test_all_is_stored_though_nobody_reads_the_rows(vnpolicy: Run, tmp_path: Path) -> None:
    data = "".join(json.dumps({"text": f"{TEXT} {n}"}) + "\n" for n in range(400)).encode()
    command = [sys.executable, "-m", "vnpolicy", "ingest", "-", "-c", str(tmp_path / "c.db"), "-j", "1"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout
    process.stdout.close()
    process.stdout = None
    _, error = process.communicate(data, timeout=120)
    assert b"Traceback" not in error
    assert len(rows(vnpolicy("list", "-c", tmp_path / "c.db"))) == 400
