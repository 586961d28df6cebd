"""Fuzzes every target, guided by what the inputs reach, and says what was found.

    python tests/fuzz/run.py [--seconds 300] [TARGET ...]

Inputs that reach something new are kept in build/fuzz/TARGET, so that the next run goes on from there. Those
on which a target failed are build/fuzz/TARGET-crash-...: `TARGET --again FILE` runs a target on one alone.
Exit status 1 where something was found. Without atheris, which is not made for every system, it says so.

The PDF reader is not written in Python; where it breaks down, so does the process. vnpolicy runs it in a
process of its own, so this is counted, but is no finding.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "fuzz"
_TARGETS = ("pdf", "docx", "html", "packed", "encodings")
_TIMEOUT, _MEMORY, _LENGTH = 30, 2000, 60_000
_NATIVE = re.compile(r"deadly signal|SEGV")


def fuzz(target: str, seconds: int) -> int:
    """Fuzz one target; how many failures were found."""
    import seeds

    corpus = BUILD / target
    seeds.write(target, corpus)
    found = native = runs = 0
    until = time.monotonic() + seconds
    while (left := int(until - time.monotonic())) > 0:
        options = [f"-max_total_time={left}", f"-timeout={_TIMEOUT}", f"-rss_limit_mb={_MEMORY}"]
        options += [f"-max_len={_LENGTH}", f"-artifact_prefix={BUILD / target}-", "-print_final_stats=1"]
        command = [sys.executable, str(ROOT / "tests/fuzz/harness.py"), target, *options, str(corpus)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        counted = re.search(r"number_of_executed_units: (\d+)", done.stderr) or re.search(
            r"(?s).*#(\d+)\t", done.stderr
        )
        runs += int(counted[1]) if counted else 0
        if done.returncode == 0:
            break
        if target == "pdf" and _NATIVE.search(done.stderr) and "Uncaught Python exception" not in done.stderr:
            native += 1
            continue
        found += 1
        print(done.stderr[-3000:])
        break
    ended = f", the PDF reader broke down {native} times" if native else ""
    print(f"{target}: {runs:,} inputs in {seconds} s, {found} failures{ended}", flush=True)
    return found


def main() -> int:
    """Fuzz the targets that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("targets", nargs="*", choices=[*_TARGETS, []], default=[])
    parser.add_argument("--seconds", type=int, default=300, help="for each target")
    parser.add_argument("--again", type=Path, help="run the one target named on this file")
    given = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    if given.again:
        from targets import TARGETS

        TARGETS[given.targets[0]](given.again.read_bytes())
        return 0
    if importlib.util.find_spec("atheris") is None:
        print("guided fuzzing: skipped, atheris is not made for this system or version of Python")
        return 0
    return 1 if sum([fuzz(target, given.seconds) for target in given.targets or _TARGETS]) else 0


if __name__ == "__main__":
    sys.exit(main())
