"""What a page is made of: the same events, items and passages that the tables give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vnpolicy.analysis.agenda import agenda
from vnpolicy.analysis.choose import Choice
from vnpolicy.analysis.events import events
from vnpolicy.analysis.proposals import proposals
from vnpolicy.analysis.report import Whole, whole
from vnpolicy.corpus.store import Corpus
from vnpolicy.errors import UsageError
from vnpolicy.model import Table


@pytest.fixture
def corpus(seeds_corpus: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_corpus) as opened:
        yield opened


def texts(found: Whole, section: str) -> list[str]:
    return sorted(i.text for o in found.occasions for i in o.items if i.section == section)


def column(table: Table, name: str) -> list[str]:
    at = table.columns.index(name)
    return sorted(str(row[at]) for row in table.rows)


def test_the_page_has_what_the_tables_have(corpus: Corpus) -> None:
    found = whole(corpus)
    assert texts(found, "proposals") == column(proposals(corpus), "text")
    assert texts(found, "agenda") == column(agenda(corpus), "text")
    assert sorted(o.event for o in found.occasions if o.facts) == column(events(corpus), "event")
    assert [report.stored for report in found.reports] == corpus.headers()
    for report in found.reports:
        document = corpus.document(report.stored.doc)
        assert (report.url, report.body) == (document.cleaned.header.url, corpus.body(report.stored.doc))


def test_passages_are_where_items_were_found(corpus: Corpus) -> None:
    found = whole(corpus)
    body = {report.stored.doc: report.body for report in found.reports}
    by_text = {str(row["text"]): row for row in proposals(corpus).records()}
    for occasion in found.occasions:
        for item in occasion.items:
            assert item.passages
            assert {passage.doc for passage in item.passages} <= set(occasion.reports)
            assert all(body[p.doc][p.start : p.end].strip() for p in item.passages)
            if item.section == "proposals":
                row = by_text[item.text]
                assert len(item.passages) == row["reports"]
                first = item.passages[0]
                assert (first.doc, first.start, first.end) == (row["doc"], row["start"], row["end"])


def test_choosing_items_leaves_their_events(corpus: Corpus) -> None:
    found = whole(corpus, Choice(contains=("phu cap",)))
    assert len(texts(found, "proposals")) == 2
    assert all(o.items for o in found.occasions)
    assert {r.stored.doc for r in found.reports} == {doc for o in found.occasions for doc in o.reports}
    directives = whole(corpus, Choice(kind=("directive",)))
    assert {i.kind for o in directives.occasions for i in o.items} == {"directive"}
    with pytest.raises(UsageError, match="wish"):
        whole(corpus, Choice(kind=("wish",)))


def test_choosing_events(corpus: Corpus) -> None:
    every = whole(corpus)
    first = whole(corpus, Choice(sort="-reports", limit=1)).occasions
    assert [len(o.reports) for o in first] == [max(len(o.reports) for o in every.occasions)]
    one = first[0].reports[0]
    assert [o.event for o in whole(corpus, None, {one}).occasions] == [first[0].event]
    assert whole(corpus, None, set()) == Whole((), (), ())
    with pytest.raises(UsageError, match="size"):
        whole(corpus, Choice(sort="size", limit=1))
