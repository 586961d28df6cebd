"""The commands about items: what they choose, and compare and speakers, as users run them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from running import ROOT, Run

ONE = "seeds/01-doi-thoai-chinh-quyen-co-so-trang-vien.txt"


def rows(out: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out.decode("utf-8"), newline="")))


def event_of(vnpolicy: Run, corpus: Path, path: str) -> str:
    found = rows(vnpolicy("dedupe", "-c", corpus).stdout)
    return next(row["event"] for row in found if row["path"] == path)


def test_compare_has_a_column_a_report_with_the_place(vnpolicy: Run, seeds_corpus: Path) -> None:
    event = event_of(vnpolicy, seeds_corpus, ONE)
    found = rows(vnpolicy("compare", "--event", event, "-c", seeds_corpus).stdout)
    reports = [row for row in rows(vnpolicy("dedupe", "-c", seeds_corpus).stdout) if row["event"] == event]
    assert list(found[0])[:3] == ["item", "kind", "speaker"]
    assert set(list(found[0])[3:]) == {row["doc"] for row in reports}
    # the same items as agenda and proposals tell, with as many reports
    told = [
        row
        for command in ("agenda", "proposals")
        for row in rows(vnpolicy(command, "--event", event, "-c", seeds_corpus).stdout)
    ]
    assert [row["item"] for row in found] == [row["text"] for row in told]
    for row, item in zip(found, told, strict=True):
        places = {doc: row[doc] for doc in list(row)[3:] if row[doc]}
        assert len(places) == int(item["reports"])
        assert all(int(p.split("-")[0]) < int(p.split("-")[1]) for p in places.values())


def test_compare_for_people_marks(vnpolicy: Run, seeds_corpus: Path) -> None:
    event = event_of(vnpolicy, seeds_corpus, ONE)
    for form in ("table", "md"):
        out = vnpolicy("compare", "--event", event, "-f", form, "--lang", "vi", "-c", seeds_corpus).stdout
        assert "✓" in out.decode() and "Nội dung" in out.decode()


def test_compare_takes_one_event(vnpolicy: Run, seeds_corpus: Path) -> None:
    done = vnpolicy("compare", "-c", seeds_corpus)
    assert done.returncode == 2
    assert "--event" in done.stderr.decode()
    # on the spot too an event can be named, and one alone need not be
    assert rows(vnpolicy("compare", ONE, cwd=ROOT).stdout)


def test_speakers(vnpolicy: Run, seeds_corpus: Path) -> None:
    found = rows(vnpolicy("speakers", "-c", seeds_corpus).stdout)
    assert list(found[0]) == ["speaker", "role", "events", "proposals", "first", "last"]
    made = [row for row in rows(vnpolicy("proposals", "-c", seeds_corpus).stdout) if row["speaker"]]
    everybody = rows(vnpolicy("speakers", "--groups", "-c", seeds_corpus).stdout)
    assert sum(int(row["proposals"]) for row in everybody) == len(made)
    assert {row["speaker"] for row in found} < {row["speaker"] for row in everybody}
    assert all(row["first"] <= row["last"] for row in found)
    some = rows(vnpolicy("speakers", "--contains", "phu cap", "-c", seeds_corpus).stdout)
    assert some and sum(int(row["proposals"]) for row in some) < len(made)


@pytest.mark.parametrize("command", ["proposals", "agenda"])
def test_each_filter_keeps_what_it_says(vnpolicy: Run, seeds_corpus: Path, command: str) -> None:
    every = [
        json.loads(line)
        for line in vnpolicy(command, "-c", seeds_corpus, "-f", "jsonl").stdout.decode().splitlines()
    ]
    themes = {
        row["doc"]: row["theme"]
        for row in rows(vnpolicy("themes", "--each", "document", "-c", seeds_corpus).stdout)
    }
    speaker = next(row["speaker"] for row in every if row["speaker"])
    theme = next(themes[row["doc"]] for row in every if themes[row["doc"]])
    word = "Số Hoá"

    def kept(*options: str) -> list[str]:
        out = vnpolicy(command, *options, "-c", seeds_corpus, "-f", "jsonl").stdout.decode()
        return [json.loads(line)["text"] for line in out.splitlines()]

    assert kept("--speaker", plain(speaker)) == [
        row["text"] for row in every if row["speaker"] and plain(speaker) in plain(row["speaker"])
    ]
    assert kept("--theme", plain(theme)) == [row["text"] for row in every if themes[row["doc"]] == theme]
    assert kept("--contains", word) == [row["text"] for row in every if plain(word) in plain(row["text"])]
    kind = every[0]["kind"]
    assert kept("--kind", kind.upper()) == [row["text"] for row in every if row["kind"] == kind]
    since = kept("--since", "2022")
    assert since and len(since) < len(every)
    assert set(since).isdisjoint(kept("--until", "2021"))


def test_summary_in_markdown_is_a_page(vnpolicy: Run, seeds_corpus: Path) -> None:
    event = event_of(vnpolicy, seeds_corpus, ONE)
    page = vnpolicy("summary", "--event", event, "-f", "md", "-c", seeds_corpus).stdout.decode()
    lines = page.splitlines()
    assert lines[0].startswith("## ")
    assert event in lines[2]
    assert [line for line in lines if line.startswith("#")][1:] == ["### Agenda", "### Proposals"]
    items = [line for line in lines if line.startswith("- *")]
    told = rows(vnpolicy("summary", "--event", event, "-c", seeds_corpus).stdout)
    assert len(items) == sum(row["section"] != "header" for row in told)
    assert all("/3 reports)" in line for line in items)
    assert "|" not in page
    assert "3 tin" in vnpolicy("summary", "-f", "md", "--lang", "vi", "-c", seeds_corpus).stdout.decode()


def plain(text: str) -> str:
    from vnpolicy.text.unicode import fold

    return fold(text)


def test_show_reads_standard_input_and_files_of_many_documents(vnpolicy: Run, tmp_path: Path) -> None:
    made = [{"id": str(n), "text": f"Sáng nay, Sở Y tế họp bàn về nước sạch lần thứ {n}."} for n in (1, 2)]
    lines = "".join(json.dumps(row) + "\n" for row in made)
    (tmp_path / "in.jsonl").write_text(lines, encoding="utf-8")
    for named, path in (("-", "-#1"), ("in.jsonl", "in.jsonl#1")):
        done = vnpolicy("show", named, "-f", "jsonl", cwd=tmp_path, stdin=lines.encode())
        shown = [json.loads(line) for line in done.stdout.decode().splitlines()]
        assert [record["path"] for record in shown] == [path, path.replace("1", "2")]
    text = vnpolicy("show", "-", "-f", "text", cwd=tmp_path, stdin=made[0]["text"].encode()).stdout.decode()
    assert text == made[0]["text"] + "\n"
