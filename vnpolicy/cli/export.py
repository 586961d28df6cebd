"""`vnpolicy export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vnpolicy.cli.options import DEFAULT_CORPUS, CorpusFile, Debug, LangAsked, Quiet, command, language

Folder = Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="A new or empty folder.")]


@command
def run(
    output: Folder,
    corpus: CorpusFile = Path(DEFAULT_CORPUS),
    lang: LangAsked = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write everything stored as JSON lines, one file per table.

    The same documents give the same bytes: no run times, no counters. An earlier export in FOLDER is
    replaced.

    Examples:
      vnpolicy export -o backup
      vnpolicy export -c policy.db -o out && jq .title out/documents.jsonl
    """
    from vnpolicy.analysis.export import export
    from vnpolicy.corpus.store import Corpus
    from vnpolicy.show.output import say

    with Corpus.open(corpus, read_only=True) as opened:
        files = export(opened, output)
    if not quiet:
        say(f"{len(files)} files written to {output}", language(lang))
