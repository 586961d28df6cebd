"""`vnpolicy agenda`."""

from __future__ import annotations

from typing import Annotated

import typer

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import ChoosingItems, Paths, Settings, command

Mentions = Annotated[
    bool, typer.Option("--mentions", help="One row per report and statement, not merged over the reports.")
]


@command
def run(choosing: ChoosingItems, settings: Settings, paths: Paths = None, mentions: Mentions = False) -> None:
    """Agenda items, merged over the reports of an event.

    One row per distinct theme, session or topic of an event, in the words of the report that says most; the
    column reports counts how many carry it.

    Examples:
      vnpolicy agenda
      vnpolicy agenda --kind theme --since 2021-07
      vnpolicy agenda reports/ --mentions -f csv > agenda.csv
    """
    from vnpolicy.analysis.agenda import agenda
    from vnpolicy.analysis.choose import of_theme

    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        table = agenda(corpus, mentions, chosen(corpus, choice, settings).docs)
        put(corpus, of_theme(corpus, table, choice), choice, settings)
