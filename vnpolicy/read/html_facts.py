"""Header facts that an HTML page states in its head, in JSON-LD (schema.org) and in what it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vnpolicy.read import marks
from vnpolicy.read.captions import name_like, names
from vnpolicy.read.lines import Line, key, make
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
_TITLE_NAMES = ("og:title", "twitter:title", "headline", "dc.title")
_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dable:author")
_PARTS = re.compile(r"\s+[-–—|:»›]{1,2}\s+|\s*\|\s*")
_LEAST_WORDS = 3
_SITE_WORDS = 10


def metas(tree: Any) -> dict[str, str]:
    """What the `meta` elements of `tree` state, by names in lower case; of several the first."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if value := line(meta.get("content") or ""):
            found.setdefault(name, value)
    return found


def line(value: str) -> str:
    """`value` in NFC as one line."""
    return " ".join(normalize(str(value)).split())


def stated(tree: Any, name: str) -> Iterator[str]:
    """The texts under `name` in the JSON-LD of `tree`; of an object the one under its `name`."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            stack = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while stack:
            value = stack.pop()
            if isinstance(value, dict):
                yield from map(line, _texts(value.get(name)))
                stack += reversed(list(value.values()))
            elif isinstance(value, list):
                stack += reversed(value)


def _texts(value: Any) -> Iterator[str]:
    for part in value if isinstance(value, list) else [value]:
        named = part.get("name") if isinstance(part, dict) else part
        if isinstance(named, str) and named.strip():
            yield named


def published(tree: Any, known: Mapping[str, str]) -> str | None:
    """The date of publication that metadata state, JSON-LD, or else a `time` element."""
    times = (element.get("datetime") or element.text_content() for element in tree.iter("time"))
    for values in ((known[x] for x in _DATE_NAMES if x in known), stated(tree, "datePublished"), times):
        for value in values:
            if match := _ISO.match(value.strip()):
                return match[1] + (f"T{match[2]}" if match[2] else "")
            if dated := stamp(value):
                return dated.value
    return None


def title(tree: Any, known: Mapping[str, str], shown: Sequence[Line], guess: str) -> str:
    """The title: the first of what is stated that the page also shows, `guess` if it shows none of it."""
    keys = {x.key for x in shown if not x.long}
    site = key(known.get("og:site_name", ""))
    whole = line(next((x.text_content() for x in tree.iter("title")), ""))
    parts = sorted(_parts(whole), key=lambda x: -len(x.split()))
    headings = [line(x.text_content()) for x in tree.iter("h1")]
    told = [known[x] for x in _TITLE_NAMES if x in known]
    told += [part for text in told for part in _parts(text)]
    for text in (*told, *stated(tree, "headline"), whole, *headings, *parts):
        if key(text) in keys and key(text) != site and _is_title(text):
            return text
    return guess if guess and key(guess) != site else ""


def _parts(text: str) -> list[str]:
    """What may be the title in the title of a page, which may have the site before or behind it."""
    cuts = [(match.start(), match.end()) for match in _PARTS.finditer(text)]
    return [text[: cut[0]] for cut in reversed(cuts)] + [text[cut[1] :] for cut in cuts]


def _is_title(text: str) -> bool:
    as_line = make(text, 1, 0, len(text), False)
    return as_line.words >= _LEAST_WORDS and not marks.phrased(as_line)


def site(tree: Any, known: Mapping[str, str], titled: str) -> str | None:
    """The name of the site: stated, the publisher's, or what stands beside the title in the page's title."""
    whole = line(next((x.text_content() for x in tree.iter("title")), ""))
    beside = ""
    if titled and whole.startswith(titled) and whole != titled:
        beside = whole[len(titled) :].lstrip(" -–—|:»›")
    names = (known.get("og:site_name", ""), *stated(tree, "publisher"), beside)
    return next((x for x in names if x and len(x.split()) <= _SITE_WORDS and key(x) != key(titled)), None)


def author(known: Mapping[str, str], told: Iterable[str], shown: str | None, guess: str | None) -> str | None:
    """The author: one who is stated by name, else whom the page shows, else a guess that is a name."""
    for text in (*(known[x] for x in _AUTHOR_NAMES if x in known), *told):
        if name_like(text):
            return text
    guesses = map(line, (guess or "").split(";"))
    return shown or next((x for x in guesses if name_like(x) and names(x.title())), None)
