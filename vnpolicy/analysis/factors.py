"""Documents to themes: TF-IDF of words and phrases, NMF, and the keywords of each factor.

Non-negative matrix factorization after Lee and Seung (1999) as scikit-learn has it, started from the singular
vectors (NNDSVDa, Boutsidis and Gallopoulos 2008); keywords are chosen for weight and for NPMI among
themselves (Bouma 2009).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vnpolicy.analysis.keywords import holds
from vnpolicy.corpus.connection import UNWATCHED, Watch
from vnpolicy.extract.forms import display_key, is_person

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]

Report = tuple[str, Mapping[str, Sequence[int]], Sequence[Sequence[Any]]]
"""A document, its stored `terms` and its stored `phrases`."""

KEYWORDS = 10
LARGEST_SHARE = 0.35
"""A word that stands in a larger share of the documents tells no theme."""
SMALL, SMALL_SHARE = 50, 0.8
"""The same for a small corpus, whose documents are often about one subject."""
VOCABULARY = 12_000
_POOL = 60
"""How many of a theme's words are looked at for its keywords."""
COHERENCE = 6.0
"""What an NPMI of 1 is worth against the logarithm of a word's weight in the theme."""
COVER = 26.0
"""What a keyword is worth, on the same scale, that is new to all documents of the theme."""
WORTH = 1.5
"""What a word is worth, on the same scale, that is a candidate for a keyphrase wherever it stands."""
ENOUGH = 3
"""Keywords by which a reader sees that a document has the theme."""
_LITTLE = 0.01
_FULL_NAME = 3
"""Syllables from which a name of a person is known for one behind a title too."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the documents are made of, for factors.

    `docs`: those with words that may tell themes, sorted, one for each row of `matrix` (documents x words,
    TF-IDF, rows of unit length). `words`: the columns, sorted; `idf` and `worth` one each; `forms`: how to
    show them, where that is known. `total`: documents, with those that have no such words.
    """

    docs: tuple[str, ...]
    words: tuple[str, ...]
    idf: tuple[float, ...]
    matrix: csr_matrix
    worth: Floats
    forms: Mapping[str, str]
    total: int


def evidence(reports: Sequence[Report], watch: Watch = UNWATCHED) -> Evidence | None:
    """The evidence of `reports`, the same in whatever order they come; None where no word may tell themes.

    `watch` is told how many are counted.
    """
    reports = sorted(reports, key=lambda report: report[0])
    counts, forms = word_counts(watch(reports, reports.__len__))
    vocabulary = _vocabulary(counts)
    filled = [i for i, row in enumerate(counts) if any(key in vocabulary for key in row)]
    if not filled:
        return None
    words = tuple(vocabulary)
    n = len(filled)
    idf = tuple(math.log((1 + n) / (1 + vocabulary[key])) + 1 for key in words)
    return Evidence(
        docs=tuple(reports[i][0] for i in filled),
        words=words,
        idf=idf,
        matrix=tfidf([counts[i] for i in filled], words, idf),
        worth=_worth(reports, words),
        forms=forms,
        total=len(reports),
    )


def word_counts(reports: Iterable[Report]) -> tuple[list[dict[str, int]], dict[str, str]]:
    """Word and phrase counts of each report, without personal names, and the form to show of each key."""
    rows: list[dict[str, int]] = []
    seen: dict[str, Counter[str]] = {}
    for _, words, phrases in reports:
        row = {key: entry[0] for key, entry in words.items()}
        names: list[str] = []
        for form, _, n, _, person in phrases:
            key = display_key(form)
            if person or _titled(form):
                names.append(key)
                continue
            row[key] = max(n, row.get(key, 0))
            seen.setdefault(key, Counter())[form] += 1
        for name in names:
            row.pop(name, None)
            syllables = name.split()
            # who was named in full is named shortly afterwards
            if len(syllables) >= _FULL_NAME:
                row.pop(" ".join(syllables[-2:]), None)
        rows.append(row)
    forms = {key: min(found, key=lambda f: (-found[f], f)) for key, found in seen.items()}
    return rows, forms


def _titled(form: str) -> bool:
    """Whether `form` is a full name of a person behind a short title (`HLV Phan Đình Thử`)."""
    syllables = form.split()
    cut = len(syllables) - _FULL_NAME
    return 1 <= cut <= 2 and is_person(" ".join(syllables[cut:]))


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


def tfidf(counts: Sequence[Mapping[str, int]], words: Sequence[str], idf: Sequence[float]) -> csr_matrix:
    """Documents x words: 1 + log count times `idf`, rows of unit length; a row without `words` is empty."""
    import numpy as np
    from scipy.sparse import csr_matrix

    at = {key: i for i, key in enumerate(words)}
    most = max((max(row.values(), default=1) for row in counts), default=1)
    log = [0.0, *(1 + math.log(c) for c in range(1, 1 + most))]
    columns: list[int] = []
    values: list[float] = []
    starts = [0]
    for row in counts:
        cells = [(i, log[c] * idf[i]) for key, c in row.items() if (i := at.get(key)) is not None]
        length = math.sqrt(sum(v * v for _, v in cells))
        columns.extend(i for i, _ in cells)
        values.extend(v / length for _, v in cells)
        starts.append(len(columns))
    content = (np.array(values), np.array(columns, dtype=np.int64), np.array(starts))
    made = csr_matrix(content, shape=(len(counts), len(at)))
    made.sort_indices()
    return made


def nmf(
    matrix: csr_matrix, count: int, seed: int, iterations: int = 200, start: Floats | None = None
) -> tuple[Floats, Floats]:
    """Document weights (documents x themes) and factors (themes x words, rows of unit length).

    `start`: weights to start from, instead of the singular vectors.
    """
    import warnings

    import numpy as np
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    init = "nndsvda" if count <= min(matrix.shape) else "random"
    model = NMF(count, init=init, random_state=seed, max_iter=iterations, tol=1e-3)
    # one thread: sums in another order would be other sums
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        if start is None:
            weights = model.fit_transform(matrix)
        else:
            # a little of everything, as what is zero remains zero
            centroids = (start / start.sum(axis=0)).T @ matrix + _LITTLE * matrix.mean()
            lengths = np.linalg.norm(centroids, axis=1)[:, None]
            model.set_params(init="custom")
            weights = model.fit_transform(matrix, W=start * lengths.T + _LITTLE, H=centroids / lengths)
    factors = model.components_
    lengths = np.linalg.norm(factors, axis=1)
    lengths[lengths == 0] = 1.0
    return weights * lengths, factors / lengths[:, None]


def _worth(reports: Sequence[Report], words: Sequence[str]) -> Floats:
    """In what share of the reports that have a word it is among the best candidates for a keyphrase."""
    import numpy as np

    has: Counter[str] = Counter()
    best: Counter[str] = Counter()
    for _, terms, phrases in reports:
        keys = {display_key(entry[0]) for entry in phrases}
        best.update(keys)
        has.update(keys | terms.keys())
    return np.array([best[word] / max(1, has[word]) for word in words])


def keywords(found: Evidence, weights: Floats, factors: Floats) -> list[list[str]]:
    """Ten keywords of each theme: each word belongs to the theme where it weighs most; none holds another."""
    import numpy as np

    owner, main = factors.argmax(axis=0), weights.round(9).argmax(axis=1)
    words, worth = found.words, found.worth
    present = standing(found.matrix)
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


def standing(matrix: csr_matrix) -> Any:
    """Ones where a word stands, by column."""
    import numpy as np

    present = matrix.copy()
    present.data = np.ones_like(present.data)
    return present.tocsc()


def _coherent(base: Floats, columns: Any, mine: NDArray[np.bool_], words: Sequence[str]) -> list[int]:
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


def _npmi(present: Any) -> Floats:
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
