"""Options that are not on the command line: from the environment, a file in the folder, the user's file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vnpolicy.errors import UsageError

FILE = "vnpolicy.toml"
PREFIX = "VNPOLICY_"
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Setting:
    """The value of an option, and what gave it: a variable of the environment or a file."""

    value: Any
    origin: str


def configured() -> dict[str, Setting]:
    """The options that the environment and the files set, by name (`text_column`).

    A variable (`VNPOLICY_TEXT_COLUMN`) goes before `vnpolicy.toml` in the current folder, and that before the
    user's. Raises UsageError, naming the variable or file, for an unknown key or a value that will not do.
    """
    found: dict[str, Setting] = {}
    for file in (user_file(), Path(FILE)):
        found |= _of_file(file)
    for name, check in OPTIONS.items():
        variable = PREFIX + name.upper()
        if text := os.environ.get(variable):
            found[name] = Setting(_checked(variable, check, text, from_text=True), variable)
    return found


def user_file() -> Path:
    """The user's own file of settings, where the system keeps such (XDG Base Directory on Unix)."""
    home = Path.home()
    if sys.platform == "win32":
        folder = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        folder = home / "Library" / "Application Support"
    else:
        named = os.environ.get("XDG_CONFIG_HOME", "")
        # a relative one is to be ignored, says the standard
        folder = Path(named) if Path(named).is_absolute() else home / ".config"
    return folder / "vnpolicy" / FILE


def _of_file(file: Path) -> dict[str, Setting]:
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror or error}") from None
    import tomllib

    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} is not TOML: {' '.join(str(error).split())}") from None
    found = {}
    for key, value in content.items():
        name = key.replace("-", "_")
        if name not in OPTIONS:
            known = ", ".join(option.replace("_", "-") for option in OPTIONS)
            raise UsageError(f"{file}: unknown option '{key}'; it may have {known}")
        found[name] = Setting(_checked(f"{file}: {key}", OPTIONS[name], value), str(file))
    return found


def _checked(where: str, check: Callable[[Any], Any], value: Any, from_text: bool = False) -> Any:
    if from_text and check is _number and value.strip().lstrip("+-").isdecimal():
        value = int(value)
    if from_text and check is _switch and value.lower() in (*_YES, *_NO):
        value = value.lower() in _YES
    try:
        return check(value)
    except ValueError as wrong:
        raise UsageError(f"{where} must be {wrong}, not {value!r}") from None


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value or "\0" in value:
        raise ValueError("a text")
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError("a whole number from 1 on")
    return value


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _one_of(*known: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in known:
            raise ValueError(f"one of {', '.join(known)}")
        return str(value)

    return check


def _encoding(value: Any) -> str:
    from vnpolicy.text.encodings import canonical

    try:
        return canonical(_text(value))
    except LookupError:
        raise ValueError("an encoding such as utf-8, cp1258, tcvn3, vni") from None


FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md")

OPTIONS: dict[str, Callable[[Any], Any]] = {
    "corpus": _text,
    "jobs": _number,
    "encoding": _encoding,
    "text_column": _text,
    "max_size": _number,
    "max_ratio": _number,
    "max_depth": _number,
    "max_pages": _number,
    "max_seconds": _number,
    "format": _one_of(*FORMATS),
    "lang": _one_of("en", "vi"),
    "no_color": _switch,
    "quiet": _switch,
}
"""The options that can be set, and what a value must be."""
