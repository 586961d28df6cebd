"""Functions that see a corpus at one moment. Apart from the store, whose imports cost time."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from vnpolicy.corpus.connection import Connection

Function = TypeVar("Function", bound=Callable[..., Any])


def at_one_moment(function: Function) -> Function:
    """`function`, for which its first argument, the corpus, stands still while it runs, whoever writes."""

    @wraps(function)
    def run(corpus: Connection, *given: Any, **named: Any) -> Any:
        with corpus.snapshot():
            return function(corpus, *given, **named)

    return cast(Function, run)
