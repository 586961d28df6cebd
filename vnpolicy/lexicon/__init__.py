"""The words this program knows, as data files, and the one loader that reads them."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of the list `name` (a file of this folder), without comments (`#`) and blank lines."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    stripped = (line.strip() for line in text.splitlines())
    return tuple(line for line in stripped if line and not line.startswith("#"))


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML file `name` of this folder. Callers must not change what they get."""
    return tomllib.loads(files(__name__).joinpath(name).read_text(encoding="utf-8"))
