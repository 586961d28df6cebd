"""What starting costs: no heavy module where it is not needed, and help at once."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import ROOT

HEAVY = {"underthesea", "underthesea_core", "sklearn", "pandas", "scipy", "numpy", "trafilatura", "lxml"}
LIGHT = ["list", "show", "search", "agenda", "proposals", "events", "dedupe", "citations", "export"]

LOADED = """
import sys
from vnpolicy.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as leaving:
    assert not leaving.code, leaving.code
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """The packages that a command has loaded when it ends."""
    command = [sys.executable, "-c", LOADED, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("command", LIGHT)
def test_light_commands_load_nothing_heavy(command: str, seeds_corpus: Path, tmp_path: Path) -> None:
    more = {"show": ["seeds/07-phien-hop-ban-chi-dao-han-man.txt"], "search": ["số"]}.get(command, [])
    if command == "export":
        more = ["-o", str(tmp_path / "out"), "-q"]
    assert not loaded(command, *more, "-c", str(seeds_corpus)) & HEAVY


def test_help_and_version_load_nothing_heavy() -> None:
    for arguments in (["--help"], ["--version"], ["proposals", "--help"]):
        assert not loaded(*arguments) & (HEAVY | {"rich", "sqlite3"})


def test_help_is_as_quick_as_that_of_a_small_program(tmp_path: Path) -> None:
    small = tmp_path / "small.py"
    small.write_text(
        "import typer\napp = typer.Typer()\n"
        "@app.command()\ndef hello(name: str = 'x'):\n    print(name)\napp()\n"
    )

    def best(*command: str) -> float:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, *command, "--help"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True
            )
            times.append(time.perf_counter() - start)
        return min(times)

    assert best("-m", "vnpolicy") <= 1.5 * best(str(small))
