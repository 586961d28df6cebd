#!/usr/bin/env python3
"""Make the keyphrase model: background counts from a large collection, then weights from labelled reports.

    python bench/fit_keyphrases.py background CORPUS.jsonl.xz
    python bench/fit_keyphrases.py fit LABELS...

`background` reads {"id", "text"} lines (title, lead, body: a line each) and writes
weights/keyphrase_background.json.gz: counts of words and candidate phrases, no texts. `fit` reads labelled
folders: docs/ID.txt, the records of keyphrases.jsonl whose part is `fit`, and the events of items.jsonl; it
prints figures cross-validated by event and writes weights/keyphrases.json: weights of a quick model that
picks the candidates worth a look, and the trees that rank these. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import lzma
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from vnpolicy.analysis.keywords import distinct
from vnpolicy.extract.candidates import Candidates, candidates, closes, opens
from vnpolicy.extract.forms import is_person, is_titled
from vnpolicy.extract.keyphrase_features import Features, matrix, worth_a_look
from vnpolicy.extract.keyphrases import USUAL, WORTH, roles
from vnpolicy.extract.terms import MOST_PHRASES
from vnpolicy.extract.tokens import SPACE, Part, lead_end, tokens
from vnpolicy.lexicon import table
from vnpolicy.text.sentences import sentences
from vnpolicy.text.unicode import normalize, old_tone
from vnpolicy.text.words import words

LOOK = 100
"""Candidates of a report on which the trees are fitted, the best of the quick model."""
FOLDER = Path(__file__).parent.parent / "vnpolicy" / "weights"
LEAST_WORD, LEAST_PHRASE, PRUNE_EVERY = 5, 6, 2500
FOLDS, PENALTY = 5, 0.03
TREES: dict[str, Any] = {
    "max_iter": 150,
    "learning_rate": 0.08,
    "max_leaf_nodes": 16,
    "min_samples_leaf": 40,
    "l2_regularization": 5,
    "max_features": 0.3,
    "random_state": 0,
}
LEAST_REPORTS, PRIOR = 3, 8
NEAR = 0.5
"""What a candidate that is a part of a keyphrase, or holds one, counts as one, at most."""

Counts = dict[str, list[int]]


def report(text: str) -> Candidates:
    """The candidates, with their tokens, of a report whose first line is its title."""
    text = normalize(text)
    title_end = max(text.find("\n"), 0)
    split = sentences(text)
    return candidates(tokens([Part(text, split, words(text, split), title_end, lead_end(split, title_end))]))


def counted(text: str) -> tuple[Counts, Counts]:
    """What one report adds to the background, words and phrases."""
    found = report(text)
    read = found.tokens
    marks = table("phrases.toml")
    verbs, nouns = set(marks["before_verbs"]), set(marks["before_nouns"])
    single: Counts = {}
    flags = zip(
        read.keys,
        read.holds("number").tolist(),
        ((read.places < 0) | read.lead).tolist(),
        opens(read).tolist(),
        closes(read).tolist(),
        (read.gaps == SPACE).tolist(),
        strict=True,
    )
    before = ""
    for key, number, early, opened, closed, spaced in flags:
        if not number:
            row = single.setdefault(key, [1, 0, 0, 0, 0, 0, 0])
            row[1] |= early
            row[2] += 1
            row[3] += opened
            row[4] += closed
            row[5] += spaced and before in verbs
            row[6] += spaced and before in nouns
        before = key
    counts = found.counts
    columns = (counts["title"] + counts["lead"] > 0, counts["count"], counts["opens"], counts["closes"])
    longer = {
        key: [1, *map(int, row)]
        for key, size, *row in zip(found.keys, found.sizes.tolist(), *columns, strict=True)
        if size > 1
    }
    return single, longer


def texts(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def make_background(corpus: Path) -> None:
    total: tuple[Counts, Counts] = (defaultdict(lambda: [0] * 7), defaultdict(lambda: [0] * 5))
    documents = 0
    with Pool() as pool:
        for parts in pool.imap(counted, texts(corpus), chunksize=20):
            documents += 1
            for into, rows in zip(total, parts, strict=True):
                for key, row in rows.items():
                    into[key] = [a + b for a, b in zip(into[key], row, strict=True)]
            if documents % PRUNE_EVERY == 0:  # phrases that stay rare would fill the memory
                for key in [k for k, v in total[1].items() if v[0] * PRUNE_EVERY < documents]:
                    del total[1][key]
    data = {"made_by": "bench/fit_keyphrases.py", "documents": documents}
    for name, rows, least in (("word", total[0], LEAST_WORD), ("phrase", total[1], LEAST_PHRASE)):
        sums = [sum(column) for column in zip(*rows.values(), strict=True)]
        data[f"{name}_base"] = [round(s / sums[0 if i < 2 else 2], 4) for i, s in enumerate(sums)]
        data[f"{name}s"] = {key: rows[key] for key in sorted(rows) if rows[key][0] >= least}
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        file.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
    (FOLDER / "keyphrase_background.json.gz").write_bytes(packed.getvalue())
    sizes = f"{len(data['words'])} words, {len(data['phrases'])} phrases, {packed.tell()} bytes"
    print(f"{documents} reports, {sizes}")


def syllables(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", old_tone(normalize(text)).lower()))


@dataclass
class Labelled:
    """A labelled report: where it is from, the event it tells of, its keyphrases; of each candidate the form,
    the uses, the roles of its words, the features.
    """

    folder: int
    event: str
    keys: list[tuple[str, ...]]
    forms: list[str]
    counts: list[int]
    roles: list[tuple[str, str, str]]
    x: Any
    y: Any = None


def labelled(folders: Sequence[Path]) -> tuple[list[str], list[Labelled]]:
    """The names of the features, and the labelled reports whose part is `fit`."""
    import numpy as np

    names: list[str] = []
    data = []
    for at, gold in enumerate(folders):
        told = events(gold)
        for record in records(gold / "keyphrases.jsonl"):
            if record.get("part", "fit") != "fit":
                continue
            doc = record["doc"]
            found = report((gold / "docs" / f"{doc}.txt").read_text(encoding="utf-8"))
            chosen = worth_a_look(found)
            made = Features(found, chosen)
            names = names or sorted(made.columns)
            keys = [syllables(k) for k in record["keyphrases"]]
            one = Labelled(
                at,
                told.get(doc, doc),
                keys,
                [found.display(n) for n in chosen.tolist()],
                found.counts["count"][chosen].tolist(),
                [roles(found, n) for n in chosen.tolist()],
                # rows as they lie in memory bear on the last digits of what is fitted
                np.ascontiguousarray(matrix(made.columns, names).T),
            )
            one.y = np.array([likeness(syllables(form), keys) for form in one.forms])
            data.append(one)
    return names, data


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def events(gold: Path) -> dict[str, str]:
    """The event, day and beginning of the name, of each labelled report that has one with a day."""
    told = ((r["doc"], r.get("event") or {}) for r in records(gold / "items.jsonl") if r["type"] == "doc")
    return {doc: f"{e['date']} {(e['name'] or '')[:20]}" for doc, e in told if e.get("date")}


def partial(a: Sequence[str], b: Sequence[str]) -> bool:
    short, long = sorted((tuple(a), tuple(b)), key=len)
    n = len(short)
    return n > 0 and 2 * n >= len(long) and any(long[i : i + n] == short for i in range(len(long) - n + 1))


def likeness(phrase: tuple[str, ...], keys: Sequence[tuple[str, ...]]) -> float:
    """1 for a keyphrase, less for a part of one or for more than one, 0 for anything else."""
    if phrase in keys:
        return 1.0
    shares = [min(len(phrase), len(k)) / max(len(phrase), len(k)) for k in keys if partial(phrase, k)]
    return NEAR * max(shares, default=0.0)


def f1(pairs: Sequence[tuple[Any, Any]], same: Any) -> float:
    """Micro F1 of (labelled, predicted) lists."""
    right = sum(any(same(p, g) for g in gold) for gold, got in pairs for p in got)
    found = sum(any(same(p, g) for p in got) for gold, got in pairs for g in gold)
    p, r = right / sum(len(got) for _, got in pairs), found / sum(len(gold) for gold, _ in pairs)
    return 2 * p * r / (p + r) if p + r else 0.0


def examples(x: Any, y: Any) -> tuple[Any, Any, Any]:
    """Rows, labels, weights: a share of a keyphrase is that share of a positive example and the rest of a
    negative one.
    """
    import numpy as np

    some = y > 0
    return np.vstack([x[some], x]), np.r_[np.ones(some.sum()), np.zeros(len(x))], np.r_[y[some], 1 - y]


def quick(data: Sequence[Labelled]) -> Any:
    """Weights of the raw features, fitted on standardised ones."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    x = np.vstack([one.x for one in data])
    scale = x.std(0) + 1e-9
    rows, labels, shares = examples((x - x.mean(0)) / scale, np.concatenate([one.y for one in data]))
    fitted = LogisticRegression(C=PENALTY, max_iter=3000).fit(rows, labels, shares)
    return fitted.coef_[0] / scale


def best(one: Labelled, weights: Any) -> Any:
    """The places of the candidates that the trees look at."""
    import numpy as np

    return np.argsort(-(one.x @ weights), kind="stable")[:LOOK]


Sums = dict[str, tuple[int, float, int]]
"""By word and role: candidates that have it, what they count as keyphrases, reports."""


def sums(one: Labelled, kept: Any) -> Sums:
    found: Sums = {}
    for at in kept:
        for role in one.roles[at]:
            n, worth, _ = found.get(role, (0, 0.0, 1))
            found[role] = (n + 1, worth + one.y[at], 1)
    return found


def share(n: int, worth: float, reports: int) -> float:
    """The share of keyphrases, smoothed towards the usual one, which few reports give alone."""
    return (worth + PRIOR * USUAL) / (n + PRIOR) if reports >= LEAST_REPORTS else USUAL


def with_worth(one: Labelled, kept: Any, total: Sums, own: Sums) -> Any:
    """The features of the candidates `kept`, those of WORTH too; from `total` what is the report's own is
    taken off.
    """
    import numpy as np

    def left(role: str) -> float:
        n, worth, reports = (
            a - b for a, b in zip(total.get(role, (0, 0.0, 0)), own.get(role, (0, 0.0, 0)), strict=True)
        )
        return share(int(n), worth, int(reports))

    return np.hstack([one.x[kept], [[left(role) for role in one.roles[at]] for at in kept]])


def ranking(data: Sequence[Labelled], kept: Sequence[Any]) -> tuple[Any, Sums]:
    """The trees, and the table for WORTH."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    own = [sums(one, k) for one, k in zip(data, kept, strict=True)]
    total: Sums = {}
    for found in own:
        for role, row in found.items():
            n, worth, reports = total.get(role, (0, 0.0, 0))
            total[role] = (n + row[0], worth + row[1], reports + row[2])
    x = np.vstack([with_worth(one, k, total, mine) for one, k, mine in zip(data, kept, own, strict=True)])
    y = np.concatenate([one.y[k] for one, k in zip(data, kept, strict=True)])
    rows, labels, shares = examples(x, y)
    return HistGradientBoostingClassifier(**TREES).fit(rows, labels, shares), total


def exported(fitted: Any) -> tuple[float, list[Any]]:
    """The bias and the trees as nested lists (see vnpolicy/extract/trees.py)."""

    def node(nodes: Any, at: int) -> Any:
        one = nodes[at]
        if one["is_leaf"]:
            return round(float(one["value"]), 4)
        threshold = float(f"{one['num_threshold']:.6g}")
        return [int(one["feature_idx"]), threshold, node(nodes, one["left"]), node(nodes, one["right"])]

    return float(fitted._baseline_prediction.ravel()[0]), [
        node(step[0].nodes, 0) for step in fitted._predictors
    ]


def validate(data: Sequence[Labelled], folders: Sequence[Path]) -> None:
    """Print the figures of each folder, models fitted without the reports of the events judged."""
    fold = [int(sha256(one.event.encode()).hexdigest(), 16) % FOLDS for one in data]
    pairs: list[list[tuple[Any, Any]]] = [[] for _ in folders]
    for out in range(FOLDS):
        others = [one for one, f in zip(data, fold, strict=True) if f != out]
        weights = quick(others)
        model, total = ranking(others, [best(one, weights) for one in others])
        for one in (one for one, f in zip(data, fold, strict=True) if f == out):
            kept = best(one, weights)
            scores = model.decision_function(with_worth(one, kept, total, {}))
            scored = sorted(zip(scores, kept, strict=True), reverse=True)
            told = [
                [form := one.forms[at], float(v), one.counts[at], 0, is_person(form) or is_titled(form)]
                for v, at in scored[:MOST_PHRASES]
            ]
            pairs[one.folder].append((one.keys, [syllables(p[0]) for p in distinct(told, 10)]))
    for folder, judged in zip(folders, pairs, strict=True):
        figures = f"exact {f1(judged, lambda a, b: a == b):.3f} partial {f1(judged, partial):.3f}"
        print(f"cross-validated on {len(judged)} of {folder.name}: {figures}")


def fit(folders: Sequence[Path]) -> None:
    names, data = labelled(folders)
    validate(data, folders)
    weights = quick(data)
    fitted, total = ranking(data, [best(one, weights) for one in data])
    bias, trees = exported(fitted)
    result = {
        "made_by": "bench/fit_keyphrases.py",
        "reports": len(data),
        "quick": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
        "bias": round(bias, 4),
        "worth": {k: round(share(*total[k]), 3) for k in sorted(total) if total[k][2] >= LEAST_REPORTS},
        "names": [*names, *WORTH],
        "trees": trees,
    }
    packed = json.dumps(result, ensure_ascii=False, separators=(",", ":")).replace("],[", "],\n[")
    (FOLDER / "keyphrases.json").write_text(packed + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("background", "fit"))
    parser.add_argument("sources", metavar="SOURCE", type=Path, nargs="+")
    chosen = parser.parse_args()
    if chosen.what == "fit":
        fit(chosen.sources)
    elif len(chosen.sources) == 1:
        make_background(chosen.sources[0])
    else:
        parser.error("background reads one collection")


if __name__ == "__main__":
    main()
