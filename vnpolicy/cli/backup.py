"""`vnpolicy backup`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vnpolicy.cli.options import DEFAULT_CORPUS, CorpusFile, Debug, LangAsked, Quiet, command, language

Target = Annotated[Path, typer.Argument(metavar="FILE", help="The copy to make.")]
Force = Annotated[bool, typer.Option("--force", help="Replace FILE where it is there.")]


@command
def run(
    file: Target,
    corpus: CorpusFile = Path(DEFAULT_CORPUS),
    force: Force = False,
    lang: LangAsked = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Copy the corpus, also while it is in use.

    The copy is the corpus of one moment, whoever writes meanwhile, and a corpus of its own. It is there
    whole or not at all.

    Examples:
      vnpolicy backup policy-2021.db
      vnpolicy backup /mnt/disk/policy.db -c policy.db --force
    """
    from vnpolicy.corpus.store import Corpus
    from vnpolicy.errors import UsageError
    from vnpolicy.show.output import say

    if file.exists() and corpus.exists() and file.samefile(corpus):
        raise UsageError(f"{file} is the corpus itself; give another name")
    with Corpus.open(corpus, read_only=True) as opened:
        opened.copy_to(file, force)
    if not quiet:
        say(f"{corpus} copied to {file}", language(lang))
