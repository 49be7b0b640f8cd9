"""VPCs that get their range from a pool of IP Address Manager.

Stock moto makes a VPC only of a range that is given.
"""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.vpcs import VPCBackend
from moto.ec2.responses.vpcs import VPCs as Response

from awsemu.patches.ipam_pools import Facts, Pool, allocate, find_pool, release
from awsemu.patching import Function, wrap


@wrap(Response, "create_vpc")
def _create_vpc(original: Function, self: Any) -> Any:
    """Take the range from a pool, if one is named."""
    identifier = self._get_param("Ipv4IpamPoolId")
    block, length = self._get_param("CidrBlock"), self._get_int_param("Ipv4NetmaskLength")
    if identifier is None:
        if block is None:
            raise EC2ClientError(
                "MissingParameter", "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided."
            )
        return original(self)
    pool = find_pool(self.ec2_backend, identifier)
    _check_pool(self, pool)
    whose: Facts = {
        "ResourceType": "vpc",
        "ResourceRegion": self.region,
        "ResourceOwner": self.current_account,
    }
    made = allocate(pool, block, length, **whose)
    self.params["CidrBlock"] = made["Cidr"]
    try:
        answer = original(self)
    except EC2ClientError:
        pool.allocations.remove(made)
        raise
    made["ResourceId"] = answer.result["Vpc"].id
    return answer


def _check_pool(response: Any, pool: Pool) -> None:
    """Refuse a pool that is for another Region, or wants tags that the VPC does not have."""
    if pool.facts["Locale"] != response.region:
        raise EC2ClientError(
            "InvalidParameterValue",
            f"The locale of the pool is {pool.facts['Locale']}, not {response.region}.",
        )
    rows = response._get_param("TagSpecifications", [])
    tags = {(tag["Key"], tag.get("Value", "")) for row in rows for tag in row.get("Tags", [])}
    wanted = {(tag["Key"], tag["Value"]) for tag in pool.facts["AllocationResourceTags"]}
    if wanted - tags:
        # https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/917
        raise EC2ClientError(
            "InvalidParameterValue",
            "The resource is missing one or more of the resource tags required by the IPAM pool.",
        )


@wrap(VPCBackend, "delete_vpc")
def _delete_vpc(original: Function, self: Any, vpc_id: str) -> Any:
    """Give the range of the VPC back."""
    vpc = original(self, vpc_id)
    release(vpc_id)
    return vpc
