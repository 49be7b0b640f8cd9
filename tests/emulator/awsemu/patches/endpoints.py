"""VPC endpoints: create, modify, delete.

Stock moto makes an endpoint of anything without looking at the service, drops IP address type, DNS
options and Region, gives no default security group, and leaves interfaces and routes behind. AWS checks
the service (existence, permission, Region, type) and shows everything it was told.
"""

from __future__ import annotations

import contextlib
import copy
import json
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.vpcs import VPCBackend, VPCEndPoint
from moto.ec2.responses.vpcs import VPCs as Response
from moto.ec2.utils import add_tag_specification, random_vpc_ep_id

from awsemu.moto_state import random_hex
from awsemu.patches.endpoint_checks import (
    check_address_types,
    check_lattice,
    check_policy,
    check_subnets,
)
from awsemu.patches.endpoint_interfaces import (
    add_interfaces,
    drop_interfaces,
    moved_subnets,
    requested_addresses,
)
from awsemu.patches.endpoint_names import aws_service
from awsemu.patches.endpoint_private_dns import (
    check_dns_options,
    check_private_dns,
    is_needed_for_inbound_dns,
)
from awsemu.patches.endpoint_service_permissions import is_allowed
from awsemu.patches.endpoint_services import find_service
from awsemu.patching import replace
from awsemu.settings import settings

MODIFIABLE = ("available", "pendingAcceptance", "pending")
"""States in which an endpoint can be changed."""

PRIVATE_DNS = ("Interface", "Resource", "ServiceNetwork")
"""Types of endpoints that can have private DNS names."""


@replace(Response, "create_vpc_endpoint")
def _create(self: Any) -> ActionResult:
    """Check the service and the network, then make endpoint, interfaces and routes."""
    backend, name = self.ec2_backend, self._get_param("ServiceName")
    backend.get_vpc(self._get_param("VpcId"))
    kind = self._get_param("VpcEndpointType") or "Gateway"
    reached = self._get_param("ResourceConfigurationArn") or self._get_param("ServiceNetworkArn")
    check_lattice(kind, reached, self.current_account)
    service = None if reached else _checked_service(self, name, kind)
    region = self._get_param("ServiceRegion") or self.region
    check_policy(self._get_param("PolicyDocument"), _offered(backend, service, name, kind, region))
    addresses = requested_addresses(self)
    subnets = list(dict.fromkeys([*(self._get_param("SubnetIds", []) or []), *addresses]))
    wants_private = self._get_bool_param(
        "PrivateDnsEnabled", if_none=kind == "Interface" and service is None
    )
    endpoint = VPCEndPoint(
        backend,
        random_vpc_ep_id(),
        self._get_param("VpcId"),
        name,
        kind,
        self._get_param("PolicyDocument"),
        list(self._get_param("RouteTableIds", []) or []),
        subnets,
        [],
        client_token=self._get_param("ClientToken"),
        security_group_ids=_groups(self, kind),
        tags=add_tag_specification(self._get_param("TagSpecifications", [])),
        private_dns_enabled=wants_private if kind in PRIVATE_DNS else False,
        destination_prefix_list_id=_prefix_list(backend, name) if kind == "Gateway" else None,
    )
    waits = service is not None and service.acceptance_required
    endpoint.state = "pendingAcceptance" if waits else "available"
    endpoint.dns_suffix = random_hex(8)
    endpoint.ip_address_type = self._get_param("IpAddressType") or "ipv4"
    endpoint.dns_options = dict(self._get_param("DnsOptions") or {})
    record_type = "service-defined" if kind == "Gateway" else endpoint.ip_address_type
    endpoint.dns_options.setdefault("DnsRecordIpType", record_type)
    endpoint.service_region = region
    endpoint.resource_configuration_arn = self._get_param("ResourceConfigurationArn")
    endpoint.service_network_arn = self._get_param("ServiceNetworkArn")
    endpoint.requester_managed = False
    check_subnets(backend, endpoint, service, subnets)
    check_address_types(endpoint, service)
    check_dns_options(endpoint)
    check_private_dns(backend, endpoint, service)
    if kind != "Gateway":
        add_interfaces(backend, endpoint, subnets, addresses)
    backend.vpc_end_points[endpoint.id] = endpoint
    _add_routes(backend, endpoint, endpoint.route_table_ids)
    return ActionResult({"VpcEndpoint": endpoint})


@replace(Response, "modify_vpc_endpoint")
def _modify(self: Any) -> ActionResult:
    """Apply the changes, including those to interfaces, routes and private DNS."""
    backend = self.ec2_backend
    endpoint = backend.get_vpc_end_point(self._get_param("VpcEndpointId"))
    service = find_service(endpoint.service_name)
    if endpoint.state not in MODIFIABLE:
        raise EC2ClientError(
            "InvalidState", f"Endpoint {endpoint.id} is {endpoint.state} and can not be modified"
        )
    lists = {
        key: list(self._get_param(key, []) or [])
        for what in ("SubnetIds", "RouteTableIds", "SecurityGroupIds")
        for key in ("Add" + what, "Remove" + what)
    }
    before = copy.copy(endpoint)
    before.dns_options = dict(endpoint.dns_options)
    endpoint.subnet_ids = list(endpoint.subnet_ids or [])
    new_subnets = [s for s in lists["AddSubnetIds"] if s not in endpoint.subnet_ids]
    try:
        _change(self, endpoint, lists, new_subnets)
        check_subnets(backend, endpoint, service, new_subnets)
        check_address_types(endpoint, service)
        check_dns_options(endpoint)
        if endpoint.private_dns_enabled and not before.private_dns_enabled:
            check_private_dns(backend, endpoint, service)
    except EC2ClientError:
        endpoint.__dict__.update(before.__dict__)
        raise
    if endpoint.vpc_endpoint_type != "Gateway":
        addresses = requested_addresses(self)
        moved = moved_subnets(backend, endpoint, addresses)
        drop_interfaces(backend, endpoint, [*lists["RemoveSubnetIds"], *moved])
        add_interfaces(backend, endpoint, [*new_subnets, *moved], addresses)
    _add_routes(backend, endpoint, lists["AddRouteTableIds"])
    _drop_routes(backend, endpoint, lists["RemoveRouteTableIds"])
    return ActionResult({"Return": True})


def _change(response: Any, endpoint: Any, lists: dict[str, Any], new_subnets: list[str]) -> None:
    """Change what the endpoint says about itself."""
    kind, region = endpoint.vpc_endpoint_type, endpoint.service_region
    service = find_service(endpoint.service_name)
    offered = _offered(endpoint.ec2_backend, service, endpoint.service_name, kind, region)
    policy = response._get_param("PolicyDocument")
    check_policy(policy, offered)
    if response._get_param("ResetPolicy"):
        endpoint.policy_document = json.dumps(VPCEndPoint.DEFAULT_POLICY)
    endpoint.route_table_ids = list(endpoint.route_table_ids)
    endpoint.security_group_ids = list(endpoint.security_group_ids)
    endpoint.modify(
        policy,
        new_subnets,
        lists["RemoveSubnetIds"],
        lists["AddRouteTableIds"],
        lists["RemoveRouteTableIds"],
        lists["AddSecurityGroupIds"],
        lists["RemoveSecurityGroupIds"],
    )
    wanted, options = response._get_param("IpAddressType"), response._get_param("DnsOptions") or {}
    if wanted and wanted != endpoint.ip_address_type:
        endpoint.ip_address_type = wanted
        endpoint.dns_options["DnsRecordIpType"] = wanted
    endpoint.dns_options.update(options)
    if response._get_param("PrivateDnsEnabled") is not None:
        endpoint.private_dns_enabled = response._get_bool_param("PrivateDnsEnabled")


@replace(Response, "delete_vpc_endpoints")
def _delete(self: Any) -> ActionResult:
    """Delete endpoints together with their interfaces and routes; report those that can not go."""
    backend, refused = self.ec2_backend, []
    for endpoint_id in self._get_param("VpcEndpointIds", []):
        endpoint = backend.vpc_end_points.get(endpoint_id)
        if endpoint is None:
            code = "InvalidVpcEndpoint.NotFound"
            message = f"The Vpc Endpoint Id '{endpoint_id}' does not exist"
        elif settings.strict and is_needed_for_inbound_dns(backend, endpoint):
            code = "InvalidParameter"
            message = (
                f"Endpoint {endpoint_id} can not be deleted while an interface endpoint of the "
                "service has PrivateDnsOnlyForInboundResolverEndpoint"
            )
        else:
            backend.delete_vpc_endpoints([endpoint_id])
            continue
        refused.append({"ResourceId": endpoint_id, "Error": {"Code": code, "Message": message}})
    return ActionResult({"Unsuccessful": refused})


@replace(VPCBackend)
def delete_vpc_endpoints(self: Any, vpce_ids: list[str] | None = None) -> None:
    """Delete endpoints together with their interfaces and routes."""
    for endpoint_id in vpce_ids or []:
        endpoint = self.vpc_end_points.pop(endpoint_id, None)
        if endpoint is None:
            continue
        drop_interfaces(self, endpoint)
        _drop_routes(self, endpoint, endpoint.route_table_ids)
        endpoint.state = "deleted"


def _offered(backend: Any, service: Any, name: str | None, kind: str, region: str) -> Any:
    """Return the description of the service that an endpoint reaches, None if it is unknown."""
    return aws_service(backend, name, kind, region) if service is None else service.to_dict()


def _checked_service(response: Any, name: str | None, kind: str) -> Any:
    """Return the customer's service called `name`, None for one of AWS, or refuse."""
    service, wanted_region = find_service(name), response._get_param("ServiceRegion")
    missing = EC2ClientError(
        "InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist"
    )
    if service is None:
        customers_own = ".vpce." in (name or "")
        offered = aws_service(response.ec2_backend, name, kind, wanted_region)
        if customers_own or (settings.strict and offered is None):
            raise missing
        return None
    home = service.ec2_backend.region_name
    reachable = response.region in {*service._supported_region_names, home}
    if (
        home != (wanted_region or response.region)
        or not reachable
        or not is_allowed(service, response.current_account)
    ):
        raise missing
    if service._service_type_name != kind:
        raise EC2ClientError(
            "InvalidParameter",
            f"Endpoint type ({kind}) does not match available service types "
            f"([{service._service_type_name}]).",
        )
    return service


def _groups(response: Any, kind: str) -> list[str]:
    """Return the security groups of the endpoint; an interface without any gets the default one."""
    backend = response.ec2_backend
    groups = list(response._get_param("SecurityGroupIds", []) or [])
    for group in groups:
        if backend.get_security_group_from_id(group) is None:
            raise EC2ClientError(
                "InvalidSecurityGroupId.NotFound", f"The security group ID '{group}' does not exist"
            )
    if groups and kind in ("Gateway", "GatewayLoadBalancer"):
        raise EC2ClientError(
            "InvalidParameter",
            f"Security groups are not supported for endpoints of the type {kind}",
        )
    if kind not in ("Gateway", "GatewayLoadBalancer") and not groups:
        default = backend.get_default_security_group(response._get_param("VpcId"))
        groups = [default.id] if default else []
    return groups


def _prefix_list(backend: Any, name: str | None) -> str | None:
    lists = backend.managed_prefix_lists.values()
    return next((entry.id for entry in lists if entry.prefix_list_name == name), None)


def _add_routes(backend: Any, endpoint: Any, tables: list[str]) -> None:
    prefix_list = endpoint.destination_prefix_list_id
    for table in tables if prefix_list else []:
        backend.create_route(
            table, None, gateway_id=endpoint.id, destination_prefix_list_id=prefix_list
        )


def _drop_routes(backend: Any, endpoint: Any, tables: list[str]) -> None:
    for table in tables if endpoint.destination_prefix_list_id else []:
        # The table may be gone, with its routes, before the endpoint is.
        with contextlib.suppress(Exception):
            backend.delete_route(table, endpoint.destination_prefix_list_id)
