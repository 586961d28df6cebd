"""The page in a real browser (Chromium without a window); skipped where there is none.

What its reader does: searches, filters, opens an event, follows an item to its passage, prints it, reads it
on a phone, in the dark, with the keyboard alone.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from running import SEEDS, Run

from vnpolicy.analysis.report import Item, Occasion, Passage, Report, Whole
from vnpolicy.corpus.records import Stored
from vnpolicy.model import Event
from vnpolicy.show.report import page as page_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

api = pytest.importorskip("playwright.sync_api", reason="needs playwright (pip install '.[dev]')")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (Debian: apt-get install chromium)")

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}

EVIL = """<html><head><title>Hội nghị &lt;img src=x onerror=alert(1)&gt; về nước</title></head><body>
<h1>Hội nghị &lt;img src=x onerror=alert(1)&gt; về nước</h1>
<p>Sáng 12/4/2023, tại Huế, Sở Xây dựng tổ chức hội nghị bàn về nước sạch cho các xã ven phá 🙂🙂. Hội nghị
do ông Đỗ Quang Khải, Giám đốc Sở Xây dựng, chủ trì.</p>
<p>🙂 Ông Đỗ Quang Khải đề nghị các xã &lt;/script&gt;&lt;script&gt;alert(2)&lt;/script&gt; rà soát từng giếng
khoan trước mùa mưa. Bà Phan Thị Hạnh, Chủ tịch UBND huyện, kiến nghị tỉnh cấp thêm 12 tỷ đồng để nối dài
đường ống tới thôn xa nhất 🙂.</p>
</body></html>
"""


@dataclass
class Seen:
    """A page that is looked at, what it said to the console, and what it asked the network for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def at(self, file: Path, address: str = "") -> Page:
        self.page.goto(f"{file.as_uri()}{address}")
        self.page.wait_for_selector("html[data-ready=texts]")
        return self.page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def seen(browser: Browser) -> Iterator[Seen]:
    context = browser.new_context(viewport=WIDE)
    context.set_default_timeout(15_000)
    watched = Seen(context.new_page())
    watched.page.on("console", lambda message: watched.said.append(message.text))
    watched.page.on("pageerror", lambda error: watched.said.append(str(error)))
    watched.page.on("request", lambda request: watched.asked.append(request.url))
    yield watched
    context.close()
    assert watched.said == []
    assert [url for url in watched.asked if not url.startswith(("file:", "data:,"))] == []


@pytest.fixture(scope="module")
def made(vnpolicy: Run, seeds_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample reports."""
    file = tmp_path_factory.mktemp("page") / "page.html"
    done = vnpolicy("report", "-c", seeds_corpus, "-o", file, "--lang", "en")
    assert done.returncode == 0, done.stderr.decode()
    return file


def of_view(page: Page, view: str) -> None:
    page.click(f"#views a:has-text('{view}')")
    page.wait_for_selector(f"html[data-view={view.lower()}]")


def test_overview_tells_the_figures(seen: Seen, made: Path) -> None:
    page = seen.at(made)
    tiles = page.locator(".tile .figure").all_inner_texts()
    assert tiles[0] == "16"
    assert page.locator("#status").inner_text().startswith("11 events")
    assert page.locator(".timeline svg .bar").count() > 12
    page.click(".timeline summary")
    assert page.locator(".timeline tbody tr").count() >= 8
    assert page.locator(".themes tbody tr").first.is_visible()


@pytest.mark.parametrize("typed", ["phụ cấp", "phu cap", "PHU CAP", "phu ca"])
def test_search_needs_no_diacritics(seen: Seen, made: Path, typed: str) -> None:
    page = seen.at(made)
    page.fill("#q", typed)
    page.wait_for_selector("#chips button")
    of_view(page, "Proposals")
    texts = page.locator(".item .said").all_inner_texts()
    assert texts
    assert all("phụ cấp" in text for text in texts)
    assert page.locator("mark").first.inner_text().lower().startswith("phụ c")


def test_search_reaches_the_texts_of_reports(seen: Seen, made: Path) -> None:
    page = seen.at(made, "#view=reports&q=xe+cong-ten-no")
    assert page.locator(".reports li").count() == 3
    assert "xe công-ten-nơ" in page.locator(".snippet mark").first.inner_text()
    page.fill("#q", "hội nghị zzqx")
    page.wait_for_selector(".notice")
    assert "Nothing matches" in page.locator("#status").inner_text()


def test_what_a_speaker_proposed_about_a_theme_in_three_clicks(seen: Seen, made: Path) -> None:
    page = seen.at(made)
    page.click(".themes button:has-text('Công chức')")
    of_view(page, "Speakers")
    page.click(".people button:has-text('Lò Văn Quyết')")
    page.wait_for_selector("html[data-view=proposals]")
    items = page.locator(".items.flat .item")
    assert items.count() == 2
    assert all("Lò Văn Quyết" in text for text in items.all_inner_texts())
    assert page.locator("#chips button").count() == 2
    page.go_back()
    page.wait_for_selector(".people")
    page.click("#reset")
    page.wait_for_selector("#chips:not(:has(button))", state="attached")
    assert page.locator("#status").inner_text().startswith("11 events")


def test_the_filter_by_kind_leaves_the_events_that_the_command_finds(
    seen: Seen, made: Path, vnpolicy: Run, seeds_corpus: Path
) -> None:
    # how many these are changes with the models
    found = vnpolicy("agenda", "--kind", "theme", "-c", seeds_corpus, "-f", "jsonl").stdout.splitlines()
    page = seen.at(made, "#view=events")
    page.select_option("#kind", "theme")
    page.wait_for_selector("#chips button")
    assert page.locator(".card").count() == len({json.loads(line)["event"] for line in found}) > 1


@pytest.mark.parametrize(
    ("name", "value", "events"),
    [
        ("source", "CB", 1),
        ("from", "2024-01-01", 3),
        ("until", "2021-12-31", 2),
        ("speaker", "vu khac thanh", 2),
    ],
)
def test_filters(seen: Seen, made: Path, name: str, value: str, events: int) -> None:
    page = seen.at(made, "#view=events")
    if page.locator(f"#{name}").evaluate("field => field.tagName") == "SELECT":
        page.select_option(f"#{name}", value)
    else:
        page.fill(f"#{name}", value)
    page.wait_for_selector("#chips button")
    assert page.locator(".card").count() == events
    page.click("#chips button")
    page.wait_for_selector("#chips:not(:has(button))", state="attached")
    assert page.locator(".card").count() == 11


def test_a_kind_shows_the_list_it_is_in(seen: Seen, made: Path) -> None:
    page = seen.at(made, "#view=proposals")
    page.select_option("#kind", "topic")
    page.wait_for_selector("html[data-view=agenda]")
    assert page.locator(".item .badge.topic").count() == page.locator(".item").count() > 0


def test_an_item_leads_to_its_passage(seen: Seen, made: Path) -> None:
    page = seen.at(made, "#view=events&sort=reports")
    page.locator(".opener").first.click()
    card = page.locator(".card").first
    assert card.locator(".reports li").count() == 3
    line = card.locator(".item", has_text="một đầu mối nhập liệu")
    line.locator(".passage").first.click()
    page.wait_for_selector("dialog[open] mark.current")
    passage = "".join(page.locator("mark.current").all_inner_texts())
    assert "một đầu mối nhập liệu" in passage
    assert page.locator("mark.current").first.is_visible()
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="hidden")
    # the address follows when the dialog tells that it has closed, a moment later
    page.wait_for_url(lambda url: "report=" not in url, wait_until="commit")
    # the address brings the reader back to the same place
    page.go_back()
    page.wait_for_selector("dialog[open] mark.current")
    assert card.locator(".inside").count() == 1


def test_an_event_can_be_linked_to(seen: Seen, made: Path) -> None:
    page = seen.at(made, "#view=proposals")
    page.locator(".beside a").last.click()
    page.wait_for_selector(".card .inside:not([hidden])")
    assert page.locator(".card .opener[aria-expanded=true]").count() == 1
    focused = page.evaluate("document.activeElement.className")
    assert focused == "opener"


def test_a_bar_chooses_its_time(seen: Seen, made: Path) -> None:
    page = seen.at(made)
    page.locator(".timeline .bar", has_text="2021-08").locator(".reach").click()
    page.wait_for_selector("#chips button")
    assert page.input_value("#from") == "2021-08-01"
    assert page.input_value("#until") == "2021-08-31"
    assert page.locator("#status").inner_text().startswith("1 event ")


def test_keyboard_alone(seen: Seen, made: Path) -> None:
    page = seen.at(made, "#view=events")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#sort")
    page.select_option("#sort", "old")
    assert page.evaluate("document.activeElement.id") == "sort"
    page.focus(".opener")
    page.keyboard.press("Enter")
    page.wait_for_selector(".inside:not([hidden])")
    page.focus(".passage")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    assert page.evaluate("document.querySelector('dialog').contains(document.activeElement)")


@pytest.mark.parametrize("view", ["overview", "events", "proposals", "agenda", "speakers", "reports"])
def test_phone_without_sideways_scrolling(seen: Seen, made: Path, view: str) -> None:
    seen.page.set_viewport_size(PHONE)
    page = seen.at(made, f"#view={view}")
    for opener in page.locator(".opener").all()[:3]:
        opener.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_dark_by_the_system_and_by_the_switch(seen: Seen, made: Path) -> None:
    page = seen.page
    light = "rgb(246, 247, 249)"

    def ground() -> str:
        colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return colour

    seen.at(made)
    assert ground() == light
    page.emulate_media(color_scheme="dark")
    assert ground() != light
    page.click("#dark")
    assert ground() == light
    page.reload()
    assert ground() == light


def test_print_has_every_event(seen: Seen, made: Path) -> None:
    page = seen.at(made)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".card .inside:not([hidden])").count() == 11
    assert not page.locator("#q").is_visible()
    assert page.locator(".timeline svg").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".card").count() == 0
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_print_of_a_report_that_is_read(seen: Seen, made: Path) -> None:
    page = seen.at(made, "#view=events&sort=reports")
    page.locator(".reports a, .opener").first.click()
    page.locator(".reports a").first.click()
    page.wait_for_selector("dialog[open] .text")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("main .text").is_visible()
    assert not page.locator("dialog").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("main .text").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["overview", "events", "proposals", "speakers", "reports", "passage"])
def test_nothing_serious_for_axe(browser: Browser, made: Path, view: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    # axe is put into the page by the test, which the page's own policy would refuse
    context = browser.new_context(viewport=WIDE, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = Seen(context.new_page()).at(made, "#view=events&q=xa" if view == "passage" else f"#view={view}")
    if view in ("events", "passage"):
        page.locator(".opener").first.click()
    if view == "passage":
        page.locator(".passage").first.click()
        page.wait_for_selector("dialog[open] mark.current")
    found = axe.Axe().run(page).response["violations"]
    context.close()
    assert [
        f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")
    ] == []


def many(reports: int) -> Whole:
    """As many reports, five of an event each, of about 4,000 characters that do not pack well."""
    chance = random.Random(7)
    words = [w for path in SEEDS.glob("*.txt") for w in path.read_text(encoding="utf-8").split()]
    made, occasions = [], []
    for n in range(reports):
        body = "\n".join(" ".join(chance.choices(words, k=100)) for _ in range(9))
        when = f"{2018 + n % 7}-{1 + n % 12:02}-{1 + n % 28:02}"
        header = Stored(f"{n:010x}", body[:70], when, f"Nguồn {n % 40}", 900, None, (f"{n}.txt",))
        keywords = tuple((" ".join(chance.choices(words, k=3)), 0.5) for _ in range(10))
        made.append(Report(header, None, "only", f"Chủ đề {n % 20}", keywords, body))
        if n % 5 == 4:
            docs = tuple(report.stored.doc for report in made[-5:])
            items = tuple(
                Item(
                    "proposals",
                    "need",
                    body[k : k + 150],
                    f"Đỗ Văn {k}",
                    f"Chủ đề {n % 20}",
                    (Passage(docs[-1], k, k + 150),),
                )
                for k in range(0, 3000, 150)
            )
            facts = Event(body[:60], when, "text")
            occasions.append(
                Occasion(f"E{n:010x}", facts, body[:60], f"Chủ đề {n % 20}", docs[-1], docs, items)
            )
    return Whole(tuple(occasions), tuple(made), tuple((f"Chủ đề {k}", ()) for k in range(20)))


def test_a_thousand_reports_open_in_three_seconds(seen: Seen, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page_of(many(1000), "vi"), encoding="utf-8")
    assert file.stat().st_size < 10_000_000
    took = []
    for _ in range(3):
        page = seen.at(file)
        took.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
    assert min(took) < 3000, took
    assert page.locator(".tile .figure").first.inner_text() == "1.000"


def test_a_page_of_nothing(seen: Seen, vnpolicy: Run, seeds_corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    done = vnpolicy("report", "-c", seeds_corpus, "-o", file, "--contains", "zzqx", "--lang", "vi")
    assert done.returncode == 0, done.stderr.decode()
    page = seen.at(file)
    for view in ("events", "proposals", "agenda", "speakers", "reports", "overview"):
        page.click(
            f"#views a[href*='view={view}'], #views a[href='#']"
            if view == "overview"
            else f"#views a[href*='view={view}']"
        )
        page.wait_for_selector(f"html[data-view={view}]")
    assert "Không có kết quả" in page.locator("#status").inner_text()


def test_texts_stay_texts(seen: Seen, vnpolicy: Run, tmp_path: Path) -> None:
    """Markup in a report is shown as it is; places behind emoji are right."""
    (tmp_path / "evil.html").write_text(EVIL, encoding="utf-8")
    file = tmp_path / "page.html"
    done = vnpolicy(
        "report", tmp_path / "evil.html", SEEDS, "-o", file, "--lang", "vi", "--doc", tmp_path / "evil.html"
    )
    assert done.returncode == 0, done.stderr.decode()
    page = seen.at(file, "#view=proposals")
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.locator("img").count() == 0
    line = page.locator(".item", has_text="12 tỷ đồng")
    said = line.locator(".said bdi").first.inner_text()
    line.locator(".passage").click()
    page.wait_for_selector("dialog[open] mark.current")
    assert "".join(page.locator("mark.current").all_inner_texts()).strip(" .") == said
    assert "<img src=x" in page.locator("#reader-title").inner_text()
    assert "</script>" in page.locator("dialog .text").inner_text()
