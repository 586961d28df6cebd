"""`vnpolicy ingest`."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import astuple, fields
from typing import Annotated

import typer

from vnpolicy.cli.opening import PARTLY, tell_refused
from vnpolicy.cli.options import Settings, command

Sources = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, folders (read recursively), or - for standard input."),
]
Prune = Annotated[
    bool, typer.Option("--prune", help="Take out documents of these folders whose files are gone.")
]


@command
def run(paths: Sources, settings: Settings, prune: Prune = False) -> None:
    """Read, clean, date and store documents; safe to repeat.

    Text and HTML, in any encoding of Vietnamese. Of a folder the known endings are taken; a file that you
    name is always tried. Files that are unchanged are not read again. Leaves with status 3 where some were
    refused: each is named with the reason, the others are stored.

    Examples:
      vnpolicy ingest reports/
      vnpolicy ingest old/ --encoding vni --prune -c policy.db
      curl -s https://example.org/report.html | vnpolicy ingest -
    """
    from vnpolicy.corpus.store import Corpus
    from vnpolicy.ingest import Status, ingest
    from vnpolicy.ingest import prune as prune_folders
    from vnpolicy.model import Table
    from vnpolicy.show.output import say, write_table
    from vnpolicy.show.progress import watched

    output = settings.to()
    form = output.chosen()
    with Corpus.open(settings.corpus, create=True) as corpus:
        rows = ingest(corpus, paths, settings.jobs, sys.stdin.buffer, encoding=settings.encoding)
        statuses = list(watched(rows, "ingest", not settings.quiet))
        pruned = prune_folders(corpus, paths) if prune else []
    statuses.sort(key=lambda status: status.path)
    counts = Counter[str](status.status for status in statuses)
    tell_refused(statuses)
    if form != "table" or output.file:
        columns = tuple(field.name for field in fields(Status))
        write_table(Table("ingest", columns, [astuple(status) for status in statuses]), output)
    if form == "table" and not settings.quiet:
        parts = [f"{counts[name]} {word}" for name, word in _WORDS.items() if counts[name]]
        say(f"{settings.corpus}: " + (", ".join(parts) or "no document found"))
    if pruned and not settings.quiet:
        say(f"{len(pruned)} taken out, their files are gone")
    if counts["failed"]:
        raise typer.Exit(PARTLY)


_WORDS = {"added": "added", "updated": "updated", "unchanged": "unchanged", "failed": "refused"}
