#!/usr/bin/env python3
"""Fit the model of same events: vnpolicy/weights/same_event.json.

    python bench/fit_same_event.py GOLD [OUT]

GOLD holds the labelled sets `events` and `news-clusters` (docs/ID.txt and events.jsonl). Fitted on part
`fit`: a logistic regression over pairs of reports; a second one, `standing`, over its log odds and the
reports around the pair, on log odds from models that did not see the pair's events. B-cubed F1 of the
linkage is cross-validated over events (halves, so that the corpus that is grouped is as small as a part),
and the best threshold printed beside the one that is used. Then B-cubed F1 on part `check` is printed. The
same input gives the same bytes.

Real reports may have no title or publication date. All labelled ones have a title, and of the two sets one
has publication dates and the other none, so that the date would stand for the set. So both are fitted on a
second time with every third title taken off, and the dated one a third time without its dates.
"""

import json
import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from vnpolicy.analysis.candidates import candidates
from vnpolicy.analysis.grouping import LEAST
from vnpolicy.analysis.linkage import average_linkage
from vnpolicy.analysis.postings import posted
from vnpolicy.analysis.similarity import LEAST as LEAST_SCORE
from vnpolicy.analysis.similarity import features
from vnpolicy.analysis.standing import RISE, Links
from vnpolicy.analysis.standing import features as standing_features
from vnpolicy.analysis.vectors import packed, vectors
from vnpolicy.extract.event import event as find_event
from vnpolicy.extract.evidence import evidence
from vnpolicy.extract.people import people as find_people
from vnpolicy.model import Raw
from vnpolicy.read.clean import clean
from vnpolicy.text.sentences import sentences as split
from vnpolicy.text.unicode import normalize

SETS = ("events", "news-clusters")
CHOICE = {  # weights of the variants in the choice of the threshold
    ("events", "as it is"): 1.0,
    ("news-clusters", "as it is"): 1.0,
    ("news-clusters", "undated"): 0.5,
}
VARIANTS = {  # of a set, with the weight of a pair
    ("events", "as it is"): 1.0,
    ("events", "untitled"): 0.25,
    ("news-clusters", "as it is"): 1.0,
    ("news-clusters", "untitled"): 0.25,
    ("news-clusters", "undated"): 1.5,
}
STRENGTH = 0.01  # inverse of the regularization
STANDING_STRENGTH = 0.1
FOLDS = 4
STANDING = ["score", "nearer_least", "nearer_most", "rivals_least", "rivals_most"]
THRESHOLDS = [round(0.16 + 0.02 * n, 2) for n in range(27)]
PLATEAU = 0.01
THRESHOLD = 0.44  # within the plateau of the cross-validation
ROUNDS = 10
OUT = Path(__file__).parent.parent / "vnpolicy" / "weights" / "same_event.json"


@dataclass
class Pairs:
    """A labelled set: the event of each report; candidate pairs, their features, whether they are one."""

    events: list[str]
    i: np.ndarray
    j: np.ndarray
    x: np.ndarray
    same: np.ndarray
    names: list[str]


Variant = tuple[str, str]
Sets = dict[Variant, Pairs]


def evidence_of(text: str, **changed: str | None) -> dict:
    """The evidence of a report, with some facts of its header changed."""
    raw = Raw(normalize(text), "txt", "utf-8")
    cleaned = clean(raw)
    body = cleaned.body(raw.text)
    header = replace(cleaned.header, **changed)
    sentences, people = split(body), find_people(body)
    event = find_event(body, header, sentences, people)
    return evidence(header, body, sentences, [], people, event)


def read(folder: Path, part: str, variant: str = "as it is") -> Pairs:
    labels = [json.loads(line) for line in (folder / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    labels = sorted((r for r in labels if r["part"] == part), key=lambda r: r["id"])
    texts = [(folder / "docs" / f"{r['id']}.txt").read_text(encoding="utf-8") for r in labels]
    if variant == "untitled":
        found = [
            evidence_of(text) if n % 3 else evidence_of(text, title=None) for n, text in enumerate(texts)
        ]
    elif variant == "undated":
        found = [evidence_of(text, published=None) for text in texts]
    else:
        found = [evidence_of(text) for text in texts]
    told = [(r["id"], e) for r, e in zip(labels, found, strict=True)]
    reports = list(zip([doc for doc, _ in told], packed([value for _, value in told]), strict=True))
    of = vectors(reports)
    i, j = candidates([doc for doc, _ in told], posted(reports))
    x = features(of, i, j)
    events = [r["event"] for r in labels]
    same = np.array([events[a] == events[b] for a, b in zip(i, j, strict=True)])
    return Pairs(events, i, j, np.stack(list(x.values()), axis=1), same, list(x))


def among(pairs: Pairs, events: set[str]) -> np.ndarray:
    """Which of the pairs are of two reports of `events`."""
    inside = np.array([event in events for event in pairs.events])
    return inside[pairs.i] & inside[pairs.j]


def fit(x: np.ndarray, same: np.ndarray, weight: np.ndarray, strength: float) -> tuple[np.ndarray, float]:
    """Weights and intercept of a logistic regression over the features as they are."""
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=strength, max_iter=5000).fit(scaler.transform(x), same, sample_weight=weight)
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def bcubed(gold: list[str], groups: list[list[int]]) -> float:
    """B-cubed F1 (Bagga & Baldwin 1998)."""
    size = Counter(gold)
    precision = recall = 0.0
    for group in groups:
        inside = Counter(gold[i] for i in group)
        precision += sum(n * n / len(group) for n in inside.values())
        recall += sum(n * n / size[event] for event, n in inside.items())
    precision, recall = precision / len(gold), recall / len(gold)
    return 2 * precision * recall / (precision + recall)


@dataclass
class Model:
    """Both regressions: weights and intercept of each."""

    pair: tuple[np.ndarray, float]
    standing: tuple[np.ndarray, float]

    def likely(self, pairs: Pairs, kept: np.ndarray) -> np.ndarray:
        """The probability of each of the pairs `kept`, among which alone they stand."""
        scores = score(pairs.x[kept], *self.pair)
        linked = scores >= LEAST_SCORE
        found = np.zeros(len(scores))
        x = standing_rows(pairs, np.flatnonzero(kept)[linked], scores[linked])
        stands = np.minimum(score(x, *self.standing), scores[linked] + RISE)
        found[linked] = 1 / (1 + np.exp(-stands))
        return found


def score(x: np.ndarray, weights: np.ndarray, intercept: float) -> np.ndarray:
    return np.clip(x @ weights + intercept, -30, 30)


def standing_rows(pairs: Pairs, kept: np.ndarray, scores: np.ndarray) -> np.ndarray:
    text = pairs.x[kept][:, pairs.names.index("text")]
    found = standing_features(Links(len(pairs.events), pairs.i[kept], pairs.j[kept], scores, text))
    return np.stack(list(found.values()), axis=1)


def fit_model(sets: Sets, events: dict[str, set[str]], seed: int = 0) -> Model:
    """Both regressions, fitted on the pairs of reports of `events`, by set."""
    kept = {of: among(pairs, events[of[0]]) for of, pairs in sets.items()}
    total = {of: np.zeros(len(pairs.i)) for of, pairs in sets.items()}
    count = {of: np.zeros(len(pairs.i)) for of, pairs in sets.items()}
    folds: dict[str, list[set[str]]] = {}
    for name in SETS:
        order = sorted(events[name])
        random.Random(seed).shuffle(order)
        folds[name] = [set(order[n::FOLDS]) for n in range(FOLDS)]
    for n in range(FOLDS):
        rest = {of: among(pairs, events[of[0]] - folds[of[0]][n]) for of, pairs in sets.items()}
        model = fit_sets(sets, rest)
        for of, pairs in sets.items():
            out = np.array([event in folds[of[0]][n] for event in pairs.events])
            touched = out[pairs.i] | out[pairs.j]
            total[of][touched] += score(pairs.x[touched], *model)
            count[of][touched] += 1
    x, same, weight = [], [], []
    for of in CHOICE:
        scores = total[of] / count[of].clip(1)
        linked = np.flatnonzero(kept[of] & (scores >= LEAST_SCORE))
        x.append(standing_rows(sets[of], linked, scores[linked]))
        same.append(sets[of].same[linked])
        weight.append(np.full(len(linked), VARIANTS[of]))
    x, same, weight = np.vstack(x), np.concatenate(same), np.concatenate(weight)
    return Model(fit_sets(sets, kept), fit(x, same, weight, STANDING_STRENGTH))


def scores(pairs: Pairs, probability: np.ndarray, kept: np.ndarray, events: set[str]) -> dict[float, float]:
    """B-cubed F1 of the reports of `events` for each threshold."""
    rows = [n for n, event in enumerate(pairs.events) if event in events]
    at = {row: n for n, row in enumerate(rows)}
    links = [
        (at[a], at[b], p)
        for a, b, p in zip(pairs.i[kept].tolist(), pairs.j[kept].tolist(), probability.tolist(), strict=True)
        if p >= LEAST
    ]
    gold = [pairs.events[row] for row in rows]
    return {t: bcubed(gold, average_linkage(len(rows), links, t)) for t in THRESHOLDS}


def halves(sets: Sets, turn: int) -> dict[str, tuple[set[str], set[str]]]:
    """The events of each set in two halves, other ones in each turn."""
    found = {}
    for name in SETS:
        events = sorted(set(sets[name, "as it is"].events))
        random.Random(turn).shuffle(events)
        half = len(events) // 2
        found[name] = set(events[:half]), set(events[half:])
    return found


def cross_validate(sets: Sets) -> dict[Variant, dict[float, float]]:
    """Mean B-cubed F1 by variant and threshold, on halves of the events that were not fitted on."""
    found: dict[tuple[Variant, float], list[float]] = defaultdict(list)
    for turn in range(ROUNDS):
        parted = halves(sets, turn)
        for mine, other in ((0, 1), (1, 0)):
            model = fit_model(sets, {name: parted[name][mine] for name in SETS}, turn)
            for of, pairs in sets.items():
                events = parted[of[0]][other]
                kept = among(pairs, events)
                for threshold, value in scores(pairs, model.likely(pairs, kept), kept, events).items():
                    found[of, threshold].append(value)
    return {of: {t: float(np.mean(found[of, t])) for t in THRESHOLDS} for of in sets}


def fit_sets(sets: Sets, kept: dict[Variant, np.ndarray]) -> tuple[np.ndarray, float]:
    x = np.vstack([pairs.x[kept[of]] for of, pairs in sets.items()])
    same = np.concatenate([pairs.same[kept[of]] for of, pairs in sets.items()])
    weight = np.concatenate([np.full(int(kept[of].sum()), VARIANTS[of]) for of in sets])
    return fit(x, same, weight, STRENGTH)


def written(names: list[str], weights: np.ndarray, intercept: float) -> dict:
    return {
        "intercept": round(intercept, 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
    }


def main() -> None:
    gold, out = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    sets = {of: read(gold / of[0], "fit", of[1]) for of in VARIANTS}
    for name in SETS:
        pairs = sets[name, "as it is"]
        there = sum(n * (n - 1) // 2 for n in Counter(pairs.events).values())
        print(
            f"{name}: {len(pairs.events)} reports, {len(pairs.i)} candidates,"
            f" {pairs.same.sum()} of {there} pairs of one event"
        )
    validated = cross_validate(sets)
    mean = {t: sum(weight * validated[of][t] for of, weight in CHOICE.items()) for t in THRESHOLDS}
    # differences of less are noise of the few events
    plateau = [t for t in THRESHOLDS if mean[t] >= max(mean.values()) - PLATEAU]
    threshold = THRESHOLD
    print(f"best threshold {max(mean, key=mean.__getitem__)}, plateau from {plateau[0]} to {plateau[-1]}")
    for (name, variant), value in validated.items():
        print(f"{name}, {variant}: B-cubed F1 {value[threshold]:.3f} cross-validated at {threshold}")
    model = fit_model(sets, {name: set(sets[name, "as it is"].events) for name in SETS})
    told = {
        "made_by": "bench/fit_same_event.py",
        "threshold": threshold,
        **written(next(iter(sets.values())).names, *model.pair),
        "standing": written(STANDING, *model.standing),
    }
    out.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    for name in SETS:
        pairs = read(gold / name, "check")
        every = np.ones(len(pairs.i), dtype=bool)
        value = scores(pairs, model.likely(pairs, every), every, set(pairs.events))
        print(f"{name}: B-cubed F1 {value[threshold]:.3f} on part check")


if __name__ == "__main__":
    main()
