"""Route 53 Resolver: endpoints, rules, and which VPCs follow them."""

from __future__ import annotations

import uuid
from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    pick,
    tag_arguments,
    tag_changes,
)
from awsemu.cloudformation.resources import Change, Properties, Resource


def _retag(context: Context, arn: str, change: Change) -> None:
    added, removed = tag_changes(change)
    client = context.client("route53resolver")
    if removed:
        client.untag_resource(ResourceArn=arn, TagKeys=removed)
    if added:
        client.tag_resource(ResourceArn=arn, Tags=added)


def _targets(properties: Properties) -> list[dict[str, Any]]:
    """Return targets with their ports as numbers: they are texts in templates."""
    return [
        {**target, **({"Port": int(target["Port"])} if "Port" in target else {})}
        for target in properties.get("TargetIps") or []
    ]


@handles("AWS::Route53Resolver::ResolverEndpoint")
class ResolverEndpoint(Handler):
    """Addresses by which a resolver is asked, or asks others."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        endpoint = context.client("route53resolver").create_resolver_endpoint(
            CreatorRequestId=str(uuid.uuid4()),
            **pick(
                properties,
                "Name",
                "Direction",
                "IpAddresses",
                "SecurityGroupIds",
                "Protocols",
                "ResolverEndpointType",
            ),
            **tag_arguments(properties),
        )["ResolverEndpoint"]
        identifier = endpoint["Id"]
        return identifier, {
            "ResolverEndpointId": identifier,
            "IpAddressCount": str(endpoint["IpAddressCount"]),
            **pick(endpoint, "Arn", "Direction", "HostVPCId", "Name"),
        }

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change name, type, protocols, addresses and tags."""
        client, identifier = context.client("route53resolver"), resource.physical
        if {"Name", "Protocols", "ResolverEndpointType"} & change.names:
            client.update_resolver_endpoint(
                ResolverEndpointId=identifier,
                **pick(change.new, "Name", "Protocols", "ResolverEndpointType"),
            )
        for address in change.added("IpAddresses"):
            client.associate_resolver_endpoint_ip_address(
                ResolverEndpointId=identifier, IpAddress=address
            )
        for address in change.removed("IpAddresses"):
            client.disassociate_resolver_endpoint_ip_address(
                ResolverEndpointId=identifier, IpAddress=address
            )
        _retag(context, resource.attributes["Arn"], change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("route53resolver").delete_resolver_endpoint(
            ResolverEndpointId=resource.physical
        )


@handles("AWS::Route53Resolver::ResolverRule")
class ResolverRule(Handler):
    """Whom a resolver asks for the names of a domain."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        targets = _targets(properties)
        rule = context.client("route53resolver").create_resolver_rule(
            CreatorRequestId=str(uuid.uuid4()),
            **pick(properties, "Name", "RuleType", "DomainName", "ResolverEndpointId"),
            **({"TargetIps": targets} if targets else {}),
            **tag_arguments(properties),
        )["ResolverRule"]
        shown = pick(rule, "Arn", "DomainName", "Name", "ResolverEndpointId", "RuleType")
        return rule["Id"], {"ResolverRuleId": rule["Id"], **shown}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change name, endpoint, targets and tags."""
        if "DomainName" in change:
            raise StackError("UpdateResolverRule changes no domain names.")
        config = pick(change.new, "Name", "ResolverEndpointId")
        if "TargetIps" in change:
            config["TargetIps"] = _targets(change.new)
        if {"Name", "ResolverEndpointId", "TargetIps"} & change.names:
            context.client("route53resolver").update_resolver_rule(
                ResolverRuleId=resource.physical, Config=config
            )
        _retag(context, resource.attributes["Arn"], change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("route53resolver").delete_resolver_rule(ResolverRuleId=resource.physical)


@handles("AWS::Route53Resolver::ResolverRuleAssociation")
class ResolverRuleAssociation(Handler):
    """A VPC that follows a rule."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Associate."""
        made = context.client("route53resolver").associate_resolver_rule(
            **pick(properties, "Name", "ResolverRuleId", "VPCId")
        )["ResolverRuleAssociation"]
        shown = pick(made, "Name", "ResolverRuleId", "VPCId")
        return made["Id"], {"ResolverRuleAssociationId": made["Id"], **shown}

    def delete(self, context: Context, resource: Resource) -> None:
        """Disassociate."""
        context.client("route53resolver").disassociate_resolver_rule(
            **pick(resource.properties, "ResolverRuleId", "VPCId")
        )
