"""Hosted zones: which are private, and whose.

Ids begin with a Z, as on AWS. Stock moto makes a zone private only if the request says ``PrivateZone``.
AWS, and so the Terraform provider, decides by whether a VPC is given. With ``--strict`` a VPC has to
exist in the Region that is named with it, and cannot resolve one name from two zones. With ``--fast``
answers carry no change: the Terraform provider waits 10 to 30 s for each change that it is told about.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ec2.models import ec2_backends
from moto.route53 import models
from moto.route53.exceptions import Route53ClientError
from moto.route53.models import NoSuchHostedZone, route53_backends
from moto.route53.responses import Route53 as Response

from awsemu.moto_state import all_backends, random_hex
from awsemu.patching import Function, wrap
from awsemu.settings import settings


@wrap(models, "create_route53_zone_id")
def _zone_id(original: Function, *arguments: Any, **keywords: Any) -> Any:
    """Make up an id of the form that AWS has."""
    return "Z" + original(*arguments, **keywords)[1:]


def change() -> dict[str, Any] | None:
    """Describe a change that is done already, or nothing with ``--fast``."""
    if settings.fast:
        return None
    return {
        "Id": "/change/C" + random_hex(13).upper(),
        "Status": "INSYNC",
        "SubmittedAt": utcnow(),
    }


def find_zone(zone_id: str) -> tuple[Any, Any]:
    """Return (backend, zone) of a zone in whatever account; AWS's error if there is none."""
    identifier = zone_id.replace("/hostedzone/", "")
    for _, _, backend in all_backends(route53_backends):
        if identifier in backend.zones:
            return backend, backend.zones[identifier]
    raise NoSuchHostedZone(identifier)


def has_vpc(zone: Any, vpc_id: str) -> bool:
    """Return whether the VPC resolves names from the zone."""
    return any(vpc.get("vpc_id") == vpc_id for vpc in zone.vpcs)


def _not_authorized(vpc_id: str, region: str | None) -> Route53ClientError:
    return Route53ClientError(
        "InvalidVPCId",
        f"The VPC {vpc_id} in region {region} that you provided is not authorized to make the "
        "association.",
    )


def check_owner(account: str, vpc_id: str, region: str | None) -> None:
    """Refuse a VPC that the account does not have in that Region."""
    found = region is not None and vpc_id in ec2_backends[account][region].vpcs
    if settings.strict and not found:
        raise _not_authorized(vpc_id, region)


def check_exists(vpc_id: str, region: str | None) -> None:
    """Refuse a VPC that nobody has in that Region."""
    backends = (one for _, place, one in all_backends(ec2_backends) if place == region)
    if settings.strict and not any(vpc_id in backend.vpcs for backend in backends):
        raise _not_authorized(vpc_id, region)


def check_single_zone(name: str, vpc_id: str, region: str, except_zone: Any = None) -> None:
    """Refuse a second private zone of the same name on a VPC."""
    for _, _, backend in all_backends(route53_backends):
        for zone in list(backend.zones.values()):
            if zone is except_zone or not zone.private_zone or zone.name != name:
                continue
            if has_vpc(zone, vpc_id):
                raise conflict(zone, vpc_id, region)


def conflict(zone: Any, vpc_id: str, region: str) -> Route53ClientError:
    """Build AWS's refusal of an association that exists."""
    return Route53ClientError(
        "ConflictingDomainExists",
        f"The VPC {vpc_id} in region {region} has already been associated with the hosted zone "
        f"{zone.resource_id} with the same domain name.",
    )


@wrap(Response, "create_hosted_zone")
def _create(original: Function, self: Any) -> ActionResult:
    """Make the zone private because a VPC is given, whatever the request calls it."""
    vpc_id = self._get_param("VPC.VPCId")
    if vpc_id and settings.strict:
        name = self._get_param("Name").rstrip(".") + "."
        check_owner(self.current_account, vpc_id, self._get_param("VPC.VPCRegion"))
        check_single_zone(name, vpc_id, self._get_param("VPC.VPCRegion"))
    read = self._get_bool_param

    def with_privacy(name: str, default: Any = None) -> Any:
        return True if vpc_id and name == "HostedZoneConfig.PrivateZone" else read(name, default)

    self._get_bool_param = with_privacy
    answer = original(self)
    answer.result["ChangeInfo"] = change()
    answer.result["HostedZone"].owner_account = self.current_account
    return answer


@wrap(Response, "delete_hosted_zone")
def _delete(original: Function, self: Any) -> ActionResult:
    """Delete, and say when it will be done."""
    answer = original(self)
    answer.result["ChangeInfo"] = change()
    return answer


@wrap(Response, "change_resource_record_sets")
def _change_records(original: Function, self: Any) -> ActionResult:
    """Change records, and say when it will be done."""
    answer = original(self)
    answer.result["ChangeInfo"] = change()
    return answer
