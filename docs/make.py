"""Writes docs/reference.md and docs/vnpolicy.1 from --help, the output in README.md from its commands, the
pictures in docs/img, the output in docs/notebook.ipynb, and the figures in docs/methods.md.

    python docs/make.py

They are kept true by tests, which make them anew and compare.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
REFERENCE = ROOT / "docs" / "reference.md"
MANUAL = ROOT / "docs" / "vnpolicy.1"
METHODS = ROOT / "docs" / "methods.md"
WIDTH = "100"

# a block of a terminal session: lines that begin with "$ " and what they print
_FIGURES = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)
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
    with _playground(NO_COLOR="1", TERM="dumb") as (folder, env):
        return _SESSION.sub(lambda match: f"```console\n{_session(match[1], folder, env)}```", text)


MEASURED = {
    "shared.items": [
        ("proposals.f1", "proposals: F1"),
        ("proposals.speaker", "their speaker, of those found"),
        ("proposals.kind", "their kind"),
        ("proposals.role", "their speaker's role"),
        ("proposals.addressee", "their addressee"),
        ("agenda.f1", "agenda items: F1"),
        ("events.name", "event: name"),
        ("events.date", "event: date"),
        ("events.place", "event: place"),
        ("events.organizers", "event: organizers"),
        ("events.chairs", "event: chairs"),
    ],
    "shared.events": [("b3_f1", "policy reports of one event: B-cubed F1")],
    "shared.news-clusters": [("b3_f1", "general news of one event: B-cubed F1")],
    "shared.keyphrases": [
        ("exact.f1", "ten keyphrases a report: exact F1"),
        ("partial.f1", "the same, partial F1"),
    ],
    "shared.pages": [("body_kept", "body text kept"), ("furniture_gone", "page furniture taken off")],
}
"""The figures that the page on methods shows, of those that the quality gate holds."""


def figures(text: str) -> str:
    """`text` with the table of measured quality made anew from bench/floors.toml."""
    floors = tomllib.loads((ROOT / "bench" / "floors.toml").read_text(encoding="utf-8"))
    lines = ["| measured on reports kept apart | at least |", "| --- | --- |"]
    lines += [
        f"| {name} | {floors[part][key]:.2f} |" for part, rows in MEASURED.items() for key, name in rows
    ]
    return _FIGURES.sub(lambda _: "\n".join(lines) + "\n", text)


def screens() -> dict[str, str]:
    """The pictures of docs/img by name."""
    from screens import SCREENS, WIDTH, picture

    with _playground(COLUMNS=str(WIDTH), TERM="xterm-256color") as (folder, env):
        on_terminal("vnpolicy ingest seeds", folder, env)
        return {
            name: picture(name, on_terminal(f"{command} 2>/dev/null", folder, env))
            for name, command in SCREENS.items()
        }


@contextmanager
def _playground(**more: str) -> Iterator[tuple[Path, dict[str, str]]]:
    """An empty folder that holds seeds/, and an environment in which `vnpolicy` is this program."""
    with tempfile.TemporaryDirectory() as tmp:
        folder = Path(tmp) / "tour"
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        program = Path(tmp) / "bin" / "vnpolicy"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m vnpolicy "$@"\n')
        program.chmod(0o755)
        drop = ("VNPOLICY", "LC_", "LANG", "NO_COLOR")
        env = {k: v for k, v in os.environ.items() if not k.startswith(drop)}
        env |= {"PATH": f"{program.parent}:{env['PATH']}", "PYTHONPATH": str(ROOT)}
        env |= {"COLUMNS": WIDTH, "LC_ALL": "C.UTF-8", **more}
        yield folder, env


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
    from screens import FOLDER, NOTEBOOK, run_notebook

    MANUAL.write_text(manual(), encoding="utf-8")
    REFERENCE.write_text(reference(), encoding="utf-8")
    README.write_text(tour(README.read_text(encoding="utf-8")), encoding="utf-8")
    METHODS.write_text(figures(METHODS.read_text(encoding="utf-8")), encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    for name, svg in screens().items():
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
    NOTEBOOK.write_text(run_notebook(), encoding="utf-8")
