"""What an endpoint may look like: its subnets, zones, addresses, DNS options and policy.

Stock moto takes anything. The rules are those of "Access ... using an interface VPC endpoint" and of "Share
your services through AWS PrivateLink" in the AWS PrivateLink guide. They hold with ``--strict``.
"""

from __future__ import annotations

import json
import re
from typing import Any

from moto.ec2.exceptions import EC2ClientError

from awsemu.patches.lattice_configurations import check_reached
from awsemu.settings import settings

ALWAYS_ONE_PER_ZONE = ("Interface", "Resource", "ServiceNetwork")
LATTICE_ARNS = {
    "Resource": re.compile(r"arn:[a-z-]+:vpc-lattice:[a-z0-9-]+:\d{12}:resourceconfiguration/.+"),
    "ServiceNetwork": re.compile(r"arn:[a-z-]+:vpc-lattice:[a-z0-9-]+:\d{12}:servicenetwork/.+"),
}
"""What the endpoint types of VPC Lattice point at, instead of at a service."""

NOT_FOR_REMOTE_ACCESS = ("use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4")
"""Zones whose endpoints reach no service in another Region."""

POLICY_LIMIT = 20_480
"""Characters of an endpoint policy, white space included."""

RECORD_TYPES = {
    "ipv4": ("ipv4", "service-defined"),
    "ipv6": ("ipv6", "service-defined"),
    "dualstack": ("ipv4", "ipv6", "dualstack", "service-defined"),
}
"""DNS record types that go with an address type."""


def refuse(message: str, code: str = "InvalidParameter") -> EC2ClientError:
    """Return the error for a parameter that AWS does not take."""
    return EC2ClientError(code, message)


def check_subnets(backend: Any, endpoint: Any, service: Any, added: list[str]) -> None:
    """Check the subnets that `endpoint` would have, of which `added` are new."""
    kind, subnets = endpoint.vpc_endpoint_type, list(endpoint.subnet_ids or [])
    if kind == "Gateway":
        if subnets:
            raise refuse("Subnets are not supported for endpoints of the type Gateway")
        return
    if kind == "GatewayLoadBalancer" and len(subnets) > 1:
        raise refuse("Endpoints of the type GatewayLoadBalancer support a single subnet")
    zones: set[str] = set()
    for subnet in map(backend.get_subnet, subnets):
        if kind in ALWAYS_ONE_PER_ZONE and subnet.availability_zone in zones:
            raise refuse(
                f"Found another VPC endpoint subnet in the availability zone of {subnet.id}",
                "DuplicateSubnetsInSameZone",
            )
        zones.add(subnet.availability_zone)
        if settings.strict and subnet.id in added:
            _check_zone(backend, endpoint, service, subnet)
            _check_address_type(endpoint, subnet)


def _check_zone(backend: Any, endpoint: Any, service: Any, subnet: Any) -> None:
    if endpoint.service_region != backend.region_name:
        if subnet.availability_zone_id in NOT_FOR_REMOTE_ACCESS:
            raise refuse(
                f"The availability zone {subnet.availability_zone_id} of the subnet {subnet.id} is "
                "not supported for remote access"
            )
    elif service is not None and subnet.availability_zone not in service.availability_zones:
        raise refuse(
            f"The VPC endpoint service {service.service_name} does not support the availability "
            f"zone of the subnet: {subnet.id}."
        )


def _check_address_type(endpoint: Any, subnet: Any) -> None:
    has_ipv4 = not subnet.ipv6_native
    has_ipv6 = bool(subnet.ipv6_cidr_block_associations)
    fits = {
        "ipv4": has_ipv4,
        "ipv6": has_ipv6 and not has_ipv4,
        "dualstack": has_ipv4 and has_ipv6,
    }
    if not fits[endpoint.ip_address_type]:
        raise refuse(
            f"The subnet {subnet.id} does not support the IP address type "
            f"{endpoint.ip_address_type}"
        )


def check_address_types(endpoint: Any, service: Any) -> None:
    """Check the address type against the service, and the DNS record type against it."""
    if not settings.strict or endpoint.vpc_endpoint_type == "Gateway":
        return
    wanted = endpoint.ip_address_type
    if wanted not in RECORD_TYPES:
        raise refuse(f"Invalid IP address type: {wanted}", "InvalidParameterValue")
    record = endpoint.dns_options["DnsRecordIpType"]
    if record not in RECORD_TYPES[wanted]:
        raise refuse(f"The DNS record IP type {record} does not go with the type {wanted}")
    families = {"ipv4", "ipv6"} if wanted == "dualstack" else {wanted}
    if service is not None and not families <= set(service.supported_ip_address_types):
        raise refuse(
            f"The VPC endpoint service {service.service_name} does not support the IP address type "
            f"{wanted}"
        )


def check_lattice(kind: str, arn: str | None, account: str) -> None:
    """Check what an endpoint of VPC Lattice in the account reaches; others reach none."""
    pattern = LATTICE_ARNS.get(kind)
    if pattern is None and arn:
        raise refuse(f"Endpoints of the type {kind} do not take {arn}")
    if pattern is not None and not pattern.fullmatch(arn or ""):
        raise refuse(f"Endpoints of the type {kind} need the ARN of what they reach, not {arn}")
    problem = check_reached(arn or "", account)
    if problem is not None and settings.strict:
        raise refuse(problem)


def _is_statement(row: Any) -> bool:
    """Return whether a statement says who, and has conditions by operator, as AWS asks for."""
    if not isinstance(row, dict) or not ({"Principal", "NotPrincipal"} & set(row)):
        return False
    return isinstance(row.get("Condition", {}), dict)


def check_policy(text: str | None, offered: Any) -> None:
    """Check an endpoint policy; `offered` is the description of the service, if there is one."""
    if not text or not settings.strict:
        return
    try:
        statements = json.loads(text)["Statement"]
    except (ValueError, KeyError, TypeError):
        raise refuse("This policy contains invalid Json", "InvalidPolicyDocument") from None
    if len(text) > POLICY_LIMIT:
        raise refuse(f"The policy has more than {POLICY_LIMIT} characters", "InvalidPolicyDocument")
    rows = statements if isinstance(statements, list) else [statements]
    if not all(_is_statement(row) for row in rows):
        raise refuse("The Policy Document is not valid.", "InvalidPolicyDocument")
    is_full = [{key: row.get(key) for key in FULL_ACCESS} for row in rows] == [FULL_ACCESS]
    if offered is not None and not offered["VpcEndpointPolicySupported"] and not is_full:
        raise refuse(
            f"The service {offered['ServiceName']} only supports the full-access endpoint policy"
        )


FULL_ACCESS = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
"""The only statement of the policy that every service takes."""
