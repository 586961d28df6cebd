"""Runs many command lines in forks of one process: as real as processes of their own, at a tenth of the time.

    python many.py < cases.json

Reads a JSON list of cases, each {"arguments": [...], "folder": ..., "into": "cat" | "head" | "nothing"}, and
prints a JSON list of what came of them, {"status", "out", "err"} each. `head` reads a little of a small pipe
and goes away; with `nothing` standard input is closed, too. Environment and locale are those of this process.

    python many.py FROM TO

Reads pickled cases from one pipe as they come, and writes what came of each into the other (`running.py`);
a case may have standard input (`stdin`) and environment variables (`env`) of its own.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import importlib
import io
import json
import os
import pickle
import sys
import tempfile
from pathlib import Path
from typing import Any

STDIN, STDOUT, STDERR = 0, 1, 2
SMALL = 4096


def run(case: dict[str, Any]) -> dict[str, Any]:
    """What one command line writes, and its exit status (minus the signal that ended it)."""
    status, *streams = started(case)
    out, err = (data.decode("utf-8", "surrogateescape") for data in streams)
    return {"status": status, "out": out, "err": err}


def started(case: dict[str, Any]) -> tuple[int, bytes, bytes]:
    """The same as bytes."""
    reading, writing = os.pipe()
    if case["into"] == "head" and hasattr(fcntl, "F_SETPIPE_SZ"):
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, SMALL)
    with tempfile.TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            os.close(reading)
            _become(case, writing, errors.fileno())
        os.close(writing)
        out = os.read(reading, SMALL) if case["into"] == "head" else _all(reading)
        os.close(reading)
        _, ended = os.waitpid(child, 0)
        errors.seek(0)
        return os.waitstatus_to_exitcode(ended), out, errors.read()


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
    for number in case.get("close", ()):
        os.close(number)
    if case["into"] == "nothing":
        os.close(STDIN)
        sys.stdin = None  # type: ignore[assignment]  # as Python has it where the stream is closed
    elif case.get("stdin"):
        with tempfile.TemporaryFile() as given:
            given.write(case["stdin"])
            given.seek(0)
            os.dup2(given.fileno(), STDIN)
    else:
        os.dup2(os.open(os.devnull, os.O_RDONLY), STDIN)
    os.chdir(case["folder"])
    if "env" in case:
        os.environ.clear()
        os.environ.update(case["env"])
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


def warm(cases: list[dict[str, Any]]) -> None:
    """Load once, for all forks, what the commands load: those that only read are run here once."""
    from vnpolicy.cli.main import main

    for name in ("rich.bar", "rich.padding", "rich.progress", "underthesea", "vnpolicy.ingest"):
        importlib.import_module(name)
    here = Path.cwd()
    for case in cases:
        if case.get("warm"):
            os.chdir(case["folder"])
            with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
                main(case["arguments"])
    os.chdir(here)
    gc.freeze()


def serve(reading: int, writing: int) -> None:
    """Cases from one pipe, what came of them into the other, until the first is closed."""
    reports = sorted(str(path) for path in (Path(__file__).parent.parent / "seeds").glob("0*.txt"))
    warm([{"arguments": [name, *reports], "folder": ".", "warm": True} for name in ("keywords", "proposals")])
    for number in (reading, writing):
        os.set_inheritable(number, False)
    with open(reading, "rb") as asked, open(writing, "wb") as told, contextlib.suppress(EOFError):
        while True:
            case = pickle.load(asked)
            case["close"] = (reading, writing)
            pickle.dump(started(case), told)
            told.flush()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(*map(int, sys.argv[1:]))
        sys.exit()
    asked = json.load(sys.stdin)
    warm(asked)
    print(json.dumps([run(case) for case in asked]))
