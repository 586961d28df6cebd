import io
import os
from pathlib import Path

import pytest

from vnpolicy.read.sources import Source, find


def names(sources: list[Source], folder: Path) -> list[str]:
    return [os.path.relpath(s.path, folder) for s in sources]


def test_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.HTML", ".hidden.txt", "d.json", "sub/e.txt", ".git/f.txt", "a/g.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    found = list(find([str(tmp_path)]))
    read = [s for s in found if s.data is not None]
    assert names(read, tmp_path) == ["a.md", "a/g.txt", "b.txt", "c.HTML", "sub/e.txt"]
    assert [s.data for s in read][:2] == [b"a.md", b"a/g.txt"]
    assert sorted(names([s for s in found if s.skipped], tmp_path)) == [".git", ".hidden.txt", "d.json"]


def test_named_file_is_always_tried(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    path.write_bytes(b"x")
    assert list(find([str(path)])) == [Source(str(path), b"x")]


def test_a_path_comes_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    assert len(list(find([str(path), str(tmp_path), str(path)]))) == 1


def test_what_a_folder_passes_over_may_be_named(tmp_path: Path) -> None:
    named = tmp_path / "notes.json"
    named.write_bytes(b"x")
    (tmp_path / "other.json").write_bytes(b"y")
    for paths in ([str(tmp_path), str(named)], [str(named), str(tmp_path)]):
        found = list(find([*paths, str(tmp_path)]))
        assert [s.path for s in found if s.data] == [str(named)]
        assert [s.path for s in found if s.skipped].count(str(tmp_path / "other.json")) == 1


def test_what_vanishes_while_the_folder_is_read(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_bytes(b"1")
    found = find([str(tmp_path)])
    assert next(found).data == b"1"
    (tmp_path / "b.txt").unlink()
    gone, last = found
    assert (gone.path, gone.reason) == (str(tmp_path / "b.txt"), "no such file or folder")
    assert last.data == b"1"


def test_missing_and_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x.json").touch()
    found = list(
        find([str(tmp_path / "no.txt"), str(tmp_path / "empty"), str(tmp_path / "other"), "bad\0name"])
    )
    reasons = [s.reason for s in found if not s.skipped]
    assert reasons[0] == "no such file or folder"
    assert all("no documents" in (r or "") for r in reasons[1:3])
    assert reasons[3]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (found,) = find([str(tmp_path / "pipe.txt")])
    assert found.reason == "not a regular file"


def test_link_loop(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = list(find([str(tmp_path)]))
    assert names([s for s in found if s.data is not None], tmp_path) == ["a.txt"]


def test_standard_input() -> None:
    assert list(find(["-", "-"], io.BytesIO(b"x"))) == [Source("-", b"x")]
    assert next(find(["-"])).reason


def test_one_at_a_time(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_bytes(b"1")
    found = find([str(tmp_path)])
    assert next(found).data == b"1"
    (tmp_path / "b.txt").write_bytes(b"2")
    assert next(found).data == b"2"


@pytest.mark.skipif(os.name != "posix", reason="names are text here")
def test_name_that_is_no_text(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.txt")).write_bytes(b"x")
    (found,) = find([str(tmp_path)])
    assert found.path.encode("utf-8")
    assert found.data == b"x"
