"""Themes of the corpus: non-negative matrix factorization of TF-IDF over the stored words and phrases."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from vnpolicy.model import Table, Value

if TYPE_CHECKING:
    from vnpolicy.corpus.store import Corpus

COLUMNS = ("theme", "label", "keywords", "documents", "share", "example")
EACH = ("doc", "theme", "weight", "title", "path")
_STORED = "themes"


def themes(
    corpus: Corpus, count: int | None = None, seed: int = 0, docs: Collection[str] | None = None
) -> Table:
    """The themes, the largest first: number, label, ten keywords, how many documents have it as their main
    theme, these as a share of all, and the title of the most typical of them.

    `count`: how many (None: chosen from the number of documents; never more than the documents bear). `seed`:
    of the random numbers. `docs`: over these documents only (None: all). Same documents, same themes.
    """
    found = _found(corpus, count, seed, docs)
    stored = {s.doc: s for s in corpus.headers()}
    rows: list[tuple[Value, ...]] = []
    for number, theme in enumerate(found["themes"], 1):
        example = stored[theme["example"]]
        facts = (theme["label"], theme["keywords"], theme["documents"], theme["share"])
        rows.append((number, *facts, example.title or example.paths[0]))
    return Table("themes", COLUMNS, rows)


def themes_each(
    corpus: Corpus, count: int | None = None, seed: int = 0, docs: Collection[str] | None = None
) -> Table:
    """The main theme of each document by its label, and its weight among the document's themes (0 to 1).

    A document none of whose words are in a theme has none. Options as in `themes`.
    """
    found = _found(corpus, count, seed, docs)
    labels = [theme["label"] for theme in found["themes"]]
    rows: list[tuple[Value, ...]] = []
    for s in corpus.headers():
        if docs is None or s.doc in docs:
            theme, weight = found["documents"].get(s.doc, (None, None))
            rows.append((s.doc, None if theme is None else labels[theme], weight, s.title, s.paths[0]))
    return Table("document themes", EACH, rows)


def document_themes(corpus: Corpus) -> dict[str, str]:
    """The label of each document's main theme, by doc; computed and stored where that is not yet done."""
    found = _found(corpus, None, 0, None)
    return {doc: found["themes"][theme]["label"] for doc, (theme, _) in found["documents"].items()}


def _found(corpus: Corpus, count: int | None, seed: int, docs: Collection[str] | None) -> dict[str, Any]:
    """{"themes": [{label, keywords, documents, share, example}], "documents": {doc: [theme, weight]}}."""
    plain = count is None and seed == 0 and docs is None
    if plain and (stored := corpus.derived(_STORED)) is not None:
        known: dict[str, Any] = stored
        return known
    from vnpolicy.analysis.factors import factorize

    found = factorize(
        [
            (doc, words, phrases)
            for (doc, words), (_, phrases) in zip(
                corpus.features("terms"), corpus.features("phrases"), strict=True
            )
            if docs is None or doc in docs
        ],
        count,
        seed,
    )
    if plain:
        corpus.store_derived(_STORED, found)
    return found
