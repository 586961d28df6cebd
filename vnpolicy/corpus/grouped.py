"""What a corpus keeps of events: the grouping, what it was made from, the user's corrections."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vnpolicy.corpus.connection import Connection
from vnpolicy.corpus.records import (
    Correction,
    CorrectionKind,
    Group,
    Link,
    Postings,
    dump,
    dump_event,
    load_event,
)
from vnpolicy.errors import VnpolicyError
from vnpolicy.model import Event

_Row = tuple[Any, ...]


class Grouped(Connection):
    """The part of `Corpus` that holds events."""

    def groups(self) -> list[Group] | None:
        """The grouping of the corpus as it is now, by doc; None where it has not been made."""
        return self.last_groups() if self._groups_are_current() else None

    def last_groups(self) -> list[Group]:
        """The grouping that was made last, by doc, whatever the corpus was then; empty before the first."""
        return [
            Group(*row) for row in self._all("SELECT doc, event, kind, probability FROM groups ORDER BY doc")
        ]

    def events(self) -> dict[str, Event] | None:
        """The facts of each event of the current grouping, by id; None where it has not been made."""
        return self.last_events() if self._groups_are_current() else None

    def last_events(self) -> dict[str, Event]:
        """The facts of each event of the last grouping, by id."""
        rows = self._all("SELECT event, facts FROM events ORDER BY event")
        return {event: load_event(facts) or Event() for event, facts in rows}

    def store_groups(self, groups: Iterable[Group], events: dict[str, Event]) -> None:
        """Keep the grouping of the corpus as it is now in place of the last one, and each event's facts."""
        facts = [(event, dump_event(told)) for event, told in sorted(events.items())]
        rows = [(of.doc, of.event, of.kind, of.probability) for of in groups]
        # most are as they were
        gone_events, new_events = _difference(self._all("SELECT event, facts FROM events"), facts)
        gone, new = _difference(self._all("SELECT doc, event, kind, probability FROM groups"), rows)
        self._keep(
            [
                ("DELETE FROM groups WHERE doc = ?", gone),
                ("DELETE FROM events WHERE event = ?", gone_events),
                ("INSERT OR REPLACE INTO events (event, facts) VALUES (?, ?)", new_events),
                ("INSERT OR REPLACE INTO groups (doc, event, kind, probability) VALUES (?, ?, ?, ?)", new),
                ("UPDATE meta SET value = ? WHERE name = 'groups_version'", [(self.version,)]),
            ]
        )

    def _groups_are_current(self) -> bool:
        current, made = self._all(
            "SELECT value FROM meta WHERE name IN ('version', 'groups_version') ORDER BY name DESC"
        )
        return bool(current == made)

    # What the grouping is made from

    def numbers(self) -> dict[int, str]:
        """The ids of all documents by their numbers in the corpus. A number may be given to another document
        when its own is gone.
        """
        return self._once("numbers", lambda: dict(self._all("SELECT id, doc FROM documents")))

    def number_of(self) -> dict[str, int]:
        """The number of each document, by id."""
        return self._once("number_of", lambda: {doc: number for number, doc in self.numbers().items()})

    def postings(self, model: int) -> list[Postings]:
        """The terms of the reports that were compared by `model`, in segments; none after another model."""
        if self._model() != model:
            return []
        doc_of = self.numbers()
        segment_of = dict(self._all("SELECT id, segment FROM compared"))
        rows = self._all("SELECT segment, ids, norms, terms, ends, rows FROM postings ORDER BY segment")
        return [
            Postings(tuple(doc_of[n] if segment_of.get(n) == segment else "" for n in json.loads(ids)), *told)
            for segment, ids, *told in rows
        ]

    def packed(self, model: int, docs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Those of `docs` whose evidence is ready to be compared by `model`, with it."""
        if self._model() == model:
            doc_of, wanted = self.numbers(), set(docs)
            asked = [n for n, doc in doc_of.items() if doc in wanted]
            rows = self._each(
                "SELECT id, data FROM packed WHERE id IN (SELECT value FROM json_each(?))", json.dumps(asked)
            )
            for number, data in rows:
                yield doc_of[number], data

    def unpacked(self, model: int) -> list[str]:
        """The documents whose evidence is not `packed`, sorted; none where `model` has compared no others."""
        if self._model() != model:
            return []
        rows = self._all("SELECT doc FROM documents WHERE id NOT IN (SELECT id FROM packed) ORDER BY doc")
        return [doc for (doc,) in rows]

    def store_packed(self, model: int, packed: Mapping[str, bytes]) -> None:
        """Keep evidence until `model` compares it."""
        if self._model() == model:
            self._keep([self._packing(packed)])

    def _packing(self, packed: Mapping[str, bytes]) -> tuple[str, list[tuple[int, bytes]]]:
        number_of = self.number_of()
        rows = [(number_of[doc], data) for doc, data in packed.items()]
        return "INSERT OR REPLACE INTO packed (id, data) VALUES (?, ?)", rows

    def links(self, model: int) -> list[Link]:
        """The pairs of reports that may be of one event by `model`."""
        if self._model() != model:
            return []
        return self._all("SELECT a, b, score, text FROM links")

    def store_links(
        self,
        model: int,
        packed: Mapping[str, bytes],
        postings: Sequence[Postings],
        joined: int,
        links: Iterable[Link],
    ) -> None:
        """Keep what `model` found by comparing new reports with each other and all before.

        `packed`: the evidence of those for which the corpus lacks it. Their `postings` take the place of the
        last `joined` segments too. What another model found is dropped.
        """
        number_of = self.number_of()
        drop = [()] if self._model() != model else []
        before = [] if drop else self._all("SELECT segment FROM postings ORDER BY segment")
        gone = before[len(before) - joined :]
        first = before[-1][0] + 1 if before else 0
        ids = [[number_of[doc] for doc in of.docs] for of in postings]
        self._keep(
            [
                ("DELETE FROM compared", drop),
                ("DELETE FROM packed", drop),
                ("DELETE FROM postings", drop),
                ("DELETE FROM postings WHERE segment = ?", gone),
                ("INSERT OR REPLACE INTO meta (name, value) VALUES ('links_model', ?)", [(model,)]),
                (
                    "INSERT INTO compared (id, segment) VALUES (?, ?)"
                    " ON CONFLICT (id) DO UPDATE SET segment = excluded.segment",
                    [(number, n) for n, of in enumerate(ids, first) for number in of],
                ),
                (
                    "INSERT INTO postings (segment, ids, norms, terms, ends, rows) VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        (n, dump(numbers), of.norms, of.terms, of.ends, of.rows)
                        for n, (numbers, of) in enumerate(zip(ids, postings, strict=True), first)
                    ],
                ),
                self._packing(packed),
                ("INSERT INTO links (a, b, score, text) VALUES (?, ?, ?, ?)", sorted(links)),
            ]
        )

    def _model(self) -> int | None:
        row = self._one("SELECT value FROM meta WHERE name = 'links_model'")
        return None if row is None else int(row[0])

    # What the user said

    def corrections(self) -> list[Correction]:
        """The user's corrections, in the order in which they were made."""
        found: dict[int, Correction] = {}
        for number, kind, part, doc in self._all(
            "SELECT number, kind, part, doc FROM corrections ORDER BY number, part, doc"
        ):
            parts = found.setdefault(number, Correction(kind, ([], []))).parts
            parts[part].append(doc)
        return list(found.values())

    def correct(self, kind: CorrectionKind, one: Iterable[str], other: Iterable[str]) -> None:
        """Remember that the documents `one` and `other` are one event (`merge`), or two (`split`).

        The next grouping will heed it. Raises `VnpolicyError` where the corpus may only be read.
        """
        if self.read_only:
            raise VnpolicyError(f"{self.name} can only be read; a correction must be written into it")
        with self._writing():
            (last,) = self._one("SELECT coalesce(max(number), 0) FROM corrections")
            rows = [(last + 1, kind, part, doc) for part, docs in enumerate((one, other)) for doc in docs]
            self._db.executemany(
                "INSERT INTO corrections (number, kind, part, doc) VALUES (?, ?, ?, ?)", rows
            )
            self._db.execute("UPDATE meta SET value = -1 WHERE name = 'groups_version'")


def _difference(old: Iterable[_Row], new: Iterable[_Row]) -> tuple[list[_Row], list[_Row]]:
    """The first columns of rows of `old` that are in none of `new`; the rows of `new` that `old` lacks."""
    before, after = set(old), list(new)
    there = {row[0] for row in after}
    return sorted((row[0],) for row in before if row[0] not in there), [r for r in after if r not in before]
