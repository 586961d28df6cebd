"""Every command in every format, in the surroundings that shells and scripts make."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, Run

COLUMNS = {
    "list": "doc title published event_date place source words event path",
    "search số": "doc snippet score title published path",
    "keywords": "group keyword score count documents",
    "keywords --by document": "group keyword score count documents path",
    "themes": "theme label keywords documents share example months",
    "themes --each document": "doc theme weight title path",
    "dedupe": "event kind probability published source title doc path",
    "events": "event name date end_date place province organizers chairs reports sources theme doc",
    "agenda": "event kind number text speaker reports doc path start end",
    "proposals": "event kind speaker role addressee text theme reports doc path start end",
    "summary": "event section kind speaker text reports path",
    "speakers": "speaker role events proposals first last",
    "citations": "number type issuer date count doc path start end",
    "show seeds/07-phien-hop-ban-chi-dao-han-man.txt": "doc path title title_from published published_from "
    "source author url event agenda proposals citations body",
}
FORMATS = ("csv", "tsv", "json", "jsonl", "md", "table")


def parsed(form: str, out: str) -> list[list[str]]:
    """The names of the columns of each row; raises where the output is not of its format."""
    if form in ("csv", "tsv"):
        table = list(csv.reader(io.StringIO(out, newline=""), delimiter="\t" if form == "tsv" else ","))
        assert {len(row) for row in table} == {len(table[0])}
        return [table[0]] * (len(table) - 1)
    if form == "json":
        return [list(record) for record in json.loads(out)]
    if form == "jsonl":
        return [list(json.loads(line)) for line in out.splitlines()]
    assert form == "md"
    lines = out.splitlines()
    assert lines[1].replace("| ", "").replace("--- ", "").replace("|", "") == "", lines[1]
    return [[""] * lines[1].count("---")] * (len(lines) - 2)


@pytest.mark.parametrize("command", COLUMNS)
def test_columns_in_every_format(vnpolicy: Run, seeds_corpus: Path, command: str) -> None:
    expected = COLUMNS[command].split()
    counts = set()
    for form in FORMATS:
        done = vnpolicy(*shlex.split(command), "-c", seeds_corpus, "-f", form)
        out = done.stdout.decode("utf-8")
        assert done.returncode == 0, done.stderr.decode()
        assert out and "\x1b" not in out
        # what is read in Markdown is a page and no table
        if form != "table" and not (form == "md" and command.split()[0] in ("summary", "show")):
            rows = parsed(form, out)
            assert all(form == "md" or row == expected for row in rows)
            assert all(len(row) == len(expected) for row in rows)
            counts.add(len(rows))
    assert len(counts) == 1 and counts.pop() > 0


@pytest.mark.parametrize("command", COLUMNS)
def test_strange_surroundings(vnpolicy: Run, seeds_corpus: Path, command: str) -> None:
    """The same bytes whatever the locale, encoding, width and colours that the environment asks for."""
    arguments = [*shlex.split(command), "-c", seeds_corpus]
    plain = vnpolicy(*arguments)
    strange = vnpolicy(
        *arguments, LC_ALL="C", PYTHONIOENCODING="cp1252", NO_COLOR="1", COLUMNS="20", FORCE_COLOR="1"
    )
    assert strange.returncode == plain.returncode == 0, strange.stderr.decode()
    assert strange.stdout == plain.stdout
    table = vnpolicy(*arguments, "-f", "table", COLUMNS="20", FORCE_COLOR="1").stdout.decode()
    assert "\x1b" not in table


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
@pytest.mark.parametrize("form", FORMATS)
def test_closed_pipe_ends_quietly(seeds_corpus: Path, form: str) -> None:
    for command in ("proposals", "show --help", "summary"):
        line = f"{shlex.quote(sys.executable)} -m vnpolicy {command}"
        line += "" if "--help" in command else f" -c {shlex.quote(str(seeds_corpus))} -f {form}"
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {line} | true"], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        assert done.stderr == b""


def test_output_file(vnpolicy: Run, seeds_corpus: Path, tmp_path: Path) -> None:
    for ending in ("csv", "tsv", "json", "jsonl", "md"):
        file = tmp_path / f"out.{ending}"
        done = vnpolicy("events", "-c", seeds_corpus, "-o", file)
        assert (done.returncode, done.stdout) == (0, b"")
        assert file.read_bytes() == vnpolicy("events", "-c", seeds_corpus, "-f", ending).stdout
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".csv", ".json", ".jsonl", ".md", ".tsv"]


def test_failure_leaves_the_old_file(vnpolicy: Run, seeds_corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("kept")
    assert vnpolicy("events", "-c", seeds_corpus, "-o", file, "--sort", "nothing").returncode == 2
    assert [path.read_text() for path in tmp_path.iterdir()] == ["kept"]


def test_language(vnpolicy: Run, seeds_corpus: Path) -> None:
    english = vnpolicy("proposals", "-c", seeds_corpus, "-f", "md").stdout.decode()
    vietnamese = vnpolicy("proposals", "-c", seeds_corpus, "-f", "md", LC_ALL="vi_VN.UTF-8").stdout.decode()
    assert vietnamese == vnpolicy("proposals", "-c", seeds_corpus, "-f", "md", "--lang", "vi").stdout.decode()
    assert "Speaker" in english and "Người phát biểu" in vietnamese and "kiến nghị" in vietnamese
    # what programs read knows no language
    assert (
        vnpolicy("proposals", "-c", seeds_corpus, "--lang", "vi").stdout
        == vnpolicy("proposals", "-c", seeds_corpus).stdout
    )


def test_choosing(vnpolicy: Run, seeds_corpus: Path) -> None:
    def get(*arguments: str) -> list[dict[str, str]]:
        out = vnpolicy(*arguments, "-c", seeds_corpus).stdout.decode()
        return list(csv.DictReader(io.StringIO(out, newline="")))

    every = get("proposals", "--mentions")
    speaker = next(row["speaker"] for row in every if row["speaker"])
    mine = get("proposals", "--mentions", "--speaker", speaker.lower())
    assert mine and all(speaker.lower() in row["speaker"].lower() for row in mine)
    kinds = get("proposals", "--mentions", "--kind", "directives")
    assert kinds and {row["kind"] for row in kinds} == {"directive"}
    one = get("list", "--doc", "seeds/07-phien-hop-ban-chi-dao-han-man.txt")
    assert [row["path"] for row in one] == ["seeds/07-phien-hop-ban-chi-dao-han-man.txt"]
    event = next(row["event"] for row in get("dedupe") if row["kind"] == "lead")
    assert {row["event"] for row in get("agenda", "--event", event)} == {event}
    assert {row["event"] for row in get("summary", "--event", event[:5])} == {event}
    dated = get("list", "--since", "2022-05", "--until", "05/2022")
    assert dated and all("2022-05" in row["published"] + row["event_date"] for row in dated)
    words = [int(row["words"]) for row in get("list", "--sort", "-words", "--limit", "3")]
    assert len(words) == 3 and words == sorted(words, reverse=True)
    assert len(get("search", "số", "--limit", "2")) == 2
    keywords = get("keywords", "--by", "document", "--doc", one[0]["doc"], "--top", "4")
    assert len(keywords) == 4 and {row["path"] for row in keywords} == {one[0]["path"]}
