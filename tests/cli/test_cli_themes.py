"""`themes`: kept, fitted, applied and drawn, as users run it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from running import SEEDS, Run


def test_fit_and_apply(vnpolicy: Run, seeds_corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "set.json"
    fitted = vnpolicy("themes", "-c", seeds_corpus, "--fit", file)
    assert fitted.returncode == 0, fitted.stderr.decode()
    assert fitted.stdout == vnpolicy("themes", "-c", seeds_corpus).stdout
    labels = [theme["label"] for theme in json.loads(file.read_text(encoding="utf-8"))["themes"]]
    done = vnpolicy("themes", SEEDS, "--apply", file)
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert [row["label"] for row in rows] == labels
    assert sum(int(row["documents"]) for row in rows) > 0
    each = vnpolicy("themes", SEEDS, "--apply", file, "--each", "document").stdout.decode()
    assert {row["theme"] for row in csv.DictReader(io.StringIO(each))} <= {*labels, ""}


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--apply", "missing.json"], 2, "cannot read missing.json"),
        (["--apply", str(SEEDS)], 2, "cannot read"),
        (["--apply", __file__], 2, "is not a theme set"),
        (["--apply", "x", "--fit", "y"], 2, "leave out"),
        (["--apply", "x", "--count", "3"], 2, "leave out"),
        (["--plot", "x.pdf"], 2, ".png or .svg"),
        (["--fit", "missing/x.json"], 1, "cannot write"),
    ],
)
def test_wrong_usage(
    vnpolicy: Run, seeds_corpus: Path, tmp_path: Path, arguments: list[str], status: int, message: str
) -> None:
    done = vnpolicy("themes", "-c", seeds_corpus, *arguments, cwd=tmp_path)
    error = done.stderr.decode()
    assert (done.returncode, done.stdout) == (status, b"")
    assert message in error and "Traceback" not in error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["themes", "events", "keywords"])
def test_plot(vnpolicy: Run, seeds_corpus: Path, tmp_path: Path, command: str) -> None:
    pytest.importorskip("matplotlib")
    file = tmp_path / "a.svg"
    done = vnpolicy(command, "-c", seeds_corpus, "--plot", file)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == vnpolicy(command, "-c", seeds_corpus).stdout
    assert file.read_bytes().startswith(b"<?xml") and [file] == list(tmp_path.iterdir())


def test_themes_keep_their_names_when_a_report_is_added(vnpolicy: Run, tmp_path: Path) -> None:
    corpus, more = tmp_path / "c.db", tmp_path / "more.txt"
    vnpolicy("ingest", SEEDS, "-c", corpus)

    def names() -> set[tuple[str, str]]:
        out = vnpolicy("themes", "-c", corpus).stdout.decode()
        return {(row["theme"], row["label"]) for row in csv.DictReader(io.StringIO(out))}

    before = names()
    more.write_text("Sáng 3/5, xã họp bàn việc thu gom rác và trồng cây ven hồ. Bà con góp công quét dọn.\n")
    vnpolicy("ingest", more, "-c", corpus)
    assert names() == before


def test_bars_and_months_only_on_a_terminal(seeds_corpus: Path, vnpolicy: Run) -> None:
    for form in ("table", "csv", "md"):
        out = vnpolicy("themes", "-c", seeds_corpus, "-f", form, COLUMNS="160").stdout.decode()
        assert not set("▁▂▃▄▅▆▇█▌") & set(out)
