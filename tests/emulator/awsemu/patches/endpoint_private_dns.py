"""When an endpoint may have private DNS.

Stock moto turns it on without asking. AWS refuses it for a service without a verified name, before the
connection is accepted, without the DNS attributes of the VPC, for a name the VPC already resolves, and
for S3 without a gateway endpoint beside it. The first two are refused always, the others with
``--strict``.
"""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.route53.models import route53_backends

from awsemu.moto_state import all_backends, as_flag
from awsemu.patches.endpoint_names import private_names
from awsemu.settings import settings

INBOUND_ONLY = "PrivateDnsOnlyForInboundResolverEndpoint"
BOTH_TYPES = (".s3", ".dynamodb")
"""Services that have a gateway endpoint beside the interface one."""


def check_private_dns(backend: Any, endpoint: Any, service: Any) -> None:
    """Raise what AWS answers if `endpoint` may not have the private DNS it wants.

    `service` is the endpoint service of a customer, or None for one of AWS.
    """
    if not endpoint.private_dns_enabled:
        return
    if service is not None:
        _check_service(endpoint, service)
    if endpoint.service_name is None:
        return
    if settings.strict:
        _check_inbound_only(backend, endpoint)
        _check_vpc(backend, endpoint)
        _check_conflicts(backend, endpoint)


def _refuse(message: str) -> EC2ClientError:
    return EC2ClientError("InvalidParameter", message)


def _check_service(endpoint: Any, service: Any) -> None:
    if not service.private_dns_name or service.private_dns_state != "verified":
        raise _refuse(
            f"Private DNS can't be enabled because the service {service.service_name} "
            "does not provide a private DNS name."
        )
    if endpoint.state == "pendingAcceptance":
        raise _refuse(
            "Private DNS can only be enabled after the endpoint connection is accepted by the "
            f"owner of {service.service_name}"
        )


def _check_inbound_only(backend: Any, endpoint: Any) -> None:
    """Check the option that keeps private names to inbound resolver endpoints; on by default for S3."""
    wanted = endpoint.dns_options.get(INBOUND_ONLY, endpoint.service_name.endswith(".s3"))
    if not as_flag(wanted):
        return
    if not any(
        other.vpc_endpoint_type == "Gateway" and other.service_name == endpoint.service_name
        for other in _neighbours(backend, endpoint)
    ):
        raise _refuse(
            f"To set {INBOUND_ONLY} to true, the VPC "
            f"{endpoint.vpc_id} must have a Gateway endpoint for the service."
        )


def check_dns_options(endpoint: Any) -> None:
    """Refuse the option for any other endpoint than an interface one of these services, even if it is off."""
    if not settings.strict or INBOUND_ONLY not in endpoint.dns_options:
        return
    if endpoint.vpc_endpoint_type != "Interface":
        raise _refuse(f"DnsOptions {INBOUND_ONLY} is applicable only to Interface VPC Endpoints.")
    if not (endpoint.service_name or "").endswith(BOTH_TYPES):
        raise _refuse(f"{INBOUND_ONLY} not supported for this service.")


def is_needed_for_inbound_dns(backend: Any, endpoint: Any) -> bool:
    """Return whether an interface endpoint's option depends on the gateway endpoint `endpoint`."""
    return endpoint.vpc_endpoint_type == "Gateway" and any(
        other.vpc_endpoint_type == "Interface"
        and other.service_name == endpoint.service_name
        and other.private_dns_enabled
        and as_flag(other.dns_options.get(INBOUND_ONLY, endpoint.service_name.endswith(".s3")))
        for other in _neighbours(backend, endpoint)
    )


def _check_vpc(backend: Any, endpoint: Any) -> None:
    vpc = backend.get_vpc(endpoint.vpc_id)
    if not (as_flag(vpc.enable_dns_support) and as_flag(vpc.enable_dns_hostnames)):
        raise _refuse(
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames "
            f"VPC attributes set to true for {endpoint.vpc_id}"
        )


def _check_conflicts(backend: Any, endpoint: Any) -> None:
    names = private_names(endpoint)
    domains = _domains(names)
    is_taken = any(
        other.private_dns_enabled
        and other.vpc_endpoint_type == "Interface"
        and (
            other.service_name == endpoint.service_name or domains & _domains(private_names(other))
        )
        for other in _neighbours(backend, endpoint)
    )
    if is_taken or _has_zone(endpoint.vpc_id, domains):
        raise _refuse(
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain "
            f"for {', '.join(names)} in the VPC {endpoint.vpc_id}"
        )


def _domains(names: list[str]) -> set[str]:
    return {name.removeprefix("*.") for name in names}


def _neighbours(backend: Any, endpoint: Any) -> list[Any]:
    return [
        other
        for other in backend.vpc_end_points.values()
        if other is not endpoint and other.vpc_id == endpoint.vpc_id and other.state != "deleted"
    ]


def _has_zone(vpc_id: str, domains: set[str]) -> bool:
    return any(
        zone.private_zone
        and zone.name.rstrip(".") in domains
        and any(vpc.get("vpc_id") == vpc_id for vpc in zone.vpcs)
        for _, _, backend in all_backends(route53_backends)
        for zone in list(backend.zones.values())
    )
