"""DNS names of interface endpoints.

Stock moto answers one name, ``vpce-x.com.amazonaws...``. AWS answers the regional name, one per zone and,
with private DNS, the name of the service, each with the hosted zone to alias to. The order is kept:
templates pick the first entry. An endpoint of a service in another Region has no names per zone.
"""

from __future__ import annotations

import hashlib
from typing import Any

from moto.ec2.models.vpcs import VPCEndPoint

from awsemu.patches.endpoint_catalog import is_cross_region
from awsemu.patches.endpoint_services import find_service

HOSTED_ZONES = {
    "us-east-1": "Z7HUB22UULQXV",
    "us-east-2": "ZC8PG0KIFKBRI",
    "us-west-1": "Z12I86A8N7VCZO",
    "us-west-2": "Z1YSA3EXCYUU9Z",
    "eu-west-1": "Z38GZ743OKFT7T",
    "eu-central-1": "Z273ZU8SZ5RJPC",
    "ap-southeast-1": "Z18LLCSTV4NVNL",
}
"""Hosted zone of endpoint names per Region; a Region not listed gets a stable invented one."""


def hosted_zone(region: str) -> str:
    """Return the hosted zone id that endpoint names of `region` belong to."""
    return HOSTED_ZONES.get(region, "Z" + _digest(region)[:13])


def aws_service(
    backend: Any, name: str | None, kind: str = "Interface", region: str | None = None
) -> Any:
    """Return the description of an AWS service, in the Region of `backend` or in another, or None."""
    place = region or backend.region_name
    offered = backend._collect_default_endpoint_services(backend.account_id, place)
    wanted = [{"ServiceType": kind}]
    found = next(
        (s for s in offered if s["ServiceName"] == name and s["ServiceType"] == wanted), None
    )
    if place != backend.region_name and not is_cross_region(name, kind):
        return None
    return found


def private_names(endpoint: Any) -> list[str]:
    """Return the private DNS names of an endpoint's service: its owner's, or those of AWS."""
    owned = find_service(endpoint.service_name)
    if owned is not None:
        return [owned.private_dns_name] if owned.private_dns_name else []
    entries = (_offered(endpoint) or {}).get("PrivateDnsNames", [])
    return [entry["PrivateDnsName"] for entry in entries]


def _offered(endpoint: Any) -> Any:
    region = endpoint.service_region
    return aws_service(endpoint.ec2_backend, endpoint.service_name, "Interface", region)


def _dns_entries(endpoint: Any) -> list[dict[str, str]]:
    """List the names of an endpoint as DescribeVpcEndpoints does."""
    backend = endpoint.ec2_backend
    if (endpoint.vpc_endpoint_type or "").lower() != "interface":
        return []
    zone = hosted_zone(backend.region_name)
    base = _base_name(endpoint)
    label = f"{endpoint.id}-{endpoint.dns_suffix}"
    names = [f"{label}.{base}"]
    if endpoint.service_region == backend.region_name:
        names += [
            f"{label}-{backend.get_subnet(subnet).availability_zone}.{base}"
            for subnet in endpoint.subnet_ids or []
        ]
    entries = [{"DnsName": name, "HostedZoneId": zone} for name in names]
    if endpoint.private_dns_enabled:
        entries += [
            {"DnsName": name, "HostedZoneId": "Z" + _digest(endpoint.id + name)[:20]}
            for name in private_names(endpoint)
        ]
    return entries


VPCEndPoint.dns_entries = property(_dns_entries, lambda endpoint, value: None)


def _base_name(endpoint: Any) -> str:
    owned = find_service(endpoint.service_name)
    if owned is not None:
        return str(owned.endpoint_dns_name)
    service = _offered(endpoint)
    if service is not None:
        return str(service["BaseEndpointDnsNames"][0]).removeprefix("*.")
    return f"{endpoint.service_name.split('.')[-1]}.{endpoint.service_region}.vpce.amazonaws.com"


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest().upper()
