"""Bridges by which one account does something about another's zones, shares and attachments."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from bridge_world import template
from test_sharing import Gateway, associated, propagated, share, subnets_of, vpc_of

from awsemu.cfn import DeployError, Driver
from awsemu.cloudformation.handlers.custom import ANSWER_LIMIT

REGION = "us-east-1"


class Zones:
    """Private zones of the test's account, and a VPC of another one."""

    def __init__(self, aws, consumer: str) -> None:
        self.own, self.other = aws("route53"), aws("route53", consumer)
        self.home, self.vpc = vpc_of(aws("ec2")), vpc_of(aws("ec2", consumer))

    def make(self, name: str) -> str:
        made = self.own.create_hosted_zone(
            Name=name, CallerReference=name, VPC={"VPCId": self.home, "VPCRegion": REGION}
        )
        return made["HostedZone"]["Id"].split("/")[-1]

    def rows(self, *zones: str) -> list[dict[str, str]]:
        return [{"ZoneId": zone, "VpcId": self.vpc, "VpcRegion": REGION} for zone in zones]

    def authorized(self, zone: str) -> list[str]:
        found = self.own.list_vpc_association_authorizations(HostedZoneId=zone)
        return [row["VPCId"] for row in found["VPCs"]]

    def associated(self) -> set[str]:
        found = self.other.list_hosted_zones_by_vpc(VPCId=self.vpc, VPCRegion=REGION)
        return {row["HostedZoneId"] for row in found["HostedZoneSummaries"]}


@pytest.fixture
def consumer(new_account: Callable[[], str]) -> str:
    return new_account()


@pytest.fixture
def consumer_stacks(consumer: str, endpoint: str) -> Driver:
    return Driver(endpoint, consumer, REGION)


@pytest.fixture
def zones(aws, consumer: str) -> Zones:
    return Zones(aws, consumer)


def test_zones_are_authorized_and_associated(
    zones: Zones, stacks: Driver, consumer_stacks: Driver
) -> None:
    one, two, three = (zones.make(f"{name}.example") for name in ("one", "two", "three"))

    def authorize(*wanted: str) -> str:
        return template("authorize_zones", ("Count",), Zones=zones.rows(*wanted))

    def associate(*wanted: str) -> str:
        return template("associate_zones", ("Count",), Zones=zones.rows(*wanted))

    # Nothing is left of what was begun.
    assert stacks.deploy("a", authorize(one), {}, {}) == {"Count": "1"}
    with pytest.raises(DeployError, match=f"{two}.*NotAuthorizedException"):
        consumer_stacks.deploy("early", associate(*sorted([one, two])), {}, {})
    consumer_stacks.delete("early")
    assert zones.associated() == set()

    stacks.deploy("a", authorize(one, two), {}, {})
    # What is there already is left alone.
    zones.other.associate_vpc_with_hosted_zone(
        HostedZoneId=one, VPC={"VPCId": zones.vpc, "VPCRegion": REGION}
    )
    assert consumer_stacks.deploy("s", associate(one, two), {}, {}) == {"Count": "2"}
    assert zones.associated() == {one, two}

    # An update is about the difference; what is authorized no more stays associated.
    stacks.deploy("a", authorize(three), {}, {})
    assert [zones.authorized(zone) for zone in (one, two, three)] == [[], [], [zones.vpc]]
    consumer_stacks.deploy("s", associate(two, three), {}, {})
    assert zones.associated() == {two, three}

    # What is gone already is no error, neither an association nor a zone.
    zones.other.disassociate_vpc_from_hosted_zone(
        HostedZoneId=two, VPC={"VPCId": zones.vpc, "VPCRegion": REGION}
    )
    zones.own.delete_hosted_zone(Id=two)
    consumer_stacks.delete("s")
    assert zones.associated() == set()
    zones.own.delete_vpc_association_authorization(
        HostedZoneId=three, VPC={"VPCId": zones.vpc, "VPCRegion": REGION}
    )
    stacks.delete("a")


def test_a_zone_makes_way_for_another_of_its_name(zones: Zones, consumer_stacks: Driver) -> None:
    old, new = zones.make("a.example"), zones.make("b.example")
    twin = zones.other.create_hosted_zone(
        Name="a.example",
        CallerReference="twin",
        VPC={"VPCId": zones.vpc, "VPCRegion": REGION},
    )["HostedZone"]["Id"].split("/")[-1]
    for zone in (old, new):
        zones.own.create_vpc_association_authorization(
            HostedZoneId=zone, VPC={"VPCId": zones.vpc, "VPCRegion": REGION}
        )

    def body(*wanted: str) -> str:
        return template("associate_zones", ("Count",), Zones=zones.rows(*wanted))

    # A conflict that names another zone is an error.
    with pytest.raises(DeployError, match="ConflictingDomainExists"):
        consumer_stacks.deploy("s", body(old), {}, {})
    consumer_stacks.delete("s")
    zones.other.delete_hosted_zone(Id=twin)
    consumer_stacks.deploy("s", body(old), {}, {})
    # The update fails, and goes back to what was.
    unknown = "Z0123456789ABCDEFGHIJ"
    with pytest.raises(DeployError, match="NoSuchHostedZone"):
        consumer_stacks.deploy("s", body(new, unknown), {}, {})
    assert zones.associated() == {old}
    consumer_stacks.delete("s")


@pytest.mark.parametrize("name", ["associate_zones", "authorize_zones"])
def test_many_zones_fit_into_an_answer(name: str, zones: Zones, stacks: Driver) -> None:
    rows = zones.rows(*(f"Z{number:020}" for number in range(300)))
    assert len(json.dumps(rows)) > ANSWER_LIMIT
    # None of the zones exists, so the first is refused: in short.
    with pytest.raises(DeployError, match="NoSuchHostedZone"):
        stacks.deploy("s", template(name, ("Count",), Zones=rows), {}, {})
    stacks.delete("s")
    assert stacks.deploy("t", template(name, ("Count",), Zones=[]), {}, {}) == {"Count": "0"}
    stacks.delete("t")


SHARE = ("ShareName", "SenderAccountId", "Status")


def shared_gateway(aws) -> str:
    return aws("ec2").create_transit_gateway()["TransitGateway"]["TransitGatewayArn"]


def visible(ram) -> list[str]:
    found = ram.get_resource_shares(resourceOwner="OTHER-ACCOUNTS")["resourceShares"]
    return [row["resourceShareArn"] for row in found]


def test_a_share_is_accepted_and_left(
    aws, account: str, consumer: str, consumer_stacks: Driver
) -> None:
    arn, ram = share(aws("ram"), shared_gateway(aws), consumer), aws("ram", consumer)
    body = template("accept_share", SHARE, ShareArn=arn)
    expected = {"ShareName": "s", "SenderAccountId": account, "Status": "ACTIVE"}
    assert consumer_stacks.deploy("s", body, {}, {}) == expected
    assert visible(ram) == [arn]
    # Accepted already: another stack is content with that.
    assert consumer_stacks.deploy("again", body, {}, {}) == expected
    consumer_stacks.delete("s")
    assert visible(ram) == []
    consumer_stacks.delete("again")


def test_a_share_of_the_organization_is_never_left(
    aws, account: str, consumer: str, consumer_stacks: Driver
) -> None:
    organization = aws("organizations").create_organization(FeatureSet="ALL")["Organization"]
    arn = share(aws("ram"), shared_gateway(aws), organization["Arn"])
    body = template("accept_share", SHARE, ShareArn=arn)
    assert consumer_stacks.deploy("s", body, {}, {})["Status"] == "ACTIVE"
    consumer_stacks.delete("s")
    assert visible(aws("ram", consumer)) == [arn]
    # There is one organization here, so that the accounts of all other tests see the share.
    aws("ram").delete_resource_share(resourceShareArn=arn)


def test_a_share_for_others_is_not_accepted(aws, new_account, consumer_stacks: Driver) -> None:
    arn = share(aws("ram"), shared_gateway(aws), new_account())
    with pytest.raises(DeployError, match=r"invitations: none\. Check the ARN"):
        consumer_stacks.deploy("s", template("accept_share", SHARE, ShareArn=arn), {}, {})
    consumer_stacks.delete("s")


@pytest.fixture
def gateway(aws, consumer: str) -> Gateway:
    return Gateway(aws, consumer)


def members(gateway: Gateway) -> dict[str, list[str]]:
    """Return the attachments that are in the default route tables."""
    made = gateway.ec2.describe_transit_gateways(TransitGatewayIds=[gateway.id])
    options = made["TransitGateways"][0]["Options"]
    associations = gateway.ec2.get_transit_gateway_route_table_associations(
        TransitGatewayRouteTableId=options["AssociationDefaultRouteTableId"]
    )["Associations"]
    propagations = gateway.ec2.get_transit_gateway_route_table_propagations(
        TransitGatewayRouteTableId=options["PropagationDefaultRouteTableId"]
    )["TransitGatewayRouteTablePropagations"]
    rows = {"associated": associations, "propagates": propagations}
    return {
        name: [row["TransitGatewayAttachmentId"] for row in found] for name, found in rows.items()
    }


def test_an_attachment_is_accepted_and_deleted(gateway: Gateway, stacks: Driver) -> None:
    own, outputs = gateway.attachment, ("TransitGatewayId", "VpcId")

    def body(**properties: Any) -> str:
        return template("accept_attachment", outputs, AttachmentId=own, **properties)

    def tags() -> dict[str, str]:
        return {row["Key"]: row["Value"] for row in gateway.shown().get("Tags", [])}

    made = stacks.deploy("s", body(Tags={"Name": "a", "Team": "b"}), {}, {})
    assert made == {"TransitGatewayId": gateway.id, "VpcId": gateway.shown()["VpcId"]}
    assert gateway.shown()["State"] == "available"
    assert members(gateway) == {"associated": [own], "propagates": [own]}
    assert tags() == {"Name": "a", "Team": "b"}

    changed = body(Tags={"Name": "c"}, DefaultAssociation="false", DefaultPropagation="false")
    stacks.deploy("s", changed, {}, {})
    assert members(gateway) == {"associated": [], "propagates": []}
    assert tags() == {"Name": "c"}
    stacks.deploy("s", body(), {}, {})
    assert members(gateway) == {"associated": [own], "propagates": [own]}
    assert tags() == {}
    stacks.delete("s")
    assert gateway.shown()["State"] == "deleted"


def test_what_was_never_accepted_is_not_deleted(gateway: Gateway, stacks: Driver) -> None:
    gateway.ec2.reject_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=gateway.attachment)
    body = template("accept_attachment", AttachmentId=gateway.attachment)
    with pytest.raises(DeployError, match="The attachment is rejected"):
        stacks.deploy("s", body, {}, {})
    stacks.delete("s")
    assert gateway.shown()["State"] == "rejected"
    unknown = template("accept_attachment", AttachmentId="tgw-attach-0123456789abcdef0")
    with pytest.raises(DeployError, match="The attachment is still unknown"):
        stacks.deploy("t", unknown, {}, {})
    stacks.delete("t")


def test_a_prefix_list_is_referred_to(aws, stacks: Driver, account: str) -> None:
    ec2, vpc = aws("ec2"), vpc_of(aws("ec2"))
    gateway = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    table = ec2.create_transit_gateway_route_table(TransitGatewayId=gateway)[
        "TransitGatewayRouteTable"
    ]["TransitGatewayRouteTableId"]
    attachment = ec2.create_transit_gateway_vpc_attachment(
        TransitGatewayId=gateway, VpcId=vpc, SubnetIds=subnets_of(ec2, vpc)
    )["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
    prefix_list = ec2.create_managed_prefix_list(
        PrefixListName="l", AddressFamily="IPv4", MaxEntries=1, Entries=[{"Cidr": "10.9.0.0/16"}]
    )["PrefixList"]["PrefixListId"]
    names = {"TransitGatewayRouteTableId": table, "PrefixListId": prefix_list}

    def body(**target: str) -> str:
        return template("prefix_list_reference", ("PrefixListOwnerId",), **names, **target)

    def targets() -> list[str]:
        rows = ec2.get_transit_gateway_prefix_list_references(TransitGatewayRouteTableId=table)
        return [
            row.get("TransitGatewayAttachment", {}).get("TransitGatewayAttachmentId", "none")
            for row in rows["TransitGatewayPrefixListReferences"]
        ]

    # One that is there already gets the target.
    ec2.create_transit_gateway_prefix_list_reference(**names, Blackhole=True)
    to_vpc = body(TransitGatewayAttachmentId=attachment)
    assert stacks.deploy("s", to_vpc, {}, {}) == {"PrefixListOwnerId": account}
    assert targets() == [attachment]
    stacks.deploy("s", body(Blackhole="true"), {}, {})
    assert targets() == ["none"]
    stacks.deploy("s", to_vpc, {}, {})
    stacks.delete("s")
    assert targets() == []

    stacks.deploy("gone", to_vpc, {}, {})
    ec2.delete_transit_gateway_prefix_list_reference(**names)
    stacks.delete("gone")
    stacks.deploy("tableless", to_vpc, {}, {})
    ec2.delete_transit_gateway_route_table(TransitGatewayRouteTableId=table)
    stacks.delete("tableless")


def test_a_default_table_is_chosen(aws, stacks: Driver) -> None:
    ec2, vpc = aws("ec2"), vpc_of(aws("ec2"))
    gateway = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    tables = [
        ec2.create_transit_gateway_route_table(TransitGatewayId=gateway)[
            "TransitGatewayRouteTable"
        ]["TransitGatewayRouteTableId"]
        for _ in range(2)
    ]
    first = ec2.create_transit_gateway_vpc_attachment(
        TransitGatewayId=gateway, VpcId=vpc, SubnetIds=subnets_of(ec2, vpc)
    )["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]

    def options() -> dict[str, str]:
        found = ec2.describe_transit_gateways(TransitGatewayIds=[gateway])
        return found["TransitGateways"][0]["Options"]

    made_along = options()["AssociationDefaultRouteTableId"]
    assert associated(ec2, made_along) == propagated(ec2, made_along) == [first]

    def body(kind: str, table: str) -> str:
        named = {f"{kind}RouteTableId": table}
        return template("default_table", TransitGatewayId=gateway, **named)

    stacks.deploy("a", body("Association", tables[0]), {}, {})
    assert options()["AssociationDefaultRouteTableId"] == tables[0]
    assert options()["PropagationDefaultRouteTableId"] == made_along
    assert (associated(ec2, made_along), propagated(ec2, made_along)) == ([], [first])
    stacks.deploy("p", body("Propagation", tables[1]), {}, {})
    assert options()["PropagationDefaultRouteTableId"] == tables[1]
    assert propagated(ec2, made_along) == []

    # What has joined a table meanwhile stays there.
    joined = {"TransitGatewayAttachmentId": first, "TransitGatewayRouteTableId": tables[0]}
    ec2.associate_transit_gateway_route_table(**joined)
    stacks.deploy("a", body("Association", tables[1]), {}, {})
    assert options()["AssociationDefaultRouteTableId"] == tables[1]
    assert associated(ec2, tables[0]) == [first]

    stacks.delete("a")
    assert options()["DefaultRouteTableAssociation"] == "disable"
    assert options()["DefaultRouteTablePropagation"] == "enable"
    ec2.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=first)
    ec2.delete_transit_gateway(TransitGatewayId=gateway)
    stacks.delete("p")

    other = ec2.create_transit_gateway(Options={"DefaultRouteTableAssociation": "disable"})
    gateway = other["TransitGateway"]["TransitGatewayId"]
    with pytest.raises(DeployError, match="is off"):
        stacks.deploy("off", body("Association", tables[0]), {}, {})
