"""The whole way from files to the corpus: read, clean, segment, extract, store, batch by batch."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from vnpolicy.batch import (
    Entry,
    Made,
    PartMade,
    PartTask,
    Result,
    Status,
    Task,
    failed,
    part_made,
    process,
    to_do,
    work,
)
from vnpolicy.corpus.records import Known
from vnpolicy.corpus.store import Corpus
from vnpolicy.errors import UsageError, VnpolicyError
from vnpolicy.extract.document import extract, stage
from vnpolicy.jobs import Engine, InProcess, cores
from vnpolicy.jobs import engine as engine_of
from vnpolicy.model import Document, Raw
from vnpolicy.read.packed import why
from vnpolicy.read.rows import Names
from vnpolicy.read.source import DEFAULT, Reading, Source
from vnpolicy.read.sources import find

BATCH_BYTES = 128 * 1024
"""Work for about half a second, a transaction."""

HANDED_BYTES = 48 * 1024
"""The same where processes share the work: long beside the cost of handing it over, but so short that at the
end no process waits long for another."""

BATCH_DOCUMENTS = 100
BATCH_PATHS = 1000
"""A batch is also cut after this many paths that need no work."""

POOL_DOCUMENTS = 2 * BATCH_DOCUMENTS
POOL_BYTES = 3 * BATCH_BYTES
"""Less work than this is done sooner than processes are started."""

PROBE = 9
"""Batches that are looked at to see whether processes pay."""

ROUNDS = 20
"""The second one finds nothing, unless another program stores documents at the same time."""


def ingest(
    corpus: Corpus,
    paths: Iterable[str],
    jobs: int | None = 1,
    stdin: BinaryIO | None = None,
    on_skip: Callable[[str], None] | None = None,
    reading: Reading = DEFAULT,
    engine: Engine | None = None,
) -> Iterator[Status]:
    """Take the documents of `paths` (files, folders, `-` for `stdin`) into `corpus`, a row a path as it goes.

    `jobs`: the processes to use where the work is worth it, None for all cores; `engine`: what to use
    instead, however little work there is. What the corpus holds depends on neither, nor on the order of the
    paths. `on_skip` is told each file of a folder or archive that was passed over. `reading` says how files
    are read. A path whose bytes are known is not processed again, unless they were read in another encoding
    than `reading` names. A document that cannot be processed costs itself only: its row is `failed` with the
    reason, and what the corpus held of it stays. A batch is a transaction.
    """
    made_by = stage()
    worth = POOL_BYTES if engine is None else 1
    engine = _chosen(engine, jobs)
    alone = isinstance(engine, InProcess)

    def apart(path: str) -> bool:
        """Whether a file may be read in parts by those who work on them: they do not know what is known."""
        return not alone and not corpus.knows_within(path)

    sources = find(sorted(set(paths)), stdin, reading, apart)
    entries = _entries(corpus, sources, made_by, on_skip, reading)
    batches = _batches(entries, BATCH_BYTES if alone else HANDED_BYTES)
    for batch in _whole(_results(batches, engine, worth, made_by)):
        yield from _store(corpus, batch, made_by)
    settle(corpus, engine)


def _chosen(engine: Engine | None, jobs: int | None) -> Engine:
    if engine is not None:
        return engine
    jobs = cores() if jobs is None else jobs
    return engine_of("processes" if jobs > 1 else "inprocess", jobs)


def settle(corpus: Corpus, engine: Engine | None = None) -> None:
    """Take off, or put back, lines that recur at the edges of the reports of one source.

    What recurs depends on all documents of the corpus, so it is looked at when they are stored: the result is
    a function of them, whatever the order and the calls they came in, also where a run was stopped before, or
    another program stored documents meanwhile: then it is looked at again. `engine`: what to use where many
    are made anew; otherwise it is done here.
    """
    for _ in range(ROUNDS):
        stale = corpus.stale()
        batches = (
            list(_still_there(corpus, stale[start : start + BATCH_DOCUMENTS]))
            for start in range(0, len(stale), BATCH_DOCUMENTS)
        )
        run = engine.run if engine is not None and len(stale) > POOL_DOCUMENTS else map
        for made in run(_without, batches):
            corpus.renew(made)
        if not stale:
            return


def _still_there(
    corpus: Corpus, stale: Iterable[tuple[str, list[str]]]
) -> Iterator[tuple[str, Raw, list[str]]]:
    """The documents with their raw texts; another program may have taken some out."""
    for doc, lines in stale:
        with suppress(UsageError):
            yield doc, _raw(corpus.document(doc)), lines


def _without(stale: Sequence[tuple[str, Raw, list[str]]]) -> list[tuple[str, Document]]:
    """Documents made anew without the lines that recur."""
    return [(doc, extract(raw, lines)) for doc, raw, lines in stale]


def _raw(document: Document) -> Raw:
    """The raw text of a stored document with the facts that its format stated."""
    header = document.cleaned.header
    facts = {"source": header.source, "author": header.author, "url": header.url}
    if header.title_from and not header.title_from.startswith("line "):
        facts["title"] = header.title
    if header.published_from and not header.published_from.startswith("line "):
        facts["published"] = header.published
    stated = {name: value for name, value in facts.items() if value}
    return Raw(document.raw, document.format, document.encoding, stated)


class Seen:
    """Which paths a call of `ingest` found, so that `prune` can tell what its files no longer hold.

    Kept as 8 bytes a path; the chance that one of a million hides another is one in 30 million.
    """

    def __init__(self) -> None:
        self._paths: set[bytes] = set()
        self._read: set[str] = set()
        self._failed: set[str] = set()

    def add(self, status: Status) -> None:
        """Take note of a path that `ingest` told of."""
        self._paths.add(_short(status.path))
        around = [status.path, *_files_around(status.path)]
        if status.status == "failed":
            self._failed.update(file for file in around if Path(file).is_file())
        elif not any(file in self._read for file in around):
            self._read.update(file for file in around if Path(file).is_file())

    def lacks(self, path: str) -> bool:
        """Whether a file that `path` lies in was read, all of it without failure, and lacks it."""
        around = _files_around(path)
        read = any(file in self._read for file in around) and not any(x in self._failed for x in around)
        return read and _short(path) not in self._paths


def prune(corpus: Corpus, paths: Iterable[str], seen: Seen | None = None) -> list[tuple[str, str]]:
    """Take out what is no longer there. Returns their (doc, path).

    That is the paths below the folders among `paths` whose file is gone; and with `seen`, what files hold
    no longer that were read without a failure (rows of a table, members of an archive). A folder that is
    itself gone, as when a disk is not mounted, is left alone.
    """
    starts = tuple(f"{folder.rstrip('/')}/" for folder in paths if Path(folder).is_dir())
    gone = corpus.remove_paths(
        path
        for path, _ in corpus.paths()
        if (path.startswith(starts) and _is_gone(path)) or (seen is not None and seen.lacks(path))
    )
    if gone:
        settle(corpus)
    return gone


def _short(path: str) -> bytes:
    return hashlib.sha256(path.encode("utf-8", "surrogateescape")).digest()[:8]


def _files_around(path: str) -> list[str]:
    """The paths that `path` may lie in (`old.zip` and `old.zip/n.jsonl` of `old.zip/n.jsonl#ID`)."""
    return [path[: match.start()] for match in _WITHIN.finditer(path)]


def _is_gone(path: str) -> bool:
    """Whether neither `path` nor the file that it lies in (`news.jsonl#ID`, `old.zip/inner.txt`) is there."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return not any(Path(file).is_file() for file in _files_around(path))
    except (OSError, ValueError):  # there may be something that we may not see
        return False
    return False


_WITHIN = re.compile(r"(?<=[^/])[/#]")


def _entries(
    corpus: Corpus,
    sources: Iterable[Source],
    made_by: str,
    on_skip: Callable[[str], None] | None,
    reading: Reading,
) -> Iterator[Entry]:
    """A task for each source, or its row where there is nothing to do."""
    for source in sources:
        path = source.path
        if source.part is not None:
            yield PartTask(path, source.part, reading)
        elif source.skipped:
            if on_skip is not None:
                on_skip(path)
        elif source.data is None:
            yield Status(path, "failed", reason=source.reason)
        else:
            digest = source.digest()
            known = corpus.known(path)
            if known is None or not _is_as_known(known, digest, made_by, reading.encoding):
                yield Task(path, digest, source, reading)
            else:
                facts = (known.title, known.published, known.source, known.words)
                yield Status(path, "unchanged", known.doc, *facts)


def _is_as_known(known: Known, digest: str, made_by: str, encoding: str | None) -> bool:
    read_alike = encoding in (None, known.encoding.removesuffix("+capitals"))
    return (known.bytes_hash, known.stage) == (digest, made_by) and read_alike


def _batches(entries: Iterable[Entry], most: int) -> Iterator[list[Entry]]:
    """The entries in order, cut by the work in them: `most` bytes."""
    batch: list[Entry] = []
    size = count = 0
    for entry in entries:
        batch.append(entry)
        if not isinstance(entry, Status):
            size += entry.size
            count += 1
        if size >= most or count >= BATCH_DOCUMENTS or len(batch) >= BATCH_PATHS:
            yield batch
            batch, size, count = [], 0, 0
    if batch:
        yield batch


def _results(
    batches: Iterator[list[Entry]], engine: Engine, worth: int, made_by: str
) -> Iterator[list[Result]]:
    """Each batch worked on, in order: by `engine` from where a few batches hold so many bytes of work."""
    function = partial(work, made_by=made_by)
    while head := list(islice(batches, PROBE)):
        size = sum(entry.size for batch in head for entry in batch if not isinstance(entry, Status))
        if size >= worth:
            yield from engine.run(function, chain(head, batches))
            return
        yield from map(function, head)


def _whole(batches: Iterable[list[Result]]) -> Iterator[list[Made | Status]]:
    """The same with the rows of parts under their paths, which depend on the parts before."""
    names, lines = Names(""), 0
    for batch in batches:
        named: list[Made | Status] = []
        for result in batch:
            if isinstance(result, PartTask) and result.part.packed:
                yield named
                named = []
                yield from _unpacked(result)
                continue
            made = _once_more(result) if isinstance(result, PartTask) else result
            if not isinstance(made, PartMade):
                named.append(made)
                continue
            if made.task.part.start == 0:
                names, lines = Names(made.task.path), 0
            named += [replace(x, path=names.name(row, lines + at)) for row, at, x in made.rows]
            lines += made.lines
        yield named


def _unpacked(task: PartTask) -> Iterator[list[Made | Status]]:
    """What is in a packed file from which more comes than may in a batch, worked on here."""
    sources = find([task.path], None, task.reading)
    entries = (to_do(source, task.reading) for source in sources if not source.skipped)
    for batch in _batches(entries, BATCH_BYTES):
        yield [process(one) for one in batch if not isinstance(one, PartTask)]


def _once_more(task: PartTask) -> PartMade | Status:
    """The rows of a part that could not be read where it was tried."""
    try:
        return part_made(task)
    except OSError as error:
        return Status(task.path, "failed", reason=why(error))


def _store(corpus: Corpus, batch: list[Made | Status], made_by: str) -> Iterator[Status]:
    made = [entry for entry in batch if isinstance(entry, Made)]
    if not made:
        yield from (entry for entry in batch if isinstance(entry, Status))
        return
    try:
        stored = iter(corpus.add(((m.path, m.bytes_hash, m.document) for m in made), made_by))
    except VnpolicyError:
        raise
    except Exception as error:  # one of them cannot be stored: find it
        if len(made) == 1:
            batch = [failed(entry.path, error) if isinstance(entry, Made) else entry for entry in batch]
            yield from _store(corpus, batch, made_by)
        else:
            for entry in batch:
                yield from _store(corpus, [entry], made_by)
        return
    for entry in batch:
        if isinstance(entry, Status):
            yield entry
            continue
        status, doc = next(stored)
        header, words = entry.document.cleaned.header, entry.document.words
        yield Status(entry.path, status, doc, header.title, header.published, header.source, words)
