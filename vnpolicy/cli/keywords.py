"""`vnpolicy keywords`."""

from __future__ import annotations

from typing import Annotated

import typer

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import Choosing, Paths, Settings, command, one_of

By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="WHAT",
        callback=one_of("corpus", "document", "event", "source", "month"),
        help="A list for each corpus, document, event, source or month.",
    ),
]
Top = Annotated[int, typer.Option("--top", metavar="N", min=1, help="Keywords of each list.")]


@command
def run(
    choosing: Choosing, settings: Settings, paths: Paths = None, by: By = "corpus", top: Top = 20
) -> None:
    """Keywords of the corpus, a document, event, source or month.

    TF-IDF over segmented words and phrases, function words and reporting verbs left out.

    Examples:
      vnpolicy keywords --top 30
      vnpolicy keywords --by event --top 5
      vnpolicy keywords report.txt --by document
    """
    from vnpolicy.analysis.keywords import keywords

    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        put(keywords(corpus, by, top, docs=chosen(corpus, choice, settings).docs), choice, settings)
