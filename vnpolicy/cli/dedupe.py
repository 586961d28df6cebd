"""`vnpolicy dedupe`."""

from __future__ import annotations

from typing import Annotated

import typer

from vnpolicy.cli.opening import chosen, opened, put
from vnpolicy.cli.options import Choosing, Paths, Settings, command

Explain = Annotated[
    bool, typer.Option("--explain", help="Say why: what two reports share, where they disagree, how likely.")
]
Threshold = Annotated[
    float | None,
    typer.Option(
        metavar="P",
        min=0.0,
        max=1.0,
        help="How likely reports must be of one event to be joined, 0 to 1; higher keeps more apart. "
        "For this look only, nothing is stored.",
        show_default="0.44",
    ),
]


@command
def run(
    choosing: Choosing,
    settings: Settings,
    paths: Paths = None,
    explain: Explain = False,
    threshold: Threshold = None,
) -> None:
    """Which reports cover the same event.

    One row per path, the reports of one event together: lead is the fullest report, copy the same text,
    report another report of the event; only is alone. --explain sets each report beside the lead, and each
    lead beside the likeliest report of another event. merge and split correct what is wrong.

    Examples:
      vnpolicy dedupe
      vnpolicy dedupe --event E3f2a --explain
      vnpolicy dedupe --threshold 0.8
    """
    from vnpolicy.analysis.events import dedupe
    from vnpolicy.analysis.grouping import group

    choice = choosing.choice()
    with opened(paths, settings) as corpus:
        if choice.event:
            group(corpus)  # --event names one of the events as they are stored
        docs = chosen(corpus, choice, settings).docs
        put(corpus, dedupe(corpus, threshold, explain, docs), choice, settings)
