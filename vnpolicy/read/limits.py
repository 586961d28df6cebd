"""How much time and memory one document may take, and what ends it.

Time is that of the processor, so that a busy machine refuses nothing that an idle one takes.
"""

from __future__ import annotations

import ctypes
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vnpolicy.errors import Refused

PATIENCE = 12
"""How many times its processor time a document may take by the clock, where it waits for something."""

TIMED_OUT = (-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGKILL", 0))
"""The statuses of a process that was ended for its time."""

TOO_LARGE = "takes more memory than a document may; --max-size raises the limit"

_AGAIN = 1.0
"""Seconds after which a document is stopped once more, where a library caught the first stop."""


def too_long(seconds: float) -> str:
    """The reason why a document that took more than `seconds` is refused."""
    return f"takes more than {seconds:.0f} seconds; --max-seconds raises the limit"


class _Late(BaseException):
    """The time is over. No `Exception`: parsers that take whatever is raised must not take this."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Within the block, a document may take so many seconds of this process.

    Raises `Refused` where it takes more. Without effect on systems that cannot tell what a thread took.
    """
    if threading.current_thread() is not threading.main_thread() and hasattr(time, "pthread_getcpuclockid"):
        with _limited_thread(seconds):
            yield
        return
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: Any) -> None:
        raise _Late

    before = signal.signal(signal.SIGPROF, stop)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except _Late:
        raise Refused(too_long(seconds)) from None
    finally:
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _limited_thread(seconds: float) -> Iterator[None]:
    """The same for another thread than the first, which no signal reaches: a second thread stops it."""
    ident = threading.get_ident()
    clock = time.pthread_getcpuclockid(ident)
    until = time.clock_gettime(clock) + seconds
    over, lock = threading.Event(), threading.Lock()

    def stop(late: object) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), late)

    def watch() -> None:
        wait = seconds  # before, it cannot have taken them
        while not over.wait(wait):
            with lock:
                if not over.is_set() and time.clock_gettime(clock) > until:
                    stop(ctypes.py_object(_Late))
            wait = _AGAIN

    def end() -> None:
        with lock:
            over.set()
            stop(None)  # one that is on its way

    threading.Thread(target=watch, daemon=True).start()
    try:
        try:
            yield
        finally:
            end()
    except _Late:
        end()  # it may have come in the midst of the first
        raise Refused(too_long(seconds)) from None


def limit_process(seconds: float, megabytes: int) -> None:
    """This process is ended when it takes so many seconds more, and gets no more memory than that."""
    try:
        import resource
    except ImportError:  # not on this system
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + 1
    for kind, most in (
        (resource.RLIMIT_CPU, until),
        (resource.RLIMIT_DATA, megabytes * 1_000_000),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def peak_megabytes() -> int:
    """The most memory that this process has had."""
    try:
        # what Linux tells by getrusage may be of the process that started this one
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) // 1_000
    except (OSError, StopIteration):
        pass
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1_000_000 if sys.platform == "darwin" else 1_000)
