"""Ours beside known tools on the same reports in one run: processor time and memory, as ratios.

    pip install '.[bench]'
    python bench/beside.py CORPUS.jsonl.xz --vnpolicy .venv/bin/vnpolicy [--reports 1000] [--rounds 3]

CORPUS is JSON lines {"id", "text"}. Each tool runs in a process of its own, on one thread; of the rounds
the quickest counts. What is compared is not the same work: `ingest` reads, cleans, dates and extracts beside
segmenting; `dedupe` groups by event, MinHash finds near copies; the analyses begin from what ingest stored,
the tools from the texts.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import shlex
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

TOPICS = 20

READ = """
import json, sys
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
"""
UNDERTHESEA = """
from underthesea import sent_tokenize, word_tokenize
for text in texts:
    for sentence in sent_tokenize(text):
        word_tokenize(sentence)
"""
DATASKETCH = """
from datasketch import MinHash, MinHashLSH
lsh, made = MinHashLSH(threshold=0.5, num_perm=128), []
for number, text in enumerate(texts):
    words = text.lower().split()
    minhash = MinHash(num_perm=128)
    minhash.update_batch({" ".join(words[n:n + 5]).encode() for n in range(max(1, len(words) - 4))})
    lsh.insert(number, minhash)
    made.append(minhash)
pairs = {(number, other) for number, minhash in enumerate(made) for other in lsh.query(minhash)}
"""
NMF = f"""
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
matrix = TfidfVectorizer(min_df=3, max_df=0.5, sublinear_tf=True).fit_transform(texts)
NMF(n_components={TOPICS}, init="nndsvd", random_state=0, max_iter=400).fit(matrix)
"""
YAKE = """
import yake
extractor = yake.KeywordExtractor(lan="vi", n=3, top=10)
for text in texts:
    extractor.extract_keywords(text)
"""

BESIDE = (
    ("underthesea, bare", UNDERTHESEA, "ingest", ("ingest", "{reports}", "--engine", "inprocess")),
    ("datasketch MinHash", DATASKETCH, "dedupe", ("dedupe",)),
    ("scikit-learn NMF", NMF, "themes", ("themes", "--count", str(TOPICS))),
    ("YAKE", YAKE, "keywords", ("keywords", "--by", "document")),
)
"""A tool, what it does with the texts, which of our commands does the like, and with which arguments."""
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}


def measured(command: list[str]) -> tuple[float, float]:
    """Seconds of the processor and MiB of memory of a command."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **ONE_THREAD})
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {shlex.join(command)[:300]}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def write(corpus: Path, reports: Path, count: int) -> int:
    """Write the first reports as JSON lines; their characters."""
    characters = 0
    with lzma.open(corpus, "rt", encoding="utf-8") as lines, reports.open("w", encoding="utf-8") as file:
        for line in islice(lines, count):
            file.write(line)
            characters += len(json.loads(line)["text"])
    return characters


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--vnpolicy", default="vnpolicy", help="the command")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports.jsonl"
        characters = write(chosen.corpus, reports, chosen.reports)
        print(f"{chosen.reports:,} reports, {characters:,} characters\n")
        print("| tool | seconds | MiB | ours | seconds | MiB | ours over the tool: time | memory |")
        print("|---|---:|---:|---|---:|---:|---:|---:|", flush=True)
        for tool, code, name, arguments in BESIDE:
            theirs, ours = [], []
            for number in range(chosen.rounds):
                theirs.append(measured([sys.executable, "-c", READ + code, str(reports)]))
                db = Path(folder) / ("ingested.db" if name != "ingest" or number == 0 else f"{number}.db")
                given = [argument.format(reports=reports) for argument in arguments]
                # every time on a corpus that nothing was asked of yet
                asked = db if name == "ingest" else Path(folder) / f"{name}{number}.db"
                if name != "ingest":
                    asked.write_bytes(db.read_bytes())
                command = [*shlex.split(chosen.vnpolicy), *given, "-q", "-c", str(asked), "-f", "jsonl"]
                ours.append(measured(command))
            (t, m), (s, n) = min(theirs), min(ours)
            figures = f"{t:.1f} | {m:.0f} | `{name}` | {s:.1f} | {n:.0f} | {s / t:.2f} | {n / m:.2f}"
            print(f"| {tool} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
