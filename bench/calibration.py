#!/usr/bin/env python3
"""Do the probabilities of same events mean what they say?

    python bench/calibration.py GOLD [--plot FILE.svg]

GOLD as in fit_same_event.py. Fits on one half of the events of part `fit`, gives probabilities to the pairs
of the other, ten times, and prints for each tenth of the scale how many pairs fell into it, what they were
given in the mean, and what share of them is one event (reliability diagram; DeGroot & Fienberg 1983); and the
expected calibration error (Naeini et al. 2015) and the Brier score. --plot draws it.
"""

import argparse
from pathlib import Path

import numpy as np
from fit_same_event import CHOICE, ROUNDS, SETS, VARIANTS, among, fit_model, halves, read

BINS = 10
SIZE = 400  # of the plot, in pixels
COLOURS = ("#1b6ca8", "#c8553d", "#588157")


def validated(gold: Path) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """By labelled set: probabilities of pairs whose events were not fitted on, and whether they are one."""
    sets = {of: read(gold / of[0], "fit", of[1]) for of in VARIANTS}
    found: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {", ".join(of): [] for of in CHOICE}
    for turn in range(ROUNDS):
        parted = halves(sets, turn)
        for mine, other in ((0, 1), (1, 0)):
            model = fit_model(sets, {name: parted[name][mine] for name in SETS}, turn)
            for of in CHOICE:
                kept = among(sets[of], parted[of[0]][other])
                found[", ".join(of)].append((model.likely(sets[of], kept), sets[of].same[kept]))
    return {
        name: (np.concatenate([p for p, _ in parts]), np.concatenate([same for _, same in parts]))
        for name, parts in found.items()
    }


def reliability(given: np.ndarray, same: np.ndarray) -> list[tuple[int, float, float]]:
    """For each tenth of the scale that has pairs: their number, mean probability, share of one event."""
    of = np.minimum((given * BINS).astype(int), BINS - 1)
    return [
        (int((of == n).sum()), float(given[of == n].mean()), float(same[of == n].mean()))
        for n in range(BINS)
        if (of == n).any()
    ]


def plot(curves: dict[str, list[tuple[int, float, float]]]) -> str:
    """The reliability diagram as SVG."""

    def at(x: float, y: float) -> str:
        return f"{40 + x * SIZE:.1f},{SIZE + 20 - y * SIZE:.1f}"

    lines = [f'<polyline points="{at(0, 0)} {at(1, 1)}" stroke="#999" stroke-dasharray="4" fill="none"/>']
    for n, (name, curve) in enumerate(curves.items()):
        points = " ".join(at(given, share) for _, given, share in curve)
        lines.append(f'<polyline points="{points}" stroke="{COLOURS[n]}" stroke-width="2" fill="none"/>')
        lines.append(f'<text x="50" y="{40 + 18 * n}" fill="{COLOURS[n]}">{name}</text>')
    lines += [f'<text x="{x * SIZE + 30:.0f}" y="{SIZE + 40}">{x}</text>' for x in (0, 0.5, 1)]
    lines += [f'<text x="5" y="{SIZE + 25 - y * SIZE:.0f}">{y}</text>' for y in (0, 0.5, 1)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE + 80}" height="{SIZE + 60}"'
    return "\n".join([f'{head} font-family="sans-serif" font-size="13">', *lines, "</svg>", ""])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--plot", type=Path, metavar="FILE.svg")
    asked = parser.parse_args()
    curves = {}
    for name, (given, same) in validated(asked.gold).items():
        curves[name] = reliability(given, same)
        error = sum(n * abs(p - share) for n, p, share in curves[name]) / len(given)
        print(f"{name}: calibration error {error:.3f}, Brier score {np.mean((given - same) ** 2):.3f}")
        for n, p, share in curves[name]:
            print(f"  {n:6} pairs given {p:.2f}: {share:.2f} are one event")
    if asked.plot:
        asked.plot.write_text(plot(curves), encoding="utf-8")


if __name__ == "__main__":
    main()
