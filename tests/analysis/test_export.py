"""The export of everything."""

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.analysis.export import TABLES, export
from vnpolicy.corpus.records import Group
from vnpolicy.corpus.store import Corpus
from vnpolicy.errors import UsageError, VnpolicyError
from vnpolicy.model import AgendaItem, Citation, Cleaned, Document, Event, Header, Proposal


def document(doc, text):
    return Document(
        doc,
        doc + "ff",
        text,
        "text",
        "utf-8",
        Cleaned(((0, 3), (4, len(text))), Header(title="Tên", published="2021-07")),
        3,
        Event("Hội thảo", organizers=("Sở A",)),
        (AgendaItem("topic", "2", "một", None, 0, 3),),
        (Proposal("need", "hai", "Lê B", None, None, 3, 6),),
        (Citation("37-NQ/TW", "nghị quyết", None, None, 0, 3),),
        {"terms": {"một": 2}, "evidence": [0.5]},
    )


def filled(order):
    corpus = Corpus.memory()
    docs = {"b.txt": document("0123456789", "một\nhai"), "a.txt": document("abcdefabcd", "một hai ba")}
    for path in order:
        corpus.add([(path, "1", docs[path])], "stage")
    corpus.store_groups(
        [Group("0123456789", "E1", "lead", None)], {"E1": Event("Hội thảo", chairs=("Lê B",))}
    )
    corpus.store_derived("themes", {"n": 1})
    return corpus


def read(folder):
    return {
        name: [json.loads(x) for x in (folder / f"{name}.jsonl").open(encoding="utf-8")] for name in TABLES
    }


def test_everything_is_there_once_and_sorted(tmp_path):
    corpus = filled(["b.txt", "a.txt"])
    assert export(corpus, tmp_path / "out") == [tmp_path / "out" / f"{name}.jsonl" for name in TABLES]
    tables = read(tmp_path / "out")
    assert tables["documents"][0] == {
        "doc": "0123456789",
        "hash": "0123456789ff",
        "format": "text",
        "encoding": "utf-8",
        "words": 3,
        "title": "Tên",
        "title_from": None,
        "published": "2021-07",
        "published_from": None,
        "source": None,
        "author": None,
        "url": None,
        "event": {
            "name": "Hội thảo",
            "date": None,
            "date_from": None,
            "end_date": None,
            "place": None,
            "province": None,
            "organizers": ["Sở A"],
            "chairs": [],
        },
        "kept": [[0, 3], [4, 7]],
        "raw": "một\nhai",
    }
    assert tables["paths"] == [
        {"path": "a.txt", "doc": "abcdefabcd"},
        {"path": "b.txt", "doc": "0123456789"},
    ]
    for name in ("documents", "agenda", "proposals", "citations"):
        assert [row["doc"] for row in tables[name]] == ["0123456789", "abcdefabcd"]
    assert [(row["name"], row["doc"]) for row in tables["features"]] == [
        (name, doc) for name in ("evidence", "terms") for doc in ("0123456789", "abcdefabcd")
    ]
    assert tables["groups"] == [
        {"doc": "0123456789", "event": "E1", "kind": "lead", "probability": None, "current": True}
    ]
    assert (tables["events"][0]["event"], tables["events"][0]["chairs"]) == ("E1", ["Lê B"])
    assert tables["derived"] == [{"name": "themes", "current": True, "value": {"n": 1}}]


def test_the_same_content_gives_the_same_bytes(tmp_path):
    export(filled(["b.txt", "a.txt"]), tmp_path / "one")
    other = filled(["a.txt", "b.txt"])
    other.add([("c.txt", "1", document("ffffffffff", "khác hẳn"))])
    other.remove(["ffffffffff"])
    other.store_groups(other.last_groups(), other.last_events())
    other.store_derived("themes", {"n": 1})
    export(other, tmp_path / "two")
    for name in TABLES:
        assert (tmp_path / "one" / f"{name}.jsonl").read_bytes() == (
            tmp_path / "two" / f"{name}.jsonl"
        ).read_bytes()


def test_an_earlier_export_is_replaced_anything_else_is_not(tmp_path):
    corpus = filled(["a.txt"])
    export(corpus, tmp_path / "out")
    corpus.add([("b.txt", "1", document("0123456789", "một\nhai"))])
    export(corpus, tmp_path / "out")
    assert len(read(tmp_path / "out")["documents"]) == 2
    assert not read(tmp_path / "out")["groups"][0]["current"]
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]
    (tmp_path / "out" / "mine.txt").touch()
    with pytest.raises(UsageError, match="something else"):
        export(corpus, tmp_path / "out")
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="something else"):
        export(corpus, tmp_path / "file")


def test_an_export_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    corpus = filled(["a.txt"])
    export(corpus, tmp_path / "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Corpus, "feature_names", full)
    with pytest.raises(VnpolicyError, match="No space left"):
        export(corpus, tmp_path / "out")
    with pytest.raises(VnpolicyError, match="No space left"):
        export(corpus, tmp_path / "new")
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


# what readers let through: anything but halves of pairs
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = st.none() | texts


@st.composite
def documents(draw, number):
    raw = draw(texts) + f" {number}"
    start = draw(st.integers(0, len(raw)))
    span = (start, draw(st.integers(start, len(raw))))
    header = Header(title=draw(names), published=draw(names), source=draw(names))
    return Document(
        f"{number:010x}",
        f"{number:010x}" + 54 * "0",
        raw,
        "text",
        "utf-8",
        Cleaned(((0, len(raw)),), header),
        draw(st.integers(0, 10**9)),
        draw(st.none() | st.builds(Event, texts, organizers=st.lists(texts, max_size=2).map(tuple))),
        (AgendaItem("topic", draw(names), draw(texts), draw(names), *span),),
        (Proposal("need", draw(texts), draw(names), draw(names), draw(names), *span),),
        (Citation(draw(texts), "luật", draw(names), draw(names), *span),),
        {"terms": {draw(texts): draw(st.integers(0, 99))}},
    )


@given(st.data(), st.lists(texts.filter(bool), min_size=1, max_size=3, unique=True))
def test_any_documents_come_back(data, paths):
    given = [data.draw(documents(number)) for number in range(len(paths))]
    with Corpus.memory() as corpus, tempfile.TemporaryDirectory() as folder:
        corpus.add([(path, "1", document) for path, document in zip(paths, given, strict=True)], "stage")
        export(corpus, Path(folder) / "out")
        tables = read(Path(folder) / "out")
    for document, row in zip(given, tables["documents"], strict=True):
        assert (row["doc"], row["raw"], row["words"]) == (document.doc, document.raw, document.words)
        assert row["event"] == (document.event and json.loads(json.dumps(asdict(document.event))))
        header = asdict(document.cleaned.header)
        assert {key: row[key] for key in header} == header
    for name in ("agenda", "proposals", "citations"):
        wanted = [{"doc": d.doc, **asdict(item)} for d in given for item in getattr(d, name)]
        assert tables[name] == wanted
    assert {row["path"]: row["doc"] for row in tables["paths"]} == dict(
        zip(paths, (d.doc for d in given), strict=True)
    )
    assert {(row["doc"], *row["value"].items()) for row in tables["features"]} == {
        (d.doc, *d.features["terms"].items()) for d in given
    }
