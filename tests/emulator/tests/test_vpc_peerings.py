"""Peerings of VPCs and what goes along with them: routes, options, zones of other Regions."""

from __future__ import annotations

import pytest
from test_refusals import refused

HERE, FAR = "us-east-1", "ap-southeast-1"


class Vpcs:
    """Two VPCs, each with a route table, and a peering that one asked for."""

    def __init__(self, aws, account: str, other: str, region: str) -> None:
        self.one, self.two = aws("ec2", account), aws("ec2", other, region)
        sides, blocks = (self.one, self.two), ("10.1.0.0/16", "10.2.0.0/16")
        self.vpcs = [
            ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"]
            for ec2, block in zip(sides, blocks, strict=True)
        ]
        self.tables = [
            ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
            for ec2, vpc in zip(sides, self.vpcs, strict=True)
        ]
        self.wanted = {
            "VpcId": self.vpcs[0],
            "PeerVpcId": self.vpcs[1],
            "PeerOwnerId": other,
            "PeerRegion": region,
        }
        made = self.one.create_vpc_peering_connection(**self.wanted)
        self.named = {
            "VpcPeeringConnectionId": made["VpcPeeringConnection"]["VpcPeeringConnectionId"]
        }

    def status(self) -> list[str]:
        return [
            ec2.describe_vpc_peering_connections()["VpcPeeringConnections"][0]["Status"]["Code"]
            for ec2 in (self.one, self.two)
        ]

    def route(self, ec2, table: str, block: str, call: str = "create_route") -> None:
        getattr(ec2, call)(RouteTableId=table, DestinationCidrBlock=block, **self.named)

    def route_state(self) -> str:
        (table,) = self.one.describe_route_tables(RouteTableIds=[self.tables[0]])["RouteTables"]
        (route,) = (row for row in table["Routes"] if "VpcPeeringConnectionId" in row)
        return route["State"]

    def allow(self, ec2, *sides: str, name: str = "AllowDnsResolutionFromRemoteVpc") -> None:
        options = {f"{side}PeeringConnectionOptions": {name: True} for side in sides}
        ec2.modify_vpc_peering_connection_options(**self.named, **options)


@pytest.mark.parametrize(
    ("region", "same_account"), [(FAR, True), (FAR, False), (HERE, True), (HERE, False)]
)
def test_each_side_changes_its_own_options(
    aws, account: str, new_account, region: str, same_account: bool
) -> None:
    both = Vpcs(aws, account, account if same_account else new_account(), region)
    inside = (region, same_account) == (HERE, True)
    with refused("OperationNotPermitted"):
        both.allow(both.one, "Requester")
    if not inside:
        with refused("OperationNotPermitted"):
            both.one.accept_vpc_peering_connection(**both.named)
    both.two.accept_vpc_peering_connection(**both.named)
    assert both.status() == ["active", "active"]
    if inside:
        both.allow(both.one, "Requester", "Accepter")
    else:
        with refused("OperationNotPermitted"):
            both.allow(both.one, "Requester", "Accepter")
        with refused("OperationNotPermitted"):
            both.allow(both.two, "Requester")
        both.allow(both.one, "Requester")
        both.allow(both.two, "Accepter")
    if region != HERE:
        with refused("OperationNotPermitted"):
            both.allow(both.one, "Requester", name="AllowEgressFromLocalClassicLinkToRemoteVpc")
    for ec2 in (both.one, both.two):
        (seen,) = ec2.describe_vpc_peering_connections()["VpcPeeringConnections"]
        for side in ("Requester", "Accepter"):
            options = seen[f"{side}VpcInfo"]["PeeringOptions"]
            assert options["AllowDnsResolutionFromRemoteVpc"] is True
    both.two.delete_vpc_peering_connection(**both.named)
    assert both.status() == ["deleted", "deleted"]


def test_a_route_is_a_blackhole_while_its_peering_is_not_active(
    aws, account: str, new_account
) -> None:
    both = Vpcs(aws, account, new_account(), FAR)
    with refused("VpcPeeringConnectionAlreadyExists"):
        both.one.create_vpc_peering_connection(**both.wanted)
    both.route(both.one, both.tables[0], "10.2.0.0/16")
    assert both.route_state() == "blackhole"
    both.two.accept_vpc_peering_connection(**both.named)
    assert both.route_state() == "active"
    both.route(both.two, both.tables[1], "10.1.0.0/16")
    third = both.one.create_vpc(CidrBlock="10.3.0.0/16")["Vpc"]["VpcId"]
    table = both.one.create_route_table(VpcId=third)["RouteTable"]["RouteTableId"]
    with refused("InvalidParameterValue"):
        both.route(both.one, table, "10.2.0.0/16")
    both.two.delete_vpc_peering_connection(**both.named)
    assert both.route_state() == "blackhole"
    with refused("InvalidVpcPeeringConnectionID.NotFound"):
        both.route(both.one, both.tables[0], "10.2.0.0/17")
    with refused("InvalidVpcPeeringConnectionID.NotFound"):
        both.route(both.one, both.tables[0], "10.2.0.0/16", "replace_route")
    both.named = {"VpcPeeringConnectionId": "pcx-0123456789abcdef0"}
    with refused("InvalidVpcPeeringConnectionID.NotFound"):
        both.route(both.one, both.tables[0], "10.9.0.0/16")
    # What is gone is in nobody's way.
    both.one.create_vpc_peering_connection(**both.wanted)


def test_a_zone_takes_vpcs_of_other_regions_and_accounts(aws, account: str, new_account) -> None:
    def vpc(owner: str, region: str) -> dict[str, str]:
        made = aws("ec2", owner, region).create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        return {"VPCId": made, "VPCRegion": region}

    other = new_account()
    near, far, foreign = vpc(account, HERE), vpc(account, FAR), vpc(other, FAR)
    route53, theirs = aws("route53"), aws("route53", other)
    elsewhere = [far | {"VPCRegion": HERE}, near | {"VPCId": "vpc-0123456789abcdef0"}, foreign]
    for wrong in elsewhere:
        with refused("InvalidVPCId"):
            route53.create_hosted_zone(Name="a.internal", CallerReference="1", VPC=wrong)
    zone = route53.create_hosted_zone(Name="a.internal", CallerReference="2", VPC=near)
    named = {"HostedZoneId": zone["HostedZone"]["Id"]}
    for wrong in elsewhere:
        with refused("InvalidVPCId"):
            route53.associate_vpc_with_hosted_zone(**named, VPC=wrong)
    route53.associate_vpc_with_hosted_zone(**named, VPC=far)
    with refused("NotAuthorizedException"):
        theirs.associate_vpc_with_hosted_zone(**named, VPC=foreign)
    with refused("InvalidVPCId"):
        route53.create_vpc_association_authorization(**named, VPC=foreign | {"VPCRegion": HERE})
    route53.create_vpc_association_authorization(**named, VPC=foreign)
    theirs.associate_vpc_with_hosted_zone(**named, VPC=foreign)
    found = route53.get_hosted_zone(Id=zone["HostedZone"]["Id"])["VPCs"]
    assert sorted(row["VPCRegion"] for row in found) == [FAR, FAR, HERE]
    listed = theirs.list_hosted_zones_by_vpc(VPCId=foreign["VPCId"], VPCRegion=FAR)
    assert [row["Name"] for row in listed["HostedZoneSummaries"]] == ["a.internal."]
