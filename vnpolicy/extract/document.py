"""Raw text to a document with everything that depends on it alone."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from vnpolicy.model import Document, Raw

_PACKAGES = ("extract", "lexicon", "read", "text", "weights")
_LIBRARIES = ("pypdfium2", "python-docx", "trafilatura", "underthesea")


def extract(raw: Raw, recurring: Collection[str] = ()) -> Document:
    """The document of `raw`: cleaned, segmented, read for its event, agenda, proposals, citations, terms.

    `recurring`: lines, as keys, that other reports of its source have at their edges too.
    """
    from vnpolicy.extract.citations import citations
    from vnpolicy.extract.event import facts, judged
    from vnpolicy.extract.evidence import evidence
    from vnpolicy.extract.items import items
    from vnpolicy.extract.people import people as find_people
    from vnpolicy.extract.terms import terms
    from vnpolicy.read.clean import clean
    from vnpolicy.read.recurring import edges, without
    from vnpolicy.text.sentences import sentences as split
    from vnpolicy.text.words import words as segment

    cleaned = clean(raw)
    at_edges = edges(raw.text, cleaned)
    cleaned = without(raw.text, cleaned, recurring)
    header, body = cleaned.header, cleaned.body(raw.text)
    sentences = split(body)
    words = segment(body, sentences)
    people = find_people(body)
    found = judged(body, header.title, sentences)
    event = facts(found, header.published, people)
    agenda, proposals = items(body, sentences, people, found.occasion, header.author)
    features: dict[str, Any] = {
        **terms(header.title or "", body, sentences, words),
        "evidence": evidence(header, body, sentences, words, people, event),
    }
    features |= {"edges": at_edges} if at_edges else {}
    features |= {"recurring": sorted(recurring)} if recurring else {}
    digest = hashlib.sha256(raw.text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        doc=digest[:10],
        hash=digest,
        raw=raw.text,
        format=raw.format,
        encoding=raw.encoding,
        cleaned=cleaned,
        words=sum(1 for word in words if _has_letter(word.text)),
        event=event,
        agenda=tuple(agenda),
        proposals=tuple(proposals),
        citations=tuple(citations(body)),
        features=features,
    )


def _has_letter(text: str) -> bool:
    """Whether a word is one, and no mark."""
    return text[0].isalnum() or any(map(str.isalnum, text))


@cache
def stage() -> str:
    """The version of all that a document depends on; what another version made is made anew.

    It is taken from the files themselves (programs, lexicon, weights) and the libraries' versions, so that
    nobody has to remember to count it up.
    """
    digest = hashlib.sha256()
    root = Path(__file__).parents[1]
    files = [root / "model.py"]
    for package in _PACKAGES:
        files += (file for file in (root / package).rglob("*") if file.is_file() and file.suffix != ".pyc")
    for file in sorted(files):
        digest.update(f"{file.relative_to(root).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\0".encode())
    return digest.hexdigest()[:16]
