"""Tables (CSV, TSV) and JSON lines to documents, one a row, read as they come."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from itertools import chain, islice
from typing import Any, BinaryIO, Literal, Protocol, cast

from vnpolicy.errors import Refused
from vnpolicy.lexicon import table
from vnpolicy.read.source import Reading, Row, Source
from vnpolicy.read.stamps import stamp
from vnpolicy.text.decode import decode
from vnpolicy.text.unicode import fold, nfc, normalize

Kind = Literal["jsonl", "csv", "tsv"]

_FACTS = ("title", "published", "source", "author", "url")
_DELIMITERS = ",;\t|"
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OBJECT = re.compile(r'\s*\{\s*(?:\}|"(?:[^"\\\n]|\\.)*"\s*:)')
_LIST = re.compile(r'\s*\[\s*\{\s*"')
_SEPARATOR_LINE = re.compile(r"sep=.\s*", re.I)
_DATE = re.compile(r"((?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)(?:[T ](\d\d:\d\d)(?::\d\d.*)?)?")
_VIETNAM = timezone(timedelta(hours=7))
_SECONDS = (10**8, 10**10)
_LONGEST_ID = 200
_LENIENT = ("utf-8", "surrogateescape")
_BROKEN = re.compile("[\udc80-\udcff]")
"""What `_LENIENT` makes of bytes that are not UTF-8."""
_NOT_TEXT = "not UTF-8 text; save the file again as UTF-8"
_NAMED = 12
_NAME = 40
"""So many of the columns are named where none of them is the text, and so much of each name."""


# Which kind of rows


def kind(head: bytes, name: str, reading: Reading) -> Kind | None:
    """The kind of rows in a file that begins with `head` and is called `name`; None where it has none.

    Raises `Refused` for JSON that is not one object a line.
    """
    text = _begin(head)
    if text.lstrip().startswith(("<", "%PDF-")) or "\0" in text:
        return None
    ending = name.lower().rpartition(".")[2]
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return None
    if ending == "jsonl":
        return "jsonl"
    if _OBJECT.match(text):
        if _is_object(lines[0]) or (len(lines) == 1 and len(head) > len(lines[0].encode()) - 8 > 32_000):
            return "jsonl"
        if _is_json(text, head):
            raise Refused("JSON that is not one object a line; write JSON lines (jq -c . FILE)")
    if _LIST.match(text) and _is_json(text, head):
        raise Refused("a JSON list; write JSON lines, one object a line (jq -c '.[]' FILE)")
    if ending == "csv" or ending == "tsv":
        return ending  # type: ignore[return-value]
    return _delimited(text, lines[0], reading)


def _begin(head: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if head.startswith(mark)), "utf-8")
    return head.decode(encoding, "ignore")


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_json(text: str, head: bytes) -> bool:
    """Whether `text` is JSON, or the beginning of it where the file goes on."""
    try:
        json.loads(text)
    except RecursionError:
        return False
    except ValueError:
        return len(head) >= 32_000
    return True


def _delimited(text: str, first: str, reading: Reading) -> Kind | None:
    """By the first two lines: cells that are names of columns, one that of the text, and as many below."""
    delimiter = _delimiter(first, None)
    try:
        cells, following = islice(csv.reader(io.StringIO(text.lstrip()), delimiter=delimiter), 2)
    except (ValueError, csv.Error):  # there are not two
        return None
    if not 2 <= len(cells) <= len(following) or max(map(len, cells)) > 40:
        return None
    found = _columns(tuple(cells), reading.text_column)
    if "text" not in found or len(found) < 2:
        return None
    return "tsv" if delimiter == "\t" else "csv"


def _delimiter(line: str, kind: Kind | None) -> str:
    if kind == "tsv":
        return "\t"
    bare = re.sub(r'"[^"]*"', "", line)
    return max(_DELIMITERS, key=bare.count)


def is_wide(head: bytes, reading: Reading) -> bool:
    """Whether a file that begins with `head` is in UTF-16 or UTF-32, whose lines do not end with a byte."""
    return head.startswith(_WIDE) or _is_wide(reading.encoding or "")


def _is_wide(encoding: str) -> bool:
    return encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32"))


# Rows to sources


def rows(path: str, stream: BinaryIO, head: bytes, kind: Kind, reading: Reading) -> Iterator[Source]:
    """The documents of `stream`, one a row, under `path#ID`, or the number of the line where it has no id.

    `head` is how the stream begins. A row that cannot be taken comes with its reason. Raises `Refused` where
    no column holds text.
    """
    lines = _Lines(stream, head, reading)
    names = Names(path)
    row = Row(kind, lines.encoding)
    for number, record in _records(lines) if kind == "jsonl" else _cells(lines, kind, reading):
        yield _source(names.name(_id(record, reading), number), record, row, reading)
    if not names.given:
        raise Refused("no rows in this table")


def rows_of_part(
    stream: Readable, head: bytes, first: bool, reading: Reading
) -> tuple[list[tuple[str, int, Source]], int]:
    """The rows of a part of a file of JSON lines that begins with `head`, and how many lines the part has.

    A row comes with its id, empty where it has none, the number of its line within the part, and no path.
    `first`: whether the part is the first of the file.
    """
    lines = _Lines(stream, head, reading, first)
    row = Row("jsonl", lines.encoding)
    found = [
        (_id(record, reading), number, _source("", record, row, reading))
        for number, record in _records(lines)
    ]
    return found, lines.count


class Names:
    """The paths of the rows of the file at `path`: each is given once."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.given: set[str] = set()

    def name(self, row: str, number: int) -> str:
        """The path of the next row: by its id `row`, or the number of its line where it has none."""
        path = f"{self._path}#{row or number}"
        if path in self.given:
            count = 2
            while f"{path}~{count}" in self.given:
                count += 1
            path = f"{path}~{count}"
        self.given.add(path)
        return path


class Readable(Protocol):
    """What has lines to read, as a file has."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or so many bytes of it; nothing behind the last."""


class _Lines:
    """The lines of a stream with their numbers; a line that cannot be taken is the reason."""

    def __init__(self, stream: Readable, head: bytes, reading: Reading, first: bool = True) -> None:
        self._stream = stream
        self._first = first
        self.count = 0
        self._reading = reading
        mark = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
        self.encoding = (reading.encoding or mark or _encoding(head)).lower()

    def __iter__(self) -> Iterator[tuple[int, str | Refused]]:
        if _is_wide(self.encoding):
            with io.TextIOWrapper(cast(BinaryIO, self._stream), self.encoding, newline="") as text:
                yield from enumerate(iter(text.readline, ""), 1)
            return
        most = self._reading.most
        while line := self._stream.readline(most + 1):
            self.count = number = self.count + 1
            if len(line) <= most:
                yield number, self._decoded(line, self._first and number == 1)
                continue
            while line and not line.endswith(b"\n"):
                line = self._stream.readline(most)
            yield number, Refused(self._reading.too_large())

    def _decoded(self, line: bytes, first: bool) -> str | Refused:
        try:
            if self.encoding in ("utf-8", "utf-8-sig"):
                # one bad line or cell is refused, not the whole file
                return line.removeprefix(codecs.BOM_UTF8 if first else b"").decode(*_LENIENT)
            if not line.strip():
                return "\n"
            return decode(line.rstrip(b"\r\n"), self.encoding)[0] + "\n"
        except Refused as refused:
            return refused


def _encoding(head: bytes) -> str:
    """The encoding of the whole, by its beginning up to the last line end."""
    whole = head[: head.rfind(b"\n") + 1] or head
    try:
        return decode(whole)[1].partition("+")[0]
    except Refused:
        return "utf-8"


def _records(lines: _Lines) -> Iterator[tuple[int, dict[str, Any] | Refused]]:
    for number, line in lines:
        if isinstance(line, Refused):
            yield number, line
            continue
        if not line.strip():
            continue
        if _BROKEN.search(line):
            yield number, Refused(_NOT_TEXT)
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            yield number, Refused("broken JSON")
            continue
        yield number, record if isinstance(record, dict) else Refused("no JSON object")


def _cells(lines: _Lines, kind: Kind, reading: Reading) -> Iterator[tuple[int, dict[str, Any] | Refused]]:
    at = 0

    def texts() -> Iterator[str]:
        nonlocal at
        for number, line in lines:
            if isinstance(line, Refused):
                raise line
            at = number
            yield line

    feed = texts()
    first = next((line for line in feed if line.strip() and not _SEPARATOR_LINE.fullmatch(line)), "")
    delimiter = _delimiter(first, kind)
    csv.field_size_limit(reading.most)
    # the heading may itself have line breaks in its cells
    reader = csv.reader(chain([first], feed), delimiter=delimiter)
    try:
        header = next(reader, [])
    except csv.Error as error:
        raise Refused(f"broken {kind.upper()} ({error})") from None
    if "text" not in _columns(tuple(header), reading.text_column):
        raise Refused(_no_text(header, reading))
    while True:
        begun = at + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield begun, Refused(f"broken {kind.upper()} ({error})")
            return
        if cells is None:
            return
        if any(map(_BROKEN.search, cells)):
            yield begun, Refused(_NOT_TEXT)
        elif any(cell.strip() for cell in cells):
            yield begun, dict(zip(header, cells, strict=False))


def _source(path: str, record: dict[str, Any] | Refused, row: Row, reading: Reading) -> Source:
    if isinstance(record, Refused):
        return Source(path, reason=str(record))
    columns = _columns(tuple(record), reading.text_column)
    if "text" not in columns:
        return Source(path, reason=_no_text(record, reading))
    value = record[columns["text"]]
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    if value is not None and not isinstance(value, str):
        return Source(path, reason=f"column '{columns['text']}' holds no text")
    if not value or value.isspace():
        return Source(path, reason="empty text")
    facts = ((name, _fact(name, record[columns[name]])) for name in _FACTS if name in columns)
    given = tuple((name, fact) for name, fact in facts if fact)
    return Source(path, value.encode("utf-8", "surrogatepass"), row=Row(row.format, row.encoding, given))


@lru_cache(maxsize=64)
def _columns(names: tuple[str, ...], text_column: str | None) -> Mapping[str, str]:
    """Which column is the text, the title and so on, by their names; only those that are there."""
    keys: dict[str, str] = {}
    for name in names:
        keys.setdefault(_key(name), name)
    found: dict[str, str] = {}
    for role, known in table("columns.toml").items():
        if key := next(filter(keys.__contains__, known), None):
            found[role] = keys[key]
    if text_column is not None:
        found.pop("text", None)
        chosen = text_column if text_column in names else keys.get(_key(text_column))
        if chosen is not None:
            found = {role: column for role, column in found.items() if column != chosen} | {"text": chosen}
    return found


def _key(name: str) -> str:
    """The name of a column for comparing: folded, words between underscores (`Nội dung` is `noi_dung`)."""
    return re.sub(r"[\W_]+", "_", fold(nfc(name)).strip()).rstrip("_")


def _no_text(names: Sequence[str] | Mapping[str, Any], reading: Reading) -> str:
    first = (" ".join(name[:_NAME].split()) for name in list(names)[:_NAMED])  # a reason is one line
    shown = ", ".join(first) + (", …" if len(names) > _NAMED else "")
    if reading.text_column is not None:
        return f"no column '{reading.text_column}' among {shown}"
    return f"no text column among {shown}; name it with --text-column"


def _id(record: dict[str, Any] | Refused, reading: Reading) -> str:
    """The id of a row; empty where it has none."""
    if isinstance(record, Refused):
        return ""
    value = record.get(_columns(tuple(record), reading.text_column).get("id", ""))
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(normalize(str(value)).split())[:_LONGEST_ID]


def _fact(name: str, value: Any) -> str:
    """The value of a cell as one line; a date as ISO, day before month; empty where there is none."""
    if name == "published":
        return _published(value)
    if isinstance(value, list):
        value = ", ".join(part for part in value if isinstance(part, str))
    return " ".join(normalize(value).split()) if isinstance(value, str) else ""


def _published(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value >= _SECONDS[1] else value
        if not _SECONDS[0] <= seconds < _SECONDS[1]:
            return ""
        return datetime.fromtimestamp(seconds, UTC).astimezone(_VIETNAM).strftime("%Y-%m-%dT%H:%M")
    if not isinstance(value, str):
        return ""
    text = " ".join(normalize(value).split())
    if match := _DATE.fullmatch(text):
        return match[1] + (f"T{match[2]}" if match[2] else "")
    return dated.value if (dated := stamp(text)) else ""
