"""`vnpolicy keywords`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import Choosing, Paths, Plot, Settings, command, offered, one_of
from vnpolicy.errors import Refused, UsageError

By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="WHAT",
        callback=one_of("corpus", "document", "event", "source", "month"),
        autocompletion=offered("corpus", "document", "event", "source", "month"),
        help="One list for the corpus, or for each document, event, source or month.",
    ),
]
Top = Annotated[int, typer.Option("--top", metavar="N", min=1, help="Keywords in each list.")]

Compare = Annotated[
    str | None,
    typer.Option(
        "--compare",
        metavar="GROUP",
        help="What sets this source, month (2021-07), event or document apart from all others.",
    ),
]
StopWords = Annotated[
    Path | None,
    typer.Option(
        "--stopwords",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        readable=True,
        help="Further stop words, one a line; # begins a comment.",
    ),
]


@command
def run(
    choosing: Choosing,
    settings: Settings,
    paths: Paths = None,
    by: By = "corpus",
    top: Top = 20,
    compare: Compare = None,
    stopwords: StopWords = None,
    plot: Plot = None,
) -> None:
    """Keywords of the corpus, a document, event, source or month.

    Words and phrases under which an analyst would index the reports; function words, reporting verbs and
    titles left out.

    Examples:
      vnpolicy keywords --by event --top 5 --plot keywords.svg
      vnpolicy keywords report.txt --by document
      vnpolicy keywords --compare 2021-07
    """
    from vnpolicy.analysis.choose import Choice, rows
    from vnpolicy.analysis.keywords import keywords
    from vnpolicy.show.plot import check, plot_keywords

    if plot:
        check(plot)
    choice = choosing.choice()
    stop = _stop_words(stopwords) if stopwords else frozenset()
    with opened(paths, settings) as corpus:
        docs = chosen(corpus, choice, settings).docs
        table = rows(keywords(corpus, by, top, docs, stop, compare), choice)
        if plot:
            plot_keywords(table, plot, settings.to().lang)
        put(corpus, table, Choice(), settings)


def _stop_words(file: Path) -> frozenset[str]:
    from vnpolicy.analysis.keywords import stop_list
    from vnpolicy.text.decode import decode

    try:
        return stop_list(decode(file.read_bytes())[0])
    except (Refused, OSError) as error:
        raise UsageError(f"--stopwords {file}: {error}") from error
