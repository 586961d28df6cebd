"""The library gives what the commands print."""

from __future__ import annotations

import csv
import io
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from running import ROOT, SEEDS, Run

from vnpolicy import Corpus, Table, UsageError
from vnpolicy.show.cells import plain


@pytest.fixture(scope="module")
def corpus(seeds_corpus: Path) -> Iterator[Corpus]:
    with Corpus(seeds_corpus) as opened:
        yield opened


SAME: list[tuple[list[str], Callable[[Corpus], Table]]] = [
    (["list"], lambda c: c.list()),
    (
        ["list", "--source", "lang son", "--sort", "-words"],
        lambda c: c.list(source="lang son", sort="-words"),
    ),
    (["search", "cua khau", "--limit", "2"], lambda c: c.search("cua khau", limit=2)),
    (["keywords", "--top", "5"], lambda c: c.keywords(top=5)),
    (["keywords", "--by", "document", "--top", "3"], lambda c: c.keywords("document", 3)),
    (["themes"], lambda c: c.themes()),
    (["themes", "--count", "3", "--each", "document"], lambda c: c.document_themes(3)),
    (["dedupe"], lambda c: c.dedupe()),
    (["dedupe", "--explain", "--threshold", "0.6"], lambda c: c.dedupe(0.6, explain=True)),
    (["events", "--since", "2022"], lambda c: c.events(since="2022")),
    (["agenda", "--kind", "theme"], lambda c: c.agenda(kind="theme")),
    (["agenda", "--mentions"], lambda c: c.agenda(mentions=True)),
    (
        ["proposals", "--speaker", "vu khac thanh", "--kind", "need", "--kind", "recommendation"],
        lambda c: c.proposals(speaker="vu khac thanh", kind=["need", "recommendation"]),
    ),
    (["summary", "--limit", "2"], lambda c: c.summary(limit=2)),
    (["speakers", "--groups", "--limit", "9"], lambda c: c.speakers(groups=True, limit=9)),
    (["citations", "--sort", "-count"], lambda c: c.citations(sort="-count")),
    (["check"], lambda c: c.check()),
]


@pytest.mark.parametrize(("command", "table"), SAME, ids=[" ".join(command) for command, _ in SAME])
def test_the_command_prints_the_same(
    command: list[str], table: Callable[[Corpus], Table], corpus: Corpus, seeds_corpus: Path, vnpolicy: Run
) -> None:
    printed = vnpolicy(*command, "-c", seeds_corpus, "-f", "csv", "-q").stdout.decode("utf-8")
    found = table(corpus)
    rows = list(csv.reader(io.StringIO(printed)))
    assert rows[0] == list(found.columns)
    assert rows[1:] == [[plain(cell) for cell in row] for row in found.rows]
    frame = found.to_pandas()
    assert list(frame.columns) == list(found.columns)
    assert len(frame) == len(found.rows)


def test_compare_names_the_event_first(corpus: Corpus) -> None:
    event = corpus.events(sort="-reports").rows[0][0]
    assert isinstance(event, str)
    found = corpus.compare(event, kind="recommendation")
    assert found.columns[:3] == ("item", "kind", "speaker")
    assert {row[1] for row in found.rows} == {"recommendation"}


def test_a_passage_is_where_the_item_says(corpus: Corpus) -> None:
    for record in corpus.proposals().records():
        start, end = record["start"], record["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert 0 <= start < end <= len(corpus.body(str(record["doc"])))


def test_a_corpus_in_a_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no corpus"):
        Corpus(tmp_path / "policy.db")
    with Corpus(tmp_path / "policy.db", create=True) as corpus:
        added = corpus.ingest(SEEDS)
        assert set(added.to_pandas()["status"]) == {"added"}
        first, *others = [str(record["doc"]) for record in corpus.list().records()]
        assert corpus.show(first).rows[0][0] == first
        corpus.remove(first)
        assert len(corpus) == len(others)
        event = str(corpus.events(sort="-reports", limit=1).rows[0][0])
        reports = [str(r["doc"]) for r in corpus.dedupe(event=event).records()]
        parts = {row[0] for row in corpus.split(event, reports[-1]).rows}
        assert len(parts) == 2
        assert {row[0] for row in corpus.merge(*map(str, sorted(map(str, parts)))).rows} <= parts
        corpus.backup(tmp_path / "copy.db")
        assert (tmp_path / "out" / "documents.jsonl") in corpus.export(tmp_path / "out")
    with Corpus(tmp_path / "copy.db", read_only=True) as copy:
        assert "policy.db" not in repr(copy)
        assert len(copy) == len(others)
        assert not copy.check().rows


@pytest.mark.parametrize("name", ["agenda", "proposals", "citations"])
def test_views_have_what_the_commands_have(name: str, corpus: Corpus, seeds_corpus: Path) -> None:
    corpus.events()
    wanted = {"agenda": corpus.agenda, "proposals": corpus.proposals}.get(name)
    with sqlite3.connect(f"file:{seeds_corpus}?mode=ro", uri=True) as db:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info(v_{name})")]
        rows = [dict(zip(columns, row, strict=True)) for row in db.execute(f"SELECT * FROM v_{name}")]
    assert rows
    for record in (wanted(mentions=True) if wanted else corpus.citations()).records():
        same = [row for row in rows if (row["doc"], row["start"]) == (record["doc"], record["start"])]
        shared = record.keys() & set(columns)
        assert any(all(row[c] == record[c] for c in shared) for row in same), record


def test_views_of_documents_and_events(corpus: Corpus, seeds_corpus: Path) -> None:
    events = {record["event"]: record for record in corpus.events().records()}
    with sqlite3.connect(f"file:{seeds_corpus}?mode=ro", uri=True) as db:
        found = db.execute("SELECT event, name, date, province, reports FROM v_events").fetchall()
        documents = db.execute("SELECT doc, title, published, source, path FROM v_documents").fetchall()
    facts = ("event", "name", "date", "province", "reports")
    assert {row for row in found if row[4] and row[0] in events} == {
        tuple(record[fact] for fact in facts) for record in events.values()
    }
    header = ("doc", "title", "published", "source", "path")
    assert set(documents) == {tuple(record[c] for c in header) for record in corpus.list().records()}


def test_the_notebook_runs() -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    book = nbformat.read(ROOT / "docs" / "notebook.ipynb", as_version=4)
    nbclient.NotebookClient(book, timeout=300, resources={"metadata": {"path": str(ROOT)}}).execute()


def test_a_corpus_in_memory() -> None:
    with Corpus.of(SEEDS / "11-ma-so-vung-trong-la-gi.txt") as corpus:
        assert len(corpus) == 1
        with pytest.raises(UsageError, match="filter speeker"):
            corpus.proposals(speeker="x")  # type: ignore[call-arg]
        with pytest.raises(UsageError, match="keywords go by"):
            corpus.keywords(by="week")


def test_the_package_alone_is_light() -> None:
    heavy = {"pandas", "sklearn", "underthesea", "rich", "typer", "trafilatura", "sqlite3"}
    code = "import sys, vnpolicy; vnpolicy.__version__; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert not heavy & set(loaded.stdout.split())
    with pytest.raises(AttributeError):
        import vnpolicy

        vnpolicy.corpora  # noqa: B018
