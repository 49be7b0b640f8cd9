"""Interfaces of NAT gateways and instances: they go with what they belong to.

Stock moto keeps the interface of a deleted NAT gateway and of a terminated instance for ever, so that their
security groups look used, gives a NAT gateway an address outside of its subnet and the VPC's default
group (AWS: no group), and leaves its Elastic IP address associated. Sources: "Work with NAT gateways"
(deleting one disassociates its address and removes its interface); ``DeleteOnTermination`` of RunInstances,
which is true for interfaces that the call makes. It also leaves out ``Ipv6Address``, the first IPv6 address
of an interface, which Terraform reads fixed addresses of endpoints from (API reference, NetworkInterface).
"""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.models.instances import Instance
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.utils import generate_dns_from_ip

from awsemu.moto_state import as_flag
from awsemu.patching import Function, wrap

NetworkInterface.ipv6_address = property(
    lambda interface: next(iter(interface.ipv6_addresses or []), None)
)


def remove_interface(backend: Any, interface: Any) -> None:
    """Remove an interface; its Elastic IP addresses and the addresses of its subnet are free again."""
    _disassociate(backend, interface)
    if backend.enis.pop(interface.id, None) is not None:
        for address in interface.private_ip_addresses:
            interface.subnet.del_subnet_ip(address["PrivateIpAddress"])


def _disassociate(backend: Any, interface: Any) -> None:
    for address in list(backend.addresses):
        if address.eni is interface:
            backend.disassociate_address(address=address.public_ip)


@wrap(NatGatewayBackend, "create_nat_gateway")
def _create_nat_gateway(original: Function, self: Any, *arguments: Any, **keywords: Any) -> Any:
    """Give the interface an address of its subnet, no group, and AWS's description."""
    gateway = original(self, *arguments, **keywords)
    interface = gateway._eni
    address = str(interface.subnet.get_available_subnet_ip(gateway))
    interface.private_ip_address = gateway.private_ip = address
    interface.private_ip_addresses = [{"Primary": True, "PrivateIpAddress": address}]
    gateway.address_set[0]["privateIp"] = address
    if hasattr(interface, "private_dns_name"):
        interface.private_dns_name = generate_dns_from_ip(address)
    interface._group_set = []
    interface.description = f"Interface for NAT Gateway {gateway.id}"
    interface.interface_type = "nat_gateway"
    interface.requester_managed = True
    interface.status = "in-use"
    return gateway


@wrap(NatGatewayBackend, "delete_nat_gateway")
def _delete_nat_gateway(original: Function, self: Any, nat_gateway_id: str) -> Any:
    """Remove the interface as well; moto crashes for a gateway that does not exist."""
    if nat_gateway_id not in self.nat_gateways:
        raise EC2ClientError(
            "NatGatewayNotFound", f"The Nat Gateway {nat_gateway_id} was not found"
        )
    gateway = original(self, nat_gateway_id)
    remove_interface(self, gateway._eni)
    return gateway


@wrap(Instance, "prep_nics")
def _prepare_interfaces(
    original: Function, self: Any, nic_spec: list[dict[str, Any]], *arguments: Any, **keywords: Any
) -> None:
    """Let interfaces that are made for the instance go with it, unless the request says otherwise."""
    original(self, nic_spec, *arguments, **keywords)
    asked = {int(spec["DeviceIndex"]): spec for spec in nic_spec}
    for index, interface in self.nics.items():
        spec = asked.get(index, {})
        if "NetworkInterfaceId" not in spec:
            interface.delete_on_termination = as_flag(spec.get("DeleteOnTermination", True))


@wrap(Instance, "terminate")
def _terminate(original: Function, self: Any) -> Any:
    """Leave the instance without interfaces: its own are removed, others are free again."""
    interfaces = list(self.nics.values())
    for interface in interfaces:
        _disassociate(self.ec2_backend, interface)
    state = original(self)
    for interface in interfaces:
        self.detach_eni(interface)
    return state


def _of_first_interface(name: str) -> property:
    def read(instance: Any) -> Any:
        return getattr(instance.nics[0], name) if 0 in instance.nics else None

    return property(read)


def _private_dns_name(original: property) -> property:
    def read(instance: Any) -> Any:
        return original.__get__(instance) if 0 in instance.nics else ""

    return property(read)


# A terminated instance has neither addresses nor names; moto reads all of them off its first interface.
Instance.private_ip = Instance.private_ip_address = _of_first_interface("private_ip_address")
Instance.public_ip = Instance.public_ip_address = _of_first_interface("public_ip")
Instance.private_dns_name = _private_dns_name(Instance.private_dns_name)
