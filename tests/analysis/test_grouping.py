"""Reports to events, from evidence to tables."""

import hashlib

import numpy as np
import pytest

from vnpolicy.analysis.events import DEDUPE, EVENTS, dedupe, events
from vnpolicy.analysis.grouping import group, lasting_ids
from vnpolicy.analysis.links import prepare
from vnpolicy.analysis.similarity import features
from vnpolicy.analysis.vectors import of_evidence
from vnpolicy.corpus.store import Corpus
from vnpolicy.extract.evidence import evidence
from vnpolicy.model import Cleaned, Document, Event, Header

MARKET = "Hội nghị phát triển chợ nông thôn tỉnh Nghệ An"
FULL = (
    "Sáng 5/3, tại thành phố Vinh, Sở Công Thương Nghệ An tổ chức hội nghị phát triển chợ nông thôn. "
    "Ông Trần Văn Bình, Giám đốc Sở, cho biết toàn tỉnh có 412 chợ, trong đó 96 chợ xuống cấp nặng. "
    "Hội nghị thống nhất nâng cấp 30 chợ ở Kỳ Sơn, Tương Dương và Con Cuông với kinh phí 75 tỷ đồng. "
    "Các huyện miền núi đề nghị tỉnh ưu tiên mặt bằng và giảm phí cho tiểu thương."
)
SHORT = (
    "Ngày 5/3, Sở Công Thương Nghệ An bàn việc nâng cấp chợ nông thôn tại thành phố Vinh. "
    "Giám đốc Sở Trần Văn Bình cho hay 96 trong số 412 chợ đã xuống cấp nặng; 30 chợ ở Kỳ Sơn, Tương Dương "
    "và Con Cuông được nâng cấp với 75 tỷ đồng."
)
SEAPORT = (
    "Chiều 20/9, tại Quy Nhơn, Cục Hàng hải công bố quy hoạch bến cảng container mới. Bà Đỗ Thu Hà, "
    "Phó Cục trưởng, nói bến thứ nhất khởi công năm sau, đón tàu 50.000 tấn, và doanh nghiệp logistics "
    "cần chuẩn bị kho bãi."
)


def document(title, body, event=None, published=None):
    raw = f"{title}\n{body}"
    digest = hashlib.sha256(raw.encode()).hexdigest()
    header = Header(title=title, published=published, source=f"{digest[:3]}.vn")
    cleaned = Cleaned(((len(title) + 1, len(raw)),), header)
    found = evidence(header, body, [], [], [], event)
    return Document(
        digest[:10],
        digest,
        raw,
        "txt",
        "utf-8",
        cleaned,
        len(body.split()),
        event,
        features={"evidence": found},
    )


HELD = Event(name=MARKET, date="2021-03-05", date_from="inferred", place="Vinh", province="Nghệ An")
REPORTS = {
    "full.txt": document(MARKET, FULL, HELD, "2021-03-06"),
    "short.txt": document("Nghệ An nâng cấp 30 chợ nông thôn", SHORT, HELD, "2021-03-05"),
    "copy.txt": document(
        "Nghệ An bàn về chợ nông thôn", FULL.rpartition(" Các huyện")[0], HELD, "2021-03-07"
    ),
    "port.txt": document("Công bố quy hoạch cảng Quy Nhơn", SEAPORT, None, "2021-09-21"),
}


def corpus_of(*names):
    corpus = Corpus.memory()
    corpus.add((name, name, REPORTS[name]) for name in names)
    return corpus


def test_reports_of_one_event_and_another():
    with corpus_of(*REPORTS) as corpus:
        table = dedupe(corpus)
    assert table.columns == DEDUPE
    found = {row["path"]: row for row in table.records()}
    assert [found[name]["kind"] for name in REPORTS] == ["lead", "report", "copy", "only"]
    assert len({found[name]["event"] for name in ("full.txt", "short.txt", "copy.txt")}) == 1
    assert found["port.txt"]["event"] == f"E{REPORTS['port.txt'].doc}"
    assert found["full.txt"]["probability"] == 1.0
    assert 0.5 < found["short.txt"]["probability"] <= 1.0
    # the event first that has a date, in it the lead, then by publication
    assert [row["path"] for row in table.records()] == ["full.txt", "short.txt", "copy.txt", "port.txt"]


def test_only_groups_that_tell_of_an_event_are_events(monkeypatch):
    monkeypatch.setattr("vnpolicy.analysis.events._themes", lambda _: {REPORTS["full.txt"].doc: "Chợ"})
    with corpus_of(*REPORTS) as corpus:
        table = events(corpus)
    assert table.columns == EVENTS
    (row,) = table.records()
    assert (row["name"], row["date"], row["reports"], row["theme"]) == (MARKET, "2021-03-05", 3, "Chợ")
    assert row["sources"] == [f"{REPORTS[n].doc[:3]}.vn" for n in ("short.txt", "full.txt", "copy.txt")]
    assert row["doc"] == REPORTS["full.txt"].doc


def test_the_order_of_ingest_makes_no_difference():
    with corpus_of(*REPORTS) as one, corpus_of(*reversed(REPORTS)) as other:
        assert dedupe(one).rows == dedupe(other).rows


def test_an_event_keeps_its_id_when_reports_join():
    with corpus_of("short.txt") as corpus:
        group(corpus)
        corpus.add((name, name, REPORTS[name]) for name in ("full.txt", "copy.txt"))
        groups, _ = group(corpus)
    assert {found.event for found in groups} == {f"E{REPORTS['short.txt'].doc}"}


def test_what_comes_to_compared_reports_is_made_ready_for_them():
    corpus = corpus_of("full.txt", "port.txt")
    prepare(corpus)
    assert not packed(corpus)  # a corpus that nobody groups needs nothing
    dedupe(corpus)
    before = packed(corpus)
    corpus.add([("short.txt", "1", REPORTS["short.txt"])])
    prepare(corpus)
    assert [doc for doc in packed(corpus) if doc not in before] == [REPORTS["short.txt"].doc]
    at_once = dedupe(corpus_of("full.txt", "port.txt", "short.txt"))
    assert [row[1:] for row in dedupe(corpus).rows] == [row[1:] for row in at_once.rows]
    corpus.remove([REPORTS["short.txt"].doc])
    assert packed(corpus) == before


def packed(corpus):
    return {doc for (doc,) in corpus._db.execute("SELECT doc FROM packed JOIN documents USING (id)")}


def test_an_empty_corpus():
    with Corpus.memory() as corpus:
        assert group(corpus) == ([], {})


@pytest.mark.parametrize(
    ("groups", "last", "ids"),
    [
        ([["a", "b"], ["c"]], {}, ["Ea", "Ec"]),
        ([["a", "b", "c"]], {"a": "E1", "b": "E2", "c": "E2"}, ["E2"]),
        # a group that was split: the larger part keeps the id
        ([["a"], ["b", "c"]], {"a": "Ea", "b": "Ea", "c": "Ea"}, ["Ea0", "Ea"]),
        ([["b"], ["a", "c", "d"]], {"a": "Ea", "b": "Ea", "c": "Ea"}, ["Eb", "Ea"]),
        # two that were joined
        ([["a", "b", "c", "d"]], {"a": "Ex", "b": "Ex", "c": "Ec", "d": "Ec"}, ["Ec"]),
    ],
)
def test_lasting_ids(groups, last, ids):
    assert lasting_ids(groups, last) == ids


def test_features_are_symmetric_and_finite():
    of = of_evidence((name, REPORTS[name].features["evidence"]) for name in REPORTS)
    i, j = np.triu_indices(len(REPORTS), 1)
    there, back = features(of, i, j), features(of, j, i)
    for name in there:
        assert np.isfinite(there[name]).all()
        np.testing.assert_allclose(there[name], back[name], err_msg=name)
