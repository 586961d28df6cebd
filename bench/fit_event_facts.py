"""Fit the linear models behind the facts of an event: its name, day, place, and whether there is one.

    python bench/fit_event_facts.py LABELS... --pages PAGES --more DOCS bench/event_reports.jsonl
    [--facts FURTHER] --out vnpolicy/weights

Each of LABELS is a folder with docs/ID.txt and items.jsonl, of which the lines of type "doc" and part "fit"
are used; PAGES holds docs/ID.txt and labels.jsonl (day and place); --more adds reports labelled by us:
whether each reports an event and, where known, its facts (a fact left out is not known, null is none; a name
is a range of the raw text); those that LABELS hold too are left out. FURTHER is a folder like LABELS of which
only the facts of reports are used, not which documents are reports (its labellers drew that line otherwise),
and of these every other document (`seen`): the rest is kept for measuring. The choices among readings are
conditional logistic regressions (one choice a document, several readings may be right), whether a document
reports an event is a balanced logistic regression on the choices of models that have not seen the document.
Prints figures for each folder on documents left out, those of one day always together: of reports, the share
of facts found with and without those refused as no event, at several thresholds.
"""

from __future__ import annotations

import argparse
import hashlib
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
from vnpolicy.extract.event_choice import Choice, likeliest
from vnpolicy.extract.event_dates import Day, dated
from vnpolicy.extract.event_years import year_cases
from vnpolicy.read.clean import clean
from vnpolicy.read.convert import to_raw
from vnpolicy.read.sources import Source
from vnpolicy.text.sentences import sentences

Features = list[list[str]]
Case = tuple[Features, list[bool], float]
"""Readings by their features, which of them are right, and how much the choice counts."""

PENALTIES = {"event_name": 4.0, "event_date": 1.0, "event_year": 1.0, "event_place": 2.5}
"""L2 penalties of the choices (best on documents left out)."""

STRENGTH = 0.1
"""Inverse of the L2 penalty for reports or not."""

OWN = 0.6
"""Weight of the facts of --more, which were chosen otherwise."""

FURTHER = 0.5
"""Weight of whether documents of the second and further LABELS are reports: their labellers drew the line a
little differently.
"""

NO_PLACE = 0.05
"""Labels leave the place out more often than the reader would, so such choices count less."""

PAGES, MORE, FACTS = "pages", "more", "facts"
"""Names of the sources that are not folders of LABELS."""

PLACE_OF = {PAGES: 3.0, FACTS: 0.6}
"""Weight of the places of the few pages, and of --facts (best on documents left out)."""

LIMITS = (0.3, 0.35, 0.38, 0.4, 0.45, 0.5)
"""Thresholds of a report's probability for which figures are printed."""

PAPERS, TOLD = "2017", 0.25
"""Year of all reports of LABELS and --more, which labels give less often than the texts do; how much a text
that holds it counts as giving it.
"""

RARE = 12
"""Wording of the lead seen in fewer documents is left out."""


@dataclass(frozen=True)
class Labelled:
    """A document with its label; `event` holds the facts that are known."""

    reading: facts.Reading
    published: str | None
    report: bool
    event: dict[str, Any]
    source: str
    weight: float

    @property
    def judged(self) -> bool:
        """Whether the label of being a report counts."""
        return self.source != FACTS


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


def best(weights: dict[str, float], features: Features) -> int:
    sums = totals(weights, features)
    return max(range(len(sums)), key=sums.__getitem__)


def totals(weights: dict[str, float], features: Features) -> list[float]:
    return [sum(weights.get(f, 0.0) for f in fs) for fs in features]


def choice_of(weights: dict[str, float], reading: facts.Reading) -> Choice:
    return likeliest(reading.candidates, totals(weights, reading.features))


def folds(days: Sequence[str | None], parts: int, seed: int) -> Iterator[tuple[list[int], list[int]]]:
    """The numbers of the documents divided into those seen and those left out, those of one day together;
    `days`: the month and day of each document's event, None where not known.
    """
    together: dict[str, list[int]] = {}
    for i, day in enumerate(days):
        together.setdefault(day or f"document {i}", []).append(i)
    keys = sorted(together)
    random.Random(seed).shuffle(keys)
    out: list[list[int]] = [[] for _ in range(parts)]
    for key in sorted(keys, key=lambda k: -len(together[k])):
        min(out, key=len).extend(together[key])
    for held in out:
        yield sorted(set(range(len(days))) - set(held)), sorted(held)


def days_of(documents: Sequence[Labelled]) -> list[str | None]:
    """The month and day of each document's event."""
    dates = (d.event.get("date") for d in documents)
    return [date[-5:] if date else None for date in dates]


def name_case(reading: facts.Reading, label: str | None) -> Case:
    want = syllables(label)
    scores = [overlap(want, syllables(c.name)) if label else 0.0 for c in reading.candidates]
    top = max(scores, default=0.0)
    return reading.features, [s >= 0.5 and s >= top - 0.15 for s in scores], 1.0


def day_case(reading: facts.Reading, choice: Choice, label: str | None) -> Case:
    days, features = facts.day_cases(reading, choice)
    right = [d.value is not None and d.value[-5:] == label[-5:] if label else d.value is None for d in days]
    return features, [*right, label is None], 1.0


def place_case(reading: facts.Reading, choice: Choice, label: str | None) -> Case:
    spots, features = facts.spot_cases(reading, choice)
    right = [bool(label) and overlap(syllables(label), syllables(s.name)) >= 0.5 for s in spots]
    return features, [*right, not label], 1.0 if label else NO_PLACE


def years_of(d: Labelled, day: str) -> Iterator[Case]:
    """The choice of the year; where the text holds it and the label does not, none is right for the most
    part.
    """
    years, features = year_cases(d.reading.dated, d.event.get("name"), "--" + day[-5:])
    right = [y == PAPERS for y in years]
    yield features, [*right, day.startswith("--") or PAPERS not in years], (1 - TOLD) * d.weight
    yield features, [*right, PAPERS not in years], TOLD * d.weight


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
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--more", type=Path, nargs=2, metavar=("DOCS", "LABELS"))
    parser.add_argument("--facts", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threshold", type=float, default=0.38)
    args = parser.parse_args()
    documents = list(load(args.labels, args.pages, args.more, args.facts))
    figures(documents)
    models, report = fit(documents)
    for key, weights in models.items():
        store(args.out, key, weights, 0.0, 0.5, Path(__file__).name)
    store(args.out, "event_report", *report, args.threshold, Path(__file__).name)


def seen(doc: str) -> bool:
    """Whether the models may see a document of `--facts`: one in two, by a hash of its id."""
    return hashlib.sha256(doc.encode()).digest()[0] % 2 == 0


def further(folder: Path, known: set[str]) -> Iterator[dict[str, Any]]:
    """The labels of reports in `--facts` that are used, without those of `known` documents."""
    for row in lines(folder / "items.jsonl"):
        if row["type"] == "doc" and row["is_report"] and seen(row["doc"]) and row["doc"] not in known:
            yield row


def load(
    labels: Sequence[Path], pages: Path | None, more: Sequence[Path] | None, facts: Path | None
) -> Iterator[Labelled]:
    """All labelled documents."""
    known = set()
    for folder in labels:
        for r in lines(folder / "items.jsonl"):
            if r["type"] == "doc" and r.get("part", "fit") == "fit":
                known.add(r["doc"])
                yield labelled(folder / "docs", r["doc"], r["is_report"], r["event"] or {}, folder.name)
    if pages:
        for r in lines(pages / "labels.jsonl"):
            event = {"date": r["event_date"], "place": r["place"]}
            yield labelled(pages / "docs", r["id"], True, event, PAGES)
    if more:
        for r in lines(more[1]):
            if r["doc"] in known:
                continue
            known.add(r["doc"])
            event = dict(r.get("event") or {})
            if event.get("name"):
                start, end = event["name"]
                event["name"] = text_of(more[0], r["doc"])[start:end]
            yield labelled(more[0], r["doc"], r["is_report"], event, MORE, OWN)
    for r in further(facts, known) if facts else ():
        yield labelled(facts / "docs", r["doc"], True, r["event"], FACTS)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def text_of(docs: Path, doc: str) -> str:
    """The raw text of a document, into which the offsets of its labelled name point."""
    path = docs / f"{doc}.txt"
    return to_raw(Source(str(path), path.read_bytes(), None)).text


def labelled(
    docs: Path, doc: str, report: bool, event: dict[str, Any], source: str, weight: float = 1.0
) -> Labelled:
    path = docs / f"{doc}.txt"
    raw = to_raw(Source(str(path), path.read_bytes(), None))
    cleaned = clean(raw)
    body = cleaned.body(raw.text)
    reading = facts.read(body, cleaned.header.title, sentences(body))
    return Labelled(reading, cleaned.header.published, report, event, source, weight)


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
    choices: dict[int, Choice] = {}
    for seen, held in folds(days_of(documents), 4, 5):
        weights = fit_choice(name_cases([documents[i] for i in seen]), penalty)
        choices |= {i: choice_of(weights, documents[i].reading) for i in held}
    models = {"event_name": fit_choice(name_cases(documents), penalty)}
    days, spots = [], []
    for i, d in enumerate(documents):
        if "date" in d.event:
            features, right, _ = day_case(d.reading, choices[i], d.event["date"])
            days.append((features, right, d.weight))
        if "place" in d.event:
            features, right, weight = place_case(d.reading, choices[i], d.event["place"])
            spots.append((features, right, weight * d.weight * PLACE_OF.get(d.source, 1.0)))
    dated_ones = [d for d in documents if d.event.get("date") and d.source != PAGES]
    years = [case for d in dated_ones for case in years_of(d, d.event["date"])]
    models["event_year"] = fit_choice(years, PENALTIES["event_year"], 3)
    models["event_date"] = fit_choice(days, PENALTIES["event_date"], 2)
    models["event_place"] = fit_choice(spots, PENALTIES["event_place"], 2)
    return models, fit_report(documents, choices)


def fit_report(documents: Sequence[Labelled], choices: dict[int, Choice]) -> tuple[dict[str, float], float]:
    choices = {i: choices[j] for i, j in enumerate(j for j, d in enumerate(documents) if d.judged)}
    documents = [d for d in documents if d.judged]
    features = [facts.report_features(d.reading, choices[i]) for i, d in enumerate(documents)]
    counts = Counter(f for fs in features for f in set(fs))
    kept = [[f for f in fs if not f.startswith("lead ") or counts[f] >= RARE] for fs in features]
    full = (documents[0].source, PAGES, MORE)
    weights = [1.0 if d.source in full else FURTHER for d in documents]
    return report_model(kept, np.array([d.report for d in documents]), np.array(weights))


@dataclass(frozen=True)
class Judged:
    """What models that have not seen a document make of it: the facts, and which are right."""

    document: Labelled
    probability: float
    name: str | None
    date: str | None
    place: str | None
    right: dict[str, bool]


def judged(documents: Sequence[Labelled]) -> Iterator[Judged]:
    """Every document of LABELS and PAGES as models fitted without it see it."""
    for seen, held in folds(days_of(documents), 6, 0):
        models, (report, bias) = fit([documents[i] for i in seen])
        for d in (documents[i] for i in held if documents[i].source != MORE):
            choice = choice_of(models["event_name"], d.reading)
            total = bias + totals(report, [facts.report_features(d.reading, choice)])[0]
            name = facts.chosen(d.reading, choice)
            text = name.name if name else None
            days, features = facts.day_cases(d.reading, choice)
            k = best(models["event_date"], features)
            date = day_of(d, days[k], text, models["event_year"]) if k < len(days) else None
            spots, features = facts.spot_cases(d.reading, choice)
            k = best(models["event_place"], features)
            place = spots[k].name if k < len(spots) else None
            probability = float(1 / (1 + np.exp(-total)))
            yield Judged(d, probability, text, date, place, rights(d.event, text, date, place))


def day_of(d: Labelled, day: Day, name: str | None, weights: dict[str, float]) -> str | None:
    """The day as the program gives it, with its year where the document tells that."""
    year = None
    if day.value and day.value.startswith("--") and not d.published:
        years, features = year_cases(d.reading.dated, name, day.value)
        year = [*years, None][best(weights, features)]
    return dated(day, d.published, year)[0]


def rights(event: dict[str, Any], name: str | None, date: str | None, place: str | None) -> dict[str, bool]:
    """Which facts are as labelled; a label without a year is met by any year."""
    right = {}
    if event.get("name"):
        right["name"] = overlap(syllables(event["name"]), syllables(name)) >= 0.5
    if event.get("date"):
        label = event["date"]
        right["date"] = (date or "").endswith(label[2:]) if label.startswith("--") else date == label
        right["day"] = (date or "").endswith(label[-5:])
    elif "date" in event:
        right["no date"] = not date
    if event.get("place"):
        right["place"] = overlap(syllables(event["place"]), syllables(place)) >= 0.5
    elif "place" in event:
        right["no place"] = not place
    return right


def figures(documents: Sequence[Labelled]) -> list[Judged]:
    """Print what models that have not seen a document make of it."""
    found = list(judged(documents))
    for source in dict.fromkeys(j.document.source for j in found):
        own = [j for j in found if j.document.source == source]
        reports = [j for j in own if j.document.report]
        others = [j for j in own if not j.document.report]
        kinds = dict.fromkeys(kind for j in reports for kind in j.right)
        shares = {k: np.mean([j.right[k] for j in reports if k in j.right]) for k in kinds}
        print(source, "of all reports:", "  ".join(f"{kind} {share:.3f}" for kind, share in shares.items()))
        for limit in LIMITS if others else ():
            shares = {
                k: np.mean(
                    [
                        j.right[k] and j.probability >= limit if k[:3] != "no " else j.right[k]
                        for j in reports
                        if k in j.right
                    ]
                )
                for k in kinds
            }
            shares["reports kept"] = np.mean([j.probability >= limit for j in reports])
            shares["others refused"] = np.mean([j.probability < limit for j in others])
            print(source, f"at {limit}:", "  ".join(f"{kind} {share:.3f}" for kind, share in shares.items()))
    return found


def store(out: Path, name: str, weights: dict[str, float], bias: float, threshold: float, by: str) -> None:
    """Write the model `name` that the program `by` in bench/ has made."""
    data = {
        "made_by": f"bench/{by}",
        "bias": round(bias, 4),
        "threshold": threshold,
        "weights": dict(sorted(weights.items())),
    }
    (out / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
