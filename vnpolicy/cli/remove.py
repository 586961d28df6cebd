"""`vnpolicy remove`."""

from __future__ import annotations

from typing import Annotated

import typer

from vnpolicy.cli.options import Settings, command

Docs = Annotated[list[str], typer.Argument(metavar="DOC", help="Ids, unique beginnings of ids, or paths.")]


@command
def run(docs: Docs, settings: Settings) -> None:
    """Take documents out.

    Each with all that was extracted from it and all its paths. What was taken out is printed. Nothing is
    taken out where one of the names fits no document.

    Examples:
      vnpolicy remove 3f2a9c1b04
      vnpolicy remove reports/old.txt
    """
    from vnpolicy.corpus.store import Corpus
    from vnpolicy.model import Table
    from vnpolicy.show.output import write_table

    output = settings.to()
    output.chosen()  # a wrong -o is told before the work, not after
    with Corpus.open(settings.corpus) as corpus:
        gone = corpus.remove([corpus.resolve(doc) for doc in docs])
    write_table(Table("remove", ("doc", "path"), gone), output)
