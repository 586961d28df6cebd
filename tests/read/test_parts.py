"""Files of JSON lines in parts: together they hold what the whole holds."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.read import parts as parts_module
from vnpolicy.read.parts import part_documents, part_rows, parts
from vnpolicy.read.rows import Names
from vnpolicy.read.source import DEFAULT, Reading
from vnpolicy.read.sources import find


def by_parts(path, reading=DEFAULT):
    """The rows of all parts, under the paths that they have in the whole."""
    name = str(path)
    names, lines, found = Names(name), 0, []
    for part in parts(name, name, reading):
        rows, count = part_rows(part, reading)
        found += [replace(source, path=names.name(row, lines + at)) for row, at, source in rows]
        lines += count
    return found


row = st.fixed_dictionaries(
    {"text": st.text(min_size=0, max_size=60)},
    optional={"id": st.sampled_from(["a", "b", "a~2", 7]), "title": st.text(max_size=5)},
)
line = st.one_of(
    row.map(lambda r: json.dumps(r, ensure_ascii=False).encode("utf-8", "surrogatepass")),
    st.sampled_from([b"", b"  ", b"{", b"[1]", b"\xff\xfe", b"\xef\xbb\xbf{}", b'{"x": 1}\r']),
)


@given(lines=st.lists(line, max_size=12), size=st.integers(1, 200), mark=st.booleans(), end=st.booleans())
def test_parts_hold_what_the_whole_holds(tmp_path_factory, lines, size, mark, end):
    path = tmp_path_factory.getbasetemp() / "parts.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" * mark + b"\n".join(lines) + b"\n" * end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts_module, "PART_BYTES", size)
        if parts(str(path), str(path), DEFAULT):
            assert by_parts(path) == list(find([str(path)]))


def test_lines_that_are_too_long_are_refused_in_their_part(tmp_path, monkeypatch):
    path = tmp_path / "a.jsonl"
    rows = [json.dumps({"text": "x" * size}) for size in (10, 1_100_000, 20, 3_000_000, 30)]
    path.write_text("\n".join(rows))
    monkeypatch.setattr(parts_module, "PART_BYTES", 100_000)
    found = by_parts(path, Reading(size=1))
    assert found == list(find([str(path)], reading=Reading(size=1)))
    assert [source.data is None for source in found] == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("name", "data", "count"),
    [
        ("a.jsonl", b'{"text": "a"}\n' * 3, 1),
        ("a.jsonl", b'{"text": "a"}\n' * 10_000, 3),
        ("a.JSONL", b'{"text": "a"}', 1),
        ("a.csv", b"id,text\n1,a\n", 0),
        ("a.txt", b'{"text": "a"}\n', 0),
        ("a.jsonl", b"", 0),
        ("a.jsonl", '{"text": "a"}\n'.encode("utf-16"), 0),
        ("a.jsonl", gzip.compress(b'{"text": "a"}\n', mtime=0), 0),
        ("a.jsonl.gz", gzip.compress(b'{"text": "a"}\n', mtime=0), 1),
        ("a.jsonl.gz", b"x" * (parts_module.PACKED_BYTES + 1), 0),
        ("a.csv.gz", gzip.compress(b"id,text\n1,a\n", mtime=0), 0),
        ("a.jsonl", b"%PDF-1.4", 0),
    ],
)
def test_what_comes_in_parts(tmp_path, name, data, count):
    path = tmp_path / name
    path.write_bytes(data)
    assert len(parts(str(path), name, DEFAULT)) == count


def test_parts_are_not_asked_for_what_is_known(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a"}\n')
    assert [source.part is None for source in find([str(path)], apart=lambda _: True)] == [False]
    assert [source.part is None for source in find([str(path)], apart=lambda _: False)] == [True]


def test_a_packed_part_that_holds_too_much_is_not_taken(tmp_path, monkeypatch):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "abc"}\n' * 5))
    (part,) = parts(str(path), path.name, DEFAULT)
    assert [source.path for source in part_documents(part, "x", DEFAULT)] == [f"x#{n}" for n in range(1, 6)]
    monkeypatch.setattr(parts_module, "MOST_BYTES", 14)
    assert part_documents(part, "x", DEFAULT) is None
