"""Pages in the manner of Vietnamese portals, kept as lines with their roles, made into text and HTML.

Each file of `portals/` holds a page: lines `= name value` say what its header facts are; every other line is
a role and what a reader sees. The roles of `BODY` are the text; between marks (`¦`) only the middle is. A
`figc` is a caption that the page says twice, as alternative text and below the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

BODY = ("lead", "p", "h2", "li", "q")
MARK = "¦"


@dataclass(frozen=True)
class Page:
    """A page: its lines as (role, text), and its facts; a fact that the page does not tell is None."""

    name: str
    lines: tuple[tuple[str, str], ...]
    facts: dict[str, str | None]

    @property
    def title(self) -> str:
        return next(text for role, text in self.lines if role == "h1")

    def may(self, skin: str = "") -> list[str]:
        """Captions that nothing but the picture above tells from the text, so that they may stay."""
        roles = ("figm", "figc") if skin in ("table", "bare") else ("figm",)
        return [text for role, text in self.lines if role in roles]

    def fact(self, name: str, skin: str = "") -> str | None:
        """The fact `name`; the source as the page with this `skin` tells it."""
        if name != "source":
            return self.facts.get(name)
        site = self.facts["site"] if skin in ("article", "table") else None
        return self.facts.get("source") or site or self.facts.get("outlet")

    @property
    def body(self) -> list[str]:
        found = (text for role, text in self.lines if role in BODY)
        return [text.split(MARK)[1] if MARK in text else text for text in found]

    def text(self, between: str = "\n") -> str:
        """The page as copied from a browser, lines apart by `between`."""
        out: list[str] = []
        for role, text in self.lines:
            out += [text.replace(MARK, "")] * (2 if role == "figc" else 1)
        return between.join(out) + "\n"

    def html(self, skin: str) -> str:
        """The page as HTML: `article` with elements that say what they are, `table` as old systems made
        them, `bare` with nothing but divisions and paragraphs."""
        out = []
        for role, group in groupby(self.lines, key=lambda line: _GROUPS.get(line[0], line[0])):
            lines = [(r, escape(text.replace(MARK, ""), quote=False)) for r, text in group]
            out.append(_SKINS[skin](role, lines))
        head = f"<title>{escape(self.title)} - {self.facts['site']}</title>" if skin != "bare" else ""
        inner = _FRAMES[skin].format("\n".join(out))
        head = f'<head><meta charset="utf-8">{head}</head>'
        return f'<!DOCTYPE html>\n<html lang="vi">{head}\n<body>\n{inner}\n</body></html>\n'


def pages() -> list[Page]:
    """All pages, by name."""
    return [_read(path) for path in sorted((Path(__file__).parent / "portals").glob("*.txt"))]


def _read(path: Path) -> Page:
    facts: dict[str, str | None] = {}
    lines = []
    for line in path.read_text("utf-8").splitlines():
        role, text = line.split(" ", 1)
        if role == "=":
            name, value = text.split(" ", 1)
            facts[name] = None if value == "None" else value
        else:
            lines.append((role, text))
    return Page(path.stem, tuple(lines), facts)


_GROUPS = {"lead": "text", "p": "text", "h2": "text", "li": "text", "q": "text", "toc": "text"}
_FRAMES = {
    "article": '<div class="page">{}</div>',
    "table": '<form id="aspnetForm" action="/"><table width="1000"><tr><td>{}</td></tr></table></form>',
    "bare": "<div>{}</div>",
}


def _article(role: str, lines: list[tuple[str, str]]) -> str:
    texts = [text for _, text in lines]
    links = "".join(f'<li><a href="/{n}.html">{text}</a></li>' for n, text in enumerate(texts))
    if role == "text":
        return "\n".join(_TEXT.get(r, "<p>{}</p>").format(text) for r, text in lines)
    if role in ("fig", "figc", "figm"):
        said = '<figure><img src="/a.jpg" alt="{}"><figcaption>{}</figcaption></figure>'
        return "".join(said.format(text if role == "figc" else "", text) for text in texts)
    if role == "nav":
        return f'<nav class="menu"><ul>{links}</ul></nav>'
    if role == "crumb":
        return f'<div class="breadcrumb"><ul>{links}</ul></div>'
    if role == "h1":
        return f'<h1 class="article-title">{texts[0]}</h1>'
    if role == "meta":
        return "".join(f'<div class="article-meta">{text}</div>' for text in texts)
    if role == "share":
        return f'<div class="social-share"><ul>{links}</ul></div>'
    if role in ("rel", "relx", "rell", "relt"):
        return f'<div class="related"><h3>{texts[0]}</h3><ul>{links.replace(texts[0], "", 1)}</ul></div>'
    if role == "tags":
        return f'<div class="tags"><ul>{links}</ul></div>'
    if role in ("author", "sig"):
        return "".join(f'<p class="author"><strong>{text}</strong></p>' for text in texts)
    if role == "aside":
        return '<aside class="comment">' + "".join(f"<div>{text}</div>" for text in texts) + "</aside>"
    return "<footer>" + "".join(f"<p>{text}</p>" for text in texts) + "</footer>"


_TEXT = {
    "lead": '<h2 class="sapo">{}</h2>',
    "h2": "<h3>{}</h3>",
    "q": "<blockquote>{}</blockquote>",
    "toc": "<div>{}</div>",
}


def _table(role: str, lines: list[tuple[str, str]]) -> str:
    out = []
    for r, text in lines:
        if role == "text":
            style = "<strong>{}</strong>" if r in ("lead", "h2") else "{}"
            out.append(f'<p style="text-align: justify;">{style.format(text)}</p>')
        elif role in ("fig", "figc", "figm"):
            cell = f'<tr><td align="center"><em>{text}</em></td></tr>'
            out.append(f'<table align="center"><tr><td><img src="/a.jpg"></td></tr>{cell}</table>')
        elif role == "h1":
            out.append(f'<div class="title_news">{text}</div>')
        elif role in ("author", "sig"):
            out.append(f'<p align="right"><b>{text}</b></p>')
        elif role in ("nav", "crumb", "rel", "relx", "rell", "tags", "share"):
            out.append(f'<a href="/Default.aspx?id=1">{text}</a><br>')
        else:
            out.append(f"<span>{text}</span><br>")
    return f'<div class="{role}">{"".join(out)}</div>'


def _bare(role: str, lines: list[tuple[str, str]]) -> str:
    tag = {"h1": "h1", "text": "p"}.get(role, "div")
    return "\n".join(f"<{tag}>{text}</{tag}>" for r, text in lines for _ in range(2 if r == "figc" else 1))


_SKINS = {"article": _article, "table": _table, "bare": _bare}
