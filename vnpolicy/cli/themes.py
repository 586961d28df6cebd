"""`vnpolicy themes`."""

from __future__ import annotations

from typing import Annotated

import typer

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import Choosing, Paths, Settings, command, one_of

Count = Annotated[
    int | None,
    typer.Option("--count", metavar="N", min=1, help="How many themes.", show_default="chosen from the data"),
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Of the random numbers.")]
Each = Annotated[
    str | None,
    typer.Option("--each", metavar="document", callback=one_of("document"), help="A row a document."),
]


@command
def run(
    choosing: Choosing,
    settings: Settings,
    paths: Paths = None,
    count: Count = None,
    seed: Seed = 0,
    each: Each = None,
) -> None:
    """Themes found in the documents.

    Non-negative matrix factorization of TF-IDF over segmented words; each theme with its keywords, its share
    of the documents and an example.

    Examples:
      vnpolicy themes
      vnpolicy themes --count 8 -f md
      vnpolicy themes --each document --sort -weight
    """
    from vnpolicy.analysis.themes import themes, themes_each

    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        docs = chosen(corpus, choice, settings).docs
        put((themes_each if each else themes)(corpus, count, seed, docs=docs), choice, settings)
