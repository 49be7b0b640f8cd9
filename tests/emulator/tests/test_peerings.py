"""Peerings of transit gateways: each side sees and changes its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from test_refusals import refused

from awsemu.inventory import raw, read

HERE, FAR, OPT_IN = "us-east-1", "ap-southeast-1", "eu-central-2"
NO_DEFAULTS = dict.fromkeys(
    ("DefaultRouteTableAssociation", "DefaultRouteTablePropagation"), "disable"
)


class Side:
    """A transit gateway with a route table."""

    def __init__(self, ec2, account: str, region: str, **options: str) -> None:
        self.ec2, self.account, self.region = ec2, account, region
        made = ec2.create_transit_gateway(Options=NO_DEFAULTS | options)["TransitGateway"]
        self.gateway = made["TransitGatewayId"]
        self.table = ec2.create_transit_gateway_route_table(TransitGatewayId=self.gateway)[
            "TransitGatewayRouteTable"
        ]["TransitGatewayRouteTableId"]

    def ask(self, other: Side, **options: Any) -> dict[str, Any]:
        return self.ec2.create_transit_gateway_peering_attachment(
            TransitGatewayId=self.gateway,
            PeerTransitGatewayId=other.gateway,
            PeerAccountId=other.account,
            PeerRegion=other.region,
            **options,
        )["TransitGatewayPeeringAttachment"]

    def shown(self, **filters: str) -> dict[str, Any]:
        """The newest of its peerings, or the one that the filters choose."""
        wanted = {"transit-gateway-id": self.gateway} | filters
        rows = self.ec2.describe_transit_gateway_peering_attachments(
            Filters=[{"Name": name, "Values": [value]} for name, value in wanted.items()]
        )["TransitGatewayPeeringAttachments"]
        return rows[-1] if rows else {}

    def own(self) -> dict[str, str]:
        return {"TransitGatewayAttachmentId": self.shown()["TransitGatewayAttachmentId"]}

    def accept(self) -> None:
        self.ec2.accept_transit_gateway_peering_attachment(**self.own())

    def pair(self) -> dict[str, str]:
        return {"TransitGatewayRouteTableId": self.table, **self.own()}

    def route(self, block: str) -> dict[str, Any]:
        return self.ec2.create_transit_gateway_route(DestinationCidrBlock=block, **self.pair())

    def routes(self) -> dict[str, str]:
        rows = self.ec2.search_transit_gateway_routes(
            TransitGatewayRouteTableId=self.table,
            Filters=[{"Name": "type", "Values": ["static"]}],
        )["Routes"]
        return {row["DestinationCidrBlock"]: row["State"] for row in rows}

    def associated(self) -> list[str]:
        rows = self.ec2.get_transit_gateway_route_table_associations(
            TransitGatewayRouteTableId=self.table
        )["Associations"]
        return [row["TransitGatewayAttachmentId"] for row in rows]


Sides = Callable[..., tuple[Side, Side]]


@pytest.fixture
def sides(aws, account: str, new_account) -> Sides:
    """Two gateways: in one account or two, in two Regions or one."""

    def make(region: str = FAR, same: bool = False, **options: str) -> tuple[Side, Side]:
        other = account if same else new_account()
        return (
            Side(aws("ec2"), account, HERE, **options),
            Side(aws("ec2", other, region), other, region, **options),
        )

    return make


def test_each_side_of_a_gateway_peering_has_its_own_view(sides: Sides, endpoint: str) -> None:
    one, two = sides()
    tags = [{"Key": "Name", "Value": "requester"}]
    asked = one.ask(
        two,
        Options={"DynamicRouting": "enable"},
        TagSpecifications=[{"ResourceType": "transit-gateway-attachment", "Tags": tags}],
    )
    assert asked["State"] == "initiatingRequest"
    assert one.shown()["State"] == two.shown()["State"] == "pendingAcceptance"
    assert one.own() == two.own()
    for side in (one, two):
        assert side.shown()["Options"] == {"DynamicRouting": "enable"}
    two.ec2.create_tags(
        Resources=list(two.own().values()), Tags=[{"Key": "Name", "Value": "accepter"}]
    )
    two.accept()
    assert one.shown()["State"] == two.shown()["State"] == "available"
    assert [side.shown()["Tags"][0]["Value"] for side in (one, two)] == ["requester", "accepter"]
    for side, other in ((one, two), (two, one)):
        (row,) = side.ec2.describe_transit_gateway_attachments()["TransitGatewayAttachments"]
        assert row["TransitGatewayId"] == side.gateway
        assert row["TransitGatewayOwnerId"] == side.account
        assert (row["ResourceType"], row["ResourceId"]) == ("peering", other.gateway)
        assert row["ResourceOwnerId"] == other.account
        assert side.shown(**{"local-owner-id": side.account, "remote-owner-id": other.account})
        assert not side.shown(**{"local-owner-id": other.account})
        vpcs = side.ec2.describe_transit_gateway_vpc_attachments()
        assert vpcs["TransitGatewayVpcAttachments"] == []

    one.ec2.associate_transit_gateway_route_table(**one.pair())
    assert one.associated() == list(one.own().values())
    assert two.associated() == []
    two.route("10.0.0.0/16")
    assert (one.routes(), two.routes()) == ({}, {"10.0.0.0/16": "active"})

    kind = "ec2/transit_gateway_peering_attachment"
    found = raw(read(endpoint, [one.account, two.account], [HERE, FAR]))
    seen = {item["scope"]: item["Tags"]["Name"] for item in found[kind]}
    assert seen == {f"{one.account}/{HERE}": "requester", f"{two.account}/{FAR}": "accepter"}
    assert "ec2/transit_gateway_vpc_attachment" not in found

    one.ec2.delete_transit_gateway_peering_attachment(**one.own())
    assert one.shown()["State"] == two.shown()["State"] == "deleted"
    assert (one.associated(), two.routes()) == ([], {"10.0.0.0/16": "blackhole"})
    assert kind not in raw(read(endpoint, [one.account, two.account], [HERE, FAR]))
    for side in (one, two):
        side.ec2.delete_transit_gateway(TransitGatewayId=side.gateway)


@pytest.mark.parametrize(
    ("region", "same_account", "same_id"),
    [(FAR, False, True), (FAR, True, True), (OPT_IN, True, False), (HERE, True, False)],
)
def test_ids_of_the_sides_differ_in_a_region_and_to_opt_in_regions(
    sides: Sides, region: str, same_account: bool, same_id: bool
) -> None:
    one, two = sides(region, same_account)
    one.ask(two)
    assert (one.own() == two.own()) is same_id
    assert one.shown()["AccepterTransitGatewayAttachmentId"] in two.own().values()
    two.accept()
    assert one.shown()["State"] == "available"


def test_a_gateway_peering_is_decided_by_the_other_side(sides: Sides) -> None:
    one, two = sides()
    one.ask(two)
    with refused("InvalidParameterValue"):
        one.accept()
    with refused("InvalidParameterValue"):
        one.ec2.reject_transit_gateway_peering_attachment(**one.own())
    with refused("DuplicateTransitGatewayAttachment"):
        one.ask(two)
    with refused("DuplicateTransitGatewayAttachment"):
        two.ask(one)
    two.ec2.reject_transit_gateway_peering_attachment(**two.own())
    assert one.shown()["State"] == two.shown()["State"] == "rejected"
    with refused("IncorrectState"):
        two.accept()
    one.ask(two)
    two.accept()
    with refused("IncorrectState"):
        two.accept()
    for side in (one, two):
        with refused("IncorrectState"):
            side.ec2.delete_transit_gateway(TransitGatewayId=side.gateway)


def test_gateways_that_are_not_there_are_not_peered(sides: Sides) -> None:
    one, two = sides()
    unknown = "tgw-0123456789abcdef0"
    one.gateway, known = unknown, one.gateway
    with refused("InvalidTransitGatewayID.NotFound"):
        one.ask(two)
    one.gateway, two.gateway = known, unknown
    one.ask(two)
    assert one.shown()["State"] == "failed"
    one.ec2.delete_transit_gateway(TransitGatewayId=known)


def test_route_tables_wait_for_a_peering(sides: Sides) -> None:
    one, two = sides()
    one.ask(two)
    for side in (one, two):
        with refused("IncorrectState"):
            side.route("10.1.0.0/16")
        with refused("IncorrectState"):
            side.ec2.associate_transit_gateway_route_table(**side.pair())
    two.accept()
    for side in (one, two):
        with refused("InvalidParameterValue"):
            side.ec2.enable_transit_gateway_route_table_propagation(**side.pair())
        with refused("InvalidRoute.NotFound"):
            side.ec2.delete_transit_gateway_route(
                TransitGatewayRouteTableId=side.table, DestinationCidrBlock="10.1.0.0/16"
            )
        side.route("10.1.0.0/16")
        with refused("RouteAlreadyExists"):
            side.route("10.1.0.0/16")
        side.ec2.associate_transit_gateway_route_table(**side.pair())
        with refused("Resource.AlreadyAssociated"):
            side.ec2.associate_transit_gateway_route_table(**side.pair())
    with refused("InvalidTransitGatewayAttachmentID.NotFound"):
        one.ec2.create_transit_gateway_route(
            DestinationCidrBlock="10.2.0.0/16",
            TransitGatewayRouteTableId=one.table,
            TransitGatewayAttachmentId="tgw-attach-0123456789abcdef0",
        )


def test_an_accepted_peering_joins_the_default_tables(sides: Sides) -> None:
    one, two = sides(DefaultRouteTableAssociation="enable", DefaultRouteTablePropagation="enable")
    one.ask(two)
    two.accept()
    for side in (one, two):
        (row,) = side.ec2.describe_transit_gateway_attachments()["TransitGatewayAttachments"]
        (gateway,) = side.ec2.describe_transit_gateways()["TransitGateways"]
        default = gateway["Options"]["AssociationDefaultRouteTableId"]
        assert row["Association"]["TransitGatewayRouteTableId"] == default
        propagations = side.ec2.get_transit_gateway_route_table_propagations(
            TransitGatewayRouteTableId=default
        )
        assert propagations["TransitGatewayRouteTablePropagations"] == []
