"""VPC attachments of transit gateways, also of another account's gateway.

Stock moto associates every attachment with the default route table, loses its tags, finds gateways of
the own account only, cannot accept or reject, and forgets a deleted attachment at once, although
clients wait to see it ``deleted``. An attachment across accounts is one object on AWS with two views;
here it is a copy per account that share their state.
"""

from __future__ import annotations

import copy
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import ec2_backends
from moto.ec2.models import transit_gateway_attachments as models
from moto.ec2.models.transit_gateway_attachments import (
    TransitGatewayAttachment,
    TransitGatewayAttachmentBackend,
    TransitGatewayVpcAttachment,
)
from moto.ec2.models.transit_gateway_route_tables import TransitGatewayRouteTableBackend as Tables
from moto.ec2.responses.transit_gateway_attachments import TransitGatewayAttachment as Response

from awsemu.moto_state import all_backends
from awsemu.patches.transit_gateways import GONE, find_transit_gateway
from awsemu.patching import replace

FILTERS = (
    ("state", "state"),
    ("transit-gateway-attachment-id", "id"),
    ("transit-gateway-id", "transit_gateway_id"),
    ("vpc-id", "resource_id"),
)


def share_state(attachment: Any) -> dict[str, str]:
    """Return the state of an attachment, which all copies of it made later have in common."""
    state: dict[str, str] = attachment.__dict__.setdefault("_shared", {})
    return state


def _association(attachment: Any) -> dict[str, str] | None:
    entry = attachment._association_data
    if not entry:
        return None
    table = entry["transitGatewayRouteTableId"]
    return {"State": "associated", "TransitGatewayRouteTableId": table}


TransitGatewayAttachment.state = property(
    lambda self: share_state(self).get("state", "available"),
    lambda self, value: share_state(self).update(state=value),
)
TransitGatewayAttachment.transit_gateway_owner_id = property(
    lambda self: self.__dict__.get("gateway_owner", self.resource_owner_id)
)
TransitGatewayAttachment.association = property(_association)


@replace(TransitGatewayAttachmentBackend)
def create_transit_gateway_vpc_attachment(
    self: Any,
    transit_gateway_id: str,
    vpc_id: str,
    subnet_ids: list[str],
    tags: Any = None,
    options: Any = None,
) -> Any:
    """Attach the VPC; across accounts it waits for acceptance unless the gateway accepts by itself."""
    gateway = find_transit_gateway(self, transit_gateway_id)
    if gateway is None:
        raise models.InvalidTransitGatewayID(
            transit_gateway_id,
            f"Transit Gateway {transit_gateway_id} was deleted or does not exist.",
        )
    self.get_vpc(vpc_id)
    _check_single(self, transit_gateway_id, vpc_id)
    zones = [self.get_subnet(subnet).availability_zone for subnet in subnet_ids]
    if len(zones) != len(set(zones)):
        raise EC2ClientError("DuplicateSubnetsInSameZone", "Duplicate Subnets for same AZ")
    attachment = TransitGatewayVpcAttachment(
        self,
        transit_gateway=gateway,
        vpc_id=vpc_id,
        subnet_ids=list(subnet_ids),
        tags=tags,
        options=options,
    )
    attachment.gateway_owner = gateway.owner_id
    attachment.transit_gateway_route_table = None
    self.transit_gateway_attachments[attachment.id] = attachment
    share_state(attachment)
    owner = gateway.ec2_backend
    if owner is self:
        _join_default_tables(self, gateway, attachment)
        return attachment
    twin = copy.copy(attachment)
    twin.ec2_backend = owner
    owner.transit_gateway_attachments[attachment.id] = twin
    if gateway.options["AutoAcceptSharedAttachments"] == "enable":
        _join_default_tables(owner, gateway, twin)
    else:
        attachment.state = "pendingAcceptance"
    return attachment


def _check_single(backend: Any, gateway_id: str, vpc_id: str) -> None:
    for attachment in backend.transit_gateway_attachments.values():
        same = attachment.resource_id == vpc_id and attachment.transit_gateway_id == gateway_id
        if same and attachment.state not in GONE:
            raise models.DuplicateTransitGatewayAttachmentError(gateway_id)


def _join_default_tables(owner: Any, gateway: Any, attachment: Any) -> None:
    """Associate and propagate as the gateway's options say, in the backend of its owner."""
    associate_by_default(owner, gateway, attachment)
    options = gateway.options
    if options["DefaultRouteTablePropagation"] == "enable":
        table = options["PropagationDefaultRouteTableId"]
        Tables.enable_transit_gateway_route_table_propagation(owner, attachment.id, table)


def associate_by_default(owner: Any, gateway: Any, attachment: Any) -> None:
    """Associate with the gateway's default route table if it has one for that."""
    options = gateway.options
    if options["DefaultRouteTableAssociation"] == "enable":
        table = options["AssociationDefaultRouteTableId"]
        Tables.associate_transit_gateway_route_table(owner, attachment.id, table)


@replace(Response, "create_transit_gateway_vpc_attachment")
def _create(self: Any) -> ActionResult:
    """Read the tags under the resource type that clients send."""
    specification = self._parse_tag_specification()
    older = specification.get("transit-gateway-route-table", {})
    attachment = self.ec2_backend.create_transit_gateway_vpc_attachment(
        transit_gateway_id=self._get_param("TransitGatewayId"),
        vpc_id=self._get_param("VpcId"),
        subnet_ids=self._get_param("SubnetIds", []),
        tags=specification.get("transit-gateway-attachment", older),
        options=self._get_param("Options", {}),
    )
    return ActionResult({"TransitGatewayVpcAttachment": attachment})


def _requested(response: Any) -> Any:
    attachment_id = response._get_param("TransitGatewayAttachmentId")
    attachment = response.ec2_backend.transit_gateway_attachments.get(attachment_id)
    if attachment is None:
        raise missing_attachment(attachment_id)
    return attachment


def missing_attachment(attachment_id: str) -> EC2ClientError:
    """Build AWS's error for an attachment that is not there."""
    return EC2ClientError(
        "InvalidTransitGatewayAttachmentID.NotFound",
        f"Transit Gateway Attachment {attachment_id} was deleted or does not exist.",
    )


def live_attachment(backend: Any, attachment_id: str) -> Any:
    """Return an attachment that route tables can use; AWS's errors if there is no such one."""
    attachment = backend.transit_gateway_attachments.get(attachment_id)
    if attachment is None or attachment.state in GONE:
        raise missing_attachment(attachment_id)
    if attachment.state != "available":
        message = f"{attachment_id} is in invalid state {attachment.state}"
        raise EC2ClientError("IncorrectState", message)
    return attachment


@replace(Response)
def accept_transit_gateway_vpc_attachment(self: Any) -> ActionResult:
    """Let the owner of the gateway accept."""
    attachment = _requested(self)
    mine = attachment.transit_gateway_owner_id == self.current_account
    if attachment.state != "pendingAcceptance" or not mine:
        message = f"{attachment.id} is in invalid state {attachment.state}"
        raise EC2ClientError("IncorrectState", message)
    attachment.state = "available"
    gateway = self.ec2_backend.transit_gateways[attachment.transit_gateway_id]
    _join_default_tables(self.ec2_backend, gateway, attachment)
    return ActionResult({"TransitGatewayVpcAttachment": attachment})


@replace(Response)
def reject_transit_gateway_vpc_attachment(self: Any) -> ActionResult:
    """Let the owner of the gateway refuse."""
    attachment = _requested(self)
    attachment.state = "rejected"
    return ActionResult({"TransitGatewayVpcAttachment": attachment})


@replace(TransitGatewayAttachmentBackend)
def delete_transit_gateway_vpc_attachment(self: Any, transit_gateway_attachment_id: str) -> Any:
    """Detach from all route tables of all accounts; stay visible as deleted."""
    attachment_id = transit_gateway_attachment_id
    attachment = self.transit_gateway_attachments.get(attachment_id)
    if attachment is None or attachment.state == "deleted":
        raise missing_attachment(attachment_id)
    for _, _, backend in all_backends(ec2_backends):
        if attachment_id in backend.transit_gateway_attachments:
            detach(backend, attachment_id)
    attachment.state = "deleted"
    return attachment


def detach(backend: Any, attachment_id: str) -> None:
    """Take an attachment out of the route tables of an account; its static routes lead nowhere."""
    for table in backend.transit_gateways_route_tables.values():
        table.route_table_associations.pop(attachment_id, None)
        table.route_table_propagation = [
            entry
            for entry in table.route_table_propagation
            if entry.transitGatewayAttachmentId != attachment_id
        ]
        for route in table.routes.values():
            targets = route.get("transitGatewayAttachments") or ()
            if any(row["transitGatewayAttachmentId"] == attachment_id for row in targets):
                route["state"] = "blackhole"
    backend.transit_gateway_associations.pop(attachment_id, None)
    backend.transit_gateway_propagations.pop(attachment_id, None)
    backend.transit_gateway_attachments[attachment_id]._association_data = {}


@replace(TransitGatewayAttachmentBackend)
def describe_transit_gateway_vpc_attachments(
    self: Any, transit_gateways_attachment_ids: Any = None, filters: Any = None
) -> list[Any]:
    """List VPC attachments only, with the filters AWS has."""
    found = [a for a in self.transit_gateway_attachments.values() if a.resource_type == "vpc"]
    if transit_gateways_attachment_ids:
        found = [a for a in found if a.id in transit_gateways_attachment_ids]
    if filters:
        plain = {
            key: [value] if isinstance(value, str) else value
            for key, value in filters.items()
            if not key.startswith("tag")
        }
        found = models.filter_resources(found, plain, FILTERS)
        found = models.describe_tag_filter(filters, found)
    return found
