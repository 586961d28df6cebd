"""How far a long run has come, on standard error, where somebody watches."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from vnpolicy.show.cells import Lang, phrase

if TYPE_CHECKING:
    from rich.progress import Progress

Row = TypeVar("Row")

PATIENCE = 1.0
"""Seconds for which nobody needs to be told anything."""
_OFTEN = 0.1
"""Seconds between two counts that are shown."""
_FEW = 10
"""Rows before which nobody knows how long the rest will take."""
_EVEN = 10
"""A rate from which on the decimals do not matter."""


def is_watched(wanted: bool) -> bool:
    """Whether anybody sees what is drawn on standard error."""
    return wanted and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class Working:
    """A line that says what is done, how far it is, how fast and how long it will still take.

    It comes up after a second, also while a single step takes long, and is wiped off by `stop`. Without
    `wanted`, or where nobody sees it, nothing is shown.
    """

    def __init__(self, lang: Lang, wanted: bool = True) -> None:
        self._lang = lang
        self._bar: Progress | None = None
        self._task: Any = None
        self._told = phrase("working", lang)
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        if is_watched(wanted):
            self._timer = threading.Timer(PATIENCE, self._show)
            self._timer.daemon = True
            self._timer.start()

    def __call__(self, rows: Iterable[Row], total: Callable[[], int | None]) -> Iterator[Row]:
        """The same rows; counted as they come, of `total` (about; None: not known)."""
        if self._timer is None:
            yield from rows
            return
        begun, shown, most = time.monotonic(), 0.0, None
        for count, row in enumerate(rows, 1):
            now = time.monotonic()
            if now - shown >= _OFTEN and now - begun >= PATIENCE:
                most = total() if shown == 0.0 else most
                shown = now
                self._tell(self._line(count, most, now - begun))
            yield row
        self._tell(phrase("working", self._lang))

    def stop(self) -> None:
        """Wipe the line off; nothing is shown from now on."""
        if self._timer is None:
            return
        self._timer.cancel()
        with self._lock:
            self._timer = None
            if self._bar is not None:
                self._bar.stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._timer is None:
                return
            columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
            plain = bool(os.environ.get("NO_COLOR"))
            self._bar = Progress(
                *columns,
                console=Console(stderr=True, no_color=plain),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._task = self._bar.add_task(self._told, total=None)
            self._bar.start()

    def _tell(self, line: str) -> None:
        with self._lock:
            self._told = line
            if self._bar is not None and self._timer is not None:
                self._bar.update(self._task, description=line)

    def _line(self, count: int, total: int | None, seconds: float) -> str:
        rate = count / seconds
        shown = f"{rate:.0f}" if rate >= _EVEN else f"{rate:.1f}"
        if total is None or total < count or count < _FEW:
            return phrase("progress", self._lang, n=count, rate=shown)
        minutes, left = divmod(round((total - count) / rate), 60)
        hours, minutes = divmod(minutes, 60)
        clock = f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
        return phrase("progress_of", self._lang, n=count, total=total, rate=shown, left=clock)
