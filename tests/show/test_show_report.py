"""The page as a file: one document, a strict policy, nothing that a text could break."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
import zlib
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import ROOT

from vnpolicy.analysis.report import Item, Occasion, Passage, Report, Whole
from vnpolicy.corpus.records import Stored
from vnpolicy.model import Event
from vnpolicy.show.report import page

EVIL = "</script><script>alert(1)</script><!-- \u202edc\u2066 \x1b[31m & “x” ' \u2028"


def contents(title: str = "Giữ nước cho đồng", body: str = "Đề nghị các xã rà soát mương.") -> Whole:
    header = Stored("1a2b3c4d5e", title, "2022-05-19T09:12", "a.vn", 30, None, ("a.txt",))
    report = Report(header, "https://a.vn/1", "only", "Nước", (("mương", 0.5), ("hiếm", 0.01)), body)
    passage = Passage("1a2b3c4d5e", body.index("các xã"), len(body) - 1)
    item = Item("proposals", "directive", title, "Trần Bảo", "Nước", (passage,), None, "Giám đốc", "các xã")
    facts = Event(title, "2022-05-18", "text", None, "Huế", "Huế", ("Sở A",), ("Trần Bảo",))
    occasion = Occasion("E1a2b3c4d5e", facts, title, "Nước", "1a2b3c4d5e", ("1a2b3c4d5e",), (item,))
    return Whole((occasion,), (report,), (("Nước", ("mương", "đồng")),))


class Parts(HTMLParser):
    """The elements of a page, and what stands in its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.raw.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] and self.tags[-1][0] in ("script", "style") and self.raw[-1][2] == "":
            self.raw[-1] = (*self.raw[-1][:2], data)
        else:
            self.text += data

    def block(self, name: str) -> str:
        return next(data for _, attrs, data in self.raw if attrs.get("id") == name)

    @property
    def data(self) -> Any:
        return json.loads(self.block("data"))

    @property
    def bodies(self) -> list[str]:
        unpacked: list[str] = json.loads(zlib.decompress(base64.b64decode(self.block("bodies"))))
        return unpacked


def test_policy_names_what_is_there_and_nothing_else() -> None:
    parts = Parts(page(contents(), "en"))
    policy = next(a["content"] or "" for t, a in parts.tags if a.get("http-equiv"))
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, attrs, data in parts.raw:
        if attrs.get("type"):
            continue  # data, which no browser runs
        digest = base64.b64encode(hashlib.sha256(data.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy, tag
    for tag, attrs in parts.tags:
        assert not [name for name in attrs if name.startswith("on") or name == "style"], tag
        assert tag not in ("iframe", "img", "object", "embed", "form") or attrs.get("id") == "filters"
        assert attrs.get("href", "#").startswith(("#", "data:,")), tag
        assert "src" not in attrs


def test_texts_cannot_break_out() -> None:
    harmless, evil = (
        Parts(page(contents(), "vi", "A")),
        Parts(page(contents(EVIL, f"{EVIL} các xã."), "vi", EVIL)),
    )
    assert [tag for tag, _ in harmless.tags] == [tag for tag, _ in evil.tags]
    assert "alert(1)" in evil.data["events"][0]["name"]
    everything = page(contents(EVIL, f"{EVIL} các xã."), "vi", EVIL)
    assert not set("\u202e\u2066\u2028\x1b") & set(everything)
    assert not set("\u202e\u2066\u2028\x1b") & set(evil.bodies[0])
    assert len(evil.bodies[0]) == len(f"{EVIL} các xã.")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "file:///etc"])
def test_only_web_addresses_are_links(url: str) -> None:
    from dataclasses import replace

    found = contents()
    report = replace(found.reports[0], url=url)
    assert "url" not in Parts(page(replace(found, reports=(report,)), "en")).data["reports"][0]


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30))
def test_places_are_counted_as_browsers_count(before: str) -> None:
    body = f"{before} các xã rà soát."
    parts = Parts(page(contents(body=body), "en"))
    _, start, end = parts.data["events"][0]["items"][0]["passages"][0]
    units = parts.bodies[0].encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le").endswith("các xã rà soát")


def test_rare_keywords_and_missing_facts_are_left_out() -> None:
    data = Parts(page(contents(), "en")).data
    assert data["keywords"] == ["mương"]
    assert "end" not in data["events"][0]
    assert page(Whole((), (), ()), "en")


def test_every_text_is_there_in_both_languages() -> None:
    known = tomllib.loads((ROOT / "vnpolicy/lexicon/page.toml").read_text(encoding="utf-8"))
    for group in known.values():
        for name, both in group.items():
            assert both["en"].strip(), name
            assert both["vi"].strip(), name
            assert set(re.findall(r"\{\w+\}", both["en"])) == set(re.findall(r"\{\w+\}", both["vi"])), name
    assert all("one" in forms for forms in known["counts"].values())


def test_programs_ask_only_for_texts_that_are_there() -> None:
    folder = ROOT / "vnpolicy/show/page"
    programs = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))
    data = Parts(page(contents(), "en")).data
    assert set(re.findall(r'\bt\("(\w+)"', programs)) <= set(data["texts"])
    assert set(re.findall(r'\bcount\("(\w+)"', programs)) <= set(data["counts"])
    template = (folder / "page.html").read_text(encoding="utf-8")
    assert set(re.findall(r"\$t_(\w+)", template)) <= set(data["texts"])
    for danger in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "fetch("):
        assert danger not in programs
