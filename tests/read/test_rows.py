import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from vnpolicy.read.packed import documents
from vnpolicy.read.source import DEFAULT, Reading, Source

RECORD = {
    "id": "b7",
    "Nội dung": "Sáng 12-5, Sở họp bàn cách giữ rừng.\nHết.",
    "Tiêu đề": "Giữ  rừng",
    "Ngày đăng": "05/08/2021 07:15",
    "Nguồn": "Báo Mẫu",
    "link": "https://example.vn/b7",
    "tac_gia": "Lò Văn Quyết",
    "views": "12",
}
FACTS = (
    ("title", "Giữ rừng"),
    ("published", "2021-08-05T07:15"),
    ("source", "Báo Mẫu"),
    ("author", "Lò Văn Quyết"),
    ("url", "https://example.vn/b7"),
)


def read(data: bytes, name: str = "n.jsonl", reading: Reading = DEFAULT) -> list[Source]:
    return list(documents(name, io.BytesIO(data), reading))


def lines(*records: Any) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def table(*records: dict[str, str], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, records[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "form", "encoding"),
    [
        ("n.jsonl", lines(RECORD), "jsonl", "utf-8"),
        ("n.txt", lines(RECORD), "jsonl", "utf-8"),
        ("-", b"\xef\xbb\xbf\n" + lines(RECORD), "jsonl", "utf-8-sig"),
        ("n.jsonl", lines(RECORD).decode().encode("utf-16"), "jsonl", "utf-16"),
        ("n.csv", table(RECORD).encode("utf-8-sig"), "csv", "utf-8-sig"),
        ("n.csv", table(RECORD, delimiter=";").encode(), "csv", "utf-8"),
        ("n.csv", ("sep=;\r\n" + table(RECORD, delimiter=";")).encode(), "csv", "utf-8"),
        ("n.txt", table(RECORD).encode(), "csv", "utf-8"),
        ("-", table(RECORD, delimiter="\t").encode(), "tsv", "utf-8"),
        ("n.tsv", table(RECORD, delimiter="\t").encode("utf-16"), "tsv", "utf-16"),
    ],
)
def test_rows(name: str, data: bytes, form: str, encoding: str) -> None:
    (found,) = read(data, name)
    assert found.path == f"{name}#b7"
    assert (found.data or b"").decode() == RECORD["Nội dung"]
    assert found.row and (found.row.format, found.row.encoding, found.row.facts) == (form, encoding, FACTS)


def test_a_long_line_is_a_row() -> None:
    (found,) = read(lines({"text": "rừng " * 60_000}), "-")
    assert found.path == "-#1"


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ({"id": 7, "text": "a"}, "n.jsonl#7"),
        ({"id": None, "text": "a"}, "n.jsonl#1"),
        ({"id": " a\nb ", "text": "a"}, "n.jsonl#a b"),
        ({"id": True, "body": ["a", "b"]}, "n.jsonl#1"),
    ],
)
def test_paths(record: dict[str, Any], path: str) -> None:
    (found,) = read(lines(record))
    assert found.path == path
    assert (found.data or b"").startswith(b"a")


def test_an_id_given_twice() -> None:
    found = read(lines({"id": "a", "text": "x"}, {"id": "a", "text": "y"}, {"id": "a", "text": "z"}))
    assert [(s.path, s.data) for s in found] == [
        ("n.jsonl#a", b"x"),
        ("n.jsonl#a~2", b"y"),
        ("n.jsonl#a~3", b"z"),
    ]


def test_the_text_column_by_name() -> None:
    data = lines({"text": "short", "Bài viết gốc": "long"})
    assert [s.data for s in read(data)] == [b"short"]
    assert [s.data for s in read(data, reading=Reading(text_column="bai viet goc"))] == [b"long"]
    (found,) = read(data, reading=Reading(text_column="other"))
    assert found.reason == "no column 'other' among text, Bài viết gốc"
    (found,) = read(b"x,y\n1,2\n", "a.csv", Reading(text_column="z"))
    assert (found.path, found.reason) == ("a.csv", "no column 'z' among x, y")


@pytest.mark.parametrize(
    ("value", "published"),
    [
        ("2021-07-14T13:48:00+07:00", "2021-07-14T13:48"),
        ("2021-07-14 13:48", "2021-07-14T13:48"),
        ("2021-10", "2021-10"),
        ("7/8/2021", "2021-08-07"),
        (1626249600, "2021-07-14T15:00"),
        (1626249600000, "2021-07-14T15:00"),
        ("soon", None),
        ({"a": 1}, None),
        (True, None),
    ],
)
def test_dates(value: Any, published: str | None) -> None:
    (found,) = read(lines({"text": "a", "date": value}))
    assert found.row and dict(found.row.facts).get("published") == published


def test_bad_rows_cost_themselves_only() -> None:
    data = (
        lines({"text": "một"}) + b'{"text": \n[1]\n' + lines({"title": "không"}, {"text": " "}, {"text": 3})
    )
    data += b'{"text": "\xff\xfe"}\n' + lines({"text": "hai"})
    found = read(data)
    assert [(s.data or b"").decode() or s.reason for s in found] == [
        "một",
        "broken JSON",
        "no JSON object",
        "no text column among title; name it with --text-column",
        "empty text",
        "column 'text' holds no text",
        "not UTF-8 text; save the file again as UTF-8",
        "hai",
    ]
    assert [s.path for s in found] == [f"n.jsonl#{n}" for n in range(1, 9)]


def test_bad_rows_of_tables() -> None:
    found = read(b'text,title\n"a\nb",x\n\xff,y\n,z\n\nc,\n', "a.csv")
    assert [(s.path, s.data or s.reason) for s in found] == [
        ("a.csv#2", b"a\nb"),
        ("a.csv#4", "not UTF-8 text; save the file again as UTF-8"),
        ("a.csv#5", "empty text"),
        ("a.csv#7", b"c"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"id,date\n1,2\n", "no text column among id, date; name it with --text-column"),
        (
            "a.csv",
            b'"id\nx: done",date\n1,2\n',
            "no text column among id x: done, date; name it with --text-column",
        ),
        ("a.csv", b"id,text\n", "no rows in this table"),
        ("a.json", b'[\n {"text": "a"}\n]', "a JSON list"),
        ("a.json", b'{\n "text": "a"\n}', "JSON that is not one object a line"),
    ],
)
def test_refused(name: str, data: bytes, reason: str) -> None:
    (found,) = read(data, name)
    assert found.path == name
    assert found.reason and found.reason.startswith(reason)


@pytest.mark.parametrize(
    "text",
    [
        "Nội dung, thời gian, địa điểm\nHội nghị bàn nhiều việc.",
        "{Hội nghị} bàn việc nước",
        '{"Hội nghị": bàn việc nước}',
        "[1] Hội nghị",
        "Một dòng, hai phần",
    ],
)
def test_text_stays_text(text: str) -> None:
    assert read(text.encode(), "a.txt") == [Source("a.txt", text.encode())]


def test_content_comes_before_the_ending() -> None:
    for data in (b"%PDF-1.4 x", b"<html><p>a,b</p></html>", b"\xd0\xcf\x11\xe0\0\0"):
        assert read(data, "a.csv") == [Source("a.csv", data)]


def test_a_line_that_is_too_large() -> None:
    found = read(lines({"text": "x" * 1_100_000}, {"text": "y"}), reading=Reading(size=1))
    assert [s.data or s.reason for s in found] == ["larger than 1 MB; --max-size raises the limit", b"y"]


class Endless(io.RawIOBase):
    """A stream of so many records, made as they are read."""

    def __init__(self, count: int) -> None:
        self._records: Iterator[bytes] = (lines({"text": f"{n} " + "rừng " * 400}) for n in range(count))
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._rest = self._rest or next(self._records, b"")
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def test_memory_does_not_grow_with_the_rows() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        assert sum(1 for _ in documents("-", Endless(count), DEFAULT)) == count  # type: ignore[arg-type]
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    # a row is over 2 kB; what stays of it is its path
    assert peak(2000) - peak(200) < 1800 * 250
