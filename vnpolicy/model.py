"""The nouns that every stage uses.

All offsets count characters (code points) of an NFC text, half open: `text[start:end]`. Unless a field says
otherwise they point into the *body*, which is the raw text after page furniture was taken off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | float | None | list[str] | dict[str, Any]
"""A cell of a table. A list is several values."""


def values_of(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of the fields of a `kind`, a dataclass of several fields, in order."""
    return attrgetter(*(one.name for one in fields(kind)))


AgendaKind = Literal["theme", "session", "topic"]
ProposalKind = Literal["recommendation", "directive", "need"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the number of its paragraph (line) in the text, counted from 0."""

    start: int
    end: int
    text: str
    paragraph: int


class Word(NamedTuple):
    """A segmented word in the source's own spelling. A tuple: there are hundreds in a report."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as precise as the text gives it (`2021`, `2021-10`, `2021-07-13`, `2021-07-14T13:48`,
    `--07-13`).
    """

    value: str
    end_value: str | None
    precision: Literal["minute", "day", "month", "quarter", "year"]
    start: int
    end: int
    kind: Literal["point", "range", "term"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A law, decree, resolution or decision that a text cites; `number` is the normal form (`37-NQ/TW`)."""

    number: str
    type: str | None
    issuer: str | None
    date: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """A mention of a person by name; `role` is the title that stands beside the name in this mention."""

    name: str
    role: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written and the province, after the merger of 2025, that it lies in."""

    name: str
    province: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Raw:
    """A document after decoding and format conversion, before cleaning (`text` is NFC).

    `facts` holds header facts that the format itself states (HTML metadata): title, published, source,
    author, url.
    """

    text: str
    format: str
    encoding: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Header:
    """Who published what and when. `..._from` says where in the document a value was found."""

    title: str | None = None
    title_from: str | None = None
    published: str | None = None
    published_from: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning makes of a raw text: the ranges of it that are the body, and the header.

    The body is the kept ranges one after the other: `"".join(raw[s:e] for s, e in kept)`. The ranges carry
    the line breaks between paragraphs.
    """

    kept: tuple[tuple[int, int], ...]
    header: Header

    def body(self, raw: str) -> str:
        """The body of `raw`."""
        return "".join(raw[start:end] for start, end in self.kept)


@dataclass(frozen=True, slots=True)
class Event:
    """The facts of an event as one document, or all its reports together, give them.

    `date_from`: `text` (the year is written), `published` (the publication date stands in), `inferred` (the
    year was taken from the publication date), None without a date. `province`: after the merger of 2025;
    `place`: as written.
    """

    name: str | None = None
    date: str | None = None
    date_from: str | None = None
    end_date: str | None = None
    place: str | None = None
    province: str | None = None
    organizers: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """What an event was set to deal with: its theme, a session, a topic. `text` was taken from
    `body[start:end]`.
    """

    kind: AgendaKind
    number: str | None
    text: str
    speaker: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """An action that somebody says should be taken. `text` was taken from `body[start:end]`."""

    kind: ProposalKind
    text: str
    speaker: str | None
    role: str | None
    addressee: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns: what every analysis returns and every writer takes.

    `rows` hold one cell a column, in the order of `columns`.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]

    @classmethod
    def of(cls, name: str, kind: type[Any], rows: Iterable[Any]) -> Table:
        """The table of `rows`, all of the dataclass `kind`: a column a field."""
        return cls(name, tuple(f.name for f in fields(kind)), list(map(values_of(kind), rows)))

    def records(self) -> Iterator[dict[str, Value]]:
        """Each row as a mapping from column to cell."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def to_pandas(self) -> pd.DataFrame:
        """The table as a pandas DataFrame, one column a column; lists stay lists."""
        import pandas as pd

        return pd.DataFrame.from_records(list(self.rows), columns=list(self.columns))


@dataclass(frozen=True, slots=True)
class Document:
    """A document with all that depends on it alone; made once, at ingest.

    `doc` is the beginning of `hash`, the SHA-256 of `raw` in hexadecimal. `words` counts the body's segmented
    words. `features` are JSON values by name that analysis reads later (`terms`, `phrases`, `evidence`).
    """

    doc: str
    hash: str
    raw: str
    format: str
    encoding: str
    cleaned: Cleaned
    words: int
    event: Event | None
    agenda: tuple[AgendaItem, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    citations: tuple[Citation, ...] = ()
    features: dict[str, Any] = field(default_factory=dict)
