"""Bytes to raw text, by what they hold rather than by the ending of their name."""

from __future__ import annotations

import json
import re
from pathlib import PurePath

from vnpolicy.errors import Refused
from vnpolicy.model import Raw
from vnpolicy.read.sources import Source
from vnpolicy.text.decode import decode, mend_page

_SAVE = "save it as plain text or HTML first"
_MAGIC = (
    (b"%PDF-", f"PDF is not read yet; {_SAVE}"),
    (b"\xd0\xcf\x11\xe0", f"old Word format (.doc) is not read; {_SAVE}"),
    (b"{\\rtf", f"RTF is not read; {_SAVE}"),
    (b"\x1f\x8b", "gzip is not read yet; unpack it first"),
    (b"\xfd7zXZ\x00", "xz is not read yet; unpack it first"),
    (b"BZh", "bzip2 is not read; unpack it first"),
    (b"7z\xbc\xaf", "7z is not read; unpack it first"),
)
_ROWS = {
    ".csv": f"CSV is not read yet; {_SAVE}, a file a document",
    ".tsv": f"TSV is not read yet; {_SAVE}, a file a document",
    ".jsonl": f"JSON lines are not read yet; {_SAVE}, a file a document",
}
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


def to_raw(source: Source, encoding: str | None = None) -> Raw:
    """The text of `source`, which has bytes: of HTML the main text and the header facts, else all the text.

    `encoding` is what the user says, and believed.

    Raises `Refused` for what is empty, binary, in an unknown encoding, of a format that is not read, or HTML
    without text.
    """
    data = source.data or b""
    ending = PurePath(source.path).suffix.lower()
    _refuse(data, ending)
    declared = _DECLARED.search(data[:4096])
    text, encoding = decode(data, encoding, declared[1].decode("ascii") if declared else None)
    if is_html(text):
        from vnpolicy.read.html import main_text

        text, encoding = mend_page(text, encoding)
        text, facts = main_text(text)
        return Raw(text, "html", encoding, facts)
    if _is_json_lines(text):
        raise Refused(_ROWS[".jsonl"])
    return Raw(text, "markdown" if ending == ".md" else "text", encoding)


def is_html(text: str) -> bool:
    """Whether `text` is HTML: it begins as HTML does, or holds several tags that are closed again."""
    head = text[:_HEAD]
    if _HTML.match(head):
        return True
    return bool(_CLOSING.search(head)) and len(_TAG.findall(head)) >= _TAGS


def _refuse(data: bytes, ending: str) -> None:
    """Raises `Refused` for formats that are known by name and not read."""
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise Refused(reason)
    if data.startswith(b"PK\x03\x04"):
        word = b"word/" in data[:_HEAD] or ending == ".docx"
        raise Refused(
            f"Word (.docx) is not read yet; {_SAVE}" if word else "zip is not read yet; unpack it first"
        )
    if ending in _ROWS and data.strip():
        raise Refused(_ROWS[ending])


def _is_json_lines(text: str) -> bool:
    line = text.lstrip()[:_HEAD].split("\n", 1)[0]
    if not (line.startswith("{") and line.rstrip().endswith("}")):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
