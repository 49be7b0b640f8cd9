"""VPC peering connections."""

from __future__ import annotations

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.handlers.base import Created, Handler, handles, pick
from awsemu.cloudformation.handlers.ec2_tags import retag, specification
from awsemu.cloudformation.resources import Change, Properties, Resource


@handles("AWS::EC2::VPCPeeringConnection")
class PeeringConnection(Handler):
    """A connection that CloudFormation also accepts, inside one account or by a role of the other."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Ask for it and accept it; another account without a role never gets there."""
        ec2 = context.client("ec2")
        identifier = ec2.create_vpc_peering_connection(
            **pick(properties, "VpcId", "PeerVpcId", "PeerOwnerId", "PeerRegion"),
            **specification("vpc-peering-connection", properties),
        )["VpcPeeringConnection"]["VpcPeeringConnectionId"]
        owner = properties.get("PeerOwnerId") or context.account
        if owner != context.account and not properties.get("PeerRoleArn"):
            ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=identifier)
            raise StackError(
                "VpcPeeringConnection failed to stabilize: another account needs PeerRoleArn"
            )
        accepter = context.client("ec2", properties.get("PeerRegion"), owner)
        accepter.accept_vpc_peering_connection(VpcPeeringConnectionId=identifier)
        return identifier, {"Id": identifier}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change tags; everything else is fixed."""
        retag(context, resource, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("ec2").delete_vpc_peering_connection(
            VpcPeeringConnectionId=resource.physical
        )
