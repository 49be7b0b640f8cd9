"""What shares contain, seen from both sides, and their managed permissions.

Stock moto lists the caller's own shares only and knows no resources, principals or permissions.
"""

from __future__ import annotations

import json
import re
from typing import Any

from moto.core.utils import unix_time
from moto.ram.exceptions import UnknownResourceException
from moto.ram.models import ram_backends
from moto.ram.responses import ResourceAccessManagerResponse as Response

from awsemu.patches.ram_shares import find_share, is_visible, parameter, serve, shares
from awsemu.patching import replace


def _listed_shares(response: Any) -> list[Any]:
    """Return the live shares of the side that the request asks for."""
    account, arns = response.current_account, parameter(response, "resourceShareArns")
    own = parameter(response, "resourceOwner") == "SELF"
    return [
        share
        for share in shares()
        if share.status != "DELETED"
        and (not arns or share.arn in arns)
        and (share.account_id == account if own else is_visible(share, account))
    ]


def _times(share: Any) -> dict[str, Any]:
    return {
        "creationTime": unix_time(share.creation_time),
        "lastUpdatedTime": unix_time(share.last_updated_time),
    }


@replace(Response)
def get_resource_shares(self: Any) -> str:
    """List shares; deleted ones stay visible to their owner, as on AWS."""
    account, own = self.current_account, parameter(self, "resourceOwner") == "SELF"
    arns, name = parameter(self, "resourceShareArns"), parameter(self, "name")
    status = parameter(self, "resourceShareStatus")
    found = [
        share
        for share in shares()
        if (
            share.account_id == account and share.region == self.region
            if own
            else is_visible(share, account)
        )
        and (not arns or share.arn in arns)
        and (not name or share.name == name)
        and (not status or share.status == status)
    ]
    if arns and not found:
        raise UnknownResourceException(f"ResourceShare {arns[0]} could not be found.")
    return json.dumps({"resourceShares": [share.describe() for share in found]})


@replace(Response)
def list_resources(self: Any) -> str:
    """List shared resources."""
    wanted = parameter(self, "resourceArns")
    rows = [
        {
            "arn": arn,
            "type": _resource_type(arn),
            "resourceShareArn": share.arn,
            "status": "AVAILABLE",
            **_times(share),
        }
        for share in _listed_shares(self)
        for arn in share.resource_arns
        if not wanted or arn in wanted
    ]
    return json.dumps({"resources": rows})


@replace(Response)
def list_principals(self: Any) -> str:
    """List the principals of shares."""
    rows = [
        {"id": principal, "resourceShareArn": share.arn, "external": True, **_times(share)}
        for share in _listed_shares(self)
        for principal in share.principals
    ]
    return json.dumps({"principals": rows})


@replace(Response)
def list_resource_share_permissions(self: Any) -> str:
    """List the permissions of a share: those attached, or the default of each resource type."""
    share = find_share(parameter(self, "resourceShareArn"))
    kinds = {_kind(arn).replace("-", "").lower() for arn in share.resource_arns}
    rows = []
    for permission in ram_backends[share.account_id][share.region].managed_permissions:
        description = permission.describe()
        kind = description["resourceType"].split(":")[-1].lower()
        by_default = not share.permission_arns and kind in kinds
        attached = description["arn"] in share.permission_arns
        if attached or (by_default and description["isResourceTypeDefault"]):
            rows.append({k: v for k, v in description.items() if not k.endswith("Time")})
    return json.dumps({"permissions": rows})


@replace(Response)
def associate_resource_share_permission(self: Any) -> str:
    """Attach a permission to a share."""
    share = find_share(parameter(self, "resourceShareArn"))
    if parameter(self, "replace"):
        share.permission_arns = []
    share.permission_arns.append(parameter(self, "permissionArn"))
    return json.dumps({"returnValue": True})


@replace(Response)
def disassociate_resource_share_permission(self: Any) -> str:
    """Detach a permission from a share."""
    share, gone = (
        find_share(parameter(self, "resourceShareArn")),
        parameter(self, "permissionArn"),
    )
    share.permission_arns = [arn for arn in share.permission_arns if arn != gone]
    return json.dumps({"returnValue": True})


def _kind(arn: str) -> str:
    return re.split("[/:]", arn.split(":", 5)[5])[0]


def _resource_type(arn: str) -> str:
    words = "".join(word.capitalize() for word in _kind(arn).split("-"))
    return f"{arn.split(':')[2]}:{words}"


serve(
    "listresources",
    "listprincipals",
    "listresourcesharepermissions",
    "associateresourcesharepermission",
    "disassociateresourcesharepermission",
)
