"""`vnpolicy proposals`."""

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
    """Who proposes, directs or needs what.

    One row per distinct recommendation, directive or need of an event, in the words of the report that says
    most; the column reports counts how many carry it.

    Examples:
      vnpolicy proposals --speaker "Nguyen Xuan Thang"
      vnpolicy proposals --kind directive --contains "chuyen doi so"
      vnpolicy proposals --sort -reports --limit 20 -o proposals.md
    """
    from vnpolicy.analysis.proposals import proposals

    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        put(corpus, proposals(corpus, mentions, chosen(corpus, choice, settings).docs), choice, settings)
