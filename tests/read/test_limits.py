"""The time that a document may take, in any thread."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from vnpolicy.errors import Refused
from vnpolicy.read.limits import limited

pytestmark = pytest.mark.skipif(
    sys.gettrace() is not None and sys.version_info < (3, 12),
    reason="an exception sent to a thread that is traced makes CPython 3.11 go round without end",
)


def in_thread(function):
    """What `function` comes to in another thread than the first."""
    found = []
    thread = threading.Thread(target=lambda: found.append(function()))
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
    return found[0]


def spin(seconds):
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def refused():
    try:
        with limited(0.1):
            spin(20)
    except Refused as error:
        return str(error)


def caught():
    """A library that takes whatever is raised is stopped again."""
    try:
        with limited(0.1):
            try:
                spin(20)
            except BaseException:
                spin(20)
    except Refused as error:
        return str(error)


@pytest.mark.parametrize("taking", [refused, caught])
def test_a_document_is_stopped_in_any_thread(taking):
    begin = time.thread_time()
    assert "takes more than 0 seconds" in in_thread(taking)
    assert time.thread_time() - begin < 10


def test_what_keeps_within_its_time_is_left_alone():
    def work():
        for _ in range(50):
            with limited(5):
                spin(0.001)
        return threading.active_count()

    before = threading.active_count()
    assert in_thread(work) <= before + 50
    time.sleep(0.1)
    assert threading.active_count() <= before
