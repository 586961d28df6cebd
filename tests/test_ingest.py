"""From files to the corpus."""

import gzip
import io
import json
import os
import random
import zipfile

import pytest

import vnpolicy.batch
import vnpolicy.ingest
from tests.text.legacy import capital_font, misread
from vnpolicy.analysis.export import export
from vnpolicy.batch import Status, Task
from vnpolicy.corpus.store import Corpus
from vnpolicy.errors import VnpolicyError
from vnpolicy.extract.document import extract, stage
from vnpolicy.ingest import Seen, ingest, prune
from vnpolicy.jobs.processes import Processes
from vnpolicy.model import Raw
from vnpolicy.read.source import Reading

TEXT = """Hội thảo về bảo vệ rừng đầu nguồn
12/05/2023 08:30

Sáng 12-5, tại thành phố Buôn Ma Thuột, Sở Nông nghiệp tổ chức hội thảo bàn cách giữ rừng đầu nguồn số {n}.

Ông Trần Văn Nam đề nghị tỉnh sớm ban hành quy chế phối hợp giữa kiểm lâm và các xã trong vùng {n}.
"""


@pytest.fixture
def corpus():
    with Corpus.memory() as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    for n in range(4):
        (folder / "sub" / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


@pytest.fixture
def calls(monkeypatch):
    """The texts that are worked on, in order."""
    found = []

    def counted(raw):
        found.append(raw.text)
        if "gãy" in raw.text:
            raise RuntimeError("hai\ndòng")
        return extract(raw)

    monkeypatch.setattr(vnpolicy.batch, "extract", counted)
    return found


def statuses(rows):
    return [row.status for row in rows]


def test_extract_does_not_depend_on_anything_but_the_raw_text():
    raw = Raw(TEXT.format(n=1), "text", "utf-8")
    made = extract(raw)
    assert made == extract(raw)
    assert made.raw == raw.text
    assert made.hash.startswith(made.doc)
    assert len(made.doc) == 10
    assert made.cleaned.header.title == "Hội thảo về bảo vệ rừng đầu nguồn"
    assert "kiểm lâm" in made.cleaned.body(made.raw)
    assert 30 < made.words < 60
    assert all(made.cleaned.body(made.raw)[i.start : i.end] for i in (*made.agenda, *made.proposals))


@pytest.mark.parametrize(
    "text", ["x", "\n\n", "1.1." * 2000, "- - -", "Ạ" * 5000, "\u202e\ufeff", "12/05/2023"]
)
def test_extract_survives_odd_texts(text):
    made = extract(Raw(text, "text", "utf-8"))
    assert made.cleaned.body(text) in text or made.cleaned.kept


def test_stage_is_a_short_name_that_stays():
    assert stage() == stage()
    assert len(stage()) == 16


def test_a_folder_is_taken_in(corpus, folder):
    skipped = []
    rows = list(ingest(corpus, [str(folder)], on_skip=skipped.append))
    assert [row.path for row in rows] == [str(folder / "sub" / f"{n}.txt") for n in range(4)]
    assert statuses(rows) == ["added"] * 4
    assert skipped == [str(folder / "picture.png")]
    first, document = rows[0], corpus.document(rows[0].doc)
    assert first == Status(
        first.path,
        "added",
        document.doc,
        "Hội thảo về bảo vệ rừng đầu nguồn",
        "2023-05-12T08:30",
        document.cleaned.header.source,
        document.words,
        None,
    )


def test_what_is_known_is_not_worked_on_again(corpus, folder, calls):
    first = list(ingest(corpus, [str(folder)]))
    version = corpus.version
    calls.clear()
    again = list(ingest(corpus, [str(folder), str(folder / "sub")]))
    assert again == [Status(r.path, "unchanged", *list_of(r)) for r in first]
    assert calls == []
    assert corpus.version == version
    changed = folder / "sub" / "1.txt"
    changed.write_text(TEXT.format(n=9), encoding="utf-8")
    assert statuses(ingest(corpus, [str(folder)])) == ["unchanged", "updated", "unchanged", "unchanged"]
    assert calls == [TEXT.format(n=9)]


def list_of(row):
    return (row.doc, row.title, row.published, row.source, row.words, row.reason)


def test_another_stage_works_on_everything_again(corpus, folder, calls, monkeypatch):
    list(ingest(corpus, [str(folder)]))
    for module in (vnpolicy.batch, vnpolicy.ingest):
        monkeypatch.setattr(module, "stage", lambda: "another")
    calls.clear()
    assert statuses(ingest(corpus, [str(folder)])) == ["unchanged"] * 4
    assert len(calls) == 4
    assert corpus.known(str(folder / "sub" / "0.txt")).stage == "another"


def test_bad_input_costs_itself_only(corpus, folder, calls):
    (folder / "a.txt").write_text("Chữ này làm gãy máy.", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_bytes(bytes(range(256)) * 10)
    os.mkfifo(folder / "d.txt")
    rows = {
        os.path.relpath(row.path, folder): row
        for row in ingest(corpus, [str(folder), str(folder / "none.txt"), str(folder / "d.txt"), "-"])
    }
    assert sorted(name for name, row in rows.items() if row.status == "added") == [
        f"sub/{n}.txt" for n in range(4)
    ]
    failed = {name: row.reason for name, row in rows.items() if row.status == "failed"}
    assert len(failed) == 6
    assert failed["a.txt"] == "cannot be processed: RuntimeError: hai dòng"
    assert failed["b.txt"] == "empty file"
    assert "binary" in failed["c.txt"]
    assert "no such file" in failed["none.txt"]
    assert "regular" in failed["d.txt"]
    assert len(corpus) == 4


def test_what_fails_now_keeps_what_was_stored(corpus, folder):
    list(ingest(corpus, [str(folder)]))
    path = folder / "sub" / "2.txt"
    path.write_bytes(b"\0" * 100)
    before = corpus.document(corpus.resolve(str(path)))
    assert statuses(ingest(corpus, [str(path)])) == ["failed"]
    assert corpus.document(corpus.resolve(str(path))) == before


def test_what_cannot_be_stored_costs_itself_only(corpus, folder, monkeypatch):
    def broken(raw):
        made = extract(raw)
        if "số 2" in raw.text:
            made.features["broken"] = object()
        return made

    monkeypatch.setattr(vnpolicy.batch, "extract", broken)
    rows = list(ingest(corpus, [str(folder)]))
    assert statuses(rows) == ["added", "added", "failed", "added"]
    assert rows[2].reason.startswith("cannot be processed: TypeError")
    assert len(corpus) == 3


def test_an_error_of_the_corpus_ends_it(tmp_path, folder):
    Corpus.open(tmp_path / "c.db", create=True).close()
    with (
        Corpus.open(tmp_path / "c.db", read_only=True) as corpus,
        pytest.raises(VnpolicyError, match="write"),
    ):
        list(ingest(corpus, [str(folder)]))


def test_standard_input(corpus):
    (row,) = ingest(corpus, ["-"], stdin=io.BytesIO(TEXT.encode()))
    assert (row.path, row.status) == ("-", "added")


def test_prune_takes_out_what_is_gone(corpus, folder, tmp_path):
    other = tmp_path / "in-other.txt"
    other.write_text("Một bài ở chỗ khác.", encoding="utf-8")
    list(ingest(corpus, [str(folder), str(other)]))
    (folder / "sub" / "0.txt").unlink()
    other.unlink()
    gone = prune(corpus, [str(folder), str(other), str(tmp_path / "never")])
    assert [path for _, path in gone] == [str(folder / "sub" / "0.txt")]
    assert len(corpus) == 4
    folder.rename(tmp_path / "away")
    assert prune(corpus, [str(folder)]) == []
    assert [path for _, path in prune(corpus, [str(tmp_path) + "/"])] == [
        str(other),
        *(str(folder / "sub" / f"{n}.txt") for n in range(1, 4)),
    ]
    assert len(corpus) == 0


def test_prune_goes_by_the_file_that_a_path_lies_in(corpus, tmp_path):
    rows = "".join(json.dumps({"id": f"a/{n}#x", "text": TEXT.format(n=n)}) + "\n" for n in range(2))
    for name in ("n.jsonl", "gone.jsonl"):
        (tmp_path / name).write_text(rows, encoding="utf-8")
    for name in ("old.zip", "gone.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("d/n.jsonl", rows)
    list(ingest(corpus, [str(tmp_path)]))
    (tmp_path / "gone.jsonl").unlink()
    (tmp_path / "gone.zip").unlink()
    assert [os.path.relpath(path, tmp_path) for _, path in prune(corpus, [str(tmp_path)])] == [
        *(f"gone.jsonl#a/{n}#x" for n in range(2)),
        *(f"gone.zip/d/n.jsonl#a/{n}#x" for n in range(2)),
    ]
    assert prune(corpus, [str(tmp_path)]) == []


def test_prune_takes_out_rows_and_members_that_are_gone(corpus, tmp_path):
    table, archive, other = tmp_path / "n.jsonl", tmp_path / "old.zip", tmp_path / "other.csv"

    def write(ids, bad=""):
        rows = "".join(json.dumps({"id": n, "text": TEXT.format(n=n)}) + "\n" for n in ids) + bad
        table.write_text(rows, encoding="utf-8")
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("n.jsonl", rows)
            for n in ids:
                packed.writestr(f"d/{n}.txt", TEXT.format(n=f"x{n}"))
        other.write_text("id,text\n" + "".join(f"{n},Bài số {n} của bảng.\n" for n in ids), "utf-8")

    def pruned(*paths):
        seen = Seen()
        for status in ingest(corpus, list(map(str, paths))):
            seen.add(status)
        return [os.path.relpath(path, tmp_path) for _, path in prune(corpus, list(map(str, paths)), seen)]

    write([1, 2, 3])
    assert pruned(tmp_path) == []
    write([1, 3], bad='{"id": 2, "text"\n')
    assert pruned(table, archive) == []  # what could not be read may be the row
    write([1, 3])
    assert pruned(table) == ["n.jsonl#2"]
    assert pruned(archive) == ["old.zip/d/2.txt", "old.zip/n.jsonl#2"]
    assert pruned(tmp_path) == ["other.csv#2"]
    write([1, 3])
    archive.write_bytes(archive.read_bytes()[:-30])
    table.write_text("Nay chỉ còn một văn bản thường trong tệp này.", encoding="utf-8")
    assert pruned(table.rename(tmp_path / "n.txt"), archive) == []
    assert pruned(tmp_path) == ["n.jsonl#1", "n.jsonl#3"]


def test_rows_of_standard_input(corpus):
    records = [
        {"id": n, "text": TEXT.format(n=n), "source": "Báo Mẫu", "date": "13/05/2023"} for n in range(3)
    ]
    data = "".join(json.dumps(record) + "\n" for record in records).encode()
    rows = list(ingest(corpus, ["-"], stdin=io.BytesIO(data)))
    assert [(r.path, r.status, r.source, r.published) for r in rows] == [
        (f"-#{n}", "added", "Báo Mẫu", "2023-05-13") for n in range(3)
    ]
    header = corpus.document(rows[0].doc).cleaned.header
    assert (header.published_from, corpus.document(rows[0].doc).format) == ("jsonl", "jsonl")
    assert statuses(ingest(corpus, ["-"], stdin=io.BytesIO(gzip.compress(data)))) == ["unchanged"] * 3
    changed = data.replace(b'"date": "13', b'"date": "14', 1)
    assert statuses(ingest(corpus, ["-"], stdin=io.BytesIO(changed))) == ["updated", *["unchanged"] * 2]
    row = next(ingest(corpus, ["-"], stdin=io.BytesIO(data), reading=Reading(text_column="x")))
    assert row.reason == "no column 'x' among id, text, source, date"


@pytest.fixture
def many(tmp_path):
    """More than a few batches."""
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(24):
        (folder / f"{n:02}.txt").write_text(TEXT.format(n=n % 20), encoding="utf-8")
    return folder


def test_neither_order_nor_batches_nor_jobs_matter(tmp_path, many, monkeypatch):
    paths = sorted(map(str, many.iterdir()))
    with Corpus.memory() as corpus:
        expected = list(ingest(corpus, [str(many)]))
        export(corpus, tmp_path / "expected")
    monkeypatch.setattr(vnpolicy.ingest, "BATCH_BYTES", 1000)
    monkeypatch.setattr(vnpolicy.ingest, "HANDED_BYTES", 1000)
    monkeypatch.setattr(vnpolicy.ingest, "POOL_BYTES", 3000)
    pools = []
    run = Processes.run
    monkeypatch.setattr(Processes, "run", lambda self, *a: pools.append(self.jobs) or run(self, *a))
    for jobs, order in [(1, paths[::-1]), (2, [str(many)]), (2, random.Random(1).sample(paths, len(paths)))]:
        with Corpus.memory() as corpus:
            assert sorted(ingest(corpus, order, jobs), key=lambda row: row.path) == expected
            assert corpus.version > 4
            export(corpus, tmp_path / "got")
            assert statuses(ingest(corpus, order, jobs)) == ["unchanged"] * 24
        for file in (tmp_path / "expected").iterdir():
            assert file.read_bytes() == (tmp_path / "got" / file.name).read_bytes()
    assert pools == [2, 2]


@pytest.mark.parametrize(("limit", "expected"), [("BATCH_DOCUMENTS", [5, 5, 2]), ("BATCH_PATHS", [5, 5, 2])])
def test_batches_are_cut_by_count_too(monkeypatch, limit, expected):
    monkeypatch.setattr(vnpolicy.ingest, limit, 5)
    source = vnpolicy.ingest.Source("a", b"x")
    entries = [Task(str(n), "", source) for n in range(12)]
    assert [len(batch) for batch in vnpolicy.ingest._batches(entries, 1000)] == expected


def test_few_files_start_no_process(monkeypatch, corpus, folder):
    used = []
    monkeypatch.setattr(Processes, "run", lambda self, *_: used.append(self.jobs))
    list(ingest(corpus, [str(folder)], jobs=2))
    assert (used, len(corpus)) == ([], 4)


def test_a_file_is_read_again_in_the_encoding_that_the_user_names(corpus, folder, calls):
    paths = [str(folder / "sub" / "0.txt")]
    assert statuses(ingest(corpus, paths)) == ["added"]
    assert statuses(ingest(corpus, paths, reading=Reading("utf-8"))) == ["unchanged"]
    assert len(calls) == 1
    (row,) = ingest(corpus, paths, reading=Reading("cp1252"))
    assert row.status == "updated"
    assert "bảo vệ" not in calls[1]
    assert corpus.document(row.doc).encoding == "cp1252"
    # what was said once holds
    assert statuses(ingest(corpus, paths)) == ["unchanged"]


def test_the_encoding_reaches_other_processes(corpus, folder, monkeypatch):
    monkeypatch.setattr(vnpolicy.ingest, "POOL_BYTES", 0)
    list(ingest(corpus, [str(folder)], jobs=2, reading=Reading("viscii")))
    assert {corpus.document(stored.doc).encoding for stored in corpus.headers()} == {"viscii"}


def test_an_old_file_is_read_and_what_it_was_is_kept(corpus, folder):
    path = folder / "old.txt"
    path.write_bytes(
        misread(capital_font("HỘI NGHỊ VỀ BẢO VỆ RỪNG\n\nSáng 12-5, hội nghị bàn cách giữ rừng."))
    )
    (row,) = ingest(corpus, [str(path)])
    document = corpus.document(row.doc)
    assert document.encoding == "utf-8+tcvn3+capitals"
    assert document.raw.startswith("HỘI NGHỊ VỀ BẢO VỆ RỪNG\n")
