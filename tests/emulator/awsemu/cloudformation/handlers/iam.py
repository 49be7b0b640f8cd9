"""Roles, their policies, and profiles of instances."""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    integers,
    json_text,
    pick,
    tag_arguments,
    tag_changes,
)
from awsemu.cloudformation.resources import Change, Properties, Resource


@handles("AWS::IAM::Role")
class Role(Handler):
    """A role with inline and managed policies."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        iam, name = context.client("iam"), properties.get("RoleName") or context.name(64)
        role = iam.create_role(
            RoleName=name,
            AssumeRolePolicyDocument=json_text(properties["AssumeRolePolicyDocument"]),
            **pick(properties, "Path", "Description", "PermissionsBoundary"),
            **integers(properties, "MaxSessionDuration"),
            **tag_arguments(properties),
        )["Role"]
        self._change_policies(iam, context.begin(name), Change({}, properties))
        return name, {"Arn": role["Arn"], "RoleId": role["RoleId"]}

    def _change_policies(self, iam: Any, name: str, change: Change) -> None:
        kept = {policy["PolicyName"] for policy in change.new.get("Policies") or []}
        for policy in change.removed("Policies"):
            if policy["PolicyName"] not in kept:
                iam.delete_role_policy(RoleName=name, PolicyName=policy["PolicyName"])
        for policy in change.added("Policies"):
            iam.put_role_policy(
                RoleName=name,
                PolicyName=policy["PolicyName"],
                PolicyDocument=json_text(policy["PolicyDocument"]),
            )
        for arn in change.removed("ManagedPolicyArns"):
            iam.detach_role_policy(RoleName=name, PolicyArn=arn)
        for arn in change.added("ManagedPolicyArns"):
            self._attach(iam, name, arn)

    def _attach(self, iam: Any, name: str, arn: str) -> None:
        try:
            iam.attach_role_policy(RoleName=name, PolicyArn=arn)
        except iam.exceptions.NoSuchEntityException:
            # Only one of AWS's own policies is loaded; a customer's must exist.
            if ":iam::aws:policy/" not in arn:
                raise

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change trust, policies and tags."""
        iam, name = context.client("iam"), str(resource.physical)
        if "AssumeRolePolicyDocument" in change:
            document = json_text(change.new["AssumeRolePolicyDocument"])
            iam.update_assume_role_policy(RoleName=name, PolicyDocument=document)
        self._change_policies(iam, name, change)
        added, removed = tag_changes(change)
        if removed:
            iam.untag_role(RoleName=name, TagKeys=removed)
        if added:
            iam.tag_role(RoleName=name, Tags=added)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it with its policies."""
        iam, name = context.client("iam"), resource.physical
        for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]:
            iam.delete_role_policy(RoleName=name, PolicyName=policy)
        for policy in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
            iam.detach_role_policy(RoleName=name, PolicyArn=policy["PolicyArn"])
        iam.delete_role(RoleName=name)


@handles("AWS::IAM::InstanceProfile")
class InstanceProfile(Handler):
    """What an instance has its role by."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it with its role."""
        iam = context.client("iam")
        name = properties.get("InstanceProfileName") or context.name(128)
        made = iam.create_instance_profile(InstanceProfileName=name, **pick(properties, "Path"))[
            "InstanceProfile"
        ]
        for role in properties["Roles"]:
            iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=role)
        return name, {"Arn": made["Arn"]}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Give it another role."""
        iam, name = context.client("iam"), str(resource.physical)
        for role in change.removed("Roles"):
            iam.remove_role_from_instance_profile(InstanceProfileName=name, RoleName=role)
        for role in change.added("Roles"):
            iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=role)

    def delete(self, context: Context, resource: Resource) -> None:
        """Take the role away and delete it."""
        iam, name = context.client("iam"), resource.physical
        shown = iam.get_instance_profile(InstanceProfileName=name)["InstanceProfile"]
        for role in shown["Roles"]:
            iam.remove_role_from_instance_profile(
                InstanceProfileName=name, RoleName=role["RoleName"]
            )
        iam.delete_instance_profile(InstanceProfileName=name)


@handles("AWS::IAM::Policy")
class InlinePolicy(Handler):
    """An inline policy of several roles."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Put it into the roles."""
        for role in properties.get("Roles") or []:
            context.client("iam").put_role_policy(
                RoleName=role,
                PolicyName=properties["PolicyName"],
                PolicyDocument=json_text(properties["PolicyDocument"]),
            )
        identifier = context.name(60)
        return identifier, {"Id": identifier}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Put it again, and take it from roles that are gone."""
        for role in change.removed("Roles"):
            self._remove(context, role, change.old)
        if "PolicyName" in change:
            for role in change.old.get("Roles") or []:
                self._remove(context, role, change.old)
        self.create(context, change.new)

    def _remove(self, context: Context, role: str, properties: Properties) -> None:
        iam = context.client("iam")
        if properties["PolicyName"] in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            iam.delete_role_policy(RoleName=role, PolicyName=properties["PolicyName"])

    def delete(self, context: Context, resource: Resource) -> None:
        """Take it from the roles."""
        for role in resource.properties.get("Roles") or []:
            self._remove(context, role, resource.properties)
