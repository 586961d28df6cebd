"""The engine that hands batches to the workers of a Dask cluster; `vnpolicy.jobs` tells what an engine is.

Futures only (https://distributed.dask.org/en/stable/client.html). The scheduler begins a batch again where
its worker is lost, and gives up on one that three workers were lost with.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from vnpolicy.errors import VnpolicyError
from vnpolicy.jobs.processes import AHEAD, sigint_held

if TYPE_CHECKING:
    from distributed import Client, Future

Batch = TypeVar("Batch")
Result = TypeVar("Result")

ANSWERING = 3
"""Seconds in which something must listen at the scheduler's address."""

CONNECTING = 20
"""Seconds to wait for the scheduler to let us in, and as long for its first worker."""

STARTING = 60
"""The same where scheduler and workers are started here: the machine may have other things to do."""

PATIENCE = 60
"""Seconds without a result after which it is asked whether there are workers at all."""

COUNTED = 10
"""Seconds after which it is asked again how many workers there are: they may come and go."""


@dataclass(frozen=True, slots=True)
class Dask:
    """The workers of the cluster whose scheduler has this address; without one, `jobs` workers on loopback.

    Raises `VnpolicyError`, when it runs, where Dask is not installed, the scheduler or all workers cannot be
    reached, and where they have no vnpolicy.
    """

    scheduler: str | None
    jobs: int

    def run(self, function: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """See `vnpolicy.jobs.Engine`."""
        waiting = iter(batches)
        with _connected(self.scheduler, self.jobs) as client:
            flying: deque[Future[Result]] = deque()
            most, counted = 0, 0.0
            while True:
                if not counted or time.monotonic() > counted + COUNTED:
                    most, counted = AHEAD * max(1, len(_workers(client))), time.monotonic()
                for batch in islice(waiting, max(0, most - len(flying))):
                    # not by what they hold: that would be hashed, and kept by the scheduler
                    flying.append(client.submit(_alone, function, batch, pure=False))
                if not flying:
                    return
                yield _result(client, flying.popleft())


def _alone(function: Callable[[Batch], Result], batch: Batch) -> Result:
    """On a worker: `function` of a batch, one at a time, however many threads the worker has."""
    with _lock:
        return function(batch)


_lock = threading.Lock()


def _result(client: Client, future: Future[Result]) -> Result:
    """What `future` comes to; told in plain words where it cannot come."""
    from distributed import KilledWorker

    while True:
        try:
            return future.result(timeout=PATIENCE)
        except KilledWorker:
            raise VnpolicyError(
                "a batch was begun on several workers and each was lost, perhaps for want of memory; "
                "give them more of it"
            ) from None
        except ImportError as error:
            raise VnpolicyError(
                f"the workers cannot load vnpolicy ({error}); install there what is here"
            ) from None
        except TimeoutError:
            if future.done():
                raise  # the function's own
            if not _workers(client):
                raise VnpolicyError(
                    "the cluster has no workers any more; start some and run the command again"
                ) from None
        except CancelledError:
            raise _lost() from None


def _workers(client: Client) -> dict[str, int]:
    """The addresses of the workers, with their threads."""
    try:
        found: dict[str, int] = client.nthreads()
    except (OSError, TimeoutError, CancelledError):
        raise _lost() from None
    return found


def _lost() -> VnpolicyError:
    return VnpolicyError("the connection to the scheduler was lost; run the command again to go on")


@contextmanager
def _connected(scheduler: str | None, jobs: int) -> Iterator[Client]:
    """A client of the cluster, which has a worker; what was started for it ends with the block."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise VnpolicyError("Dask is not installed: pip install 'vnpolicy[cluster]'") from None

    with ExitStack() as stack, _hushed():
        address: Any = scheduler
        patience = CONNECTING if scheduler else STARTING
        try:
            with sigint_held():
                if scheduler is None:
                    address = stack.enter_context(
                        LocalCluster(
                            n_workers=jobs,
                            threads_per_worker=1,
                            host="127.0.0.1",
                            dashboard_address=None,
                            memory_limit=0,
                            silence_logs=logging.CRITICAL,
                        )
                    )
                else:
                    _greeted(scheduler)
                client = stack.enter_context(Client(address, timeout=patience, set_as_default=False))
            client.wait_for_workers(1, timeout=patience)
        except TimeoutError:
            raise VnpolicyError(f"no worker came to {scheduler or 'the local cluster'}; start some") from None
        except (OSError, ValueError) as error:
            raise VnpolicyError(f"cannot reach the scheduler {scheduler} ({error})") from None
        yield client


def _greeted(scheduler: str) -> None:
    """Raises `OSError` where nothing listens at this address, at once: Dask would go on trying to the end of
    its time. `VnpolicyError` where what listens is something else, such as the scheduler's own page, or mute.
    """
    from distributed import Security
    from distributed.comm.addressing import get_address_host_port
    from distributed.comm.core import connect

    async def greet() -> None:
        safely = Security().get_connection_args("client")
        comm = await asyncio.wait_for(connect(scheduler, CONNECTING, **safely), CONNECTING)
        comm.abort()

    socket.create_connection(get_address_host_port(scheduler), timeout=ANSWERING).close()
    try:
        asyncio.run(greet())
    except (MemoryError, OverflowError):  # the first bytes of an answer tell Dask how long it is
        raise VnpolicyError(
            f"what answers at {scheduler} is no scheduler; give the address that dask scheduler prints"
        ) from None
    except TimeoutError:
        raise VnpolicyError(f"cannot reach the scheduler {scheduler} (no answer)") from None


@contextmanager
def _hushed() -> Iterator[None]:
    """Within the block Dask's own log is silent: what matters is raised."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client", "tornado")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
