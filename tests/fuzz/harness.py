"""One target under atheris (libFuzzer for Python): `harness.py TARGET [OPTION OR FOLDER]...`

Run by run.py. An input on which the target fails is written to a file, and ends the process.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import atheris

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE), str(_HERE.parents[1])]
sys.setrecursionlimit(4000)  # instrumented code takes more of it

with atheris.instrument_imports(
    include=["vnpolicy.read", "vnpolicy.text", "docx", "zipfile", "tarfile", "gzip", "trafilatura", "csv"],
):
    from targets import TARGETS


def main() -> None:
    """Fuzz the target that the first argument names."""
    target = TARGETS[sys.argv.pop(1)]
    warnings.simplefilter("ignore")
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
