"""Network interfaces of endpoints.

Stock moto gives them addresses that are not in their subnet (``10.16.9.88`` in ``10.50.0.0/24``) and
never removes them. AWS takes a free address of the subnet, or the one asked for.
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.ec2.exceptions import EC2ClientError

from awsemu.patches.network_interfaces import remove_interface

INTERFACE_TYPES = {
    "Interface": "vpc_endpoint",
    "GatewayLoadBalancer": "gateway_load_balancer_endpoint",
}


def requested_addresses(response: Any) -> dict[str, str | None]:
    """Return the fixed IPv4 address per subnet that the request asks for."""
    configurations = response._get_param("SubnetConfigurations", []) or []
    return {item["SubnetId"]: item.get("Ipv4") for item in configurations}


def add_interfaces(
    backend: Any, endpoint: Any, subnet_ids: list[str], addresses: dict[str, str | None]
) -> None:
    """Make one interface of `endpoint` in each subnet."""
    for subnet_id in subnet_ids:
        subnet = backend.get_subnet(subnet_id)
        if subnet.vpc_id != endpoint.vpc_id:
            raise EC2ClientError(
                "InvalidParameter",
                f"The subnet ID '{subnet_id}' does not belong to {endpoint.vpc_id}",
            )
        interface = backend.create_network_interface(
            subnet,
            _address(subnet, endpoint, addresses.get(subnet_id)),
            group_ids=list(endpoint.security_group_ids),
            description=f"VPC Endpoint Interface {endpoint.id}",
        )
        interface.requester_managed = True
        interface.status = "in-use"
        interface.interface_type = INTERFACE_TYPES.get(endpoint.vpc_endpoint_type, "vpc_endpoint")
        endpoint.network_interface_ids.append(interface.id)


def drop_interfaces(backend: Any, endpoint: Any, subnet_ids: list[str] | None = None) -> None:
    """Remove the interfaces of `endpoint` in those subnets, or all of them."""
    for interface_id in list(endpoint.network_interface_ids):
        interface = backend.enis.get(interface_id)
        if (
            interface is not None
            and subnet_ids is not None
            and interface.subnet.id not in subnet_ids
        ):
            continue
        if interface is not None:
            remove_interface(backend, interface)
        endpoint.network_interface_ids.remove(interface_id)


def _address(subnet: Any, endpoint: Any, wanted: str | None) -> str:
    if not wanted:
        return str(subnet.get_available_subnet_ip(endpoint))
    if ipaddress.ip_address(wanted) not in ipaddress.ip_network(subnet.cidr_block):
        raise EC2ClientError(
            "InvalidParameterValue", f"Address {wanted} does not fall within {subnet.cidr_block}"
        )
    subnet.request_ip(wanted, endpoint)
    return wanted
