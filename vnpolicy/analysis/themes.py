"""Themes of the corpus: non-negative matrix factorization of TF-IDF over the stored words and phrases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from vnpolicy.corpus.moment import at_one_moment
from vnpolicy.model import Table, Value

if TYPE_CHECKING:
    from vnpolicy.analysis.factors import Report
    from vnpolicy.corpus.store import Corpus

COLUMNS = ("theme", "label", "keywords", "documents", "share", "example", "months")
EACH = ("doc", "theme", "weight", "title", "path")
_STORED = "themes"
_METHOD = 2  # as theme_sets.METHOD, which is not imported for what is stored


@at_one_moment
def themes(
    corpus: Corpus,
    count: int | None = None,
    seed: int = 0,
    docs: Collection[str] | None = None,
    theme_set: Mapping[str, Any] | None = None,
) -> Table:
    """The themes, the largest first: number, label, ten keywords, how many documents have it as their main
    theme, these as a share of all, the title of the most typical of them, and how many there are of each
    month (`2021-07:3`; of the event, else of the publication).

    `count`: how many (None: chosen from the documents; never more than they bear). `seed`: of the random
    numbers. `docs`: over these documents only (None: all). `theme_set`: these themes instead of new ones (see
    `theme_sets.read_theme_set`). Same documents and same stored themes, same themes.
    """
    found = _found(corpus, count, seed, docs, theme_set)
    stored = {s.doc: s for s in corpus.headers()}
    months = _months(found, stored)
    rows: list[tuple[Value, ...]] = []
    for place, theme in enumerate(found["themes"]):
        example = stored.get(theme["example"])
        facts = (theme["number"], theme["label"], theme["keywords"], theme["documents"], theme["share"])
        rows.append((*facts, (example.title or example.paths[0]) if example else None, months.get(place)))
    return Table("themes", COLUMNS, rows)


def _months(found: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[int, list[str]]:
    """`YYYY-MM:count` of each month in which a theme has documents, by the theme's place in the list."""
    from vnpolicy.analysis.choose import date_of

    counts: dict[int, Counter[str]] = {}
    for doc, (place, _) in found["documents"].items():
        date = date_of(stored[doc]) or ""
        if len(date) >= len("YYYY-MM"):
            counts.setdefault(place, Counter())[date[:7]] += 1
    return {place: [f"{month}:{n}" for month, n in sorted(c.items())] for place, c in counts.items()}


@at_one_moment
def themes_each(
    corpus: Corpus,
    count: int | None = None,
    seed: int = 0,
    docs: Collection[str] | None = None,
    theme_set: Mapping[str, Any] | None = None,
) -> Table:
    """The main theme of each document by its label, and its weight among the document's themes (0 to 1).

    A document none of whose words are in a theme has none. Options as in `themes`.
    """
    found = _found(corpus, count, seed, docs, theme_set)
    labels = [theme["label"] for theme in found["themes"]]
    rows: list[tuple[Value, ...]] = []
    for s in corpus.headers():
        if docs is None or s.doc in docs:
            theme, weight = found["documents"].get(s.doc, (None, None))
            rows.append((s.doc, None if theme is None else labels[theme], weight, s.title, s.paths[0]))
    return Table("document themes", EACH, rows)


@at_one_moment
def document_themes(corpus: Corpus) -> dict[str, str]:
    """The label of each document's main theme, by doc; computed and stored where that is not yet done."""
    found = _found(corpus, None, 0, None)
    return {doc: found["themes"][theme]["label"] for doc, (theme, _) in found["documents"].items()}


@at_one_moment
def fitted(
    corpus: Corpus, count: int | None = None, seed: int = 0, docs: Collection[str] | None = None
) -> str:
    """The themes that `themes` gives, as the text of a theme set for `theme_sets.read_theme_set`."""
    from vnpolicy.analysis.theme_sets import factorize

    # what is stored is made first, so that the set has the names that it has
    plain = count is None and seed == 0 and docs is None
    last = _found(corpus, None, 0, None) if plain else None
    return factorize(_reports(corpus, docs), count, seed, last, corpus.watch)[1]


def _found(
    corpus: Corpus,
    count: int | None,
    seed: int,
    docs: Collection[str] | None,
    theme_set: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The themes and each document's main one, as `theme_sets.Found` has it."""
    if theme_set is not None:
        from vnpolicy.analysis.theme_sets import applied

        return applied(theme_set, _reports(corpus, docs))
    plain = count is None and seed == 0 and docs is None
    if plain and (stored := _current(corpus.derived(_STORED))) is not None:
        return stored
    from vnpolicy.analysis.theme_sets import factorize

    last = _current(corpus.last_derived(_STORED)) if plain else None
    found, _ = factorize(_reports(corpus, docs), count, seed, last, corpus.watch)
    if plain:
        corpus.store_derived(_STORED, found)
    return found


def _current(stored: Any) -> dict[str, Any] | None:
    """Stored themes, if they were found by the method of now."""
    return stored if isinstance(stored, dict) and stored.get("method") == _METHOD else None


def _reports(corpus: Corpus, docs: Collection[str] | None) -> list[Report]:
    both = zip(corpus.features("terms"), corpus.features("phrases"), strict=True)
    return [(doc, words, phrases) for (doc, words), (_, phrases) in both if docs is None or doc in docs]
