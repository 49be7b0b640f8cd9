"""Transit gateways and VPC peerings."""

from __future__ import annotations

from awsemu.inventory.items import Facts, Item, Items, Scope, tags_of, without

GONE = ("deleted", "deleting", "rejected", "failed", "expired")


def gateways(scope: Scope) -> Items:
    """Read gateways, attachments, route tables and peerings of gateways."""
    for gateway in scope.pages("ec2", "describe_transit_gateways", "TransitGateways"):
        if gateway["State"] in GONE:
            continue
        arn = gateway["TransitGatewayArn"]
        facts = without(gateway, "TransitGatewayId", "TransitGatewayArn", "Tags")
        facts["Tags"] = tags_of(gateway.get("Tags"))
        ids = {gateway["TransitGatewayId"]: "id", arn: "arn"}
        yield Item("ec2/transit_gateway", str(scope), facts, ids, gateway.get("Description", ""))
    yield from _attachments(scope, "Vpc")
    yield from _attachments(scope, "Peering")
    for table in scope.pages(
        "ec2", "describe_transit_gateway_route_tables", "TransitGatewayRouteTables"
    ):
        if table["State"] not in GONE:
            yield _table(scope, table)


def _attachments(scope: Scope, kind: str) -> Items:
    call = f"describe_transit_gateway_{kind.lower()}_attachments"
    for attachment in scope.pages("ec2", call, f"TransitGateway{kind}Attachments"):
        if attachment["State"] in GONE:
            continue
        facts = without(attachment, "TransitGatewayAttachmentId", "Tags")
        facts["Tags"] = tags_of(attachment.get("Tags"))
        ids = {attachment["TransitGatewayAttachmentId"]: "id"}
        yield Item(f"ec2/transit_gateway_{kind.lower()}_attachment", str(scope), facts, ids)


def _table(scope: Scope, table: Facts) -> Item:
    identifier = table["TransitGatewayRouteTableId"]
    by_table = {"TransitGatewayRouteTableId": identifier}
    associations = scope.pages(
        "ec2", "get_transit_gateway_route_table_associations", "Associations", **by_table
    )
    propagations = scope.pages(
        "ec2",
        "get_transit_gateway_route_table_propagations",
        "TransitGatewayRouteTablePropagations",
        **by_table,
    )
    routes = scope.client("ec2").search_transit_gateway_routes(
        **by_table, Filters=[{"Name": "state", "Values": ["active", "blackhole"]}]
    )["Routes"]
    references = scope.pages(
        "ec2",
        "get_transit_gateway_prefix_list_references",
        "TransitGatewayPrefixListReferences",
        **by_table,
    )
    facts = without(table, "TransitGatewayRouteTableId", "Tags")
    facts["Associations"] = [row["TransitGatewayAttachmentId"] for row in associations]
    facts["Propagations"] = [row["TransitGatewayAttachmentId"] for row in propagations]
    facts["Routes"] = [without(route) for route in routes]
    facts["PrefixLists"] = [without(row, "TransitGatewayRouteTableId") for row in references]
    facts["Tags"] = tags_of(table.get("Tags"))
    return Item("ec2/transit_gateway_route_table", str(scope), facts, {identifier: "id"})


def peerings(scope: Scope) -> Items:
    """Read the peerings of VPCs that the account is part of."""
    for peering in scope.pages("ec2", "describe_vpc_peering_connections", "VpcPeeringConnections"):
        if peering["Status"]["Code"] in GONE:
            continue
        facts = without(peering, "VpcPeeringConnectionId", "Tags")
        facts["Status"] = peering["Status"]["Code"]
        facts["Tags"] = tags_of(peering.get("Tags"))
        ids = {peering["VpcPeeringConnectionId"]: "id"}
        yield Item("ec2/vpc_peering_connection", str(scope), facts, ids)
