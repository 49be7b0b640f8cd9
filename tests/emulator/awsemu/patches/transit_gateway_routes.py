"""Route tables of transit gateways: associations, propagations, routes.

Stock moto lets an attachment have several associations, keeps propagations per attachment only (so the
second table's cannot be removed), never shows propagated routes, and stores the attachment of a route
in a shape that reads back as a blackhole. Ranges of IPv6 are propagated by attachments that support it.

A peering attachment carries static routes only, which have to wait until it is available.
https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
https://github.com/hashicorp/terraform-provider-aws/issues/14228
They need not wait for its association, which the documentation has after the route.
https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-add-route.html

Not checked against AWS: the code for propagation from a peering.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import ec2_backends
from moto.ec2.models.transit_gateway_route_tables import (
    TransitGatewayRelations,
    TransitGatewayRouteTableBackend,
)

from awsemu.moto_state import all_backends
from awsemu.patches.transit_gateway_attachments import live_attachment
from awsemu.patching import Function, replace, wrap

Row = dict[str, Any]


def live_table(backend: Any, identifier: str) -> Any:
    """Return a route table; AWS's error if there is none."""
    table = backend.transit_gateways_route_tables.get(identifier)
    if table is None or table.state == "deleted":
        raise EC2ClientError(
            "InvalidRouteTableID.NotFound",
            f"Transit Gateway Route Table {identifier} was deleted or does not exist.",
        )
    return table


@wrap(TransitGatewayRouteTableBackend, "associate_transit_gateway_route_table")
def _associate(
    original: Function,
    self: Any,
    transit_gateway_attachment_id: str,
    transit_gateway_route_table_id: str,
) -> Any:
    """Refuse a second association, and an attachment that is not accepted yet."""
    live_attachment(self, transit_gateway_attachment_id)
    live_table(self, transit_gateway_route_table_id)
    if transit_gateway_attachment_id in self.transit_gateway_associations:
        raise EC2ClientError(
            "Resource.AlreadyAssociated",
            f"Transit Gateway Attachment {transit_gateway_attachment_id} is already associated "
            "to a route table.",
        )
    return original(self, transit_gateway_attachment_id, transit_gateway_route_table_id)


@wrap(TransitGatewayRouteTableBackend, "disassociate_transit_gateway_route_table")
def _disassociate(original: Function, self: Any, tgw_attach_id: str, tgw_rt_id: str) -> Any:
    """Refuse to end an association that is not there."""
    if tgw_attach_id not in live_table(self, tgw_rt_id).route_table_associations:
        raise EC2ClientError("InvalidAssociation.NotFound", "The association does not exist")
    return original(self, tgw_attach_id, tgw_rt_id)


@replace(TransitGatewayRouteTableBackend)
def enable_transit_gateway_route_table_propagation(
    self: Any, transit_gateway_attachment_id: str, transit_gateway_route_table_id: str
) -> Any:
    """Propagate to one more table, from an attachment that is accepted."""
    attachment = live_attachment(self, transit_gateway_attachment_id)
    table = live_table(self, transit_gateway_route_table_id)
    if attachment.resource_type == "peering":
        raise EC2ClientError(
            "InvalidParameterValue",
            f"{transit_gateway_attachment_id} is a peering attachment, which does not propagate.",
        )
    if any(
        entry.transitGatewayAttachmentId == transit_gateway_attachment_id
        for entry in table.route_table_propagation
    ):
        raise EC2ClientError(
            "TransitGatewayRouteTablePropagation.Duplicate", "Propagation already exists"
        )
    self.set_route_table_propagation(transit_gateway_attachment_id, transit_gateway_route_table_id)
    return TransitGatewayRelations(
        self, transit_gateway_attachment_id, transit_gateway_route_table_id, "enabled"
    )


@replace(TransitGatewayRouteTableBackend)
def disable_transit_gateway_route_table_propagation(
    self: Any, transit_gateway_attachment_id: str, transit_gateway_route_table_id: str
) -> Any:
    """Stop propagating to that table only."""
    table = live_table(self, transit_gateway_route_table_id)
    sources = [entry.transitGatewayAttachmentId for entry in table.route_table_propagation]
    if transit_gateway_attachment_id not in sources:
        raise EC2ClientError(
            "TransitGatewayRouteTablePropagation.NotFound", "Propagation does not exist"
        )
    self.disable_route_table_propagation(
        transit_gateway_attachment_id=transit_gateway_attachment_id,
        transit_gateway_route_table_id=transit_gateway_route_table_id,
    )
    return TransitGatewayRelations(
        self, transit_gateway_attachment_id, transit_gateway_route_table_id, "disabled"
    )


@wrap(TransitGatewayRouteTableBackend, "search_transit_gateway_routes")
def _search(
    original: Function,
    self: Any,
    transit_gateway_route_table_id: str,
    filters: dict[str, list[str]] | None,
    max_results: int | None = None,
) -> list[Row]:
    """Add the routes that attachments propagate; a static route of the same range hides one."""
    wanted = filters or {}
    rows: list[Row] = original(self, transit_gateway_route_table_id, wanted, None)
    table = self.transit_gateways_route_tables.get(transit_gateway_route_table_id)
    known = set(table.routes) if table else set()
    for row in _propagated(self, table) if table else ():
        if row["destinationCidrBlock"] not in known and _matches(row, wanted):
            known.add(row["destinationCidrBlock"])
            rows.append(row)
    return rows[: int(max_results)] if max_results else rows


def _propagated(backend: Any, table: Any) -> Iterator[Row]:
    for entry in table.route_table_propagation:
        attachment = backend.transit_gateway_attachments.get(entry.transitGatewayAttachmentId)
        if attachment is None or attachment.resource_type != "vpc":
            continue
        source = {
            "resourceId": attachment.resource_id,
            "resourceType": "vpc",
            "transitGatewayAttachmentId": attachment.id,
        }
        for _, _, owner in all_backends(ec2_backends):
            vpc = owner.vpcs.get(attachment.resource_id)
            for block in _announced(attachment, vpc) if vpc else ():
                yield {
                    "destinationCidrBlock": block,
                    "prefixListId": None,
                    "state": "active",
                    "type": "propagated",
                    "transitGatewayAttachments": [source],
                }


def _announced(attachment: Any, vpc: Any) -> list[str]:
    """List the ranges that an attachment announces: those of IPv6 only if it supports that."""
    rows = vpc.get_cidr_block_association_set()
    if attachment.options["Ipv6Support"] == "enable":
        rows = rows + vpc.get_cidr_block_association_set(ipv6=True)
    return [row["cidr_block"] for row in rows if row["cidr_block_state"]["state"] == "associated"]


def _matches(row: Row, filters: dict[str, list[str]]) -> bool:
    (source,) = row["transitGatewayAttachments"]
    facts = {
        "type": row["type"],
        "state": row["state"],
        "route-search.exact-match": row["destinationCidrBlock"],
        "attachment.transit-gateway-attachment-id": source["transitGatewayAttachmentId"],
    }
    return all(not filters.get(name) or fact in filters[name] for name, fact in facts.items())


@wrap(TransitGatewayRouteTableBackend, "create_transit_gateway_route")
def _create_route(
    original: Function,
    self: Any,
    transit_gateway_route_table_id: str,
    destination_cidr_block: str,
    transit_gateway_attachment_id: str | None = None,
    blackhole: bool = False,
) -> Any:
    """Refuse a second static route; keep the attachment as the list that clients read."""
    table = live_table(self, transit_gateway_route_table_id)
    if transit_gateway_attachment_id:
        live_attachment(self, transit_gateway_attachment_id)
    if destination_cidr_block in table.routes:
        raise EC2ClientError(
            "RouteAlreadyExists", f"A static route already exists for {destination_cidr_block}"
        )
    route = original(
        self,
        transit_gateway_route_table_id,
        destination_cidr_block,
        transit_gateway_attachment_id,
        blackhole,
    )
    attachments = route.get("transitGatewayAttachments")
    if isinstance(attachments, dict):
        route["transitGatewayAttachments"] = [attachments]
    return route


@wrap(TransitGatewayRouteTableBackend, "delete_transit_gateway_route")
def _delete_route(
    original: Function,
    self: Any,
    transit_gateway_route_table_id: str,
    destination_cidr_block: str,
) -> Any:
    """Refuse to delete a route that is not there.

    https://github.com/hashicorp/terraform-provider-aws/pull/6817
    """
    if destination_cidr_block not in live_table(self, transit_gateway_route_table_id).routes:
        raise EC2ClientError(
            "InvalidRoute.NotFound",
            f"Route {destination_cidr_block} does not exists in Transit Gateway Route Table "
            f"{transit_gateway_route_table_id}.",
        )
    return original(self, transit_gateway_route_table_id, destination_cidr_block)
