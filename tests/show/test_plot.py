"""Pictures: written whole, the same for the same rows, with the letters of Vietnamese."""

import sys
import warnings
from pathlib import Path

import pytest

from vnpolicy.errors import UsageError, VnpolicyError
from vnpolicy.model import Table
from vnpolicy.show.plot import check, plot_bars, plot_events, plot_keywords, plot_months, plot_themes

pytest.importorskip("matplotlib")

THEMES = Table(
    "themes",
    ("theme", "label", "months"),
    [
        (1, "Cảng cá, đường ống dẫn nước sạch về bản vùng cao", ["2021-07:3", "2021-11:1"]),
        (2, "$Nợ_xấu$", None),
    ],
)


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_themes_by_month(tmp_path: Path, ending: str) -> None:
    file, again = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a letter that the font has not is a warning
        plot_themes(THEMES, file, "vi")
    plot_themes(THEMES, again, "vi")
    assert file.read_bytes() == again.read_bytes()
    assert file.read_bytes().startswith(b"\x89PNG" if ending == "png" else b"<?xml")
    assert {path.name for path in tmp_path.iterdir()} == {file.name, again.name}


def test_events_by_month(tmp_path: Path) -> None:
    dates = ["2021-07-13", "2021-10", "2021", "--07-13", None]
    plot_events(Table("events", ("date",), [(d,) for d in dates]), tmp_path / "a.SVG", "en")
    assert (tmp_path / "a.SVG").stat().st_size > 1000


KEYWORDS = Table(
    "keywords",
    ("group", "keyword", "score"),
    [
        ("2021-07", "hạ tầng kỹ thuật", 2.5),
        ("2021-07", "thủy lợi", 1),
        ("2021-08", "cơ chế đặt hàng dịch vụ sự nghiệp công của tỉnh miền núi", 0.25),
    ],
)


@pytest.mark.parametrize("rows", [KEYWORDS.rows, [("corpus", "tín dụng xanh", 0.5)], KEYWORDS.rows * 20])
def test_keywords(tmp_path: Path, rows: list[tuple[str, str, float]]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plot_keywords(Table("keywords", KEYWORDS.columns, rows), tmp_path / "a.png", "vi")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_nothing_to_draw(tmp_path: Path) -> None:
    with pytest.raises(VnpolicyError, match="nothing to draw"):
        plot_months({"": {}}, "", tmp_path / "a.png")
    with pytest.raises(VnpolicyError, match="nothing to draw"):
        plot_bars({}, tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a", "a.pdf", "a.png.txt", "-"])
def test_other_endings(name: str) -> None:
    with pytest.raises(UsageError, match=r"\.png or \.svg"):
        check(Path(name))


def test_without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vnpolicy.show.plot.find_spec", lambda name: None)
    with pytest.raises(VnpolicyError, match="pip install"):
        check(Path("a.png"))


def test_matplotlib_is_not_imported_before_it_is_used() -> None:
    import subprocess

    program = "import sys, vnpolicy.show.plot, vnpolicy.cli.themes; assert 'matplotlib' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)
