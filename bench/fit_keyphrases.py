#!/usr/bin/env python3
"""Make the keyphrase model: background counts from a large collection, then weights from labelled reports.

    python bench/fit_keyphrases.py background CORPUS.jsonl.xz
    python bench/fit_keyphrases.py fit GOLD_DIR

`background` reads {"id", "text"} lines (title, lead, body: a line each) and writes
weights/keyphrase_background.json.gz: counts of words and candidate phrases, no texts. `fit` reads
GOLD_DIR/docs/ID.txt and the records of GOLD_DIR/keyphrases.jsonl whose part is `fit`, prints figures
cross-validated by report, and writes weights/keyphrases.json. The same input gives the same bytes.
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
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from vnpolicy.analysis.keywords import distinct
from vnpolicy.extract.candidates import Candidate, candidates, closes, lead_end, opens, tokens
from vnpolicy.extract.keyphrases import features
from vnpolicy.lexicon import table
from vnpolicy.text.sentences import sentences
from vnpolicy.text.unicode import normalize, old_tone
from vnpolicy.text.words import words

FOLDER = Path(__file__).parent.parent / "vnpolicy" / "weights"
LEAST_WORD, LEAST_PHRASE, PRUNE_EVERY = 5, 6, 2500
FOLDS, PENALTY = 5, 0.03
NEAR = 0.1
"""What a candidate that is a part of a keyphrase, or holds one, counts as one, at most."""

Counts = dict[str, list[int]]


def report(text: str) -> tuple[list[Any], dict[str, Candidate], int]:
    """Tokens, candidates and the end of the lead of a report whose first line is its title."""
    text = normalize(text)
    title_end = max(text.find("\n"), 0)
    split = sentences(text)
    lead = lead_end(split, title_end)
    found = tokens(text, split, words(text, split), title_end)
    into: dict[str, Candidate] = {}
    candidates(text, found, lead, into)
    return found, into, lead


def counted(text: str) -> tuple[Counts, Counts]:
    """What one report adds to the background, words and phrases."""
    found, into, lead = report(text)
    marks = table("phrases.toml")
    verbs, nouns = set(marks["before_verbs"]), set(marks["before_nouns"])
    single: Counts = {}
    for i, token in enumerate(found):
        if token.number:
            continue
        row = single.setdefault(token.key, [1, 0, 0, 0, 0, 0, 0])
        row[1] |= token.start < lead
        row[2] += 1
        row[3] += opens(found, i)
        row[4] += closes(found, i)
        if i and token.gap == "":
            row[5] += found[i - 1].key in verbs
            row[6] += found[i - 1].key in nouns
    longer = {
        key: [1, int(c.title + c.lead > 0), c.count, c.opens, c.closes]
        for key, c in into.items()
        if len(c.tokens) > 1
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


Labelled = tuple[list[tuple[str, ...]], list[Candidate], list[dict[str, float]]]


def labelled(gold: Path) -> Iterator[Labelled]:
    """Keyphrases, candidates and their features of each labelled report."""
    for line in (gold / "keyphrases.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["part"] == "fit":
            into = report((gold / "docs" / f"{record['doc']}.txt").read_text(encoding="utf-8"))[1]
            rows = features(into)
            yield [syllables(k) for k in record["keyphrases"]], [into[k] for k in rows], list(rows.values())


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


def fit(gold: Path) -> None:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    data = list(labelled(gold))
    names = sorted(data[0][2][0])
    x = [np.array([[float(row[n]) for n in names] for row in rows]) for _, _, rows in data]
    y = [np.array([likeness(syllables(c.display), keys) for c in found]) for keys, found, _ in data]

    def model(chosen: Sequence[int]) -> tuple[Any, float]:
        """Weights of the raw features and the intercept, fitted on standardised ones."""
        xs, ys = np.vstack([x[i] for i in chosen]), np.concatenate([y[i] for i in chosen])
        mean, scale = xs.mean(0), xs.std(0) + 1e-9
        z, some = (xs - mean) / scale, ys > 0
        # a share of a keyphrase is that share of a positive example and the rest of a negative one
        parts, labels = np.vstack([z[some], z]), np.r_[np.ones(some.sum()), np.zeros(len(z))]
        fitted = LogisticRegression(C=PENALTY, max_iter=3000).fit(parts, labels, np.r_[ys[some], 1 - ys])
        weights = fitted.coef_[0] / scale
        return weights, float(fitted.intercept_[0] - weights @ mean)

    pairs = []
    for fold in range(FOLDS):
        weights, intercept = model([i for i in range(len(data)) if i % FOLDS != fold])
        for i in range(fold, len(data), FOLDS):
            scored = [
                [c.display, float(s)] for c, s in zip(data[i][1], x[i] @ weights + intercept, strict=True)
            ]
            best = sorted(scored, key=lambda pair: -pair[1])[:40]
            pairs.append((data[i][0], [syllables(p[0]) for p in distinct(best, 10)]))
    print(f"cross-validated: exact {f1(pairs, lambda a, b: a == b):.3f} partial {f1(pairs, partial):.3f}")
    weights, intercept = model(range(len(data)))
    result = {
        "made_by": "bench/fit_keyphrases.py",
        "reports": len(data),
        "intercept": round(intercept, 4),
        "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
    }
    (FOLDER / "keyphrases.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("background", "fit"))
    parser.add_argument("source", type=Path)
    chosen = parser.parse_args()
    (make_background if chosen.what == "background" else fit)(chosen.source)


if __name__ == "__main__":
    main()
