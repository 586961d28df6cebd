"""`vnpolicy dedupe`."""

from __future__ import annotations

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import Choosing, Paths, Settings, command


@command
def run(choosing: Choosing, settings: Settings, paths: Paths = None) -> None:
    """Which reports cover the same event.

    A row a path, the reports of one event together: lead is the fullest report, copy the same text, report
    another report of the event; only is alone.

    Examples:
      vnpolicy dedupe
      vnpolicy dedupe reports/ -f csv > groups.csv
      vnpolicy dedupe --event E3f2a
    """
    from vnpolicy.analysis.choose import of_documents
    from vnpolicy.analysis.events import dedupe

    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        table = dedupe(corpus)
        put(of_documents(table, chosen(corpus, choice, settings).docs), choice, settings)
