"""The corpus file: what is one, and how it is opened."""

import os
import sqlite3
import stat
import threading

import pytest

from vnpolicy.corpus import schema
from vnpolicy.corpus.store import Corpus
from vnpolicy.errors import UsageError, VnpolicyError
from vnpolicy.model import Cleaned, Document, Header


def document(text):
    return Document(text[:10], text, text, "text", "utf-8", Cleaned(((0, len(text)),), Header()), 1, None)


def filled(path):
    with Corpus.open(path, create=True) as corpus:
        corpus.add([("a.txt", "1", document("một bài dài"))])
    return path


def test_a_corpus_stays_in_its_file(tmp_path):
    path = filled(tmp_path / "c.db")
    assert list(tmp_path.iterdir()) == [path]
    with Corpus.open(path) as corpus:
        assert not corpus.read_only
        assert len(corpus) == 1


def test_the_header_tells_whose_file_it_is(tmp_path):
    db = sqlite3.connect(filled(tmp_path / "c.db"))
    assert db.execute("PRAGMA application_id").fetchone() == (0x766E706F,)
    assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    db.close()


def other_database(path):
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE t (x)")
    db.close()


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path.write_text("một bài báo " * 500), "not a vnpolicy corpus"),
        (lambda path: path.write_bytes(b"x"), "not a vnpolicy corpus"),
        (other_database, "not a vnpolicy corpus"),
        (lambda path: path.mkdir(), "not a file"),
        (os.mkfifo, "not a file"),
    ],
)
def test_what_is_no_corpus_is_refused_and_left_alone(tmp_path, make, told, create):
    path = tmp_path / "c.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(UsageError, match=told) as error:
        Corpus.open(path, create=create)
    assert "\n" not in str(error.value)
    assert before is None or path.read_bytes() == before


def test_a_missing_or_empty_file_is_no_corpus_until_it_is_made_one(tmp_path):
    path = tmp_path / "c.db"
    with pytest.raises(UsageError, match="no corpus"):
        Corpus.open(path)
    assert not path.exists()
    path.touch()
    with pytest.raises(UsageError, match="not a vnpolicy corpus"):
        Corpus.open(path)
    with Corpus.open(path, create=True) as corpus:
        assert len(corpus) == 0


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(VnpolicyError, match="cannot open"):
        Corpus.open(tmp_path / "no" / "c.db", create=True)


def test_a_newer_corpus_is_refused_politely(tmp_path):
    path = filled(tmp_path / "c.db")
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()
    with pytest.raises(UsageError, match="newer vnpolicy"):
        Corpus.open(path, create=True)


def test_what_is_opened_for_reading_is_not_written(tmp_path):
    path = filled(tmp_path / "c.db")
    with Corpus.open(path, read_only=True) as corpus:
        corpus.store_derived("themes", 1)
        corpus.store_groups([], {})
        assert corpus.last_derived("themes") is None
        assert corpus.groups() is None
        with pytest.raises(VnpolicyError, match="cannot write"):
            corpus.add([("b.txt", "2", document("hai bài dài"))])
        assert len(corpus) == 1


@pytest.mark.parametrize("where", ["file", "folder"])
def test_a_file_or_folder_that_may_not_be_written_is_read(tmp_path, monkeypatch, where):
    path = filled(tmp_path / "c.db")
    locked = path if where == "file" else tmp_path
    real = os.access
    # for the superuser everything is writable, so the answer is played
    monkeypatch.setattr(os, "access", lambda p, mode: False if str(p) == str(locked) else real(p, mode))
    with Corpus.open(path, create=True) as corpus:
        assert corpus.read_only
        assert [stored.paths for stored in corpus.headers()] == [("a.txt",)]
        assert [hit.doc for hit in corpus.search("dai")] == [document("một bài dài").doc]


@pytest.mark.skipif(not hasattr(os, "fork") or os.geteuid() != 0, reason="needs to become another user")
def test_another_user_reads_a_read_only_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared")
    path = filled(folder / "c.db")
    for above in [path, *list(path.parents)[:4]]:
        if above.stat().st_uid == 0 and str(above) not in ("/", "/tmp"):
            above.chmod(stat.S_IMODE(above.stat().st_mode) | (0o444 if above == path else 0o555))
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setuid(65534)
            with Corpus.open(path) as corpus:
                status = 0 if corpus.read_only and len(corpus.search("bai")) == 1 else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_many_at_once_make_and_fill_one_corpus(tmp_path):
    errors = []

    def fill(n):
        try:
            with Corpus.open(tmp_path / "c.db", create=True) as corpus:
                for m in range(10):
                    corpus.add([(f"{n}-{m}", "1", document(f"{n}{m} bài báo"))])
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=fill, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Corpus.open(tmp_path / "c.db") as corpus:
        assert (len(corpus), corpus.version) == (40, 40)


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path):
    with Corpus.open(filled(tmp_path / "c.db")) as corpus:
        (pages,) = corpus._db.execute("PRAGMA page_count").fetchone()
        corpus._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(VnpolicyError, match="no space left"):
            corpus.add((str(n), "1", document(f"{n} bài " * 300)) for n in range(30))
        assert corpus.paths() == [("a.txt", document("một bài dài").doc)]
        assert len(corpus.search("bài")) == 1


def downgraded(path):
    """The corpus as version 1 left it."""
    filled(path)
    db = sqlite3.connect(path)
    for table in ("postings", "packed", "links", "compared", "corrections"):
        db.execute(f"DROP TABLE {table}")
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return path


def test_a_corpus_of_version_1_is_brought_up_to_date(tmp_path):
    path = downgraded(tmp_path / "c.db")
    with Corpus.open(path) as corpus:
        assert corpus.docs() == ["một bài dà"]
        corpus.correct("split", ["a"], ["b"])
        assert [said.parts for said in corpus.corrections()] == [(["a"], ["b"])]
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()


def test_a_corpus_of_version_1_can_be_read_only(tmp_path):
    path = downgraded(tmp_path / "c.db")
    before = path.read_bytes()
    with Corpus.open(path, read_only=True) as corpus:
        assert corpus.corrections() == []
        assert corpus.links(1) == []
        assert corpus.postings(1) == []
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_the_corpus_as_it_was(tmp_path, monkeypatch):
    path = downgraded(tmp_path / "c.db")
    broken = schema.MIGRATIONS | {3: schema.MIGRATIONS[3] + "CREATE TABLE documents (x);"}
    monkeypatch.setattr(schema, "MIGRATIONS", broken)
    with pytest.raises(VnpolicyError):
        Corpus.open(path)
    monkeypatch.undo()
    with Corpus.open(path) as corpus:
        assert len(corpus) == 1
