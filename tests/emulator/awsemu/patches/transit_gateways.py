"""Transit gateways: default route tables, sharing, deletion.

Stock moto makes a default route table whatever the options say, shows a gateway to its owner only, and
deletes one with attachments. AWS honours the options, shows it to the accounts it is shared with
through RAM, and refuses the deletion.
"""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import ec2_backends
from moto.ec2.models.transit_gateway import TransitGateway, TransitGatewayBackend
from moto.ram.models import ram_backends

from awsemu.moto_state import all_backends
from awsemu.patching import Function, wrap

GONE = ("deleted", "rejected", "failed")
"""Attachment states that do not count any more."""

TransitGateway.DEFAULT_OPTIONS["SecurityGroupReferencingSupport"] = "disable"


def is_shared_with(arn: str, account: str) -> bool:
    """Return whether an active share gives `account` the resource.

    Principals of organizations count for every account: there is no organization here.
    """
    for _, _, backend in all_backends(ram_backends):
        for share in backend.resource_shares:
            if share.status != "ACTIVE" or arn not in share.resource_arns:
                continue
            invitation = share.invitations.get(account)
            accepted = invitation is None or invitation["status"] == "ACCEPTED"
            if accepted and any(_covers(principal, account) for principal in share.principals):
                return True
    return False


def _covers(principal: str, account: str) -> bool:
    return (
        principal == account
        or f"::{account}:" in principal
        or ":organization/" in principal
        or ":ou/" in principal
    )


def find_transit_gateway(backend: Any, gateway_id: str) -> Any:
    """Return a gateway that the account of `backend` owns or was given, or None."""
    owned = backend.transit_gateways.get(gateway_id)
    if owned is not None:
        return owned
    for _, region, other in all_backends(ec2_backends):
        gateway = other.transit_gateways.get(gateway_id)
        if gateway is None or region != backend.region_name:
            continue
        if is_shared_with(gateway.arn, backend.account_id):
            return gateway
    return None


@wrap(TransitGatewayBackend, "create_transit_gateway")
def _create(
    original: Function, self: Any, description: Any = None, options: Any = None, tags: Any = None
) -> Any:
    """Make the default route table only if one of the two options asks for it."""
    gateway = original(self, description, options, tags)
    table = gateway.default_route_table
    associates = gateway.options["DefaultRouteTableAssociation"] == "enable"
    propagates = gateway.options["DefaultRouteTablePropagation"] == "enable"
    if not associates:
        gateway.options.pop("AssociationDefaultRouteTableId", None)
    if not propagates:
        gateway.options.pop("PropagationDefaultRouteTableId", None)
    table.default_association_route_table = associates
    table.default_propagation_route_table = propagates
    if not associates and not propagates:
        self.transit_gateways_route_tables.pop(table.id, None)
        gateway.default_route_table = None
    return gateway


@wrap(TransitGatewayBackend, "describe_transit_gateways")
def _describe(original: Function, self: Any, filters: Any, transit_gateway_ids: Any) -> Any:
    """List the gateways of the account and those shared with it."""
    found = original(self, filters, transit_gateway_ids)
    for _, region, other in all_backends(ec2_backends):
        if other is self or region != self.region_name:
            continue
        found += [
            gateway
            for gateway in original(other, filters, transit_gateway_ids)
            if is_shared_with(gateway.arn, self.account_id)
        ]
    return found


@wrap(TransitGatewayBackend, "delete_transit_gateway")
def _delete(original: Function, self: Any, transit_gateway_id: str) -> Any:
    """Refuse while attachments live; take the default route table along.

    https://github.com/gruntwork-io/cloud-nuke/issues/744
    """
    live: dict[str, list[str]] = {}
    for attachment in self.transit_gateway_attachments.values():
        if attachment.transit_gateway_id == transit_gateway_id and attachment.state not in GONE:
            peering = attachment.resource_type == "peering"
            kind = "Transit Gateway Cross Region Peering" if peering else "VPC"
            live.setdefault(kind, []).append(attachment.id)
    for kind, found in live.items():
        raise EC2ClientError(
            "IncorrectState",
            f"{transit_gateway_id} has non-deleted {kind} Attachments: {', '.join(found)}.",
        )
    gateway = original(self, transit_gateway_id)
    if gateway.default_route_table is not None:
        self.transit_gateways_route_tables.pop(gateway.default_route_table.id, None)
    return gateway
