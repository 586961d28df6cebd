"""One function over many batches, in this process or over several. Knows nothing of what it runs."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from vnpolicy.errors import VnpolicyError

Batch = TypeVar("Batch")
Result = TypeVar("Result")

AHEAD = 3
"""Batches in flight for each process: enough that none waits, few enough that memory does not grow."""


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(function: Callable[[Batch], Result], batches: Iterable[Batch], jobs: int = 1) -> Iterator[Result]:
    """`function` of each batch, in the order of `batches`; with `jobs` above 1 in as many new processes.

    Then `function` must be importable by its name, and it, the batches and the results must pickle. Batches
    are taken from the iterable only as they are needed. What `function` raises is raised here. The processes
    end with the iterator, with this process, and at Ctrl-C. Raises `VnpolicyError` where one is killed.
    """
    if jobs <= 1:
        yield from map(function, batches)
        return
    waiting = iter(batches)
    with _pool(jobs) as pool:
        flying: deque[Future[Result]] = deque()
        try:
            while True:
                with _sigint_held():
                    flying.extend(
                        pool.submit(function, b) for b in islice(waiting, jobs * AHEAD - len(flying))
                    )
                if not flying:
                    return
                yield flying.popleft().result()
        except BrokenProcessPool:
            raise VnpolicyError(
                "a process was killed, perhaps for want of memory; run the command again with fewer --jobs"
            ) from None


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """New processes, which are stopped where the block is left early."""
    others = set(multiprocessing.active_children())
    # spawn: the processes inherit neither open corpora nor locks, and behave alike on every system
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _watch_parent)
    try:
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _watch_parent() -> None:
    """In a new process: end when the parent has ended, however it did."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def _sigint_held() -> Iterator[None]:
    """Within the block Ctrl-C waits, and processes started never see it: this process stops them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
