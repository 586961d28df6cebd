"""About how many documents there are to read, told from the sizes of files, for whoever waits."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from vnpolicy.read import packed
from vnpolicy.read.sources import STDIN, files

_SAMPLE = 1 << 20
"""Bytes of a table that are looked at to tell how many rows it has."""
_PACKED = (".gz", ".xz", ".tgz", ".txz")


def about(paths: Sequence[str]) -> int | None:
    """About how many documents `paths` hold; None where that cannot be told without reading them."""
    total = 0
    for path in paths:
        if path == STDIN:
            return None
        try:
            for file, known in files(path) if Path(path).is_dir() else [(path, True)]:
                count = _in_file(Path(file)) if known else 0
                if count is None:
                    return None
                total += count
        except (OSError, ValueError, zipfile.BadZipFile):
            return None
    return total


def _in_file(file: Path) -> int | None:
    ending = file.suffix.lower()
    if ending in _PACKED:
        inner = Path(file.stem).suffix.lower()
        return 1 if inner in packed.ENDINGS and inner not in (".jsonl", ".csv", ".tsv") else None
    if ending == ".zip":
        with zipfile.ZipFile(file) as archive:
            return sum(packed.taken(name) for name in archive.namelist())
    if ending not in (".jsonl", ".csv", ".tsv"):
        return 1
    with file.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    if ending == ".jsonl":
        rows = sample.count(b"\n")
    else:
        text = io.StringIO(sample.decode("utf-8", "replace"), newline="")
        rows = sum(1 for _ in csv.reader(text, delimiter="\t" if ending == ".tsv" else ",")) - 1
    return max(1, round(rows * file.stat().st_size / max(len(sample), 1)))
