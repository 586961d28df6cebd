"""Where the time of `ingest` goes: milliseconds a report of each stage, beside a bare loop of underthesea.

    python bench/stages.py CORPUS.jsonl.xz [--reports 300] [--rounds 3]

CORPUS is JSON lines {"id", "text"}. Every stage is timed on its own, in processor time, in one process; of
the rounds the quickest counts for each report and stage, so that what else runs on the machine matters
little. The first reports only warm up: what is loaded once is not in the figures.
"""

from __future__ import annotations

import argparse
import importlib
import json
import lzma
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from vnpolicy.corpus.store import Corpus
from vnpolicy.extract.document import extract, stage
from vnpolicy.model import Raw

STAGES = {
    "cleaning": ("vnpolicy.read.clean", "clean"),
    "recurring lines": ("vnpolicy.read.recurring", "edges"),
    "sentences": ("vnpolicy.text.sentences", "sentences"),
    "words": ("vnpolicy.text.words", "words"),
    "people": ("vnpolicy.extract.people", "people"),
    "event": ("vnpolicy.extract.event", "event"),
    "agenda and proposals": ("vnpolicy.extract.items", "items"),
    "terms and keyphrases": ("vnpolicy.extract.terms", "terms"),
    "evidence for comparing": ("vnpolicy.extract.evidence", "evidence"),
    "citations": ("vnpolicy.extract.citations", "citations"),
}
"""What `extract` calls, by module and name; it looks them up at each call."""
WARM_UP = 30

Took = dict[str, float]


@contextmanager
def timed(took: Took) -> Iterator[None]:
    """Within the block each of `STAGES` adds its seconds to `took`."""
    originals = []

    def wrap(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any) -> Any:
            begin = time.thread_time()
            result = function(*values)
            took[name] += time.thread_time() - begin
            return result

        return call

    try:
        for name, (module, function) in STAGES.items():
            home = importlib.import_module(module)
            originals.append((home, function, getattr(home, function)))
            setattr(home, function, wrap(name, getattr(home, function)))
        yield
    finally:
        for home, function, original in originals:
            setattr(home, function, original)


def ours(text: str) -> tuple[Took, Any]:
    """The seconds of each stage for one report, and its document."""
    took: Took = defaultdict(float)
    with timed(took):
        begin = time.thread_time()
        document = extract(Raw(text, "text", "utf-8", {}))
        whole = time.thread_time() - begin
    took["the rest"] = whole - sum(took.values())
    return took, document


def stored(text: str, document: Any, number: int) -> float:
    """The seconds that storing one report takes, in a corpus in memory."""
    with Corpus.memory() as corpus:
        begin = time.thread_time()
        corpus.add([(str(number), "", document)], stage())
        return time.thread_time() - begin


def bare(text: str) -> float:
    """The seconds that underthesea takes for one report."""
    from underthesea import sent_tokenize, word_tokenize

    begin = time.thread_time()
    for sentence in sent_tokenize(text):
        word_tokenize(sentence)
    return time.thread_time() - begin


def measured(texts: Sequence[str], rounds: int) -> Took:
    """Seconds a report of each stage."""
    for text in texts[:WARM_UP]:
        ours(text)
        bare(text)
    best: list[Took] = [{} for _ in texts]
    for _ in range(rounds):
        for number, text in enumerate(texts):
            took, document = ours(text)
            took["storing"] = stored(text, document, number)
            took["underthesea"] = bare(text)
            for name, seconds in took.items():
                best[number][name] = min(seconds, best[number].get(name, seconds))
    return {name: sum(one[name] for one in best) / len(texts) for name in best[0]}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with lzma.open(chosen.corpus, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, chosen.reports)]
    took = measured(texts, chosen.rounds)
    raw = took.pop("underthesea")
    for name, seconds in sorted(took.items(), key=lambda item: -item[1]):
        print(f"{name:24} {1000 * seconds:7.2f} ms  {seconds / raw:6.1%} of underthesea")
    whole = sum(took.values())
    print(f"{'all':24} {1000 * whole:7.2f} ms  {whole / raw:6.1%}")
    print(f"{'underthesea':24} {1000 * raw:7.2f} ms")


if __name__ == "__main__":
    main()
