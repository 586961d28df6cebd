"""One function over many batches: in this process, over processes, over a Dask cluster.

Knows nothing of what it runs. The three give the same results in the same order.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, Protocol, TypeVar

from vnpolicy.errors import UsageError

Batch = TypeVar("Batch")
Result = TypeVar("Result")
EngineName = Literal["inprocess", "processes", "dask"]


class Engine(Protocol):
    """What runs a function over batches."""

    def run(self, function: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """`function` of each batch, in the order of `batches`, which are taken only as they are needed.

        `function` must be importable by its name where it is run, and it, the batches and the results must
        pickle. What `function` raises is raised here. A batch whose process or machine is lost is begun again
        elsewhere. What was started ends with the iterator, with this process, and at Ctrl-C. Raises
        `VnpolicyError` where work is lost again and again.
        """


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def engine(name: EngineName, jobs: int | None = None, scheduler: str | None = None) -> Engine:
    """The engine of this name with so many processes (None: one a core).

    `scheduler`: the address of a Dask cluster, as `tcp://10.0.0.1:8786`; without one Dask starts as many
    workers here. Raises `UsageError` for an address with another engine, `VnpolicyError` where Dask is not
    installed.
    """
    if scheduler is not None and name != "dask":
        raise UsageError("--scheduler is the address of a Dask cluster: add --engine dask")
    if name == "inprocess":
        return InProcess()
    if name == "processes":
        from vnpolicy.jobs.processes import Processes

        return Processes(jobs or cores())
    from vnpolicy.jobs.dask import Dask

    return Dask(scheduler, jobs or cores())


def chosen(name: EngineName | None, jobs: int | None, scheduler: str | None) -> Engine | None:
    """The engine that a user names, by the address of a scheduler too; None where it is not named."""
    if name is None and scheduler is None:
        return None
    return engine(name or "dask", jobs, scheduler)


class InProcess:
    """One batch after the other, here: what the other engines must equal."""

    def run(self, function: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """See `Engine`."""
        yield from map(function, batches)
