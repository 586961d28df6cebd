"""Fit the linear models behind the facts of an event: its name, day, place, and whether there is one.

    python bench/fit_event_facts.py ITEMS --pages PAGES --more DOCS bench/event_reports.jsonl
    --out vnpolicy/weights

ITEMS holds docs/ID.txt and items.jsonl, of which the lines of type "doc" and part "fit" are used; PAGES holds
docs/ID.txt and labels.jsonl (day and place); --more adds reports labelled by us: whether each reports an
event and, where known, its facts (a fact left out is not known, null is none; a name is a range of the raw
text). The choices among readings are
conditional logistic regressions (one choice a document, several readings may be right), whether a document
reports an event is a balanced logistic regression on the margins of models that have not seen the document.
Prints figures on documents left out, those of one day always together.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from overlaps import overlap, syllables
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from vnpolicy.extract import event as facts
from vnpolicy.read.clean import clean
from vnpolicy.read.convert import to_raw
from vnpolicy.read.sources import Source
from vnpolicy.text.sentences import sentences

Features = list[list[str]]
Case = tuple[Features, list[bool], float]
"""Readings by their features, which of them are right, and how much the choice counts."""

PENALTIES = {"event_name": 4.0, "event_date": 1.0, "event_place": 3.0}
"""L2 penalties of the choices (best on documents left out)."""

STRENGTH = 0.1
"""Inverse of the L2 penalty for reports or not."""

OWN, PAGE_PLACE = 0.3, 3.0
"""Weight of the documents of --more, which were chosen otherwise, and of the few pages' places."""

NO_PLACE = 0.1
"""Labels leave the place out more often than the reader would, so such choices count less."""

RARE = 8
"""Wording of the lead seen in fewer documents is left out."""


@dataclass(frozen=True)
class Labelled:
    """A document with its label; `event` holds the facts that are known."""

    reading: facts.Reading
    report: bool
    event: dict[str, Any]
    page: bool
    weight: float


def fit_choice(cases: Sequence[Case], penalty: float, at_least: int = 4) -> dict[str, float]:
    """Conditional logistic regression with an L2 penalty: weights by feature."""
    counts = Counter(f for features, _, _ in cases for fs in features for f in set(fs))
    index = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= at_least))}
    data = []
    for features, right, weight in cases:
        if not any(right):
            continue
        x = np.zeros((len(features), len(index)))
        for row, fs in enumerate(features):
            x[row, [index[f] for f in fs if f in index]] = 1
        data.append((x, np.array(right), weight))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, gradient = penalty / 2 * w @ w, penalty * w
        for x, right, weight in data:
            scores = x @ w
            p = np.exp(scores - scores.max())
            p /= p.sum()
            mass = p @ right + 1e-12
            total -= weight * np.log(mass)
            gradient = gradient + weight * (x.T @ (p - p * right / mass))
        return total, gradient

    w = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {f: round(float(w[i]), 4) for f, i in index.items() if abs(w[i]) > 0.01}


def best(weights: dict[str, float], features: Features) -> tuple[int, float]:
    sums = [sum(weights.get(f, 0.0) for f in fs) for fs in features]
    if not sums:
        return -1, 0.0
    index = max(range(len(sums)), key=sums.__getitem__)
    return index, sums[index]


def folds(documents: Sequence[Labelled], parts: int, seed: int) -> Iterator[tuple[list[int], list[int]]]:
    """The documents' numbers divided into those seen and those left out, documents of one day together."""
    days: dict[str, list[int]] = {}
    for i, d in enumerate(documents):
        day = d.event.get("date")
        days.setdefault(day[-5:] if day else f"document {i}", []).append(i)
    keys = sorted(days)
    random.Random(seed).shuffle(keys)
    out: list[list[int]] = [[] for _ in range(parts)]
    for key in sorted(keys, key=lambda k: -len(days[k])):
        min(out, key=len).extend(days[key])
    for held in out:
        yield sorted(set(range(len(documents))) - set(held)), sorted(held)


def name_case(reading: facts.Reading, label: str | None) -> Case:
    want = syllables(label)
    scores = [overlap(want, syllables(c.name)) if label else 0.0 for c in reading.candidates]
    top = max(scores, default=0.0)
    return reading.features, [s >= 0.5 and s >= top - 0.15 for s in scores], 1.0


def day_case(reading: facts.Reading, name: Any, label: str | None) -> Case:
    days, features = facts.day_cases(reading, name)
    right = [d.value is not None and d.value[-5:] == label[-5:] if label else d.value is None for d in days]
    return features, [*right, label is None], 1.0


def place_case(reading: facts.Reading, name: Any, label: str | None) -> Case:
    spots, features = facts.spot_cases(reading, name)
    right = [bool(label) and overlap(syllables(label), syllables(s.name)) >= 0.5 for s in spots]
    return features, [*right, not label], 1.0 if label else NO_PLACE


def report_model(
    features: Sequence[list[str]], labels: np.ndarray, weight: np.ndarray
) -> tuple[dict[str, float], float]:
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([dict.fromkeys(f, 1.0) for f in features])
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1000).fit(
        x, labels, sample_weight=weight
    )
    names = vectorizer.get_feature_names_out()
    weights = {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) > 0.003}
    return weights, float(model.intercept_[0])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("items", type=Path)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--more", type=Path, nargs=2, metavar=("DOCS", "LABELS"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threshold", type=float, default=0.42)
    args = parser.parse_args()
    documents = [
        Labelled(read(args.items / "docs", r["doc"]), r["is_report"], r["event"] or {}, False, 1.0)
        for r in lines(args.items / "items.jsonl")
        if r["type"] == "doc" and r.get("part", "fit") == "fit"
    ]
    if args.pages:
        for r in lines(args.pages / "labels.jsonl"):
            known = {"date": r["event_date"], "place": r["place"]}
            documents.append(Labelled(read(args.pages / "docs", r["id"]), True, known, True, 1.0))
    if args.more:
        for r in lines(args.more[1]):
            reading, event = read(args.more[0], r["doc"]), dict(r.get("event") or {})
            if event.get("name"):
                start, end = event["name"]
                event["name"] = text_of(args.more[0], r["doc"])[start:end]
            documents.append(Labelled(reading, r["is_report"], event, False, OWN))
    figures(documents)
    models, report = fit(documents)
    for key, weights in models.items():
        store(args.out, key, weights)
    store(args.out, "event_report", *report, args.threshold)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def text_of(docs: Path, doc: str) -> str:
    """The raw text of a document, into which the offsets of its labelled name point."""
    path = docs / f"{doc}.txt"
    return to_raw(Source(str(path), path.read_bytes(), None)).text


def read(docs: Path, doc: str) -> facts.Reading:
    path = docs / f"{doc}.txt"
    raw = to_raw(Source(str(path), path.read_bytes(), None))
    cleaned = clean(raw)
    body = cleaned.body(raw.text)
    return facts.read(body, cleaned.header.title, sentences(body))


def name_cases(documents: Sequence[Labelled]) -> list[Case]:
    found = []
    for d in documents:
        if d.event.get("name"):
            features, right, _ = name_case(d.reading, d.event["name"])
            found.append((features, right, d.weight))
    return found


def fit(documents: Sequence[Labelled]) -> tuple[dict[str, dict[str, float]], tuple[dict[str, float], float]]:
    """The models of the choices by name, and that of reports."""
    penalty = PENALTIES["event_name"]
    chosen: dict[int, tuple[int, float]] = {}
    for seen, held in folds(documents, 4, 5):
        weights = fit_choice(name_cases([documents[i] for i in seen]), penalty)
        chosen |= {i: best(weights, documents[i].reading.features) for i in held}
    models = {"event_name": fit_choice(name_cases(documents), penalty)}
    days, spots = [], []
    for i, d in enumerate(documents):
        k = chosen[i][0]
        name = d.reading.candidates[k] if k >= 0 else None
        if "date" in d.event:
            features, right, _ = day_case(d.reading, name, d.event["date"])
            days.append((features, right, d.weight))
        if "place" in d.event:
            features, right, weight = place_case(d.reading, name, d.event["place"])
            spots.append((features, right, weight * d.weight * (PAGE_PLACE if d.page else 1.0)))
    models["event_date"] = fit_choice(days, PENALTIES["event_date"], 2)
    models["event_place"] = fit_choice(spots, PENALTIES["event_place"], 2)
    return models, fit_report(documents, chosen)


def fit_report(
    documents: Sequence[Labelled], chosen: dict[int, tuple[int, float]]
) -> tuple[dict[str, float], float]:
    features = [facts.report_features(d.reading, *chosen[i]) for i, d in enumerate(documents)]
    counts = Counter(f for fs in features for f in set(fs))
    kept = [[f for f in fs if not f.startswith("lead ") or counts[f] >= RARE] for fs in features]
    return report_model(
        kept, np.array([d.report for d in documents]), np.array([d.weight for d in documents])
    )


def figures(documents: Sequence[Labelled]) -> None:
    """Print what models that have not seen a document make of it, for the documents that count in full."""
    right: dict[str, list[bool]] = {"name": [], "date": [], "no date": [], "place": [], "page": []}
    reports: list[tuple[float, bool]] = []
    for seen, held in folds(documents, 6, 0):
        models, (report, bias) = fit([documents[i] for i in seen])
        for i in held:
            d = documents[i]
            if d.weight < 1:
                continue
            k, weight = best(models["event_name"], d.reading.features)
            sums = sum(report.get(f, 0.0) for f in facts.report_features(d.reading, k, weight))
            reports.append((1 / (1 + np.exp(-bias - sums)), d.report))
            if d.event.get("name"):
                shown = d.reading.candidates[k].name if k >= 0 else None
                right["name"].append(overlap(syllables(d.event["name"]), syllables(shown)) >= 0.5)
            name = d.reading.candidates[k] if k >= 0 else None
            if "date" in d.event:
                case = day_case(d.reading, name, d.event["date"])
                fact = "date" if d.event["date"] else "no date"
                right[fact].append(case[1][best(models["event_date"], case[0])[0]])
            if d.event.get("place"):
                case = place_case(d.reading, name, d.event["place"])
                fact = "page" if d.page else "place"
                right[fact].append(case[1][best(models["event_place"], case[0])[0]])
    print("  ".join(f"{key} {np.mean(value):.3f}" for key, value in right.items() if value))
    for limit in (0.3, 0.4, 0.42, 0.45, 0.5, 0.6):
        kept = [p >= limit for p, is_report in reports if is_report]
        refused = [p < limit for p, is_report in reports if not is_report]
        print(f"at {limit}: reports kept {np.mean(kept):.3f}, others refused {np.mean(refused):.3f}")


def store(out: Path, name: str, weights: dict[str, float], bias: float = 0.0, threshold: float = 0.5) -> None:
    data = {
        "made_by": "bench/fit_event_facts.py",
        "bias": round(bias, 4),
        "threshold": threshold,
        "weights": dict(sorted(weights.items())),
    }
    (out / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
