"""The corpus that a command works on: the file, or one in memory made of the paths that were given."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from vnpolicy.analysis.choose import Choice, Chosen, documents, rows
from vnpolicy.cli.options import Settings
from vnpolicy.errors import UsageError
from vnpolicy.model import Table
from vnpolicy.read.amount import about
from vnpolicy.show.cells import Lang
from vnpolicy.show.messages import translated
from vnpolicy.show.output import say, write_table
from vnpolicy.show.progress import Working

if TYPE_CHECKING:
    from vnpolicy.batch import Status
    from vnpolicy.corpus.store import Corpus

PARTLY = 3


@contextmanager
def opened(paths: Sequence[str] | None, settings: Settings) -> Iterator[Corpus]:
    """The corpus to read. Leaves with status 3, after all is done, where some of the paths were refused."""
    from vnpolicy.corpus.store import Corpus

    settings.to().chosen()  # a wrong -o is told before the work, not after
    if not paths:
        with Corpus.open(settings.corpus) as corpus, watched(corpus, settings):
            yield corpus
        return
    from vnpolicy.ingest import ingest

    with Corpus.memory() as corpus:
        rows_made = ingest(corpus, paths, settings.jobs, sys.stdin.buffer, None, settings.reading())
        with watched(corpus, settings):
            statuses = list(corpus.watch(rows_made, lambda: about(paths)))
        done = Counter(status.status for status in statuses)
        tell_refused(statuses, settings.to().lang)
        if not statuses:
            raise UsageError(f"no document found in {' '.join(paths)}")
        with watched(corpus, settings):
            yield corpus
    if done["failed"]:
        raise typer.Exit(PARTLY)


@contextmanager
def watched(corpus: Corpus, settings: Settings, wanted: bool = True) -> Iterator[None]:
    """Within the block it is shown on a terminal how far the work on the corpus is."""
    before, corpus.watch = corpus.watch, Working(settings.to().lang, wanted and not settings.quiet)
    try:
        yield
    finally:
        corpus.watch.stop()
        corpus.watch = before


def tell_refused(statuses: Iterable[Status], lang: Lang) -> None:
    """Name each refused path with its reason on standard error."""
    for status in statuses:
        if status.status == "failed":
            say(f"vnpolicy: {status.path}: {translated(status.reason or '', lang)}")


def chosen(corpus: Corpus, choice: Choice, settings: Settings) -> Chosen:
    """The documents that the options choose; says how many have no date to choose by."""
    found = documents(corpus, choice)
    if found.undated and not settings.quiet:
        told = f"vnpolicy: documents without a full date, left out by --since/--until: {found.undated}"
        corpus.watch.stop()
        say(told, settings.to().lang)
    return found


def put(corpus: Corpus, table: Table, choice: Choice, settings: Settings) -> None:
    """Write the rows of `table` that the options choose."""
    wanted = rows(table, choice)
    corpus.watch.stop()
    write_table(wanted, settings.to(), addresses=corpus.addresses)
    if not wanted.rows and sys.stderr.isatty() and not settings.quiet:
        say("vnpolicy: nothing found", settings.to().lang)
