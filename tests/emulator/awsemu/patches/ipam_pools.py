"""What IP Address Manager holds: IPAMs, their scopes, pools of ranges and what was allocated from them.

An allocation goes with its VPC at once; on AWS that takes up to half an hour. Pools do not import ranges of
VPCs that were made without them, and nothing compares the ranges of different pools.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import ec2_backends

from awsemu.moto_state import all_backends, random_hex
from awsemu.patches.transit_gateways import is_shared_with

Facts = dict[str, Any]
Network = IPv4Network | IPv6Network


@dataclass
class Pool:
    """A pool: what AWS shows of it, its ranges, and what was allocated from them."""

    facts: Facts
    ranges: list[Facts] = field(default_factory=list)
    allocations: list[Facts] = field(default_factory=list)

    def free(self, length: int) -> str | None:
        """Return the first free range of a length, None if there is no such one."""
        taken = [ip_network(row["Cidr"]) for row in self.allocations]
        for row in self._provisioned():
            whole = ip_network(row["Cidr"])
            if length < whole.prefixlen or length > whole.max_prefixlen:
                continue
            for candidate in whole.subnets(new_prefix=length):
                if not _meets(candidate, taken):
                    return str(candidate)
        return None

    def has_free(self, block: str) -> bool:
        """Return whether a range is one of the pool's, and nobody has any of it."""
        wanted = ip_network(block)
        taken = [ip_network(row["Cidr"]) for row in self.allocations]
        inside = any(_covers(ip_network(row["Cidr"]), wanted) for row in self._provisioned())
        return inside and not _meets(wanted, taken)

    def _provisioned(self) -> list[Facts]:
        return [row for row in self.ranges if row["State"] == "provisioned"]


@dataclass
class Store:
    """What one account has in one Region. Kept on the backend, so that a reset of the server empties it."""

    ipams: dict[str, Facts] = field(default_factory=dict)
    scopes: dict[str, Facts] = field(default_factory=dict)
    pools: dict[str, Pool] = field(default_factory=dict)


def _covers(whole: Network, part: Network) -> bool:
    return whole.version == part.version and part.subnet_of(whole)  # type: ignore[arg-type]


def _meets(network: Network, others: Iterable[Network]) -> bool:
    return any(network.version == other.version and network.overlaps(other) for other in others)


def store(backend: Any) -> Store:
    """Return what the account of a backend has in its Region."""
    kept: Store = backend.__dict__.setdefault("ipam", Store())
    return kept


def visible_pools(backend: Any) -> dict[str, Pool]:
    """Return pools of the account or shared with it, in their IPAM's Region and in their own."""
    found: dict[str, Pool] = {}
    for account, region, other in all_backends(ec2_backends):
        for identifier, pool in store(other).pools.items():
            here = backend.region_name in (region, pool.facts.get("Locale"))
            mine = account == backend.account_id
            if here and (mine or is_shared_with(pool.facts["IpamPoolArn"], backend.account_id)):
                found[identifier] = pool
    return found


def find_pool(backend: Any, identifier: str) -> Pool:
    """Return a pool that an account sees; AWS's error if there is none."""
    pool = visible_pools(backend).get(identifier)
    if pool is None:
        raise missing("IpamPool", identifier)
    return pool


def missing(kind: str, identifier: str) -> EC2ClientError:
    """Build AWS's error for an id that names nothing."""
    return EC2ClientError(
        f"Invalid{kind}Id.NotFound", f"The {kind} ID '{identifier}' does not exist."
    )


def allocate(pool: Pool, block: str | None, length: int | None, **whose: Any) -> Facts:
    """Give away a range: this one, or the next free one of a length.

    The words are those that AWS answers:
    https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/1135,
    https://github.com/hashicorp/terraform-provider-aws/issues/39046. Those for a range that is taken,
    and for a range together with a length, are not checked.
    """
    if block and length:
        raise EC2ClientError(
            "InvalidParameterCombination",
            "The request cannot contain both CIDR and Netmask Length. "
            "Exactly one of them should be provided.",
        )
    length = length or pool.facts.get("AllocationDefaultNetmaskLength")
    if not block and not length:
        raise EC2ClientError(
            "InvalidParameterCombination",
            "The request cannot contain empty CIDR and Netmask Length for a pool with no default "
            "allocation netmask length set. Exactly one of them should be provided.",
        )
    if block:
        if not pool.has_free(block):
            raise EC2ClientError(
                "InvalidParameterValue", f"The CIDR '{block}' is not available in the pool."
            )
        given = block
    else:
        _check_length(pool, int(length or 0))
        found = pool.free(int(length or 0))
        if found is None:
            raise EC2ClientError(
                "InvalidParameterValue", "The allocation size is too big for the pool."
            )
        given = found
    allocation = {
        "Cidr": given,
        "IpamPoolAllocationId": f"ipam-pool-alloc-{random_hex(32)}",
        **whose,
    }
    pool.allocations.append(allocation)
    return allocation


def _check_length(pool: Pool, length: int) -> None:
    least = pool.facts.get("AllocationMinNetmaskLength") or 0
    most = pool.facts.get("AllocationMaxNetmaskLength") or 128
    if not int(least) <= length <= int(most):
        raise EC2ClientError(
            "InvalidParameterValue",
            f"The netmask length {length} is not within the allocation rules of the pool.",
        )


def release(resource: str) -> None:
    """Take back what a resource had, from whichever pool."""
    for _, _, backend in all_backends(ec2_backends):
        for pool in store(backend).pools.values():
            pool.allocations = [
                row for row in pool.allocations if row.get("ResourceId") != resource
            ]
