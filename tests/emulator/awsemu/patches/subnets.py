"""Subnets: only those of the default VPC are the default of their zone; IPv6 blocks can be waited for.

Stock moto takes the first subnet of a zone for its default whatever its VPC, which also gives its
instances public addresses, files a subnet made by zone id under no zone, and shows the state of an IPv6
block as an object instead of a word, with no filter for it. It writes zeros in front of the parts of
Amazon's IPv6 ranges, which AWS writes in their shortest form.
"""

from __future__ import annotations

from ipaddress import IPv6Network
from typing import Any

from moto.ec2.models import vpcs
from moto.ec2.models.subnets import Subnet, SubnetBackend

from awsemu.patching import Function, wrap


@wrap(SubnetBackend, "create_subnet")
def _create(original: Function, self: Any, *arguments: Any, **keywords: Any) -> Any:
    """Create it, then say of it what AWS says."""
    subnet = original(self, *arguments, **keywords)
    if not self.get_vpc(subnet.vpc_id).is_default:
        subnet.default_for_az = False
        subnet.map_public_ip_on_launch = False
    self.subnets.get(None, {}).pop(subnet.id, None)
    self.subnets[subnet.availability_zone][subnet.id] = subnet
    return subnet


@wrap(Subnet, "get_filter_value")
def _filter_value(original: Function, self: Any, name: str, method_name: str | None = None) -> Any:
    """Return what the filters about IPv6 blocks compare."""
    key = IPV6_FILTERS.get(name)
    if key is None:
        return original(self, name, method_name)
    return [row[key] for row in self.ipv6_cidr_block_association_set]


IPV6_FILTERS = {
    "ipv6-cidr-block-association.association-id": "AssociationId",
    "ipv6-cidr-block-association.ipv6-cidr-block": "Ipv6CidrBlock",
}


def _ipv6_blocks(subnet: Any) -> list[dict[str, Any]]:
    """List the IPv6 blocks as the API does."""
    return [
        {
            "AssociationId": row["associationId"],
            "Ipv6CidrBlock": row["ipv6CidrBlock"],
            "Ipv6CidrBlockState": row["ipv6CidrBlockState"],
        }
        for row in subnet.ipv6_cidr_block_associations.values()
        if row["ipv6CidrBlockState"]["State"] == "associated"
    ]


Subnet.ipv6_cidr_block_association_set = property(_ipv6_blocks)


@wrap(vpcs, "random_ipv6_cidr")
def _range(original: Function) -> str:
    """Return a range of Amazon's in its shortest form."""
    return str(IPv6Network(original()))
