"""Bytes to raw text, by what they hold rather than by the ending of their name."""

from __future__ import annotations

import re
from pathlib import PurePath

from vnpolicy.errors import Refused
from vnpolicy.model import Raw
from vnpolicy.read.source import DEFAULT, Reading, Row, Source
from vnpolicy.text.decode import decode, mend_page, mended
from vnpolicy.text.unicode import normalize

_SAVE = "save it as plain text, HTML, PDF or .docx first"
_OLE = b"\xd0\xcf\x11\xe0"
_MAGIC = (
    (_OLE, f"old Office format (.doc, .xls) is not read; {_SAVE}"),
    (b"{\\rtf", f"RTF is not read; {_SAVE}"),
    (b"BZh", "bzip2 is not read; unpack it first"),
    (b"7z\xbc\xaf", "7z is not read; unpack it first"),
    (b"Rar!\x1a", "RAR is not read; unpack it first"),
)
_PDF_WITHIN = 1024
"""Readers of PDF take files with something before the mark."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 65536
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(
    r"</?(?:p|div|span|br|a|h[1-6]|ul|ol|li|table|tr|td|article|section|strong|em|b|i|img)\b[^<>]*>", re.I
)
_CLOSING = re.compile(r"</(?:p|div|span|h[1-6]|ul|ol|li|table|article|section)>", re.I)
_TAGS = 6
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)


def to_raw(source: Source, reading: Reading = DEFAULT) -> Raw:
    """The text of `source`, which has bytes: of HTML the main text and the header facts, else all the text.

    Raises `Refused` for what is empty, binary, in an unknown encoding, of a format that is not read,
    protected by a password, broken, too large, or without text.
    """
    raw = _converted(source, reading)
    if len(raw.text) > reading.most_text:
        raise Refused(f"more than {reading.most_text:,} characters of text; --max-size raises the limit")
    return raw


def _converted(source: Source, reading: Reading) -> Raw:
    data = source.data or b""
    if source.row is not None:
        return _row(data.decode("utf-8", "surrogatepass"), source.row, reading)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        from vnpolicy.read.pdf import pdf_text

        # old fonts hide TCVN3 and VNI in files whose letters are said to be Unicode
        text, encoding = mended(pdf_text(data, reading), "unicode")
        return Raw(normalize(text), "pdf", encoding)
    if data.startswith(b"PK\x03\x04"):
        from vnpolicy.read.apart import parsed

        text, facts = parsed("docx", data, reading)
        text, encoding = mended(text, "utf-8")
        return Raw(normalize(text), "docx", encoding, facts)
    _refuse(data)
    declared = _DECLARED.search(data[:4096])
    text, encoding = decode(data, reading.encoding, declared[1].decode("ascii") if declared else None)
    if is_html(text):
        text, encoding = mend_page(text, encoding)
        text, facts = _html(text, len(data), reading)
        return Raw(text, "html", encoding, facts)
    ending = PurePath(source.path).suffix.lower()
    return Raw(text, "markdown" if ending == ".md" else "text", encoding)


def _row(text: str, row: Row, reading: Reading) -> Raw:
    """A row: what the table states comes before what an HTML page in its cell states."""
    facts: dict[str, str] = {}
    text, encoding = mended(text, row.encoding)
    if is_html(text):
        text, facts = _html(text, len(text), reading)
    else:
        text = normalize(text)
    if not text or text.isspace():
        raise Refused("empty text")
    return Raw(text, row.format, encoding, {**facts, **dict(row.facts)})


def _html(text: str, size: int, reading: Reading) -> tuple[str, dict[str, str]]:
    from vnpolicy.read.apart import parsed

    if size > reading.most_html:
        raise Refused(reading.too_large(" for an HTML page", reading.most_html))
    return parsed("html", text.encode("utf-8", "surrogatepass"), reading)


def is_html(text: str) -> bool:
    """Whether `text` is HTML: it begins as HTML does, or holds several tags that are closed again."""
    head = text[:_HEAD]
    if _HTML.match(head):
        return True
    return bool(_CLOSING.search(head)) and len(_TAG.findall(head)) >= _TAGS


def _refuse(data: bytes) -> None:
    """Raises `Refused` for formats that are known by name and not read."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise Refused("password-protected Office document")
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise Refused(reason)
