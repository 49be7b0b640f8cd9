"""How a patch replaces one function of moto."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Function = Callable[..., Any]


def replace(owner: Any, name: str | None = None) -> Callable[[Function], Function]:
    """Install the decorated function as `owner.name` (default: under its own name).

    The new name is set on the function too, because moto lists the handlers of a service by the
    names of its functions.
    """

    def install(function: Function) -> Function:
        function.__name__ = name or function.__name__
        setattr(owner, function.__name__, function)
        return function

    return install


def wrap(owner: Any, name: str) -> Callable[[Function], Function]:
    """Install the decorated function as `owner.name`; it gets the old function as first argument."""

    def install(function: Function) -> Function:
        original = getattr(owner, name)

        def wrapped(*arguments: Any, **keywords: Any) -> Any:
            return function(original, *arguments, **keywords)

        wrapped.__name__ = name
        wrapped.__doc__ = function.__doc__
        setattr(owner, name, wrapped)
        return function

    return install
