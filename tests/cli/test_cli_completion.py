"""Completion of commands, options and values, in the shells themselves."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT

SCRIPTS = {
    "bash": """
        eval "$(_VNPOLICY_COMPLETE=source_bash vnpolicy)"
        COMP_WORDS=({words}) COMP_CWORD={last}
        _vnpolicy_completion vnpolicy
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """,
    "zsh": """
        vnpolicy_source=$(_VNPOLICY_COMPLETE=source_zsh vnpolicy)
        compdef() {{ : }}
        _arguments() {{ print -r -- "$@" }}
        eval "$vnpolicy_source"
        words=({words}) CURRENT=$((1 + {last}))
        _vnpolicy_completion
    """,
    "fish": """
        _VNPOLICY_COMPLETE=source_fish vnpolicy | source
        complete -C {line}
    """,
}


def completed(shell: str, line: str, folder: Path) -> str:
    """What the shell offers behind `line`."""
    program = folder / "vnpolicy"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m vnpolicy "$@"\n')
    program.chmod(0o755)
    words = line.split(" ")
    script = SCRIPTS[shell].format(
        words=" ".join(shlex.quote(word) for word in words), last=len(words) - 1, line=shlex.quote(line)
    )
    env = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    env |= {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "LC_ALL": "C.UTF-8"}
    done = subprocess.run([shell, "-c", script], capture_output=True, env=env, cwd=folder, check=False)
    assert b"Traceback" not in done.stderr
    return done.stdout.decode()


@pytest.mark.parametrize("shell", SCRIPTS)
@pytest.mark.parametrize(
    ("line", "offered", "not_offered"),
    [
        ("vnpolicy prop", "proposals", "events"),
        ("vnpolicy list --so", "--source", "--limit"),
        ("vnpolicy list -f j", "jsonl", "csv"),
        ("vnpolicy agenda --kind s", "session", "topic"),
    ],
)
def test_completion(tmp_path: Path, shell: str, line: str, offered: str, not_offered: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    out = completed(shell, line, tmp_path)
    assert offered in out, out
    assert not_offered not in out, out


def test_it_is_installed_where_the_shell_reads_it(tmp_path: Path) -> None:
    env = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    if shutil.which("bash") is None:
        pytest.skip("needs bash")
    # the shell that it is installed for is the one that the command is typed in
    command = ["bash", "-c", '"$0" -m vnpolicy --install-completion; exit $?', sys.executable]
    done = subprocess.run(command, capture_output=True, env=env, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert any("_vnpolicy_completion" in file.read_text() for file in tmp_path.rglob("*.sh"))
