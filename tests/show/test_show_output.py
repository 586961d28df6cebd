from __future__ import annotations

import os
from pathlib import Path

import pytest

from vnpolicy.errors import UsageError, VnpolicyError
from vnpolicy.show.output import Output, opened


@pytest.mark.parametrize(
    ("form", "file", "chosen"),
    [
        ("json", None, "json"),
        (None, "a.csv", "csv"),
        (None, "a.JSONL", "jsonl"),
        (None, "a.XLSX", "xlsx"),
        (None, "a.html", "html"),
        ("md", "notes", "md"),
        ("csv", "a.csv", "csv"),
        ("table", "-", "table"),
    ],
)
def test_chosen(form: str | None, file: str | None, chosen: str) -> None:
    assert Output(form, Path(file) if file else None).chosen() == chosen


@pytest.mark.parametrize(
    ("form", "file"), [(None, "a.xls"), ("csv", "a.xlsx"), (None, "a"), ("csv", "a.json")]
)
def test_no_format(form: str | None, file: str) -> None:
    with pytest.raises(UsageError):
        Output(form, Path(file)).chosen()


@pytest.mark.parametrize(
    ("form", "file", "chosen"), [(None, None, "excel"), ("csv", None, "excel"), (None, "a.csv", "excel")]
)
def test_csv_for_excel(form: str | None, file: str | None, chosen: str) -> None:
    assert Output(form, Path(file) if file else None, excel=True).chosen() == chosen


@pytest.mark.parametrize(("form", "file"), [("json", None), (None, "a.tsv"), (None, "a.xlsx")])
def test_nothing_else_is_csv_for_excel(form: str | None, file: str | None) -> None:
    with pytest.raises(UsageError, match="--excel"):
        Output(form, Path(file) if file else None, excel=True).chosen()


def test_a_file_is_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("old")
    file.chmod(0o640)
    with pytest.raises(ZeroDivisionError), opened(Output(file=file)) as stream:
        stream.write("half")
        raise ZeroDivisionError
    assert file.read_text() == "old"
    with opened(Output(file=file)) as stream:
        stream.write("mới\n")
    assert file.read_bytes() == "mới\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o640


def test_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    with opened(Output(file=tmp_path / "link.csv")) as stream:
        stream.write("new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_nowhere_to_write(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for file in (tmp_path / "no" / "out.csv", tmp_path / "folder.csv"):
        with pytest.raises(VnpolicyError, match=r"folder|cannot write"), opened(Output(file=file)):
            pass
