"""Files that the tests make: PDF by hand, for it needs few lines, and archives."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence

Text = tuple[float, float, float, str]
"""Left and bottom in points, size of the letters, what they say."""

_WIDTH = 500


def width(text: str, size: float) -> float:
    """How wide `text` is; every letter of the font is half as wide as high."""
    return len(text) * size * _WIDTH / 1000


def pdf(pages: Sequence[Sequence[Text]], protected: bool = False, picture: bool = False) -> bytes:
    """A PDF of pages of A4 with these texts, with a `picture` over each page where it is wanted."""
    letters = sorted({c for page in pages for *_, text in page for c in text} - {" "})
    codes = {" ": 32} | dict(zip(letters, (*range(33, 256), *range(1, 32)), strict=False))
    mapping = "".join(f"<{code:02x}> <{c.encode('utf-16-be').hex()}>\n" for c, code in codes.items())
    unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapping}endbfchar endcmap end end"
    )
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] /MediaBox [0 0 595 842] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 0 /LastChar 255 /ToUnicode 4 0 R"
        b" /Encoding /WinAnsiEncoding /Widths [" + b" ".join([str(_WIDTH).encode()] * 256) + b"] >>",
        _stream("", unicode.encode()),
        _stream(
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
            b"\xf0",
        ),
    ]
    for i, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /Contents {7 + 2 * i} 0 R"
            " /Resources << /Font << /F 3 0 R >> /XObject << /I 5 0 R >> >> >>".encode()
        )
        drawn = [
            f"BT /F {size} Tf {x} {y} Td <{bytes(codes[c] for c in text).hex()}> Tj ET"
            for x, y, size, text in page
        ]
        objects.append(_stream("", "\n".join(["q 595 0 0 842 0 0 cm /I Do Q"] * picture + drawn).encode()))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    key = "ab" * 32
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{key}> /U <{key}> >> /ID [<00> <00>]"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(objects) + 1} /Root 1 0 R {lock if protected else ''} >>\n"
        f"startxref\n{len(out)}\n%%EOF\n".encode()
    )


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def wrapped(
    text: str, left: float, top: float, measure: float, size: float = 10, step: float = 14
) -> list[Text]:
    """`text` set in lines of at most `measure` points, from `top` down."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}", size) <= measure:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [(left, top - step * i, size, line) for i, line in enumerate(lines)]


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: Mapping[str, bytes], links: Mapping[str, str] | None = None, mode: str = "w:gz") -> bytes:
    """A tar archive, packed as `mode` says, with symbolic `links`."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return out.getvalue()
