"""VPC Lattice: resource gateways, resource configurations, proofs of domains."""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    flags,
    handles,
    integers,
    pick,
    tag_changes,
    tag_list,
)
from awsemu.cloudformation.resources import Change, Properties, Resource

SHARABLE = "AllowAssociationToSharableServiceNetwork"
"""As templates spell it, with one `e` less than the API."""

ARGUMENTS = {
    "ResourceGatewayId": "resourceGatewayIdentifier",
    "ResourceConfigurationGroupId": "resourceConfigurationGroupIdentifier",
    "DomainVerificationId": "domainVerificationIdentifier",
    "CustomDomainName": "customDomainName",
    "GroupDomain": "groupDomain",
    "ProtocolType": "protocol",
}
"""Properties of a resource configuration that are parameters of the call, under another name."""


def _lower(properties: Properties) -> dict[str, Any]:
    """Return the properties with the lower-case names of the API."""
    return {name[0].lower() + name[1:]: value for name, value in properties.items()}


def _tags(properties: Properties) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tag_list(properties)}


def _retag(context: Context, arn: str, change: Change) -> None:
    added, removed = tag_changes(change)
    client = context.client("vpc-lattice")
    if removed:
        client.untag_resource(resourceArn=arn, tagKeys=removed)
    if added:
        client.tag_resource(resourceArn=arn, tags={tag["Key"]: tag["Value"] for tag in added})


@handles("AWS::VpcLattice::ResourceGateway")
class ResourceGateway(Handler):
    """A gateway."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        made = context.client("vpc-lattice").create_resource_gateway(
            **_lower(
                pick(
                    properties,
                    "Name",
                    "VpcIdentifier",
                    "SubnetIds",
                    "SecurityGroupIds",
                    "IpAddressType",
                    "ResourceConfigDnsResolution",
                )
            ),
            **_lower(integers(properties, "Ipv4AddressesPerEni")),
            tags=_tags(properties),
        )
        return made["arn"], {"Arn": made["arn"], "Id": made["id"]}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change security groups and tags."""
        if "SecurityGroupIds" in change:
            context.client("vpc-lattice").update_resource_gateway(
                resourceGatewayIdentifier=resource.attributes["Id"],
                securityGroupIds=change.new.get("SecurityGroupIds", []),
            )
        _retag(context, resource.physical or "", change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("vpc-lattice").delete_resource_gateway(
            resourceGatewayIdentifier=resource.attributes["Id"]
        )


def _definition(properties: Properties) -> dict[str, Any]:
    """Return what a template says about the resource as the call takes it."""
    given = properties.get("ResourceConfigurationDefinition")
    if not given:
        return {}
    made: dict[str, Any] = {}
    if "IpResource" in given:
        made["ipResource"] = {"ipAddress": given["IpResource"]}
    if "ArnResource" in given:
        made["arnResource"] = {"arn": given["ArnResource"]}
    if "DnsResource" in given:
        made["dnsResource"] = _lower(dict(given["DnsResource"]))
    return {"resourceConfigurationDefinition": made}


def _changeable(properties: Properties) -> dict[str, Any]:
    found = _definition(properties) | _lower(pick(properties, "PortRanges"))
    shared = flags(properties, SHARABLE)
    if shared:
        found["allowAssociationToShareableServiceNetwork"] = shared[SHARABLE]
    return found


@handles("AWS::VpcLattice::ResourceConfiguration")
class ResourceConfiguration(Handler):
    """What consumers may reach through a gateway."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        given = {ARGUMENTS[name]: properties[name] for name in ARGUMENTS if name in properties}
        made = context.client("vpc-lattice").create_resource_configuration(
            name=properties["Name"],
            type=properties["ResourceConfigurationType"],
            **given | _changeable(properties),
            tags=_tags(properties),
        )
        return made["arn"], {"Arn": made["arn"], "Id": made["id"]}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change ports, what is meant, and tags."""
        if change.names & {"PortRanges", "ResourceConfigurationDefinition", SHARABLE}:
            context.client("vpc-lattice").update_resource_configuration(
                resourceConfigurationIdentifier=resource.attributes["Id"],
                **_changeable(change.new),
            )
        _retag(context, resource.physical or "", change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("vpc-lattice").delete_resource_configuration(
            resourceConfigurationIdentifier=resource.attributes["Id"]
        )


@handles("AWS::VpcLattice::DomainVerification")
class DomainVerification(Handler):
    """A proof that a domain is the account's."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Begin it."""
        made = context.client("vpc-lattice").start_domain_verification(
            domainName=properties["DomainName"], tags=_tags(properties)
        )
        return made["arn"], {"Arn": made["arn"], "Id": made["id"], "Status": made["status"]}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change tags."""
        _retag(context, resource.physical or "", change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("vpc-lattice").delete_domain_verification(
            domainVerificationIdentifier=resource.attributes["Id"]
        )
