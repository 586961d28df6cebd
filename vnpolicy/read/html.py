"""HTML to its main text and the header facts it states, by trafilatura (Barbaresi 2021, ACL demo)."""

from __future__ import annotations

import re
from typing import Any

from vnpolicy.errors import Refused
from vnpolicy.read import furniture, header, html_facts
from vnpolicy.read.header import Found
from vnpolicy.read.html_tree import unframed, visible
from vnpolicy.read.lines import key, split
from vnpolicy.read.lists import lists
from vnpolicy.text.unicode import normalize

_KEY = 400
"""So much of a line makes its key."""
_LACKING = 0.25
_LAST = "2100-01-01"
"""No page is later. Without it the day on the clock is taken, which may be wrong, and is another tomorrow."""


def main_text(page: str) -> tuple[str, dict[str, str]]:
    """The main text of `page`, a paragraph a line, and the header facts it states.

    The facts are those of `title`, `published`, `source`, `author`, `url` that are there: as metadata state
    them, else as the page shows them, also where that is not in the main text.

    Raises `Refused` where there is no main text.
    """
    from lxml import html

    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
        if unframed(tree):
            page = html.tostring(tree, encoding="unicode")
        shown = normalize(visible(tree))
        found = _extracted(page)
    except Exception as error:  # the parsers raise whatever they meet
        raise Refused(f"broken HTML ({type(error).__name__})") from None
    text = normalize(found.text or "").strip() if found else ""
    if not text:
        raise Refused("no main text in this HTML page")
    seen, facts = _facts(tree, found, shown)
    title = facts.get("title", "")
    return _completed(_without_rest(text, seen, title), seen, title), facts


def _extracted(page: str) -> Any:
    import trafilatura

    return trafilatura.bare_extraction(
        page,
        include_tables=True,
        include_comments=False,
        deduplicate=False,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": _LAST},
    )


def _facts(tree: Any, found: Any, shown: str) -> tuple[Found, dict[str, str]]:
    """What the page shows, and the facts."""
    lines = split(shown)
    known = html_facts.metas(tree)
    title = html_facts.title(tree, known, lines, html_facts.line(found.title or ""))
    given = {"title": title, "site": html_facts.site(tree, known, title)}
    whole = header.read(shown, lines, {name: value for name, value in given.items() if value})
    seen = whole.header
    published = html_facts.published(tree, known)
    if seen.published and (not published or seen.published.startswith(published)):
        published = seen.published
    told = html_facts.stated(tree, "author")
    values = {
        "title": title or seen.title,
        "published": published or _stated_date(found.date, tree),
        "source": seen.source or found.hostname,
        "author": html_facts.author(known, told, seen.author, found.author),
        "url": found.url,
    }
    return whole, {name: line for name, value in values.items() if value and (line := html_facts.line(value))}


def _stated_date(day: str | None, tree: Any) -> str | None:
    """The date that was guessed, if the head of the page has it; elsewhere it may be any."""
    from lxml import etree

    if not day:
        return None
    year, month, date = day.split("-")
    shape = rf"{year}[-/.]?{month}[-/.]?{date}|{date}[-/.]{month}[-/.]{year}"
    heads = (etree.tostring(head, encoding="unicode") for head in tree.iter("head"))
    return day if any(re.search(shape, head) for head in heads) else None


def _completed(text: str, seen: Found, title: str) -> str:
    """`text`, or what the page shows from its title on where `text` lacks much of the paragraphs there."""
    lines = seen.lines
    gone = furniture.cut(lines, seen.first, key(title), seen.gone)
    kept = [i for i, line in enumerate(lines) if i not in gone]
    prose = [i for i in kept if lines[i].prose]
    missing = sum(lines[i].words for i in prose if lines[i].text not in text)
    if not prose or missing < _LACKING * sum(lines[i].words for i in prose):
        return text
    start = next((i for i, line in enumerate(lines) if line.key == key(title)), prose[0])
    return "\n".join(line.text for line in lines[min(start, prose[0]) : kept[-1] + 1])


def _without_rest(text: str, seen: Found, title: str) -> str:
    """`text` without what only the whole page tells to be no part of it.

    That is the lines of a menu at its beginning, which stand before the title, and at its end teasers of
    other reports, the heading of whose list was left out.
    """
    shown = seen.lines
    at = next((i for i, line in enumerate(shown) if line.key == key(title)), 0)
    menu = {line.key for line in shown[:at] if not line.prose}
    listed = lists(shown, at + 1, ())
    others = {shown[i].key for i in listed} - {x.key for i, x in enumerate(shown) if i not in listed}
    lines = [(line, key(line[:_KEY])) for line in text.split("\n")]
    while len(lines) > 1 and lines[0][1] in menu:
        del lines[0]
    while len(lines) > 1 and lines[-1][1] in others:
        del lines[-1]
    return "\n".join(line for line, _ in lines)
