"""Route 53 Profiles."""

from __future__ import annotations

import uuid

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    pick,
    tag_changes,
    tag_list,
)
from awsemu.cloudformation.resources import Change, Properties, Resource


def _retag(context: Context, arn: str, change: Change) -> None:
    added, removed = tag_changes(change)
    client = context.client("route53profiles")
    if removed:
        client.untag_resource(ResourceArn=arn, TagKeys=removed)
    if added:
        client.tag_resource(ResourceArn=arn, Tags={tag["Key"]: tag["Value"] for tag in added})


@handles("AWS::Route53Profiles::Profile")
class Profile(Handler):
    """A profile."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        profile = context.client("route53profiles").create_profile(
            Name=properties["Name"], ClientToken=str(uuid.uuid4()), Tags=tag_list(properties)
        )["Profile"]
        return profile["Id"], pick(profile, "Id", "Arn", "ShareStatus", "ClientToken")

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change tags."""
        _retag(context, resource.attributes["Arn"], change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("route53profiles").delete_profile(ProfileId=resource.physical)


@handles("AWS::Route53Profiles::ProfileAssociation")
class ProfileAssociation(Handler):
    """The profile of a VPC."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Associate."""
        association = context.client("route53profiles").associate_profile(
            **pick(properties, "Name", "ProfileId", "ResourceId"), Tags=tag_list(properties)
        )["ProfileAssociation"]
        arn = (
            f"arn:aws:route53profiles:{context.region}:{context.account}:"
            f"profile-association/{association['Id']}"
        )
        return association["Id"], {"Id": association["Id"], "Arn": arn}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change tags."""
        _retag(context, resource.attributes["Arn"], change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Disassociate."""
        context.client("route53profiles").disassociate_profile(
            **pick(resource.properties, "ProfileId", "ResourceId")
        )


@handles("AWS::Route53Profiles::ProfileResourceAssociation")
class ProfileResourceAssociation(Handler):
    """Something a profile contains."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Add it to the profile."""
        association = context.client("route53profiles").associate_resource_to_profile(
            **pick(properties, "Name", "ProfileId", "ResourceArn", "ResourceProperties")
        )["ProfileResourceAssociation"]
        return association["Id"], pick(association, "Id", "ResourceType")

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change its properties inside the profile."""
        context.client("route53profiles").update_profile_resource_association(
            ProfileResourceAssociationId=resource.physical,
            **pick(change.new, "Name", "ResourceProperties"),
        )

    def delete(self, context: Context, resource: Resource) -> None:
        """Take it out of the profile."""
        context.client("route53profiles").disassociate_resource_from_profile(
            **pick(resource.properties, "ProfileId", "ResourceArn")
        )
