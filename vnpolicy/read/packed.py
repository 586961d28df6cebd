"""Archives and packed files to the documents in them, with limits, without writing anything anywhere."""

from __future__ import annotations

import gzip
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from vnpolicy.errors import Refused
from vnpolicy.read import rows
from vnpolicy.read.source import Reading, Source

ENDINGS = frozenset({".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".csv", ".tsv", ".jsonl"})
PACKED = (".zip", ".tar.gz", ".tgz", ".tar.xz")
SQUEEZED = (".gz", ".xz")

HEAD = 1 << 16
"""So much of the beginning of a file tells what it is."""
_FREE = 1_000_000
"""So much may come out of any file, whatever the ratio."""
_LAYERS = 2
"""Of an archive: a zip counts twice, of a `.tar.gz` each half once."""
_REFUSED = 10
_DIRECTORY = 20_000_000
"""Bytes of the list of members at the end of a zip: some 200,000; in memory it takes ten times more."""
_TAR_MARK = (b"ustar", 257)
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = {
    "word/document.xml": None,
    "xl/workbook.xml": "Excel is not read; save it as CSV",
    "ppt/presentation.xml": "PowerPoint is not read; save it as PDF",
    "META-INF/container.xml": "EPUB is not read; save it as HTML",
}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_ENCRYPTED = 0x1
_END_MARK = b"PK\x05\x06"
_END_WITHIN = 22 + 0xFFFF


class _Whole:
    """The file that everything packed in it comes from, at any depth: how large it is, what came out of it.

    Archives in archives would else multiply what each of them may unpack to, and the members of a zip may all
    be the same bytes of it.
    """

    def __init__(self, size: int | None, reading: Reading) -> None:
        self._size = size
        self._reading = reading
        self.read = 0
        self.unpacked = 0
        self._refused = 0

    def is_out_of_proportion(self) -> bool:
        """Whether more came out of it than may."""
        size = self.read if self._size is None else self._size
        return self.unpacked > max(_FREE, self._reading.ratio * size)

    def refuse(self, unpacked: int) -> None:
        """What came out of a member that is refused does not count against the others, a few times."""
        self._refused += 1
        if self._refused <= _REFUSED:
            self.unpacked -= unpacked


class _Stream(io.RawIOBase):
    """What `source` gives, counted, in full pieces so that a peek sees the beginning of a file.

    Errors of unpacking become `Refused`; so does what grows out of all proportion to `packed`, the bytes it
    was packed in, or the stream whose bytes they are.
    """

    def __init__(
        self, source: BinaryIO, layer: str, packed: int | _Stream | None, reading: Reading, whole: _Whole
    ) -> None:
        super().__init__()
        self._source = source
        self._layer = layer
        self._packed = packed
        self._reading = reading
        self.whole = whole
        self._error: Refused | OSError | None = None
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        filled = 0
        while filled < len(buffer):
            try:
                piece = b"" if self._error else self._read(len(buffer) - filled)
            except (Refused, OSError) as error:
                self._error = error
                piece = b""
            if self._error and not filled:
                raise self._error  # after what came before it
            if not piece:
                break
            buffer[filled : filled + len(piece)] = piece
            filled += len(piece)
        self.count += filled
        if self._layer == "file":
            self.whole.read += filled
        packed = self._packed.count if isinstance(self._packed, _Stream) else self._packed
        if packed is not None:
            self.whole.unpacked += filled
            alone = self.count > max(_FREE, self._reading.ratio * packed)
            if alone or self.whole.is_out_of_proportion():
                self.whole.refuse(self.count if alone else 0)
                raise Refused(self._reading.out_of_proportion())
        return filled

    def _read(self, size: int) -> bytes:
        try:
            # read1 where there is one: read loses what it has when it meets an error
            return cast(bytes, getattr(self._source, "read1", self._source.read)(size))
        except EOFError:
            raise Refused(f"truncated {self._layer}") from None
        except (gzip.BadGzipFile, zlib.error, lzma.LZMAError, zipfile.BadZipFile):
            raise Refused(f"broken {self._layer}") from None


def documents(path: str, file: BinaryIO, reading: Reading) -> Iterator[Source]:
    """The documents in the open `file`: itself, the rows of a table, what is packed in it.

    What is inside is named after `path`: `old.zip/inner.txt`, `news.jsonl#ID`. Each is read when it is asked
    for. What cannot be taken comes with the reason; files of other kinds in archives are passed over.
    """
    seekable = file if file.seekable() else None
    size = None
    if seekable:
        at, size = file.tell(), file.seek(0, io.SEEK_END)
        file.seek(at)
    stream = _Stream(file, "file", None, reading, _Whole(size, reading))
    yield from _guarded(path, path, stream, seekable, reading, 0)


def taken(name: str) -> bool:
    """Whether a file of this name is taken from a folder or archive: its ending is known, packed or not."""
    name = name.lower()
    if name.endswith(PACKED):
        return True
    bare = name
    for ending in SQUEEZED:
        bare = bare.removesuffix(ending)
    suffix = PurePosixPath(bare).suffix
    return suffix in ENDINGS or (bare != name and not suffix)


def is_packed(head: bytes) -> bool:
    """Whether a file that begins with `head` is an archive or packed."""
    mark, at = _TAR_MARK
    return _squeezed(head) is not None or head[at : at + len(mark)] == mark or head.startswith(_ZIP_MARKS)


def why(error: BaseException) -> str:
    """The reason that an error of the system is for not reading a file."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, MemoryError):
        return "too large for the memory"
    return str(getattr(error, "strerror", None) or error).lower() or type(error).__name__


def _guarded(
    path: str, name: str, raw: _Stream, file: BinaryIO | None, reading: Reading, depth: int
) -> Iterator[Source]:
    """What is in a stream; an error ends this stream only, and comes as the reason under its path."""
    try:
        yield from _opened(path, name, raw, file, reading, depth)
    except Refused as refused:
        yield Source(path, reason=str(refused))
    except zipfile.BadZipFile:
        yield Source(path, reason="broken zip")
    except tarfile.TarError:
        yield Source(path, reason="broken or truncated tar archive")
    except (OSError, MemoryError) as error:
        yield Source(path, reason=why(error))
    except Exception as error:  # what reads archives raises whatever it meets in a broken one
        yield Source(path, reason=f"broken ({type(error).__name__}: {' '.join(str(error).split())[:100]})")


def _opened(
    path: str, name: str, raw: _Stream, file: BinaryIO | None, reading: Reading, depth: int
) -> Iterator[Source]:
    """The documents in a stream, by how it begins. `file` is the same where it can be read in any order."""
    stream: io.BufferedReader[Any] = io.BufferedReader(raw, HEAD)
    head = stream.peek(HEAD)
    mark, at = _TAR_MARK
    squeezed = _squeezed(head)
    tar = head[at : at + len(mark)] == mark
    archive = head.startswith(_ZIP_MARKS)
    if (squeezed or tar) and depth >= _LAYERS * reading.deep:
        raise _too_deep(reading)
    if squeezed:
        layer = _Stream(_unsqueezed(squeezed, stream), squeezed, raw, reading, raw.whole)
        yield from _guarded(path, _without(name), layer, None, reading, depth + 1)
    elif tar:
        yield from _tar(path, stream, raw.whole, reading, depth + 1)
    elif archive:
        yield from _zip(path, stream, file, raw.whole, reading, depth + 2)
    elif (kind := rows.kind(head, name, reading)) is not None:
        yield from rows.rows(path, stream, head, kind, reading)
    else:
        yield Source(path, _whole(stream, reading))


def _too_deep(reading: Reading) -> Refused:
    return Refused(f"packed more than {reading.deep} deep; unpack it first, or raise --max-depth")


def _squeezed(head: bytes) -> str | None:
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    return "xz" if head.startswith(b"\xfd7zXZ\x00") else None


def _unsqueezed(layer: str, stream: BinaryIO) -> BinaryIO:
    if layer == "gzip":
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))
    return cast(BinaryIO, lzma.LZMAFile(stream))


def _without(name: str) -> str:
    for ending in SQUEEZED:
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name


def _whole(stream: BinaryIO, reading: Reading) -> bytes:
    data = stream.read(reading.most + 1)
    if len(data) > reading.most:
        raise Refused(reading.too_large())
    return data


# Archives


def _zip(
    path: str, stream: BinaryIO, file: BinaryIO | None, whole: _Whole, reading: Reading, depth: int
) -> Iterator[Source]:
    if file is None:
        file = io.BytesIO(_whole(stream, reading))
    _check_directory(file)
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        for part, reason in _OFFICE.items():
            if part not in names:
                continue
            if reason:
                raise Refused(reason)
            file.seek(0)
            yield Source(path, _whole(file, reading))
            return
        if "mimetype" in names and archive.open("mimetype").read(99).startswith(_OPEN_DOCUMENT):
            raise Refused("OpenDocument is not read; save it as .docx or PDF")
        if depth > _LAYERS * reading.deep:
            raise _too_deep(reading)
        yield from _zipped(path, archive, whole, reading, depth)


def _check_directory(file: BinaryIO) -> None:
    """Raises `Refused` where the list of members is so long that reading it would fill the memory.

    Its size stands in the record that ends the file (APPNOTE 4.3.16), behind which there may be a comment; of
    one of more than 4 GB the size stands elsewhere, and all bits are set here.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END_WITHIN))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END_MARK)
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > _DIRECTORY:
        raise Refused("an archive of more files than can be taken; unpack it first")


def _zipped(
    path: str, archive: zipfile.ZipFile, whole: _Whole, reading: Reading, depth: int
) -> Iterator[Source]:
    chosen = _Chosen(path)
    for member in archive.infolist():
        if member.filename.endswith("/"):
            continue
        link = stat.S_ISLNK(member.external_attr >> 16)
        source = chosen.source(_name(member), not link)
        if source.data is None:
            yield source
        elif member.flag_bits & _ENCRYPTED:
            yield Source(source.path, reason="password-protected")
        else:
            yield from _member(source.path, archive, member, whole, reading, depth)
    yield from chosen.nothing()


def _member(
    path: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, whole: _Whole, reading: Reading, depth: int
) -> Iterator[Source]:
    try:
        opened = archive.open(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        yield Source(path, reason=f"broken zip ({' '.join(str(error).split())[:100]})")
        return
    with opened:
        raw = _Stream(opened, "zip", member.compress_size, reading, whole)  # type: ignore[arg-type]
        yield from _guarded(path, path, raw, None, reading, depth)


def _tar(path: str, stream: BinaryIO, whole: _Whole, reading: Reading, depth: int) -> Iterator[Source]:
    chosen = _Chosen(path)
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            archive.members = []  # type: ignore[attr-defined]  # or it remembers every one
            if member.isdir():
                continue
            source = chosen.source(member.name, member.isreg() and not member.issparse())
            opened = archive.extractfile(member) if source.data is not None else None
            if opened is None:
                yield source
            else:
                raw = _Stream(opened, "tar archive", None, reading, whole)  # type: ignore[arg-type]
                yield from _guarded(source.path, source.path, raw, None, reading, depth)
    yield from chosen.nothing()


class _Chosen:
    """Which members of an archive are taken, and what their paths are."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._given: set[str] = set()
        self._any = False

    def source(self, name: str, regular: bool) -> Source:
        """The member called `name`: with (empty) data where it is to be read."""
        name = name.replace("\\", "/")
        parts = [part for part in name.split("/") if part not in ("", ".")]
        path = f"{self._path}/{'/'.join(parts)}"
        if name.startswith("/") or ".." in parts or ":" in parts[0:1] or name[1:2] == ":":
            self._any = True
            return Source(f"{self._path}/{name}", reason="its name leads outside the archive")
        hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
        if hidden or not regular or not taken(path):
            return Source(path)
        self._any = True
        if path in self._given:
            return Source(path, reason="a second file of this name in the archive")
        self._given.add(path)
        return Source(path, b"")

    def nothing(self) -> Iterator[Source]:
        """The reason for an archive without documents."""
        if not self._any:
            yield Source(self._path, reason=f"no documents in this archive ({' '.join(sorted(ENDINGS))})")


def _name(member: zipfile.ZipInfo) -> str:
    """The name of a member; old programs write UTF-8 without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
