"""Resource gateways of VPC Lattice, and what all of its calls for resources share.

Stock moto has service networks and services, and nothing that makes a resource of a VPC known. The rules are
those of "Resource gateways in VPC Lattice" and of the API reference.
"""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.vpclattice import urls
from moto.vpclattice.models import VPCLatticeBackend, vpclattice_backends
from moto.vpclattice.responses import VPCLatticeResponse as Response

from awsemu.moto_state import all_backends, random_hex
from awsemu.patching import Function, replace, wrap

Facts = dict[str, Any]

MOST_GROUPS = 5
"""Security groups of a gateway."""

ADDRESSES = 16
"""IPv4 addresses of each interface, if nobody says how many."""


@wrap(VPCLatticeBackend, "__init__")
def _init(original: Function, self: Any, *arguments: Any, **keywords: Any) -> None:
    """Keep gateways, configurations and proofs of domains, by id."""
    original(self, *arguments, **keywords)
    self.resource_gateways = {}
    self.resource_configurations = {}
    self.domain_verifications = {}


STATUS = {
    "AccessDeniedException": 403,
    "ConflictException": 409,
    "ResourceNotFoundException": 404,
}
"""Of errors; others have 400."""


def refuse(code: str, message: str) -> Exception:
    """Return an error of VPC Lattice."""
    kind = type("Refusal", (JsonRESTError,), {"code": STATUS.get(code, 400)})
    error: Exception = kind(code, message)
    return error


def invalid(message: str) -> Exception:
    """Return the error for a parameter that AWS does not take."""
    return refuse("ValidationException", message)


def body(response: Any, name: str) -> Any:
    """Return a parameter of the request."""
    return response._get_param(name)


def named(response: Any) -> str:
    """Return the id at the end of the path, where an ARN may stand for it."""
    return unquote(str(response.raw_path)).split("?")[0].split("/")[-1]


def add(response: Any, kind: str, prefix: str, facts: Facts) -> Facts:
    """Give something new its id, ARN, times and tags."""
    identifier = f"{prefix}-{random_hex(17)}"
    arn = f"arn:aws:vpc-lattice:{response.region}:{response.current_account}:{kind}/{identifier}"
    response.backend.tag_resource(arn, body(response, "tags") or {})
    made = {"id": identifier, "arn": arn, **facts, "createdAt": now(), "lastUpdatedAt": now()}
    return {key: value for key, value in made.items() if value is not None}


def now() -> str:
    """Return the time as the API writes it."""
    return datetime.now(tz=UTC).isoformat()


def check_name(kept: dict[str, Facts], name: str, what: str) -> None:
    """Refuse a second one of a name: it is unique within the account."""
    if any(facts["name"] == name for facts in kept.values()):
        raise refuse("ConflictException", f"A {what} with the name {name} exists already")


def configurations() -> list[Facts]:
    """Return the resource configurations of all accounts and Regions."""
    return [
        facts
        for _, _, backend in all_backends(vpclattice_backends)
        for facts in list(backend.resource_configurations.values())
    ]


def find_gateway(response: Any, identifier: str | None) -> Facts:
    """Return a gateway of the caller; AWS's error if there is none."""
    found: Facts | None = response.backend.resource_gateways.get(str(identifier).split("/")[-1])
    if found is None:
        raise refuse("ResourceNotFoundException", f"Resource gateway {identifier} does not exist")
    return found


@replace(Response)
def create_resource_gateway(self: Any) -> ActionResult:
    """Make a gateway in subnets of one VPC."""
    name, vpc_id = body(self, "name"), body(self, "vpcIdentifier")
    check_name(self.backend.resource_gateways, name, "resource gateway")
    ec2 = ec2_backends[self.current_account][self.region]
    if vpc_id not in ec2.vpcs:
        raise invalid(f"VPC {vpc_id} does not exist")
    kind = body(self, "ipAddressType") or "IPV4"
    subnet_ids = list(dict.fromkeys(body(self, "subnetIds") or []))
    _check_subnets(ec2, vpc_id, subnet_ids, kind)
    groups = body(self, "securityGroupIds") or [_default_group(ec2, vpc_id)]
    _check_groups(ec2, vpc_id, groups)
    facts = {
        "name": name,
        "status": "ACTIVE",
        "vpcId": vpc_id,
        "subnetIds": subnet_ids,
        "securityGroupIds": list(groups),
        "ipAddressType": kind,
        "resourceConfigDnsResolution": body(self, "resourceConfigDnsResolution") or "PUBLIC",
    }
    if kind != "IPV6":
        facts["ipv4AddressesPerEni"] = body(self, "ipv4AddressesPerEni") or ADDRESSES
    gateway = add(self, "resourcegateway", "rgw", facts)
    self.backend.resource_gateways[gateway["id"]] = gateway
    return ActionResult(gateway | {"vpcIdentifier": vpc_id})


def _check_subnets(ec2: Any, vpc_id: str, subnet_ids: list[str], kind: str) -> None:
    if not subnet_ids:
        raise invalid("At least one subnet is required")
    for identifier in subnet_ids:
        subnet = _subnet(ec2, identifier)
        if subnet is None or subnet.vpc_id != vpc_id:
            raise invalid(f"Subnet {identifier} is not in {vpc_id}")
        has_ipv6 = bool(subnet.ipv6_cidr_block_associations)
        fits = {
            "IPV4": not subnet.ipv6_native,
            "IPV6": bool(subnet.ipv6_native),
            "DUALSTACK": has_ipv6 and not subnet.ipv6_native,
        }
        if not fits[kind]:
            raise invalid(f"Subnet {identifier} does not support the IP address type {kind}")


def _subnet(ec2: Any, identifier: str) -> Any:
    zones = list(ec2.subnets.values())
    return next((zone[identifier] for zone in zones if identifier in zone), None)


def _check_groups(ec2: Any, vpc_id: str, groups: list[str]) -> None:
    if len(groups) > MOST_GROUPS:
        raise invalid(f"A resource gateway has at most {MOST_GROUPS} security groups")
    for identifier in groups:
        group = ec2.get_security_group_from_id(identifier)
        if group is None or group.vpc_id != vpc_id:
            raise invalid(f"Security group {identifier} is not in {vpc_id}")


def _default_group(ec2: Any, vpc_id: str) -> str:
    return str(ec2.get_security_group_from_name("default", vpc_id).id)


@replace(Response)
def get_resource_gateway(self: Any) -> ActionResult:
    """Show one."""
    return ActionResult(find_gateway(self, named(self)))


@replace(Response)
def list_resource_gateways(self: Any) -> ActionResult:
    """List those of the caller."""
    gateways = self.backend.resource_gateways.values()
    return ActionResult({"items": [row | {"vpcIdentifier": row["vpcId"]} for row in gateways]})


@replace(Response)
def update_resource_gateway(self: Any) -> ActionResult:
    """Change security groups and where names are resolved; nothing else can change."""
    gateway = find_gateway(self, named(self))
    groups = body(self, "securityGroupIds")
    if groups is not None:
        ec2 = ec2_backends[self.current_account][self.region]
        _check_groups(ec2, gateway["vpcId"], groups)
        gateway["securityGroupIds"] = groups or [_default_group(ec2, gateway["vpcId"])]
    if body(self, "resourceConfigDnsResolution"):
        gateway["resourceConfigDnsResolution"] = body(self, "resourceConfigDnsResolution")
    gateway["lastUpdatedAt"] = now()
    return ActionResult(gateway)


@replace(Response)
def delete_resource_gateway(self: Any) -> ActionResult:
    """Delete a gateway that no configuration needs."""
    gateway = find_gateway(self, named(self))
    if any(row.get("resourceGatewayId") == gateway["id"] for row in configurations()):
        raise refuse("ConflictException", f"{gateway['id']} has resource configurations")
    del self.backend.resource_gateways[gateway["id"]]
    shown = {key: gateway[key] for key in ("id", "arn", "name")}
    return ActionResult(shown | {"status": "DELETE_IN_PROGRESS"})


def check_address(gateway: Facts, address: str) -> None:
    """Refuse an address that no gateway of this type reaches."""
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        raise invalid(f"{address} is not an IP address") from None
    if gateway["ipAddressType"] not in (f"IPV{version}", "DUALSTACK"):
        raise invalid(f"{gateway['id']} has no addresses of the type of {address}")
    if version == 4 and not any(ipaddress.ip_address(address) in block for block in PRIVATE):
        raise invalid(f"{address} is not a private address")


PRIVATE = tuple(
    map(ipaddress.ip_network, ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"))
)
"""Ranges whose IPv4 addresses can be a resource."""

for _path in ("resourcegateways", "resourceconfigurations", "domainverifications"):
    urls.url_paths["{0}/" + _path + "$"] = Response.dispatch
    urls.url_paths["{0}/" + _path + "/(?P<identifier>.+)$"] = Response.dispatch
