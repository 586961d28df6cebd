"""Files made to harm whoever reads them: bombs, loops, lies, steering characters, texts that hurt patterns.

    python tests/zoo.py FOLDER

writes them into FOLDER. `beasts` has the bytes of each under its name, `special` makes what only a file
system holds (pipes, links, odd names).
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import lzma
import os
import random
import socket
import struct
import sys
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

REPORT = """Họp bàn việc chống hạn ở vùng cao
12/03/2021 09:30

Sáng 12-3, tại thành phố Lào Cai, Chi cục Thủy lợi tổ chức hội nghị bàn về chống hạn.

Ông Vũ Đình Khang đề nghị tỉnh sớm cấp máy bơm cho các xã vùng cao.
"""
CANARY = "chim-hoang-yen-4711"
"""Stands in a file outside; where it comes up, something was read that must not be."""

MB = 1_000_000
_CALL = "=cmd|' /C calc'!A0"


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "w", method) as archive:
            for name, data in members.items():
                archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def patched(data: bytes, *changes: tuple[bytes, int, bytes]) -> bytes:
    """`data` with bytes put in at so many bytes from each place where a mark stands."""
    made = bytearray(data)
    for mark, behind, new in changes:
        at = made.find(mark)
        while at >= 0:
            made[at + behind : at + behind + len(new)] = new
            at = made.find(mark, at + 4)
    return bytes(made)


def tarred(members: list[tuple[tarfile.TarInfo, bytes]], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=tarfile.GNU_FORMAT) as archive:  # type: ignore[call-overload]
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def entry(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_TEXT = REPORT.encode()


def _overlapping() -> bytes:
    """Thousands of members that are all the same bytes of the archive."""
    whole = zipped({"a000.txt": b"muoi " * 200_000})
    at, end = whole.index(_CENTRAL), whole.index(_END)
    one = whole[at:end]
    directory = b"".join(one.replace(b"a000.txt", b"a%03d.txt" % n) for n in range(999))
    return whole[:at] + directory + _END + struct.pack("<4H2LH", 0, 0, 999, 999, len(directory), at, 0)


def _nested(depth: int, data: bytes, name: str = "a.txt") -> bytes:
    for n in range(depth):
        data = zipped({name if n == 0 else "inner.zip": data})
    return data


def archives() -> Iterator[tuple[str, bytes]]:
    """Zip, tar, gzip, xz."""
    zeros, plain = bytes(60 * MB), {"a.txt": _TEXT}
    yield "bomb.zip", zipped({"a.txt": zeros, "b.txt": _TEXT})
    yield "many-bombs.zip", zipped({f"{n}.txt": zeros[: 3 * MB] for n in range(60)})
    yield "nested-bomb.zip", zipped({f"{n}.zip": zipped({"a.txt": zeros[: 30 * MB]}) for n in range(30)})
    yield "nested.zip", _nested(9, _TEXT)
    yield "overlapping.zip", _overlapping()
    yield "ratio.txt.gz", gzip.compress(zeros)
    yield "ratio.txt.xz", lzma.compress(zeros)
    deep = _TEXT
    for _ in range(30):
        deep = gzip.compress(deep)
    yield "squeezed-thirty-times.txt.gz", deep
    for name in ("../../up.txt", "/tmp/absolute.txt", "C:\\up.txt", "..\\..\\up.txt", "a/../../../up.txt"):
        kind = "".join(c if c.isalnum() else "_" for c in name)
        yield f"outside-{kind}.zip", zipped({name: _TEXT, **plain})
        yield f"outside-{kind}.tar.gz", tarred([(entry(name), _TEXT), (entry("a.txt"), _TEXT)])
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "canary.txt")
    yield "link.zip", out.getvalue()
    kinds = {"symlink": tarfile.SYMTYPE, "hard": tarfile.LNKTYPE, "fifo": tarfile.FIFOTYPE}
    kinds |= {"device": tarfile.CHRTYPE, "sparse": tarfile.GNUTYPE_SPARSE}
    for name, kind in kinds.items():
        members = [(entry("l.txt", kind, "../elsewhere/canary.txt"), b""), (entry("a.txt"), _TEXT)]
        yield f"{name}.tar.gz", tarred(members)
    good = zipped(plain)
    yield "size-too-small.zip", patched(good, (_LOCAL, 22, b"\1\0\0\0"), (_CENTRAL, 24, b"\1\0\0\0"))
    yield "size-too-large.zip", patched(good, (_LOCAL, 22, b"\xf0" * 4), (_CENTRAL, 24, b"\xf0" * 4))
    yield "packed-size-wrong.zip", patched(good, (_CENTRAL, 20, b"\xf0\xff\0\0"))
    yield "encrypted.zip", patched(good, (_LOCAL, 6, b"\1"), (_CENTRAL, 8, b"\1"))
    yield "unknown-method.zip", patched(good, (_LOCAL, 8, b"\x63"), (_CENTRAL, 10, b"\x63"))
    yield "truncated.zip", good[:-40]
    yield "count-wrong.zip", patched(good, (_END, 8, b"\xff\xff\xff\xff"))
    yield "directory-of-gigabytes.zip", patched(good, (_END, 12, b"\xf0\xff\xff\x7f"))
    yield "offset-wrong.zip", patched(good, (_END, 16, b"\xf0\xff\xff\x7f"))
    yield "twenty-thousand.zip", zipped({f"{n}.png": b"" for n in range(20_000)}, zipfile.ZIP_STORED)
    yield "names.zip", zipped({"a\nb.txt": _TEXT, "\x1b[31mred.txt": _TEXT, "\u202egpj.txt": _TEXT})
    yield "long-name.zip", zipped({"x" * 60_000 + ".txt": _TEXT})
    yield "name-in-no-encoding.zip", good.replace(b"a.txt", b"\xff.txt")
    yield "same-name.zip", zipped({"a.txt": _TEXT, "./a.txt": _TEXT, "d//../a.txt": _TEXT})
    yield "twenty-thousand.tar.gz", tarred([(entry(f"{n}.png"), b"") for n in range(20_000)])
    tar = tarred([(entry("a.txt"), _TEXT)], "w")
    yield "tar-size-of-gigabytes.tar", tar[:124] + b"77777777777\0" + tar[136:]
    yield "tar-size-negative.tar", tar[:124] + b"\xff" * 12 + tar[136:]
    pax = b"30 path=" + b"x" * 21 + b"\n"
    yield "tar-pax-junk.tar", tarred([(entry("p", b"x"), pax * 1000), (entry("a.txt"), _TEXT)], "w")
    yield "truncated.tar.gz", gzip.compress(tar)[:-20]
    yield "truncated.txt.xz", lzma.compress(_TEXT * 50)[:-40]
    yield "garbage-behind.txt.gz", gzip.compress(_TEXT) + b"junk" * 100
    yield "members.txt.gz", gzip.compress(b"") * 20_000 + gzip.compress(_TEXT)
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30, "mode": lzma.MODE_FAST, "nice_len": 8}]
    with contextlib.suppress(MemoryError):
        header = lzma.compress(_TEXT, filters=[{**filters[0], "dict_size": 1 << 20}])
        # the byte that says how large the dictionary is, and the checksum of the header
        made = bytearray(header)
        made[16] = 38
        made[12 + 8 : 12 + 12] = struct.pack("<I", zlib.crc32(bytes(made[12 : 12 + 8])))
        yield "dictionary-of-gigabytes.txt.xz", bytes(made)
    for name, magic in (("a.7z", b"7z\xbc\xaf\x27\x1c"), ("a.rar", b"Rar!\x1a\x07"), ("a.bz2", b"BZh91AY")):
        yield name, magic + random.Random(1).randbytes(500)


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
    ' ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
    ' Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="{}"/></Relationships>'
)
_LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)


def word(body: str, before: str = "", **parts: str | bytes) -> bytes:
    """A Word document of this body."""
    document = f"<?xml version='1.0'?>{before}<w:document {_W}><w:body>{body}</w:body></w:document>"
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format("word/document.xml"),
        "word/document.xml": document,
    }
    return zipped(members | {name.replace("__", "/").replace("_xml", ".xml"): v for name, v in parts.items()})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def documents(outside: Path) -> Iterator[tuple[str, bytes]]:
    """Word documents."""
    body = "".join(paragraph(line) for line in REPORT.split("\n"))
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{outside.as_uri()}">]>'
    remote = '<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>'
    yield "laughs.docx", word(body + paragraph("&a9;"), _LAUGHS)
    yield "entity.docx", word(body + paragraph("&x;"), entity)
    yield "remote-entity.docx", word(body, remote)
    yield (
        "remote-template.docx",
        zipped(
            {
                "[Content_Types].xml": _TYPES,
                "_rels/.rels": _RELATIONS.format("word/document.xml"),
                "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
                "word/_rels/document.xml.rels": _RELATIONS.format(
                    'http://127.0.0.1:9/t" TargetMode="External'
                ),
            }
        ),
    )
    yield "huge.docx", word(paragraph(" " * (80 * MB)))
    yield "paragraphs.docx", word("".join(paragraph(f"{n * 7919 % 99991:x}") for n in range(40_000)))
    yield "empty-paragraphs.docx", word("<w:p/>" * MB)
    yield "deep.docx", word("<w:sdt>" * 100_000 + body + "</w:sdt>" * 100_000)
    table = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
    yield "deep-tables.docx", word(table[0] * 3000 + body + table[1] * 3000)
    yield "no-xml.docx", zipped({"[Content_Types].xml": _TYPES, "word/document.xml": b"\0\1\2<" * 99})
    yield "no-relations.docx", zipped({"[Content_Types].xml": _TYPES, "word/document.xml": "<a/>"})
    yield (
        "outside.docx",
        zipped(
            {
                "[Content_Types].xml": _TYPES,
                "_rels/.rels": _RELATIONS.format("../../canary.txt"),
                "word/document.xml": "x",
            }
        ),
    )
    yield "truncated.docx", word(body)[:-30]
    yield "broken-inside.docx", patched(word(body * 50), (b"word/document.xml", 60, b"\xff" * 40))
    yield "many-parts.docx", word(body, **{f"word__x{n}_xml": "<a/>" for n in range(5000)})


def pdf(objects: list[bytes], trailer: bytes = b"/Root 1 0 R", broken: bool = False) -> bytes:
    """A PDF of these objects, numbered from 1."""
    out, places = b"%PDF-1.7\n", []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % (0 if broken else place) for place in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n" % (entries, len(data)) + data + b"\nendstream"


def portable() -> Iterator[tuple[str, bytes]]:
    """PDF."""
    catalog = b"<< /Type /Catalog /Pages 2 0 R %s >>"
    font = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources " + font + b" >>"
    text = b"BT /F 12 Tf 60 700 Td (Hop ban viec chong han o vung cao, ngay 12 thang 3) Tj ET"

    def made(
        kids: bytes = b"3 0 R", count: int = 1, content: bytes = b"", more: bytes = b"", **given: object
    ) -> bytes:
        pages = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids)
        return pdf([catalog % more, pages, page, content or stream(text)], **given)  # type: ignore[arg-type]

    yield "broken-xref.pdf", made(broken=True)
    yield "loop.pdf", made(b"2 0 R 3 0 R", 2)
    yield "million-pages-claimed.pdf", made(count=MB)
    yield "million-pages.pdf", made(b"3 0 R " * MB, MB)
    yield "four-thousand-pages.pdf", made(b"3 0 R " * 4000, 4000)
    yield "pages-negative.pdf", made(count=-5)
    huge = zlib.compress(text * 3 * MB)
    yield "huge-stream.pdf", made(content=stream(huge, b"/Filter /FlateDecode"))
    twice = zlib.compress(zlib.compress(bytes(400 * MB)))
    yield "flate-flate.pdf", made(content=stream(twice, b"/Filter [/FlateDecode /FlateDecode]"))
    yield (
        "encrypted.pdf",
        pdf(
            [catalog % b"", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, stream(text)],
            b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]"
            % (b"ab" * 32, b"ab" * 32),
        ),
    )
    yield "length-wrong.pdf", made(content=stream(text).replace(b"/Length ", b"/Length 99999"))
    action = b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\)) >>"
    yield "javascript.pdf", made(more=action)
    yield "truncated.pdf", made()[:-200]
    yield "only-a-mark.pdf", b"%PDF-1.7\n"
    yield "brackets.pdf", made(content=stream(b"[" * MB))
    yield "brackets-in-pages.pdf", made(b"[" * 200_000 + b"3 0 R")
    itself = stream(
        b"/X Do " * 100,
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>",
    )
    yield "form-in-itself.pdf", made(content=itself)
    yield (
        "numbers.pdf",
        made(content=stream(b"BT /F 1e99 Tf 99999999999 -1e30 Td (" + b"x" * 99 + b") Tj ET")),
    )
    yield "deflate-junk.pdf", made(content=stream(random.Random(2).randbytes(9000), b"/Filter /FlateDecode"))


def pages(outside: Path) -> Iterator[tuple[str, bytes]]:
    """HTML."""
    paragraphs = "".join(f"<p>{line}</p>" for line in REPORT.split("\n") if line)

    def page(body: str, head: str = "", before: str = "<!DOCTYPE html>") -> bytes:
        return f"{before}<html><head>{head}</head><body>{body}{paragraphs}</body></html>".encode()

    deep = 100_000
    yield "divs.html", page("<div>" * deep) + b"</div>" * deep
    yield "spans.html", page("<b><i><span>" * 30_000)
    yield "tables.html", page("<table><tr><td>" * 5000)
    yield "lists.html", page("<ul><li>" * 20_000)
    yield "attribute.html", page(f'<div class="{"x " * (2 * MB)}">')
    yield "attributes.html", page("<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">")
    yield (
        "network.html",
        page(
            '<script src="http://127.0.0.1:9/a.js">alert(1)</script><iframe src="http://127.0.0.1:9/"></iframe>'
            '<img src="http://127.0.0.1:9/a.png" onerror="alert(1)"><object data="http://127.0.0.1:9/"></object>'
            '<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><form action="http://127.0.0.1:9/"></form>',
            '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">'
            f'<base href="{outside.parent.as_uri()}/">',
        ),
    )
    yield (
        "entities.html",
        page(
            "<p>&a9;&x;&#x110000;&#0;&#xD800;&#99999999999;</p>",
            "",
            _LAUGHS.replace("<!DOCTYPE d", "<!DOCTYPE html"),
        ),
    )
    entity = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{outside.as_uri()}">]>'
    yield "entity.html", page("<p>Thực thể: &x;</p>", "", entity)
    yield "unclosed.html", page("<p" * 300_000)
    yield "open-tags.html", page("<" * MB)
    yield "comment.html", page("<!--" + "-" * MB)
    yield "links.html", page("".join(f'<a href="/{n}">Tin {n}</a> ' for n in range(30_000)))
    yield "breaks.html", page("<br>" * 200_000)
    yield "title.html", page("", f"<title>{'Tin ' * 200_000}</title>")
    facts = '{"@type":"NewsArticle","author":' + "[" * 50_000 + "}"
    yield "facts.html", page("", f'<script type="application/ld+json">{facts}</script>')
    yield "charset.html", page("", '<meta charset="utf-7"><meta charset="idna">')
    yield "svg.html", page("<svg><math>" * 20_000)
    yield (
        "markup.html",
        page(f"<p>{'&lt;script&gt;alert(1)&lt;/script&gt; ' * 3} đề nghị tỉnh &lt;b&gt;cấp vốn.</p>"),
    )
    yield "select.html", page("<select><option>" * 30_000)
    yield "nulls.html", page("\0" * 1000 + "<p>\0x</p>")


def tables(length: int) -> Iterator[tuple[str, bytes]]:
    """CSV, TSV, JSON lines; `length` is that of the one with an id over and over."""
    head = b"id,title,text\n"
    row = b'1,Tin,"%s"\n' % _TEXT.replace(b'"', b'""')
    yield "field.csv", head + b'1,Tin,"' + b"nuoc " * (20 * MB) + b'"\n' + row
    yield "nulls.csv", head + b"1,Tin,\0\0\0x\0\n" + row
    yield "ragged.csv", head + b"1\n1,2,3,4,5,6\n,,\n" + row + b"\n\n\r\r\r\n"
    yield "quotes.csv", head + row + b'2,Tin,"' + b"khong dong lai\n" * 300_000
    yield (
        "columns.csv",
        b",".join(b"c%d" % n for n in range(200_000)) + b",text\n" + b"," * 200_000 + _TEXT[:30] + b"\n",
    )
    yield "delimiters.csv", head + b"," * 2 * MB + b"\n" + row
    formulas = [
        "=1+1",
        '=HYPERLINK("http://127.0.0.1:9/","x")',
        "+1",
        "-1+1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "=cmd|' /C calc'!A0",
    ]
    rows = [
        f'{n},"{f.replace(chr(34), chr(34) * 2)}","{f.replace(chr(34), chr(34) * 2)}\n{REPORT}"'
        for n, f in enumerate(formulas)
    ]
    yield "formulas.csv", ("id,title,text\n" + "\n".join(rows)).encode()
    record = {"id": "a", "title": "Tin", "text": REPORT}
    good = json.dumps(record).encode() + b"\n"
    yield "deep.jsonl", b'{"text": ' + b"[" * MB + b"]" * MB + b"}\n" + good
    yield "deep-objects.jsonl", b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"\n" + good
    numbers = (b"9" * 100_000, b"1e999999", b"-1e-999999", b"NaN", b"Infinity", b"0." + b"0" * 100_000 + b"1")
    yield (
        "numbers.jsonl",
        b"".join(b'{"id": %s, "published": %s, "text": "x y"}\n' % (n, n) for n in numbers) + good,
    )
    yield (
        "keys.jsonl",
        b'{"text": "a", "text": "b", ' + b",".join(b'"k%d": 1' % n for n in range(50_000)) + b"}\n",
    )
    yield (
        "surrogates.jsonl",
        b'{"id": "\\ud800", "title": "\\udfff x", "text": "mot \\ud83d hai \\udc00 ba"}\n' + good,
    )
    yield (
        "no-objects.jsonl",
        b'[1]\n"x"\nnull\n1\n{}\n{"text": {"a": 1}}\n{"text": [1]}\n{"text": true}\n' + good,
    )
    yield "line.jsonl", b'{"text": "' + b"x" * (60 * MB) + b'"}\n' + good
    odd = ["\x1b[2J", "a\nb", "\u202ex", "../../x", "#", "a#b/c", "[red]x[/red]", "=1+1", "x" * 5000, " "]
    yield "ids.jsonl", b"".join(json.dumps({**record, "id": i, "title": i}).encode() + b"\n" for i in odd)
    yield (
        "same-ids.jsonl",
        b"".join(json.dumps({"id": 1, "text": f"Tin {n}"}).encode() + b"\n" for n in range(length // 33)),
    )


def texts() -> Iterator[tuple[str, bytes]]:
    """Plain text: encodings, characters that steer."""
    yield "utf-16-without-mark.txt", REPORT.encode("utf-16-le")
    yield "utf-16-odd.txt", REPORT.encode("utf-16") + b"x"
    yield "mark-only.txt", b"\xef\xbb\xbf"
    yield "empty.txt", b""
    yield "junk.txt", random.Random(3).randbytes(300_000)
    yield "overlong.txt", _TEXT + b"\xc0\xaf\xed\xa0\x80\xf5\x80\x80\x80" * 9
    yield "controls.txt", (REPORT + "".join(map(chr, range(160))) * 9).encode()
    yield (
        "escapes.txt",
        (
            "\x1b[31mTin đỏ\x1b]0;x\x07\x1b[2J\x9b31m\n" + REPORT.replace("Khang", "\x1b[8mKhang\x1b[0m")
        ).encode(),
    )
    yield "bidi.txt", REPORT.replace("Khang", "\u202egnahK\u202c \u2066x\u2069 \u200f").encode()
    yield (
        "markup.txt",
        REPORT.replace("Khang", "[bold red]Khang[/] [link=http://127.0.0.1:9/]x[/link] <script>").encode(),
    )
    yield "formulas.txt", b"=1+1\n" + _TEXT.replace("đề nghị".encode(), "đề nghị =cmd|' /C calc'!A0".encode())
    yield "marks.txt", ("a" + "\u0301\u0323\u0302" * 40_000).encode()
    yield "zero-width.txt", ("\u200b\u200d\ufeff" * 40_000 + REPORT).encode()
    yield "surrogates.txt", _TEXT + "\ud800 x".encode("utf-8", "surrogatepass")
    yield "one-line.txt", REPORT.replace("\n", " ").encode() * 400


PATTERNS = (
    *("a", "a ", "A", "Ạ", "1", "(", ")", "[]", "()", '"', "“", "”", "'", ",", ", ", ";", "; ", ".", ". "),
    *("-", "- ", "\n", "\n\n", "\n- x", "\n1. x", "\t", " ", "\u00a0", "_", "/", ":", ": ", "…", "*", "#"),
    *("|", "1.", "1,", "1/", "I", "X.", "1/1/2020 ", "ngày 1-1-2020, ", "ngày ", "từ ngày 1 đến ngày "),
    *("tháng 1 năm ", "12:30 ", "13h", "Nghị định số 1/2020/NĐ-CP, ", "Nghị quyết ", "số ", "Luật "),
    *("Nghị quyết số 1-NQ/TW và ", "các Nghị định 1, ", "Nguyễn Văn An, ", "Nguyễn ", "ông Nguyễn Văn An "),
    *("Ông Nguyễn Văn An, Giám đốc Sở Y tế, ", "Giám đốc ", "PGS.TS. ", "đề nghị ", "đề nghị tỉnh, ", "và "),
    *("tại ", "tại Hà Nội, ", "Hội nghị ", "HỘI NGHỊ ", "do ", "của ", "cho rằng ", "phải ", "http://a.vn/"),
    *(
        "a@b.vn ",
        "<p>",
        "&amp;",
        "[1] ",
        "Phiên 1: ",
        "Chủ đề: ",
        "Theo ",
        "(ảnh: A) ",
        "Ảnh: ",
        "Tin, ảnh: ",
    ),
)


def patterns(length: int) -> Iterator[tuple[str, bytes]]:
    """Texts of so many characters: one piece over and over, nested, mixed."""
    for number, piece in enumerate(PATTERNS):
        yield f"pattern-{number:02}.txt", (piece * (length // len(piece))).encode()
    for number, (opening, closing) in enumerate(("()", "[]", "“”", "«»", '""')):
        inner = opening * (length // 5) + "đề nghị" + closing * (length // 5)
        yield f"nested-{number}.txt", f"{REPORT}Ông Vũ Đình Khang {inner}.\n".encode()
    mixed = random.Random(4)
    for number in range(6):
        text = "".join(mixed.choice(PATTERNS) for _ in range(length))
        yield f"mixed-{number}.txt", f"{REPORT}{text}"[:length].encode()


def beasts(outside: Path, length: int = 100_000) -> Iterator[tuple[str, bytes]]:
    """All of them by name; `outside` is a file that none may lead to, `length` that of the repeated."""
    yield from archives()
    yield from documents(outside)
    yield from portable()
    yield from pages(outside)
    yield from tables(length)
    yield from texts()
    yield from patterns(length)


def special(folder: Path, outside: Path) -> Iterator[Path]:
    """Makes what is no plain file, or has an odd name, in `folder`; where the system lets it."""
    within = folder / "within.txt"
    within.write_text(REPORT, encoding="utf-8")
    makers: dict[str | bytes, Callable[[Path], object]] = {
        "pipe.txt": os.mkfifo,
        "zero.txt": lambda path: path.symlink_to("/dev/zero"),
        "outside.txt": lambda path: path.symlink_to(outside),
        "folder-outside": lambda path: path.symlink_to(outside.parent),
        "up": lambda path: path.symlink_to(".."),
        "itself.txt": lambda path: path.symlink_to(path.name),
        "nowhere.txt": lambda path: path.symlink_to("nothing"),
        "inside.txt": lambda path: path.symlink_to(within.name),
        "socket.txt": _socket,
        "line\nbreak.txt": _report,
        "\x1b[31mred.txt": _report,
        "\u202etxt.gpj.txt": _report,
        "-rf.txt": _report,
        "[bold]x[/bold].txt": _report,
        "=1+1.txt": _report,
        "x" * 251 + ".txt": _report,
        b"\xff\xfe.txt": _report,
    }
    for name, make in makers.items():
        path = folder / os.fsdecode(name)
        with contextlib.suppress(OSError, NotImplementedError):
            make(path)
            yield path


def _report(path: Path) -> None:
    path.write_text(REPORT, encoding="utf-8")


def _socket(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # the names of sockets are short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def main() -> None:
    """Write all into the folder that is named."""
    folder = Path(sys.argv[1])
    outside = folder.parent / "elsewhere" / "canary.txt"
    outside.parent.mkdir(parents=True, exist_ok=True)
    outside.write_text(CANARY)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in beasts(outside):
        (folder / name).write_bytes(data)
    for _ in special(folder, outside):
        pass


if __name__ == "__main__":
    main()
