"""`vnpolicy events`."""

from __future__ import annotations

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import Choosing, Paths, Settings, command


@command
def run(choosing: Choosing, settings: Settings, paths: Paths = None) -> None:
    """Events, their facts agreed over their reports.

    A row an event: what it was, when, where, who held and chaired it, how many reports of which sources.

    Examples:
      vnpolicy events
      vnpolicy events --since 2021-07 --until 2021-12 --lang vi
      vnpolicy events --sort -reports --limit 5 -o events.json
    """
    from vnpolicy.analysis.choose import of_events
    from vnpolicy.analysis.events import events

    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        table = events(corpus)
        put(of_events(corpus, table, chosen(corpus, choice, settings).docs), choice, settings)
