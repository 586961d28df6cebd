"""What is read rather than scanned: an event with agenda and proposals, a document with items and text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from vnpolicy.analysis.compare import Comparison
from vnpolicy.analysis.summary import Picture, Record, role_of
from vnpolicy.model import Table
from vnpolicy.show.briefing import FACTS, shared
from vnpolicy.show.cells import Lang, date, heading, of_reports, period, phrase, shown, visible
from vnpolicy.show.structures import event_facts, said_by

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

MARK = "✓"
_INDENT = 2
_READABLE = 110
"""Lines longer than this are hard to read on a screen."""
_SCREEN = 1000
"""No screen is wider: what is, is a pipe, where nothing is wrapped."""


def removed_marked(raw: str, kept: Iterable[tuple[int, int]]) -> str:
    """`raw` with what is not in the ranges `kept` between `[-` and `-]`, as wdiff writes it."""
    parts, at = [], 0
    for start, end in [*kept, (len(raw), len(raw))]:
        gone = raw[at:start]
        if gone.strip():
            inner = gone.strip()
            lead, tail = gone[: gone.index(inner)], gone[gone.index(inner) + len(inner) :]
            parts += [lead, "[-", inner, "-]", tail]
        else:
            parts.append(gone)
        parts.append(raw[start:end])
        at = end
    return "".join(parts)


def pictures_page(found: Sequence[Picture], lang: Lang, width: int) -> RenderableType:
    """Events one below the other: facts, agenda, proposals by speaker."""
    from rich.console import Group
    from rich.text import Text

    parts: list[RenderableType] = []
    for number, picture in enumerate(found):
        if number:
            parts.append(Text(""))
        parts += _picture(picture, lang, _measure(width))
    return Group(*parts)


def _picture(picture: Picture, lang: Lang, width: int) -> list[RenderableType]:
    from rich.text import Text

    facts, total = picture.facts, len(picture.reports)
    name = picture.name or phrase("no_name", lang)
    parts: list[RenderableType] = [_titled(name, width)]
    when = period(facts.date, facts.end_date, lang)
    first = [when, facts.place, of_reports(total, lang), picture.event]
    parts.append(_padded(Text(visible(" · ".join(part for part in first if part)), style="dim"), width, 0))
    for column, values in (
        ("organizers", facts.organizers),
        ("chairs", facts.chairs),
        ("sources", picture.sources),
    ):
        if values:
            parts.append(_field(heading(column, lang), "; ".join(values), width, 0))
    if picture.agenda:
        parts += [Text(""), Text(phrase("agenda", lang), style="bold")]
        parts += [_item(record, lang, width, record["speaker"], total) for record in picture.programme]
    if picture.proposals:
        parts += [Text(""), Text(phrase("proposals", lang), style="bold")]
        for speaker, records in picture.by_speaker():
            role = role_of(records) if speaker else ""
            who = (
                ", ".join(part for part in (speaker, role) if part) if speaker else phrase("no_speaker", lang)
            )
            parts.append(_padded(Text(visible(who), style="underline" if speaker else "dim"), width, _INDENT))
            for record in records:
                to = f"→ {record['addressee']}" if record["addressee"] else None
                parts.append(_item(record, lang, width, to, total))
    return parts


def comparison_page(found: Comparison, lang: Lang, width: int) -> RenderableType:
    """The reports of an event under numbers, and which of them carries which item."""
    from rich.console import Group
    from rich.text import Text

    from vnpolicy.show.terminal import tabular

    parts: list[RenderableType] = []
    for number, report in enumerate(found.reports, 1):
        about = [date((report.published or "").split("T", 1)[0], lang), report.source, report.title]
        told = " · ".join(part for part in about if part) or report.paths[0]
        parts.append(_field(str(number), f"{told} ({report.doc})", width, 0))
    return Group(*parts, Text(""), tabular(marked(found), lang, width))


def marked(found: Comparison, named: bool = False) -> Table:
    """The comparison as people read it: a mark where a report carries an item. Reports go by number, or
    `named`, by number and source.
    """
    numbers = [
        f"{number} {report.source or PurePath(report.paths[0]).name}" if named else str(number)
        for number, report in enumerate(found.reports, 1)
    ]
    first = len(found.table.columns) - len(found.reports)
    rows = [(*row[:first], *(MARK if cell else None for cell in row[first:])) for row in found.table.rows]
    return Table(found.table.name, (*found.table.columns[:first], *numbers), rows)


def document_page(record: dict[str, Any], lang: Lang, width: int) -> RenderableType:
    """A document: header, event, agenda, proposals, citations, text. `record` is a row of `show`."""
    from rich.console import Group
    from rich.text import Text

    width = _measure(width)
    parts: list[RenderableType] = [_titled(record["title"] or phrase("no_title", lang), width)]
    parts += [
        _field(heading(column, lang), shown(column, record[column], lang), width, 0)
        for column in FACTS
        if record[column]
    ]
    event = record["event"]
    if event:
        parts += [Text(""), Text(heading("event", lang), style="bold")]
        parts += [_field(label, text, width, _INDENT) for label, text in event_facts(event, lang)]
    for section in ("agenda", "proposals"):
        if record[section]:
            parts += [Text(""), Text(phrase(section, lang), style="bold")]
            parts += [_item(item, lang, width, said_by(item)) for item in record[section]]
    if record["citations"]:
        parts += [Text(""), Text(heading("citations", lang), style="bold")]
        numbers = dict.fromkeys(citation["number"] for citation in record["citations"])
        parts.append(_padded(Text(visible("; ".join(numbers))), width, _INDENT))
    parts += [Text(""), Text(heading("body", lang), style="bold")]
    parts += [_padded(Text(visible(line)), width, 0) for line in record["body"].split("\n")]
    return Group(*parts)


def _measure(width: int) -> int:
    return min(width, _READABLE) if width <= _SCREEN else width


def _titled(title: str, width: int) -> RenderableType:
    from rich.cells import cell_len
    from rich.console import Group
    from rich.text import Text

    text = Text(visible(title), style="bold")
    rule = "─" * min(width, max(cell_len(line) for line in visible(title).split("\n")))
    return Group(_padded(text, width, 0), Text(rule, style="dim"))


def _field(label: str, value: str, width: int, indent: int) -> RenderableType:
    from rich.text import Text

    text = Text()
    text.append(f"{label}: ", style="dim")
    text.append(visible(value))
    return _padded(text, width, indent)


def _item(record: Record, lang: Lang, width: int, beside: object, total: int = 1) -> RenderableType:
    """One agenda item or proposal: its kind, its text, and behind it who, and how many of `total` reports."""
    from rich.table import Table as Grid
    from rich.text import Text

    notes = [beside, shared(record.get("reports"), total, lang)]
    number = f"({record['number']}) " if record.get("number") else ""
    text = Text(visible(number + " ".join(str(record["text"]).split())))
    if any(notes):
        text.append(visible(f"  ({'; '.join(str(note) for note in notes if note)})"), style="dim")
    grid = Grid.grid(padding=(0, 2, 0, 0))
    kind = shown("kind", record["kind"], lang)
    grid.add_column(width=_kind_width(lang), no_wrap=True)
    grid.add_column(max_width=max(20, width - _kind_width(lang) - 2 * _INDENT), overflow="fold")
    grid.add_row(Text(kind, style="dim"), text)
    return _padded(grid, width, 2 * _INDENT)


def _kind_width(lang: Lang) -> int:
    return max(
        len(shown("kind", k, lang)) for k in ("recommendation", "directive", "need", "topic", "session")
    )


def _padded(inner: RenderableType | Text, width: int, indent: int) -> RenderableType:
    from rich.padding import Padding

    return Padding(inner, (0, 0, 0, indent), expand=False)
