"""Sets of phrases as one regular expression, and the view of a text that they are matched in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from vnpolicy.text.unicode import old_tone

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸÖÜÄÇÑÅØŠŽČ"
"""Capital letters, for use in a character class."""

LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹöüäçñåøšžč"
"""Small letters, for use in a character class."""

JOINED = re.compile(r", | và ")
"""Between those who are named one after the other, in lower case."""


def plain(text: str) -> str:
    """`text` in lower case with old tone placement, one character for one, so that offsets hold."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals have a longer lower case
        lowered = "".join(char.lower()[0] for char in text)
    return old_tone(lowered)


@lru_cache(maxsize=1)
def plain_body(body: str) -> str:
    """`plain` of a whole body, made once for all that read it one after the other."""
    return plain(body)


def alternation(phrases: Iterable[str]) -> str:
    """A regular expression source that matches the longest of `phrases` (written plain, parts joined by one
    space).

    The phrases share their beginnings (a trie), so matching does not try them one by one.
    """
    trie: dict[str, Any] = {}
    for phrase in phrases:
        node = trie
        for char in plain(phrase):
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(trie)


def _branch(node: dict[str, Any]) -> str:
    options = [re.escape(char) + _branch(below) for char, below in sorted(node.items()) if char]
    if not options:
        return ""
    source = options[0] if len(options) == 1 and "" not in node else f"(?:{'|'.join(options)})"
    return f"{source}?" if "" in node else source


def phrases(entries: Iterable[str]) -> re.Pattern[str]:
    """`alternation` between word boundaries, compiled."""
    return re.compile(rf"(?<!\w)(?:{alternation(entries)})(?!\w)")
