"""Changes of transit gateways: default route tables, and ranges that are added and removed.

Stock moto keeps what a change asks for as it stands there, so ranges are never changed and a default table
can be one that does not exist. Not checked against AWS: the codes; that a switch that comes on without a
table takes the one that was made with the gateway; that a table that is named while its switch is off has no
effect; that a default table cannot be deleted.
"""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.transit_gateway import TransitGatewayBackend
from moto.ec2.models.transit_gateway_route_tables import TransitGatewayRouteTableBackend

from awsemu.patches.transit_gateway_routes import live_table
from awsemu.patching import Function, replace, wrap

RANGES = "TransitGatewayCidrBlocks"
DEFAULTS = (
    ("DefaultRouteTableAssociation", "AssociationDefaultRouteTableId"),
    ("DefaultRouteTablePropagation", "PropagationDefaultRouteTableId"),
)
"""Each switch, and the table that new attachments get while it is on."""


@replace(TransitGatewayBackend)
def modify_transit_gateway(
    self: Any, transit_gateway_id: str, description: Any = None, options: Any = None
) -> Any:
    """Change description and options."""
    gateway = self.transit_gateways.get(transit_gateway_id)
    if gateway is None:
        raise EC2ClientError(
            "InvalidTransitGatewayID.NotFound",
            f"Transit Gateway {transit_gateway_id} was deleted or does not exist.",
        )
    wanted = dict(options or {})
    added, removed = wanted.pop(f"Add{RANGES}", []), wanted.pop(f"Remove{RANGES}", [])
    tables = {name: wanted.pop(name, None) for _, name in DEFAULTS}
    for table in filter(None, tables.values()):
        _check_table(self, gateway, table)
    gateway.description = description or gateway.description
    gateway.options.update(wanted)
    kept = [block for block in gateway.options[RANGES] if block not in removed]
    gateway.options[RANGES] = kept + [block for block in added if block not in kept]
    for switch, name in DEFAULTS:
        _set_default(gateway, switch, name, tables[name])
    _mark_tables(self, gateway)
    return gateway


def _check_table(backend: Any, gateway: Any, identifier: str) -> None:
    if live_table(backend, identifier).transit_gateway_id != gateway.id:
        raise EC2ClientError(
            "InvalidRouteTableID.NotFound",
            f"Transit Gateway Route Table {identifier} does not belong to {gateway.id}.",
        )


def _set_default(gateway: Any, switch: str, name: str, table: str | None) -> None:
    if gateway.options[switch] != "enable":
        gateway.options.pop(name, None)
        return
    own = gateway.default_route_table
    chosen = table or gateway.options.get(name) or (own.id if own is not None else None)
    if chosen is None:
        raise EC2ClientError("MissingParameter", f"The request must contain {name}")
    gateway.options[name] = chosen


def _mark_tables(backend: Any, gateway: Any) -> None:
    for table in backend.transit_gateways_route_tables.values():
        if table.transit_gateway_id == gateway.id:
            options = gateway.options
            table.default_association_route_table = options.get(DEFAULTS[0][1]) == table.id
            table.default_propagation_route_table = options.get(DEFAULTS[1][1]) == table.id


@wrap(TransitGatewayRouteTableBackend, "delete_transit_gateway_route_table")
def _delete_table(original: Function, self: Any, transit_gateway_route_table_id: str) -> Any:
    """Refuse while new attachments get the table."""
    table = live_table(self, transit_gateway_route_table_id)
    if table.default_association_route_table or table.default_propagation_route_table:
        raise EC2ClientError(
            "IncorrectState", f"{transit_gateway_route_table_id} is a default route table."
        )
    return original(self, transit_gateway_route_table_id)
