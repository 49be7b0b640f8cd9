"""Pools of IP Address Manager, and what was allocated from them."""

from __future__ import annotations

from awsemu.inventory.items import Item, Items, Scope, tags_of, without


def pools(scope: Scope) -> Items:
    """Read IPAMs and the pools that the account owns, with their ranges and allocations."""
    for ipam in scope.pages("ec2", "describe_ipams", "Ipams"):
        scopes = ("PublicDefaultScopeId", "PrivateDefaultScopeId")
        facts = without(ipam, "IpamId", "IpamArn", "OwnerId", "Tags", *scopes)
        facts["Tags"] = tags_of(ipam.get("Tags"))
        ids = {ipam["IpamId"]: "id", ipam["IpamArn"]: "arn"}
        yield Item("ec2/ipam", str(scope), facts, ids)
    for pool in scope.pages("ec2", "describe_ipam_pools", "IpamPools"):
        if pool["OwnerId"] != scope.account or pool["IpamRegion"] != scope.region:
            continue
        identifier = pool["IpamPoolId"]
        ranges = scope.pages("ec2", "get_ipam_pool_cidrs", "IpamPoolCidrs", IpamPoolId=identifier)
        given = scope.pages(
            "ec2", "get_ipam_pool_allocations", "IpamPoolAllocations", IpamPoolId=identifier
        )
        facts = without(pool, "IpamPoolId", "IpamPoolArn", "IpamScopeArn", "OwnerId", "Tags")
        facts["Ranges"] = [row["Cidr"] for row in ranges]
        facts["Allocations"] = [without(row, "IpamPoolAllocationId") for row in given]
        facts["Tags"] = tags_of(pool.get("Tags"))
        ids = {identifier: "id", pool["IpamPoolArn"]: "arn"}
        yield Item("ec2/ipam_pool", str(scope), facts, ids)
