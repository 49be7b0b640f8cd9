"""Transit gateways: attachments, route tables, associations, propagations, routes, peerings."""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    integers,
    is_true,
    pick,
)
from awsemu.cloudformation.handlers.ec2_tags import SimpleEc2, retag, specification
from awsemu.cloudformation.resources import Change, Properties, Resource

OPTIONS = (
    "AutoAcceptSharedAttachments",
    "DefaultRouteTableAssociation",
    "DefaultRouteTablePropagation",
    "DnsSupport",
    "MulticastSupport",
    "SecurityGroupReferencingSupport",
    "TransitGatewayCidrBlocks",
    "VpnEcmpSupport",
)
RANGES = "TransitGatewayCidrBlocks"
PAIR = ("TransitGatewayRouteTableId", "TransitGatewayAttachmentId")


@handles("AWS::EC2::TransitGateway")
class TransitGateway(Handler):
    """A transit gateway."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        options = {**pick(properties, *OPTIONS), **integers(properties, "AmazonSideAsn")}
        gateway = context.client("ec2").create_transit_gateway(
            **pick(properties, "Description"),
            Options=options,
            **specification("transit-gateway", properties),
        )["TransitGateway"]
        tables = pick(
            gateway.get("Options", {}),
            "AssociationDefaultRouteTableId",
            "PropagationDefaultRouteTableId",
        )
        identifier = gateway["TransitGatewayId"]
        arn = gateway["TransitGatewayArn"]
        return identifier, {"Id": identifier, "TransitGatewayArn": arn, **tables}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change description, options and tags."""
        plain = [name for name in OPTIONS if name in change and name != RANGES]
        options = {**pick(change.new, *plain), **change.list_arguments(RANGES)}
        if options or "Description" in change:
            context.client("ec2").modify_transit_gateway(
                TransitGatewayId=resource.physical,
                **pick(change.new, "Description"),
                Options=options,
            )
        retag(context, resource, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("ec2").delete_transit_gateway(TransitGatewayId=resource.physical)


@handles("AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment")
class VpcAttachment(Handler):
    """The attachment of a VPC; there are two types for the same thing."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Attach."""
        attachment = context.client("ec2").create_transit_gateway_vpc_attachment(
            **pick(properties, "TransitGatewayId", "VpcId", "SubnetIds", "Options"),
            **specification("transit-gateway-attachment", properties),
        )["TransitGatewayVpcAttachment"]
        identifier = attachment["TransitGatewayAttachmentId"]
        return identifier, {"Id": identifier}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change subnets, options and tags."""
        lists = change.list_arguments("SubnetIds")
        if lists or "Options" in change:
            context.client("ec2").modify_transit_gateway_vpc_attachment(
                TransitGatewayAttachmentId=resource.physical,
                Options=change.new.get("Options", {}),
                **lists,
            )
        retag(context, resource, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Detach."""
        context.client("ec2").delete_transit_gateway_vpc_attachment(
            TransitGatewayAttachmentId=resource.physical
        )


@handles("AWS::EC2::TransitGatewayRouteTable")
class RouteTable(SimpleEc2):
    """A route table."""

    create_call = "create_transit_gateway_route_table"
    delete_call = "delete_transit_gateway_route_table"
    answer = "TransitGatewayRouteTable"
    id_key = "TransitGatewayRouteTableId"
    tag_kind = "transit-gateway-route-table"
    arguments = ("TransitGatewayId",)


@handles("AWS::EC2::TransitGatewayPeeringAttachment")
class PeeringAttachment(SimpleEc2):
    """A peering with another gateway; done when it waits for acceptance, which is up to the other side.

    The type has no property for the options of the call.
    """

    create_call = "create_transit_gateway_peering_attachment"
    delete_call = "delete_transit_gateway_peering_attachment"
    answer = "TransitGatewayPeeringAttachment"
    id_key = "TransitGatewayAttachmentId"
    tag_kind = "transit-gateway-attachment"
    arguments = ("TransitGatewayId", "PeerTransitGatewayId", "PeerAccountId", "PeerRegion")

    def create(self, context: Context, properties: Properties) -> Created:
        """Ask the other side; a gateway that is not there fails."""
        identifier, attributes = super().create(context, properties)
        shown = self._shown(context, identifier)
        if shown["State"] == "failed":
            self._delete(context, identifier)
            message = shown["Status"]["Message"]
            raise StackError(f"TransitGatewayPeeringAttachment failed to stabilize: {message}")
        return identifier, attributes

    def attribute(self, context: Context, resource: Resource, name: str) -> Any:
        """Read what the other side may have changed."""
        if name not in ("CreationTime", "State", "Status"):
            return None
        found: Any = self._shown(context, resource.physical)[name]
        return found.isoformat() if name == "CreationTime" else found

    def _shown(self, context: Context, identifier: str | None) -> Any:
        answer = context.client("ec2").describe_transit_gateway_peering_attachments(
            TransitGatewayAttachmentIds=[identifier]
        )
        return answer["TransitGatewayPeeringAttachments"][0]

    def _delete(self, context: Context, identifier: str) -> None:
        context.client("ec2").delete_transit_gateway_peering_attachment(
            TransitGatewayAttachmentId=identifier
        )


class Relation(Handler):
    """Something between a route table and an attachment."""

    create_call: str
    delete_call: str

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        getattr(context.client("ec2"), self.create_call)(**pick(properties, *PAIR))
        return "_".join(str(properties[name]) for name in PAIR), {}

    def delete(self, context: Context, resource: Resource) -> None:
        """Undo it."""
        getattr(context.client("ec2"), self.delete_call)(**pick(resource.properties, *PAIR))


@handles("AWS::EC2::TransitGatewayRouteTableAssociation")
class Association(Relation):
    """The table that an attachment's traffic is looked up in."""

    create_call = "associate_transit_gateway_route_table"
    delete_call = "disassociate_transit_gateway_route_table"


@handles("AWS::EC2::TransitGatewayRouteTablePropagation")
class Propagation(Relation):
    """A table that learns an attachment's networks."""

    create_call = "enable_transit_gateway_route_table_propagation"
    delete_call = "disable_transit_gateway_route_table_propagation"


@handles("AWS::EC2::TransitGatewayRoute")
class Route(Handler):
    """A static route."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Add it."""
        arguments = pick(properties, "DestinationCidrBlock", *PAIR)
        if "Blackhole" in properties:
            arguments["Blackhole"] = is_true(properties["Blackhole"])
        context.client("ec2").create_transit_gateway_route(**arguments)
        table, block = properties["TransitGatewayRouteTableId"], properties["DestinationCidrBlock"]
        return f"{table}_{block}", {}

    def delete(self, context: Context, resource: Resource) -> None:
        """Remove it."""
        context.client("ec2").delete_transit_gateway_route(
            **pick(resource.properties, "TransitGatewayRouteTableId", "DestinationCidrBlock")
        )
