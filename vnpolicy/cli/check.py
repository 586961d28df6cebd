"""`vnpolicy check`."""

from __future__ import annotations

import typer

from vnpolicy.cli.options import Settings, command


@command
def run(settings: Settings) -> None:
    """Whether the corpus is whole.

    One row per problem: what (file, reference, orphan, text, body, span, record, search), the document, what
    is wrong with it. Nothing is written. Exits with status 1 where there is any; no rows mean that the file,
    the texts, the passages and the search index are as they were stored.

    Examples:
      vnpolicy check
      vnpolicy check -c policy.db -f json
    """
    from vnpolicy.corpus.checking import Problem
    from vnpolicy.corpus.store import Corpus
    from vnpolicy.model import Table
    from vnpolicy.show.messages import translated
    from vnpolicy.show.output import say, write_table

    output = settings.to()
    output.chosen()  # a wrong -o is told before the work, not after
    with Corpus.open(settings.corpus, read_only=True) as corpus:
        table = Table.of("check", Problem, corpus.problems())
        count = None if table.rows else len(corpus)
    write_table(table, output)
    if not settings.quiet:
        found = f"{len(table.rows)} problems" if table.rows else f"{count} documents, no problem found"
        say(f"{settings.corpus}: {translated(found, output.lang)}")
    if table.rows:
        raise typer.Exit(1)
