"""How far a long run has come, on standard error, where somebody watches."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from vnpolicy.show.cells import Lang, decimal, phrase

if TYPE_CHECKING:
    from rich.progress import Progress

Row = TypeVar("Row")

PATIENCE = 1.0
"""Seconds for which nobody needs to be told anything."""
_OFTEN = 0.1
"""Seconds between two counts that are shown."""
_FEW = 10
"""Rows before which nobody knows how long the rest will take."""
_LITTLE = 0.05
"""A share of the work, under which neither."""
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
        self._begun = time.monotonic()
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
            if count > 1 and now - shown >= _OFTEN and now - begun >= PATIENCE:
                most = total() if shown == 0.0 else most
                shown = now
                self._tell(self._line(count, most, now - begun))
            yield row
        self._tell(phrase("working", self._lang))

    def parts(self, rows: Sequence[Row], size: Callable[[Row], float]) -> Iterator[Row]:
        """The same rows, each a step of a work of such a size; told is the share that is done."""
        if self._timer is None:
            yield from rows
            return
        begun, done, total = time.monotonic(), 0.0, sum(map(size, rows))
        for row in rows:
            if done >= _LITTLE * total:
                seconds = time.monotonic() - begun
                left = _clock(seconds * (total - done) / done)
                self._tell(phrase("progress_share", self._lang, share=f"{done / total:.0%}", left=left))
            yield row
            done += size(row)
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
        from rich.table import Column

        with self._lock:
            if self._timer is None:
                return
            columns = (
                SpinnerColumn(),
                TimeElapsedColumn(table_column=Column(no_wrap=True, min_width=len("0:00:00"))),
                TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True)),
            )
            plain = bool(os.environ.get("NO_COLOR"))
            self._bar = Progress(
                *columns,
                console=Console(stderr=True, no_color=plain),
                transient=True,
                get_time=time.monotonic,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._task = self._bar.add_task(self._told, total=None)
            # the time is that of the work, not of the line
            self._bar.tasks[0].start_time = self._begun
            self._bar.start()

    def _tell(self, line: str) -> None:
        with self._lock:
            self._told = line
            if self._bar is not None and self._timer is not None:
                self._bar.update(self._task, description=line)

    def _line(self, count: int, total: int | None, seconds: float) -> str:
        rate = count / seconds
        shown = decimal(rate, 0 if rate >= _EVEN else 1, self._lang)
        if total is None or total < count or count < _FEW:
            return phrase("progress", self._lang, n=count, rate=shown)
        left = _clock((total - count) / rate)
        return phrase("progress_of", self._lang, n=count, total=total, rate=shown, left=left)


def _clock(seconds: float) -> str:
    minutes, left = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
