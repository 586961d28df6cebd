"""Parsers in a process of their own: what it does with documents on which they break down."""

import multiprocessing
import os
import signal

import pytest

from vnpolicy.errors import Refused
from vnpolicy.read import apart
from vnpolicy.read.apart import parsed
from vnpolicy.read.limits import limited
from vnpolicy.read.source import DEFAULT, Reading

PAGE = (
    "<html><head><title>Họp về kênh mương</title></head><body>"
    "<p>Ngày 4-5-2021, huyện họp về kênh mương và đề nghị tỉnh cấp vốn nạo vét trong năm nay.</p>"
    "</body></html>"
).encode()


@pytest.fixture
def program(monkeypatch):
    """A function that puts other Python in the place of the parsers, and takes care of the process."""

    def put(code):
        monkeypatch.setattr(apart, "_START", code)
        apart._running.clear()

    yield put
    apart._running.clear()


def test_one_process_reads_one_document_after_the_other():
    assert "kênh mương" in parsed("html", PAGE, DEFAULT)[0]
    number = apart._running[0].number
    with pytest.raises(Refused, match="no main text"):
        parsed("html", b"<html></html>", DEFAULT)
    with pytest.raises(Refused, match="broken Word document"):
        parsed("docx", b"PK\3\4", DEFAULT)
    assert parsed("html", PAGE, DEFAULT)[1]["title"] == "Họp về kênh mương"
    assert apart._running[0].number == number


def test_it_is_started_anew_where_it_was_killed():
    parsed("html", PAGE, DEFAULT)
    os.kill(apart._running[0].number, signal.SIGKILL)
    assert parsed_after_a_while()


def parsed_after_a_while():
    for _ in range(3):
        try:
            return parsed("html", PAGE, DEFAULT)[0]
        except Refused:  # it was not yet known to have ended
            continue
    return None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os.abort()", "broken HTML: the parser broke down on it"),
        ("print('x')", "broken HTML: the parser broke down on it"),
        ("import time; time.sleep(60)", "takes more than 1 seconds; --max-seconds raises the limit"),
    ],
)
def test_a_parser_that_breaks_down_costs_the_document(program, monkeypatch, code, reason):
    monkeypatch.setattr("vnpolicy.read.limits.PATIENCE", 0.5)
    program(code)
    with pytest.raises(Refused, match=reason):
        parsed("html", PAGE, Reading(seconds=1))
    monkeypatch.undo()
    assert "kênh mương" in parsed("html", PAGE, DEFAULT)[0]


def test_time_and_memory_are_limited_in_it(program):
    serving = "from vnpolicy.read import apart, html; html.main_text = lambda page: ({}); apart.serve()"
    program(
        f"import sys; sys.path.insert(0, sys.argv[1]); {serving.format('next(filter(None, iter(int, 1)))')}"
    )
    with pytest.raises(Refused, match="takes more than 1 seconds"):
        parsed("html", PAGE, Reading(seconds=1))
    program(f"import sys; sys.path.insert(0, sys.argv[1]); {serving.format('(bytes(10**9).hex(), 1)')}")
    with pytest.raises(Refused, match="more memory than a document may"):
        parsed("html", PAGE, DEFAULT)


def _in_a_child(answers):
    answers.put(parsed("html", PAGE, DEFAULT)[0])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_a_forked_process_has_its_own():
    parsed("html", PAGE, DEFAULT)
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()
    child = context.Process(target=_in_a_child, args=(answers,))
    child.start()
    assert "kênh mương" in answers.get()
    child.join()
    assert "kênh mương" in parsed("html", PAGE, DEFAULT)[0]


def test_a_block_is_left_when_its_time_is_over():
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(Refused, match="takes more than 0 seconds"), limited(0.2):
        while True:
            try:
                sum(range(10_000))
            except Exception:  # a parser that takes whatever is raised
                continue
    with limited(5):
        pass
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
