"""The command as users run it, on the sample reports."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest
from running import ROOT, SEEDS, Run

sys.path.insert(0, str(ROOT / "bench"))

REPORT = SEEDS / "07-phien-hop-ban-chi-dao-han-man.txt"


def rows(out: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out.decode("utf-8"), newline="")))


def records(out: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.decode("utf-8").splitlines()]


def test_sample_reports_give_what_a_careful_reader_finds() -> None:
    """Every figure of our own checks is at its floor or above."""
    import evaluate

    _, figures = next(evaluate.measured(f"{sys.executable} -m vnpolicy", Path("/nonexistent")))
    floors = evaluate.read_floors()
    assert not evaluate.below({"seeds": figures}, {"seeds": floors["seeds"]})


def test_reports_of_one_event_are_one_event(vnpolicy: Run, seeds_corpus: Path) -> None:
    found = rows(vnpolicy("dedupe", "-c", seeds_corpus).stdout)
    event = {Path(row["path"]).name[:2]: row["event"] for row in found}
    assert len({event["01"], event["02"], event["03"]}) == 1
    assert event["04"] == event["05"]
    # the same organiser, chairman and subject three months later
    assert event["01"] != event["04"]
    assert event["12"] == event["13"]
    listed = {row["event"] for row in rows(vnpolicy("events", "-c", seeds_corpus).stdout)}
    assert event["11"] not in listed
    assert event["01"] in listed


def test_paths_on_the_spot_write_nothing(vnpolicy: Run, tmp_path: Path) -> None:
    shutil.copy(REPORT, tmp_path)
    before = sorted(tmp_path.iterdir())
    done = vnpolicy("proposals", REPORT.name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert rows(done.stdout)
    assert {row["path"] for row in rows(done.stdout)} == {REPORT.name}
    assert sorted(tmp_path.iterdir()) == before


def test_standard_input(vnpolicy: Run, tmp_path: Path) -> None:
    done = vnpolicy("list", "-", stdin=REPORT.read_bytes(), cwd=tmp_path)
    assert [row["path"] for row in rows(done.stdout)] == ["-"]


def test_same_bytes_whatever_the_order_and_jobs(vnpolicy: Run, tmp_path: Path) -> None:
    files = sorted(f"seeds/{path.name}" for path in SEEDS.iterdir() if path.suffix == ".txt")[:8]
    outputs = set()
    for jobs, order, seed in (("1", files, {}), ("2", files[::-1], {"PYTHONHASHSEED": "2"})):
        corpus = tmp_path / f"{jobs}.db"
        assert vnpolicy("ingest", *order, "-j", jobs, "-c", corpus, cwd=ROOT, **seed).returncode == 0
        out = b""
        for command in ("dedupe", "proposals", "agenda", "keywords", "themes", "summary"):
            out += vnpolicy(command, "-c", corpus, **seed).stdout
        outputs.add(out)
    assert len(outputs) == 1


def test_ingest_again_changes_nothing(vnpolicy: Run, tmp_path: Path) -> None:
    corpus = tmp_path / "c.db"
    shutil.copy(REPORT, tmp_path / "a.txt")
    first = rows(vnpolicy("ingest", "a.txt", "-c", corpus, cwd=tmp_path).stdout)
    again = rows(vnpolicy("ingest", "a.txt", "-c", corpus, cwd=tmp_path).stdout)
    assert [row["status"] for row in first + again] == ["added", "unchanged"]
    (tmp_path / "a.txt").write_text(
        REPORT.read_text(encoding="utf-8") + "\nThêm một dòng.\n", encoding="utf-8"
    )
    changed = rows(vnpolicy("ingest", "a.txt", "-c", corpus, cwd=tmp_path).stdout)
    assert [row["status"] for row in changed] == ["updated"]


def test_prune_and_remove(vnpolicy: Run, tmp_path: Path) -> None:
    corpus, folder = tmp_path / "c.db", tmp_path / "reports"
    folder.mkdir()
    for name in ("07-phien-hop-ban-chi-dao-han-man.txt", "11-ma-so-vung-trong-la-gi.txt"):
        shutil.copy(SEEDS / name, folder)
    vnpolicy("ingest", "reports", "-c", corpus, cwd=tmp_path)
    (folder / REPORT.name).unlink()
    assert vnpolicy("ingest", "reports", "--prune", "-c", corpus, cwd=tmp_path).returncode == 0
    left = rows(vnpolicy("list", "-c", corpus).stdout)
    assert [Path(row["path"]).name for row in left] == ["11-ma-so-vung-trong-la-gi.txt"]
    gone = rows(vnpolicy("remove", left[0]["doc"][:5], "-c", corpus).stdout)
    assert gone == [{"doc": left[0]["doc"], "path": left[0]["path"]}]
    assert rows(vnpolicy("list", "-c", corpus).stdout) == []
    assert vnpolicy("remove", "0123", "-c", corpus).returncode == 2


def test_search_folds_case_tones_and_form(vnpolicy: Run, seeds_corpus: Path) -> None:
    word = "số hóa"
    forms = [word, "SỐ HOÁ", "so hoa", unicodedata.normalize("NFD", word)]
    found = [
        [row["doc"] for row in rows(vnpolicy("search", form, "-c", seeds_corpus).stdout)] for form in forms
    ]
    assert found[0]
    assert all(docs == found[0] for docs in found)
    snippet = rows(vnpolicy("search", "so hoa", "-c", seeds_corpus).stdout)[0]["snippet"]
    assert "«" in snippet and "»" in snippet


def test_spans_point_at_the_text(vnpolicy: Run, seeds_corpus: Path) -> None:
    for command in ("agenda", "proposals"):
        items = records(vnpolicy(command, "-c", seeds_corpus, "-f", "jsonl").stdout)
        docs = list(dict.fromkeys(str(item["doc"]) for item in items))
        shown = records(vnpolicy("show", *docs, "-c", seeds_corpus, "-f", "jsonl").stdout)
        body = {record["doc"]: str(record["body"]) for record in shown}
        for item in items:
            passage = body[item["doc"]][item["start"] : item["end"]]  # type: ignore[misc]
            words = str(item["text"]).split()
            assert sum(word in passage for word in words) >= 0.8 * len(words), item


def test_show_raw_loses_nothing(vnpolicy: Run, seeds_corpus: Path) -> None:
    raw = vnpolicy("show", f"seeds/{REPORT.name}", "--raw", "-c", seeds_corpus).stdout.decode()
    body = vnpolicy("show", f"seeds/{REPORT.name}", "-f", "text", "-c", seeds_corpus).stdout.decode()
    assert "[-" in raw and "-]" in raw
    for line in REPORT.read_text(encoding="utf-8").split("\n"):
        assert " ".join(line.split())[:40] in " ".join(raw.replace("[-", "").replace("-]", "").split())
    assert len(body) < len(raw)


def test_read_only_corpus(vnpolicy: Run, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everything")
    corpus = tmp_path / "c.db"
    vnpolicy("ingest", REPORT, "-c", corpus)
    corpus.chmod(0o444)
    before = corpus.read_bytes()
    assert rows(vnpolicy("events", "-c", corpus).stdout)
    assert corpus.read_bytes() == before


def test_export(vnpolicy: Run, seeds_corpus: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert vnpolicy("export", "-o", tmp_path / name, "-c", seeds_corpus).returncode == 0
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert "documents.jsonl" in files
    assert all((tmp_path / "a" / f).read_bytes() == (tmp_path / "b" / f).read_bytes() for f in files)
    for line in (tmp_path / "a" / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        assert json.loads(line)["doc"]


def test_good_files_are_stored_beside_bad_ones(vnpolicy: Run, tmp_path: Path) -> None:
    bad = {"empty.txt": b"", "binary.txt": bytes(range(256)) * 40}
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    shutil.copy(REPORT, tmp_path / "good.txt")
    done = vnpolicy("ingest", *bad, "good.txt", "missing.txt", cwd=tmp_path)
    assert done.returncode == 3
    status = {row["path"]: row["status"] for row in rows(done.stdout)}
    assert status == {
        "good.txt": "added",
        "empty.txt": "failed",
        "binary.txt": "failed",
        "missing.txt": "failed",
    }
    told = done.stderr.decode().splitlines()
    assert len(told) == 3
    assert all(any(name in line for line in told) for name in [*bad, "missing.txt"])
