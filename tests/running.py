"""Running the program as users do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
"""Whether this is `make test-all`."""

Run = Callable[..., subprocess.CompletedProcess[bytes]]


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
    command = [sys.executable, "-m", "vnpolicy", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=clean, check=False)
