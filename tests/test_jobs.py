"""One function over many batches."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from vnpolicy.errors import VnpolicyError
from vnpolicy.jobs import cores, engine
from vnpolicy.jobs.processes import AHEAD


def double(batch):
    # later batches are done sooner, so that order does not come by itself
    time.sleep(0.02 if batch[0] % 2 == 0 else 0)
    return [2 * n for n in batch]


def fail_at_three(batch):
    if 3 in batch:
        raise ValueError("three")
    return batch


def die_at_three(batch):
    if 3 in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return batch


def engine_for(jobs):
    return engine("processes" if jobs > 1 else "inprocess", jobs)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order(jobs):
    batches = [[n, n + 1] for n in range(20)]
    assert list(engine_for(jobs).run(double, batches)) == [[2 * n, 2 * n + 2] for n in range(20)]
    assert list(engine_for(jobs).run(double, [])) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_batches_are_taken_as_they_are_needed(jobs):
    taken = []

    def batches():
        for n in range(100):
            taken.append(n)
            yield [n]

    results = engine_for(jobs).run(double, batches())
    for n in range(5):
        assert next(results) == [2 * n]
        assert len(taken) <= n + 1 + jobs * AHEAD
    results.close()
    assert len(taken) < 50


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_function_raises_is_raised_in_its_turn(jobs):
    results = engine_for(jobs).run(fail_at_three, ([n] for n in range(10)))
    assert [next(results) for _ in range(3)] == [[0], [1], [2]]
    with pytest.raises(ValueError, match="three"):
        next(results)
    assert multiprocessing.active_children() == []


class DieOnce:
    """Kills its process at three, the first time."""

    def __init__(self, marker):
        self.marker = marker

    def __call__(self, batch):
        if 3 in batch and not self.marker.exists():
            self.marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return batch


def test_batches_of_a_killed_process_are_run_again(tmp_path):
    marker = tmp_path / "killed"
    found = list(engine_for(2).run(DieOnce(marker), ([n] for n in range(30))))
    assert marker.exists()
    assert found == [[n] for n in range(30)]


def test_a_process_that_is_killed_again_is_told():
    with pytest.raises(VnpolicyError, match="killed"):
        list(engine_for(2).run(die_at_three, ([n] for n in range(10))))


def test_no_process_outlives_a_run_that_is_left_early():
    results = engine_for(2).run(double, ([n] for n in range(50)))
    next(results)
    assert len(multiprocessing.active_children()) == 2
    results.close()
    assert multiprocessing.active_children() == []


def test_cores():
    assert 1 <= cores() <= (os.cpu_count() or 1)


PARENT = """
import multiprocessing, os, sys, time
from vnpolicy.jobs.processes import Processes
if __name__ == "__main__":
    for _ in Processes(2).run(time.sleep, [0.01] * 4 + [30] * 20):
        print(*[p.pid for p in multiprocessing.active_children()], flush=True)
"""


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # a process that has ended but was not yet collected still has its number
    status = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(status.stdout.strip()) and not status.stdout.startswith("Z")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("kill", [signal.SIGINT, signal.SIGKILL])
def test_processes_end_with_their_parent(tmp_path, kill):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        children = [int(pid) for pid in parent.stdout.readline().split()]
        for _ in range(3):
            children = [int(pid) for pid in parent.stdout.readline().split()] or children
        assert children
        # as a terminal does it at Ctrl-C: to all processes of the group
        os.killpg(parent.pid, kill) if kill == signal.SIGINT else os.kill(parent.pid, kill)
        _, told = parent.communicate(timeout=20)
        deadline = time.monotonic() + 10
        while any(map(alive, children)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(map(alive, children))
        # one traceback, the parent's own
        assert told.count("Traceback") == (1 if kill == signal.SIGINT else 0)
    finally:
        parent.kill()
