"""Runs many command lines in forks of one process: as real as processes of their own, at a tenth of the time.

    python many.py < cases.json

Reads a JSON list of cases, each {"arguments": [...], "folder": ..., "into": "cat" | "head" | "nothing"}, and
prints a JSON list of what came of them, {"status", "out", "err"} each. `head` reads one line and goes away;
with `nothing` standard input is closed, too. Environment and locale are those of this process.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from typing import Any

STDIN, STDOUT, STDERR = 0, 1, 2


def run(case: dict[str, Any]) -> dict[str, Any]:
    """What one command line writes, and its exit status (minus the signal that ended it)."""
    reading, writing = os.pipe()
    with tempfile.TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            os.close(reading)
            _become(case, writing, errors.fileno())
        os.close(writing)
        out = os.read(reading, 65536) if case["into"] == "head" else _all(reading)
        os.close(reading)
        _, ended = os.waitpid(child, 0)
        errors.seek(0)
        err = errors.read()
    if case["into"] == "head":
        out = out.split(b"\n", 1)[0] + b"\n" if b"\n" in out else out
    text = [data.decode("utf-8", "surrogateescape") for data in (out, err)]
    return {"status": os.waitstatus_to_exitcode(ended), "out": text[0], "err": text[1]}


def _all(reading: int) -> bytes:
    pieces = []
    while piece := os.read(reading, 1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


def _become(case: dict[str, Any], writing: int, errors: int) -> None:
    """In the child: the streams and folder of the case, then the program. Never returns."""
    from vnpolicy.cli.main import main

    os.dup2(writing, STDOUT)
    os.dup2(errors, STDERR)
    os.close(writing)
    if case["into"] == "nothing":
        os.close(STDIN)
        sys.stdin = None  # type: ignore[assignment]  # as Python has it where the stream is closed
    else:
        os.dup2(os.open(os.devnull, os.O_RDONLY), STDIN)
    os.chdir(case["folder"])
    status: object = 70
    try:
        main(case["arguments"])
    except SystemExit as leaving:
        status = leaving.code or 0
    except BaseException:
        import traceback

        traceback.print_exc()
    try:
        sys.stderr.flush()
    finally:
        os._exit(status if isinstance(status, int) else 1)


if __name__ == "__main__":
    import vnpolicy.analysis.choose
    import vnpolicy.cli.main
    import vnpolicy.corpus.store  # noqa: F401  (loaded once, for all forks)

    print(json.dumps([run(case) for case in json.load(sys.stdin)]))
