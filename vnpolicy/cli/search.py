"""`vnpolicy search`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import Choosing, Paths, Settings, command
from vnpolicy.show.output import say

DEFAULT_LIMIT = 100

Query = Annotated[str, typer.Argument(metavar="QUERY", help='Words; "words in quotes" must stand together.')]


@command
def run(query: Query, choosing: Choosing, settings: Settings, paths: Paths = None) -> None:
    """Full text search, with or without diacritics typed.

    Finds the documents with all words of QUERY in title or text, the best 100 first (--limit for more or
    fewer). Case, tone placement and diacritics do not matter, nor does đ for d.

    Examples:
      vnpolicy search "cong nghiep hoa"
      vnpolicy search '"liên kết vùng" Lào Cai' --since 2021
      vnpolicy search 37-NQ/TW -f jsonl
    """
    from vnpolicy.analysis.listing import search

    choice = choosing.choice()
    # sorting needs all hits, else the best will do
    limit = None if choice.sort else DEFAULT_LIMIT + 1 if choice.limit is None else choice.limit
    with opened(paths, settings) as corpus:
        found = search(corpus, query, limit, chosen(corpus, choice, settings).docs)
        if choice.limit is None and not choice.sort and len(found.rows) > DEFAULT_LIMIT:
            found = replace(found, rows=found.rows[:DEFAULT_LIMIT])
            corpus.watch.stop()
            if not settings.quiet:
                say(
                    f"vnpolicy: only the best {DEFAULT_LIMIT} are shown; --limit N shows more",
                    settings.to().lang,
                )
        put(corpus, found, choice, settings)
