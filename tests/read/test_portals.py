import pytest
from portal_pages import Page, pages

from vnpolicy.model import Cleaned, Raw
from vnpolicy.read.clean import clean
from vnpolicy.read.convert import to_raw
from vnpolicy.read.source import Source

PAGES = pages()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("between", ["\n", "\n\n", " \n \n"], ids=["close", "apart", "spaced"])
def test_copied_from_a_browser(page: Page, between: str) -> None:
    check(page, clean(Raw(page.text(between), "text", "utf-8")), page.text(between), "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("skin", ["article", "table", "bare"])
def test_saved_as_html(page: Page, skin: str) -> None:
    raw = to_raw(Source(f"{page.name}.html", page.html(skin).encode()))
    check(page, clean(raw), raw.text, skin)


def check(page: Page, found: Cleaned, raw: str, skin: str) -> None:
    header = found.header
    assert header.title == page.title
    assert header.published == page.fact("published")
    assert header.source == page.fact("source", skin)
    assert header.author == page.fact("author")
    assert header.title_from
    assert bool(header.published) == bool(header.published_from)
    body = [line for line in found.body(raw).split("\n") if line.strip()]
    assert [line for line in body if line not in page.may(skin)] == page.body
