"""Documents in and out of the corpus."""

import hashlib
import itertools
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from vnpolicy.corpus.records import Group
from vnpolicy.corpus.store import Corpus
from vnpolicy.errors import UsageError, VnpolicyError
from vnpolicy.model import AgendaItem, Citation, Cleaned, Document, Event, Header, Proposal


def document(text, title=None, published=None, digest=None, event=None, kept=None, **more):
    digest = digest or hashlib.sha256(text.encode()).hexdigest()
    cleaned = Cleaned(kept or ((0, len(text)),), Header(title=title, published=published))
    fields = {"format": "text", "encoding": "utf-8", "words": len(text.split()), **more}
    return Document(digest[:10], digest, text, cleaned=cleaned, event=event, **fields)


def put(corpus, path, made, bytes_hash=None, stage="1"):
    ((status, doc),) = corpus.add([(path, bytes_hash or made.hash, made)], stage)
    return status, doc


@pytest.fixture
def corpus():
    with Corpus.memory() as opened:
        yield opened


FULL = document(
    "Tiêu đề\nThân bài có đề nghị.",
    title="Tiêu đề",
    published="2021-07-13",
    kept=((8, 28),),
    event=Event(
        "Hội thảo", "2021-07-13", "text", None, "Đà Lạt", "Lâm Đồng", ("Sở A", "Sở B"), ("Lê Văn B",)
    ),
    agenda=(AgendaItem("theme", "1", "Thân bài", None, 0, 8),),
    proposals=(
        Proposal("need", "có đề nghị", None, None, None, 9, 19),
        Proposal("directive", "đề nghị", "Lê Văn B", "Giám đốc", "Sở A", 12, 19),
    ),
    citations=(Citation("37-NQ/TW", "nghị quyết", "Bộ Chính trị", None, 0, 4),),
    features={"terms": {"thân": 1, "bài": 0.1}, "evidence": [1, None, "x"]},
)


def test_a_document_comes_out_as_it_went_in(corpus):
    put(corpus, "a.txt", FULL)
    assert corpus.document(FULL.doc) == FULL
    assert corpus.body(FULL.doc) == "Thân bài có đề nghị."
    assert list(corpus.agenda_items()) == [(FULL.doc, FULL.agenda[0])]
    assert list(corpus.proposals()) == [(FULL.doc, proposal) for proposal in FULL.proposals]
    assert list(corpus.citations()) == [(FULL.doc, FULL.citations[0])]
    assert list(corpus.features("terms")) == [(FULL.doc, {"thân": 1, "bài": 0.1})]
    assert corpus.feature_names() == ["evidence", "terms"]


def test_statuses_of_paths(corpus):
    one, two = document("một"), document("hai")
    assert put(corpus, "a", one) == ("added", one.doc)
    assert put(corpus, "b", one) == ("added", one.doc)
    assert put(corpus, "a", one) == ("unchanged", one.doc)
    assert put(corpus, "a", one, bytes_hash="same text, other encoding") == ("unchanged", one.doc)
    assert corpus.known("a").bytes_hash == "same text, other encoding"
    assert put(corpus, "a", two) == ("updated", two.doc)
    assert {stored.paths for stored in corpus.headers()} == {("a",), ("b",)}
    assert put(corpus, "b", two) == ("updated", two.doc)
    assert [(stored.doc, stored.paths) for stored in corpus.headers()] == [(two.doc, ("a", "b"))]
    with pytest.raises(UsageError):
        corpus.document(one.doc)


def test_a_new_stage_makes_the_rows_anew_but_is_no_update(corpus):
    old, new = replace(FULL, proposals=()), replace(FULL, features={"terms": {}})
    put(corpus, "a", old, stage="1")
    assert put(corpus, "a", new, stage="2") == ("unchanged", FULL.doc)
    assert corpus.document(FULL.doc) == new
    assert corpus.known("a").stage == "2"


def test_the_page_whose_header_changed_is_updated(corpus):
    put(corpus, "a.html", document("bài", title="cũ"), bytes_hash="1")
    assert put(corpus, "a.html", document("bài", title=None), bytes_hash="2")[0] == "updated"
    assert corpus.headers()[0].title is None


def test_which_file_gives_the_header_does_not_depend_on_their_order():
    variants = [document("bài", title=t, published=d, format=f) for t, d, f in VARIANTS]
    seen = set()
    for order in itertools.permutations(range(len(variants))):
        with Corpus.memory() as corpus:
            for n in order:
                put(corpus, f"{n}.html", variants[n])
            seen.add((corpus.headers()[0].title, corpus.headers()[0].published))
            assert [hit.doc for hit in corpus.search(corpus.headers()[0].title)] == [variants[0].doc]
    assert len(seen) == 1
    assert seen <= {("x", "2021"), ("y", "2021")}


VARIANTS = [(None, None, "text"), ("x", None, "html"), ("x", "2021", "html"), ("y", "2021", "html")]


def test_ids_grow_where_hashes_begin_alike(corpus):
    start = "0123456789"
    docs = [document(text, digest=start + rest) for text, rest in [("a", "ab0"), ("b", "ab1"), ("c", "cc0")]]
    assert [put(corpus, d.raw, d)[1] for d in docs] == [start, start + "a", start + "c"]
    assert put(corpus, "b", docs[1]) == ("unchanged", start + "a")
    assert corpus.resolve(start) == start
    assert corpus.body(corpus.resolve(start + "c")) == "c"


def test_resolve(corpus):
    docs = [
        document(str(n), digest=digest)
        for n, digest in enumerate(("aaaaaaaaaa1", "aaabbbbbbb1", "cccccccccc1"))
    ]
    for n, made in enumerate(docs):
        put(corpus, f"in/{n}.txt", made)
    assert corpus.resolve("aaab") == corpus.resolve("AAAB") == corpus.resolve("in/1.txt") == "aaabbbbbbb"
    assert corpus.resolve("c") == "cccccccccc"
    for text, told in [
        ("aaa", "begins several"),
        ("d", "no document"),
        ("in/9.txt", "no document"),
        ("", "no document"),
        ("%", "no document"),
        ("ccccccccccf", "no document"),
    ]:
        with pytest.raises(UsageError, match=told):
            corpus.resolve(text)


def test_headers_come_by_publication_then_doc(corpus):
    dates = [None, "2021-10", "--07-13", "2021-07-14T13:48", "2021-10", "2021"]
    for n, date in enumerate(dates):
        put(corpus, str(n), document(f"bài {n}", published=date))
    headers = corpus.headers()
    assert [h.published for h in headers] == [
        "2021",
        "2021-07-14T13:48",
        "2021-10",
        "2021-10",
        "--07-13",
        None,
    ]
    assert headers[2].doc < headers[3].doc


def test_remove_takes_out_all_rows_but_those_of_the_last_grouping(tmp_path):
    with Corpus.open(tmp_path / "c.db", create=True) as corpus:
        put(corpus, "a", FULL)
        put(corpus, "b", FULL)
        corpus.store_groups([Group(FULL.doc, "E1", "lead", None)], {"E1": Event("Hội thảo")})
        assert corpus.remove([FULL.doc, FULL.doc, "nothing"]) == [(FULL.doc, "a"), (FULL.doc, "b")]
        assert corpus.groups() is None
        assert corpus.last_groups() == [Group(FULL.doc, "E1", "lead", None)]
    tables = ["documents", "texts", "paths", "agenda", "proposals", "citations", "features", "search_docsize"]
    with sqlite3.connect(tmp_path / "c.db") as db:
        assert [db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables] == [0] * len(tables)
        db.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.close()


def test_remove_paths_keeps_a_document_that_has_another(corpus):
    put(corpus, "a", FULL)
    put(corpus, "b", FULL)
    version = corpus.version
    assert corpus.remove_paths(["b", "nowhere"]) == [(FULL.doc, "b")]
    assert corpus.headers()[0].paths == ("a",)
    assert corpus.version == version + 1
    assert corpus.remove_paths(["a"]) == [(FULL.doc, "a")]
    assert len(corpus) == 0
    assert corpus.remove_paths(["a"]) == []
    assert corpus.version == version + 2


def test_a_batch_is_stored_whole_or_not_at_all(corpus):
    put(corpus, "a", FULL)
    broken = document("hỏng", features={"x": object()})
    with pytest.raises(TypeError):
        corpus.add([("b", "1", document("tốt")), ("a", "2", broken)])
    assert corpus.paths() == [("a", FULL.doc)]
    assert corpus.document(FULL.doc) == FULL


def test_what_was_derived_holds_for_its_version_only(corpus):
    put(corpus, "a", FULL)
    assert corpus.groups() is None
    assert corpus.derived("themes") is None
    group = Group(FULL.doc, "E" + FULL.doc, "only", 0.25)
    corpus.store_groups([group], {})
    corpus.store_derived("themes", {"chủ đề": [1, 2.5, None]})
    assert corpus.groups() == [group]
    assert corpus.events() == {}
    assert corpus.derived("themes") == {"chủ đề": [1, 2.5, None]}
    put(corpus, "a", FULL)
    assert corpus.groups() == [group]
    put(corpus, "b", document("khác"))
    assert corpus.groups() is None
    assert corpus.events() is None
    assert corpus.derived("themes") is None
    assert corpus.last_groups() == [group]
    assert corpus.last_derived("themes") == {"chủ đề": [1, 2.5, None]}
    corpus.store_groups([group._replace(event="E2")], {"E2": FULL.event})
    corpus.store_derived("themes", 2)
    assert corpus.last_groups() == corpus.groups() == [group._replace(event="E2")]
    assert corpus.last_events() == corpus.events() == {"E2": FULL.event}
    assert corpus.derived("themes") == 2


def test_a_snapshot_stands_still_and_what_is_old_is_not_stored(tmp_path):
    path = tmp_path / "c.db"
    with Corpus.open(path, create=True) as reader, Corpus.open(path) as writer:
        put(writer, "a", FULL)
        with reader.snapshot():
            assert len(reader) == 1
            put(writer, "b", document("khác"))
            assert len(reader) == 1
            reader.store_groups([Group(FULL.doc, "E1", "only", None)], {})
            reader.store_derived("themes", 1)
        assert len(reader) == 2
        assert reader.last_groups() == []
        assert reader.last_derived("themes") is None
        with reader.snapshot():
            reader.store_derived("themes", 2)
        assert writer.derived("themes") == 2


def test_what_a_failed_snapshot_stored_is_undone(corpus):
    with pytest.raises(ZeroDivisionError), corpus.snapshot():
        corpus.store_derived("themes", 1)
        raise ZeroDivisionError
    assert corpus.last_derived("themes") is None


def test_a_damaged_file_is_told_in_one_line(tmp_path):
    path = tmp_path / "c.db"
    with Corpus.open(path, create=True) as corpus:
        corpus.add((str(n), str(n), document(f"bài số {n} " * 200)) for n in range(50))
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(VnpolicyError) as told, Corpus.open(path) as corpus:
        for stored in corpus.headers():
            corpus.document(stored.doc)
    assert "\n" not in str(told.value)


class CorpusAsDict(RuleBasedStateMachine):
    """The corpus against a model, path to text, in any order of adding, changing and removing."""

    paths = st.sampled_from(["a", "b", "c/d", "é"])
    texts = st.sampled_from(["một hai", "hai ba", "ba bốn", "bốn một", "đất nước"])

    @initialize()
    def start(self):
        self.model = {}
        self.corpus = Corpus.memory()

    @rule(batch=st.lists(st.tuples(paths, texts), max_size=4))
    def add(self, batch):
        version, expected = self.corpus.version, []
        for path, text in batch:
            before = self.model.get(path)
            expected.append("added" if before is None else "unchanged" if before == text else "updated")
            self.model[path] = text
        changed = set(expected) - {"unchanged"}
        got = self.corpus.add([(p, t, document(t, title=t[:3])) for p, t in batch], "1")
        assert got == [(status, document(t).doc) for status, (_, t) in zip(expected, batch, strict=True)]
        assert self.corpus.version == version + bool(changed)

    @rule(text=texts)
    def remove(self, text):
        doc = document(text).doc
        gone = sorted(path for path, held in self.model.items() if held == text)
        assert self.corpus.remove([doc]) == [(doc, path) for path in gone]
        for path in gone:
            del self.model[path]

    @rule(gone=st.sets(paths))
    def remove_paths(self, gone):
        known = sorted(gone & set(self.model))
        assert [path for _, path in self.corpus.remove_paths(gone)] == known
        for path in known:
            del self.model[path]

    @invariant()
    def the_same_documents(self):
        if not hasattr(self, "corpus"):
            return
        held = set(self.model.values())
        assert self.corpus.paths() == sorted((p, document(t).doc) for p, t in self.model.items())
        assert {self.corpus.body(stored.doc) for stored in self.corpus.headers()} == held
        for word in ("một", "hai", "ba", "bốn", "đất"):
            found = {self.corpus.body(hit.doc) for hit in self.corpus.search(word)}
            assert found == {text for text in held if word in text.split()}


CorpusAsDict.TestCase.settings = settings(max_examples=30, stateful_step_count=15, deadline=None)
TestCorpusAsDict = CorpusAsDict.TestCase
