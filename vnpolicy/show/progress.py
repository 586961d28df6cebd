"""How far a long run has come, on standard error, where somebody watches."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Row = TypeVar("Row")

_PATIENCE = 1.0
"""Seconds for which nobody needs to be told anything."""


def watched(rows: Iterable[Row], label: str, wanted: bool) -> Iterator[Row]:
    """The same rows; how many have come is shown as they do, only on a terminal and where `wanted`."""
    if not wanted or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield from rows
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn(f"{label} {{task.completed}} ({{task.fields[rate]}})"),
        TimeElapsedColumn(),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(label, total=None, rate="")
    begun, shown = time.monotonic(), False
    try:
        for count, row in enumerate(rows, 1):
            took = time.monotonic() - begun
            if took > _PATIENCE and not shown:
                bar.start()
                shown = True
            if shown:
                bar.update(task, completed=count, rate=f"{count / took:.0f}/s")
            yield row
    finally:
        if shown:
            bar.stop()
