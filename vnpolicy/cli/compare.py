"""`vnpolicy compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnpolicy.cli.opening import chosen, opened
from vnpolicy.cli.options import ChoosingItems, Paths, Settings, command

if TYPE_CHECKING:
    from rich.console import RenderableType


@command
def run(choosing: ChoosingItems, settings: Settings, paths: Paths = None) -> None:
    """Which report of an event carries which item.

    One row per agenda item or proposal of one event, one column per report. What people read (tables,
    Markdown, workbooks, pages) marks the reports that carry it; for programs the column is named after the
    document, and the cell is the place of the passage in its text (start-end), empty where the report does
    not carry the item.

    Examples:
      vnpolicy compare --event E3f2a
      vnpolicy compare --event E3f2a --kind directive --lang vi
      vnpolicy compare one.txt other.txt third.txt -o compared.csv
    """
    from vnpolicy.analysis.compare import compare
    from vnpolicy.show.output import write_table

    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        found = compare(corpus, choice, chosen(corpus, choice, settings).docs)
        corpus.watch.stop()
        output = settings.to()

        def screen(width: int) -> RenderableType:
            from vnpolicy.show.pages import comparison_page

            return comparison_page(found, output.lang, width)

        if output.chosen() in ("md", "xlsx", "html"):
            from vnpolicy.show.pages import marked

            write_table(marked(found, named=True), output)
        else:
            write_table(found.table, output, screen)
