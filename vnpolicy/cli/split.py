"""`vnpolicy split`."""

from __future__ import annotations

from typing import Annotated

import typer

from vnpolicy.cli.options import Settings, command

Event = Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event, or a unique beginning of one.")]
Docs = Annotated[list[str], typer.Argument(metavar="DOC", help="Ids, unique beginnings of ids, or paths.")]


@command
def run(event: Event, docs: Docs, settings: Settings) -> None:
    """Take reports out of an event, as another one.

    They become one event of their own, and it is remembered: no later run joins them again with those that
    stay. The reports of both are printed. merge undoes it.

    Examples:
      vnpolicy split E3f2a 91c0d2e4f5
      vnpolicy split E3f2a reports/one.txt reports/two.txt
    """
    from vnpolicy.analysis.corrections import split
    from vnpolicy.corpus.store import Corpus
    from vnpolicy.show.output import write_table

    output = settings.to()
    output.chosen()  # a wrong -o is told before the work, not after
    with Corpus.open(settings.corpus) as corpus:
        table = split(corpus, event, docs)
    write_table(table, output)
