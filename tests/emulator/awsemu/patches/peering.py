"""VPC peering between accounts and Regions.

Stock moto keeps one object for both sides, so the accepter's tags overwrite the requester's, lets
overlapping networks peer, and everybody change all options at any time. On AWS

* each side has tags and options of its own, and changes only those of its account and Region
  https://github.com/hashicorp/terraform-provider-aws/issues/31068
  https://github.com/hashicorp/terraform-provider-aws/issues/12113
* options wait until the connection is active, and those of ClassicLink never cross Regions
  https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_peering_connection_options
  https://github.com/hashicorp/terraform-provider-aws/pull/3909
* a route to a connection that is not active is taken, and is a blackhole
  https://docs.aws.amazon.com/AmazonVPC/latest/PeeringGuide/vpc-peering-routing.html

Overlaps and second peerings are refused with ``--strict``. Not checked against AWS: the code for a route of a
VPC that is no part of the connection.
"""

from __future__ import annotations

import copy
import ipaddress
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.route_tables import Route
from moto.ec2.models.vpc_peering_connections import VPCPeeringConnectionBackend
from moto.ec2.responses.vpc_peering_connections import VPCPeeringConnections as Response

from awsemu.patching import Function, replace, wrap
from awsemu.settings import settings

GONE = ("deleted", "rejected", "failed", "expired")
CLASSIC = (
    "AllowEgressFromLocalClassicLinkToRemoteVpc",
    "AllowEgressFromLocalVpcToRemoteClassicLink",
)


def _refusal(message: str) -> EC2ClientError:
    return EC2ClientError("OperationNotPermitted", message)


@wrap(VPCPeeringConnectionBackend, "create_vpc_peering_connection")
def _create(original: Function, self: Any, vpc: Any, peer_vpc: Any, tags: Any = None) -> Any:
    """Make one copy per side; status and options stay shared."""
    if settings.strict:
        _check_new(self, vpc, peer_vpc)
    connection = original(self, vpc, peer_vpc, tags)
    other = peer_vpc.ec2_backend
    if other is not self:
        twin = copy.copy(connection)
        twin.ec2_backend = other
        other.vpc_pcxs[connection.id] = twin
    return connection


def _check_new(backend: Any, vpc: Any, peer_vpc: Any) -> None:
    if _overlap(vpc, peer_vpc):
        raise _refusal(f"The vpcs {vpc.id} and {peer_vpc.id} have overlapping CIDR ranges")
    wanted = {vpc.id, peer_vpc.id}
    for connection in backend.vpc_pcxs.values():
        same = {connection.vpc.id, connection.peer_vpc.id} == wanted
        if same and connection._status.code not in GONE:
            # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
            raise EC2ClientError(
                "VpcPeeringConnectionAlreadyExists",
                f"{vpc.id} and {peer_vpc.id} are peered by {connection.id} already",
            )


def _overlap(vpc: Any, peer_vpc: Any) -> bool:
    return any(one.overlaps(two) for one in _networks(vpc) for two in _networks(peer_vpc))


def _networks(vpc: Any) -> list[Any]:
    blocks = vpc.get_cidr_block_association_set()
    return [ipaddress.ip_network(block["cidr_block"]) for block in blocks]


@wrap(Response, "modify_vpc_peering_connection_options")
def _modify_options(original: Function, self: Any) -> Any:
    """Change the options of the sides that the caller has in this Region, of an active connection."""
    identifier = self._get_param("VpcPeeringConnectionId")
    connection = self.ec2_backend.get_vpc_peering_connection(identifier)
    if connection._status.code != "active":
        raise _refusal(
            f"Peering {identifier} is not active. Peering options can be added only to active "
            "peerings."
        )
    crossing = connection.vpc.region != connection.peer_vpc.region
    sides = (("requester", connection.vpc), ("accepter", connection.peer_vpc))
    for side, vpc in sides:
        options = self._get_param(f"{side.capitalize()}PeeringConnectionOptions", {})
        if not options:
            continue
        if vpc.owner_id != self.current_account:
            raise _refusal(
                f"User {self.current_account} does not have permission to modify the {side} side "
                "peering options"
            )
        if vpc.region != self.region:
            raise _refusal(
                f"{side.capitalize()}'s VPC Peering connection options cannot be modified for a "
                "different region"
            )
        classic = [name for name in CLASSIC if name in options]
        if crossing and classic:
            raise _refusal(
                f"Modifying VPC peering connection options {', '.join(classic)} is not supported "
                "for cross-region VPC peering connections"
            )
    return original(self)


def check_route(backend: Any, table_id: str, identifier: str) -> None:
    """Refuse a route over a connection that is gone, or that the VPC of the table is no part of."""
    connection = backend.get_vpc_peering_connection(identifier)
    if connection._status.code in GONE:
        raise EC2ClientError(
            "InvalidVpcPeeringConnectionID.NotFound",
            f"The vpcPeeringConnection ID '{identifier}' does not exist",
        )
    vpc = backend.get_route_table(table_id).vpc_id
    if settings.strict and vpc not in (connection.vpc.id, connection.peer_vpc.id):
        raise EC2ClientError(
            "InvalidParameterValue",
            f"route table {table_id} and VPC peering connection {identifier} belong to different "
            "networks",
        )


def _state(route: Any) -> str:
    """Tell a route that leads nowhere: over a connection that is not active."""
    connection = route.vpc_pcx
    return "active" if connection is None or connection._status.code == "active" else "blackhole"


Route.state = property(_state)


@replace(VPCPeeringConnectionBackend)
def get_vpc_peering_connection(self: Any, vpc_pcx_id: str) -> Any:
    """Find a connection; AWS's code if there is none, which moto spells otherwise.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    """
    if vpc_pcx_id not in self.vpc_pcxs:
        raise EC2ClientError(
            "InvalidVpcPeeringConnectionID.NotFound",
            f"The vpcPeeringConnection ID '{vpc_pcx_id}' does not exist",
        )
    return self.vpc_pcxs[vpc_pcx_id]
