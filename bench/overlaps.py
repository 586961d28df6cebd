"""How the fitting programs compare a labelled text with one that was found: by the syllables both hold."""

from __future__ import annotations

import re
from collections import Counter


def syllables(text: str | None) -> Counter[str]:
    """The bag of syllables of `text`, in lower case."""
    return Counter(re.findall(r"\w+", (text or "").lower()))


def overlap(a: Counter[str], b: Counter[str]) -> float:
    """F1 of two bags, 0 to 1."""
    return 2 * (a & b).total() / max(1, a.total() + b.total())
