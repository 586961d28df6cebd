"""vnpolicy from Python: a corpus, and each analysis of it as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Self, TypedDict, Unpack

from vnpolicy.analysis.choose import Choice, documents, rows
from vnpolicy.corpus.store import Corpus as Store
from vnpolicy.errors import UsageError
from vnpolicy.jobs import EngineName, chosen
from vnpolicy.model import Table
from vnpolicy.read.source import Reading

Name = str | Path
Texts = str | Sequence[str]


class Filters(TypedDict, total=False):
    """Which rows are wanted, as the options of the commands say it (`since="2021-07"`).

    Of several texts for one filter any will do; different filters must all hold. Case, tone placement and
    diacritics do not matter.
    """

    since: str
    until: str
    source: Texts
    place: Texts
    event: Texts
    doc: Texts
    sort: str
    limit: int


class ItemFilters(Filters, total=False):
    """The same for agenda items and proposals."""

    speaker: Texts
    kind: Texts
    theme: Texts
    contains: Texts


class Corpus:
    """A corpus of documents: `Corpus("policy.db")`, or in memory `Corpus.of("reports/")`.

    Each analysis gives a `Table` with the columns of the command of its name: `.rows`, `.records()`,
    `.to_pandas()`. Close the corpus or use it in a `with` block. Methods raise `VnpolicyError` where the file
    fails, `UsageError` (a kind of it) for a document, event, date, filter or column that is none.
    """

    def __init__(self, path: Name = "vnpolicy.db", *, create: bool = False, read_only: bool = False) -> None:
        """Open the corpus in the file `path`; `create` makes it where there is none."""
        self._store = Store.open(path, create, read_only)

    @classmethod
    def of(cls, *paths: Name, **reading: Any) -> Self:
        """A corpus in memory of these files and folders; options as of `ingest`."""
        corpus = cls.__new__(cls)
        corpus._store = Store.memory()
        corpus.ingest(*paths, **reading)
        return corpus

    def close(self) -> None:
        """Close the file. The corpus cannot be used afterwards."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """The number of documents."""
        return len(self._store)

    def __repr__(self) -> str:
        return f"Corpus({self._store.name!r}, {len(self)} documents)"

    # Documents in and out

    def ingest(
        self,
        *paths: Name,
        jobs: int | None = 1,
        encoding: str | None = None,
        text_column: str | None = None,
        engine: EngineName | None = None,
        scheduler: str | None = None,
        **limits: int,
    ) -> Table:
        """Read, clean, date and store documents; safe to repeat. A row a path, with status and reason.

        `jobs`: the processes to use, None for all cores; above 1 a script must be guarded by
        `if __name__ == "__main__"`, as for every use of `multiprocessing`. `engine`: `inprocess`,
        `processes` or `dask`, this one with the address of its `scheduler`, or here. `limits`: `size`
        (megabytes) and the others of `Reading`.
        """
        from vnpolicy.analysis.links import prepare
        from vnpolicy.batch import Status
        from vnpolicy.ingest import ingest

        reading = Reading(encoding, text_column, **limits)
        names = [str(path) for path in paths]
        made = ingest(self._store, names, jobs, reading=reading, engine=chosen(engine, jobs, scheduler))
        table = Table.of("ingest", Status, made)
        prepare(self._store)
        return table

    def remove(self, *docs: Name) -> Table:
        """Take documents out, each with all its paths. A row a path taken out."""
        gone = self._store.remove([self._store.resolve(str(doc)) for doc in docs])
        return Table("remove", ("doc", "path"), gone)

    def merge(self, event: str, other: str) -> Table:
        """Two events are one, whatever a later run finds. Its reports, a row a path."""
        from vnpolicy.analysis.corrections import merge

        return merge(self._store, event, other)

    def split(self, event: str, *docs: Name) -> Table:
        """These reports are another event, whatever a later run finds. The reports of both, a row a path."""
        from vnpolicy.analysis.corrections import split

        return split(self._store, event, [str(doc) for doc in docs])

    def backup(self, file: Name, *, force: bool = False) -> None:
        """Copy the corpus as it is at this moment into `file`, whole or not at all."""
        self._store.copy_to(file, force)

    def check(self) -> Table:
        """What is not as it should be: what, document, problem. No rows: the corpus is whole."""
        from vnpolicy.corpus.checking import Problem

        return Table.of("check", Problem, self._store.problems())

    def export(self, folder: Name) -> list[Path]:
        """Write everything stored as JSON lines, a file a table; the files."""
        from vnpolicy.analysis.export import export

        return [Path(folder) / name for name in export(self._store, Path(folder))]

    # Documents

    def list(self, **filters: Unpack[Filters]) -> Table:
        """The documents, a row a path."""
        from vnpolicy.analysis.listing import listing

        choice = _choice(filters)
        return rows(listing(self._store, self._docs(choice)), choice)

    def show(self, *docs: Name) -> Table:
        """Documents with all that was found in them, a row each; their ids, beginnings of these, or paths."""
        from vnpolicy.analysis.listing import show

        return show(self._store, [str(doc) for doc in docs])

    def body(self, doc: Name) -> str:
        """The cleaned text of a document, into which `start` and `end` of items point."""
        return self._store.body(self._store.resolve(str(doc)))

    def search(self, query: str, **filters: Unpack[Filters]) -> Table:
        """The documents with all words of `query`, best first, 100 where `limit` does not say otherwise."""
        from vnpolicy.analysis.listing import search

        choice = _choice({"limit": 100, **filters})
        limit = None if choice.sort else choice.limit
        return rows(search(self._store, query, limit, self._docs(choice)), choice)

    # Words

    def keywords(
        self,
        by: str = "corpus",
        top: int = 20,
        *,
        compare: str | None = None,
        stopwords: Iterable[str] = (),
        **filters: Unpack[Filters],
    ) -> Table:
        """Keywords of the corpus, or `by` document, event, source, month; `compare`: what sets one apart."""
        from vnpolicy.analysis.keywords import keywords, stop_list

        choice, stop = _choice(filters), stop_list("\n".join(stopwords))
        return rows(keywords(self._store, by, top, self._docs(choice), stop, compare), choice)

    def themes(self, count: int | None = None, *, seed: int = 0, **filters: Unpack[Filters]) -> Table:
        """Themes found in the documents, the largest first; `count`: how many (None: told by the data)."""
        from vnpolicy.analysis.themes import themes

        choice = _choice(filters)
        return rows(themes(self._store, count, seed, self._docs(choice)), choice)

    def document_themes(
        self, count: int | None = None, *, seed: int = 0, **filters: Unpack[Filters]
    ) -> Table:
        """The main theme of each document, as `themes --each document`."""
        from vnpolicy.analysis.themes import themes_each

        choice = _choice(filters)
        return rows(themes_each(self._store, count, seed, self._docs(choice)), choice)

    # Events

    def dedupe(
        self, threshold: float | None = None, *, explain: bool = False, **filters: Unpack[Filters]
    ) -> Table:
        """Which reports cover the same event, a row a path."""
        from vnpolicy.analysis.events import dedupe
        from vnpolicy.analysis.grouping import group

        choice = _choice(filters)
        if choice.event:
            group(self._store)  # the events named are those as they are now
        return rows(dedupe(self._store, threshold, explain, self._docs(choice)), choice)

    def events(self, **filters: Unpack[Filters]) -> Table:
        """Events, their facts agreed over their reports."""
        from vnpolicy.analysis.choose import of_events
        from vnpolicy.analysis.events import events

        choice = _choice(filters)
        return rows(of_events(self._store, events(self._store), self._docs(choice)), choice)

    def agenda(self, *, mentions: bool = False, **filters: Unpack[ItemFilters]) -> Table:
        """Agenda items, a row a distinct item of an event; `mentions`: a row a report and item."""
        from vnpolicy.analysis.agenda import agenda
        from vnpolicy.analysis.choose import of_theme

        choice = _choice(filters)
        table = agenda(self._store, mentions, self._docs(choice))
        return rows(of_theme(self._store, table, choice), choice)

    def proposals(self, *, mentions: bool = False, **filters: Unpack[ItemFilters]) -> Table:
        """Proposals, a row a distinct one of an event; `mentions`: a row a report and statement."""
        from vnpolicy.analysis.proposals import proposals

        choice = _choice(filters)
        return rows(proposals(self._store, mentions, self._docs(choice)), choice)

    def compare(self, event: str, /, **filters: Unpack[ItemFilters]) -> Table:
        """Which report of `event` carries which item; a column a report, named after the document."""
        from vnpolicy.analysis.compare import compare

        choice = _choice({**filters, "event": (event,)})
        return compare(self._store, choice, self._docs(choice)).table

    def summary(self, **filters: Unpack[Filters]) -> Table:
        """The whole picture, event by event: header, agenda, proposals. `limit` counts events."""
        from vnpolicy.analysis.summary import pictures, summary

        choice = _choice(filters)
        found = pictures(self._store, self._docs(choice))
        return rows(summary(found), choice) if choice.sort else summary(found[: choice.limit])

    def speakers(self, *, groups: bool = False, **filters: Unpack[ItemFilters]) -> Table:
        """Who spoke, as what, how often, a row a person and role; `groups`: also bodies and groups."""
        from vnpolicy.analysis.speakers import speakers

        choice = _choice(filters)
        table = speakers(self._store, choice, self._docs(choice), groups)
        return rows(table, Choice(sort=choice.sort, limit=choice.limit))

    def citations(self, **filters: Unpack[Filters]) -> Table:
        """Laws, decrees, resolutions and decisions cited, a row a document and what it cites."""
        from vnpolicy.analysis.citations import citations

        choice = _choice(filters)
        return rows(citations(self._store, self._docs(choice)), choice)

    def _docs(self, choice: Choice) -> frozenset[str] | None:
        return documents(self._store, choice).docs


_TEXTS = tuple(field.name for field in fields(Choice) if field.default == ())


def _choice(filters: Filters | ItemFilters | dict[str, Any]) -> Choice:
    given: dict[str, Any] = dict(filters)
    if unknown := given.keys() - {field.name for field in fields(Choice)}:
        raise UsageError(f"there is no filter {', '.join(sorted(unknown))}")
    for name in _TEXTS:
        if isinstance(given.get(name), str):
            given[name] = (given[name],)
    given |= {name: tuple(given[name]) for name in _TEXTS if name in given}
    return Choice(**given)
