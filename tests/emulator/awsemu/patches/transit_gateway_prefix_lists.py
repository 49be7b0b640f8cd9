"""References to prefix lists in route tables of transit gateways, which stock moto does not have.

Not checked against AWS: the code for a second reference to the same list. Prefix lists of other
accounts count if they are shared, those of AWS always.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import ec2_backends
from moto.ec2.responses.transit_gateway_route_tables import TransitGatewayRouteTable as Response

from awsemu.moto_state import all_backends, as_flag
from awsemu.patches.transit_gateway_attachments import live_attachment
from awsemu.patches.transit_gateways import is_shared_with
from awsemu.patching import replace

Reference = dict[str, Any]


def _references(response: Any) -> dict[str, Reference]:
    """Return the references of the table that is asked for, by prefix list."""
    identifier = response._get_param("TransitGatewayRouteTableId")
    table = response.ec2_backend.transit_gateways_route_tables.get(identifier)
    if table is None or table.state == "deleted":
        raise EC2ClientError(
            "InvalidRouteTableID.NotFound",
            f"Transit Gateway Route Table {identifier} was deleted or does not exist.",
        )
    references: dict[str, Reference] = table.__dict__.setdefault("prefix_list_references", {})
    return references


def _owner(response: Any, identifier: str) -> str:
    """Return who owns the prefix list."""
    backend = response.ec2_backend
    for _, region, other in all_backends(ec2_backends):
        found = other.managed_prefix_lists.get(identifier)
        if found is None or region != backend.region_name:
            continue
        owner: str = found.owner_id
        if owner in (backend.account_id, "AWS") or other is backend:
            return owner
        if is_shared_with(found.prefix_list_arn, backend.account_id):
            return owner
    raise EC2ClientError(
        "InvalidPrefixListID.NotFound", f"The prefix list ID '{identifier}' does not exist"
    )


def _target(response: Any) -> Reference:
    """Return where the traffic goes."""
    identifier = response._get_param("TransitGatewayAttachmentId")
    blackhole = as_flag(response._get_param("Blackhole"))
    if bool(identifier) == blackhole:
        raise EC2ClientError(
            "InvalidParameterCombination",
            "Specify either an attachment or that the traffic is dropped.",
        )
    target: Reference = {"Blackhole": blackhole, "State": "available"}
    if identifier:
        attachment = live_attachment(response.ec2_backend, identifier)
        target["TransitGatewayAttachment"] = {
            "TransitGatewayAttachmentId": identifier,
            "ResourceType": attachment.resource_type,
            "ResourceId": attachment.resource_id,
        }
    return target


def _existing(response: Any) -> tuple[dict[str, Reference], Reference]:
    references, identifier = _references(response), response._get_param("PrefixListId")
    if identifier not in references:
        raise EC2ClientError(
            "InvalidPrefixListID.NotFound",
            f"The route table has no reference to the prefix list '{identifier}'",
        )
    return references, references[identifier]


def _answer(reference: Reference) -> ActionResult:
    return ActionResult({"TransitGatewayPrefixListReference": reference})


@replace(Response)
def create_transit_gateway_prefix_list_reference(self: Any) -> ActionResult:
    """Refer to a list; once in a table."""
    references, identifier = _references(self), self._get_param("PrefixListId")
    if identifier in references:
        raise EC2ClientError(
            "TransitGatewayPrefixListReference.Duplicate",
            f"The route table has a reference to the prefix list '{identifier}' already",
        )
    references[identifier] = {
        "TransitGatewayRouteTableId": self._get_param("TransitGatewayRouteTableId"),
        "PrefixListId": identifier,
        "PrefixListOwnerId": _owner(self, identifier),
        **_target(self),
    }
    return _answer(references[identifier])


@replace(Response)
def modify_transit_gateway_prefix_list_reference(self: Any) -> ActionResult:
    """Give a reference another target."""
    _, reference = _existing(self)
    target = _target(self)
    reference.pop("TransitGatewayAttachment", None)
    reference.update(target)
    return _answer(reference)


@replace(Response)
def delete_transit_gateway_prefix_list_reference(self: Any) -> ActionResult:
    """Remove a reference."""
    references, reference = _existing(self)
    del references[reference["PrefixListId"]]
    return _answer({**reference, "State": "deleting"})


@replace(Response)
def get_transit_gateway_prefix_list_references(self: Any) -> ActionResult:
    """List the references of a table, with the filters that clients use."""
    filters = self._filters_from_querystring()
    rows = [row for row in _references(self).values() if _matches(row, filters)]
    return ActionResult({"TransitGatewayPrefixListReferences": rows})


def _matches(row: Reference, filters: dict[str, list[str]]) -> bool:
    attachment = row.get("TransitGatewayAttachment", {})
    facts = {
        "attachment.transit-gateway-attachment-id": attachment.get("TransitGatewayAttachmentId"),
        "is-blackhole": str(row["Blackhole"]).lower(),
        "prefix-list-id": row["PrefixListId"],
        "prefix-list-owner-id": row["PrefixListOwnerId"],
        "state": row["State"],
    }
    return all(facts.get(name) in values for name, values in filters.items())
