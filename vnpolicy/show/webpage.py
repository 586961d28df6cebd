"""Rows as one plain page of HTML: a table that opens in any browser, without scripts or a network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path

from vnpolicy.model import Table, Value
from vnpolicy.show.cells import Lang, heading, phrase, shown, table_title, visible
from vnpolicy.show.links import linked_column, links

_UPRIGHT = frozenset({"show"})
"""The tables of few rows with much in each."""
_STYLE = """
:root { color-scheme: light dark; font: 100%/1.4 system-ui, sans-serif; }
body { margin: 1rem; }
table { border-collapse: collapse; }
th, td { padding: .3rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid #8886; }
thead th { position: sticky; top: 0; background: Canvas; }
tbody th { font-weight: normal; opacity: .75; }
td { white-space: pre-line; overflow-wrap: break-word; max-width: 40rem; unicode-bidi: isolate; }
.figure { text-align: right; font-variant-numeric: tabular-nums; }
@media print { thead th { position: static; } tr { break-inside: avoid; } }
"""


def webpage(table: Table, lang: Lang, addresses: Mapping[str, str], folder: Path) -> Iterator[str]:
    """The table as a page that will stand in `folder`, in pieces; headings, kinds and dates in `lang`.

    Nothing of the cells is taken as markup, and the page's Content-Security-Policy lets nothing in and no
    script run. The cell that names a report leads there (`addresses`, see `links`).
    """
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = escape(table_title(table.name, lang))
    yield (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    )
    if table.name in _UPRIGHT:
        yield from _upright(table, lang, addresses, folder)
        return
    yield "<table>\n"
    kinds = [
        ' class="figure"' if _figures(row[i] for row in table.rows) else "" for i in range(len(table.columns))
    ]
    heads = zip(table.columns, kinds, strict=True)
    cells = "".join(f'<th scope="col"{k}>{_text(heading(column, lang))}</th>' for column, k in heads)
    yield f"<thead>\n<tr>{cells}</tr>\n</thead>\n<tbody>\n"
    leading = linked_column(table)
    for row, target in zip(table.rows, links(table, addresses, folder), strict=True):
        cells = "".join(
            f"<td{kind}>{_cell(column, value, lang, target if column == leading else None)}</td>"
            for column, kind, value in zip(table.columns, kinds, row, strict=True)
        )
        yield f"<tr>{cells}</tr>\n"
    yield "</tbody>\n</table>\n</body>\n</html>\n"


def _upright(table: Table, lang: Lang, addresses: Mapping[str, str], folder: Path) -> Iterator[str]:
    """A table a row, its columns one below the other: rows of much text are read, not scanned."""
    leading = linked_column(table)
    titles = table.columns.index("title") if "title" in table.columns else None
    for row, target in zip(table.rows, links(table, addresses, folder), strict=True):
        name = (row[titles] if titles is not None else None) or phrase("no_title", lang)
        yield f"<h2>{_text(str(name))}</h2>\n<table>\n<tbody>\n"
        for column, value in zip(table.columns, row, strict=True):
            if column != "title" and value is not None and value != []:
                cell = _cell(column, value, lang, target if column == leading else None)
                yield f'<tr><th scope="row">{_text(heading(column, lang))}</th><td>{cell}</td></tr>\n'
        yield "</tbody>\n</table>\n"
    yield "</body>\n</html>\n"


def _figures(values: Iterable[Value]) -> bool:
    """Whether a column holds figures, which stand on the right."""
    return {type(value) for value in values if value is not None} in ({int}, {float}, {int, float})


def _cell(column: str, value: Value, lang: Lang, target: str | None) -> str:
    text = _text(shown(column, value, lang))
    return f'<a href="{escape(target)}" rel="noreferrer">{text}</a>' if target else text


def _text(text: str) -> str:
    return escape(visible(text))
