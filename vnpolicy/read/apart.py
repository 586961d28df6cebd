"""Parsers of HTML and Word documents in a process of their own, which a document may crash or hang.

The process reads one document after the other, for starting it and importing the parsers takes longer than
most documents do. Where it breaks down, or takes more time or memory than a document may, it is ended and the
next document gets a new one. What it answers is JSON: a parser that was taken over can only send a text.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Literal

from vnpolicy.errors import Refused
from vnpolicy.read import limits
from vnpolicy.read.source import Reading

Kind = Literal["html", "docx"]

_START = "import sys; sys.path.insert(0, sys.argv[1]); from vnpolicy.read.apart import serve; serve()"
_ROOT = Path(__file__).parents[2]
_NAMES = {"html": "HTML", "docx": "Word document"}
_FULL = 250
"""Megabytes: a process that has needed so much is ended, so that the next document finds its memory free."""


def parsed(kind: Kind, data: bytes, reading: Reading) -> tuple[str, dict[str, str]]:
    """The text of an HTML page (UTF-8) or Word document, and the header facts that it states.

    Raises `Refused` for what the parsers refuse, and for a document on which they break down or take more
    time or memory than `reading` allows.
    """
    with _lock:
        answer = _process().ask(kind, data, reading)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer["text"], answer["facts"]


class _Apart:
    """The process that parses, for the process that asks."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        # -P: whatever lies in the current folder is not imported
        command = [sys.executable, "-P", "-c", _START, str(_ROOT)]
        try:
            self._child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise Refused(f"the parser cannot be started ({error.strerror})") from None
        atexit.register(self.end)

    @property
    def number(self) -> int:
        """By which the system knows the process."""
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._child.poll() is None

    def ask(self, kind: Kind, data: bytes, reading: Reading) -> dict[str, Any]:
        """What the process makes of a document: `text` and `facts`, or `refused`."""
        seconds = reading.parsing_time(len(data))
        head = {"kind": kind, "length": len(data), "seconds": seconds, "memory": reading.memory}
        given = {"size": reading.size, "times": reading.times}
        late = threading.Timer(seconds * limits.PATIENCE, self._child.kill)
        late.start()
        try:
            if answer := self._answer(json.dumps({**head, "reading": given}).encode() + b"\n" + data):
                return answer
        finally:
            late.cancel()
        self.end()
        if self._child.returncode in limits.TIMED_OUT:
            return {"refused": limits.too_long(seconds)}
        return {"refused": f"broken {_NAMES[kind]}: the parser broke down on it"}

    def _answer(self, asked: bytes) -> dict[str, Any] | None:
        child_in, child_out = self._child.stdin, self._child.stdout
        assert child_in is not None and child_out is not None
        try:
            child_in.write(asked)
            child_in.flush()
            answer: dict[str, Any] = json.loads(child_out.readline())
        except (OSError, ValueError):  # it has ended
            return None
        if answer.pop("full", False):
            self.end()
        return answer

    def end(self) -> None:
        """End the process, which may have ended by itself."""
        atexit.unregister(self.end)
        for stream in (self._child.stdin, self._child.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(0.5)
        self._child.kill()
        self._child.wait()


_lock = threading.Lock()
_running: list[_Apart] = []


def _process() -> _Apart:
    """The process that parses for this process: not one that was started before a fork."""
    if not _running or _running[0].owner != os.getpid() or not _running[0].alive:
        _running[:] = [_Apart()]
    return _running[0]


# In the process


def serve() -> None:
    """Answer what comes on standard input until it ends."""
    with suppress(AttributeError, ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks ends it
    source = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while head := source.readline():
        asked = json.loads(head)
        answer = _parse(asked, _whole(source, asked["length"]))
        full = limits.peak_megabytes() > _FULL
        answers.write(json.dumps({**answer, "full": full}).encode() + b"\n")
        answers.flush()
        if full:
            return


def _whole(source: BinaryIO, length: int) -> bytes:
    data = source.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _parse(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    limits.limit_process(asked["seconds"], asked["memory"])
    reading = Reading(**asked["reading"])
    try:
        if asked["kind"] == "html":
            from vnpolicy.read.html import main_text

            text, facts = main_text(data.decode("utf-8", "surrogatepass"))
        else:
            from vnpolicy.read.docx import docx_text

            text, facts = docx_text(data, reading)
    except Refused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": limits.TOO_LARGE}
    return {"text": text, "facts": facts}
