"""What fuzzing begins with: small files of every kind, the hostile ones among them."""

from __future__ import annotations

import gzip
import hashlib
import io
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path

_TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_TESTS), str(_TESTS / "read"), str(_TESTS / "text")]

_LARGEST = 40_000
_TEXT = "Sáng 12-3, huyện họp bàn việc chống hạn.\nÔng Vũ Đình Khang đề nghị tỉnh cấp máy bơm."
_PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Chống hạn - Báo Mẫu</title>
<meta property="article:published_time" content="2021-03-12T09:30:00+07:00">
<script type="application/ld+json">{{"author": [{{"name": "Lò Văn Quyết"}}]}}</script></head>
<body><nav><a href="/">Trang chủ</a></nav><article><h1>Chống hạn</h1><p>{_TEXT}</p><ul><li>một</li></ul>
<table><tr><td>Xã</td><td>Số hộ</td></tr></table></article><frameset><frame src="a"></frameset></body>"""


def seeds(target: str) -> Iterator[bytes]:
    """Inputs for a target."""
    import zoo
    from files import pdf, tarred, zipped

    kinds = {
        "pdf": [
            pdf([[(50, 700, 12, "Chống hạn"), (50, 680, 10, "Sáng 12-3, huyện họp.")]] * 2, picture=True)
        ],
        "docx": [_word()],
        "html": [_PAGE.encode(), f"<p>{_TEXT}</p>".encode() * 9],
        "packed": [
            b"\1" + zipped({"a.txt": _TEXT, "b/n.jsonl": '{"id": 1, "text": "x"}\n'}),
            b"\2" + tarred({"a.txt": _TEXT.encode()}, {"l.txt": "a.txt"}),
            b"\0" + tarred({"a.txt": _TEXT.encode()}, mode="w"),
            b"\2" + gzip.compress(_TEXT.encode()),
            b"\3" + lzma.compress(_TEXT.encode()),
            b"\4id,title,text\n1,a,x\n",
            b'\6{"id": 1, "text": ["x", "y"], "date": 1600000000}\n',
        ],
        "encodings": [
            *(_TEXT.encode(name) for name in ("utf-8", "utf-16", "utf-16-le", "utf-32")),
            _TEXT.encode("utf-8").decode("latin-1").encode(),
            "Céng hßa x· héi chñ nghÜa ViÖt Nam, ®Ò nghÞ tØnh".encode("cp1252"),
        ],
    }
    yield from kinds[target]
    endings = {"pdf": ".pdf", "docx": ".docx", "html": ".html", "encodings": ".txt"}
    for name, data in zoo.beasts(Path("/outside"), 2_000):
        if len(data) <= _LARGEST and (target == "packed" or name.endswith(endings[target])):
            yield b"\7" + data if target == "packed" else data


def _word() -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph("Chống hạn", "Title")
    document.add_paragraph("Sáng 12-3", "List Number")
    document.add_paragraph("huyện họp", "List Bullet")
    document.add_table(2, 2).rows[0].cells[0].text = "Xã"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def write(target: str, folder: Path) -> None:
    """Write the inputs for a target into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in seeds(target):
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
