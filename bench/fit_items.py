"""Fit the models of items: weights/{agenda,agenda_kinds,policy,proposals,proposal_kinds}.json.

    python bench/fit_items.py LABELS... --news TEXTS [--only proposals|agenda] [--out FOLDER] [--dry]

LABELS are folders with `items.jsonl` and `docs/ID.txt` as described in docs/development.md; our own labels
are made one by bench/labels.py. Only documents of the part `fit` are read. Regularisation and threshold are
chosen by five-fold cross-validation, by the mean F1 of the first folder and of the others, and all figures
are printed; `--dry` stops there. TEXTS are the reports of bench/item_rows.jsonl, general news by which
proposals are told from other advice: `policy` is fitted on which reports hold a proposal, and its figure,
cross-validated too, is a feature of the candidates. So is for agenda items how far a document reports an
event, by the features of weights/event_report.json, fitted likewise. Method: L2-regularised logistic
regression (scikit-learn, liblinear) on features that are there or not, each scaled by how much it tells by
itself (naive Bayes log-count ratios; Wang & Manning 2012), so that what tells little is regularised more; a
candidate is positive when the syllables of its text overlap those of a labelled item by at least F1 0.5 and
no candidate of that item does so by 0.07 more.
"""

from __future__ import annotations

import argparse
import collections
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from fit_event_facts import report_model
from item_rows import Labelled, label
from item_rows import read as read_news
from overlaps import overlap, syllables
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from vnpolicy.extract import event
from vnpolicy.extract.context import Context
from vnpolicy.extract.discourse import Discourse
from vnpolicy.extract.occasion import Occasion
from vnpolicy.extract.people import people
from vnpolicy.extract.policy import policy_features, words
from vnpolicy.extract.proposals import features_of, kind_features
from vnpolicy.extract.statements import Candidate, candidates
from vnpolicy.extract.topics import topic_candidates, topic_features
from vnpolicy.model import Raw
from vnpolicy.read.clean import clean
from vnpolicy.text.sentences import sentences
from vnpolicy.text.unicode import normalize

FOLDS = 5
STRENGTHS = (0.1,)  # of the inverse regularisation; 0.03 to 0.3 were tried, the best by little
SAME = 0.5
NEARLY_BEST = 0.07
DOUBTFUL = 0.3  # weight in the fit of a candidate that is close to an item but not its best form
POWER = {"proposal": 0.75, "agenda": 0.4}  # of a feature's scale; with 0, F1 falls by 0.014 and 0.016
FURTHER = 0.7  # weight of the documents of other folders than the first
SMALLEST = 0.008  # weights below are left out of the file
NEWS = -1  # the folder number of general news
NEWS_WEIGHTS = {"true": 1.0, "near": 0.3, "false": 1.0, "doubtful": 0.0, "other": 0.3}
OF_REPORT = ("policy:", "event:")  # features of reports, each as likely to tell as any other
POLICY = "policy:0.0"  # the feature of a report that is likely of policy
UNREAD = 0.3  # weight of a report of general news in which nothing was found, so nothing was read
GIVEN_FOR_PRECISION = 0.002  # F1 given up for fewer wrong rows, which cost a reader more than missed ones
GIVEN_FOR_RECALL = 0.006  # F1 of agenda items given up for more of a programme
ELSEWHERE = 0.8  # log-odds that a statement must have more in a report that is likely not of policy


@dataclass
class Document:
    """A labelled document with its gold items by type."""

    doc: str
    context: Context
    discourse: Discourse
    folder: int
    gold: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: collections.defaultdict(list))
    news: list[Labelled] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    title: str | None = None
    reports: bool = True
    occasion: Occasion = field(default_factory=lambda: Occasion(0.0))


@dataclass
class Rows:
    """Candidates of all documents: features, label, fit weight, where they come from."""

    features: list[list[str]] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    places: list[tuple[int, int, Candidate]] = field(default_factory=list)
    kinds: list[str | None] = field(default_factory=list)
    news: list[str] = field(default_factory=list)


def read(folders: list[Path]) -> list[Document]:
    return [document for number, folder in enumerate(folders) for document in read_one(folder, number)]


def read_one(folder: Path, number: int = 0) -> list[Document]:
    labels = [json.loads(line) for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines()]
    documents: dict[str, Document] = {}
    for row in labels:
        if row.get("part", "fit") != "fit":
            continue
        if row["doc"] not in documents:
            text = normalize((folder / "docs" / f"{row['doc']}.txt").read_text(encoding="utf-8"))
            cleaned = clean(Raw(text, "text", "utf-8"))
            body = cleaned.body(text)
            context = Context(body, sentences(body))
            made = Document(
                row["doc"], context, Discourse(context, people(body), cleaned.header.author), number
            )
            made.title = cleaned.header.title
            documents[row["doc"]] = made
        if row["type"] == "doc":
            documents[row["doc"]].reports = row["is_report"]
        if row["type"] != "doc":
            forms = [syllables(t) for t in (row["text"], *row.get("also", []))]
            documents[row["doc"]].gold[row["type"]].append({**row, "forms": forms})
    return [documents[d] for d in sorted(documents)]


def news(texts: Path, labelled: Iterable[Document]) -> list[Document]:
    """The reports of general news of which rows were judged, without those that are `labelled` whole."""
    found, whole = [], {d.doc for d in labelled}
    for doc, (body, rows) in read_news(Path(__file__).with_name("item_rows.jsonl"), texts).items():
        if doc in whole:
            continue
        context = Context(body, sentences(body))
        found.append(Document(doc, context, Discourse(context, people(body)), NEWS, news=rows))
    return found


def build(
    documents: list[Document], kind: str, make: Callable[..., Any], describe: Callable[..., list[str]]
) -> Rows:
    rows = Rows()
    for number, document in enumerate(documents):
        if document.folder == NEWS:
            add_news(rows, number, document, make, describe)
            continue
        context, gold = document.context, document.gold[kind]
        groups = list(make(context))
        found = [(g, c) for g, group in enumerate(groups) for c in group]
        words = [syllables(context.body[c.start : c.end]) for _, c in found]
        near = np.array([[max(overlap(f, w) for f in g["forms"]) for g in gold] or [0.0] for w in words])
        best = near.max(axis=0) if len(near) else np.zeros(1)
        for (group, candidate), row in zip(found, near, strict=True):
            label = bool(((row >= SAME) & (row >= best - NEARLY_BEST)).any())
            rows.features.append(describe(document, candidate))
            rows.news.append("")
            rows.labels.append(int(label))
            doubtful = row.max() >= SAME - 0.1 and not label
            rows.weights.append((DOUBTFUL if doubtful else 1.0) * (FURTHER if document.folder else 1.0))
            rows.places.append((number, group, candidate))
            rows.kinds.append(gold[int(row.argmax())]["kind"] if gold and row.max() >= SAME else None)
    return rows


def add_news(
    rows: Rows, number: int, document: Document, make: Callable[..., Any], describe: Callable[..., list[str]]
) -> None:
    for group, found in enumerate(make(document.context)):
        for candidate in found:
            name, _ = label(candidate, document.news)
            rows.features.append(describe(document, candidate))
            rows.labels.append(int(name == "true"))
            rows.weights.append(NEWS_WEIGHTS[name])
            rows.places.append((number, group, candidate))
            rows.kinds.append(None)
            rows.news.append(name)


def fit_policy(documents: list[Document]) -> dict[str, Any]:
    """The model of what a report is about; each document gets its features from a fit without it."""
    x, vectorizer = matrix([sorted(words(d.context)) for d in documents], 8)
    y = np.array([bool(d.gold["proposal"]) or any(row[2] for row in d.news) for d in documents])
    w = np.array([UNREAD if d.folder == NEWS and not d.news else 1.0 for d in documents])
    fold = np.arange(len(documents)) % (2 * FOLDS)
    total = np.zeros(len(documents))
    for k in range(2 * FOLDS):
        part = LogisticRegression(C=0.01, solver="liblinear").fit(x[fold != k], y[fold != k], w[fold != k])
        total[fold == k] = part.decision_function(x[fold == k])
    among_news = np.array([d.folder == NEWS for d in documents])
    print(
        f"policy: {len(y)} reports, {y.sum()} with proposals, area under the curve "
        f"{roc_auc_score(y, total):.3f}, general news {roc_auc_score(y[among_news], total[among_news]):.3f}"
    )
    for document, log_odds in zip(documents, total, strict=True):
        document.about = policy_features(float(log_odds))
    model = LogisticRegression(C=0.01, solver="liblinear").fit(x, y, w)
    return {**stored(vectorizer, model.coef_[0], model.intercept_[0]), "threshold": 0.5}


def set_occasions(documents: list[Document]) -> None:
    """Gives each document its occasion, by a model of who reports an event that has not seen it."""
    found = [event.judged(d.context.body, d.title, d.context.sentences) for d in documents]
    features = [event.report_features(f.reading, f.choice) for f in found]
    y, fold = np.array([d.reports for d in documents]), np.arange(len(documents)) % (2 * FOLDS)
    total = np.zeros(len(documents))
    for k in range(2 * FOLDS):
        seen = [f for f, held in zip(features, fold == k, strict=True) if not held]
        weights, bias = report_model(seen, y[fold != k], np.ones(len(seen)))
        for number in np.flatnonzero(fold == k):
            total[number] = bias + sum(weights.get(f, 0.0) for f in dict.fromkeys(features[number]))
    print(f"event: {y.sum()} of {len(y)} report one, area under the curve {roc_auc_score(y, total):.3f}")
    for document, judged, log_odds in zip(documents, found, total, strict=True):
        document.occasion = replace(judged.occasion, log_odds=float(log_odds))


def matrix(features: list[list[str]], at_least: int) -> tuple[Any, DictVectorizer]:
    count = collections.Counter(f for row in features for f in set(row))
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([{f: 1 for f in row if count[f] >= at_least} for row in features])
    # liblinear takes 32-bit indices only
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    return x, vectorizer


def folds(rows: Rows) -> Any:
    return np.array([number % FOLDS for number, _, _ in rows.places])


def best_of_segment(rows: Rows, p: Any, threshold: float) -> Iterable[tuple[int, Candidate]]:
    top: dict[tuple[int, int], tuple[float, Candidate]] = {}
    for probability, (number, group, candidate) in zip(p, rows.places, strict=True):
        if probability > top.get((number, group), (0.0, None))[0]:
            top[number, group] = (probability, candidate)
    return [(number, c) for (number, _), (probability, c) in top.items() if probability >= threshold]


def not_overlapping(rows: Rows, p: Any, threshold: float) -> Iterable[tuple[int, Candidate]]:
    taken: dict[int, list[Candidate]] = collections.defaultdict(list)
    for at in np.argsort(-p, kind="stable"):
        if p[at] < threshold:
            break
        number, _, candidate = rows.places[at]
        if all(candidate.end <= o.start or candidate.start >= o.end for o in taken[number]):
            taken[number].append(candidate)
    return [(number, c) for number, cs in taken.items() for c in cs]


def score(
    documents: list[Document], kind: str, taken: Iterable[tuple[int, Candidate]], further: bool
) -> tuple[float, float, float]:
    """Precision, recall, F1 over the documents of the first folder, or of the others if `further`.

    One-to-one, best overlap first; repeats of an item count neither way.
    """
    by: dict[int, list[collections.Counter[str]]] = collections.defaultdict(list)
    for number, c in taken:
        by[number].append(syllables(documents[number].context.body[c.start : c.end]))
    hit = extra = total = 0
    for number, document in enumerate(documents):
        if document.folder == NEWS or bool(document.folder) != further:
            continue
        gold = document.gold[kind]
        total += len(gold)
        pairs = sorted(
            (
                (max(overlap(f, w) for f in g["forms"]), i, j)
                for i, g in enumerate(gold)
                for j, w in enumerate(by[number])
            ),
            key=lambda t: (-t[0], t[1], t[2]),
        )
        golds, ours, repeats = set(), set(), set()
        for value, i, j in pairs:
            if value < SAME:
                break
            if len(gold[i]["forms"]) > 1:
                repeats.add(j)
            if i not in golds and j not in ours:
                golds.add(i)
                ours.add(j)
        hit += len(golds)
        extra += len(by[number]) - len(ours | repeats)
    p, r = hit / max(1, hit + extra), hit / max(1, total)
    return p, r, 2 * p * r / max(1e-9, p + r)


def fit_detector(
    documents: list[Document], rows: Rows, kind: str, take: Callable[..., Any]
) -> dict[str, Any]:
    x, vectorizer = matrix(rows.features, 4)
    y, w, fold = np.array(rows.labels), np.array(rows.weights), folds(rows)
    scaling = [0.0 if name.startswith(OF_REPORT) else POWER[kind] for name in vectorizer.feature_names_]
    print(f"{kind}: {x.shape[0]} candidates, {y.sum()} positive, {x.shape[1]} features")
    tried: list[tuple[float, float, float]] = []
    for strength in STRENGTHS:
        p = np.zeros(len(y))
        for k in range(FOLDS):
            row, bias = fit_scaled(x[fold != k], y[fold != k], w[fold != k], strength, scaling)
            p[fold == k] = 1 / (1 + np.exp(-(x[fold == k] @ row + bias)))
        p = stricter(documents, rows, p)
        for threshold in np.arange(0.1, 0.48, 0.02):
            taken = list(take(rows, p, threshold))
            figures = score(documents, kind, taken, further=False)
            other = score(documents, kind, taken, further=True)
            tried.append(((figures[2] + other[2]) / 2, float(threshold), strength))
            shown = " ".join(f"{f:.3f}" for f in (*figures, *other))
            print(f"  C {strength} threshold {threshold:.2f}: P, R, F1 {shown}{in_news(rows, taken)}")
    most = max(f1 for f1, _, _ in tried)
    if any(rows.news):
        best = max((t for t in tried if t[0] >= most - GIVEN_FOR_PRECISION), key=lambda t: (t[1], t[0]))
    else:
        best = min((t for t in tried if t[0] >= most - GIVEN_FOR_RECALL), key=lambda t: (t[1], -t[0]))
    print(f"  taken: C {best[2]} threshold {best[1]:.2f}, F1 {best[0]:.3f}, the best is {most:.3f}")
    made = stored(vectorizer, *fit_scaled(x, y, w, best[2], scaling))
    if POLICY in made["weights"]:  # what `stricter` does, as weights
        made["weights"][POLICY] = round(made["weights"][POLICY] + ELSEWHERE, 3)
        made["bias"] = round(made["bias"] - ELSEWHERE, 4)
    return {**made, "threshold": round(best[1], 2)}


def fit_scaled(x: Any, y: Any, w: Any, strength: float, powers: Any) -> tuple[Any, float]:
    """The weight of each column of `x`, features that are there or not, and the bias.

    `y`: labels; `w`: weights of the rows; `strength`: the C of the regression over scaled features;
    `powers`: of the scale of each column.
    """
    shares = []
    for value in (1, 0):
        counts = x.T @ (w * (y == value)) + 1
        shares.append(counts / counts.sum())
    scale = np.abs(np.log(shares[0] / shares[1])) ** np.array(powers)
    scaled = x.copy()
    scaled.data = scale[x.indices]
    model = LogisticRegression(C=strength, max_iter=2000, solver="liblinear").fit(scaled, y, sample_weight=w)
    return model.coef_[0] * scale, float(model.intercept_[0])


def stricter(documents: list[Document], rows: Rows, p: Any) -> Any:
    """The probabilities lowered by `ELSEWHERE` log-odds in reports that are likely not of policy."""
    if not any(rows.news):
        return p
    elsewhere = np.array([POLICY not in d.about for d in documents])
    down = elsewhere[[number for number, _, _ in rows.places]] * ELSEWHERE
    return 1 / (1 + np.exp(down - np.log(p / (1 - p))))


def in_news(rows: Rows, taken: Iterable[tuple[int, Candidate]]) -> str:
    """The labels of the rows found in general news."""
    names = {(n, c): name for (n, _, c), name in zip(rows.places, rows.news, strict=True)}
    found = collections.Counter(names[t] for t in taken)
    return "; news: " + ", ".join(f"{found[name]} {name}" for name in NEWS_WEIGHTS) if any(rows.news) else ""


def fit_kinds(documents: list[Document], rows: Rows, describe: Callable[..., list[str]]) -> dict[str, Any]:
    chosen = [i for i, kind in enumerate(rows.kinds) if kind]
    features = [describe(documents[rows.places[i][0]], rows.places[i][2]) for i in chosen]
    x, vectorizer = matrix(features, 3)
    y, fold = np.array([rows.kinds[i] for i in chosen]), folds(rows)[chosen]
    right = np.zeros(len(y), bool)
    for k in range(FOLDS):
        model = LogisticRegression(C=0.05, max_iter=2000).fit(x[fold != k], y[fold != k])
        right[fold == k] = model.predict(x[fold == k]) == y[fold == k]
    print(f"  kind right: {right.mean():.3f} of {len(y)}")
    model = LogisticRegression(C=0.05, max_iter=2000).fit(x, y)
    parts = zip(model.classes_, model.coef_, model.intercept_, strict=True)
    return {"classes": {str(label): stored(vectorizer, row, bias) for label, row, bias in parts}}


def of_proposal(document: Document, candidate: Candidate) -> list[str]:
    return features_of(document.context, document.discourse, candidate)


def of_kind(document: Document, candidate: Candidate) -> list[str]:
    return kind_features(document.context, document.discourse, candidate)


def of_topic(document: Document, candidate: Candidate) -> list[str]:
    return topic_features(document.context, candidate, document.occasion)


def stored(vectorizer: DictVectorizer, row: Any, bias: float) -> dict[str, Any]:
    named = zip(vectorizer.feature_names_, row, strict=True)
    return {
        "bias": round(float(bias), 4),
        "weights": {n: round(float(v), 3) for n, v in named if abs(v) >= SMALLEST},
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "vnpolicy" / "weights")
    parser.add_argument("--only", choices=("proposals", "agenda"), help="fit the models of one type of item")
    parser.add_argument("--dry", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    documents = read(options.labels)
    made = {}
    if options.only != "agenda":
        everything = [*documents, *news(options.news, documents)]
        made["policy"] = fit_policy(everything)
        rows = build(everything, "proposal", candidates, lambda d, c: [*of_proposal(d, c), *d.about])
        made["proposals"] = fit_detector(everything, rows, "proposal", best_of_segment)
        made["proposal_kinds"] = fit_kinds(everything, rows, of_kind)
    if options.only != "proposals":
        set_occasions(documents)
        rows = build(documents, "agenda", topic_candidates, of_topic)
        made["agenda"] = fit_detector(documents, rows, "agenda", not_overlapping)
        made["agenda_kinds"] = fit_kinds(documents, rows, of_topic)
    if options.dry:
        return
    for name, model in made.items():
        text = json.dumps(
            {"made_by": "bench/fit_items.py", **model}, ensure_ascii=False, indent=0, sort_keys=True
        )
        (options.out / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{name}.json: {len(text)} characters")


if __name__ == "__main__":
    main()
