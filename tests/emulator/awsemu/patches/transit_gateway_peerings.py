"""Peering attachments of transit gateways: one side per gateway, in its account and Region.

Stock moto keeps one object for both sides, so tags and association of one show on the other, lists VPC
attachments among peerings, ignores options, and refuses nothing.

* Each side is an attachment of its own. Across two Regions both have the same id, unless one of them is an
  opt-in Region; inside a Region the ids differ.
  https://github.com/hashicorp/terraform-provider-aws/issues/24677
  https://github.com/hashicorp/terraform-provider-aws/pull/24000
* Only the side of the accepter accepts or rejects.
  https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-accept-reject.html
  https://github.com/hashicorp/terraform-provider-aws/issues/38027
* Each side joins the default association table of its gateway when the request is accepted.
  https://github.com/hashicorp/terraform-provider-aws/issues/16452

Not checked against AWS: that a request to a gateway that is not there becomes ``failed``, as one to a VPC
that is not there does; the code for a second peering of two gateways, which the quota does not allow.
https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html
"""

from __future__ import annotations

import copy
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError, InvalidParameterValueErrorPeeringAttachment
from moto.ec2.models import ec2_backends
from moto.ec2.models import transit_gateway_attachments as models
from moto.ec2.models.transit_gateway_attachments import (
    TransitGatewayAttachmentBackend,
    TransitGatewayPeeringAttachment,
)
from moto.ec2.responses.transit_gateway_attachments import TransitGatewayAttachment as Response
from moto.ec2.utils import random_transit_gateway_attachment_id

from awsemu.patches.transit_gateway_attachments import (
    associate_by_default,
    detach,
    missing_attachment,
    share_state,
)
from awsemu.patches.transit_gateways import GONE
from awsemu.patching import replace
from awsemu.settings import settings

OPT_IN = frozenset(
    (
        "af-south-1",
        "ap-east-1",
        "ap-south-2",
        "ap-southeast-3",
        "ap-southeast-4",
        "ca-west-1",
        "eu-central-2",
        "eu-south-1",
        "eu-south-2",
        "il-central-1",
        "me-central-1",
        "me-south-1",
    )
)
"""Regions that an account has to enable.
https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html"""

FILTERS = (
    ("local-owner-id", "transit_gateway_owner_id"),
    ("remote-owner-id", "resource_owner_id"),
    ("state", "state"),
    ("transit-gateway-attachment-id", "id"),
    ("transit-gateway-id", "transit_gateway_id"),
)


@replace(Response, "create_transit_gateway_peering_attachment")
def _create(self: Any) -> ActionResult:
    """Ask the owner of the other gateway; the answer shows the request before it got there."""
    tags = self._parse_tag_specification().get("transit-gateway-attachment", {})
    attachment = _request(self, tags)
    options = self._get_param("Options", {})
    if options:
        attachment.options = {"DynamicRouting": options.get("DynamicRouting", "disable")}
    _reach_peer(attachment)
    shown = copy.copy(attachment)
    shown.__dict__["_shared"] = {"state": "initiatingRequest"}
    shown._peering_status = copy.copy(attachment._peering_status)
    shown._peering_status.initiating()
    return ActionResult({"TransitGatewayPeeringAttachment": shown})


def _request(response: Any, tags: dict[str, str]) -> Any:
    """Make the side of the requester."""
    backend, gateway_id = response.ec2_backend, response._get_param("TransitGatewayId")
    gateway = backend.transit_gateways.get(gateway_id)
    if gateway is None:
        raise models.InvalidTransitGatewayID(
            gateway_id, f"Transit Gateway {gateway_id} was deleted or does not exist."
        )
    peer = response._get_param("PeerTransitGatewayId")
    if settings.strict:
        _check_single(backend, gateway_id, peer)
    attachment = TransitGatewayPeeringAttachment(
        backend,
        transit_gateway=gateway,
        peer_transit_gateway_id=peer,
        peer_region=response._get_param("PeerRegion"),
        peer_account_id=response._get_param("PeerAccountId"),
        tags=tags,
        region_name=backend.region_name,
    )
    attachment.gateway_owner = backend.account_id
    attachment.resource_owner_id = response._get_param("PeerAccountId")
    attachment.transit_gateway_route_table = None
    attachment.asked = True
    share_state(attachment)
    backend.transit_gateway_attachments[attachment.id] = attachment
    return attachment


def _check_single(backend: Any, gateway_id: str, peer: str) -> None:
    for attachment in backend.transit_gateway_attachments.values():
        same = attachment.resource_id == peer and attachment.transit_gateway_id == gateway_id
        if same and attachment.state not in GONE:
            raise EC2ClientError(
                "DuplicateTransitGatewayAttachment",
                f"{gateway_id} has non-deleted Transit Gateway Peering Attachments with {peer}.",
            )


def _reach_peer(attachment: Any) -> None:
    """Make the side of the accepter, which waits for a decision; without such a gateway it fails."""
    accepter = attachment.accepter_tgw_info
    region, identifier = accepter["Region"], accepter["TransitGatewayId"]
    backend = ec2_backends[accepter["OwnerId"]][region]
    gateway = backend.transit_gateways.get(identifier)
    if gateway is None or identifier == attachment.transit_gateway_id:
        attachment.state = "failed"
        attachment._peering_status.code = "failed"
        attachment._peering_status.message = f"Transit Gateway {identifier} does not exist."
        return
    twin = copy.copy(attachment)
    twin.ec2_backend, twin.asked = backend, False
    twin.transit_gateway_id, twin.resource_id = identifier, attachment.transit_gateway_id
    twin.gateway_owner = accepter["OwnerId"]
    twin.resource_owner_id = attachment.requester_tgw_info["OwnerId"]
    regions = {region, attachment.ec2_backend.region_name}
    if len(regions) == 1 or regions & OPT_IN:
        twin.id = random_transit_gateway_attachment_id()
    for side in (attachment, twin):
        side.accepter_transit_gateway_attachment_id = twin.id
    backend.transit_gateway_attachments[twin.id] = twin
    attachment.state = "pendingAcceptance"
    attachment._peering_status.pending()


def _side(backend: Any, attachment_id: str) -> Any:
    """Return the side of a peering that an account has in a Region; AWS's error if there is none."""
    attachment = backend.transit_gateway_attachments.get(attachment_id)
    if attachment is None or attachment.resource_type != "peering":
        raise missing_attachment(attachment_id)
    return attachment


def _sides(attachment: Any) -> list[Any]:
    """Return the sides of a peering, that of the requester first."""
    found = [
        side
        for info in (attachment.requester_tgw_info, attachment.accepter_tgw_info)
        for side in ec2_backends[info["OwnerId"]][
            info["Region"]
        ].transit_gateway_attachments.values()
        if side.__dict__.get("_shared") is attachment.__dict__["_shared"]
    ]
    return sorted({id(side): side for side in found}.values(), key=lambda side: not side.asked)


def _undecided(backend: Any, attachment_id: str, verb: str) -> Any:
    """Return a side that can decide and has not yet."""
    attachment = _side(backend, attachment_id)
    if attachment.asked:
        raise InvalidParameterValueErrorPeeringAttachment(verb, attachment_id)
    if attachment.state != "pendingAcceptance":
        message = f"{attachment_id} is in invalid state {attachment.state}"
        raise EC2ClientError("IncorrectState", message)
    return attachment


@replace(TransitGatewayAttachmentBackend)
def accept_transit_gateway_peering_attachment(self: Any, transit_gateway_attachment_id: str) -> Any:
    """Let the owner of the gateway that was asked accept."""
    attachment = _undecided(self, transit_gateway_attachment_id, "accept")
    attachment.state = "available"
    attachment._peering_status.accept()
    for side in _sides(attachment):
        gateway = side.ec2_backend.transit_gateways[side.transit_gateway_id]
        associate_by_default(side.ec2_backend, gateway, side)
    return attachment


@replace(TransitGatewayAttachmentBackend)
def reject_transit_gateway_peering_attachment(self: Any, transit_gateway_attachment_id: str) -> Any:
    """Let the owner of the gateway that was asked refuse."""
    attachment = _undecided(self, transit_gateway_attachment_id, "reject")
    attachment.state = "rejected"
    attachment._peering_status.reject()
    return attachment


@replace(TransitGatewayAttachmentBackend)
def delete_transit_gateway_peering_attachment(self: Any, transit_gateway_attachment_id: str) -> Any:
    """Let either side end it; both stay visible as deleted."""
    attachment = _side(self, transit_gateway_attachment_id)
    if attachment.state == "deleted":
        raise missing_attachment(transit_gateway_attachment_id)
    for side in _sides(attachment):
        detach(side.ec2_backend, side.id)
    attachment.state = "deleted"
    attachment._peering_status.deleted(deleter_id=self.account_id)
    return attachment


@replace(TransitGatewayAttachmentBackend)
def describe_transit_gateway_peering_attachments(
    self: Any, transit_gateways_attachment_ids: Any = None, filters: Any = None
) -> list[Any]:
    """List the account's sides of peerings, with the filters AWS has."""
    found = [a for a in self.transit_gateway_attachments.values() if a.resource_type == "peering"]
    for identifier in transit_gateways_attachment_ids or ():
        _side(self, identifier)
    if transit_gateways_attachment_ids:
        found = [a for a in found if a.id in transit_gateways_attachment_ids]
    if filters:
        plain = {key: value for key, value in filters.items() if not key.startswith("tag")}
        found = models.filter_resources(found, plain, FILTERS)
        found = models.describe_tag_filter(filters, found)
    return found
