"""Which laws, decrees, resolutions and decisions the documents cite."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from vnpolicy.analysis.items import first_paths
from vnpolicy.corpus.moment import at_one_moment
from vnpolicy.model import Citation, Table, Value

if TYPE_CHECKING:
    from vnpolicy.corpus.store import Corpus

COLUMNS = ("number", "type", "issuer", "date", "count", "doc", "path", "start", "end")


@at_one_moment
def citations(corpus: Corpus, docs: Collection[str] | None = None) -> Table:
    """The documents cited, a row a document and what it cites: how often, and where first.

    Documents by publication, then doc; what each cites in the order of its text. `docs`: only these
    documents.
    """
    cited: dict[str, dict[str, list[Citation]]] = defaultdict(lambda: defaultdict(list))
    for doc, citation in corpus.citations():
        if docs is None or doc in docs:
            cited[doc][citation.number].append(citation)
    rows: list[tuple[Value, ...]] = []
    for doc, path in first_paths(corpus).items():
        for number, mentions in cited.get(doc, {}).items():
            # one mention may give the date or issuer that another leaves out
            told = [
                next((v for m in mentions if (v := getattr(m, f))), None) for f in ("type", "issuer", "date")
            ]
            rows.append((number, *told, len(mentions), doc, path, mentions[0].start, mentions[0].end))
    return Table("citations", COLUMNS, rows)
