"""IP Address Manager: IPAMs, pools and their ranges."""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    flags,
    handles,
    integers,
    key_values,
    pick,
)
from awsemu.cloudformation.handlers.ec2_tags import retag, specification
from awsemu.cloudformation.resources import Change, Properties, Resource

LENGTHS = (
    "AllocationDefaultNetmaskLength",
    "AllocationMaxNetmaskLength",
    "AllocationMinNetmaskLength",
)


@handles("AWS::EC2::IPAM")
class Ipam(Handler):
    """An IPAM with its default scopes."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        made = context.client("ec2").create_ipam(
            **pick(properties, "Description", "OperatingRegions", "Tier"),
            **specification("ipam", properties),
        )["Ipam"]
        names = ("IpamId", "PrivateDefaultScopeId", "PublicDefaultScopeId", "ScopeCount")
        return made["IpamId"], {"Arn": made["IpamArn"], **pick(made, *names)}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change description, tier, Regions and tags."""
        if change.names - {"Tags"}:
            regions = {
                "AddOperatingRegions": change.added("OperatingRegions"),
                "RemoveOperatingRegions": change.removed("OperatingRegions"),
            }
            context.client("ec2").modify_ipam(
                IpamId=resource.physical,
                **pick(change.new, "Description", "Tier"),
                **{name: rows for name, rows in regions.items() if rows},
            )
        retag(context, resource, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("ec2").delete_ipam(IpamId=resource.physical)


@handles("AWS::EC2::IPAMPool")
class IpamPool(Handler):
    """A pool; its ranges can be part of it."""

    FIXED = ("IpamScopeId", "SourceIpamPoolId", "Locale", "AddressFamily")

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it, then give it its ranges."""
        tags = key_values(properties.get("AllocationResourceTags"))
        made = context.client("ec2").create_ipam_pool(
            **pick(properties, *self.FIXED, "Description"),
            **integers(properties, *LENGTHS),
            **flags(properties, "AutoImport"),
            **({"AllocationResourceTags": tags} if tags else {}),
            **specification("ipam-pool", properties),
        )["IpamPool"]
        identifier = context.begin(made["IpamPoolId"])
        self._provision(context, identifier, properties.get("ProvisionedCidrs", []))
        names = ("IpamPoolId", "IpamScopeArn", "IpamScopeType", "IpamArn", "PoolDepth", "State")
        return identifier, {"Arn": made["IpamPoolArn"], **pick(made, *names)}

    def _provision(self, context: Context, identifier: str, ranges: list[Any]) -> None:
        for row in ranges:
            context.client("ec2").provision_ipam_pool_cidr(IpamPoolId=identifier, Cidr=row["Cidr"])

    def _deprovision(self, context: Context, identifier: str, ranges: list[Any]) -> None:
        for row in ranges:
            context.client("ec2").deprovision_ipam_pool_cidr(
                IpamPoolId=identifier, Cidr=row["Cidr"]
            )

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change description, lengths, ranges and tags."""
        identifier = str(resource.physical)
        if change.names - {"Tags", "ProvisionedCidrs"}:
            context.client("ec2").modify_ipam_pool(
                IpamPoolId=identifier,
                **pick(change.new, "Description"),
                **integers(change.new, *LENGTHS),
                **flags(change.new, "AutoImport"),
            )
        self._provision(context, identifier, change.added("ProvisionedCidrs"))
        self._deprovision(context, identifier, change.removed("ProvisionedCidrs"))
        retag(context, resource, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Take its ranges away, then delete it."""
        identifier = str(resource.physical)
        self._deprovision(context, identifier, resource.properties.get("ProvisionedCidrs", []))
        context.client("ec2").delete_ipam_pool(IpamPoolId=identifier)


@handles("AWS::EC2::IPAMPoolCidr")
class IpamPoolCidr(Handler):
    """A range of a pool."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Provision it."""
        made = context.client("ec2").provision_ipam_pool_cidr(
            **pick(properties, "IpamPoolId", "Cidr"), **integers(properties, "NetmaskLength")
        )["IpamPoolCidr"]
        identifier = made["IpamPoolCidrId"]
        known = {**pick(made, "IpamPoolCidrId", "State"), "Cidr": made["Cidr"]}
        return f"{properties['IpamPoolId']}|{identifier}", known

    def delete(self, context: Context, resource: Resource) -> None:
        """Take it away."""
        context.client("ec2").deprovision_ipam_pool_cidr(
            IpamPoolId=resource.properties["IpamPoolId"], Cidr=resource.attributes["Cidr"]
        )
