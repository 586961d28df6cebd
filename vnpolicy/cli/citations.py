"""`vnpolicy citations`."""

from __future__ import annotations

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import Choosing, Paths, Settings, command


@command
def run(choosing: Choosing, settings: Settings, paths: Paths = None) -> None:
    """Laws, decrees, resolutions and decisions cited.

    One row per document and what it cites, numbers in one form (37-NQ/TW, 15/2020/NĐ-CP), with the place of
    the first mention.

    Examples:
      vnpolicy citations
      vnpolicy citations --sort -count --limit 10
      vnpolicy citations report.txt -f jsonl
    """
    from vnpolicy.analysis.citations import citations

    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        put(corpus, citations(corpus, chosen(corpus, choice, settings).docs), choice, settings)
