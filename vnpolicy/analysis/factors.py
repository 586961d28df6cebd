"""Documents to themes: TF-IDF of words and phrases, NMF, and the keywords and label of each factor.

Non-negative matrix factorization after Lee and Seung (1999) as scikit-learn has it, started from the singular
vectors (NNDSVDa, Boutsidis and Gallopoulos 2008); keywords are chosen for weight and for NPMI among
themselves (Bouma 2009).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vnpolicy.analysis.keywords import holds
from vnpolicy.extract.candidates import display_key
from vnpolicy.extract.stopwords import weak_words
from vnpolicy.text.unicode import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

Report = tuple[str, Mapping[str, Sequence[int]], Sequence[Sequence[Any]]]
"""A document, its stored `terms` and its stored `phrases`."""

KEYWORDS = 10
MOST_THEMES = 30
LARGEST_SHARE = 0.35
"""A word that stands in a larger share of the documents tells no theme."""
SMALL, SMALL_SHARE = 50, 0.8
"""The same for a small corpus, whose documents are often about one subject."""
VOCABULARY = 12_000
_POOL = 60
"""How many of a theme's words are looked at for its keywords."""
COHERENCE = 4.0
"""What an NPMI of 1 is worth against the logarithm of a word's weight in the theme."""
COVER = 15.0
"""What a keyword is worth, on the same scale, that is new to all documents of the theme."""
WORTH = 1.5
"""What a word is worth, on the same scale, that is a candidate for a keyphrase wherever it stands."""
ENOUGH = 3
"""Keywords by which a reader sees that a document has the theme."""
_LABEL, _MOST = 34, 3
"""Characters and keywords that a label has at most, unless it must be told from another."""
_VOWEL = re.compile("[aeiouy]")


def number_of_themes(documents: int) -> int:
    """How many themes fit so many documents: grows a little slower than the square root, at most
    `MOST_THEMES`.
    """
    return max(1, min(MOST_THEMES, round(math.pow(documents, 0.45))))


def factorize(reports: Sequence[Report], count: int | None, seed: int) -> dict[str, Any]:
    """The themes of `reports`: {"themes": [{label, keywords, documents, share, example}], "documents": {doc:
    [theme, weight]}}.

    `count` themes, fewer where the documents do not bear so many; None: `number_of_themes`. Deterministic in
    the set of reports and `seed`.
    """
    reports = sorted(reports, key=lambda report: report[0])
    counts, forms = _counts(reports)
    vocabulary = _vocabulary(counts)
    filled = [i for i, row in enumerate(counts) if any(key in vocabulary for key in row)]
    if not filled:
        return {"themes": [], "documents": {}}
    matrix = _tfidf([counts[i] for i in filled], vocabulary)
    wanted = min(count or number_of_themes(len(filled)), len(filled), matrix.shape[1])
    weights, factors = _nmf(matrix, wanted, seed)
    words = sorted(vocabulary)
    keywords = _keywords(weights, factors, matrix, words, _worth(reports, words))
    return _told([reports[i][0] for i in filled], weights, keywords, forms, len(reports))


def _counts(reports: Sequence[Report]) -> tuple[list[dict[str, int]], dict[str, str]]:
    """Word and phrase counts of each report, without personal names, and the form to show of each key."""
    rows: list[dict[str, int]] = []
    seen: dict[str, Counter[str]] = {}
    for _, words, phrases in reports:
        row = {key: entry[0] for key, entry in words.items()}
        for form, _, n, _, person in phrases:
            key = display_key(form)
            if person:
                row.pop(key, None)
                continue
            row[key] = max(n, row.get(key, 0))
            seen.setdefault(key, Counter())[form] += 1
        rows.append(row)
    forms = {key: min(found, key=lambda f: (-found[f], f)) for key, found in seen.items()}
    return rows, forms


def _vocabulary(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Document frequencies of the keys that may tell themes: neither too rare nor too common, the most
    frequent kept.
    """
    n = len(counts)
    found: Counter[str] = Counter()
    for row in counts:
        found.update(row.keys())
    least = 1 if n < 8 else 2 if n < 200 else 3 if n < 1000 else max(5, n // 1000)
    most = n if n < 4 else n * (SMALL_SHARE if n < SMALL else LARGEST_SHARE)
    kept = sorted((k for k, df in found.items() if least <= df <= most), key=lambda k: (-found[k], k))
    return {key: found[key] for key in sorted(kept[:VOCABULARY])}


def _tfidf(counts: Sequence[Mapping[str, int]], vocabulary: Mapping[str, int]) -> csr_matrix:
    """Rows of unit length, 1 + log count times inverse document frequency; columns in the order of the sorted
    keys.
    """
    import numpy as np
    from scipy.sparse import csr_matrix

    at = {key: i for i, key in enumerate(sorted(vocabulary))}
    n = len(counts)
    idf = [math.log((1 + n) / (1 + vocabulary[key])) + 1 for key in at]
    log = [0.0, *(1 + math.log(c) for c in range(1, 1 + max(max(row.values()) for row in counts)))]
    columns: list[int] = []
    values: list[float] = []
    starts = [0]
    for row in counts:
        cells = [(i, log[c] * idf[i]) for key, c in row.items() if (i := at.get(key)) is not None]
        length = math.sqrt(sum(v * v for _, v in cells))
        columns.extend(i for i, _ in cells)
        values.extend(v / length for _, v in cells)
        starts.append(len(columns))
    made = csr_matrix((np.array(values), np.array(columns), np.array(starts)), shape=(n, len(at)))
    made.sort_indices()
    return made


def _nmf(matrix: csr_matrix, count: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Document weights (documents x themes) and factors (themes x words, rows of unit length)."""
    import warnings

    import numpy as np
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    init = "nndsvda" if count <= min(matrix.shape) else "random"
    model = NMF(count, init=init, random_state=seed, max_iter=200, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        weights = model.fit_transform(matrix)
    factors = model.components_
    lengths = np.linalg.norm(factors, axis=1)
    lengths[lengths == 0] = 1.0
    return weights * lengths, factors / lengths[:, None]


def _worth(reports: Sequence[Report], words: Sequence[str]) -> NDArray[np.float64]:
    """In what share of the reports that have a word it is among the best candidates for a keyphrase."""
    import numpy as np

    has: Counter[str] = Counter()
    best: Counter[str] = Counter()
    for _, terms, phrases in reports:
        keys = {display_key(entry[0]) for entry in phrases}
        best.update(keys)
        has.update(keys | terms.keys())
    return np.array([best[word] / max(1, has[word]) for word in words])


def _keywords(
    weights: NDArray[np.float64],
    factors: NDArray[np.float64],
    matrix: csr_matrix,
    words: Sequence[str],
    worth: NDArray[np.float64],
) -> list[list[str]]:
    """Ten keywords of each theme: each word belongs to the theme where it weighs most; none holds another.

    `worth`: what each word is worth as a keyword by itself.
    """
    import numpy as np

    owner, main = factors.argmax(axis=0), weights.round(9).argmax(axis=1)
    present = matrix.copy()
    present.data = np.ones_like(present.data)
    present = present.tocsc()
    chosen = []
    for theme, row in enumerate(factors):
        order = np.lexsort((np.arange(len(row)), -row.round(9)))
        pool = [int(i) for i in order[: 4 * _POOL] if owner[i] == theme and row[i] > 0][:_POOL]
        columns = present[:, pool]
        picked = _coherent(
            np.log(row[pool]) + WORTH * worth[pool], columns, main == theme, [words[i] for i in pool]
        )
        chosen.append([words[pool[i]] for i in picked])
    return chosen


def _coherent(
    base: NDArray[np.float64], columns: Any, mine: NDArray[np.bool_], words: Sequence[str]
) -> list[int]:
    """Which of `words` are the keywords, the best first, chosen one by one by the sum of: what each is worth
    alone (`base`), its mean NPMI with those chosen before, and the share of the theme's documents (`mine`)
    that have it and fewer than `ENOUGH` of those chosen before.

    `columns`: documents x words, ones where a word stands.
    """
    import numpy as np

    if not words:
        return []
    npmi = _npmi(columns)
    own = columns[mine].toarray().astype(bool)
    hits = np.zeros(own.shape[0], dtype=int)
    taken: list[int] = []
    left = list(range(len(words)))
    while left and len(taken) < KEYWORDS:
        gain = own[hits < ENOUGH].sum(axis=0) / max(1, len(hits))
        score = base + COVER * gain + (COHERENCE * npmi[:, taken].mean(axis=1) if taken else 0.0)
        best = max(left, key=lambda i: (round(float(score[i]), 9), -i))
        taken.append(best)
        hits += own[:, best]
        left = [i for i in left if i != best and not _nested(words[i], words[best])]
    return taken


def _nested(a: str, b: str) -> bool:
    return holds(a, b) or holds(b, a)


def _npmi(present: Any) -> NDArray[np.float64]:
    """NPMI of the columns of a documents x words matrix of zeros and ones."""
    import numpy as np

    n = present.shape[0]
    both = (present.T @ present).toarray() / n
    single = both.diagonal()
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(both / np.outer(single, single)) / -np.log(both)
    found[both == 0] = -1.0
    found[both >= 1] = 1.0
    return np.asarray(found)


def _told(
    docs: Sequence[str],
    weights: NDArray[np.float64],
    keywords: Sequence[Sequence[str]],
    forms: Mapping[str, str],
    total: int,
) -> dict[str, Any]:
    """Themes in order of their documents, with labels; the main theme of each document."""
    import numpy as np

    sums = weights.sum(axis=1)
    rounded = weights.round(9)
    main = rounded.argmax(axis=1)
    sizes = Counter(int(t) for t, s in zip(main, sums, strict=True) if s > 0)
    order = sorted((t for t in sizes if keywords[t]), key=lambda t: (-sizes[t], keywords[t]))
    place = {theme: i for i, theme in enumerate(order)}
    told = []
    labels: set[str] = set()
    for theme in order:
        mine = np.flatnonzero((main == theme) & (sums > 0))
        share = rounded[mine, theme] / sums[mine]
        best = mine[np.lexsort((mine, -(share * np.sqrt(rounded[mine, theme])).round(6)))[0]]
        shown = [forms.get(key) or _shown(key) for key in keywords[theme]]
        label = _label(shown, labels)
        labels.add(label)
        told.append(
            {
                "label": label,
                "keywords": shown,
                "documents": sizes[theme],
                "share": round(sizes[theme] / total, 4),
                "example": docs[int(best)],
            }
        )
    documents = {
        doc: [place[int(t)], round(float(w / s), 3)]
        for doc, t, w, s in zip(docs, main, rounded.max(axis=1), sums, strict=True)
        if s > 0 and int(t) in place
    }
    return {"themes": told, "documents": documents}


def _label(keywords: Sequence[str], used: set[str]) -> str:
    """The first keywords, those that say something alone before others, until the label is long and new."""
    order = sorted(range(len(keywords)), key=lambda i: (_vague(keywords[i]), i))
    label = ""
    for number, i in enumerate(order):
        keyword = keywords[i]
        if label and label not in used and (number == _MOST or len(label) + len(keyword) > _LABEL):
            break
        label = f"{label}, {keyword}" if label else keyword[:1].upper() + keyword[1:]
    return label


def _vague(keyword: str) -> int:
    """0 for a keyword that says something alone, 1 for a broad one, 2 for a lower-case syllable.

    The last is mostly the head of a phrase that the theme has in many forms.
    """
    if " " not in keyword and keyword.islower():
        return 2
    return int(display_key(keyword) in weak_words())


def _shown(key: str) -> str:
    """A key of which no form is known: upper case where it has no vowel, as abbreviations (`ubnd`)."""
    return key if _VOWEL.search(fold(key)) else key.upper()
