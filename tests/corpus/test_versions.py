"""Corpora that older versions made: brought up to date in one transaction, with a copy kept."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from vnpolicy.corpus import schema
from vnpolicy.corpus.store import Corpus
from vnpolicy.corpus.tables import VERSION
from vnpolicy.errors import VnpolicyError

SCRIPTS = Path(__file__).with_name("versions")
OLD = range(1, VERSION)
DOCS = ["66a530149b", "dc6bd0b30e"]


def made(path, version):
    """A corpus as this version left it, with two documents."""
    with closing(sqlite3.connect(path)) as db:
        for number in range(1, version + 1):
            db.executescript((SCRIPTS / f"{number}.sql").read_text(encoding="utf-8"))
        db.execute("PRAGMA journal_mode = WAL")
    return path


def content(path):
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


@pytest.mark.parametrize("version", OLD)
def test_it_is_brought_up_to_date(tmp_path, version):
    path = made(tmp_path / "c.db", version)
    before = content(path)
    with Corpus.open(path) as corpus:
        assert corpus.docs() == DOCS
        assert list(corpus.problems()) == []
        said = [(c.kind, c.parts) for c in corpus.corrections()]
        assert said == ([] if version == 1 else [("merge", ([DOCS[0]], [DOCS[1]]))])
        # since version 6 what was compared before is compared anew
        assert (corpus.postings(7), corpus.links(7), list(corpus.packed(7, DOCS))) == ([], [], [])
        assert [hit.doc for hit in corpus.search("nha may")] == DOCS[:1]
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert content(schema.backup_of(path, version)) == before
    with Corpus.open(schema.backup_of(path, version), read_only=True) as corpus:
        assert corpus.docs() == DOCS


@pytest.mark.parametrize("version", OLD)
def test_the_tables_are_those_of_a_new_corpus(tmp_path, version):
    def tables(path):
        with closing(sqlite3.connect(path)) as db:
            names = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: db.execute(f"PRAGMA table_info({name})").fetchall() for name in names}

    Corpus.open(made(tmp_path / "old.db", version)).close()
    Corpus.open(tmp_path / "new.db", create=True).close()
    assert tables(tmp_path / "old.db") == tables(tmp_path / "new.db")


@pytest.mark.parametrize("version", OLD)
def test_it_can_be_read_without_being_changed(tmp_path, version):
    path = made(tmp_path / "c.db", version)
    before = path.read_bytes()
    with Corpus.open(path, read_only=True) as corpus:
        assert corpus.docs() == DOCS
        assert len(corpus.corrections()) == (version > 1)
        assert list(corpus.problems()) == []
    assert path.read_bytes() == before
    assert not schema.backup_of(path, version).exists()


@pytest.mark.parametrize("version", OLD)
def test_what_fails_changes_nothing(tmp_path, monkeypatch, version):
    path = made(tmp_path / "c.db", version)
    before = content(path)
    broken = schema.MIGRATIONS | {VERSION: schema.MIGRATIONS[VERSION] + "CREATE TABLE documents (x);"}
    monkeypatch.setattr(schema, "MIGRATIONS", broken)
    with pytest.raises(VnpolicyError):
        Corpus.open(path)
    assert content(path) == before


def test_without_a_copy_it_is_left_alone(tmp_path, monkeypatch):
    path = made(tmp_path / "c.db", 2)
    before = content(path)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(schema, "copy", full)
    with pytest.raises(VnpolicyError, match=r"cannot keep a copy .* nothing was changed"):
        Corpus.open(path)
    assert content(path) == before
