"""`vnpolicy summary`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnpolicy.cli.opening import chosen, opened
from vnpolicy.cli.options import Choosing, Paths, Settings, command

if TYPE_CHECKING:
    from rich.console import RenderableType


@command
def run(choosing: Choosing, settings: Settings, paths: Paths = None) -> None:
    """The whole picture, event by event.

    Name, date, place, organizers and reports of each event, its agenda and its proposals by speaker, merged
    over the reports. Markdown is a page to paste into a briefing; other formats have one row per fact or
    item. --limit and the other choices count events.

    Examples:
      vnpolicy summary
      vnpolicy summary reports/ --lang vi
      vnpolicy summary --place "Lao Cai" -o briefing.md
    """
    from vnpolicy.analysis import choose
    from vnpolicy.analysis.summary import pictures, summary
    from vnpolicy.show.output import write_table, write_text

    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        found = pictures(corpus, chosen(corpus, choice, settings).docs)
        if not choice.sort:
            found = found[: choice.limit]
        table = choose.rows(summary(found), choice) if choice.sort else summary(found)
        corpus.watch.stop()
        output = settings.to()
        if choice.sort:
            write_table(table, output, addresses=corpus.addresses)
            return

        if output.chosen() == "md":
            from vnpolicy.show.briefing import briefing

            write_text(briefing(found, output.lang), output)
            return

        def screen(width: int) -> RenderableType:
            from vnpolicy.show.pages import pictures_page

            return pictures_page(found, output.lang, width)

        write_table(table, output, screen, corpus.addresses)
