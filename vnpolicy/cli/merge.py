"""`vnpolicy merge`."""

from __future__ import annotations

from typing import Annotated

import typer

from vnpolicy.cli.options import Settings, command

One = Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event, or a unique beginning of one.")]
Other = Annotated[str, typer.Argument(metavar="EVENT", help="Another one.")]


@command
def run(event: One, other: Other, settings: Settings) -> None:
    """Join two events into one.

    It is remembered: no later run undoes it, whatever is added or removed. Its reports are printed. split
    takes reports out again.

    Examples:
      vnpolicy merge E3f2a E91c0
      vnpolicy merge E3f2a E91c0 -c reports.db -f csv
    """
    from vnpolicy.analysis.corrections import merge
    from vnpolicy.corpus.store import Corpus
    from vnpolicy.show.output import write_table

    output = settings.to()
    output.chosen()  # a wrong -o is told before the work, not after
    with Corpus.open(settings.corpus) as corpus:
        table = merge(corpus, event, other)
    write_table(table, output)
