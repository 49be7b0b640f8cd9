"""Which VPCs resolve a private zone, across accounts.

Stock moto looks for the zone in the caller's account only and has no authorizations. On AWS the owner of
the zone authorizes a VPC, and the owner of the VPC associates it.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.route53 import urls
from moto.route53.exceptions import Route53ClientError
from moto.route53.models import LastVPCAssociation, PublicZoneVPCAssociation, route53_backends
from moto.route53.responses import Route53 as Response

from awsemu.moto_state import all_backends
from awsemu.patches.route53_zones import (
    change,
    check_exists,
    check_owner,
    check_single_zone,
    conflict,
    find_zone,
    has_vpc,
)
from awsemu.patching import replace
from awsemu.settings import settings

ZONE_PATH = r"{0}/(?P<api_version>[\d_-]+)/hostedzone/(?P<zone_id>[^/]+)/"


def _requested(response: Any) -> tuple[Any, Any, str, str]:
    """Return backend and zone, and the VPC with its Region."""
    backend, zone = find_zone(response._get_param("HostedZoneId"))
    return (
        backend,
        zone,
        response._get_param("VPC.VPCId"),
        response._get_param("VPC.VPCRegion"),
    )


@replace(Response)
def associate_vpc_with_hosted_zone(self: Any) -> ActionResult:
    """Associate a VPC; another account's zone needs an authorization."""
    backend, zone, vpc_id, region = _requested(self)
    if not zone.private_zone:
        raise PublicZoneVPCAssociation()
    check_owner(self.current_account, vpc_id, region)
    authorized = {"VPCId": vpc_id, "VPCRegion": region} in _authorizations(zone)
    if backend.account_id != self.current_account and not authorized:
        raise Route53ClientError(
            "NotAuthorizedException",
            f"The VPC: {vpc_id} is not authorized to be associated with {zone.resource_id}",
        )
    if has_vpc(zone, vpc_id):
        raise conflict(zone, vpc_id, region)
    if settings.strict:
        check_single_zone(zone.name, vpc_id, region, except_zone=zone)
    zone.add_vpc(vpc_id, region)
    return ActionResult({"ChangeInfo": change()})


@replace(Response)
def disassociate_vpc_from_hosted_zone(self: Any) -> ActionResult:
    """Take a VPC away; a private zone keeps its last one."""
    _, zone, vpc_id, _ = _requested(self)
    if not has_vpc(zone, vpc_id):
        raise Route53ClientError(
            "VPCAssociationNotFound", f"The VPC {vpc_id} is not associated with the hosted zone"
        )
    if len(zone.vpcs) <= 1:
        raise LastVPCAssociation()
    zone.delete_vpc(vpc_id)
    return ActionResult({"ChangeInfo": change()})


@replace(Response)
def list_hosted_zones_by_vpc(self: Any) -> ActionResult:
    """List the private zones of a VPC, whoever owns them."""
    vpc_id = self._get_param("VPCId")
    rows = [
        {
            "HostedZoneId": zone.resource_id,
            "Name": zone.name,
            "Owner": {"OwningAccount": account},
        }
        for account, _, backend in all_backends(route53_backends)
        for zone in list(backend.zones.values())
        if zone.private_zone and has_vpc(zone, vpc_id)
    ]
    return ActionResult({"HostedZoneSummaries": rows, "MaxItems": "100"})


def _authorizations(zone: Any) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = zone.__dict__.setdefault("authorizations", [])
    return entries


# moto looks for the action CreateVPCAssociationAuthorization under this spelling.
@replace(Response, "create_v_p_c_association_authorization")
def _authorize(self: Any) -> ActionResult:
    """Let a VPC of another account be associated."""
    _, zone, vpc_id, region = _requested(self)
    if not zone.private_zone:
        raise PublicZoneVPCAssociation()
    check_exists(vpc_id, region)
    entry = {"VPCId": vpc_id, "VPCRegion": region}
    if entry not in _authorizations(zone):
        _authorizations(zone).append(entry)
    return ActionResult({"HostedZoneId": zone.resource_id, "VPC": entry})


@replace(Response, "delete_v_p_c_association_authorization")
def _withdraw(self: Any) -> EmptyResult:
    """Withdraw an authorization; an association made with it stays."""
    _, zone, vpc_id, _ = _requested(self)
    kept = [entry for entry in _authorizations(zone) if entry["VPCId"] != vpc_id]
    if len(kept) == len(_authorizations(zone)):
        raise Route53ClientError(
            "VPCAssociationAuthorizationNotFound",
            f"No authorization of VPC {vpc_id} for the hosted zone",
        )
    zone.authorizations = kept
    return EmptyResult()


@replace(Response)
def list_vpc_association_authorizations(self: Any) -> ActionResult:
    """List the authorizations of a zone."""
    _, zone = find_zone(self._get_param("HostedZoneId"))
    return ActionResult({"HostedZoneId": zone.resource_id, "VPCs": _authorizations(zone)})


replace(Response, "create_vpc_association_authorization")(
    lambda self: Response.create_v_p_c_association_authorization(self)
)
replace(Response, "delete_vpc_association_authorization")(
    lambda self: Response.delete_v_p_c_association_authorization(self)
)
for _path in ("authorizevpcassociation", "deauthorizevpcassociation"):
    urls.url_paths[ZONE_PATH + _path + "/?$"] = Response.dispatch
