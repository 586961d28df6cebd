"""The rules of the house: style, types, the order of the floors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-cache", "."],
        ["ruff", "format", "--check", "--no-cache", "."],
        ["mypy"],
        ["lint-imports", "--no-logo"],
    ],
    ids=" ".join,
)
def test_rules(command: list[str]) -> None:
    done = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_modules_stay_short() -> None:
    """About 400 lines a module: more holds more than one idea."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in ROOT.glob("vnpolicy/**/*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 440
    }
    assert not long
