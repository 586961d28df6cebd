"""`vnpolicy ingest`."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, cast, get_args

import typer

from vnpolicy.cli.opening import PARTLY, tell_refused, watched
from vnpolicy.cli.options import Settings, command, one_of
from vnpolicy.jobs import EngineName, chosen
from vnpolicy.model import Table, Value, values_of
from vnpolicy.read.amount import about
from vnpolicy.show.output import Output

Sources = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, folders (read recursively), or - for standard input."),
]
Prune = Annotated[
    bool,
    typer.Option("--prune", help="Take out what is gone: files of these folders, rows, members."),
]

ENGINES = get_args(EngineName)
_WORKING = "Where the work is done"
Engine = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="|".join(ENGINES),
        callback=one_of(*ENGINES),
        help="In this process, in --jobs processes, or on a Dask cluster (needs vnpolicy[cluster]).",
        show_default="processes, where the work is worth starting them",
        rich_help_panel=_WORKING,
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Scheduler of the Dask cluster, as tcp://10.0.0.1:8786.",
        show_default="--jobs workers on this machine",
        rich_help_panel=_WORKING,
    ),
]


@command
def run(
    paths: Sources,
    settings: Settings,
    prune: Prune = False,
    engine: Engine = None,
    scheduler: Scheduler = None,
) -> None:
    """Read, clean, date and store documents; safe to repeat.

    Text, HTML, PDF, Word (.docx), CSV, TSV and JSON lines, also packed in .zip, .tar.gz, .gz or .xz, in any
    encoding of Vietnamese. Of a folder the known endings are taken; a file that you name is always tried, by
    its content. Files that are unchanged are not processed again. Exits with status 3 where some were
    refused: each is named with the reason, the others are stored.

    Examples:
      vnpolicy ingest old/ --encoding vni --prune -c policy.db
      vnpolicy ingest crawl/ --engine dask --scheduler tcp://10.0.0.1:8786
      curl -s https://example.org/report.html | vnpolicy ingest -
    """
    from vnpolicy.analysis.links import prepare
    from vnpolicy.batch import Status
    from vnpolicy.corpus.store import Corpus
    from vnpolicy.ingest import Seen, ingest
    from vnpolicy.ingest import prune as prune_gone
    from vnpolicy.show.cells import phrase
    from vnpolicy.show.output import say

    output = settings.to()
    form = output.chosen()
    counts = Counter[str]()
    failed: list[Status] = []
    seen = Seen() if prune else None

    def skip(_: str) -> None:
        counts["skipped"] += 1

    with Corpus.open(settings.corpus, create=True) as corpus:
        before = len(corpus)
        reading, jobs = settings.reading(), settings.jobs
        used = chosen(cast(EngineName | None, engine), jobs, scheduler)
        made = ingest(corpus, paths, jobs, sys.stdin.buffer, skip, reading, used)

        values = values_of(Status)

        def rows() -> Iterator[tuple[Value, ...]]:
            """Each row as it comes: however many there are, none is kept but what was refused."""
            for status in corpus.watch(made, lambda: about(paths)):
                counts[status.status] += 1
                if seen is not None:
                    seen.add(status)
                if status.status == "failed":
                    failed.append(status)
                yield values(status)

        coming = rows()
        # where the rows themselves go to the terminal, they tell how far it is
        apart = form == "table" or bool(output.file) or not sys.stdout.isatty()
        try:
            with watched(corpus, settings, apart):
                _take(coming, form, output)
                prepare(corpus)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(
                f"interrupted; {len(corpus) - before} documents were added, the corpus is whole; "
                "run the same command again to go on"
            ) from None
        pruned = prune_gone(corpus, paths, seen) if prune else []
    tell_refused(failed, output.lang)
    if form == "table" and not settings.quiet:
        names = ("added", "updated", "unchanged", "failed", "skipped")
        parts = [phrase(f"count_{name}", output.lang, n=counts[name]) for name in names if counts[name]]
        told = ", ".join(parts) or phrase("no_document", output.lang)
        say(f"{settings.corpus}: {told}")
    if pruned and not settings.quiet:
        say(f"{len(pruned)} taken out: no longer where they were read", output.lang)
    if counts["failed"]:
        raise typer.Exit(PARTLY)


def _take(coming: Iterator[tuple[Value, ...]], form: str, output: Output) -> None:
    """Write the rows as they come, where they are wanted; take all of them, also where nobody reads on."""
    from vnpolicy.batch import Status

    try:
        if form != "table" or output.file:
            _write(Table.of("ingest", Status, ()).columns, coming, output)
    except BrokenPipeError:
        deque(coming, maxlen=0)  # the documents are stored all the same
        raise
    deque(coming, maxlen=0)


def _write(columns: Sequence[str], rows: Iterable[tuple[Value, ...]], output: Output) -> None:
    from vnpolicy.show.formats import written_rows
    from vnpolicy.show.output import write_table, write_text

    form = output.chosen()
    if form in ("table", "xlsx", "html"):
        write_table(Table("ingest", tuple(columns), list(rows)), output)
    else:
        write_text(written_rows(columns, rows, form, output.lang), output)
