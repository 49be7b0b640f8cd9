"""Pools of IP Address Manager, and VPCs that get their ranges from them."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from botocore.exceptions import ClientError

REGION = "us-east-1"


@contextmanager
def refused(code: str, words: str = ""):
    with pytest.raises(ClientError) as caught:
        yield
    error = caught.value.response["Error"]
    assert error["Code"] == code
    assert words in error["Message"]


def make_pool(ec2, block: str = "10.0.0.0/20", **more) -> str:
    """An IPAM with a pool that has one range; the id of the pool."""
    ipam = ec2.create_ipam(OperatingRegions=[{"RegionName": REGION}])["Ipam"]
    wanted = {"AddressFamily": "ipv4", "Locale": REGION, **more}
    scope = ipam["PrivateDefaultScopeId"]
    pool = ec2.create_ipam_pool(IpamScopeId=scope, **wanted)["IpamPool"]["IpamPoolId"]
    ec2.provision_ipam_pool_cidr(IpamPoolId=pool, Cidr=block)
    return pool


def allocated(ec2, pool: str) -> dict[str, str]:
    rows = ec2.get_ipam_pool_allocations(IpamPoolId=pool)["IpamPoolAllocations"]
    return {row["Cidr"]: row.get("ResourceId", row["ResourceType"]) for row in rows}


def test_a_vpc_gets_the_next_free_range_and_gives_it_back(aws) -> None:
    ec2 = aws("ec2")
    pool = make_pool(ec2)
    ask = {"Ipv4IpamPoolId": pool, "Ipv4NetmaskLength": 22}
    vpcs = [ec2.create_vpc(**ask)["Vpc"] for _ in range(3)]
    blocks = [vpc["CidrBlock"] for vpc in vpcs]
    assert blocks == ["10.0.0.0/22", "10.0.4.0/22", "10.0.8.0/22"]
    assert allocated(ec2, pool) == {vpc["CidrBlock"]: vpc["VpcId"] for vpc in vpcs}
    ec2.delete_vpc(VpcId=vpcs[1]["VpcId"])
    assert "10.0.4.0/22" not in allocated(ec2, pool)
    small = ec2.create_vpc(Ipv4IpamPoolId=pool, Ipv4NetmaskLength=24)["Vpc"]
    assert small["CidrBlock"] == "10.0.4.0/24"
    chosen = ec2.create_vpc(Ipv4IpamPoolId=pool, CidrBlock="10.0.7.0/24")["Vpc"]
    assert chosen["CidrBlock"] == "10.0.7.0/24"
    assert ec2.create_vpc(**ask)["Vpc"]["CidrBlock"] == "10.0.12.0/22"


def test_what_a_pool_refuses(aws) -> None:
    ec2 = aws("ec2")
    pool = make_pool(ec2, AllocationMinNetmaskLength=20, AllocationMaxNetmaskLength=24)
    ask = {"Ipv4IpamPoolId": pool, "Ipv4NetmaskLength": 20}
    with refused("InvalidIpamPoolId.NotFound"):
        ec2.create_vpc(Ipv4IpamPoolId="ipam-pool-0a1b2c3d4e5f67890", Ipv4NetmaskLength=20)
    with refused("InvalidParameterCombination", "Exactly one of them"):
        ec2.create_vpc(**ask, CidrBlock="10.0.0.0/20")
    with refused("InvalidParameterCombination", "cannot contain empty CIDR"):
        ec2.create_vpc(Ipv4IpamPoolId=pool)
    with refused("MissingParameter"):
        ec2.create_vpc()
    with refused("InvalidParameterValue", "not within the allocation rules"):
        ec2.create_vpc(Ipv4IpamPoolId=pool, Ipv4NetmaskLength=28)
    with refused("InvalidParameterValue", "not available in the pool"):
        ec2.create_vpc(Ipv4IpamPoolId=pool, CidrBlock="192.168.0.0/20")
    vpc = ec2.create_vpc(**ask)["Vpc"]["VpcId"]
    with refused("InvalidParameterValue", "too big for the pool"):
        ec2.create_vpc(**ask)
    with refused("IncorrectState"):
        ec2.deprovision_ipam_pool_cidr(IpamPoolId=pool, Cidr="10.0.0.0/20")
    with refused("IncorrectState"):
        ec2.delete_ipam_pool(IpamPoolId=pool)
    ec2.delete_vpc(VpcId=vpc)
    ec2.deprovision_ipam_pool_cidr(IpamPoolId=pool, Cidr="10.0.0.0/20")
    ec2.delete_ipam_pool(IpamPoolId=pool)
    with refused("InvalidIpamPoolId.NotFound"):
        ec2.describe_ipam_pools(IpamPoolIds=[pool])


def test_a_pool_is_for_its_region_and_for_resources_with_its_tags(aws) -> None:
    ec2 = aws("ec2")
    far = make_pool(ec2, Locale="eu-west-1")
    with refused("InvalidParameterValue", "locale"):
        ec2.create_vpc(Ipv4IpamPoolId=far, Ipv4NetmaskLength=24)
    there = aws("ec2", region="eu-west-1")
    assert there.create_vpc(Ipv4IpamPoolId=far, Ipv4NetmaskLength=24)["Vpc"]
    team = {"Key": "team", "Value": "network"}
    tagged = make_pool(ec2, AllocationResourceTags=[team])
    ask = {"Ipv4IpamPoolId": tagged, "Ipv4NetmaskLength": 24}
    with refused("InvalidParameterValue", "tags required by the IPAM pool"):
        ec2.create_vpc(**ask)
    specification = {"ResourceType": "vpc", "Tags": [team]}
    assert ec2.create_vpc(**ask, TagSpecifications=[specification])["Vpc"]


def test_a_pool_below_another_takes_its_range_from_it(aws) -> None:
    ec2 = aws("ec2")
    top = make_pool(ec2, "10.0.0.0/8")
    (scope,) = ec2.describe_ipam_scopes(
        Filters=[{"Name": "ipam-scope-type", "Values": ["private"]}]
    )["IpamScopes"]
    below = ec2.create_ipam_pool(
        IpamScopeId=scope["IpamScopeId"],
        SourceIpamPoolId=top,
        AddressFamily="ipv4",
        Locale=REGION,
        AllocationDefaultNetmaskLength=20,
    )["IpamPool"]["IpamPoolId"]
    made = ec2.provision_ipam_pool_cidr(IpamPoolId=below, NetmaskLength=16)["IpamPoolCidr"]
    assert made["Cidr"] == "10.0.0.0/16"
    assert allocated(ec2, top) == {"10.0.0.0/16": below}
    assert ec2.create_vpc(Ipv4IpamPoolId=below)["Vpc"]["CidrBlock"] == "10.0.0.0/20"
    custom = ec2.allocate_ipam_pool_cidr(IpamPoolId=below, NetmaskLength=24)["IpamPoolAllocation"]
    assert custom["Cidr"] == "10.0.16.0/24"
    which = {"IpamPoolId": below, "IpamPoolAllocationId": custom["IpamPoolAllocationId"]}
    ec2.release_ipam_pool_allocation(**which, Cidr=custom["Cidr"])
    with refused("InvalidIpamPoolAllocationId.NotFound"):
        ec2.get_ipam_pool_allocations(**which)


def test_a_pool_is_shared_with_other_accounts(aws, new_account) -> None:
    owner, user = aws("ec2"), aws("ec2", other := new_account())
    pool = make_pool(owner)
    ask = {"Ipv4IpamPoolId": pool, "Ipv4NetmaskLength": 24}
    with refused("InvalidIpamPoolId.NotFound"):
        user.create_vpc(**ask)
    (shown,) = owner.describe_ipam_pools(IpamPoolIds=[pool])["IpamPools"]
    aws("ram").create_resource_share(
        name="pool",
        principals=[other],
        resourceArns=[shown["IpamPoolArn"]],
        allowExternalPrincipals=True,
    )
    invitations = aws("ram", other).get_resource_share_invitations()["resourceShareInvitations"]
    for row in invitations:
        aws("ram", other).accept_resource_share_invitation(
            resourceShareInvitationArn=row["resourceShareInvitationArn"]
        )
    vpc = user.create_vpc(**ask)["Vpc"]
    assert allocated(owner, pool) == {vpc["CidrBlock"]: vpc["VpcId"]}


def test_a_template_makes_a_pool_and_a_vpc_of_it(aws, stacks, template) -> None:
    ec2 = aws("ec2")
    outputs = stacks.deploy("pools", template("addresses.yaml"), {}, {})
    assert outputs["Range"] == "10.0.0.0/22"
    assert allocated(ec2, outputs["Pool"]) == {"10.0.0.0/22": outputs["Vpc"]}
    stacks.delete("pools")
    assert ec2.describe_ipams()["Ipams"] == []
