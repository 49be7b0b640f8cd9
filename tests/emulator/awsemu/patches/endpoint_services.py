"""VPC endpoint services: create, modify, delete.

Stock moto drops supported IP address types, shows every service as verified under a constant private
DNS record, takes any load balancer, and deletes services that have connections. AWS keeps the first,
makes the second per service (see `endpoint_service_dns`), and refuses the last two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError, NoLoadBalancersProvided
from moto.ec2.models import ec2_backends
from moto.ec2.models.vpc_service_configuration import (
    VPCServiceConfiguration,
    VPCServiceConfigurationBackend,
)
from moto.ec2.responses.vpc_service_configuration import VPCEndpointServiceConfiguration as Response

from awsemu.moto_state import all_backends, as_dict, as_flag, random_hex
from awsemu.patching import replace
from awsemu.settings import settings

LISTENER_LIMIT = 50
"""Listeners that a load balancer behind a service may have."""

LIVE_STATES = ("available", "pendingAcceptance")
"""Connection states that keep a service from being deleted."""


def services() -> Iterator[Any]:
    """Yield the endpoint services of all accounts and Regions."""
    for _, _, backend in all_backends(ec2_backends):
        yield from list(backend.configurations.values())


def find_service(name_or_id: str | None) -> Any:
    """Return the endpoint service with that name or id, in whatever account, or None."""
    return next((s for s in services() if name_or_id in (s.service_name, s.id)), None)


def connections(service: Any) -> list[Any]:
    """Return the endpoints of all accounts and Regions that point at `service`."""
    return [
        endpoint
        for _, _, backend in all_backends(ec2_backends)
        for endpoint in list(backend.vpc_end_points.values())
        if endpoint.service_name == service.service_name and endpoint.state != "deleted"
    ]


def requested_service(response: Any) -> Any:
    """Return the caller's own service that the request names; AWS's error if there is none."""
    backend = response.ec2_backend
    wanted = [response._get_param("ServiceId")]
    return backend.describe_vpc_endpoint_service_configurations(wanted)[0]


def set_private_dns(service: Any, name: str | None) -> None:
    """Give `service` a private DNS name that is not verified yet, or take it away."""
    service.private_dns_name = name
    service.private_dns_state = "pendingVerification" if name else None
    service.private_dns_record = "_" + random_hex(20)
    service.private_dns_value = "vpce:" + random_hex(20)


def _zones(service: Any) -> list[str]:
    """List the zones of the load balancers that are behind the service now."""
    if "ec2_backend" not in service.__dict__:
        return []  # moto is still filling the service.
    known = service.ec2_backend.elbv2_backend.load_balancers
    arns = [*service.network_load_balancer_arns, *service.gateway_load_balancer_arns]
    balancers = [known[arn] for arn in arns if arn in known]
    return sorted({row.availability_zone for one in balancers for row in one.subnets})


VPCServiceConfiguration.availability_zones = property(_zones, lambda service, value: None)


@replace(VPCServiceConfigurationBackend)
def create_vpc_endpoint_service_configuration(
    self: Any,
    lb_arns: list[str],
    acceptance_required: bool,
    private_dns_name: str | None,
    tags: list[dict[str, str]] | None,
    supported_regions: list[str],
    ip_address_types: list[str] | None = None,
) -> Any:
    """Make the service with everything AWS shows about it."""
    balancers = self.elbv2_backend.describe_load_balancers(arns=lb_arns, names=None)
    regions = list(supported_regions) or [self.region_name]
    service = VPCServiceConfiguration(
        balancers, self.region_name, acceptance_required, private_dns_name, regions, self
    )
    service.id = f"vpce-svc-{random_hex(17)}"
    service.service_name = f"com.amazonaws.vpce.{self.region_name}.{service.id}"
    service.endpoint_dns_name = f"{service.id}.{self.region_name}.vpce.amazonaws.com"
    if service.gateway_load_balancer_arns:
        service._service_type_name = "GatewayLoadBalancer"
    service.supported_ip_address_types = list(ip_address_types or ["ipv4"])
    service.remote_access_enabled = bool(supported_regions)
    service.payer_responsibility = None
    service.permission_ids = {}
    set_private_dns(service, private_dns_name)
    for key, value in as_dict(tags).items():
        service.add_tag(key, value)
    self.configurations[service.id] = service
    return service


@replace(Response, "create_vpc_endpoint_service_configuration")
def _create(self: Any) -> ActionResult:
    """Check the load balancers, then make the service."""
    gateway = self._get_param("GatewayLoadBalancerArns", [])
    network = self._get_param("NetworkLoadBalancerArns", [])
    if not gateway and not network:
        raise NoLoadBalancersProvided
    if gateway and network:
        raise EC2ClientError(
            "InvalidParameterCombination", "Network and Gateway Load Balancers can not be mixed"
        )
    wanted = "network" if network else "gateway"
    for arn in gateway or network:
        _check_balancer(self.ec2_backend, arn, wanted)
    specifications = self._get_param("TagSpecifications", []) or [{}]
    service = self.ec2_backend.create_vpc_endpoint_service_configuration(
        gateway or network,
        acceptance_required=self._get_param("AcceptanceRequired", True),
        private_dns_name=self._get_param("PrivateDnsName"),
        tags=specifications[0].get("Tags", []),
        supported_regions=self._get_param("SupportedRegions", []),
        ip_address_types=self._get_param("SupportedIpAddressTypes", []),
    )
    try:
        _check_whole(service, service.private_dns_name)
    except EC2ClientError:
        self.ec2_backend.configurations.pop(service.id)
        raise
    return ActionResult({"ServiceConfiguration": service})


def _check_balancer(backend: Any, arn: str, wanted: str) -> None:
    balancer = backend.elbv2_backend.load_balancers.get(arn)
    if balancer is None or balancer.type != wanted:
        raise EC2ClientError(
            "InvalidParameter", f"Cannot use the load balancer {arn}: not a {wanted} load balancer"
        )


def _check_whole(service: Any, private_dns_name: str | None) -> None:
    """Check what a service asks of its load balancers ("Share your services through AWS PrivateLink")."""
    if not settings.strict:
        return
    remote = set(service._supported_region_names) - {service.ec2_backend.region_name}
    if service.gateway_load_balancer_arns and (private_dns_name or remote):
        raise EC2ClientError(
            "InvalidParameter",
            "Services of Gateway Load Balancers have no names and no other Regions",
        )
    known = service.ec2_backend.elbv2_backend.load_balancers
    for balancer in map(known.get, service.network_load_balancer_arns):
        listeners = balancer.listeners.values()
        idle = {row.attributes.get("tcp.idle_timeout.seconds", "350") for row in listeners}
        if remote and idle - {"350"}:
            problem = "a custom TCP idle timeout does not go with other Regions"
        elif (
            "ipv6" in service.supported_ip_address_types and balancer.ip_address_type != "dualstack"
        ):
            problem = "the IP address type ipv6 needs a dualstack load balancer"
        elif len(listeners) > LISTENER_LIMIT:
            problem = f"it has more than {LISTENER_LIMIT} listeners"
        else:
            continue
        raise EC2ClientError("InvalidParameter", f"Cannot use {balancer.arn}: {problem}")


@replace(Response, "modify_vpc_endpoint_service_configuration")
def _modify(self: Any) -> ActionResult:
    """Apply every list change; a service keeps at least one load balancer."""
    service = requested_service(self)
    for kind in ("Network", "Gateway"):
        for arn in self._get_param(f"Add{kind}LoadBalancerArns", []) or []:
            _check_balancer(self.ec2_backend, arn, kind.lower())
    if service.ec2_backend.region_name in (self._get_param("RemoveSupportedRegions", []) or []):
        raise EC2ClientError("InvalidParameter", "The Region of a service can not be removed")
    lists = {
        "NetworkLoadBalancerArns": service.network_load_balancer_arns,
        "GatewayLoadBalancerArns": service.gateway_load_balancer_arns,
        "SupportedRegions": service._supported_region_names,
        "SupportedIpAddressTypes": service.supported_ip_address_types,
    }
    before = {what: list(values) for what, values in lists.items()}
    for what, values in lists.items():
        added = [v for v in self._get_param("Add" + what, []) or [] if v not in values]
        removed = self._get_param("Remove" + what, []) or []
        values[:] = [v for v in values + added if v not in removed]
    try:
        if not service.network_load_balancer_arns and not service.gateway_load_balancer_arns:
            raise EC2ClientError(
                "InvalidParameter", "An endpoint service needs at least one load balancer"
            )
        _check_whole(service, self._get_param("PrivateDnsName"))
    except EC2ClientError:
        for what, values in lists.items():
            values[:] = before[what]
        raise
    if self._get_param("RemovePrivateDnsName"):
        set_private_dns(service, None)
    if self._get_param("PrivateDnsName") is not None:
        set_private_dns(service, self._get_param("PrivateDnsName"))
    if self._get_param("AcceptanceRequired") is not None:
        service.acceptance_required = as_flag(self._get_param("AcceptanceRequired"))
    return ActionResult({"Return": True})


@replace(Response, "delete_vpc_endpoint_service_configurations")
def _delete(self: Any) -> ActionResult:
    """Delete the services without connections; report the others."""
    refused = []
    for service_id in self._get_param("ServiceIds", []):
        service = self.ec2_backend.configurations.get(service_id)
        if service is None:
            code = "InvalidVpcEndpointService.NotFound"
            message = f"The VpcEndpointService Id '{service_id}' does not exist"
        elif any(endpoint.state in LIVE_STATES for endpoint in connections(service)):
            code = "ExistingVpcEndpointConnections"
            message = f"Service {service_id} has existing active VPC Endpoint connections!"
        else:
            self.ec2_backend.configurations.pop(service_id)
            continue
        refused.append({"ResourceId": service_id, "Error": {"Code": code, "Message": message}})
    return ActionResult({"Unsuccessful": refused})


@replace(Response)
def modify_vpc_endpoint_service_payer_responsibility(self: Any) -> ActionResult:
    """Keep who pays for the connections; stock moto does not know the action."""
    requested_service(self).payer_responsibility = self._get_param("PayerResponsibility")
    return ActionResult({"ReturnValue": True})


@replace(VPCServiceConfiguration)
def to_dict(self: Any) -> dict[str, Any]:
    """Describe the service as a consumer sees it."""
    names = [{"PrivateDnsName": self.private_dns_name}] if self.private_dns_name else []
    return {
        "AcceptanceRequired": self.acceptance_required,
        "AvailabilityZones": self.availability_zones,
        "BaseEndpointDnsNames": [self.endpoint_dns_name],
        "ManagesVpcEndpoints": False,
        "Owner": self.ec2_backend.account_id,
        "PayerResponsibility": self.payer_responsibility,
        "PrivateDnsName": self.private_dns_name,
        "PrivateDnsNames": names,
        "PrivateDnsNameVerificationState": self.private_dns_state,
        "ServiceId": self.id,
        "ServiceName": self.service_name,
        "ServiceRegion": self.ec2_backend.region_name,
        "ServiceType": [{"ServiceType": self._service_type_name}],
        "SupportedIpAddressTypes": self.supported_ip_address_types,
        "Tags": [{"Key": tag["key"], "Value": tag["value"]} for tag in self.get_tags()],
        "VpcEndpointPolicySupported": False,
    }
