"""`vnpolicy events`."""

from __future__ import annotations

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import Choosing, Paths, Plot, Settings, command


@command
def run(choosing: Choosing, settings: Settings, paths: Paths = None, plot: Plot = None) -> None:
    """Events, their facts agreed over their reports.

    One row per event: what it was, when, where, who held and chaired it, how many reports of which sources.

    Examples:
      vnpolicy events
      vnpolicy events --since 2021-07 --lang vi --plot events.png
      vnpolicy events --sort -reports --limit 5 -o events.json
    """
    from vnpolicy.analysis.choose import Choice, of_events, rows
    from vnpolicy.analysis.events import events
    from vnpolicy.show.plot import check, plot_events

    if plot:
        check(plot)
    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        found = of_events(corpus, events(corpus), chosen(corpus, choice, settings).docs)
        table = rows(found, choice)
        if plot:
            plot_events(table, plot, settings.to().lang)
        put(corpus, table, Choice(), settings)
