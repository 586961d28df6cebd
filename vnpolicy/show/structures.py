"""What `show` has in structures (event, agenda, proposals, citations), as lines that people read."""

from __future__ import annotations

from typing import Any

from vnpolicy.model import Value
from vnpolicy.show.cells import Lang, date, heading, of_reports, period, shown

STRUCTURES = frozenset({"event", "agenda", "proposals", "citations"})
"""The columns that may hold them."""
_EVENT = ("name", "date", "place", "province", "organizers", "chairs", "id")


def lines(column: str, value: Value, lang: Lang) -> list[str] | None:
    """The lines of a cell; None where it holds no structure."""
    if column == "event" and isinstance(value, dict):
        return [f"{label}: {text}" for label, text in event_facts(value, lang)]
    if column in STRUCTURES and isinstance(value, list):
        told = cited if column == "citations" else item
        records: list[Any] = [record for record in value if isinstance(record, dict)]
        return [told(record, lang) for record in records]
    return None


def event_facts(event: dict[str, Any], lang: Lang) -> list[tuple[str, str]]:
    """What is known of a document's event, each fact under its heading; its id and reports last."""
    found = []
    for name in _EVENT:
        value = period(event["date"], event["end_date"], lang) if name == "date" else event[name]
        if not value:
            continue
        text = "; ".join(value) if isinstance(value, list) else str(value)
        if name == "id":
            text += f" ({of_reports(event['reports'], lang)})"
        found.append((heading(name, lang), text))
    return found


def item(record: dict[str, Any], lang: Lang) -> str:
    """An agenda item or proposal on a line: its kind, its text, and in brackets who says it to whom."""
    kind = shown("kind", record["kind"], lang)
    number = f" ({record['number']})" if record.get("number") else ""
    text, told = " ".join(str(record["text"]).split()), said_by(record)
    return f"{kind}{number}: {text}{f' ({told})' if told else ''}"


def said_by(record: dict[str, Any]) -> str:
    """Who says an item, as what, and to whom; as much of it as is known."""
    who = ", ".join(part for part in (record.get("speaker"), record.get("role")) if part)
    to = f"→ {record['addressee']}" if record.get("addressee") else ""
    return "; ".join(part for part in (who, to) if part)


def cited(record: dict[str, Any], lang: Lang) -> str:
    """A cited document on a line: its number, and in brackets what it is, whose, and of when."""
    day = date(record["date"], lang) if record["date"] else None
    notes = ", ".join(part for part in (record["type"], record["issuer"], day) if part)
    return f"{record['number']}{f' ({notes})' if notes else ''}"
