"""Who may connect to an endpoint service.

Stock moto answers a change of permissions with a bare success, without the permission ids from which
Terraform makes the id of ``aws_vpc_endpoint_service_allowed_principal``, knows no filter, and accepts
any text as a principal. AWS lists each principal once, with an id that stays, and so does this: the
list is the same whether principals came one by one (Terraform) or as a whole (CloudFormation).
"""

from __future__ import annotations

import re
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.responses.vpc_service_configuration import VPCEndpointServiceConfiguration as Response

from awsemu.moto_state import random_hex
from awsemu.patches.endpoint_services import requested_service
from awsemu.patching import replace

# EC2 API Reference: "Principal ARNs with path components aren't supported."
PRINCIPAL = re.compile(
    r"\*|arn:aws[a-z-]*:iam::\d{12}:(root|(user|role)/[^/]+)|[a-z0-9.-]+\.amazonaws\.com(\.cn)?"
)
FILTERS = {"principal": "Principal", "principal-type": "PrincipalType"}


def is_allowed(service: Any, account: str) -> bool:
    """Return whether `account` may see and use `service`; its owner always may."""
    if service.ec2_backend.account_id == account:
        return True
    return any(
        principal == "*" or re.match(rf"arn:aws[a-z-]*:iam::{account}:", principal)
        for principal in service.principals
    )


@replace(Response)
def modify_vpc_endpoint_service_permissions(self: Any) -> ActionResult:
    """Add and remove principals; answer with the ids of those added."""
    service = requested_service(self)
    wanted = self._get_param("AddAllowedPrincipals", []) or []
    for principal in wanted:
        if not PRINCIPAL.fullmatch(principal):
            raise EC2ClientError("InvalidPrincipal", f"Invalid Principal: '{principal}'")
    for principal in wanted:
        if principal not in service.principals:
            service.principals.append(principal)
    added = [_permission(service, principal) for principal in wanted]
    for principal in self._get_param("RemoveAllowedPrincipals", []) or []:
        if principal in service.principals:
            service.principals.remove(principal)
        service.permission_ids.pop(principal, None)
    return ActionResult({"AddedPrincipals": added, "ReturnValue": True})


@replace(Response)
def describe_vpc_endpoint_service_permissions(self: Any) -> ActionResult:
    """List the principals with their ids."""
    service = requested_service(self)
    rows = [_permission(service, principal) for principal in service.principals]
    for name, values in self._filters_from_querystring().items():
        if name in FILTERS:
            rows = [row for row in rows if row[FILTERS[name]] in values]
    return ActionResult({"AllowedPrincipals": rows})


def _permission(service: Any, principal: str) -> dict[str, Any]:
    identifier = service.permission_ids.setdefault(principal, f"vpce-svc-perm-{random_hex(17)}")
    return {
        "PrincipalType": _kind(principal),
        "Principal": principal,
        "ServicePermissionId": identifier,
        "ServiceId": service.id,
        "Tags": [
            {"Key": key, "Value": value}
            for key, value in service.ec2_backend.tags.get(identifier, {}).items()
        ],
    }


def _kind(principal: str) -> str:
    if principal == "*":
        return "All"
    if not principal.startswith("arn:"):
        return "Service"
    return "User" if ":user/" in principal else "Role" if ":role/" in principal else "Account"
