"""`vnpolicy report`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from vnpolicy.cli.opening import chosen, opened
from vnpolicy.cli.options import ChoosingItems, Paths, Settings, command
from vnpolicy.errors import UsageError

_ENDINGS = (".html", ".htm")

Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What stands over the page.")]


@command
def run(choosing: ChoosingItems, settings: Settings, paths: Paths = None, title: Title = None) -> None:
    """One page to look at and send on: events, themes, proposals.

    A file of HTML (-o FILE.html) that opens in any browser without a network: timeline, themes, keywords,
    events with agenda and proposals by speaker, search, filters, and every item's passage in its report.
    --limit and --sort choose events.

    Examples:
      vnpolicy report -o page.html
      vnpolicy report reports/ -o page.html --lang vi
      vnpolicy report -o doanh-nghiep.html --since 2021-07 --theme "doanh nghiep"
    """
    from vnpolicy.analysis.report import whole
    from vnpolicy.show.output import Output, write_text
    from vnpolicy.show.report import page

    file = settings.output
    html = file is not None and (str(file) == "-" or file.suffix.lower() in _ENDINGS)
    if not html or settings.format or settings.excel:
        raise UsageError("report writes a page of HTML: say where with -o FILE.html, and leave -f out")
    choice = choosing.choice()
    with opened(paths, replace(settings, output=None)) as corpus:
        found = whole(corpus, choice, chosen(corpus, choice, settings).docs)
        corpus.watch.stop()
        write_text([page(found, settings.to().lang, title)], Output("html", file))
