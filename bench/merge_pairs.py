"""How well statements are merged over the reports of one event, measured on labelled pairs; and the fit.

    python bench/merge_pairs.py DOCS EVENTS [--half held|fit] [--fit] [--show N]

DOCS holds the reports (`ID.txt`), EVENTS is their `events.jsonl` (`id`, `event`). `item_pairs.jsonl` beside
this program has the pairs: two items of different reports of one event, each as document and character
offsets with its kind and the passages of its speaker and addressee, and whether they say the same.
Half of the pairs, by event, are for fitting, the other half only gives the figure. Of each half, a part was
drawn from close pairs that differ in words (sample `close`), a part as an item and the item of another report
that is most like it (`nearest`).

The reports of an event are read and extracted as the program does it; the labelled items stand in for what it
found at their place; then all items of the event are merged, and a pair counts as found the same where both
came into one group. --fit first makes weights/same_item.json from the half `fit`, after validation by leaving
out events.
"""

from __future__ import annotations

import argparse
import collections
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from overlaps import overlap, syllables
from sklearn.linear_model import LogisticRegression

from vnpolicy import weights
from vnpolicy.analysis import agenda, merge, proposals, same_item
from vnpolicy.analysis.items import Mention
from vnpolicy.analysis.merge import Statement
from vnpolicy.corpus.store import Corpus
from vnpolicy.ingest import ingest
from vnpolicy.text.unicode import normalize

HERE = Path(__file__).parent
FOLDS = 5
STRENGTH = 0.3
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
SAME_PLACE = 0.8
"""Overlap from which an item that was found is the labelled one."""


@dataclass(frozen=True)
class Pair:
    """Two labelled items, as positions `a` and `b` among the statements of their event."""

    event: str
    half: str
    sample: str
    same: bool
    a: int
    b: int


def read(docs: Path, events: Path) -> tuple[dict[str, list[Statement]], list[Pair]]:
    """The statements of each event that has labelled pairs, and the pairs."""
    rows = [json.loads(line) for line in (HERE / "item_pairs.jsonl").read_text("utf-8").splitlines()]
    wanted = {row["event"] for row in rows}
    event_of = {
        row["id"]: row["event"]
        for row in map(json.loads, events.read_text("utf-8").splitlines())
        if row["event"] in wanted
    }
    texts = {doc: normalize((docs / f"{doc}.txt").read_text("utf-8")) for doc in event_of}
    found = extracted([docs / f"{doc}.txt" for doc in sorted(event_of)], event_of)
    places: dict[tuple[str, str, int, int], int] = {}

    def place(event: str, item: dict[str, Any]) -> int:
        key = (item["doc"], item["kind"], item["start"], item["end"])
        if key not in places:
            places[key] = put(found[event], labelled(texts[item["doc"]], item))
        return places[key]

    pairs = [
        Pair(
            r["event"],
            r["half"],
            r["sample"],
            r["same"],
            place(r["event"], r["a"]),
            place(r["event"], r["b"]),
        )
        for r in rows
    ]
    return found, pairs


def extracted(files: Sequence[Path], event_of: dict[str, str]) -> dict[str, list[Statement]]:
    """What the program finds in the reports, by event."""
    found: dict[str, list[Statement]] = collections.defaultdict(list)
    with Corpus.memory() as corpus:
        list(ingest(corpus, [str(file) for file in files]))
        stem = {stored.doc: Path(stored.paths[0]).stem for stored in corpus.headers()}
        for doc, one in corpus.proposals():
            found[event_of[stem[doc]]].append(proposals.statement(Mention(stem[doc], one)))
        for doc, other in corpus.agenda_items():
            found[event_of[stem[doc]]].append(agenda.statement(Mention(stem[doc], other)))
    return found


def labelled(text: str, item: dict[str, Any]) -> Statement:
    family = {"theme": "theme", "session": "item", "topic": "item"}.get(item["kind"], "proposal")
    speaker = text[slice(*item["speaker"])] if item["speaker"] else None
    return Statement(family, text[item["start"] : item["end"]], speaker, item["doc"])


def put(statements: list[Statement], one: Statement) -> int:
    """Where `one` stands among the statements of its event: in place of what was found there, or new."""
    mine = syllables(one.text)
    near = [
        (overlap(mine, syllables(s.text)), -i)
        for i, s in enumerate(statements)
        if (s.doc, s.family) == (one.doc, one.family)
    ]
    best, at = max(near, default=(0.0, 0))
    if best >= SAME_PLACE:
        statements[-at] = one
        return -at
    statements.append(one)
    return len(statements) - 1


def figures(
    found: dict[str, list[Statement]], pairs: Sequence[Pair], show: int = 0
) -> tuple[float, float, int, int]:
    """Precision, recall, pairs that are the same, pairs."""
    groups = {}
    for event in {pair.event for pair in pairs}:
        together = merge.merged(found[event])
        groups[event] = {i: number for number, group in enumerate(together) for i in group}
    right = wrong = missed = 0
    for pair in pairs:
        said = groups[pair.event][pair.a] == groups[pair.event][pair.b]
        right += said and pair.same
        wrong += said and not pair.same
        missed += pair.same and not said
        if said != pair.same and show > 0:
            show -= 1
            print("missed" if pair.same else "wrong", pair.event)
            for i in (pair.a, pair.b):
                print("   ", found[pair.event][i].speaker, "|", " ".join(found[pair.event][i].text.split()))
    return right / max(1, right + wrong), right / max(1, right + missed), right + missed, len(pairs)


def told(name: str, found: dict[str, list[Statement]], pairs: Sequence[Pair], show: int = 0) -> None:
    for sample in ("all", "close", "nearest"):
        some = [pair for pair in pairs if sample in ("all", pair.sample)]
        p, r, same, total = figures(found, some, show if sample == "all" else 0)
        print(f"{name} {sample}: precision {p:.3f} recall {r:.3f} ({total} pairs, {same} the same)")


def model(found: dict[str, list[Statement]], pairs: Sequence[Pair]) -> Callable[[float], dict[str, Any]]:
    """The model fitted on pairs, as it is stored, once a threshold is given."""
    rows, labels = [], []
    for event in sorted({pair.event for pair in pairs}):
        ready = [same_item.prepare(s.family, s.text, s.speaker, s.doc) for s in found[event]]
        features = same_item.features(ready)
        for pair in pairs:
            key = min(pair.a, pair.b), max(pair.a, pair.b)
            if pair.event == event and key in features:
                rows.append(features[key])
                labels.append(pair.same)
    names = list(rows[0])
    x = np.array([[row[name] for name in names] for row in rows])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    fitted = LogisticRegression(C=STRENGTH, max_iter=2000).fit((x - mean) / spread, labels)
    weight = fitted.coef_[0] / spread
    intercept = float(fitted.intercept_[0] - (weight * mean).sum())
    stored = {name: round(float(value), 4) for name, value in zip(names, weight, strict=True)}
    return lambda threshold: {
        "made_by": "bench/merge_pairs.py",
        "threshold": threshold,
        "intercept": round(intercept, 4),
        "weights": stored,
    }


def use(made: dict[str, Any]) -> None:
    """Let the program work with this model."""
    same_item.load = merge.load = lambda name: made if name == same_item.WEIGHTS else weights.load(name)  # type: ignore[attr-defined]


def validated(found: dict[str, list[Statement]], pairs: Sequence[Pair]) -> float:
    """The threshold at which the weaker of precision and recall is best, each event left out once."""
    events = sorted({pair.event for pair in pairs})
    fold = {event: i % FOLDS for i, event in enumerate(events)}
    weaker = {}
    for threshold in THRESHOLDS:
        right = said = same = 0.0
        for k in range(FOLDS):
            use(model(found, [p for p in pairs if fold[p.event] != k])(threshold))
            p, r, n, _ = figures(found, [p for p in pairs if fold[p.event] == k])
            right, said, same = right + r * n, said + (r * n / p if p else 0), same + n
        p, r = right / max(1, said), right / max(1, same)
        print(f"left out, threshold {threshold}: precision {p:.3f} recall {r:.3f}")
        weaker[threshold] = min(p, r)
    return max(weaker, key=lambda threshold: weaker[threshold])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("docs", type=Path)
    parser.add_argument("events", type=Path)
    parser.add_argument("--half", choices=("fit", "held"), default="held")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="print this many errors")
    options = parser.parse_args()
    found, pairs = read(options.docs, options.events)
    if options.fit:
        fit = [pair for pair in pairs if pair.half == "fit"]
        made = model(found, fit)(validated(found, fit))
        use(made)
        text = json.dumps(made, indent=1) + "\n"
        (HERE.parent / "vnpolicy" / "weights" / same_item.WEIGHTS).write_text(text, encoding="utf-8")
    told(options.half, found, [pair for pair in pairs if pair.half == options.half], options.show)


if __name__ == "__main__":
    main()
