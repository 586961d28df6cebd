"""Cue words of reported speech as patterns: made once from the lexicon, matched on lower-case text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from vnpolicy.lexicon import table


def any_of(words: Iterable[str]) -> str:
    """A pattern (no group) for any of `words` between word boundaries, the longest first; spaces match any
    white space.
    """
    longest_first = sorted(set(words), key=lambda w: (-len(w), w))
    return r"(?<!\w)(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest_first) + r")(?!\w)"


_WORD = re.compile(r"\w+")


@cache
def heads(kind: str) -> frozenset[str]:
    """The words that the cues of `frame`, `modal`, `announcement` or `cue(kind)` begin with, so that only
    where one of them stands a pattern need be tried.
    """
    rows = {
        "frame": ("speech.toml", ("no_frame", "ask", "say")),
        "modal": ("speech.toml", ("no_modal", "modal")),
        "announcement": ("programme.toml", ("event", "lead")),
    }
    name, lists = rows.get(kind, ("speech.toml", (kind,)))
    return frozenset(_WORD.findall(entry)[0] for row in lists for entry in table(name)[row])


@cache
def cue(kind: str) -> re.Pattern[str]:
    """The pattern of the cue words `kind` of lexicon/speech.toml (`ask`, `say`, `modal`, `connective`,
    `group`).
    """
    return re.compile(any_of(table("speech.toml")[kind]))


@cache
def frame() -> re.Pattern[str]:
    """The verbs that asking and reporting frames are made of; group `ask` is set for those that ask, group
    `none` for words that hold such a verb and are none (`Giao thông`, `đề nghị của`).
    """
    speech = table("speech.toml")
    none, ask, say = (any_of(speech[row]) for row in ("no_frame", "ask", "say"))
    return re.compile(f"(?P<none>{none})|(?P<ask>{ask})|(?P<say>{say})")


@cache
def modal() -> re.Pattern[str]:
    """The words of obligation; group `none` is set for what holds one and obliges nobody (`không phải`)."""
    speech = table("speech.toml")
    return re.compile(f"(?P<none>{any_of(speech['no_modal'])})|(?P<modal>{any_of(speech['modal'])})")


@cache
def announcement() -> re.Pattern[str]:
    """A kind of event with its modifiers (group `event`), or a word that announces a topic (group `lead`)."""
    programme = table("programme.toml")
    modifiers = rf"(?:\s+(?:{any_of(programme['modifier'])}|lần\s+thứ\s+\w+))*"
    return re.compile(
        # `Quốc hội thảo luận` holds no `hội thảo`
        rf"(?!hội\s+thảo\s+luận)(?P<event>{any_of(programme['event'])}{modifiers})"
        f"|(?P<lead>{any_of(programme['lead'])})"
    )
