import gzip
import io
import lzma
import warnings
import zipfile

import pytest
from files import tarred, zipped
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.read.packed import documents, taken
from vnpolicy.read.source import DEFAULT, Reading, Source

TEXT = "Hội nghị bàn việc giữ rừng đầu nguồn.".encode()
ROWS = b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n'


class Pipe(io.BytesIO):
    """What comes through a pipe is read once."""

    def seekable(self) -> bool:
        return False


def read(data: bytes, name: str = "a", reading: Reading = DEFAULT) -> list[tuple[str, bytes | str | None]]:
    found = list(documents(name, io.BytesIO(data), reading))
    assert found == list(documents(name, Pipe(data), reading))
    return [(s.path, s.data or s.reason) for s in found]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_squeezed(pack) -> None:
    assert read(pack(TEXT), "a.txt.gz") == [("a.txt.gz", TEXT)]
    assert read(pack(ROWS), "-") == [("-#a", b"x"), ("-#b", b"y")]
    (found,) = read(pack(b"x,y\n1,2\n"), "t.csv.gz")
    assert "no text column" in str(found[1])


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_archives(mode: str) -> None:
    members = {"d/a.txt": TEXT, "n.jsonl": ROWS, "p.png": b"x", ".h/a.txt": b"x", "__MACOSX/a.txt": b"x"}
    expected = [
        *(("o/d/a.txt", TEXT), ("o/n.jsonl#a", b"x"), ("o/n.jsonl#b", b"y")),
        *((f"o/{name}", None) for name in ("p.png", ".h/a.txt", "__MACOSX/a.txt")),
    ]
    assert read(tarred(members, {"l.txt": "/etc/passwd"}, mode), "o") == [*expected, ("o/l.txt", None)]
    assert read(zipped(members), "o") == expected


def test_nested() -> None:
    inner = zipped({"b.txt": TEXT})
    assert read(zipped({"a.txt.gz": gzip.compress(TEXT)}), "o") == [("o/a.txt.gz", TEXT)]
    assert read(zipped({"i.zip": inner}), "o") == [("o/i.zip/b.txt", TEXT)]
    assert read(tarred({"i.zip": inner}), "o") == [("o/i.zip/b.txt", TEXT)]
    assert read(zipped({"i.tgz": tarred({"b.txt": TEXT})}), "o") == [("o/i.tgz/b.txt", TEXT)]
    deep = "packed more than 2 deep; unpack it first, or raise --max-depth"
    assert read(zipped({"i.zip": zipped({"j.zip": inner})}), "o") == [("o/i.zip/j.zip", deep)]
    tar = TEXT
    for _ in range(50):
        tar = tarred({"t.tar.gz": tar}, mode="w")
    assert read(tar, "o") == [("o" + "/t.tar.gz" * 4, deep)]


@pytest.mark.parametrize("name", ["../up.txt", "/root.txt", "d/../../up.txt", "..\\up.txt", "C:\\up.txt"])
def test_names_that_lead_outside(name: str) -> None:
    for data in (zipped({name: TEXT, "a.txt": TEXT}), tarred({name: TEXT, "a.txt": TEXT})):
        (bad, reason), good = read(data, "o")
        assert (bad, reason) == (f"o/{name}".replace("\\", "/"), "its name leads outside the archive")
        assert good == ("o/a.txt", TEXT)


def test_a_name_given_twice() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("a.txt", "x")
            archive.writestr("a.txt", "y")
    assert read(data.getvalue(), "o") == [
        ("o/a.txt", b"x"),
        ("o/a.txt", "a second file of this name in the archive"),
    ]


def test_truncated() -> None:
    big = b"".join(
        b'{"id": %d, "text": "%s"}\n' % (n, gzip.compress(b"%d" % n).hex().encode()) for n in range(999)
    )
    for pack, layer in ((gzip.compress, "gzip"), (lzma.compress, "xz")):
        assert read(pack(TEXT)[:-12], "a.txt.gz") == [("a.txt.gz", f"truncated {layer}")]
        *rows, last = read(pack(big)[:-2000], "n.gz")
        assert len(rows) > 500
        assert last == ("n.gz", f"truncated {layer}")
    (found,) = read(tarred({"a.txt": TEXT})[:60], "o")
    assert found == ("o", "truncated gzip")
    (found,) = read(zipped({"a.txt": TEXT})[:-30], "o")
    assert found == ("o", "broken zip")


def test_broken_inside() -> None:
    data = bytearray(zipped({"a.txt": TEXT * 9, "b.txt": TEXT}))
    data[45] ^= 0xFF
    (bad, reason), good = read(bytes(data), "o")
    assert (bad, reason) == ("o/a.txt", "broken zip")
    assert good == ("o/b.txt", TEXT)
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert read(bytes(data), "o") == [("o/a.txt", "password-protected"), ("o/b.txt", TEXT)]


def test_bombs() -> None:
    zeros = b"0" * 3_000_000
    reason = "unpacks to more than 100 times its size; --max-ratio raises the limit"
    assert read(gzip.compress(zeros), "a.gz") == [("a.gz", reason)]
    assert read(zipped({"a.txt": zeros, "b.txt": TEXT}), "o") == [("o/a.txt", reason), ("o/b.txt", TEXT)]
    assert read(gzip.compress(zeros), "a.gz", Reading(size=1000)) == [("a.gz", zeros)]
    large = [("a", "larger than 1 MB; --max-size raises the limit")]
    assert read(b"x" * 1_000_001, reading=Reading(size=1)) == large
    assert read(tarred({"a.txt": b"x" * 1_000_001}, mode="w"), "o", Reading(size=1))[0][1] == large[0][1]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"p.png": b"x"}, "no documents in this archive"),
        ({"xl/workbook.xml": b"x"}, "Excel is not read; save it as CSV"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "OpenDocument is not read"),
    ],
)
def test_refused(members: dict[str, bytes], reason: str) -> None:
    assert str(read(zipped(members), "o")[-1][1]).startswith(reason)


def test_word_is_one_document() -> None:
    data = zipped({"word/document.xml": b"x", "a.txt": b"y"})
    assert read(data, "a.docx") == [("a.docx", data)]
    assert read(zipped({"a.docx": data}), "o") == [("o/a.docx", data)]


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b", b"\xfd7zXZ\x00", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\0junk"]
)
def test_only_a_beginning(data: bytes) -> None:
    ((path, reason),) = read(data, "a")
    assert path == "a"
    assert isinstance(reason, str)


@given(st.data())
def test_damaged_files_come_with_a_reason(data: st.DataObject) -> None:
    kinds = (
        zipped({"a.txt": TEXT * 9, "n.jsonl": ROWS}),
        tarred({"a.txt": TEXT * 9}),
        gzip.compress(ROWS),
        ROWS,
    )
    made = bytearray(data.draw(st.sampled_from(kinds)))
    for at, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(made) - 1), st.integers(0, 255)), max_size=9)
    ):
        made[at] = byte
    for source in documents("o", io.BytesIO(bytes(made)), DEFAULT):
        assert source.path.startswith("o")


def test_a_file_that_breaks_off() -> None:
    class Gone(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    assert list(documents("a", Gone(), DEFAULT)) == [Source("a", reason="input/output error")]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        *((name, True) for name in ("a.TXT", "a.jsonl.xz", "a.tgz", "a.tar.gz", "a.zip", "news.gz", "a.md")),
        *((name, False) for name in ("a.png", "a.png.gz", "a.sql.xz", "a.tar", "txt", "a")),
    ],
)
def test_taken(name: str, wanted: bool) -> None:
    assert taken(name) is wanted
