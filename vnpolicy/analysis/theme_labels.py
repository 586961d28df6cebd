"""What a theme is called: phrases that together stand in most of its documents and in few others.

Phrases are chosen one by one by the F-measure (van Rijsbergen 1979) of their documents, put together, against
the documents of the theme.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vnpolicy.analysis.factors import Evidence, standing
from vnpolicy.analysis.keywords import holds
from vnpolicy.extract.forms import display_key
from vnpolicy.extract.stopwords import layer, weak_words
from vnpolicy.text.unicode import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PRECISE = 0.7
"""Beta of the F-measure: to stand in no other theme counts more than to stand in the whole of this one."""
RARE = 0.08
"""A phrase that stands in less of the theme does not tell it."""
WORTHY, GAIN = 0.25, 0.5
"""A word that is a candidate for a keyphrase in this share of its documents gains this share of its
measure.
"""
CARRIED = 0.95
"""A longer phrase that stands in this share of its documents carries a phrase."""
NO_WORSE = 0.9
"""A phrase is left out for a shorter one in it that reaches this share of its measure."""
NEWS = 0.25
"""To what power the share of its documents counts that the phrases before it do not have."""
NEXT = 0.4
"""A further phrase is at least this good, against the first."""
LEAST, MOST, LONGEST = 2, 3, 44
"""Phrases of a label at least and at most, and its characters unless it must be told from another."""
_LOOKED_AT = 60
_SHARED = 0.5
"""Two phrases that share this part of the syllables of the shorter say the same."""
_VOWEL = re.compile("[aeiouy]")


def labels(
    found: Evidence,
    weights: Floats,
    keywords: Sequence[Sequence[str]],
    order: Sequence[int],
    used: Collection[str] = (),
) -> dict[int, str]:
    """A label for each theme of `order`, all different and none among `used`.

    `weights`: documents x themes; `keywords`: of each theme, for one that no phrase covers.
    """
    import numpy as np

    present = standing(found.matrix)
    share = weights / np.maximum(weights.sum(axis=1), 1e-12)[:, None]
    open_to = np.array([_tells(word) for word in found.words])
    made: dict[int, str] = {}
    taken = set(used)
    for theme in order:
        ranked = _chosen(found, present, share[:, theme].round(9), open_to)
        spare = [word for word in _clear(keywords[theme]) if not any(_alike(word, r) for r in ranked)]
        made[theme] = _written([shown(key, found.forms) for key in (*ranked, *spare)], len(ranked), taken)
        taken.add(made[theme])
    return made


def shown(key: str, forms: Mapping[str, str]) -> str:
    """A key as it is written; of which no form is known in upper case where it has no vowel (`ubnd`)."""
    return forms.get(key) or (key if _VOWEL.search(fold(key)) else key.upper())


def _tells(word: str) -> bool:
    """Whether a word says something alone: two syllables, no stop word, no figure in it."""
    return (
        " " in word
        and not any(c.isdigit() for c in word)
        and (word not in weak_words() or word in layer("broad"))
    )


def _chosen(found: Evidence, present: Any, mine: Floats, open_to: NDArray[np.bool_]) -> list[str]:
    """The phrases that cover a theme, best first; `mine`: what part of each document it is."""
    import numpy as np

    hits = np.asarray(present.T @ mine).ravel()
    reach = np.asarray(present.sum(axis=0)).ravel()
    size = float(mine.sum())
    beta = PRECISE * PRECISE
    worth = 1 + GAIN * np.minimum(found.worth / WORTHY, 1)
    alone = np.where(open_to & (hits >= RARE * size), (1 + beta) * hits / (beta * size + reach), 0) * worth
    pool = np.sort(np.lexsort((np.arange(len(alone)), -alone.round(9)))[:_LOOKED_AT])
    pool = pool[alone[pool] > 0]
    pool = pool[[not _spoken_for(i, pool, found, alone, reach) for i in pool]]
    columns = present[:, pool].toarray() > 0
    left = np.ones(len(pool), dtype=bool)
    open_hits = mine.copy()
    taken: list[int] = []
    best = 0.0
    while left.any() and len(taken) < MOST:
        new = (columns.T @ open_hits) / hits[pool]
        score = np.where(left, alone[pool] * new**NEWS, 0).round(9)
        top = int(score.argmax())
        if score[top] < NEXT * best:
            break
        best = max(best, float(score[top]))
        taken.append(int(pool[top]))
        open_hits = np.where(columns[:, top], 0, open_hits)
        word = found.words[pool[top]]
        left &= np.array([not _alike(found.words[i], word) for i in pool])
    return [found.words[i] for i in taken]


def _spoken_for(one: int, pool: Any, found: Evidence, alone: Floats, reach: Floats) -> bool:
    """Whether another phrase says the same better: a longer one that carries it (`Bộ Nội vụ`: `Nội vụ`), or a
    shorter one in it that is as good and stands in more documents (`Phan Thử`: `Lào Phan Thử`).
    """
    for other in pool:
        if other == one:
            continue
        carried = reach[other] >= CARRIED * reach[one]
        if carried and holds(found.words[other], found.words[one]):
            return True
        good = alone[other] >= NO_WORSE * alone[one] and found.worth[other] >= WORTHY
        if good and reach[one] < CARRIED * reach[other] and holds(found.words[one], found.words[other]):
            return True
    return False


def _alike(a: str, b: str) -> bool:
    one, other = set(a.split()), set(b.split())
    return len(one & other) >= _SHARED * min(len(one), len(other))


def _clear(keywords: Sequence[str]) -> list[str]:
    """Keywords, those that say something alone before broad ones, single lower-case syllables last."""
    return sorted(keywords, key=lambda key: 2 if " " not in key else int(display_key(key) in weak_words()))


def _written(phrases: Sequence[str], good: int, used: Collection[str]) -> str:
    """Phrases joined until the label is long, the `good` ones are in, and the label is new."""
    label = ""
    for number, phrase in enumerate(phrases):
        enough = number >= max(good, LEAST) or (number and len(label) + len(phrase) > LONGEST)
        if enough and label not in used:
            break
        label = f"{label}, {phrase}" if label else phrase[:1].upper() + phrase[1:]
    number, plain = 2, label
    while label in used:
        label, number = f"{plain} ({number})", number + 1
    return label
