"""One page of HTML that holds all it shows: data, texts, style, programs. Nothing is asked of a network.

A strict Content-Security-Policy (W3C, level 3) names the style and programs by their SHA-256; the texts of
the reports are packed (zlib, base64) and unpacked by the browser when they are first needed.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import zlib
from collections.abc import Iterable
from importlib.resources import files
from string import Template
from typing import Any, TypeVar

import vnpolicy
from vnpolicy import lexicon
from vnpolicy.analysis.report import Item, Occasion, Report, Whole
from vnpolicy.show.cells import Lang, heading, phrase, shown, visible

_D3 = (
    *("internmap", "d3-array", "d3-color", "d3-format", "d3-interpolate", "d3-time", "d3-time-format"),
    *("d3-scale", "d3-selection", "d3-axis"),
)
"""D3's published files, each after those that it needs; page/d3/README.md tells where they are from."""
_PROGRAMS = ("text", "data", "charts", "cards", "lists", "reader", "main")
_KINDS = ("recommendation", "directive", "need", "theme", "session", "topic")
_HEADINGS = ("organizers", "chairs", "place", "province", "kind", "speaker", "source", "theme", "keyword")
_PHRASES = ("no_name", "no_speaker", "no_title")
_GROUP_KINDS = ("lead", "copy", "report", "only")
_LEAST = 0.1
"""The least probability of a keyword that is kept."""

T = TypeVar("T")


def page(found: Whole, lang: Lang, title: str | None = None) -> str:
    """The page as HTML; `title` stands over it. The same contents give the same text."""
    said = texts(lang)
    n = f"{len(found.reports):,}".replace(",", "." if lang == "vi" else ",")
    said["about_text"] = said["about_text"].format(version=vnpolicy.__version__, n=n)
    style = _part("page.css")
    d3 = "\n".join(_part(f"d3/{name}.min.js").strip() for name in _D3)
    program = "\n".join(_part(f"{name}.js") for name in _PROGRAMS)
    program = f'(() => {{\n"use strict";\n{program}}})();'
    policy = (
        f"default-src 'none'; script-src {_hash(d3)} {_hash(program)}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
    values = {f"t_{name}": text for name, text in said.items()}
    values |= {"lang": lang, "title": visible(title or said["title"]), "policy": policy}
    escaped = {name: html.escape(value) for name, value in values.items()}
    raw = {
        "style": style,
        "d3": d3,
        "program": program,
        "data": _json(contents(found, lang)),
        "bodies": _packed(bodies(found.reports)),
    }
    return Template(_part("page.html")).substitute(escaped | raw)


def texts(lang: Lang) -> dict[str, str]:
    """What the page says, by name; what tables say, too, in the same words."""
    shared = {name: heading(name, lang) for name in _HEADINGS} | {
        name: phrase(name, lang) for name in _PHRASES
    }
    return shared | {name: both[lang] for name, both in lexicon.table("page.toml")["texts"].items()}


def contents(found: Whole, lang: Lang) -> dict[str, Any]:
    """The data of the page but for the texts of the reports. Reports, themes, sources and keywords are named
    by their place in these lists; what is missing is left out.
    """
    counts = lexicon.table("page.toml")["counts"]
    at = {report.stored.doc: i for i, report in enumerate(found.reports)}
    themes = {label: i for i, (label, _) in enumerate(found.themes)}
    sources = _places(report.stored.source for report in found.reports)
    keywords = _places(word for report in found.reports for word, p in report.keywords if p >= _LEAST)
    units = {report.stored.doc: _utf16(report.body) for report in found.reports}
    return {
        "texts": texts(lang),
        "counts": {
            name: [form.get("one" if lang == "en" else lang), form[lang]] for name, form in counts.items()
        },
        "kinds": {kind: shown("kind", kind, lang) for kind in (*_KINDS, *_GROUP_KINDS)},
        "themes": [
            {"label": visible(label), "keywords": [visible(word) for word in words]}
            for label, words in found.themes
        ],
        "sources": [visible(source) for source in sources],
        "keywords": [visible(word) for word in keywords],
        "reports": [_report(report, sources, themes, keywords) for report in found.reports],
        "events": [_occasion(occasion, at, themes, units) for occasion in found.occasions],
    }


def bodies(reports: Iterable[Report]) -> list[str]:
    """The texts, where every character that could turn the reading order round is U+FFFD, in place."""
    return [_harmless(report.body) for report in reports]


def _report(
    report: Report, sources: dict[str, int], themes: dict[str, int], keywords: dict[str, int]
) -> dict[str, Any]:
    header = report.stored
    return _told(
        doc=header.doc,
        title=_line(header.title),
        published=header.published,
        # what a document says of itself counts only as long as it has no event
        date=header.event.date if header.event else None,
        source=sources.get(header.source or ""),
        path=visible(header.paths[0]) if header.paths else None,
        url=report.url if report.url and report.url.lower().startswith(("http://", "https://")) else None,
        words=header.words,
        kind=report.kind,
        theme=themes.get(report.theme or ""),
        keywords=[[keywords[word], round(p, 3)] for word, p in report.keywords if p >= _LEAST],
    )


def _occasion(
    occasion: Occasion, at: dict[str, int], themes: dict[str, int], units: dict[str, list[int] | None]
) -> dict[str, Any]:
    facts = occasion.facts
    return _told(
        id=occasion.event,
        told=facts is not None,
        name=_line(occasion.name),
        date=facts.date if facts else None,
        end=facts.end_date if facts else None,
        place=_line(facts.place) if facts else None,
        province=facts.province if facts else None,
        organizers=[_line(name) for name in facts.organizers] if facts else None,
        chairs=[_line(name) for name in facts.chairs] if facts else None,
        theme=themes.get(occasion.theme or ""),
        lead=at[occasion.lead],
        reports=[at[doc] for doc in occasion.reports],
        items=[_item(item, at, themes, units) for item in occasion.items],
    )


def _item(
    item: Item, at: dict[str, int], themes: dict[str, int], units: dict[str, list[int] | None]
) -> dict[str, Any]:
    passages = []
    for passage in item.passages:
        before = units[passage.doc]
        start, end = (before[i] if before else i for i in (passage.start, passage.end))
        passages.append([at[passage.doc], start, end])
    return _told(
        section=item.section,
        kind=item.kind,
        text=_line(item.text),
        number=_line(item.number),
        speaker=_line(item.speaker),
        person=item.person or None,
        role=_line(item.role),
        to=_line(item.addressee),
        theme=themes.get(item.theme or ""),
        passages=passages,
    )


def _told(**facts: Any) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, [], "")}


def _places(names: Iterable[str | None]) -> dict[str, int]:
    """Each name once, sorted, with its place."""
    return {name: i for i, name in enumerate(sorted({name for name in names if name}))}


def _line(text: str | None) -> str | None:
    return None if text is None else visible(" ".join(text.split()))


def _harmless(body: str) -> str:
    if visible(body) == body:
        return body
    return "".join(char if visible(char) == char else "\ufffd" for char in body)


def _utf16(body: str) -> list[int] | None:
    """For each place in `body` how many UTF-16 units stand before it, as browsers count; None where that is
    the same number.
    """
    if body.isascii() or max(body) <= "\uffff":
        return None
    before = [0]
    for char in body:
        before.append(before[-1] + (2 if char > "\uffff" else 1))
    return before


def _packed(value: Any) -> str:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")


def _json(value: Any) -> str:
    """JSON that ends no script element and opens no comment in HTML."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _part(name: str) -> str:
    return (files("vnpolicy.show") / "page" / name).read_text(encoding="utf-8").replace("\r\n", "\n")
