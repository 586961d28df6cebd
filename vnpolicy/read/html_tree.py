"""The tree of an HTML page: tables that only lay it out taken apart, and its lines as a reader sees them."""

from __future__ import annotations

from typing import Any

_UNSEEN = frozenset(
    {"script", "style", "noscript", "head", "template", "select", "textarea", "svg", "iframe"}
)
_BLOCKS = frozenset(
    "address article aside blockquote body br button center dd div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul".split()
)
_FRAMED = "h1 h2 h3 h4 h5 h6 form article section nav header footer table iframe"
"""What no cell of a table of data holds."""
_CELL_PARAGRAPHS = 3
_CELL_WORDS = 120
_TABLE = ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup", "col")


def unframed(tree: Any) -> bool:
    """Makes divisions of the tables in `tree` that lay out the page; whether there were any.

    Such a table has one column, or a cell with headings, other tables, several paragraphs or much text.
    """
    found = [table for table in tree.iter("table") if _lays_out(table)]
    for table in found:
        for element in list(_own(table)):
            element.tag = "div"
    return bool(found)


def _own(table: Any) -> Any:
    """The elements that make up `table`, without those of tables within it."""
    stack = [table]
    while stack:
        element = stack.pop()
        yield element
        stack += [x for x in element if x.tag in _TABLE and x.tag != "table"]


def _lays_out(table: Any) -> bool:
    rows = [element for element in _own(table) if element.tag == "tr"]
    cells = [[x for x in row if x.tag in ("td", "th")] for row in rows]
    if all(len(row) <= 1 for row in cells):
        return True
    return any(_framed(cell) for row in cells for cell in row)


def _framed(cell: Any) -> bool:
    if next(cell.iter(*_FRAMED.split()), None) is not None:
        return True
    if sum(1 for x in cell.iter("p", "li") if (x.text_content() or "").strip()) > _CELL_PARAGRAPHS:
        return True
    return len(cell.text_content().split()) > _CELL_WORDS


def visible(tree: Any) -> str:
    """The text of `tree` as a browser shows it, a block a line, without blank lines."""
    from lxml import etree

    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in _UNSEEN:
                walk.skip_subtree()
            else:
                before = "\n" if element.tag in _BLOCKS else " | " if element.tag in ("td", "th") else ""
                pieces += [before, element.text or ""]
        else:
            pieces += ["\n" if element.tag in _BLOCKS else "", element.tail or ""]
    lines = ("".join(pieces[start:end]) for start, end in _between(pieces))
    return "\n".join(filter(None, (" ".join(line.split()).removeprefix("| ") for line in lines)))


def _between(pieces: list[str]) -> Any:
    """The ranges of `pieces` between those that end a line."""
    start = 0
    for at, piece in enumerate(pieces):
        if piece == "\n":
            yield start, at
            start = at + 1
    yield start, len(pieces)
