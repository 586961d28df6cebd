"""Options by the command line, the environment, the file of the folder, the user's file, in that order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import Run


def settings(run: Run, folder: Path, *arguments: str, **env: str) -> dict[str, tuple[object, str]]:
    env = {"XDG_CONFIG_HOME": str(folder / "home"), **env}
    done = run("config", "-f", "jsonl", *arguments, cwd=folder, **env)
    assert done.returncode == 0, done.stderr.decode()
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return {row["option"]: (row["value"], row["from"]) for row in rows}


def test_the_nearer_goes_first(vnpolicy: Run, tmp_path: Path) -> None:
    user = tmp_path / "home" / "vnpolicy" / "vnpolicy.toml"
    user.parent.mkdir(parents=True)
    found = settings(vnpolicy, tmp_path)
    assert found["corpus"] == ("vnpolicy.db", "default")
    assert found["lang"] == ("en", "locale")
    assert found["quiet"] == ("no", "default")
    user.write_text('lang = "vi"\njobs = 2\ncorpus = "a.db"\n', encoding="utf-8-sig")
    (tmp_path / "vnpolicy.toml").write_text(
        '# ours\ncorpus = "b.db"\ntext-column = "bài"\n', encoding="utf-8"
    )
    found = settings(vnpolicy, tmp_path, "-q", VNPOLICY_JOBS="3", VNPOLICY_NO_COLOR="yes")
    assert found["lang"] == ("vi", str(user))
    assert found["jobs"] == (3, "VNPOLICY_JOBS")
    assert found["corpus"] == ("b.db", "vnpolicy.toml")
    assert found["text-column"] == ("bài", "vnpolicy.toml")
    assert found["no-color"] == ("yes", "VNPOLICY_NO_COLOR")
    assert found["quiet"] == ("yes", "command line")
    found = settings(vnpolicy, tmp_path, "--corpus", "c.db", "--lang", "en", VNPOLICY_CORPUS="d.db")
    assert (found["corpus"], found["lang"]) == (("c.db", "command line"), ("en", "command line"))
    found = settings(vnpolicy, tmp_path, VNPOLICY_CORPUS="d.db")
    assert found["corpus"] == ("d.db", "VNPOLICY_CORPUS")


def test_they_are_what_commands_go_by(vnpolicy: Run, tmp_path: Path, seeds_corpus: Path) -> None:
    (tmp_path / "vnpolicy.toml").write_text(f"corpus = {json.dumps(str(seeds_corpus))}\nformat = 'json'\n")
    assert json.loads(vnpolicy("events", cwd=tmp_path).stdout)
    # an ending or --excel goes before a format that is only configured
    assert vnpolicy("events", "-o", "a.csv", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("event,")
    assert vnpolicy("events", "--excel", cwd=tmp_path).stdout.startswith(b"\xef\xbb\xbfevent,")
    told = vnpolicy("list", "-c", "no.db", cwd=tmp_path, VNPOLICY_LANG="vi").stderr.decode()
    assert told.startswith("vnpolicy: không có kho dữ liệu tại no.db")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("lng = 'vi'", "vnpolicy.toml: unknown option 'lng'; it may have corpus, jobs"),
        ("jobs = '2'", "vnpolicy.toml: jobs must be a whole number from 1 on, not '2'"),
        ("jobs = true", "vnpolicy.toml: jobs must be a whole number"),
        ("quiet = 1", "vnpolicy.toml: quiet must be true or false, not 1"),
        ("lang = 'fr'", "vnpolicy.toml: lang must be one of en, vi, not 'fr'"),
        ("encoding = 'klingon'", "vnpolicy.toml: encoding must be an encoding"),
        ("corpus = ''", "vnpolicy.toml: corpus must be a text"),
        ("jobs 2", "vnpolicy.toml is not TOML"),
        ("lang = '\\xff'", "vnpolicy.toml is not TOML"),
    ],
)
def test_wrong_settings_are_told_with_their_file(
    vnpolicy: Run, tmp_path: Path, content: str, told: str
) -> None:
    (tmp_path / "vnpolicy.toml").write_bytes(content.encode().replace(b"\\xff", b"\xff"))
    done = vnpolicy("list", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"vnpolicy: {told}")
    assert len(done.stderr.splitlines()) == 1
    # help is there whatever the file says
    assert vnpolicy("list", "--help", cwd=tmp_path).returncode == 0


def test_wrong_variables_are_told(vnpolicy: Run, tmp_path: Path) -> None:
    done = vnpolicy("list", cwd=tmp_path, VNPOLICY_JOBS="many")
    assert done.returncode == 2
    assert done.stderr.decode() == "vnpolicy: VNPOLICY_JOBS must be a whole number from 1 on, not 'many'\n"


def test_all_that_commands_share_can_be_set() -> None:
    from dataclasses import fields

    from vnpolicy.cli.configuration import OPTIONS
    from vnpolicy.cli.options import Settings

    # but what is about one call alone
    assert {field.name for field in fields(Settings)} - OPTIONS.keys() == {"output", "excel", "debug"}
