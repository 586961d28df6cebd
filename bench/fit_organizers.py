"""Fit the linear models behind who holds an event and who chairs it.

    python bench/fit_organizers.py LABELS... --more DOCS bench/event_reports.jsonl --out vnpolicy/weights

Each of LABELS is a folder with docs/ID.txt and items.jsonl, of which the lines of type "doc" and part "fit"
that report an event are used; --more adds reports labelled by us (a fact left out is not known), but not
those in LABELS. Where another folder than the first, or --more, names the assembly as who holds its own
sitting, that is left out: the first rarely does. Who holds it is one choice a document among the readings
and none, by conditional logistic regression, where a reading is as right as its F1 against the label; who
chairs it is a logistic regression a person. Prints the mean F1 of each on documents left out, those of one
day always together, over the documents with a label or an answer.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from fit_event_facts import fit_choice, folds, store
from overlaps import overlap, syllables
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from vnpolicy.extract import event, organizers
from vnpolicy.extract.chairs import Presider, presiders
from vnpolicy.extract.linear import linear
from vnpolicy.extract.organizers import Holders
from vnpolicy.extract.people import people
from vnpolicy.read.clean import clean
from vnpolicy.read.convert import to_raw
from vnpolicy.read.sources import Source
from vnpolicy.text.sentences import sentences

PENALTY, AT_LEAST = 3.0, 2
"""L2 penalty of the choice of holders, and documents' readings a feature must be in (best on documents left
out).
"""

NONE = 0.6
"""Weight of the documents whose label names no holder: an answer is wanted where the text allows one."""

STRENGTH, THRESHOLD = 0.2, 0.4
"""Inverse of the L2 penalty for the chairs, and the probability from which one is given."""

ASSEMBLY = ("Quốc hội", "QH")

SAME = 0.8
"""Overlap from which two names are the same."""


@dataclass(frozen=True)
class Labelled:
    """A report with its readings and its labels (None where not known)."""

    source: str
    day: str | None
    holders: list[Holders]
    none: list[str]
    organizers: list[str] | None
    presiders: list[Presider]
    chairs: list[str] | None


def same(label: str, found: str) -> bool:
    return overlap(syllables(label), syllables(found)) >= SAME


def agreement(label: Sequence[str], found: Sequence[str]) -> float | None:
    """F1 of two lists of names, each matched once; None where both are empty."""
    if not label and not found:
        return None
    left = list(found)
    for name in label:
        match = next((f for f in left if same(name, f)), None)
        if match is not None:
            left.remove(match)
    return 2 * (len(found) - len(left)) / (len(label) + len(found))


def load(folders: Sequence[Path], more: Sequence[Path] | None) -> Iterator[Labelled]:
    seen = set()
    for number, folder in enumerate(folders):
        for row in lines(folder / "items.jsonl"):
            if row["type"] == "doc" and row.get("part", "fit") == "fit":
                seen.add(row["doc"])
                if row["is_report"]:
                    event = without_assembly(row["event"]) if number else row["event"]
                    yield labelled(folder / "docs" / f"{row['doc']}.txt", event, folder.name)
    for row in lines(more[1]) if more else []:
        if row["doc"] not in seen and row.get("event"):
            yield labelled(more[0] / f"{row['doc']}.txt", without_assembly(row["event"]), "more")


def without_assembly(facts: dict[str, Any]) -> dict[str, Any]:
    """`facts` without who holds the event where that is the National Assembly: not known."""
    named = facts.get("organizers") or []
    of_assembly = any(name.startswith(ASSEMBLY) for name in named)
    return {k: v for k, v in facts.items() if k != "organizers" or not of_assembly}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def labelled(path: Path, facts: dict[str, Any], source: str) -> Labelled:
    raw = to_raw(Source(str(path), path.read_bytes(), None))
    cleaned = clean(raw)
    body = cleaned.body(raw.text)
    reading = event.read(body, cleaned.header.title, sentences(body))
    sums = [linear("event_name").sum(f) for f in reading.features]
    name = reading.candidates[int(np.argmax(sums))] if sums else None
    named = people(body)
    return Labelled(
        source,
        (facts.get("date") or "")[-5:] or None,
        organizers.readings(reading.parts, reading.mentions, name, named),
        organizers.none_features(name),
        facts.get("organizers"),
        presiders(reading.parts, reading.mentions, name, named),
        facts.get("chairs"),
    )


def fit_holders(documents: Sequence[Labelled]) -> dict[str, float]:
    cases = []
    for d in documents:
        if d.organizers is None:
            continue
        right = [agreement(d.organizers, h.bodies) or 0.0 for h in d.holders]
        features = [*(list(h.features) for h in d.holders), d.none]
        none = not d.organizers
        cases.append((features, [*right, float(none)], NONE if none else 1.0))
    return fit_choice(cases, PENALTY, AT_LEAST)


def holders_of(weights: dict[str, float], d: Labelled) -> tuple[str, ...]:
    readings = [((), d.none), *((h.bodies, h.features) for h in d.holders)]
    return max(readings, key=lambda r: sum(weights.get(f, 0.0) for f in r[1]))[0]


def fit_chairs(documents: Sequence[Labelled]) -> tuple[dict[str, float], float]:
    cases = [(p.features, any(same(c, p.name) for c in d.chairs))
             for d in documents if d.chairs is not None for p in d.presiders]  # fmt: skip
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([dict.fromkeys(features, 1.0) for features, _ in cases])
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(x, [right for _, right in cases])
    names = vectorizer.get_feature_names_out()
    weights = {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) > 0.003}
    return weights, float(model.intercept_[0])


def chairs_of(weights: dict[str, float], bias: float, d: Labelled) -> list[str]:
    least = np.log(THRESHOLD / (1 - THRESHOLD))
    return [p.name for p in d.presiders if bias + sum(weights.get(f, 0.0) for f in p.features) >= least]


def figures(documents: Sequence[Labelled]) -> None:
    """Print what models that have not seen a document make of it, by source."""
    scores: dict[tuple[str, str], list[float]] = {}
    for seed in range(3):
        for seen, held in folds([d.day for d in documents], 6, seed):
            weights = fit_holders([documents[i] for i in seen])
            presiding = fit_chairs([documents[i] for i in seen])
            for d in (documents[i] for i in held):
                answers = (
                    ("organizers", d.organizers, holders_of(weights, d)),
                    ("chairs", d.chairs, chairs_of(*presiding, d)),
                )
                for fact, label, answer in answers:
                    score = None if label is None else agreement(label, answer)
                    if score is not None:
                        scores.setdefault((fact, d.source), []).append(score)
    for (fact, source), values in sorted(scores.items()):
        print(f"{fact} {source}: {np.mean(values):.3f} of {len(values) / 3:.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--more", type=Path, nargs=2, metavar=("DOCS", "LABELS"))
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    documents = list(load(args.labels, args.more))
    figures(documents)
    store(args.out, "event_organizers", fit_holders(documents), 0.0, 0.5, Path(__file__).name)
    store(args.out, "event_chairs", *fit_chairs(documents), THRESHOLD, Path(__file__).name)


if __name__ == "__main__":
    main()
