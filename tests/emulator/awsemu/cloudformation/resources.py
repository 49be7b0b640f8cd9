"""Resources of a stack, and what a handler is told when one changes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

Properties = dict[str, Any]


def now() -> datetime.datetime:
    """Return the time, as CloudFormation stamps it."""
    return datetime.datetime.now(datetime.UTC)


class Watched(Properties):
    """Properties that remember which of them were looked at."""

    def __init__(self, properties: Properties) -> None:
        super().__init__(properties)
        self.unread = set(properties)

    def __getitem__(self, name: str) -> Any:
        """Return a property."""
        self.unread.discard(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """Return a property, if there is one of this name."""
        self.unread.discard(name)
        return super().get(name, default)

    def items(self) -> Any:
        """Return all of them."""
        self.unread.clear()
        return super().items()


@dataclass
class Resource:
    """One resource of a stack."""

    logical: str
    kind: str
    properties: Properties = field(default_factory=dict)
    """Resolved properties it was made with or last changed to."""
    physical: str | None = None
    """What ``Ref`` returns; None until it is made."""
    attributes: Properties = field(default_factory=dict)
    """What ``Fn::GetAtt`` returns without asking AWS."""
    status: str = "CREATE_IN_PROGRESS"
    reason: str | None = None
    time: datetime.datetime = field(default_factory=now)
    retained: bool = False
    """Left alone when the stack is done with it (``DeletionPolicy``)."""


@dataclass(frozen=True)
class Change:
    """A change of a resource's properties."""

    old: Properties
    new: Properties

    @property
    def names(self) -> set[str]:
        """Names of the properties that differ."""
        keys = set(self.old) | set(self.new)
        return {key for key in keys if dict.get(self.old, key) != dict.get(self.new, key)}

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def added(self, name: str) -> list[Any]:
        """Return the items that a list property gained."""
        return [item for item in self.new.get(name) or [] if item not in (self.old.get(name) or [])]

    def removed(self, name: str) -> list[Any]:
        """Return the items that a list property lost."""
        return [item for item in self.old.get(name) or [] if item not in (self.new.get(name) or [])]

    def reversed(self) -> Change:
        """Return the change back."""
        return Change(self.new, self.old)

    def list_arguments(self, *names: str) -> dict[str, list[Any]]:
        """Return ``Add<name>`` and ``Remove<name>`` arguments, as EC2's modify calls take them."""
        arguments = {}
        for name in names:
            for verb, items in (("Add", self.added(name)), ("Remove", self.removed(name))):
                if items:
                    arguments[verb + name] = items
        return arguments
