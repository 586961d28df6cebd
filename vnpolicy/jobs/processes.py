"""The engine that hands batches to new processes of this machine; `vnpolicy.jobs` tells what an engine is."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing.util import Finalize
from typing import Any, TypeVar

from vnpolicy.errors import VnpolicyError

Batch = TypeVar("Batch")
Result = TypeVar("Result")

AHEAD = 3
"""Batches in flight for each process: enough that none waits, few enough that memory does not grow."""

_LIVES = 2
"""So many times a batch is begun whose process is killed."""


@dataclass(slots=True)
class _Flight:
    """A batch that was handed over, and how often its process may yet be killed."""

    batch: Any
    future: Future[Any] | None = None
    lives: int = _LIVES

    def lost(self) -> bool:
        """Whether its result will never come, as the process was killed."""
        future = self.future
        if future is None or not future.done() or future.cancelled():
            return True
        return isinstance(future.exception(), BrokenProcessPool)


@dataclass(frozen=True, slots=True)
class Processes:
    """So many new processes on this machine."""

    jobs: int

    def run(self, function: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """See `vnpolicy.jobs.Engine`."""
        waiting = iter(batches)
        flying: deque[_Flight] = deque()
        while True:
            try:
                with _pool(self.jobs) as pool:
                    yield from self._fly(pool, function, waiting, flying)
                return
            except BrokenProcessPool:
                # which batch its process was killed with nobody can tell
                for flight in flying:
                    if flight.lost():
                        flight.future = None
                        flight.lives -= 1
                if not all(flight.lives for flight in flying):
                    raise VnpolicyError(
                        "a process was killed, perhaps for want of memory; "
                        "run the command again with fewer --jobs"
                    ) from None

    def _fly(
        self,
        pool: ProcessPoolExecutor,
        function: Callable[[Batch], Result],
        waiting: Iterator[Batch],
        flying: deque[_Flight],
    ) -> Iterator[Result]:
        """The results of what is `flying`, then of what is `waiting`; what has no result yet stays flying."""
        while True:
            with sigint_held():
                for flight in flying:
                    if flight.future is None:
                        flight.future = pool.submit(function, flight.batch)
                for batch in islice(waiting, self.jobs * AHEAD - len(flying)):
                    flying.append(_Flight(batch))
                    flying[-1].future = pool.submit(function, batch)
            if not flying:
                return
            first = flying[0].future
            assert first is not None
            result = first.result()  # where this is lost, the batch is flying still
            flying.popleft()
            yield result


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """New processes, which are stopped where the block is left early."""
    others = set(multiprocessing.active_children())
    # spawn: the processes inherit neither open corpora nor locks, and behave alike on every system
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin)
    try:
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """In a new process: end when the parent has ended, however it did, and without a look at all that was
    loaded for what could be collected.
    """
    Finalize(None, gc.freeze, exitpriority=0)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def sigint_held() -> Iterator[None]:
    """Within the block Ctrl-C waits, and processes started never see it: this process stops them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
