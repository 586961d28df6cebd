"""What the corpus hands out beside the nouns of `vnpolicy.model`, and their JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

from vnpolicy.model import Event

GroupKind = Literal["lead", "copy", "report", "only"]
CorrectionKind = Literal["merge", "split"]
PathStatus = Literal["added", "updated", "unchanged"]


Link = tuple[int, int, float, float]
"""Two reports that may be of one event, by their numbers in the corpus; log odds; cosine of their texts."""


class Stored(NamedTuple):  # made by the ten thousand, which tuples are quickest at
    """A document's header as stored; `paths` are sorted."""

    doc: str
    title: str | None
    published: str | None
    source: str | None
    words: int
    event: Event | None
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a path held when it was last ingested: the hash of its bytes, who read it in which encoding, its
    document.
    """

    bytes_hash: str
    stage: str
    encoding: str
    doc: str
    title: str | None
    published: str | None
    source: str | None
    words: int


class Group(NamedTuple):
    """The event that a document covers. `probability` is that of being the lead's event."""

    doc: str
    event: str
    kind: GroupKind
    probability: float | None


@dataclass(frozen=True, slots=True)
class Postings:
    """Which of the reports `docs` have a term, for a part of the corpus; "" stands for a report that is gone.

    Little-endian: `terms`, 32-bit checksums, sorted; `rows`, 16 bits each: the places in `docs` of the
    reports that have the first term, then those of the second; `ends`, 32 bits each: where the rows of each
    term end. `norms`: the length of each report over its terms, 64-bit floats.
    """

    docs: Sequence[str]
    norms: bytes
    terms: bytes
    ends: bytes
    rows: bytes


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user said of documents: both parts are one event (`merge`), or they are two (`split`)."""

    kind: CorrectionKind
    parts: tuple[list[str], list[str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that a search found: the better the higher `score`; `snippet` is one line, marked."""

    doc: str
    snippet: str
    score: float
    title: str | None
    published: str | None
    path: str


class Json(str):
    """A value as the JSON that is stored."""

    __slots__ = ()


def dump(value: Any) -> Json:
    """`value` as the JSON that is stored: compact, keys in the order given."""
    if isinstance(value, Json):
        return value
    return Json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def dump_event(event: Event | None) -> str | None:
    """An event as stored."""
    return None if event is None else dump(asdict(event))


def load_event(text: str | None) -> Event | None:
    """The event that `dump_event` stored."""
    if text is None:
        return None
    facts: dict[str, Any] = json.loads(text)
    for name in ("organizers", "chairs"):
        facts[name] = tuple(facts[name])
    return Event(**facts)
