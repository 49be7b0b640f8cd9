"""Resource shares across accounts: state, principals, resources, tags, permissions.

Stock moto has 8 of RAM's 35 calls, each for the own account only. These modules (with `ram_invitations`
and `ram_listing`) add what a share of a transit gateway or a Route 53 profile needs.
"""

from __future__ import annotations

import json
import re
from typing import Any

from moto.core.utils import unix_time
from moto.ram import urls
from moto.ram.exceptions import InvalidParameterException, UnknownResourceException
from moto.ram.models import ResourceShare, ram_backends
from moto.ram.responses import ResourceAccessManagerResponse as Response

from awsemu.moto_state import all_backends
from awsemu.patching import Function, replace, wrap

ResourceShare.SHAREABLE_RESOURCES += [
    "profile",
    "hostedzone",
    "service-network",
    "resource-configuration",
    "resourceconfiguration",
    "resolver-query-log-config",
    "security-group",
    "ipam-pool",
]


def shares() -> list[Any]:
    """Return the shares of all accounts and Regions, deleted ones too."""
    return [
        share for _, _, backend in all_backends(ram_backends) for share in backend.resource_shares
    ]


def find_share(arn: str) -> Any:
    """Return a share that is not deleted, in whatever account; AWS's error if there is none."""
    for share in shares():
        if share.arn == arn and share.status != "DELETED":
            return share
    raise UnknownResourceException(f"ResourceShare {arn} could not be found.")


def account_of(principal: str) -> str | None:
    """Return the account that a principal means; None for organizations and units."""
    if re.fullmatch(r"\d{12}", principal):
        return principal
    match = re.match(r"arn:aws[a-z-]*:iam::(\d{12}):", principal)
    return match.group(1) if match else None


def is_visible(share: Any, account: str) -> bool:
    """Return whether another account sees the share: it is a principal and has accepted."""
    if share.account_id == account:
        return False
    if not any(
        account_of(principal) == account or ":organization/" in principal or ":ou/" in principal
        for principal in share.principals
    ):
        return False
    invitation = share.invitations.get(account)
    return invitation is None or invitation["status"] == "ACCEPTED"


def parameter(response: Any, name: str, default: Any = None) -> Any:
    """Return a parameter of the JSON request."""
    return response.request_params.get(name, default)


def serve(*operations: str) -> None:
    """Add the paths of calls that moto does not know."""
    for operation in operations:
        urls.url_paths["{0}/" + operation + "$"] = Response.dispatch


@wrap(ResourceShare, "__init__")
def _init(original: Function, self: Any, account_id: str, region: str, **keywords: Any) -> None:
    """Keep tags, invitations and permissions with the share."""
    # Adding principals, which the original does, needs the invitations.
    self.invitations = {}
    original(self, account_id, region, **keywords)
    tags = keywords.get("tags") or []
    self.tag_map = {tag["key"]: tag.get("value", "") for tag in tags}
    self.permission_arns = list(keywords.get("permissionArns") or [])


@wrap(ResourceShare, "describe")
def _describe(original: Function, self: Any) -> dict[str, Any]:
    """Show the tags."""
    description: dict[str, Any] = original(self)
    description["tags"] = [{"key": key, "value": value} for key, value in self.tag_map.items()]
    return description


def association(share: Any, entity: str, kind: str, status: str) -> dict[str, Any]:
    """Describe one principal or resource of a share."""
    outside = kind == "PRINCIPAL" and account_of(entity) not in (None, share.account_id)
    return {
        "resourceShareArn": share.arn,
        "resourceShareName": share.name,
        "associatedEntity": entity,
        "associationType": kind,
        "status": status,
        "creationTime": unix_time(share.creation_time),
        "lastUpdatedTime": unix_time(share.last_updated_time),
        "external": outside,
    }


@replace(Response)
def associate_resource_share(self: Any) -> str:
    """Add resources and principals to a share."""
    share = find_share(parameter(self, "resourceShareArn"))
    rows = []
    for arn in parameter(self, "resourceArns") or []:
        if arn not in share.resource_arns:
            share.add_resources([arn])
        rows.append(association(share, arn, "RESOURCE", "ASSOCIATED"))
    for principal in parameter(self, "principals") or []:
        if principal not in share.principals:
            share.add_principals([principal])
        rows.append(association(share, principal, "PRINCIPAL", "ASSOCIATED"))
    return json.dumps({"resourceShareAssociations": rows})


@replace(Response)
def disassociate_resource_share(self: Any) -> str:
    """Take resources and principals out of a share."""
    share = find_share(parameter(self, "resourceShareArn"))
    rows = []
    for arn in parameter(self, "resourceArns") or []:
        if arn in share.resource_arns:
            share.resource_arns.remove(arn)
        rows.append(association(share, arn, "RESOURCE", "DISASSOCIATED"))
    for principal in parameter(self, "principals") or []:
        if principal in share.principals:
            share.principals.remove(principal)
        share.invitations.pop(account_of(principal), None)
        rows.append(association(share, principal, "PRINCIPAL", "DISASSOCIATED"))
    return json.dumps({"resourceShareAssociations": rows})


@replace(Response)
def get_resource_share_associations(self: Any) -> str:
    """List the principals or resources of the shares the caller owns or sees."""
    kind = parameter(self, "associationType")
    if kind not in ("PRINCIPAL", "RESOURCE"):
        raise InvalidParameterException(f"{kind} is not a valid association type.")
    arns = parameter(self, "resourceShareArns")
    wanted = parameter(self, "principal" if kind == "PRINCIPAL" else "resourceArn")
    status = parameter(self, "associationStatus")
    rows = []
    for share in shares():
        mine = share.account_id == self.current_account
        if not (mine or is_visible(share, self.current_account)):
            continue
        if (arns and share.arn not in arns) or status not in (None, "", "ASSOCIATED"):
            continue
        entities = share.principals if kind == "PRINCIPAL" else share.resource_arns
        rows += [
            association(share, entity, kind, "ASSOCIATED")
            for entity in entities
            if wanted in (None, entity)
        ]
    return json.dumps({"resourceShareAssociations": rows})


def _tagged_share(response: Any) -> Any:
    return find_share(parameter(response, "resourceShareArn") or parameter(response, "resourceArn"))


@replace(Response)
def tag_resource(self: Any) -> str:
    """Add tags to a share."""
    tags = parameter(self, "tags") or []
    _tagged_share(self).tag_map.update({tag["key"]: tag.get("value", "") for tag in tags})
    return "{}"


@replace(Response)
def untag_resource(self: Any) -> str:
    """Remove tags from a share."""
    share = _tagged_share(self)
    for key in parameter(self, "tagKeys") or []:
        share.tag_map.pop(key, None)
    return "{}"


serve("associateresourceshare", "disassociateresourceshare", "tagresource", "untagresource")
