"""`keywords`: stop words of the user's own, comparing a group with the rest."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from running import Run

NEWS = {
    "a.txt": "Tôm sinh thái ở Cà Mau\nSáng 3-4-2023, tại Cà Mau, hội thảo bàn cách nuôi tôm sinh thái.\n",
    "b.txt": "Rừng ngập mặn cần người giữ\nNgày 5-4-2023, ở Bạc Liêu, tọa đàm bàn về rừng ngập mặn.\n",
    "c.txt": "Chống kẹt xe nội đô\nChiều 7-6-2023, tại Hà Nội, hội nghị bàn cách chống kẹt xe nội đô.\n",
}


@pytest.fixture(scope="module")
def corpus(vnpolicy: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keywords")
    for name, text in NEWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert vnpolicy("ingest", folder, "-c", folder / "k.db").returncode == 0
    return folder / "k.db"


def told(vnpolicy: Run, corpus: Path, *arguments: str | Path) -> list[dict[str, str]]:
    done = vnpolicy("keywords", "-c", corpus, *arguments)
    assert done.returncode == 0, done.stderr.decode()
    return list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"))))


def test_stop_words(vnpolicy: Run, corpus: Path, tmp_path: Path) -> None:
    plain = {row["keyword"].lower() for row in told(vnpolicy, corpus)}
    unwanted = next(word for word in sorted(plain) if "rừng" in word)
    (tmp_path / "stop.txt").write_text(f"# ours\n{unwanted.upper()}\n", encoding="utf-8-sig")
    left = {row["keyword"].lower() for row in told(vnpolicy, corpus, "--stopwords", tmp_path / "stop.txt")}
    assert unwanted not in left and left


def test_compare_a_month(vnpolicy: Run, corpus: Path) -> None:
    rows = told(vnpolicy, corpus, "--compare", "2023-06")
    assert rows == told(vnpolicy, corpus, "--by", "month", "--compare", "2023-06")
    assert {row["group"] for row in rows} == {"2023-06"}
    assert any("kẹt xe" in row["keyword"] for row in rows)
    assert not any("tôm" in row["keyword"] or "rừng" in row["keyword"] for row in rows)
    assert all(float(row["score"]) > 0 for row in rows)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--compare", "2019-01"), "2019-01"),
        (("--by", "source", "--compare", "2023-06"), "no source"),
        (("--stopwords", "missing.txt"), "missing.txt"),
        (("--stopwords", "k.db"), "k.db"),
    ],
)
def test_wrong_usage(vnpolicy: Run, corpus: Path, arguments: tuple[str, ...], words: str) -> None:
    done = vnpolicy("keywords", "-c", corpus, *arguments, cwd=corpus.parent)
    assert done.returncode == 2 and words in done.stderr.decode()
    assert b"Traceback" not in done.stderr
