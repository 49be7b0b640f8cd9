"""Stacks that peer transit gateways and VPCs."""

from __future__ import annotations

import pytest
from test_peerings import FAR, HERE, Side

from awsemu.cfn import Driver
from awsemu.inventory import raw, read


def test_a_stack_peers_gateways(
    aws, stacks: Driver, account: str, new_account, endpoint: str, template
) -> None:
    other, body = new_account(), template("gateway_peering.yaml")
    far = Side(aws("ec2", other, FAR), other, FAR)
    given = {"Peer": far.gateway, "Owner": other}
    with pytest.raises(Exception, match="does not exist"):
        stacks.deploy("wrong", body, given | {"Peer": "tgw-0123456789abcdef0"}, {})
    stacks.delete("wrong")
    outputs = stacks.deploy("peer", body, given, {})
    assert outputs["Id"] == far.own()["TransitGatewayAttachmentId"]
    assert outputs["State"] == "pendingAcceptance"
    assert outputs["Asked"]
    given |= {"Accepted": "true", "Name": "b"}
    with pytest.raises(Exception, match="invalid state"):
        stacks.deploy("peer", body, given, {})
    far.accept()
    stacks.deploy("peer", body, given, {})
    assert far.own()["TransitGatewayAttachmentId"] == outputs["Id"]
    found = raw(read(endpoint, [account], only=["ec2-transit-gateways"]))
    (peering,) = found["ec2/transit_gateway_peering_attachment"]
    (table,) = found["ec2/transit_gateway_route_table"]
    assert peering["Tags"]["Name"] == "b"
    assert table["Associations"] == [outputs["Id"]]
    assert [route["State"] for route in table["Routes"]] == ["active"]
    stacks.delete("peer")
    assert far.shown()["State"] == "deleted"


@pytest.mark.parametrize("same_account", [True, False])
def test_a_stack_peers_vpcs(
    aws, stacks: Driver, account: str, new_account, endpoint: str, template, same_account: bool
) -> None:
    other, body = account if same_account else new_account(), template("vpc_peering.yaml")
    far = aws("ec2", other, FAR)
    peer = far.create_vpc(CidrBlock="10.2.0.0/16")["Vpc"]["VpcId"]
    given = {"Peer": peer, "Owner": other}
    if not same_account:
        with pytest.raises(Exception, match="PeerRoleArn"):
            stacks.deploy("without", body, given, {})
        stacks.delete("without")
        given["Role"] = f"arn:aws:iam::{other}:role/peer"
    outputs = stacks.deploy("peer", body, given, {})
    shown = far.describe_vpc_peering_connections()["VpcPeeringConnections"]
    states = {row["VpcPeeringConnectionId"]: row["Status"]["Code"] for row in shown}
    assert states[outputs["Id"]] == "active"
    assert stacks.changes("peer", body, given, {}) == []
    stacks.delete("peer")
    assert "ec2/vpc_peering_connection" not in raw(read(endpoint, [account, other], [HERE, FAR]))
