"""What moto computes anew for every request or account, although nobody asks for it.

Hundreds of accounts share one server, and one request runs at a time, so this is time that others wait for.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from moto.core import responses
from moto.ec2.models.amis import AmiBackend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication

from awsemu.patching import Function, wrap

responses.method_names_from_class = cache(responses.method_names_from_class)
"""Actions of a service: patches add theirs when they are imported, before the first request."""

DomainDispatcherApplication.get_backend_for_host = cache(
    DomainDispatcherApplication.get_backend_for_host
)
"""The service of a host: moto looks through its folder and the addresses of all services for it."""


@wrap(AmiBackend, "_load_amis")
def _load_later(original: Function, backend: Any) -> None:
    """Load the hundreds of machine images of an account when it first asks for one."""
    backend.load_images = original


def _images(backend: Any) -> dict[str, Any]:
    load = backend.__dict__.pop("load_images", None)
    if load:
        load(backend)
    images: dict[str, Any] = backend.images
    return images


def _set_images(backend: Any, images: dict[str, Any]) -> None:
    backend.images = images


AmiBackend.amis = property(_images, _set_images)
