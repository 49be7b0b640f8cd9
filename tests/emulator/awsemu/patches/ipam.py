"""IP Address Manager: IPAMs, pools and their ranges, which stock moto does not have.

Additional scopes, resource discoveries and BYOIP are left out.
"""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2 import utils
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.responses.vpcs import VPCs as Response

from awsemu.moto_state import as_flag, random_hex
from awsemu.patches.ipam_pools import (
    Facts,
    Pool,
    allocate,
    find_pool,
    missing,
    release,
    store,
    visible_pools,
)
from awsemu.patching import Function, replace, wrap

utils.EC2_RESOURCE_TO_PREFIX.update({"ipam": "ipam", "ipam-pool": "ipam-pool"})

LENGTHS = (
    "AllocationMinNetmaskLength",
    "AllocationMaxNetmaskLength",
    "AllocationDefaultNetmaskLength",
)


@wrap(utils, "get_prefix")
def _prefix(original: Function, resource_id: str) -> Any:
    """Return what an id begins with: only ids of kinds that moto knows take tags."""
    if resource_id.startswith("ipam-"):
        return resource_id.rpartition("-")[0]
    return original(resource_id)


def _tagged(response: Any, facts: Facts, identifier: str) -> Facts:
    """Return a row with its tags as they are now."""
    tags = response.ec2_backend.tags.get(facts[identifier], {})
    return {**facts, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}


def _tag(response: Any, kind: str, identifier: str) -> None:
    tags = response._parse_tag_specification().get(kind)
    if tags:
        given = {tag["Key"]: tag["Value"] for tag in tags} if isinstance(tags, list) else tags
        response.ec2_backend.create_tags([identifier], given)


def _listed(response: Any, rows: list[Facts], identifier: str, argument: str) -> list[Facts]:
    """Return the rows with the ids asked for, or all, that the filters leave."""
    wanted = response._get_param(argument, [])
    known = {row[identifier] for row in rows}
    for one in wanted:
        if one not in known:
            raise missing(identifier.removesuffix("Id"), one)
    found = [row for row in rows if not wanted or row[identifier] in wanted]
    return _filtered(response, [_tagged(response, row, identifier) for row in found])


def _filtered(response: Any, rows: list[Facts]) -> list[Facts]:
    """Apply filters, whose names are those of the fields, in kebab case."""
    for name, values in response._filters_from_querystring().items():
        key = "".join(part.capitalize() for part in name.split("-"))
        rows = [row for row in rows if str(row.get(key, "")) in values]
    return rows


def _arn(response: Any, kind: str, identifier: str) -> str:
    backend = response.ec2_backend
    # The Region is left out, as AWS does: an IPAM is for several.
    return f"arn:{backend.partition}:ec2::{backend.account_id}:{kind}/{identifier}"


@replace(Response)
def create_ipam(self: Any) -> ActionResult:
    """Make an IPAM with its two default scopes."""
    kept, identifier = store(self.ec2_backend), f"ipam-{random_hex(17)}"
    scopes = {}
    arn = _arn(self, "ipam", identifier)
    for kind in ("public", "private"):
        scope = f"ipam-scope-{random_hex(17)}"
        scopes[kind] = scope
        kept.scopes[scope] = {
            "OwnerId": self.current_account,
            "IpamScopeId": scope,
            "IpamScopeArn": _arn(self, "ipam-scope", scope),
            "IpamArn": arn,
            "IpamRegion": self.region,
            "IpamScopeType": kind,
            "IsDefault": True,
            "PoolCount": 0,
            "State": "create-complete",
        }
    kept.ipams[identifier] = {
        "OwnerId": self.current_account,
        "IpamId": identifier,
        "IpamArn": arn,
        "IpamRegion": self.region,
        "PublicDefaultScopeId": scopes["public"],
        "PrivateDefaultScopeId": scopes["private"],
        "ScopeCount": 2,
        "Description": self._get_param("Description"),
        "OperatingRegions": _regions(self._get_param("OperatingRegions", [])),
        "State": "create-complete",
        "ResourceDiscoveryAssociationCount": 1,
        "Tier": self._get_param("Tier", "advanced"),
        "EnablePrivateGua": as_flag(self._get_param("EnablePrivateGua", False)),
    }
    _tag(self, "ipam", identifier)
    return ActionResult({"Ipam": _tagged(self, kept.ipams[identifier], "IpamId")})


def _regions(rows: list[Facts]) -> list[Facts]:
    return [{"RegionName": row["RegionName"]} for row in rows]


@replace(Response)
def describe_ipams(self: Any) -> ActionResult:
    """List IPAMs."""
    rows = list(store(self.ec2_backend).ipams.values())
    return ActionResult({"Ipams": _listed(self, rows, "IpamId", "IpamIds")})


def _requested_ipam(response: Any) -> Facts:
    identifier = response._get_param("IpamId")
    found = store(response.ec2_backend).ipams.get(identifier)
    if found is None:
        raise missing("Ipam", identifier)
    return found


@replace(Response)
def modify_ipam(self: Any) -> ActionResult:
    """Change description, tier and Regions."""
    ipam = _requested_ipam(self)
    for name in ("Description", "Tier"):
        if self._get_param(name) is not None:
            ipam[name] = self._get_param(name)
    removed = [row["RegionName"] for row in self._get_param("RemoveOperatingRegions", [])]
    kept = [row for row in ipam["OperatingRegions"] if row["RegionName"] not in removed]
    added = _regions(self._get_param("AddOperatingRegions", []))
    ipam["OperatingRegions"] = kept + added
    ipam["State"] = "modify-complete"
    return ActionResult({"Ipam": _tagged(self, ipam, "IpamId")})


@replace(Response)
def delete_ipam(self: Any) -> ActionResult:
    """Delete an IPAM; with pools only if asked to take them along."""
    kept, ipam = store(self.ec2_backend), _requested_ipam(self)
    pools = [key for key, pool in kept.pools.items() if pool.facts["IpamArn"] == ipam["IpamArn"]]
    if pools and not as_flag(self._get_param("Cascade", False)):
        raise _in_use(ipam["IpamId"], "pools")
    for key in pools:
        del kept.pools[key]
    kept.scopes = {
        key: scope for key, scope in kept.scopes.items() if scope["IpamArn"] != ipam["IpamArn"]
    }
    del kept.ipams[ipam["IpamId"]]
    return ActionResult({"Ipam": {**ipam, "State": "delete-complete"}})


def _in_use(identifier: str, what: str) -> EC2ClientError:
    return EC2ClientError("IncorrectState", f"{identifier} still has {what} and cannot be deleted.")


@replace(Response)
def describe_ipam_scopes(self: Any) -> ActionResult:
    """List scopes."""
    rows = list(store(self.ec2_backend).scopes.values())
    return ActionResult({"IpamScopes": _listed(self, rows, "IpamScopeId", "IpamScopeIds")})


@replace(Response)
def create_ipam_pool(self: Any) -> ActionResult:
    """Make a pool in a scope."""
    kept, wanted = store(self.ec2_backend), self._get_param("IpamScopeId")
    scope = kept.scopes.get(wanted)
    if scope is None:
        raise missing("IpamScope", wanted)
    source = self._get_param("SourceIpamPoolId")
    depth = find_pool(self.ec2_backend, source).facts["PoolDepth"] + 1 if source else 1
    identifier = f"ipam-pool-{random_hex(17)}"
    lengths = {name: self._get_param(name) for name in LENGTHS}
    facts = {
        "OwnerId": self.current_account,
        "IpamPoolId": identifier,
        "IpamPoolArn": _arn(self, "ipam-pool", identifier),
        "IpamScopeArn": scope["IpamScopeArn"],
        "IpamScopeType": scope["IpamScopeType"],
        "IpamArn": scope["IpamArn"],
        "IpamRegion": self.region,
        "Locale": self._get_param("Locale", "None"),
        "PoolDepth": depth,
        "State": "create-complete",
        "Description": self._get_param("Description"),
        "AutoImport": as_flag(self._get_param("AutoImport", False)),
        "AddressFamily": self._get_param("AddressFamily"),
        "AllocationResourceTags": self._get_param("AllocationResourceTags", []),
        **{name: length for name, length in lengths.items() if length is not None},
    }
    if source:
        facts["SourceIpamPoolId"] = source
    kept.pools[identifier] = Pool(facts)
    scope["PoolCount"] += 1
    _tag(self, "ipam-pool", identifier)
    return ActionResult({"IpamPool": _tagged(self, facts, "IpamPoolId")})


@replace(Response)
def describe_ipam_pools(self: Any) -> ActionResult:
    """List pools, also those of other accounts that are shared."""
    rows = [pool.facts for pool in visible_pools(self.ec2_backend).values()]
    return ActionResult({"IpamPools": _listed(self, rows, "IpamPoolId", "IpamPoolIds")})


def _requested_pool(response: Any) -> Pool:
    return find_pool(response.ec2_backend, response._get_param("IpamPoolId"))


@replace(Response)
def modify_ipam_pool(self: Any) -> ActionResult:
    """Change description and the rules of allocations."""
    pool = _requested_pool(self)
    for name in ("Description", "AutoImport", *LENGTHS):
        if self._get_param(name) is not None:
            pool.facts[name] = self._get_param(name)
    if as_flag(self._get_param("ClearAllocationDefaultNetmaskLength", False)):
        pool.facts.pop("AllocationDefaultNetmaskLength", None)
    pool.facts["State"] = "modify-complete"
    return ActionResult({"IpamPool": _tagged(self, pool.facts, "IpamPoolId")})


@replace(Response)
def delete_ipam_pool(self: Any) -> ActionResult:
    """Delete a pool that has no ranges any more."""
    kept, pool = store(self.ec2_backend), _requested_pool(self)
    identifier = pool.facts["IpamPoolId"]
    if pool.ranges and not as_flag(self._get_param("Cascade", False)):
        raise _in_use(identifier, "ranges")
    release(identifier)
    kept.pools.pop(identifier, None)
    for scope in kept.scopes.values():
        scope["PoolCount"] -= int(scope["IpamScopeArn"] == pool.facts["IpamScopeArn"])
    return ActionResult({"IpamPool": {**pool.facts, "State": "delete-complete"}})


@replace(Response)
def provision_ipam_pool_cidr(self: Any) -> ActionResult:
    """Give a pool a range; one below another pool takes it from that one."""
    pool, block = _requested_pool(self), self._get_param("Cidr")
    source, length = pool.facts.get("SourceIpamPoolId"), self._get_int_param("NetmaskLength")
    if source:
        whose = {
            "ResourceId": pool.facts["IpamPoolId"],
            "ResourceType": "ipam-pool",
            "ResourceOwner": self.current_account,
        }
        block = allocate(find_pool(self.ec2_backend, source), block, length, **whose)["Cidr"]
    row = {
        "Cidr": block,
        "State": "provisioned",
        "IpamPoolCidrId": f"ipam-pool-cidr-{random_hex(32)}",
        "NetmaskLength": ip_network(block).prefixlen,
    }
    pool.ranges.append(row)
    return ActionResult({"IpamPoolCidr": row})


@replace(Response)
def get_ipam_pool_cidrs(self: Any) -> ActionResult:
    """List the ranges of a pool."""
    return ActionResult({"IpamPoolCidrs": _filtered(self, _requested_pool(self).ranges)})


@replace(Response)
def deprovision_ipam_pool_cidr(self: Any) -> ActionResult:
    """Take a range away, unless something of it was allocated."""
    pool, block = _requested_pool(self), self._get_param("Cidr")
    found = next((row for row in pool.ranges if row["Cidr"] == block), None)
    if found is None:
        raise EC2ClientError("InvalidParameterValue", f"The pool has no range {block}.")
    taken = [ip_network(row["Cidr"]) for row in pool.allocations]
    if any(ip_network(block).overlaps(other) for other in taken):
        raise _in_use(block, "allocations")
    pool.ranges.remove(found)
    owner = pool.facts["IpamPoolId"]
    source = pool.facts.get("SourceIpamPoolId")
    if source:
        above = find_pool(self.ec2_backend, source)
        above.allocations = [
            row
            for row in above.allocations
            if (row.get("ResourceId"), row["Cidr"]) != (owner, block)
        ]
    return ActionResult({"IpamPoolCidr": {**found, "State": "deprovisioned"}})


@replace(Response)
def allocate_ipam_pool_cidr(self: Any) -> ActionResult:
    """Allocate a range for what IPAM does not manage, or show which one would be next."""
    pool = _requested_pool(self)
    whose = {"ResourceType": "custom", "ResourceOwner": self.current_account}
    length, block = self._get_int_param("NetmaskLength"), self._get_param("Cidr")
    made = allocate(pool, block, length, Description=self._get_param("Description"), **whose)
    if as_flag(self._get_param("PreviewNextCidr", False)):
        pool.allocations.remove(made)
    return ActionResult({"IpamPoolAllocation": made})


@replace(Response)
def get_ipam_pool_allocations(self: Any) -> ActionResult:
    """List what was allocated from a pool."""
    pool, identifier = _requested_pool(self), self._get_param("IpamPoolAllocationId")
    rows = [row for row in pool.allocations if identifier in (None, row["IpamPoolAllocationId"])]
    if identifier and not rows:
        raise missing("IpamPoolAllocation", identifier)
    return ActionResult({"IpamPoolAllocations": _filtered(self, rows)})


@replace(Response)
def release_ipam_pool_allocation(self: Any) -> ActionResult:
    """Give a range back; that of a VPC goes with the VPC only."""
    pool, identifier = _requested_pool(self), self._get_param("IpamPoolAllocationId")
    found = [row for row in pool.allocations if row["IpamPoolAllocationId"] == identifier]
    if not found:
        raise missing("IpamPoolAllocation", identifier)
    if found[0]["ResourceType"] != "custom":
        raise EC2ClientError(
            "IncorrectState", f"{identifier} belongs to a resource, and goes when that is deleted."
        )
    pool.allocations.remove(found[0])
    return ActionResult({"Success": True})
