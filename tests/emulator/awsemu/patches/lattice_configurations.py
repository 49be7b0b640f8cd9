"""Resource configurations of VPC Lattice: what consumers may reach through a resource gateway.

The rules are those of "Resource configurations for VPC resources" in the VPC Lattice guide and of the API
reference: who belongs to whom, which parameters each type takes, and that a child cannot be shared.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.vpclattice.responses import VPCLatticeResponse as Response

from awsemu.moto_state import all_backends
from awsemu.patches.lattice import (
    Facts,
    add,
    body,
    check_address,
    check_name,
    configurations,
    find_gateway,
    invalid,
    named,
    now,
    refuse,
)
from awsemu.patches.transit_gateways import is_shared_with
from awsemu.patching import replace

TYPES = ("SINGLE", "GROUP", "CHILD", "ARN")
LAST_PORT = 65_535


def find_configuration(response: Any, identifier: str | None) -> Facts:
    """Return a configuration that the caller owns or was given; AWS's error if there is none."""
    wanted = str(identifier).split("/")[-1]
    for facts in configurations():
        if facts["id"] == wanted and is_visible(facts, response.current_account):
            return facts
    raise refuse("ResourceNotFoundException", f"Resource configuration {identifier} does not exist")


def is_visible(facts: Facts, account: str) -> bool:
    """Return whether the account owns a configuration, or was given it."""
    return facts["arn"].split(":")[4] == account or is_shared_with(facts["arn"], account)


@replace(Response)
def create_resource_configuration(self: Any) -> ActionResult:
    """Make one of any type but the ranges of tunnels."""
    kind, name = body(self, "type"), body(self, "name")
    if kind not in TYPES:
        raise refuse("EmulatorNotImplemented", f"resource configurations of the type {kind}")
    check_name(self.backend.resource_configurations, name, "resource configuration")
    group = _group_of(self, kind)
    gateway = find_gateway(self, body(self, "resourceGatewayIdentifier")) if not group else None
    definition, ranges = body(self, "resourceConfigurationDefinition"), body(self, "portRanges")
    home = gateway or find_gateway(self, (group or {})["resourceGatewayId"])
    _check_definition(kind, definition, home)
    _check_ranges(kind, ranges)
    _check_domains(self, kind, group)
    if kind in ("ARN", "CHILD") and body(self, "protocol"):
        raise invalid(f"Resource configurations of the type {kind} have no protocol of their own")
    facts = {
        "name": name,
        "type": kind,
        "status": "ACTIVE",
        "resourceGatewayId": home["id"],
        "resourceConfigurationGroupId": group and group["id"],
        "portRanges": ranges,
        "protocol": None if kind == "ARN" else "TCP",
        "resourceConfigurationDefinition": definition,
        "allowAssociationToShareableServiceNetwork": bool(
            body(self, "allowAssociationToShareableServiceNetwork")
        ),
        "customDomainName": body(self, "customDomainName"),
        "groupDomain": body(self, "groupDomain"),
        "domainVerificationId": body(self, "domainVerificationIdentifier"),
        "amazonManaged": False,
    }
    made = add(self, "resourceconfiguration", "rcfg", facts)
    self.backend.resource_configurations[made["id"]] = made
    return ActionResult(made)


def _group_of(response: Any, kind: str) -> Facts | None:
    """Return the group of a child; no other type has one, and no child has a gateway."""
    identifier = body(response, "resourceConfigurationGroupIdentifier")
    if kind != "CHILD":
        if identifier:
            raise invalid(f"Resource configurations of the type {kind} are in no group")
        if not body(response, "resourceGatewayIdentifier"):
            raise invalid(f"Resource configurations of the type {kind} need a resource gateway")
        return None
    if body(response, "resourceGatewayIdentifier"):
        raise invalid("A child has the resource gateway of its group")
    group = find_configuration(response, identifier)
    if group["type"] != "GROUP":
        raise invalid(f"{group['id']} is no group")
    return group


def _check_definition(kind: str, definition: Facts | None, gateway: Facts) -> None:
    if kind == "GROUP":
        if definition:
            raise invalid("A group has no resource of its own")
        return
    keys = set(definition or {})
    wanted = {"arnResource"} if kind == "ARN" else {"dnsResource", "ipResource"}
    if len(keys) != 1 or not keys <= wanted:
        raise invalid(f"The type {kind} needs one of {', '.join(sorted(wanted))}")
    if definition and "ipResource" in definition:
        check_address(gateway, definition["ipResource"]["ipAddress"])
    if definition and "arnResource" in definition:
        arn = definition["arnResource"]["arn"]
        if arn.split(":")[2] != "rds":
            raise invalid(f"{arn} is no resource that can be shared by its ARN")


def _check_ranges(kind: str, ranges: list[str] | None) -> None:
    if kind == "ARN" and ranges:
        raise invalid("Resource configurations of the type ARN have no port ranges")
    if kind in ("SINGLE", "CHILD") and not ranges:
        raise invalid(f"Resource configurations of the type {kind} need port ranges")
    for text in ranges or []:
        ends = [int(end) for end in text.split("-")]
        if not (1 <= ends[0] <= ends[-1] <= LAST_PORT):
            raise invalid(f"{text} is no range of ports")


def _check_domains(response: Any, kind: str, group: Facts | None) -> None:
    own, proof = body(response, "customDomainName"), body(response, "domainVerificationIdentifier")
    if body(response, "groupDomain") and kind != "GROUP":
        raise invalid("Only groups have a group domain")
    if own and kind == "GROUP":
        raise invalid("A group has a group domain instead of a custom domain name")
    if own and group is not None:
        above = group.get("groupDomain")
        if above is None or not own.endswith("." + above):
            raise invalid(f"{own} is not below the group domain {above}")
    if proof is None:
        return
    verification = response.backend.domain_verifications.get(proof.split("/")[-1])
    if verification is None:
        raise refuse("ResourceNotFoundException", f"Domain verification {proof} does not exist")
    name, domain = own or body(response, "groupDomain"), verification["domainName"]
    if name is None or not (name == domain or name.endswith("." + domain)):
        raise invalid(f"{proof} is about {domain}, not about {name}")


@replace(Response)
def get_resource_configuration(self: Any) -> ActionResult:
    """Show one."""
    return ActionResult(find_configuration(self, named(self)))


@replace(Response)
def list_resource_configurations(self: Any) -> ActionResult:
    """List those that the caller owns or was given in the Region."""
    filters = {
        "resourceGatewayId": body(self, "resourceGatewayIdentifier"),
        "resourceConfigurationGroupId": body(self, "resourceConfigurationGroupIdentifier"),
        "domainVerificationId": body(self, "domainVerificationIdentifier"),
    }
    rows = [
        facts
        for facts in configurations()
        if facts["arn"].split(":")[3] == self.region
        and is_visible(facts, self.current_account)
        and all(
            not wanted or facts.get(key) == wanted.split("/")[-1] for key, wanted in filters.items()
        )
    ]
    return ActionResult({"items": rows})


@replace(Response)
def update_resource_configuration(self: Any) -> ActionResult:
    """Change ports, what is meant, and whether shared service networks may have it."""
    facts = _own(self)
    kind, ranges = facts["type"], body(self, "portRanges")
    definition = body(self, "resourceConfigurationDefinition")
    if ranges is not None:
        _check_ranges(kind, ranges)
        facts["portRanges"] = ranges
    if definition is not None:
        _check_definition(kind, definition, find_gateway(self, facts["resourceGatewayId"]))
        facts["resourceConfigurationDefinition"] = definition
    allowed = body(self, "allowAssociationToShareableServiceNetwork")
    if allowed is not None:
        facts["allowAssociationToShareableServiceNetwork"] = bool(allowed)
    facts["lastUpdatedAt"] = now()
    return ActionResult(facts)


@replace(Response)
def delete_resource_configuration(self: Any) -> ActionResult:
    """Delete one that has no children and that no endpoint reaches."""
    facts = _own(self)
    if any(row.get("resourceConfigurationGroupId") == facts["id"] for row in configurations()):
        raise refuse("ConflictException", f"{facts['id']} has child resource configurations")
    if _endpoints(facts["arn"]):
        raise refuse("ConflictException", f"{facts['id']} is associated with VPC endpoints")
    del self.backend.resource_configurations[facts["id"]]
    return ActionResult({})


def _own(response: Any) -> Facts:
    facts = find_configuration(response, named(response))
    if facts["arn"].split(":")[4] != response.current_account:
        raise refuse("AccessDeniedException", f"{facts['id']} belongs to another account")
    return facts


def _endpoints(arn: str) -> list[Any]:
    """Return the endpoints of whatever account that reach a configuration."""
    return [
        endpoint
        for _, _, backend in all_backends(ec2_backends)
        for endpoint in list(backend.vpc_end_points.values())
        if getattr(endpoint, "resource_configuration_arn", None) == arn
    ]


def check_reached(arn: str, account: str) -> str | None:
    """Return why an endpoint of the account cannot reach a configuration, None if it can.

    One that is not there is taken by the form of its ARN alone.
    """
    facts = next((row for row in configurations() if row["arn"] == arn), None)
    if facts is None:
        return None
    if facts["type"] == "CHILD":
        return f"{arn} is part of a group, and only the group has endpoints"
    return None if is_visible(facts, account) else f"{arn} is not shared with {account}"


@replace(Response)
def start_domain_verification(self: Any) -> ActionResult:
    """Begin a proof that a domain is the caller's; it stays pending."""
    name = body(self, "domainName")
    kept = self.backend.domain_verifications
    if any(facts["domainName"] == name for facts in kept.values()):
        raise refuse("ConflictException", f"A verification of {name} exists already")
    facts = {
        "domainName": name,
        "status": "PENDING",
        "txtMethodConfig": {
            "name": f"_{name.split('.')[0]}.{name}",
            "value": f"vpc-lattice={name}",
        },
    }
    made = add(self, "domainverification", "dv", facts)
    kept[made["id"]] = made
    return ActionResult(made)


def _verification(response: Any) -> Facts:
    found: Facts | None = response.backend.domain_verifications.get(named(response))
    if found is None:
        raise refuse("ResourceNotFoundException", "This domain verification does not exist")
    return found


@replace(Response)
def get_domain_verification(self: Any) -> ActionResult:
    """Show one."""
    return ActionResult(_verification(self))


@replace(Response)
def list_domain_verifications(self: Any) -> ActionResult:
    """List those of the caller."""
    return ActionResult({"items": list(self.backend.domain_verifications.values())})


@replace(Response)
def delete_domain_verification(self: Any) -> ActionResult:
    """Delete one."""
    del self.backend.domain_verifications[_verification(self)["id"]]
    return ActionResult({})
