"""VPC endpoints: create, modify, delete.

Stock moto makes an endpoint of anything without looking at the service, drops IP address type, DNS
options and Region, gives no default security group, and leaves interfaces and routes behind. AWS checks
the service (existence, permission, Region, type) and shows everything it was told.
"""

from __future__ import annotations

import contextlib
import json
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.vpcs import VPCBackend, VPCEndPoint
from moto.ec2.responses.vpcs import VPCs as Response
from moto.ec2.utils import add_tag_specification, random_vpc_ep_id

from awsemu.moto_state import random_hex
from awsemu.patches.endpoint_interfaces import add_interfaces, drop_interfaces, requested_addresses
from awsemu.patches.endpoint_names import aws_service
from awsemu.patches.endpoint_private_dns import check_private_dns
from awsemu.patches.endpoint_service_permissions import is_allowed
from awsemu.patches.endpoint_services import find_service
from awsemu.patching import replace
from awsemu.settings import settings


@replace(Response, "create_vpc_endpoint")
def _create(self: Any) -> ActionResult:
    """Check the service and the network, then make endpoint, interfaces and routes."""
    backend, name = self.ec2_backend, self._get_param("ServiceName")
    backend.get_vpc(self._get_param("VpcId"))
    kind = self._get_param("VpcEndpointType") or "Gateway"
    service = _checked_service(self, name, kind)
    addresses = requested_addresses(self)
    subnets = list(dict.fromkeys([*(self._get_param("SubnetIds", []) or []), *addresses]))
    _check_zones(backend, kind, subnets)
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
        private_dns_enabled=wants_private if kind == "Interface" else False,
        destination_prefix_list_id=_prefix_list(backend, name) if kind == "Gateway" else None,
    )
    waits = service is not None and service.acceptance_required
    endpoint.state = "pendingAcceptance" if waits else "available"
    endpoint.dns_suffix = random_hex(8)
    endpoint.ip_address_type = self._get_param("IpAddressType") or "ipv4"
    endpoint.dns_options = dict(self._get_param("DnsOptions") or {})
    record_type = "service-defined" if kind == "Gateway" else "ipv4"
    endpoint.dns_options.setdefault("DnsRecordIpType", record_type)
    endpoint.service_region = self._get_param("ServiceRegion") or self.region
    endpoint.requester_managed = False
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
    lists = {
        key: list(self._get_param(key, []) or [])
        for what in ("SubnetIds", "RouteTableIds", "SecurityGroupIds")
        for key in ("Add" + what, "Remove" + what)
    }
    endpoint.subnet_ids = list(endpoint.subnet_ids or [])
    new_subnets = [s for s in lists["AddSubnetIds"] if s not in endpoint.subnet_ids]
    if self._get_param("ResetPolicy"):
        endpoint.policy_document = json.dumps(VPCEndPoint.DEFAULT_POLICY)
    endpoint.modify(
        self._get_param("PolicyDocument"),
        new_subnets,
        lists["RemoveSubnetIds"],
        lists["AddRouteTableIds"],
        lists["RemoveRouteTableIds"],
        lists["AddSecurityGroupIds"],
        lists["RemoveSecurityGroupIds"],
    )
    if endpoint.vpc_endpoint_type != "Gateway":
        drop_interfaces(backend, endpoint, lists["RemoveSubnetIds"])
        add_interfaces(backend, endpoint, new_subnets, requested_addresses(self))
    _add_routes(backend, endpoint, lists["AddRouteTableIds"])
    _drop_routes(backend, endpoint, lists["RemoveRouteTableIds"])
    if self._get_param("IpAddressType"):
        endpoint.ip_address_type = self._get_param("IpAddressType")
    endpoint.dns_options.update(self._get_param("DnsOptions") or {})
    if self._get_param("PrivateDnsEnabled") is not None:
        _switch_private_dns(backend, endpoint, self._get_bool_param("PrivateDnsEnabled"))
    return ActionResult({"Return": True})


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


def _checked_service(response: Any, name: str | None, kind: str) -> Any:
    """Return the customer's service called `name`, None for one of AWS, or refuse."""
    service = find_service(name)
    missing = EC2ClientError(
        "InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist"
    )
    if service is None:
        customers_own = ".vpce." in (name or "")
        if customers_own or (
            settings.strict and aws_service(response.ec2_backend, name, kind) is None
        ):
            raise missing
        return None
    home = service.ec2_backend.region_name
    wanted_region = response._get_param("ServiceRegion") or response.region
    reachable = response.region in {*service._supported_region_names, home}
    if home != wanted_region or not reachable or not is_allowed(service, response.current_account):
        raise missing
    if service._service_type_name != kind:
        raise EC2ClientError(
            "InvalidParameter",
            f"Endpoint type ({kind}) does not match available service types "
            f"([{service._service_type_name}]).",
        )
    return service


def _check_zones(backend: Any, kind: str, subnets: list[str]) -> None:
    zones = [backend.get_subnet(subnet).availability_zone for subnet in subnets]
    if kind == "Interface" and len(set(zones)) != len(zones):
        raise EC2ClientError(
            "DuplicateSubnetsInSameZone",
            f"Found another VPC endpoint subnet in the availability zone of {subnets[-1]}",
        )


def _groups(response: Any, kind: str) -> list[str]:
    """Return the security groups of the endpoint; an interface without any gets the default one."""
    backend = response.ec2_backend
    groups = list(response._get_param("SecurityGroupIds", []) or [])
    for group in groups:
        if backend.get_security_group_from_id(group) is None:
            raise EC2ClientError(
                "InvalidSecurityGroupId.NotFound", f"The security group ID '{group}' does not exist"
            )
    if kind == "Interface" and not groups:
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


def _switch_private_dns(backend: Any, endpoint: Any, wanted: bool) -> None:
    before, endpoint.private_dns_enabled = endpoint.private_dns_enabled, wanted
    if wanted and not before:
        try:
            check_private_dns(backend, endpoint, find_service(endpoint.service_name))
        except EC2ClientError:
            endpoint.private_dns_enabled = before
            raise
