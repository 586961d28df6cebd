"""Fit the linear models behind the facts of an event: its name, day, place, and whether there is one.

    python bench/fit_event_facts.py DOCS ITEMS.jsonl --more DOCS bench/event_reports.jsonl --out
    vnpolicy/weights

DOCS holds ID.txt (title, then lead and body); ITEMS.jsonl the labels, of which the lines of type "doc" and
part "fit" are used; --more names documents of which only that is labelled, whether they report an event. The
choices among readings are conditional logistic regressions (one choice a document, several readings may be
right), whether a document reports an event is a balanced logistic regression on the margins of models that
have not seen the document. Prints figures on documents left out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from vnpolicy.extract import event as facts
from vnpolicy.text.sentences import sentences
from vnpolicy.text.unicode import normalize

Features = list[list[str]]
Case = tuple[Features, list[bool], float]
"""Readings by their features, which of them are right, and how much the choice counts."""

NAME_PENALTY, STRENGTH = 4.0, 0.3
"""L2 penalty of the choice of names; inverse of it for reports or not (both best on documents left out)."""

MORE = 0.3
"""Weight of the documents of --more: they were chosen and labelled otherwise."""

NO_PLACE = 0.2
"""Labels leave the place out more often than the reader would, so such choices count less."""


def syllables(text: str | None) -> Counter[str]:
    return Counter(re.findall(r"\w+", (text or "").lower()))


def overlap(a: Counter[str], b: Counter[str]) -> float:
    return 2 * (a & b).total() / max(1, a.total() + b.total())


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


def folds(count: int, parts: int, seed: int) -> Iterator[tuple[list[int], list[int]]]:
    order = list(range(count))
    random.Random(seed).shuffle(order)
    for k in range(parts):
        out = set(order[k::parts])
        yield [i for i in order if i not in out], sorted(out)


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


def left_out(
    cases: Sequence[Case | None], count: int, fit: Callable[[list[Case]], dict[str, float]]
) -> list[tuple[dict[str, float], list[int]]]:
    """Models with the documents that each has not seen."""
    made = []
    for seen, out in folds(count, 6, 0):
        made.append((fit([c for i in seen if (c := cases[i]) is not None]), out))
    return made


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
    parser.add_argument("docs", type=Path)
    parser.add_argument("items", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--more", type=Path, nargs=2, metavar=("DOCS", "LABELS"))
    parser.add_argument("--threshold", type=float, default=0.5)
    args = parser.parse_args()
    labels = [r for r in lines(args.items) if r["type"] == "doc" and r.get("part", "fit") == "fit"]
    readings = [read(args.docs, r["doc"]) for r in labels]
    more, reports = [], []
    if args.more:
        docs, file = args.more
        more = [read(docs, r["doc"]) for r in lines(file)]
        reports = [r["is_report"] for r in lines(file)]
    fit_all(readings, [r["event"] for r in labels], more, reports, args.out, args.threshold)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def read(docs: Path, doc: str) -> facts.Reading:
    title, _, body = normalize((docs / f"{doc}.txt").read_text(encoding="utf-8")).partition("\n")
    return facts.read(body, title, sentences(body))


def fit_all(
    readings: list[facts.Reading],
    events: list[Any],
    more: list[facts.Reading],
    reports: list[bool],
    out: Path,
    threshold: float,
) -> None:
    n = len(readings)
    cases = [
        name_case(r, e["name"]) if e and e["name"] else None for r, e in zip(readings, events, strict=True)
    ]
    chosen: list[tuple[int, float]] = [(-1, 0.0)] * n
    for weights, held in left_out(cases, n, lambda c: fit_choice(c, NAME_PENALTY)):
        for i in held:
            chosen[i] = best(weights, readings[i].features)
    named = [is_named(r, e, k) for r, e, (k, _) in zip(readings, events, chosen, strict=True)]
    print(f"name {np.mean([x for x in named if x is not None]):.3f} (left out)")
    weights = fit_choice([c for c in cases if c], NAME_PENALTY)
    store(out, "event_name", weights)
    fit_day_and_place(readings, events, chosen, out)
    features = [facts.report_features(r, *c) for r, c in zip(readings, chosen, strict=True)]
    features += [facts.report_features(r, *best(weights, r.features)) for r in more]
    labels = np.array([e is not None for e in events] + reports)
    fit_report(features, labels, named, out, threshold)


def is_named(reading: facts.Reading, event: Any, index: int) -> bool | None:
    if not event or not event["name"]:
        return None
    return index >= 0 and overlap(syllables(event["name"]), syllables(reading.candidates[index].name)) >= 0.5


def fit_day_and_place(
    readings: list[facts.Reading], events: list[Any], chosen: list[tuple[int, float]], out: Path
) -> None:
    names = [r.candidates[k] if k >= 0 else None for r, (k, _) in zip(readings, chosen, strict=True)]
    for key, model, make, penalty in (
        ("date", "event_date", day_case, 1.0),
        ("place", "event_place", place_case, 3.0),
    ):
        found = [make(r, m, e[key]) if e else None for r, m, e in zip(readings, names, events, strict=True)]
        right: dict[bool, list[bool]] = {True: [], False: []}
        for weights, held in left_out(found, len(found), lambda c, p=penalty: fit_choice(c, p, 2)):
            for i in held:
                if (case := found[i]) is not None:
                    right[bool(events[i][key])].append(case[1][best(weights, case[0])[0]])
        print(
            f"{key} {np.mean(right[True]):.3f} of {len(right[True])}, "
            f"none {np.mean(right[False]):.3f} of {len(right[False])}"
        )
        store(out, model, fit_choice([c for c in found if c], penalty, 2))


def fit_report(
    features: list[list[str]], labels: np.ndarray, named: list[bool | None], out: Path, threshold: float
) -> None:
    """`named` tells of the first documents, on which the figures are taken, whether their name is right."""
    weight = np.where(np.arange(len(labels)) < len(named), 1.0, MORE)
    probability = np.zeros(len(labels))
    for seen, held in folds(len(labels), 8, 1):
        weights, bias = report_model([features[i] for i in seen], labels[seen], weight[seen])
        for i in held:
            probability[i] = 1 / (1 + np.exp(-bias - sum(weights.get(f, 0.0) for f in features[i])))
    own, report = probability[: len(named)], labels[: len(named)]
    for limit in (0.3, 0.4, 0.5, 0.6, 0.7):
        right = [bool(p >= limit and n) for p, n in zip(own, named, strict=True) if n is not None]
        print(
            f"at {limit}: no event {np.mean(own[~report] < limit):.3f}, "
            f"kept {np.mean(own[report] >= limit):.3f}, "
            f"named {np.mean(right):.3f}"
        )
    store(out, "event_report", *report_model(features, labels, weight), threshold)


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
