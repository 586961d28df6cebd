"""What was fitted: model weights, background frequencies; each names the program in bench/ that made it."""

import gzip
import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The JSON file `name` of this folder (`.json` or `.json.gz`). Callers must not change what they get."""
    data = files(__name__).joinpath(name).read_bytes()
    loaded: dict[str, Any] = json.loads(gzip.decompress(data) if name.endswith(".gz") else data)
    return loaded
