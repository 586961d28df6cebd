"""Every command in every format, into `cat`, into `head -1` and with closed standard input, in two worlds."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from running import ROOT, SEEDS, THOROUGH, Run

from vnpolicy.cli.main import COMMANDS

ALL = {name for group in COMMANDS.values() for name in group}
FORMATS = ("csv", "tsv", "json", "jsonl", "md", "table", "excel", "xlsx", "html")
REPORT = "seeds/07-phien-hop-ban-chi-dao-han-man.txt"
READING = {
    "list": [],
    "search": ["số"],
    "show": [REPORT],
    "keywords": ["--by", "document"],
    "themes": [],
    "dedupe": ["--explain"],
    "events": [],
    "agenda": [],
    "proposals": [],
    "summary": [],
    "compare": ["--event", "{event}"],
    "speakers": [],
    "citations": [],
    "config": [],
    "check": [],
}
"""Commands that leave the corpus as it is, and what they need."""
CHANGING = {
    "ingest": ["new"],
    "remove": [REPORT],
    "merge": ["{event}", "{other}"],
    "split": ["{event}", "{report}"],
}
OWN_OUTPUT = {"export": ["-o", "out"], "report": ["-o", "page.html"], "backup": ["copy.db"]}
"""Commands that write what they write, and have no formats."""

WORLDS = {
    "usual": {"LC_ALL": "C.UTF-8"},
    "strange": {
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "NO_COLOR": "1",
        "COLUMNS": "20",
        "PYTHONIOENCODING": "cp1252",
        "FORCE_COLOR": "1",
    },
}


WHOLE = {("usual", "cat"), ("strange", "nothing")}
"""In `make test` every case of these; of the others each fourth, each time another one."""


def test_every_command_is_here() -> None:
    assert {*READING, *CHANGING, *OWN_OUTPUT} >= ALL


def cases(corpus: Path, tmp_path: Path, into: str) -> list[dict[str, Any]]:
    """A case a command and format; those that change something have a folder and a corpus of their own."""
    names = names_in(corpus)
    made = []
    for number, (name, form) in enumerate(
        [(name, form) for name in ({**READING, **CHANGING}) for form in FORMATS]
        + [(name, "") for name in OWN_OUTPUT]
    ):
        if name not in ALL:
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        own = folder / "c.db" if name in CHANGING else corpus
        if name in CHANGING:
            shutil.copy(corpus, own)
            (folder / "new").mkdir()
            (folder / "new" / "tin.txt").write_text("Sở Y tế họp về “nước sạch”.\n", encoding="utf-8")
        needs = [word.format(**names) for word in {**READING, **CHANGING, **OWN_OUTPUT}[name]]
        how = {"": [], "excel": ["--excel"], "xlsx": ["-o", "o.xlsx"], "html": ["-o", "o.html"]}
        arguments = [name, *needs, "-c", str(own), *how.get(form, ["-f", form])]
        warm = name in READING and form in ("table", "xlsx", "md")
        case = {"arguments": arguments, "folder": str(folder), "into": into, "form": form, "warm": warm}
        made.append(case)
    return made


def names_in(corpus: Path) -> dict[str, str]:
    """An event with several reports, one of its reports, and another event."""
    from running import run_vnpolicy

    rows = list(csv.DictReader(io.StringIO(run_vnpolicy("dedupe", "-c", corpus).stdout.decode())))
    event = next(row["event"] for row in rows if row["kind"] != "only")
    report = next(row["doc"] for row in rows if row["event"] == event)
    return {"event": event, "report": report, "other": next(r["event"] for r in rows if r["event"] != event)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("into", ["cat", "head", "nothing"])
@pytest.mark.parametrize("world", WORLDS)
def test_every_command_in_every_format(seeds_corpus: Path, tmp_path: Path, world: str, into: str) -> None:
    asked = cases(seeds_corpus, tmp_path, into)
    assert len(asked) > 100
    if not THOROUGH and (world, into) not in WHOLE:
        asked = asked[[*WORLDS].index(world) + 2 * (into == "head") :: 4]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("VNPOLICY", "LC_", "LANG", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "many.py")],
        input=json.dumps(asked).encode(),
        capture_output=True,
        env={**clean, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), **WORLDS[world]},
        check=True,
    )
    results = json.loads(done.stdout)
    assert len(results) == len(asked)
    for case, result in zip(asked, results, strict=True):
        told = f"{' '.join(case['arguments'])}\n{result['err']}"
        assert result["status"] == 0, told
        assert "Traceback" not in result["err"] and "should not have happened" not in result["err"], told
        assert "\x1b" not in result["out"] + result["err"], told
        assert len(result["err"].splitlines()) <= 1, told
        if into != "head":
            parsed(case, result["out"])


def parsed(case: dict[str, Any], out: str) -> None:
    """Fails where the output is not of its format, or holds nothing."""
    form, folder = case["form"], Path(case["folder"])
    if form in ("csv", "tsv", "excel"):
        assert out.startswith("\ufeff") == (form == "excel")
        records = list(csv.reader(io.StringIO(out, newline=""), delimiter="\t" if form == "tsv" else ","))
        assert len({len(record) for record in records}) == 1
        assert len(records) > 1 or case["arguments"][0] == "check"
    elif form == "json":
        assert json.loads(out) or case["arguments"][0] == "check"
    elif form == "jsonl":
        assert all(isinstance(json.loads(line), dict) for line in out.splitlines())
    elif form == "md":
        assert out.startswith(("| ", "## "))
    elif form == "xlsx":
        assert not out and not zipfile.ZipFile(folder / "o.xlsx").testzip()
    elif form == "html":
        page = (folder / "o.html").read_text(encoding="utf-8")
        assert not out and page.startswith("<!DOCTYPE html>") and page.endswith("</html>\n")
    elif form == "table":
        assert out or case["arguments"][0] == "ingest"


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
@pytest.mark.parametrize("command", ["proposals", "list -f json", f"show {SEEDS.name}", "summary -f md"])
def test_the_same_in_a_shell(seeds_corpus: Path, command: str) -> None:
    """A sample of it as processes of a shell, streams closed too."""
    command = command.replace("show seeds", f"show {REPORT}")
    line = f"'{sys.executable}' -m vnpolicy {command} -c '{seeds_corpus}'"
    for script, lines in ((f"{line} | head -1", 1), (f"{line} <&-", None), (f"{line} >&-", 0)):
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {script}"], cwd=ROOT, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, b""), script
        assert lines is None or done.stdout.count(b"\n") == lines


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(vnpolicy: Run, seeds_corpus: Path) -> None:
    script = f"'{sys.executable}' -m vnpolicy list -c '{seeds_corpus}' > /dev/full"
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (1, "vnpolicy: No space left on device\n")
