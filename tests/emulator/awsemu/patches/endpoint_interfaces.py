"""Network interfaces of endpoints.

Stock moto gives them addresses that are not in their subnet (``10.16.9.88`` in ``10.50.0.0/24``) and
never removes them. AWS takes a free address of the subnet, or the one asked for.
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.ec2.exceptions import EC2ClientError

from awsemu.patches.network_interfaces import remove_interface

Addresses = dict[str, dict[str, str]]
"""Fixed addresses by subnet: those with a key ``Ipv4`` or ``Ipv6``."""

INTERFACE_TYPES = {
    "Interface": "vpc_endpoint",
    "GatewayLoadBalancer": "gateway_load_balancer_endpoint",
}


def requested_addresses(response: Any) -> Addresses:
    """Return the fixed addresses per subnet that the request asks for."""
    configurations = response._get_param("SubnetConfigurations", []) or []
    return {item["SubnetId"]: item for item in configurations}


def moved_subnets(backend: Any, endpoint: Any, addresses: Addresses) -> list[str]:
    """Return the subnets in which `endpoint` has another address than the one asked for."""
    return [
        interface.subnet.id
        for interface in map(backend.enis.get, endpoint.network_interface_ids)
        if interface is not None
        for wanted in [addresses.get(interface.subnet.id, {})]
        if wanted.get("Ipv4") not in (None, interface.private_ip_address)
        or wanted.get("Ipv6") not in (None, *interface.ipv6_addresses)
    ]


def add_interfaces(
    backend: Any, endpoint: Any, subnet_ids: list[str], addresses: Addresses
) -> None:
    """Make one interface of `endpoint` in each subnet."""
    for subnet_id in subnet_ids:
        subnet = backend.get_subnet(subnet_id)
        if subnet.vpc_id != endpoint.vpc_id:
            raise EC2ClientError(
                "InvalidParameter",
                f"The subnet ID '{subnet_id}' does not belong to {endpoint.vpc_id}",
            )
        wanted = addresses.get(subnet_id, {})
        interface = backend.create_network_interface(
            subnet,
            _address(subnet, endpoint, wanted.get("Ipv4")),
            group_ids=list(endpoint.security_group_ids),
            description=f"VPC Endpoint Interface {endpoint.id}",
            **_ipv6(backend, subnet, endpoint, wanted.get("Ipv6")),
        )
        if not endpoint.security_group_ids:
            interface._group_set = []
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
    network = ipaddress.ip_network(subnet.cidr_block)
    address = ipaddress.ip_address(wanted)
    if address not in network:
        raise EC2ClientError(
            "InvalidParameterValue", f"Address {wanted} does not fall within {subnet.cidr_block}"
        )
    reserved = [network[index] for index in RESERVED if abs(index) < network.num_addresses]
    if address in reserved:
        raise EC2ClientError(
            "InvalidParameterValue", f"Address {wanted} is in subnet's reserved address range"
        )
    if wanted in subnet._subnet_ips:
        raise EC2ClientError("InvalidIPAddress.InUse", f"Address {wanted} is in use.")
    subnet.request_ip(wanted, endpoint)
    return wanted


RESERVED = (0, 1, 2, 3, -1)
"""Addresses of a subnet that AWS keeps for itself, by their position."""


def _ipv6(backend: Any, subnet: Any, endpoint: Any, wanted: str | None) -> dict[str, Any]:
    """Return the arguments for an IPv6 address, if the endpoint has one."""
    if endpoint.ip_address_type == "ipv4":
        if wanted:
            raise EC2ClientError(
                "InvalidParameterCombination", f"Endpoint {endpoint.id} has no IPv6 addresses"
            )
        return {}
    if not wanted:
        return {"ipv6_address_count": 1}
    blocks = [row["ipv6CidrBlock"] for row in subnet.ipv6_cidr_block_associations.values()]
    if not any(ipaddress.ip_address(wanted) in ipaddress.ip_network(block) for block in blocks):
        raise EC2ClientError(
            "InvalidParameterValue", f"Address {wanted} does not fall within {blocks}"
        )
    if any(wanted in interface.ipv6_addresses for interface in list(backend.enis.values())):
        raise EC2ClientError("InvalidIPAddress.InUse", f"Address {wanted} is in use.")
    return {"ipv6_addresses": [wanted]}
