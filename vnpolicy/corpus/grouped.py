"""What a corpus keeps of events: the grouping, what it was made from, the user's corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from vnpolicy.corpus.connection import Connection
from vnpolicy.corpus.records import Compared, Correction, CorrectionKind, Group, Link, dump_event, load_event
from vnpolicy.errors import VnpolicyError
from vnpolicy.model import Event


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
        self._keep(
            [
                ("DELETE FROM groups", [()]),
                ("DELETE FROM events", [()]),
                ("INSERT INTO events (event, facts) VALUES (?, ?)", facts),
                (
                    "INSERT INTO groups (doc, event, kind, probability) VALUES (?, ?, ?, ?)",
                    [(of.doc, of.event, of.kind, of.probability) for of in groups],
                ),
                ("UPDATE meta SET value = ? WHERE name = 'groups_version'", [(self.version,)]),
            ]
        )

    def _groups_are_current(self) -> bool:
        current, made = self._all(
            "SELECT value FROM meta WHERE name IN ('version', 'groups_version') ORDER BY name DESC"
        )
        return bool(current == made)

    # What the grouping is made from

    def compared(self, model: int) -> list[Compared]:
        """What is kept of each report that was compared by `model`, by doc; none after another model."""
        if self._model() != model:
            return []
        rows = self._all("SELECT doc, norm, terms FROM compared JOIN documents USING (id) ORDER BY doc")
        return [Compared(*row) for row in rows]

    def packed(self, model: int, docs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Those of `docs` that were compared by `model`, with their evidence as it was packed then."""
        if self._model() == model:
            wanted = list(docs)
            doc_of = dict(self._all("SELECT id, doc FROM documents"))
            id_of = {doc: number for number, doc in doc_of.items()}
            for number in sorted(id_of[doc] for doc in wanted if doc in id_of):
                row = self._one("SELECT data FROM packed WHERE id = ?", number)
                if row is not None:
                    yield doc_of[number], row[0]

    def links(self, model: int) -> list[Link]:
        """The pairs of reports that may be of one event by `model`, sorted."""
        if self._model() != model:
            return []
        doc_of = dict(self._all("SELECT id, doc FROM documents"))
        rows = self._all("SELECT a, b, score, text FROM links")
        return sorted((*sorted((doc_of[a], doc_of[b])), score, text) for a, b, score, text in rows)

    def store_links(
        self, model: int, compared: Sequence[Compared], packed: Mapping[str, bytes], links: Iterable[Link]
    ) -> None:
        """Keep what was found by comparing reports, `compared`, with each other and all before, by `model`.

        What another model found is dropped.
        """
        id_of = dict(self._all("SELECT doc, id FROM documents"))
        numbered = ((*sorted((id_of[a], id_of[b])), score, text) for a, b, score, text in links)
        drop = [()] if self._model() != model else []
        self._keep(
            [
                ("DELETE FROM links", drop),
                ("DELETE FROM compared", drop),
                ("INSERT OR REPLACE INTO meta (name, value) VALUES ('links_model', ?)", [(model,)]),
                (
                    "INSERT INTO compared (id, norm, terms) VALUES (?, ?, ?)",
                    [(id_of[of.doc], of.norm, of.terms) for of in compared],
                ),
                (
                    "INSERT INTO packed (id, data) VALUES (?, ?)",
                    [(id_of[of.doc], packed[of.doc]) for of in compared],
                ),
                ("INSERT INTO links (a, b, score, text) VALUES (?, ?, ?, ?)", sorted(numbered)),
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
