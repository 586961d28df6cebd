"""A copy of a corpus: the state of one moment, whole or not at all."""

import sqlite3
import threading

import pytest

from tests.corpus.test_schema import document, filled
from vnpolicy.corpus.store import Corpus
from vnpolicy.errors import UsageError, VnpolicyError


def test_a_copy_is_a_corpus(tmp_path):
    path = filled(tmp_path / "c.db")
    path.chmod(0o640)
    with Corpus.open(path) as corpus:
        corpus.copy_to(tmp_path / "d.db")
        corpus.add([("b.txt", "2", document("hai bài báo"))])
    assert sorted(file.name for file in tmp_path.iterdir()) == ["c.db", "d.db"]
    assert (tmp_path / "d.db").stat().st_mode & 0o777 == 0o640
    with Corpus.open(tmp_path / "d.db") as copy:
        assert [path for path, _ in copy.paths()] == ["a.txt"]


def test_a_file_that_is_there_is_replaced_only_where_that_is_wanted(tmp_path):
    target = tmp_path / "d.db"
    target.write_text("x")
    (tmp_path / "d.db-wal").write_text("x")
    with Corpus.open(filled(tmp_path / "c.db")) as corpus:
        with pytest.raises(UsageError, match="there already"):
            corpus.copy_to(target)
        assert target.read_text() == "x"
        corpus.copy_to(target, replace=True)
    with Corpus.open(target) as copy:
        assert len(copy) == 1


def test_what_cannot_be_written_is_told(tmp_path):
    path = filled(tmp_path / "c.db")
    with Corpus.open(path) as corpus, pytest.raises(VnpolicyError, match="cannot write"):
        corpus.copy_to(tmp_path / "no" / "d.db")


def test_nothing_is_left_of_a_copy_that_fails(tmp_path, monkeypatch):
    class Failing(sqlite3.Connection):
        def execute(self, *given):
            raise OSError(28, "No space left on device")

    real = sqlite3.connect
    with Corpus.open(filled(tmp_path / "c.db")) as corpus:
        monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: real(*a, **k, factory=Failing))
        monkeypatch.setattr("vnpolicy.corpus.copying._flush", lambda _: Failing(":memory:").execute())
        with pytest.raises(VnpolicyError, match="No space left"):
            corpus.copy_to(tmp_path / "d.db")
    assert [file.name for file in tmp_path.iterdir()] == ["c.db"]


def test_copies_while_others_write_are_each_of_one_moment(tmp_path):
    path = filled(tmp_path / "c.db")
    stop = threading.Event()

    def write():
        with Corpus.open(path) as corpus:
            n = 0
            while not stop.is_set():
                n += 1
                corpus.add((f"{n}-{m}", "1", document(f"{n}{m} bài báo")) for m in range(5))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(10):
            with Corpus.open(path, read_only=True) as corpus:
                corpus.copy_to(tmp_path / f"{n}.db")
    finally:
        stop.set()
        writer.join()
    for n in range(10):
        with Corpus.open(tmp_path / f"{n}.db") as copy:
            assert len(copy) % 5 == 1  # one document at first, then five at a time
