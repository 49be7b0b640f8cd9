"""VPC peering between accounts and Regions.

Stock moto keeps one object for both sides, so the accepter's tags overwrite the requester's, and lets
overlapping networks peer. AWS has one set of tags per side and refuses overlaps (with ``--strict``).
"""

from __future__ import annotations

import copy
import ipaddress
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.vpc_peering_connections import VPCPeeringConnectionBackend

from awsemu.patching import Function, wrap
from awsemu.settings import settings


@wrap(VPCPeeringConnectionBackend, "create_vpc_peering_connection")
def _create(original: Function, self: Any, vpc: Any, peer_vpc: Any, tags: Any = None) -> Any:
    """Make one copy per side; status and options stay shared."""
    if settings.strict and _overlap(vpc, peer_vpc):
        raise EC2ClientError(
            "OperationNotPermitted",
            f"The vpcs {vpc.id} and {peer_vpc.id} have overlapping CIDR ranges",
        )
    connection = original(self, vpc, peer_vpc, tags)
    other = peer_vpc.ec2_backend
    if other is not self:
        twin = copy.copy(connection)
        twin.ec2_backend = other
        other.vpc_pcxs[connection.id] = twin
    return connection


def _overlap(vpc: Any, peer_vpc: Any) -> bool:
    return any(one.overlaps(two) for one in _networks(vpc) for two in _networks(peer_vpc))


def _networks(vpc: Any) -> list[Any]:
    blocks = vpc.get_cidr_block_association_set()
    return [ipaddress.ip_network(block["cidr_block"]) for block in blocks]
