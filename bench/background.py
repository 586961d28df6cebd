#!/usr/bin/env python3
"""Count in how many reports of a large collection each word stands: the background of rarity.

    python bench/background.py CORPUS.jsonl.xz [FOLDER]

CORPUS holds {"id", "text"} lines. Into FOLDER (default vnpolicy/weights) go two files of {"documents": N,
"df": {term: count}}, lower case, old-style tone placement, without numbers and punctuation:
background.json.gz: segmented words of one to four syllables that stand in at least five reports;
syllable_pairs.json.gz: pairs of neighbouring syllables that stand in at least twenty. The same input gives
the same bytes.
"""

import gzip
import io
import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path

from vnpolicy.text.unicode import nfc, old_tone
from vnpolicy.text.words import words

LEAST_WORD, LEAST_PAIR = 5, 20
LONGEST = 4
FOLDER = Path(__file__).parent.parent / "vnpolicy" / "weights"
SYLLABLE = re.compile(r"\w+")


def terms(text: str) -> tuple[list[str], list[str]]:
    """The different words and the different syllable pairs of `text` that are counted."""
    text = nfc(text)
    found = {" ".join(old_tone(word.text.lower()).split()) for word in words(text)}
    pairs = {f"{a} {b}" for a, b in pairwise(SYLLABLE.findall(old_tone(text.lower())))}
    return [w for w in found if w[:1].isalpha() and len(w.split()) <= LONGEST], list(pairs)


def texts(path: str) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def save(path: Path, documents: int, df: Counter[str], least: int) -> None:
    kept = {term: count for term, count in sorted(df.items()) if count >= least}
    content = {"made_by": "bench/background.py", "documents": documents, "df": kept}
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, filename="") as packed:
        packed.write(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
    path.write_bytes(buffer.getvalue())
    print(f"{path.name}: {documents} reports, {len(kept)} terms of {len(df)}, {path.stat().st_size} bytes")


def main() -> None:
    source, folder = sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER
    word_df: Counter[str] = Counter()
    pair_df: Counter[str] = Counter()
    documents = 0
    with Pool() as pool:
        for found_words, found_pairs in pool.imap(terms, texts(source), chunksize=50):
            documents += 1
            word_df.update(found_words)
            pair_df.update(found_pairs)
    save(folder / "background.json.gz", documents, word_df, LEAST_WORD)
    save(folder / "syllable_pairs.json.gz", documents, pair_df, LEAST_PAIR)


if __name__ == "__main__":
    main()
