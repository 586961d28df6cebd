"""The quality gate: measures, and fails where a figure fell below its floor in floors.toml.

    python bench/evaluate.py [--vnpolicy .venv/bin/vnpolicy] [--shared ../shared] [--show] [--raise-floors]

Our own checks on seeds/ (what the reports must give is in tests/seeds.json) always run; where the folder
SHARED is there, its labelled sets are measured too, by the programs in SHARED/measure. `--raise-floors`
writes the figures reached as the new floors, and refuses where that would lower one, unless `--lower` is
given too.
"""

from __future__ import annotations

import argparse
import json
import math
import shlex
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from seeds import checks

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.toml"
SEEDS = HERE.parent / "seeds"
EXPECTED = HERE.parent / "tests" / "seeds.json"

SLACK = 0.0005
CEILINGS = {"lost", "refused"}  # figures of which less is better
# of the labelled set or of the rows: no figures
COUNTS = {"labelled", "found", "matched", "documents", "events"}
UNHELD = ("_cases", "precision", "recall")
"""Ends of names without a floor: counts, and the two halves of an F1, which are traded for one another."""

Figures = dict[str, float]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--vnpolicy", default="vnpolicy", help="the command")
    parser.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="the labelled sets"
    )
    parser.add_argument("--raise-floors", action="store_true", help="write the figures reached as floors")
    parser.add_argument("--lower", action="store_true", help="with --raise-floors: lower floors too")
    parser.add_argument("--show", action="store_true", help="print which of our own checks fail")
    args = parser.parse_args()
    reached: dict[str, Figures] = {}
    for name, figures in measured(args.vnpolicy, args.shared, args.show):
        reached[name] = figures
        print(f"{name}: " + "  ".join(f"{k} {v:.4g}" for k, v in figures.items()), flush=True)
    floors = read_floors()
    fallen = below(reached, floors)
    if args.raise_floors:
        fallen = [line for line in fallen if not line.startswith("NO FLOOR")]
        if fallen and not args.lower:
            print("\n".join(["", *fallen, "not written: this would lower floors (--lower does it)"]))
            return 1
        FLOORS.write_text(written({**floors, **reached}), encoding="utf-8")
        print(f"written: {FLOORS}")
        return 0
    print("\n".join(["", *fallen]) if fallen else "\nevery figure is at its floor or above")
    return 1 if fallen else 0


def measured(vnpolicy: str, shared: Path, show: bool = False) -> Iterator[tuple[str, Figures]]:
    """The name of each measurement and its figures. `show`: prints which of our own checks fail."""
    found, precision = checks(vnpolicy, SEEDS, EXPECTED)
    if show:
        print("\n".join(f"FAILED {check.area}: {check.what}" for check in found if not check.good))
    by_area: dict[str, list[bool]] = defaultdict(list)
    for check in found:
        by_area[check.area].append(check.good)
    shares = {area: sum(good) / len(good) for area, good in by_area.items()}
    yield "seeds", {"passed": sum(check.good for check in found), **shares, "proposals.precision": precision}
    if not (shared / "measure").is_dir():
        return
    yield "shared.seeds", {"passed": passed(vnpolicy, shared)}
    for name, program, folder in (
        ("shared.items", "items.py", "items"),
        ("shared.events", "events.py", "events"),
        ("shared.news-clusters", "events.py", "news-clusters"),
        ("shared.keyphrases", "keyphrases.py", "items"),
        ("shared.pages", "pages.py", "pages"),
    ):
        part = [] if program == "pages.py" else ["--part", "check"]
        out = run(
            [sys.executable, str(shared / "measure" / program), str(shared / "gold" / folder), *part],
            vnpolicy,
        )
        yield name, dict(flat(json.loads(out)))


def passed(vnpolicy: str, shared: Path) -> float:
    """How many checks of the five original reports pass."""
    out = run(
        [sys.executable, str(shared / "measure/seeds.py"), str(shared / "seeds")], vnpolicy, fine=(0, 1)
    )
    *failed, last = out.strip().splitlines()
    print("\n".join(failed))
    return float(last.split()[0])


def run(command: list[str], vnpolicy: str, fine: tuple[int, ...] = (0,)) -> str:
    """What a measuring program prints, as JSON where it can."""
    whole = [*command, "--vnpolicy", vnpolicy, "--json"]
    done = subprocess.run(whole, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    if done.returncode not in fine:
        sys.exit(f"{shlex.join(whole)}: exit {done.returncode}\n{done.stdout}")
    return done.stdout


def flat(value: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """Every figure that is held, with its dotted name."""
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from flat(inner, f"{prefix}{key}.")
        elif isinstance(inner, (int, float)) and key not in COUNTS and not key.endswith(UNHELD):
            yield prefix + key, round(float(inner), 4)


def below(reached: dict[str, Figures], floors: dict[str, Figures]) -> list[str]:
    """A line for each figure that is worse than its floor, or has none."""
    lines = []
    for name, figures in reached.items():
        for key, value in figures.items():
            floor = floors.get(name, {}).get(key)
            if floor is None:
                lines.append(f"NO FLOOR {name} {key}: {value:g}")
            elif (value > floor + SLACK) if key.rpartition(".")[2] in CEILINGS else (value < floor - SLACK):
                lines.append(f"FELL {name} {key}: {value:g}, floor {floor:g}")
        lines += [f"GONE {name} {key}" for key in floors.get(name, {}) if key not in figures]
    return lines


def read_floors() -> dict[str, Figures]:
    """The floors by measurement and figure."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def written(floors: dict[str, Figures]) -> str:
    """The floors as TOML."""
    lines = ["# The least that each figure may be (of lost and refused: the most). Made by --raise-floors."]
    for name, figures in sorted(floors.items()):
        lines += ["", f'["{name}"]']
        lines += [
            f'"{key}" = {math.floor(value * 10_000 + 1e-6) / 10_000:g}' for key, value in figures.items()
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
