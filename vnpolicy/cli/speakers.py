"""`vnpolicy speakers`."""

from __future__ import annotations

from typing import Annotated

import typer

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import ChoosingItems, Paths, Settings, command

Groups = Annotated[
    bool, typer.Option("--groups", help="Also bodies and groups that speak (ministries, delegates).")
]


@command
def run(choosing: ChoosingItems, settings: Settings, paths: Paths = None, groups: Groups = False) -> None:
    """Who spoke, as what, where.

    One row per person and role: at how many events, how many proposals, from when to when. Who proposed most
    comes first; somebody with several roles has a row for each, in order of time. --kind, --theme and
    --contains count only such proposals.

    Examples:
      vnpolicy speakers
      vnpolicy speakers --since 2021 --limit 20 -o speakers.csv
      vnpolicy speakers --contains "chuyen doi so" --groups
    """
    from vnpolicy.analysis.choose import Choice
    from vnpolicy.analysis.speakers import speakers

    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        table = speakers(corpus, choice, chosen(corpus, choice, settings).docs, groups)
        put(corpus, table, Choice(sort=choice.sort, limit=choice.limit), settings)
