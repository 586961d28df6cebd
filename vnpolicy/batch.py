"""What is done with the entries of a batch, wherever that is: read, clean, segment, extract."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

from vnpolicy.corpus.records import dump
from vnpolicy.errors import Refused, VnpolicyError
from vnpolicy.extract.document import extract, stage
from vnpolicy.model import Document
from vnpolicy.read.convert import to_raw
from vnpolicy.read.limits import limited
from vnpolicy.read.parts import part_documents, part_rows
from vnpolicy.read.source import DEFAULT, Part, Reading, Source


@dataclass(frozen=True, slots=True)
class Status:
    """What became of a path. `reason` says why it failed; then the fields between are None."""

    path: str
    status: Literal["added", "updated", "unchanged", "failed"]
    doc: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    words: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A source that must be worked on."""

    path: str
    bytes_hash: str
    source: Source
    reading: Reading = DEFAULT

    @property
    def size(self) -> int:
        """Bytes of it."""
        return len(self.source.data or b"")


@dataclass(frozen=True, slots=True)
class PartTask:
    """A part of the file at `path`, which is read where it is worked on."""

    path: str
    part: Part
    reading: Reading

    @property
    def size(self) -> int:
        """About the bytes of text in it."""
        return self.part.size


@dataclass(frozen=True, slots=True)
class Made:
    """A document that waits to be stored."""

    path: str
    bytes_hash: str
    document: Document

    def __reduce__(self) -> tuple[type[Made], tuple[str, str, Document]]:
        """Another process gets the features as they are stored, which takes a quarter of the time."""
        features = {name: dump(value) for name, value in self.document.features.items()}
        return Made, (self.path, self.bytes_hash, replace(self.document, features=features))


@dataclass(frozen=True, slots=True)
class PartMade:
    """What a part holds: each row with its id and the number of its line in the part; how many lines."""

    task: PartTask
    rows: list[tuple[str, int, Made | Status]]
    lines: int


Entry = Task | PartTask | Status
Result = Made | PartMade | PartTask | Status
"""A part task among the results could not be done where it was tried."""


def work(batch: Sequence[Entry], made_by: str | None = None) -> list[Result]:
    """What becomes of the entries of a batch, in order; `made_by` is the version that must do it.

    Raises `VnpolicyError` where this is another one.
    """
    if made_by not in (None, stage()):
        raise VnpolicyError("the workers have another version of vnpolicy; install there what is here")
    results: list[Result] = []
    with _uncollected():
        for entry in batch:
            if isinstance(entry, PartTask):
                results += part_work(entry)
            else:
                results.append(process(entry))
    return results


@contextmanager
def _uncollected() -> Iterator[None]:
    """Within the block no cycles are collected: nothing here makes any, and looking for them costs 4 %."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def part_work(task: PartTask) -> list[Result]:
    """The rows of a part, those of a packed file under their paths; the task itself where the file cannot be
    read here, or more comes out of a packed one than may in a batch.
    """
    try:
        if not task.part.packed:
            return [part_made(task)]
        sources = part_documents(task.part, task.path, task.reading)
    except OSError:
        return [task]
    return [task] if sources is None else [process(to_do(source, task.reading)) for source in sources]


def part_made(task: PartTask) -> PartMade:
    """The rows of a part of a file that is not packed. Raises `OSError` where it cannot be read."""
    rows, lines = part_rows(task.part, task.reading)
    made = [(row, number, process(to_do(source, task.reading))) for row, number, source in rows]
    return PartMade(task, made, lines)


def to_do(source: Source, reading: Reading) -> Task | Status:
    """What is to be done with a source, which is none that was passed over: a task, or its refusal."""
    if source.data is None:
        return Status(source.path, "failed", reason=source.reason)
    return Task(source.path, source.digest(), source, reading)


def process(task: Task | Status) -> Made | Status:
    """The document of a task; the row of what is refused, or what some error stopped."""
    if isinstance(task, Status):
        return task
    try:
        with limited(task.reading.parsing_time(task.size)):
            raw = to_raw(task.source, task.reading)
        with limited(task.reading.time(len(raw.text))):
            return Made(task.path, task.bytes_hash, extract(raw))
    except Refused as refused:
        return Status(task.path, "failed", reason=str(refused))
    except Exception as error:  # whatever a document does to us, the others go on
        return failed(task.path, error)


def failed(path: str, error: Exception) -> Status:
    """The row of a path that some error stopped, whatever it was."""
    told = " ".join(str(error).split())[:200]
    return Status(path, "failed", reason=f"cannot be processed: {type(error).__name__}: {told}")
