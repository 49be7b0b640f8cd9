"""Route tables and routes of VPCs."""

from __future__ import annotations

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import Created, Handler, handles, pick
from awsemu.cloudformation.handlers.ec2_tags import SimpleEc2
from awsemu.cloudformation.resources import Change, Properties, Resource

DESTINATIONS = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")
ARGUMENTS = (
    "RouteTableId",
    *DESTINATIONS,
    "GatewayId",
    "NatGatewayId",
    "TransitGatewayId",
    "VpcPeeringConnectionId",
    "VpcEndpointId",
    "NetworkInterfaceId",
    "InstanceId",
    "EgressOnlyInternetGatewayId",
)


@handles("AWS::EC2::RouteTable")
class RouteTable(SimpleEc2):
    """A route table."""

    create_call = "create_route_table"
    delete_call = "delete_route_table"
    answer = "RouteTable"
    id_key = "RouteTableId"
    tag_kind = "route-table"
    arguments = ("VpcId",)


@handles("AWS::EC2::Route")
class Route(Handler):
    """A route; its target can change, its destination not."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Add it."""
        context.client("ec2").create_route(**pick(properties, *ARGUMENTS))
        destination = next(properties[name] for name in DESTINATIONS if name in properties)
        return f"{properties['RouteTableId']}|{destination}", {"CidrBlock": destination}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Point it elsewhere."""
        context.client("ec2").replace_route(**pick(change.new, *ARGUMENTS))

    def delete(self, context: Context, resource: Resource) -> None:
        """Remove it."""
        context.client("ec2").delete_route(
            **pick(resource.properties, "RouteTableId", *DESTINATIONS)
        )


@handles("AWS::EC2::SubnetRouteTableAssociation")
class SubnetAssociation(Handler):
    """The route table of a subnet."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Associate."""
        answer = context.client("ec2").associate_route_table(
            **pick(properties, "RouteTableId", "SubnetId")
        )
        return answer["AssociationId"], {"Id": answer["AssociationId"]}

    def delete(self, context: Context, resource: Resource) -> None:
        """Go back to the main table."""
        context.client("ec2").disassociate_route_table(AssociationId=resource.physical)
