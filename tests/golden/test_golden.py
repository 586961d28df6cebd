"""What every stage gives of our test texts is what the golden records say (see `golden.py`)."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from golden import HERE, SEEDS, TEXTS, records, table
from tables import TABLES


def _compare(file: Path, found: str) -> None:
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    if found != kept:
        name = str(file.relative_to(HERE))
        diff = difflib.unified_diff(kept.splitlines(), found.splitlines(), name, "now", n=1, lineterm="")
        pytest.fail(
            "\n".join([*list(diff)[:60], "Where this is meant: make golden, and read the diff."]),
            pytrace=False,
        )


@pytest.mark.parametrize("file", [*TEXTS, *SEEDS], ids=lambda file: file.stem)
def test_texts(file: Path) -> None:
    for record, found in records(file):
        _compare(record, found)


@pytest.mark.parametrize("name", TABLES)
def test_short_texts(name: str) -> None:
    _compare(*table(name))
