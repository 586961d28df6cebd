"""Speed, memory, growth, and quality of themes, by the programs in SHARED/measure.

python bench/bench.py [--vnpolicy .venv/bin/vnpolicy] [--shared ../shared] [--sizes 1000,3000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--vnpolicy", default="vnpolicy", help="the command")
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--sizes", default="1000,3000,10000", help="corpus sizes")
    parser.add_argument("--rounds", default="3", help="rounds of each")
    args = parser.parse_args()
    corpus = next(iter(sorted((args.shared / "corpus").glob("*.jsonl.xz"))), None)
    if corpus is None:
        print(f"nothing to measure on: no corpus in {args.shared / 'corpus'}")
        return 0
    program = ["--vnpolicy", args.vnpolicy, "--python", sys.executable]
    speed = ["--sizes", args.sizes, "--rounds", args.rounds]
    for name, more in (("themes.py", []), ("speed.py", speed)):
        print(f"\n{name}", flush=True)
        command = [sys.executable, str(args.shared / "measure" / name), str(corpus), *program, *more]
        status = subprocess.run(command, check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
