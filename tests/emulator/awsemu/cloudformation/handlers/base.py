"""What a handler is, and what handlers of all services need."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.parameters import as_text
from awsemu.cloudformation.resources import Change, Properties, Resource

Created = tuple[str, Properties]
"""Physical id (what ``Ref`` returns) and attributes (what ``Fn::GetAtt`` returns)."""


class Handler:
    """Makes, changes and deletes the resources of one type, through the AWS API."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make a resource."""
        raise NotImplementedError

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete a resource. An error that says it does not exist counts as success."""
        raise NotImplementedError

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change a resource in place. A handler without it replaces the resource instead."""
        raise NotImplementedError

    def revert(self, context: Context, resource: Resource, change: Change) -> None:
        """Undo what `update` did before it failed, which may be nothing."""
        self.update(context, resource, change.reversed())

    def attribute(self, context: Context, resource: Resource, name: str) -> Any:
        """Read an attribute that can change after creation; None if there is no such one."""

    @property
    def updates(self) -> bool:
        """Whether resources of this type can change in place."""
        return type(self).update is not Handler.update


HANDLERS: dict[str, Handler] = {}
"""All handlers, by resource type."""


def handles(*kinds: str) -> Callable[[type[Handler]], type[Handler]]:
    """Register a class as the handler of resource types."""

    def register(cls: type[Handler]) -> type[Handler]:
        for kind in kinds:
            HANDLERS[kind] = cls()
        return cls

    return register


def pick(properties: Properties, *names: str) -> Properties:
    """Return those of the named properties that are given."""
    return {name: properties[name] for name in names if name in properties}


def integers(properties: Properties, *names: str) -> dict[str, int]:
    """Return those of the named properties that are given, as numbers."""
    return {name: int(properties[name]) for name in names if name in properties}


def flags(properties: Properties, *names: str) -> dict[str, bool]:
    """Return those of the named properties that are given, as truth values."""
    return {name: is_true(properties[name]) for name in names if name in properties}


def is_true(value: Any) -> bool:
    """Read a boolean that may have come through a parameter as text."""
    return as_text(value).lower() == "true"


def json_text(document: Any) -> str:
    """Return a policy document as text."""
    return document if isinstance(document, str) else json.dumps(document)


def key_values(entries: Any) -> list[dict[str, str]]:
    """Return Key and Value pairs with text values, as APIs take them."""
    return [{"Key": entry["Key"], "Value": as_text(entry["Value"])} for entry in entries or []]


def tag_list(properties: Properties, name: str = "Tags") -> list[dict[str, str]]:
    """Return the tags of a resource; those of the stack are among them already."""
    return key_values(properties.get(name))


def tag_arguments(properties: Properties) -> Properties:
    """Return the argument ``Tags`` if there are any, because APIs refuse an empty list."""
    tags = tag_list(properties)
    return {"Tags": tags} if tags else {}


def tag_changes(change: Change, name: str = "Tags") -> tuple[list[dict[str, str]], list[str]]:
    """Return the tags to set and the keys to remove."""
    old, new = tag_list(change.old, name), tag_list(change.new, name)
    keys = {tag["Key"] for tag in new}
    return (
        [tag for tag in new if tag not in old],
        [tag["Key"] for tag in old if tag["Key"] not in keys],
    )


def wait_until(holds: Callable[[], bool], seconds: float = 120) -> None:
    """Wait for something that AWS finishes by itself; raises `StackError` if it does not."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise StackError("Resource did not stabilize")
        time.sleep(0.05)
