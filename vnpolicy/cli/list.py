"""`vnpolicy list`."""

from __future__ import annotations

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import Choosing, Paths, Settings, command


@command
def run(choosing: Choosing, settings: Settings, paths: Paths = None) -> None:
    """The documents, one row per path.

    Event date and place are what the document itself says; the event is that of the last grouping.

    Examples:
      vnpolicy list
      vnpolicy list --source dangcongsan --since 2021-10 --sort -words
      vnpolicy list -f csv | cut -d, -f1
    """
    from vnpolicy.analysis.listing import listing

    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        put(corpus, listing(corpus, chosen(corpus, choice, settings).docs), choice, settings)
