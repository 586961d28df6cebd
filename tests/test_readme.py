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


def test_links_lead_somewhere() -> None:
    import re

    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
