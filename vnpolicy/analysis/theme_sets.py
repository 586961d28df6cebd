"""Themes found in documents, told as JSON values, kept from run to run, and used on other documents."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeGuard

from vnpolicy.analysis.factors import Evidence, Report, evidence, keywords, nmf, tfidf, word_counts
from vnpolicy.analysis.theme_count import number_of_themes
from vnpolicy.analysis.theme_labels import labels, shown
from vnpolicy.corpus.connection import UNWATCHED, Watch
from vnpolicy.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Found = dict[str, Any]
"""{"method", "reports", "count" (of themes, as chosen), "themes": [{number, label, keywords, documents,
share, example}], "documents": {doc: [place in the list of themes, weight]}}, the largest theme first.
"""
METHOD = 2
"""Goes up when the same documents give other themes than before."""
WORDS = 300
"""Words of a theme that a theme set keeps."""
GROWN = 1.25
"""Up to this many times more or fewer documents keep the number of themes that was chosen before."""
_KIND, _VERSION = "vnpolicy themes", 1


def factorize(
    reports: Sequence[Report],
    count: int | None,
    seed: int,
    last: Mapping[str, Any] | None = None,
    watch: Watch = UNWATCHED,
) -> tuple[Found, str]:
    """The themes of `reports`, and the theme set as text.

    `count` themes, fewer where the documents do not bear so many; None: chosen from the documents. `last`:
    what the last run found, whose numbers and labels are kept. Deterministic in the set of reports,
    `seed` and `last`. `watch` is told how far the work is.
    """
    found = evidence(reports, watch)
    if found is None:
        nothing = {"method": METHOD, "reports": len(reports), "count": 0, "themes": [], "documents": {}}
        return nothing, _written([], [], {})
    wanted = count or _kept_count(len(reports), last) or number_of_themes(found.matrix, seed, watch)
    wanted = min(wanted, *found.matrix.shape)
    start = _start(found.docs, wanted, last)
    weights, factors = nmf(found.matrix, wanted, seed, start=start)
    words = keywords(found, weights, factors)
    sizes, mains = _mains(found.docs, weights)
    order = sorted((t for t in sizes if words[t]), key=lambda t: (-sizes[t], words[t]))
    kept = _kept(order, mains, last)
    made = labels(found, weights, words, [t for t in order if t not in kept], {x[1] for x in kept.values()})
    names = _named(order, kept, made)
    facts = {t: (*names[t], [shown(key, found.forms) for key in words[t]]) for t in order}
    told = _told(found.docs, weights, order, facts, len(reports)) | {"count": wanted}
    return told, _written([facts[t] for t in order], [factors[t] for t in order], _idf(found))


def _kept_count(reports: int, last: Mapping[str, Any] | None) -> int | None:
    """The number of themes of the last run, if the corpus has about the size that it had then."""
    if last and last["themes"] and last["reports"] <= reports * GROWN and reports <= last["reports"] * GROWN:
        count: int = last["count"]
        return count
    return None


def _start(docs: Sequence[str], count: int, last: Mapping[str, Any] | None) -> Floats | None:
    """The weights that documents had in the last run, to start from; None where there were other themes."""
    import numpy as np

    if not last or not last["count"] == len(last["themes"]) == count:
        return None
    weights = np.zeros((len(docs), count))
    for row, doc in zip(weights, docs, strict=True):
        place, weight = last["documents"].get(doc, (0, 0.0))
        row[place] = weight
    return weights if (weights.sum(axis=0) > 0).all() else None


def _mains(docs: Sequence[str], weights: Floats) -> tuple[Counter[int], dict[str, int]]:
    """How many documents have each theme as their main one, and which each has."""
    main, sums = weights.round(9).argmax(axis=1), weights.sum(axis=1)
    mains = {doc: int(t) for doc, t, s in zip(docs, main, sums, strict=True) if s > 0}
    return Counter(mains.values()), mains


def _kept(
    order: Sequence[int], mains: Mapping[str, int], last: Mapping[str, Any] | None
) -> dict[int, tuple[int, str]]:
    """Number and label of the themes that were there in the last run: most of whose reports stayed together.

    Where several came together, the one that brought most reports gives the name.
    """
    before: dict[int, Counter[int]] = {}
    for doc, (place, _) in (last["documents"] if last else {}).items():
        if doc in mains:
            before.setdefault(place, Counter())[mains[doc]] += 1
    claims = []
    for place, where in before.items():
        theme, stayed = min(where.items(), key=lambda item: (-item[1], item[0]))
        if 2 * stayed > where.total() and theme in order:
            claims.append((-stayed, place, theme))
    kept: dict[int, tuple[int, str]] = {}
    for _, place, theme in sorted(claims):
        if last and theme not in kept:
            kept[theme] = (last["themes"][place]["number"], last["themes"][place]["label"])
    return kept


def _named(
    order: Sequence[int], kept: Mapping[int, tuple[int, str]], made: Mapping[int, str]
) -> dict[int, tuple[int, str]]:
    """Number and label of every theme: new ones take the smallest numbers that are free."""
    taken = {number for number, _ in kept.values()}
    free = (n for n in range(1, len(order) + len(taken) + 1) if n not in taken)
    return {t: kept[t] if t in kept else (next(free), made[t]) for t in order}


def _told(
    docs: Sequence[str],
    weights: Floats,
    order: Sequence[int],
    facts: Mapping[int, tuple[int, str, list[str]]],
    total: int,
) -> Found:
    """The themes with their documents; the most typical has most of the theme in it, and little else."""
    import numpy as np

    sums, rounded = weights.sum(axis=1), weights.round(9)
    main = rounded.argmax(axis=1)
    place = {theme: i for i, theme in enumerate(order)}
    themes = []
    for theme in order:
        mine = np.flatnonzero((main == theme) & (sums > 0))
        share = rounded[mine, theme] / sums[mine]
        best = mine[np.lexsort((mine, -(share * np.sqrt(rounded[mine, theme])).round(6)))]
        number, label, words = facts[theme]
        themes.append(
            {
                "number": number,
                "label": label,
                "keywords": words,
                "documents": len(mine),
                "share": round(len(mine) / total, 4) if total else 0.0,
                "example": docs[int(best[0])] if len(best) else None,
            }
        )
    documents = {
        doc: [place[int(t)], round(float(w / s), 3)]
        for doc, t, w, s in zip(docs, main, rounded.max(axis=1), sums, strict=True)
        if s > 0 and int(t) in place
    }
    return {"method": METHOD, "reports": total, "count": len(order), "themes": themes, "documents": documents}


def _idf(found: Evidence) -> dict[str, float]:
    return dict(zip(found.words, found.idf, strict=True))


def _written(
    facts: Sequence[tuple[int, str, list[str]]], factors: Sequence[Floats], idf: Mapping[str, float]
) -> str:
    """The theme set as JSON: each theme with its heaviest words, and the idf of these."""
    columns = list(idf)
    themes: list[dict[str, Any]] = []
    for (number, label, words), row in zip(facts, factors, strict=True):
        heavy = sorted(range(len(row)), key=lambda i: (-round(float(row[i]), 9), i))[:WORDS]
        weights = {columns[i]: round(float(row[i]), 6) for i in heavy if row[i] > 1e-6}
        themes.append({"number": number, "label": label, "keywords": words, "words": weights})
    used = sorted({word for theme in themes for word in theme["words"]})
    value = {
        "kind": _KIND,
        "version": _VERSION,
        "themes": themes,
        "idf": {word: round(idf[word], 6) for word in used},
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def read_theme_set(text: str, name: str) -> dict[str, Any]:
    """The theme set that `factorize` wrote. Raises UsageError, which names the file `name`."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise UsageError(
            f"{name} is not a theme set: not JSON; vnpolicy themes --fit FILE writes one"
        ) from None
    if not isinstance(value, dict) or value.get("kind") != _KIND:
        raise UsageError(f"{name} is not a theme set; vnpolicy themes --fit FILE writes one")
    if value.get("version") != _VERSION:
        raise UsageError(f"{name} was written by another version of vnpolicy: fit it again with --fit")
    themes, idf = value.get("themes"), value.get("idf")
    if not (_weights(idf) and isinstance(themes, list) and all(_theme(t, idf) for t in themes)):
        raise UsageError(f"{name} is a broken theme set: fit it again with --fit")
    if len({t["label"] for t in themes}) < len(themes) or len({t["number"] for t in themes}) < len(themes):
        raise UsageError(f"{name} is a broken theme set: two themes have the same name")
    return value


def _weights(value: Any) -> TypeGuard[dict[str, float]]:
    """Whether `value` maps words to positive numbers."""
    return isinstance(value, dict) and all(
        isinstance(v, (int, float)) and not isinstance(v, bool) and 0 < v < 1e6 for v in value.values()
    )


def _theme(value: Any, idf: Mapping[str, float]) -> bool:
    return (
        isinstance(value, dict)
        and type(value.get("number")) is int
        and isinstance(value.get("label"), str)
        and isinstance(value.get("keywords"), list)
        and all(isinstance(word, str) for word in value["keywords"])
        and _weights(value.get("words"))
        and bool(value["words"])
        and value["words"].keys() <= idf.keys()
    )


def applied(theme_set: Mapping[str, Any], reports: Sequence[Report]) -> Found:
    """The themes of a set with the documents of `reports` that have them, in the order of the set.

    The weights of a document are the non-negative mixture of themes nearest to it.
    """
    import numpy as np

    reports = sorted(reports, key=lambda report: report[0])
    words = sorted(theme_set["idf"])
    themes = theme_set["themes"]
    counts, _ = word_counts(reports)
    filled = [i for i, row in enumerate(counts) if not theme_set["idf"].keys().isdisjoint(row)]
    facts = {i: (t["number"], t["label"], t["keywords"]) for i, t in enumerate(themes)}
    docs = [reports[i][0] for i in filled]
    weights = np.zeros((len(filled), len(themes)))
    if filled and themes:
        at = {word: i for i, word in enumerate(words)}
        factors = np.zeros((len(themes), len(words)))
        for row, theme in zip(factors, themes, strict=True):
            row[[at[word] for word in theme["words"]]] = list(theme["words"].values())
        matrix = tfidf([counts[i] for i in filled], words, [theme_set["idf"][word] for word in words])
        weights = _mixtures(matrix, factors / np.linalg.norm(factors, axis=1)[:, None])
    return _told(docs, weights, range(len(themes)), facts, len(reports))


def _mixtures(matrix: Any, factors: Floats) -> Floats:
    import numpy as np
    from sklearn.decomposition import non_negative_factorization
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        weights, _, _ = non_negative_factorization(
            matrix, H=factors, update_H=False, n_components=len(factors), init=None, max_iter=300
        )
    return np.asarray(weights)
