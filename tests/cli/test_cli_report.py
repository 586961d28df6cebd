"""`vnpolicy report`: a file of HTML, the same bytes for the same corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import ROOT, Run


def test_same_corpus_same_bytes(vnpolicy: Run, seeds_corpus: Path, tmp_path: Path) -> None:
    for number, seed in enumerate("12"):
        done = vnpolicy("report", "-c", seeds_corpus, "-o", tmp_path / f"{number}.html", PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout == done.stderr == b""
    made = (tmp_path / "0.html").read_bytes()
    assert made == (tmp_path / "1.html").read_bytes()
    assert made == vnpolicy("report", "-c", seeds_corpus, "-o", "-").stdout
    assert str(tmp_path).encode() not in made


def test_paths_on_the_spot_and_choosing(vnpolicy: Run, tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    done = vnpolicy(
        *("report", "seeds", "-o", page, "--lang", "vi", "--title", "Cấp xã & chuyển đổi số"),
        *("--theme", "cong chuc", "--kind", "directive"),
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr.decode()
    made = page.read_text(encoding="utf-8")
    assert '<html lang="vi">' in made
    assert "<title>Cấp xã &amp; chuyển đổi số</title>" in made
    assert '"kind":"directive"' in made
    assert '"kind":"recommendation"' not in made


@pytest.mark.parametrize(
    "arguments",
    [[], ["-o", "page.csv"], ["-o", "page"], ["-f", "csv"], ["-o", "page.html", "-f", "md"]],
)
def test_a_page_is_html(vnpolicy: Run, seeds_corpus: Path, tmp_path: Path, arguments: list[str]) -> None:
    done = vnpolicy("report", "-c", seeds_corpus, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert b"-o FILE.html" in done.stderr
    assert not list(tmp_path.iterdir())
