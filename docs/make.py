"""Writes docs/reference.md and docs/vnpolicy.1 from --help, and the output in README.md from its commands.

    python docs/make.py

They are kept true by tests, which call `reference`, `manual` and `tour` and compare.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
REFERENCE = ROOT / "docs" / "reference.md"
MANUAL = ROOT / "docs" / "vnpolicy.1"
WIDTH = "100"

# a block of a terminal session: lines that begin with "$ " and what they print
_SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)


def reference() -> str:
    """The help of every command, as Markdown."""
    sys.path.insert(0, str(ROOT))
    from vnpolicy.cli.main import COMMANDS

    parts = [
        "# Reference",
        "Made from `--help` by `make docs`. What the columns hold is in the [guide](guide.md).",
        f"```text\n{_help()}```",
    ]
    for group in COMMANDS.values():
        for name in group:
            parts += [f"## vnpolicy {name}", f"```text\n{_help(name)}```"]
    return "\n\n".join(parts) + "\n"


def _help(*command: str) -> str:
    env = {**os.environ, "COLUMNS": WIDTH, "PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-m", "vnpolicy", *command, "--help"]
    return subprocess.run(run, env=env, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")


def tour(text: str) -> str:
    """`text` with what its commands print, run one after the other in an empty folder that holds seeds/."""
    with tempfile.TemporaryDirectory() as tmp:
        folder = Path(tmp) / "tour"
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        program = Path(tmp) / "bin" / "vnpolicy"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m vnpolicy "$@"\n')
        program.chmod(0o755)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("VNPOLICY", "LC_", "LANG"))}
        env |= {"PATH": f"{program.parent}:{env['PATH']}", "PYTHONPATH": str(ROOT)}
        env |= {"COLUMNS": WIDTH, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "TERM": "dumb"}
        return _SESSION.sub(lambda match: f"```console\n{_session(match[1], folder, env)}```", text)


def _session(block: str, folder: Path, env: dict[str, str]) -> str:
    commands = re.findall(r"^\$ (.*)$", block, re.MULTILINE)
    return "\n".join(f"$ {command}\n{on_terminal(command, folder, env)}" for command in commands)


def on_terminal(command: str, folder: Path, env: dict[str, str]) -> str:
    """What a shell command prints on a terminal, without blanks at the ends of lines."""
    import pty

    main, side = pty.openpty()
    process = subprocess.Popen(
        ["sh", "-c", command], cwd=folder, env=env, stdin=side, stdout=side, stderr=side
    )
    os.close(side)
    out = b""
    while True:
        try:
            data = os.read(main, 65536)
        except OSError:  # the way Linux tells that the other side is closed
            break
        if not data:
            break
        out += data
    os.close(main)
    process.wait()
    lines = out.decode("utf-8").replace("\r\n", "\n").splitlines()
    return "".join(line.rstrip() + "\n" for line in lines)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "docs"))
    from man import manual

    MANUAL.write_text(manual(), encoding="utf-8")
    REFERENCE.write_text(reference(), encoding="utf-8")
    README.write_text(tour(README.read_text(encoding="utf-8")), encoding="utf-8")
