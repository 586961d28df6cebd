"""`vnpolicy search`."""

from __future__ import annotations

from typing import Annotated

import typer

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import Choosing, Paths, Settings, command

Query = Annotated[str, typer.Argument(metavar="QUERY", help='Words; "words in quotes" must stand together.')]


@command
def run(query: Query, choosing: Choosing, settings: Settings, paths: Paths = None) -> None:
    """Full text search, with or without diacritics typed.

    Finds the documents with all words of QUERY in title or text, best first. Case, tone placement and
    diacritics do not matter, nor does đ for d.

    Examples:
      vnpolicy search "cong nghiep hoa"
      vnpolicy search '"liên kết vùng" Lào Cai' --since 2021
      vnpolicy search 37-NQ/TW -f jsonl
    """
    from vnpolicy.analysis.listing import search

    choice = choosing.choice()
    # sorting needs all hits, else the best will do
    limit = None if choice.sort else choice.limit
    with opened(paths, settings) as corpus:
        put(search(corpus, query, limit, chosen(corpus, choice, settings).docs), choice, settings)
