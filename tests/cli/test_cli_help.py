"""Help: examples on every command, one wording of what a command does, a reference that is current."""

from __future__ import annotations

import inspect
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module

import pytest
from running import ROOT, Run

from vnpolicy.cli.main import COMMANDS

ALL = {name: line for group in COMMANDS.values() for name, line in group.items()}


@pytest.mark.parametrize("name", ALL)
def test_every_command_is_explained(vnpolicy: Run, name: str) -> None:
    out = vnpolicy(name, "--help", COLUMNS="80").stdout.decode()
    examples = out.partition("Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert 2 <= len(examples) <= 3
    assert all(f"vnpolicy {name}" in line for line in examples)
    assert max(map(len, out.splitlines())) <= 80
    doc = inspect.getdoc(import_module(f"vnpolicy.cli.{name}").run) or ""
    assert doc.splitlines()[0] == ALL[name]
    for option in re.findall(r"(?<![\w-])--[a-z-]+", " ".join(examples)):
        assert f"{option} " in out.partition("Options:")[2], option


def test_overview_names_every_command(vnpolicy: Run) -> None:
    out = vnpolicy("--help").stdout.decode()
    assert all(re.search(rf"^  {name} ", out, re.MULTILINE) for name in ALL)
    assert vnpolicy("-h").stdout.decode() == out


def test_the_manual_page_is_current() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    import man

    written = (ROOT / "docs" / "vnpolicy.1").read_text(encoding="utf-8")
    assert written == man.manual(), "run `make docs`"
    assert all(f".SS vnpolicy {name} " in written for name in ALL)


@pytest.mark.skipif(shutil.which("man") is None, reason="needs man")
def test_the_manual_page_can_be_read() -> None:
    page = ROOT / "docs" / "vnpolicy.1"
    command = ["man", "--warnings", "-l", str(page)]
    env = {**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8", "MAN_KEEP_FORMATTING": "0"}
    done = subprocess.run(command, capture_output=True, check=False, env=env)
    if done.returncode and b"-l" in done.stderr:
        pytest.skip("another man")
    assert (done.returncode, done.stderr.decode()) == (0, "")
    shown = re.sub(r".\x08", "", done.stdout.decode())
    assert "--since DATE" in shown and "vnpolicy proposals --kind directive" in shown


def test_reference_is_current() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    import make

    written = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert written == make.reference(), "run `make docs`"
