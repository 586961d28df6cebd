"""Rows as a plain page."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.model import Table
from vnpolicy.show.cells import visible
from vnpolicy.show.webpage import webpage


def page(table: Table, lang: str = "vi", **addresses: str) -> str:
    return "".join(webpage(table, lang, addresses, Path.cwd()))  # type: ignore[arg-type]


class Cells(HTMLParser):
    """The texts of the cells of the body, and every tag that was met."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.cells: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._within = self._within or tag == "td"
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._within:
            self.cells[-1] += data


def test_page() -> None:
    rows = [("directive", "giao các xã\nrà soát", 2, "2021-07-13", "a"), ("need", None, 1, None, "b")]
    out = page(Table("proposals", ("kind", "text", "reports", "date", "doc"), rows), a="https://a.vn/?x=1&y")
    assert '<html lang="vi">' in out and "<title>Kiến nghị, chỉ đạo</title>" in out
    assert '<th scope="col">Loại</th>' in out and "<td>chỉ đạo</td><td>giao các xã\nrà soát</td>" in out
    assert '<td class="figure">2</td><td>13/07/2021</td>' in out
    assert '<a href="https://a.vn/?x=1&amp;y" rel="noreferrer">a</a>' in out and "<td>b</td>" in out
    assert "http" not in out.replace("http-equiv", "").replace("https://a.vn", "")


def test_nothing_but_its_own_style_may_be_loaded() -> None:
    out = page(Table("list", ("doc",), []))
    style = re.search(r"<style>(.*?)</style>", out, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', out)
    assert style and policy
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "script" not in out and "style=" not in out


hard = st.sampled_from(["<script>alert(1)</script>", "&lt;", "\x1b[31m", "a\u202eb", '" onclick="x'])


@given(st.lists(st.text(st.characters(exclude_characters="\r"), max_size=20) | hard, max_size=5))
def test_any_text_is_shown_as_it_is(texts: list[str]) -> None:
    out = page(Table("list", ("title",), [(text,) for text in texts]), "en")
    parser = Cells()
    parser.feed(out)
    assert parser.cells == [visible(text) for text in texts]
    assert parser.tags <= {
        *("html", "head", "meta", "title", "style", "body", "h1"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
