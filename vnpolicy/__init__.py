"""vnpolicy: events, agenda items and proposals from Vietnamese policy reports.

From Python: `from vnpolicy import Corpus`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vnpolicy.errors import UsageError, VnpolicyError
    from vnpolicy.library import Corpus
    from vnpolicy.model import Table

__all__ = ["Corpus", "Table", "UsageError", "VnpolicyError", "__version__"]
__version__ = "0.1.0"

_HOMES = {"Corpus": "library", "Table": "model", "UsageError": "errors", "VnpolicyError": "errors"}


def __getattr__(name: str) -> Any:
    """What is public, imported when it is asked for: `vnpolicy --help` needs none of it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
