"""`vnpolicy check`."""

from __future__ import annotations

import typer

from vnpolicy.cli.options import Settings, command


@command
def run(settings: Settings) -> None:
    """Whether the corpus is whole.

    A row a problem: what (file, reference, orphan, text, body, span, record, search), the document, what is
    wrong with it. Nothing is written. Leaves with status 1 where there is any; no rows mean that the file,
    the texts, the passages and the search index are as they were stored.

    Examples:
      vnpolicy check
      vnpolicy check -c policy.db -f json
    """
    from dataclasses import astuple, fields

    from vnpolicy.corpus.checking import Problem
    from vnpolicy.corpus.store import Corpus
    from vnpolicy.model import Table
    from vnpolicy.show.messages import translated
    from vnpolicy.show.output import say, write_table

    output = settings.to()
    output.chosen()  # a wrong -o is told before the work, not after
    with Corpus.open(settings.corpus, read_only=True) as corpus:
        rows = [astuple(problem) for problem in corpus.problems()]
        count = None if rows else len(corpus)
    write_table(Table("check", tuple(field.name for field in fields(Problem)), rows), output)
    if not settings.quiet:
        found = f"{len(rows)} problems" if rows else f"{count} documents, no problem found"
        say(f"{settings.corpus}: {translated(found, output.lang)}")
    if rows:
        raise typer.Exit(1)
