"""Pages of Markdown to paste into a briefing: events with agenda and proposals by speaker, documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vnpolicy.analysis.summary import Picture, Record, role_of
from vnpolicy.show.cells import Lang, heading, of_reports, period, phrase, shown
from vnpolicy.show.formats import escaped
from vnpolicy.show.structures import lines

FACTS = ("published", "source", "author", "url", "doc", "path")
"""What is told of a document under its title."""


def briefing(found: Sequence[Picture], lang: Lang) -> Iterator[str]:
    """The events one below the other, in pieces of Markdown; each under a heading of its own."""
    for number, picture in enumerate(found):
        if number:
            yield "\n"
        yield from _event(picture, lang)


def documents(records: Iterable[dict[str, Any]], lang: Lang) -> Iterator[str]:
    """Documents one below the other, in pieces of Markdown: facts, event, agenda, proposals, text.

    `records` are rows of `show`.
    """
    for number, record in enumerate(records):
        yield ("\n" if number else "") + f"## {escaped(record['title'] or phrase('no_title', lang))}\n\n"
        for column in FACTS:
            if record[column]:
                yield f"- {heading(column, lang)}: {escaped(shown(column, record[column], lang))}\n"
        for column in ("event", "agenda", "proposals", "citations"):
            if record[column]:
                titled = phrase if column in ("agenda", "proposals") else heading
                yield f"\n### {titled(column, lang)}\n\n"
                yield "".join(f"- {escaped(line)}\n" for line in lines(column, record[column], lang) or ())
        yield f"\n### {heading('body', lang)}\n"
        yield "".join(f"\n{escaped(line.strip())}\n" for line in record["body"].split("\n") if line.strip())


def _event(picture: Picture, lang: Lang) -> Iterator[str]:
    facts, total = picture.facts, len(picture.reports)
    yield f"## {escaped(picture.name or phrase('no_name', lang))}\n\n"
    parts = (period(facts.date, facts.end_date, lang), facts.place, of_reports(total, lang), picture.event)
    yield " · ".join(escaped(part) for part in parts if part) + "\n"
    lines = (("organizers", facts.organizers), ("chairs", facts.chairs), ("sources", picture.sources))
    told = [f"- {heading(name, lang)}: {escaped('; '.join(values))}\n" for name, values in lines if values]
    if told:
        yield "\n" + "".join(told)
    if picture.agenda:
        yield f"\n### {phrase('agenda', lang)}\n\n"
        for record in picture.programme:
            yield _item(record, str(record["speaker"] or ""), total, lang)
    if picture.proposals:
        yield f"\n### {phrase('proposals', lang)}\n"
        for speaker, records in picture.by_speaker():
            role = role_of(records) if speaker else ""
            name = f"**{escaped(speaker)}**" if speaker else f"*{phrase('no_speaker', lang)}*"
            yield f"\n{name}{', ' + escaped(role) if role else ''}\n\n"
            for record in records:
                to = record["addressee"]
                yield _item(record, f"→ {to}" if to else "", total, lang)


def _item(record: Record, beside: str, total: int, lang: Lang) -> str:
    text = " ".join(str(record["text"]).split())
    if record.get("number"):
        text = f"({record['number']}) {text}"
    notes = [beside, shared(record["reports"], total, lang)]
    behind = "; ".join(note for note in notes if note)
    kind = shown("kind", record["kind"], lang)
    return f"- *{kind}* {escaped(text)}{f' ({escaped(behind)})' if behind else ''}\n"


def shared(reports: object, total: int, lang: Lang) -> str:
    """How many of an event's reports carry an item (`2/3 reports`); nothing where there is but one report."""
    return phrase("of_all_reports", lang, n=reports, total=total) if total > 1 else ""
