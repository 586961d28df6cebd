"""What a document says of its event as a whole, by which its agenda items are told from other topics.

A programme belongs to an event: where none is reported, what is announced as a topic is hardly ever one. Its
theme is often told in the event's name.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

STEPS = (-3.0, -1.5, -0.5)
"""Log-odds; a document's has a feature for each step that it reaches."""
SHARES = ((0.0, "none"), (0.499, "some"), (0.799, "most"), (1.0, "all"))
"""Shares of a passage's words, with what a share of no more than that is called."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event in question: `log_odds` that the document mainly reports one, and the `words` of its name."""

    log_odds: float
    words: frozenset[str] = frozenset()

    @property
    def is_likely(self) -> bool:
        """Whether the document likely reports the event: it reaches the last of `STEPS`."""
        return self.log_odds >= STEPS[-1]

    def features(self) -> list[str]:
        """Those that all passages of the document share."""
        return [f"event:{step}" for step in STEPS if self.log_odds >= step]

    def of_passage(self, words: Collection[str]) -> str:
        """How much of a passage with those different `words` the event's name holds, as a feature."""
        share = sum(map(self.words.__contains__, words)) / max(1, len(words))
        return "in name:" + next(name for most, name in SHARES if share <= most)


def occasion(log_odds: float, name: str | None) -> Occasion:
    """The occasion whose likeliest `name` is that."""
    return Occasion(log_odds, frozenset(_WORD.findall((name or "").lower())))
