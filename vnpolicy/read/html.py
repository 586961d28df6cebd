"""HTML to its main text and the header facts it states, by trafilatura (Barbaresi 2021, ACL demo)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from vnpolicy.errors import Refused
from vnpolicy.read.stamps import stamp
from vnpolicy.text.unicode import normalize

_ISO = re.compile(r"((?:19|20)\d\d-\d\d-\d\d)(?:[T ](\d\d:\d\d))?")
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "og:published_time",
    "article.published",
    "publish_date",
    "publishdate",
    "parsely-pub-date",
    "dcterms.created",
    "dc.date.issued",
    "dc.created",
    "dc.date",
    "date",
)
_STAMP_AREA = 400


def main_text(page: str) -> tuple[str, dict[str, str]]:
    """The main text of `page`, a paragraph a line, and the header facts it states.

    The facts are those of `title`, `published`, `source`, `author`, `url` that are there.

    Raises `Refused` where there is no main text.
    """
    import trafilatura
    from lxml import html

    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
        found: Any = trafilatura.bare_extraction(
            page,
            include_tables=True,
            include_comments=False,
            deduplicate=False,
            favor_recall=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # the parsers raise whatever they meet
        raise Refused(f"broken HTML ({type(error).__name__})") from None
    text = normalize(found.text or "").strip() if found else ""
    if not text:
        raise Refused("no main text in this HTML page")
    values = {
        "title": found.title,
        "published": _published(tree) or found.date,
        "source": found.sitename or found.hostname,
        "author": found.author,
        "url": found.url,
    }
    return text, {name: _line(value) for name, value in values.items() if value and _line(value)}


def _line(value: str) -> str:
    return " ".join(normalize(str(value)).split())


def _published(tree: Any) -> str | None:
    """The date of publication: as metadata state it, else the first stamp in the page below its heading."""
    for value in _stated(tree):
        if match := _ISO.match(value.strip()):
            return match[1] + (f"T{match[2]}" if match[2] else "")
        if dated := stamp(value):
            return dated.value
    return None


def _stated(tree: Any) -> Iterator[str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        metas.setdefault(name, meta.get("content") or "")
    yield from (metas[name] for name in _DATE_NAMES if metas.get(name))
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            yield from _json_dates(script.text or "")
    for element in tree.iter("time"):
        yield element.get("datetime") or element.text_content()
    yield from _visible(tree)


def _json_dates(text: str) -> Iterator[str]:
    try:
        stack = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            if isinstance(value.get("datePublished"), str):
                yield value["datePublished"]
            stack += reversed(list(value.values()))
        elif isinstance(value, list):
            stack += reversed(value)


def _visible(tree: Any) -> Iterator[str]:
    """The lines after the first heading that are stamps and nothing else."""
    heading = next(tree.iter("h1"), None)
    if heading is None:
        return
    for seen, element in enumerate(heading.itersiblings(), 1):
        for piece in element.itertext():
            if (dated := stamp(" ".join(piece.split()))) and dated.whole:
                yield dated.value
        if seen > _STAMP_AREA:
            return
