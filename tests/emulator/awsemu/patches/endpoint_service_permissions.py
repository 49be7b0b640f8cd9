"""Who may connect to an endpoint service.

Stock moto answers a change of permissions with a bare success, without the permission ids from which
Terraform makes the id of ``aws_vpc_endpoint_service_allowed_principal``, knows no filter, and accepts
any text as a principal, and no tags for permissions. AWS lists each principal once, with an id that
stays, and so does this: the list is the same whether principals came one by one (Terraform) or as a
whole (CloudFormation).
"""

from __future__ import annotations

import re
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError, InvalidID
from moto.ec2.models import EC2Backend
from moto.ec2.responses import tags
from moto.ec2.responses.vpc_service_configuration import VPCEndpointServiceConfiguration as Response

from awsemu.moto_state import random_hex
from awsemu.patches.endpoint_services import requested_service
from awsemu.patching import Function, replace, wrap

# EC2 API Reference: "Principal ARNs with path components aren't supported."
PRINCIPAL = re.compile(
    r"\*|arn:aws[a-z-]*:iam::\d{12}:(root|(user|role)/[^/]+)|[a-z0-9.-]+\.amazonaws\.com(\.cn)?"
)
PERMISSION = "vpce-svc-perm-"
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


@wrap(tags, "validate_resource_ids")
def _validate(original: Function, resource_ids: list[str]) -> bool:
    """Let ids of permissions through: whether they are there is looked at next."""
    others = [name for name in resource_ids if not name.startswith(PERMISSION)]
    return bool(original(others)) if others or not resource_ids else True


@wrap(EC2Backend, "do_resources_exist")
def _exist(original: Function, self: Any, resource_ids: list[str]) -> bool:
    """Look for permissions among those of the account's services."""
    known = {name for it in self.configurations.values() for name in it.permission_ids.values()}
    for name in resource_ids:
        if name.startswith(PERMISSION) and name not in known:
            raise InvalidID(resource_id=name)
    return bool(original(self, [name for name in resource_ids if not name.startswith(PERMISSION)]))


def _permission(service: Any, principal: str) -> dict[str, Any]:
    identifier = service.permission_ids.setdefault(principal, f"{PERMISSION}{random_hex(17)}")
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
