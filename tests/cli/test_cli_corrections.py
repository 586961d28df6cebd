"""merge, split, dedupe --explain and --threshold, and how events fare when reports come and go."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from running import SEEDS, Run

REPORTS = sorted(SEEDS.iterdir())


def table(run: Run, corpus: Path, *command: str | Path, status: int = 0) -> list[dict[str, str]]:
    done = run(*command, "-c", corpus, "-f", "csv")
    assert done.returncode == status, done.stderr.decode()
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


def event_of(run: Run, corpus: Path) -> dict[str, str]:
    return {Path(row["path"]).name[:2]: row["event"] for row in table(run, corpus, "dedupe")}


@pytest.fixture
def corpus(tmp_path: Path, seeds_corpus: Path) -> Path:
    copy = tmp_path / "c.db"
    shutil.copy(seeds_corpus, copy)
    return copy


def test_what_is_merged_stays_merged(vnpolicy: Run, corpus: Path, tmp_path: Path) -> None:
    before = event_of(vnpolicy, corpus)
    one, other = before["06"], before["16"]
    told = table(vnpolicy, corpus, "merge", one, other[:6])
    assert [Path(row["path"]).name[:2] for row in told] == ["06", "16"]
    assert {row["event"] for row in told} == {min(one, other)}
    # a lead goes and comes back, another report comes
    path = next(str(p) for p in REPORTS if p.name.startswith("06"))
    gone = table(vnpolicy, corpus, "remove", next(row["doc"] for row in told if "/06" in f"/{row['path']}"))
    assert len(gone) == 1
    assert set(event_of(vnpolicy, corpus)) == set(before) - {"06"}
    (tmp_path / "new.txt").write_text("Ngày 5/3, Sở Công Thương họp bàn về chợ nông thôn.", encoding="utf-8")
    table(vnpolicy, corpus, "ingest", path, tmp_path / "new.txt")
    after = event_of(vnpolicy, corpus)
    assert after["06"] == after["16"]
    assert {doc: event for doc, event in after.items() if doc not in ("06", "16", "ne")} == {
        doc: event for doc, event in before.items() if doc not in ("06", "16")
    }
    vnpolicy("export", "-c", corpus, "-o", tmp_path / "out")
    (said,) = (tmp_path / "out" / "corrections.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(said)["kind"] == "merge"


def test_what_is_split_stays_apart_until_it_is_merged(vnpolicy: Run, corpus: Path) -> None:
    rows = table(vnpolicy, corpus, "dedupe")
    size = {row["event"]: sum(r["event"] == row["event"] for r in rows) for row in rows}
    event = next(event for event, reports in size.items() if reports == 3)
    docs = [row["doc"] for row in rows if row["event"] == event]
    told = table(vnpolicy, corpus, "split", event, docs[0])
    assert {row["doc"]: row["event"] == event for row in told} == {
        docs[0]: False,
        docs[1]: True,
        docs[2]: True,
    }
    why = {row["doc"]: row for row in table(vnpolicy, corpus, "dedupe", "--explain")}
    assert (why[docs[0]]["why"], why[docs[0]]["other_event"]) == ("split", event)
    again = table(vnpolicy, corpus, "merge", event, next(r["event"] for r in told if r["doc"] == docs[0]))
    assert {row["event"] for row in again} == {event}
    assert {row["doc"] for row in again} == set(docs)
    why = {row["doc"]: row["why"] for row in table(vnpolicy, corpus, "dedupe", "--explain")}
    assert [why[doc] for doc in docs[1:]] == ["merged", "merged"]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("merge {lead} {lead}", "are the same event"),
        ("merge {lead} Exyz", "there is no event 'Exyz'"),
        ("merge E {lead}", "begins several events: E"),
        ("merge {lead}", "Missing argument"),
        ("split {lead} ffffffffff", "no document 'ffffffffff'"),
        ("split {lead} {stranger}", "{stranger}: not among the reports of {lead}"),
        ("split {only} {stranger}", "leave at least one"),
        ("split Exyz {stranger}", "there is no event"),
        ("dedupe --threshold 1.5", "less than or equal to 1"),
    ],
)
def test_wrong_usage(vnpolicy: Run, corpus: Path, command: str, told: str) -> None:
    rows = table(vnpolicy, corpus, "dedupe")
    lead = next(row for row in rows if row["kind"] == "lead")
    only = next(row for row in rows if row["kind"] == "only")
    names = {"lead": lead["event"], "only": only["event"], "stranger": only["doc"]}
    done = vnpolicy(*command.format(**names).split(), "-c", corpus)
    assert done.returncode == 2
    assert told.format(**names) in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert table(vnpolicy, corpus, "dedupe") == rows


def test_a_corpus_that_can_only_be_read_takes_no_corrections(vnpolicy: Run, corpus: Path) -> None:
    from vnpolicy.analysis.corrections import merge
    from vnpolicy.corpus.store import Corpus
    from vnpolicy.errors import VnpolicyError

    events = sorted(set(event_of(vnpolicy, corpus).values()))
    with Corpus.open(corpus, read_only=True) as opened, pytest.raises(VnpolicyError, match="only be read"):
        merge(opened, *events[:2])


def test_explain_says_what_two_reports_share(vnpolicy: Run, corpus: Path) -> None:
    plain = table(vnpolicy, corpus, "dedupe")
    found = table(vnpolicy, corpus, "dedupe", "--explain")
    assert [{key: row[key] for key in plain[0]} for row in found] == plain
    assert list(found[0])[8:] == ["why", "other", "other_event", "other_probability", "agree", "conflict"]
    copy = next(row for row in found if row["kind"] == "copy")
    assert copy["why"] == "likely"
    assert "province: Cao Bằng" in copy["agree"]
    assert "same text: 9" in copy["agree"]
    for form in ("table", "json", "md"):
        assert vnpolicy("dedupe", "--explain", "-c", corpus, "-f", form, "--lang", "vi").returncode == 0


def test_the_threshold_moves_the_balance_and_is_not_stored(vnpolicy: Run, corpus: Path) -> None:
    usual = event_of(vnpolicy, corpus)

    def events(threshold: str) -> int:
        rows = table(vnpolicy, corpus, "dedupe", "--threshold", threshold)
        return len({row["event"] for row in rows})

    assert events("0") <= len(set(usual.values())) <= events("0.99") <= events("1")
    assert events("1") > events("0")
    assert event_of(vnpolicy, corpus) == usual


def test_reports_that_come_later_join_the_events_as_if_they_had_come_at_once(
    vnpolicy: Run, corpus: Path, tmp_path: Path
) -> None:
    grown = tmp_path / "grown.db"
    for start in range(0, len(REPORTS), 5):
        table(vnpolicy, grown, "ingest", *REPORTS[start : start + 5])
        table(vnpolicy, grown, "dedupe")

    def partition(path: Path) -> set[frozenset[str]]:
        of = event_of(vnpolicy, path)
        return {frozenset(doc for doc in of if of[doc] == event) for event in of.values()}

    assert partition(grown) == partition(corpus)
    # nothing is renamed without need
    kept = event_of(vnpolicy, grown)
    table(vnpolicy, grown, "remove", table(vnpolicy, grown, "list")[0]["doc"])
    assert event_of(vnpolicy, grown).items() <= kept.items()
