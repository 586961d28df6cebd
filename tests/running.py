"""Running the program as users do: in a process of its own each time.

In `make test` that is a fork of one that has loaded the program (`many.py`), but where the environment has
something else in it that Python or a library reads at its start.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
"""Whether this is `make test-all`."""

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def read_terminal(main: int) -> Iterator[bytes]:
    """What comes out of a pseudo-terminal until nobody writes to it; `main`, its end here, is closed then."""
    while True:
        try:
            data = os.read(main, 65536)
        except OSError:
            break
        if not data:
            break
        yield data
    os.close(main)


def run_vnpolicy(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, with pipes for its streams."""
    clean = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith("VNPOLICY_") and k not in ("NO_COLOR", "COLUMNS")
    }
    # coverage, xdist and the like stay out of the processes that are measured
    clean |= {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **env}
    if not THOROUGH and hasattr(os, "fork") and _at_start(clean) == _at_start(_plain()):
        case = {"arguments": [*map(str, arguments)], "folder": str(cwd or Path.cwd()), "into": "cat"}
        return _forks()(case | {"stdin": stdin, "env": clean})
    command = [sys.executable, "-m", "vnpolicy", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=clean, check=False)


_AT_START = ("PYTHON", "LC_", "LANG", "TZ", "OMP_", "OPENBLAS_", "MKL_", "DASK_", "COVERAGE_")


def _at_start(environment: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_AT_START)}


@cache
def _plain() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}


@cache
def _forks() -> Callable[[dict[str, Any]], subprocess.CompletedProcess[bytes]]:
    """A function that runs a case in a fork of a process that is started here once."""
    (asked, asking), (telling, told) = os.pipe(), os.pipe()
    program = [sys.executable, str(ROOT / "tests" / "many.py"), str(asked), str(told)]
    server = subprocess.Popen(
        program, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=_plain(), pass_fds=(asked, told)
    )
    os.close(asked)
    os.close(told)
    to, back = os.fdopen(asking, "wb"), os.fdopen(telling, "rb")
    atexit.register(lambda: (to.close(), server.wait()))

    def run(case: dict[str, Any]) -> subprocess.CompletedProcess[bytes]:
        pickle.dump(case, to)
        to.flush()
        return subprocess.CompletedProcess(case["arguments"], *pickle.load(back))

    return run
