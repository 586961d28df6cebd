"""What the program says beside its rows, in the reader's language."""

from __future__ import annotations

import re
from functools import cache

from vnpolicy import lexicon

_FILLED = re.compile(r"\{\d+\}")


def translated(message: str, lang: str) -> str:
    """A message, which the program makes in English, in the language `lang` (`en`, `vi`).

    `lexicon/messages.toml` has each under its English with numbers for what is filled in; what is filled in
    may be a message itself (the reason in an error). A message that is not there stays as it is.
    """
    if lang == "en":
        return message
    for pattern, template in _patterns():
        if match := pattern.fullmatch(message):
            return template.format(*(translated(part, lang) for part in match.groups()))
    return message


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """What matches each English message, that with the most words of its own first."""
    rows: dict[str, str] = lexicon.table("messages.toml")["messages"]
    made = sorted(rows.items(), key=lambda row: -len(_FILLED.sub("", row[0])))
    return [
        (re.compile("(.*)".join(map(re.escape, _FILLED.split(english))), re.DOTALL), vietnamese)
        for english, vietnamese in made
    ]
