"""CSV as other programs read it: the cells come back as they are, whatever is in them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from running import Run

TITLES = [
    'Hội nghị "nước sạch", bàn về giá; 50% xã',
    "=1+1",
    "@SUM(A1)",
    "-2 độ C ở Sa Pa",
    "+84 24 3456 7890",
    "Hội nghị \U0001f3db về nước",
    "'Nháy' ở đầu",
    unicodedata.normalize("NFD", "Đối thoại với nông dân"),
]
BODY = "Sáng 3-4-2023, tại Huế, Sở Nông nghiệp họp bàn về nước sạch cho các xã đầm phá, lần thứ {}."


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    """The rows of `list` for such titles, as CSV and as the JSON that cannot be misread."""
    from running import run_vnpolicy

    folder = tmp_path_factory.mktemp("titles")
    lines = [json.dumps({"id": n, "title": t, "text": BODY.format(n)}) for n, t in enumerate(TITLES)]
    (folder / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run_vnpolicy("ingest", "in.jsonl", cwd=folder)
    for name in ("list.csv", "list.tsv", "list.json", "list.xlsx"):
        assert run_vnpolicy("list", "-o", name, cwd=folder).returncode == 0
    assert run_vnpolicy("list", "-o", "excel.csv", "--excel", cwd=folder).returncode == 0
    text = (folder / "list.json").read_text(encoding="utf-8")
    records = [{k: "" if v is None else str(v) for k, v in record.items()} for record in json.loads(text)]
    return folder, records


def test_titles_are_what_they_were(rows: tuple[Path, list[dict[str, str]]]) -> None:
    found = sorted(record["title"] for record in rows[1])
    # the program keeps text in one form (NFC); no character is lost
    assert found == sorted(unicodedata.normalize("NFC", title) for title in TITLES)


def test_csv_module(rows: tuple[Path, list[dict[str, str]]]) -> None:
    folder, records = rows
    for name, delimiter in (("list.csv", ","), ("list.tsv", "\t")):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            assert list(csv.DictReader(file, delimiter=delimiter)) == records


def test_pandas(rows: tuple[Path, list[dict[str, str]]]) -> None:
    import pandas as pd

    frame = pd.read_csv(rows[0] / "list.csv", dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == rows[1]


def test_duckdb(rows: tuple[Path, list[dict[str, str]]]) -> None:
    duckdb = pytest.importorskip("duckdb")
    found = duckdb.sql(f"SELECT * FROM read_csv('{rows[0] / 'list.csv'}', header=true, all_varchar=true)")
    made = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    assert [{k: v or "" for k, v in record.items()} for record in made] == rows[1]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
def test_libreoffice(rows: tuple[Path, list[dict[str, str]]], tmp_path: Path) -> None:
    folder, records = rows
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    columns = "/".join(f"{n}/2" for n in range(1, len(records[0]) + 1))  # every column as text
    reading = f"--infilter=Text - txt - csv (StarCalc):44,34,76,1,{columns}"
    writing = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true"
    for name, options in (("list.csv", [reading]), ("list.xlsx", [])):
        (tmp_path / name).mkdir()
        command = ["soffice", "--headless", profile, *options, "--convert-to", writing]
        command += ["--outdir", str(tmp_path / name), str(folder / name)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        text = (tmp_path / name / "list.csv").read_text(encoding="utf-8-sig")
        made = list(csv.reader(io.StringIO(text, newline="")))[1:]
        titles = [record["title"] for record in records]
        assert [row[1] for row in made] == titles
        if name == "list.csv":
            assert made == [list(record.values()) for record in records]


def test_excel_takes_nothing_as_a_formula(rows: tuple[Path, list[dict[str, str]]]) -> None:
    folder, records = rows
    data = (folder / "excel.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == data.count(b"\n") == 1 + len(records)
    made = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    for cells, record in zip(made, records, strict=True):
        for column, cell in cells.items():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert cell in (record[column], f"'{record[column]}")
    # plain CSV stays plain
    assert "'=1+1" not in (folder / "list.csv").read_text(encoding="utf-8")


def test_line_breaks_stay_in_their_cell(vnpolicy: Run, tmp_path: Path) -> None:
    import pandas as pd

    (tmp_path / "a.txt").write_text(
        "Họp về nước sạch\n\n" + BODY.format(1) + "\n\nĐoạn hai.\n", encoding="utf-8"
    )
    assert vnpolicy("show", "a.txt", "-o", "a.csv", cwd=tmp_path).returncode == 0
    body = vnpolicy("show", "a.txt", "-f", "text", cwd=tmp_path).stdout.decode().removesuffix("\n")
    assert "\n" in body
    frame = pd.read_csv(tmp_path / "a.csv", dtype=str, keep_default_na=False)
    assert list(frame["body"]) == [body]
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert [row["body"] for row in csv.DictReader(file)] == [body]
    duckdb = pytest.importorskip("duckdb")
    found = duckdb.sql(f"SELECT body FROM read_csv('{tmp_path / 'a.csv'}', header=true, all_varchar=true)")
    assert found.fetchall() == [(body,)]
