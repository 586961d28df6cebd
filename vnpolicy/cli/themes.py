"""`vnpolicy themes`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import Choosing, Paths, Plot, Settings, command, one_of
from vnpolicy.errors import UsageError

Count = Annotated[
    int | None,
    typer.Option("--count", metavar="N", min=1, help="How many themes.", show_default="chosen from the data"),
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Seed of the random numbers.")]
Each = Annotated[
    str | None,
    typer.Option("--each", metavar="document", callback=one_of("document"), help="One row per document."),
]
Fit = Annotated[
    Path | None,
    typer.Option("--fit", metavar="FILE", help="Write the themes to FILE (JSON), to be used with --apply."),
]
Apply = Annotated[
    Path | None,
    typer.Option("--apply", metavar="FILE", help="Use the themes of FILE, which --fit wrote; find none."),
]


@command
def run(
    choosing: Choosing,
    settings: Settings,
    paths: Paths = None,
    count: Count = None,
    seed: Seed = 0,
    each: Each = None,
    fit: Fit = None,
    apply: Apply = None,
    plot: Plot = None,
) -> None:
    """Themes found in the documents.

    Non-negative matrix factorization of TF-IDF over segmented words and phrases; each theme with its
    keywords, its share of the documents, an example, and its documents by month. A theme keeps its number and
    label when documents are added, as long as most of its documents stay together.

    Examples:
      vnpolicy themes --count 8 --plot themes.svg
      vnpolicy themes --each document --sort -weight
      vnpolicy themes --fit 2021.json; vnpolicy themes new/ --apply 2021.json
    """
    from vnpolicy.analysis.themes import fitted, themes, themes_each
    from vnpolicy.show.output import Output, write_text
    from vnpolicy.show.plot import check, plot_themes

    if apply and (fit or count is not None or seed):
        raise UsageError("--apply takes the themes as they are: leave out --fit, --count and --seed")
    if plot:
        check(plot)
    theme_set = _read(apply) if apply else None
    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        docs = chosen(corpus, choice, settings).docs
        if fit:
            write_text([fitted(corpus, count, seed, docs)], Output(file=fit))
        if plot:
            plot_themes(themes(corpus, count, seed, docs, theme_set), plot, settings.to().lang)
        put(corpus, (themes_each if each else themes)(corpus, count, seed, docs, theme_set), choice, settings)


def _read(file: Path) -> dict[str, Any]:
    from vnpolicy.analysis.theme_sets import read_theme_set

    try:
        return read_theme_set(file.read_bytes().decode("utf-8"), str(file))
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not a theme set; vnpolicy themes --fit FILE writes one") from None
