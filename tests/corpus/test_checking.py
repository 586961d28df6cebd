"""What is wrong with a corpus is found, and nothing is found where nothing is wrong."""

import sqlite3
from contextlib import closing

import pytest

from vnpolicy.corpus.store import Corpus
from vnpolicy.extract.document import extract
from vnpolicy.model import Raw

TEXTS = [
    """Hội nghị bàn về cấp nước cho vùng cao
05/06/2022 09:00

Sáng 5-6, tại tỉnh Hà Giang, Sở Xây dựng tổ chức hội nghị bàn về cấp nước theo Nghị định số 117/2007/NĐ-CP.

Ông Lý Văn Sáng đề nghị tỉnh sớm bố trí vốn cho các hồ treo.
""",
    """Họp về đường liên xã
06/06/2022 10:00

Ngày 6-6, Ủy ban nhân dân huyện tổ chức họp về đường liên xã.

Bà Trần Thị Mai kiến nghị huyện ưu tiên các đoạn hay sạt lở.
""",
]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "c.db"
    with Corpus.open(path, create=True) as corpus:
        corpus.add((f"{n}.txt", str(n), extract(Raw(text, "text", "utf-8"))) for n, text in enumerate(TEXTS))
        assert list(corpus.proposals())
        assert list(corpus.citations())
    return path


def found(path):
    with Corpus.open(path, read_only=True) as corpus:
        return list(corpus.problems())


def test_a_sound_corpus(path):
    assert found(path) == []


@pytest.mark.parametrize(
    ("harm", "what", "told"),
    [
        ("UPDATE texts SET raw = raw || 'x'", "text", "not the one that the hash"),
        ("UPDATE texts SET kept = '[[0,100000]]'", "body", "do not lie in the raw text"),
        ("UPDATE texts SET kept = '[[9,3]]'", "body", "do not lie"),
        ("UPDATE texts SET kept = '{'", "body", "do not lie"),
        ("UPDATE proposals SET start = start + 1", "span", "is not its passage"),
        ('UPDATE citations SET start = 0, "end" = 9', "span", "citations 0-9"),
        ('UPDATE proposals SET "end" = 100000', "span", "does not lie in the body"),
        ("UPDATE documents SET event = '{'", "record", "event"),
        ("UPDATE features SET data = '['", "record", "feature"),
        ("DELETE FROM paths", "orphan", "no row in paths"),
        ("DELETE FROM texts", "orphan", "no row in texts"),
        ("DELETE FROM documents", "reference", "points to nothing"),
        ("DELETE FROM meta", "orphan", "no version"),
        ("UPDATE documents SET title = 'Tin khác hẳn'", "search", "another text"),
        ("UPDATE documents SET title = replace(title, 'cấp', 'cất')", "search", "other words"),
        ("DELETE FROM search_docsize", "search", "not in the search index"),
        ("UPDATE documents SET id = id + 10", "search", "of no document"),
        ("UPDATE documents SET doc = 'abcdefabcd' WHERE id = 1", "orphan", "no row in texts"),
        ("UPDATE documents SET hash = doc || 'x' WHERE id = 1", "text", "the hash was made of"),
        ("UPDATE documents SET hash = 'x' || hash WHERE id = 1", "text", "not the beginning"),
    ],
)
def test_what_is_wrong_is_told(path, harm, what, told):
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(harm)
    problems = found(path)
    assert any(problem.what == what and told in problem.problem for problem in problems), problems


def test_a_damaged_file(path):
    data = bytearray(path.read_bytes())
    for at in range(8 * 4096, len(data), 3 * 4096):
        data[at : at + 200] = b"\xff" * 200
    path.write_bytes(data)
    assert any(problem.what == "file" for problem in found(path))
