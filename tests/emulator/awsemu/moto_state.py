"""Small access paths into moto's state and errors that all patches share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.core.exceptions import ServiceException
from moto.moto_api._internal import mock_random

Tags = list[dict[str, str]]
"""A tag list as most AWS APIs write it: ``[{"Key": ..., "Value": ...}]``."""


def all_backends(backends: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield (account, Region, backend) of every backend of a service that exists so far.

    moto keeps accounts and Regions apart; what crosses them on AWS (endpoint services, shares,
    zone associations) has to be looked up in all of them. Works on copies, because other requests
    create backends meanwhile.
    """
    for account, regions in list(backends.items()):
        for region, backend in list(regions.items()):
            yield account, region, backend


def random_hex(length: int) -> str:
    """Return `length` random hexadecimal digits, seeded as moto's own ids are."""
    return str(mock_random.get_random_hex(length=length))


def service_error(service: str, code: str, message: str) -> Exception:
    """Build an error that moto serialises in the protocol of `service`.

    moto reads the service off the module name of the exception's class, hence the class made here.
    """
    error = type("Error", (ServiceException,), {"__module__": f"moto.{service}.exceptions"})
    instance: Exception = error(code, message)
    return instance


def as_flag(value: Any) -> bool:
    """Read a boolean that reached the server as text or as a boolean."""
    return str(value).lower() == "true"


def as_dict(tags: Tags | None) -> dict[str, str]:
    """Turn a tag list into a mapping; a tag without value has an empty one."""
    return {tag["Key"]: tag.get("Value", "") for tag in tags or []}
