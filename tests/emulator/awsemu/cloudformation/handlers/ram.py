"""Resource shares."""

from __future__ import annotations

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    is_true,
    tag_changes,
    tag_list,
)
from awsemu.cloudformation.resources import Change, Properties, Resource

LISTS = {"Principals": "principals", "ResourceArns": "resourceArns"}
"""List properties and the arguments of the calls that change them."""


@handles("AWS::RAM::ResourceShare")
class ResourceShare(Handler):
    """A share; accounts outside the organization still have to accept it."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        share = context.client("ram").create_resource_share(
            name=properties["Name"],
            allowExternalPrincipals=is_true(properties.get("AllowExternalPrincipals", True)),
            principals=properties.get("Principals", []),
            resourceArns=properties.get("ResourceArns", []),
            permissionArns=properties.get("PermissionArns", []),
            tags=_lower(tag_list(properties)),
        )["resourceShare"]
        return share["resourceShareArn"], {
            "Arn": share["resourceShareArn"],
            "Status": share["status"],
            "OwningAccountId": share["owningAccountId"],
        }

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change members, name and tags."""
        client, arn = context.client("ram"), resource.physical
        for name, argument in LISTS.items():
            if change.added(name):
                client.associate_resource_share(
                    resourceShareArn=arn, **{argument: change.added(name)}
                )
            if change.removed(name):
                client.disassociate_resource_share(
                    resourceShareArn=arn, **{argument: change.removed(name)}
                )
        if {"Name", "AllowExternalPrincipals"} & change.names:
            client.update_resource_share(
                resourceShareArn=arn,
                name=change.new["Name"],
                allowExternalPrincipals=is_true(change.new.get("AllowExternalPrincipals", True)),
            )
        added, removed = tag_changes(change)
        if added:
            client.tag_resource(resourceShareArn=arn, tags=_lower(added))
        if removed:
            client.untag_resource(resourceShareArn=arn, tagKeys=removed)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("ram").delete_resource_share(resourceShareArn=resource.physical)


def _lower(tags: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return tags with the lower-case keys that this API has."""
    return [{"key": tag["Key"], "value": tag["Value"]} for tag in tags]
