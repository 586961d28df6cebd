"""The tour in README.md shows what the commands really print."""

from __future__ import annotations

import os
import sys

import pytest
from running import ROOT

sys.path.insert(0, str(ROOT / "docs"))


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of Unix")
def test_the_tour_is_true() -> None:
    import make

    written = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "$ vnpolicy" in written
    assert written == make.tour(written), "run `make docs`, and read what changed"


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of Unix")
def test_the_pictures_are_true() -> None:
    import make
    from screens import FOLDER, said

    for name, svg in make.screens().items():
        kept = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
        assert said(kept) == said(svg), f"{name}: run `make docs`, and look what changed"


def test_the_figures_on_methods_are_those_of_the_gate() -> None:
    import make

    written = make.METHODS.read_text(encoding="utf-8")
    assert "| proposals: F1 | 0." in written
    assert written == make.figures(written), "run `make docs`"


def test_links_lead_somewhere() -> None:
    import re

    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
