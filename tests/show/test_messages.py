"""Every message has its Vietnamese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import vnpolicy
from vnpolicy import lexicon
from vnpolicy.show.messages import translated

CALLS = {"UsageError", "VnpolicyError", "Refused", "BadParameter", "KeyboardInterrupt", "say"}
PACKAGE = Path(vnpolicy.__file__).parent


def templates() -> Iterator[tuple[str, str]]:
    """Each message that the code makes, as an example, and where; not those that are handed on."""
    for file in sorted(PACKAGE.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in nodes:
            # the reasons that name a limit stand in functions and tables of their own
            whole = isinstance(node, (ast.Constant, ast.JoinedStr)) and id(node) not in parts
            limit = whole and "raises the limit" in _example(node)
            texts: list[ast.expr] = [node] if limit else []
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                texts += node.args[:1] if called in CALLS else []
                texts += node.args[2:3] if called == "Problem" else []
                texts += [keyword.value for keyword in node.keywords if keyword.arg == "reason"]
            for text in texts:
                if example := _example(text):
                    yield f"{file.relative_to(PACKAGE)}:{node.lineno}", example


def _example(text: ast.expr) -> str:
    if isinstance(text, ast.Constant) and isinstance(text.value, str):
        made = text.value
    elif isinstance(text, ast.JoinedStr):
        made = "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in text.values)
    else:
        return ""
    made = made.removeprefix("vnpolicy: ")
    return made if re.search(r"[a-z]{2}", made.replace("X", "")) else ""


def test_every_message_has_its_vietnamese() -> None:
    found = {example: where for where, example in templates()}
    assert len(found) > 80
    missing = [
        f"{where}: {example}" for example, where in found.items() if translated(example, "vi") == example
    ]
    missing = [line for line in missing if "--stopwords X: X" not in line]
    assert not missing, "write these into lexicon/messages.toml"


def test_what_is_filled_in_is_kept() -> None:
    rows = lexicon.table("messages.toml")["messages"]
    for english, vietnamese in rows.items():
        slots = re.findall(r"\{\d\}", english)
        assert slots == [f"{{{n}}}" for n in range(len(slots))], english
        left_out = set(slots) - set(re.findall(r"\{\d\}", vietnamese))
        # "source or month", "open or write" are English words
        assert len(left_out) <= (
            english.startswith(("cannot {0} the corpus", "cannot {0} {1}", "no {0} {1}"))
        ), english
        assert set(re.findall(r"--[a-z-]+", english)) == set(re.findall(r"--[a-z-]+", vietnamese)), english


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("empty file", "tệp trống"),
        ("cannot read a.toml: Permission denied", "không đọc được a.toml: không có quyền truy cập"),
        (
            "Invalid value for '--jobs': Input should be greater than or equal to 1",
            "Giá trị không hợp lệ cho '--jobs': phải lớn hơn hoặc bằng 1",
        ),
        ("no document 'a\nb' in c.db", "không có bài 'a\nb' trong c.db"),
        ("said by nobody", "said by nobody"),
    ],
)
def test_translated(english: str, vietnamese: str) -> None:
    assert translated(english, "en") == english
    assert translated(english, "vi") == vietnamese
