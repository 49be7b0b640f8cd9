"""Routes of VPCs to transit gateways and over peering connections.

Stock moto takes any gateway's id, and keeps none of another account's. AWS routes to a gateway once
the VPC is attached to it and the attachment is available, whoever owns the gateway; until then it says
that there is no such gateway.
https://github.com/hashicorp/terraform-provider-aws/issues/9222

An attachment carries IPv6 only with the option for it. What AWS answers to a route without it is written
down nowhere; here it is the error of parameters that do not go together.
"""

from __future__ import annotations

from inspect import signature
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.route_tables import RouteBackend

from awsemu.patches.peering import check_route
from awsemu.patches.transit_gateways import find_transit_gateway
from awsemu.patching import Function, wrap


def _gateway(backend: Any, table_id: str, gateway_id: str, ipv6: bool) -> Any:
    """Return the gateway that a route of a table leads to; AWS's error if its VPC is not attached."""
    vpc = backend.get_route_table(table_id).vpc_id
    gateway = find_transit_gateway(backend, gateway_id)
    attached = [
        attachment
        for attachment in backend.transit_gateway_attachments.values()
        if attachment.resource_id == vpc
        and attachment.transit_gateway_id == gateway_id
        and attachment.state == "available"
    ]
    if gateway is None or not attached:
        raise EC2ClientError(
            "InvalidTransitGatewayID.NotFound",
            f"The transitGateway ID '{gateway_id}' does not exist.",
        )
    if ipv6 and all(it.options["Ipv6Support"] != "enable" for it in attached):
        raise EC2ClientError(
            "InvalidParameterCombination",
            f"The attachment of {vpc} to {gateway_id} does not support IPv6.",
        )
    return gateway


@wrap(RouteBackend, "create_route")
def _create(original: Function, self: Any, route_table_id: str, *rest: Any, **named: Any) -> Any:
    """Check the target, and keep the gateway."""
    return _routed(original, self, route_table_id, rest, named)


@wrap(RouteBackend, "replace_route")
def _replace(original: Function, self: Any, route_table_id: str, *rest: Any, **named: Any) -> Any:
    """Check the new target, and keep the gateway."""
    return _routed(original, self, route_table_id, rest, named)


def _routed(original: Function, self: Any, table: str, rest: Any, named: dict[str, Any]) -> Any:
    given = signature(original).bind(self, table, *rest, **named).arguments
    gateway_id, peering = given.get("transit_gateway_id"), given.get("vpc_peering_connection_id")
    if peering:
        check_route(self, table, peering)
    ipv6 = bool(given.get("destination_ipv6_cidr_block"))
    gateway = _gateway(self, table, gateway_id, ipv6) if gateway_id else None
    route = original(self, table, *rest, **named)
    if gateway is not None:
        route.transit_gateway = gateway
    return route
