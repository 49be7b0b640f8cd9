"""Tags of EC2 resources, and a handler for the simple ones among them."""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    pick,
    tag_changes,
    tag_list,
)
from awsemu.cloudformation.resources import Change, Properties, Resource


def specification(kind: str, properties: Properties) -> Properties:
    """Return the argument ``TagSpecifications`` of a create call."""
    tags = tag_list(properties)
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": tags}]} if tags else {}


def retag(
    context: Context, resource: Resource, change: Change, identifier: str | None = None
) -> None:
    """Set and remove tags of an EC2 resource, found by an id, by default the physical one."""
    added, removed = tag_changes(change)
    ec2, tagged = context.client("ec2"), [identifier or resource.physical]
    if removed:
        ec2.delete_tags(Resources=tagged, Tags=[{"Key": key} for key in removed])
    if added:
        ec2.create_tags(Resources=tagged, Tags=added)


class SimpleEc2(Handler):
    """A type that one call makes, one call deletes, and whose tags only can change."""

    create_call: str
    """Method of the EC2 client that makes it."""
    delete_call: str
    """Method that deletes it, given the id."""
    answer: str
    """Key of the create answer that holds the resource."""
    id_key: str
    """Name of the id, in the answer, in the delete call and as an attribute."""
    tag_kind: str
    """EC2's name of the type in tag specifications."""
    arguments: tuple[str, ...] = ()
    """Properties that the create call takes under the same name."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it with its tags."""
        answer: Any = getattr(context.client("ec2"), self.create_call)(
            **pick(properties, *self.arguments), **specification(self.tag_kind, properties)
        )
        identifier = answer[self.answer][self.id_key]
        return identifier, {self.id_key: identifier, "Id": identifier}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change its tags."""
        retag(context, resource, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        getattr(context.client("ec2"), self.delete_call)(**{self.id_key: resource.physical})
