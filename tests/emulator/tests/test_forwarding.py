"""Listeners with several target groups: what AWS takes, what it shows, what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

STICKINESS = "TargetGroupStickinessConfig"


class Place:
    """A VPC with two subnets, and target groups."""

    def __init__(self, aws: Callable[..., Any]) -> None:
        self.ec2, self.elbv2 = aws("ec2"), aws("elbv2")
        self.vpc = self.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            self.ec2.create_subnet(
                VpcId=self.vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"us-east-1{zone}"
            )["Subnet"]["SubnetId"]
            for n, zone in enumerate("ab")
        ]

    def group(self, name: str, protocol: str = "TCP", port: int = 443) -> str:
        made = self.elbv2.create_target_group(
            Name=name, Protocol=protocol, Port=port, VpcId=self.vpc, TargetType="ip"
        )
        return made["TargetGroups"][0]["TargetGroupArn"]

    def balancer(self, kind: str) -> str:
        made = self.elbv2.create_load_balancer(
            Name=kind, Type=kind, Scheme="internal", Subnets=self.subnets
        )
        return made["LoadBalancers"][0]["LoadBalancerArn"]

    def listener(self, balancer: str, action: dict[str, Any], **options: Any) -> dict[str, Any]:
        made = self.elbv2.create_listener(
            LoadBalancerArn=balancer,
            DefaultActions=[{"Type": "forward", **action}],
            **options,
        )
        return made["Listeners"][0]

    def shown(self, listener: dict[str, Any]) -> dict[str, Any]:
        found = self.elbv2.describe_listeners(ListenerArns=[listener["ListenerArn"]])
        (action,) = found["Listeners"][0]["DefaultActions"]
        return action


@pytest.fixture
def place(aws) -> Place:
    return Place(aws)


TCP = {"Port": 443, "Protocol": "TCP"}


def weighted(*groups: tuple[str, int | None]) -> dict[str, Any]:
    rows = [
        {"TargetGroupArn": arn} | ({} if weight is None else {"Weight": weight})
        for arn, weight in groups
    ]
    return {"ForwardConfig": {"TargetGroups": rows}}


def test_one_group_is_shown_in_both_forms(place: Place) -> None:
    group, web = place.group("blue"), place.group("web", "HTTP", 80)
    first = place.listener(place.balancer("network"), {"TargetGroupArn": group}, **TCP)
    shown = place.shown(first)
    assert shown["TargetGroupArn"] == group
    assert shown["ForwardConfig"] == {"TargetGroups": [{"TargetGroupArn": group}]}
    front = place.listener(
        place.balancer("application"), weighted((web, None)), Port=80, Protocol="HTTP"
    )
    shown = place.shown(front)
    assert shown["TargetGroupArn"] == web
    assert shown["ForwardConfig"]["TargetGroups"] == [{"TargetGroupArn": web, "Weight": 1}]
    assert shown["ForwardConfig"][STICKINESS] == {"Enabled": False}


def test_weights_change_in_place_and_go_again(place: Place) -> None:
    blue, green = place.group("blue"), place.group("green")
    listener = place.listener(place.balancer("network"), {"TargetGroupArn": blue}, **TCP)

    def change(action: dict[str, Any]) -> dict[str, Any]:
        place.elbv2.modify_listener(
            ListenerArn=listener["ListenerArn"], DefaultActions=[{"Type": "forward", **action}]
        )
        return place.shown(listener)

    for weights in ((100, 0), (90, 10), (0, 999)):
        wanted = weighted((blue, weights[0]), (green, weights[1]))
        shown = change(wanted)
        assert "TargetGroupArn" not in shown
        groups = shown["ForwardConfig"]["TargetGroups"]
        assert groups == wanted["ForwardConfig"]["TargetGroups"]
    with pytest.raises(ClientError) as caught:
        place.elbv2.delete_target_group(TargetGroupArn=green)
    assert caught.value.response["Error"]["Code"] == "ResourceInUse"
    assert change({"TargetGroupArn": blue})["TargetGroupArn"] == blue
    place.elbv2.delete_target_group(TargetGroupArn=green)


def test_what_no_load_balancer_takes(place: Place) -> None:
    blue, green, packets = place.group("blue"), place.group("green"), place.group("packets", "UDP")
    balancer = place.balancer("network")
    nobody = blue.replace("blue", "nobody")
    refused = {
        "nothing": ({}, "ValidationError"),
        "no group": ({"ForwardConfig": {"TargetGroups": []}}, "ValidationError"),
        "one twice": (weighted((blue, 1), (blue, 2)), "ValidationError"),
        "two forms": (
            {"TargetGroupArn": blue, **weighted((blue, 1), (green, 1))},
            "ValidationError",
        ),
        "another group": ({"TargetGroupArn": blue, **weighted((green, 1))}, "ValidationError"),
        "no weight": (weighted((blue, 1), (green, None)), "ValidationError"),
        "too much": (weighted((blue, 1), (green, 1000)), "ValidationError"),
        "too little": (weighted((blue, 1), (green, -1)), "ValidationError"),
        "not there": (weighted((blue, 1), (nobody, 1)), "TargetGroupNotFound"),
        "protocol": (weighted((blue, 1), (packets, 1)), "IncompatibleProtocols"),
    }
    there = place.listener(balancer, {"TargetGroupArn": blue}, Port=444, Protocol="TCP")
    for what, (action, code) in refused.items():
        with pytest.raises(ClientError) as caught:
            place.listener(balancer, action, **TCP)
        assert caught.value.response["Error"]["Code"] == code, what
        with pytest.raises(ClientError) as caught:
            place.elbv2.modify_listener(
                ListenerArn=there["ListenerArn"], DefaultActions=[{"Type": "forward", **action}]
            )
        assert caught.value.response["Error"]["Code"] == code, what
    assert place.shown(there)["TargetGroupArn"] == blue
    place.listener(balancer, {"TargetGroupArn": blue, **weighted((blue, 1))}, **TCP)


def test_gateways_have_one_group_and_no_weight(place: Place) -> None:
    groups = [
        place.elbv2.create_target_group(Name=name, Protocol="GENEVE", Port=6081, VpcId=place.vpc)[
            "TargetGroups"
        ][0]["TargetGroupArn"]
        for name in ("one", "two")
    ]
    made = place.elbv2.create_load_balancer(Name="g", Type="gateway", Subnets=place.subnets)
    balancer = made["LoadBalancers"][0]["LoadBalancerArn"]
    for action, words in (
        (weighted((groups[0], 1), (groups[1], 1)), "multiple target groups"),
        (weighted((groups[0], 1)), "target group weight"),
    ):
        with pytest.raises(ClientError, match=words):
            place.listener(balancer, action)
    place.listener(balancer, {"TargetGroupArn": groups[0]})
