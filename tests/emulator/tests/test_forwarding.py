"""Target groups of listeners and rules: what AWS takes, what it shows, what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.exceptions import ClientError

from awsemu.cfn import DeployError, Driver

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

    def balancer(self, kind: str, name: str = "") -> str:
        made = self.elbv2.create_load_balancer(
            Name=name or kind, Type=kind, Scheme="internal", Subnets=self.subnets
        )
        return made["LoadBalancers"][0]["LoadBalancerArn"]

    def listener(self, balancer: str, action: dict[str, Any], **options: Any) -> dict[str, Any]:
        made = self.elbv2.create_listener(
            LoadBalancerArn=balancer,
            DefaultActions=[{"Type": "forward", **action}],
            **options,
        )
        return made["Listeners"][0]

    def rule(self, listener: dict[str, Any], priority: int, action: dict[str, Any]) -> str:
        made = self.elbv2.create_rule(
            ListenerArn=listener["ListenerArn"],
            Conditions=[{"Field": "path-pattern", "Values": [f"/{priority}/*"]}],
            Priority=priority,
            Actions=[{"Type": "forward", **action}],
        )
        return made["Rules"][0]["RuleArn"]

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


@contextmanager
def of_another(*groups: str) -> Iterator[None]:
    """What runs in it is refused, because of these groups."""
    with pytest.raises(ClientError) as caught:
        yield
    error = caught.value.response["Error"]
    assert error["Code"] == "TargetGroupAssociationLimit"
    words = "cannot be associated with more than one load balancer: " + ", ".join(groups)
    assert error["Message"].endswith(words)


@pytest.mark.parametrize("kind", ["network", "gateway"])
def test_a_group_has_one_load_balancer(place: Place, kind: str) -> None:
    options: dict[str, Any] = TCP
    if kind == "gateway":
        options = {}
        made = place.elbv2.create_target_group(
            Name="one", Protocol="GENEVE", Port=6081, VpcId=place.vpc
        )
        group = made["TargetGroups"][0]["TargetGroupArn"]
        old, new = (
            place.elbv2.create_load_balancer(Name=name, Type=kind, Subnets=place.subnets)[
                "LoadBalancers"
            ][0]["LoadBalancerArn"]
            for name in ("old", "new")
        )
    else:
        group = place.group("one")
        old, new = place.balancer(kind, "old"), place.balancer(kind, "new")
    listener = place.listener(old, {"TargetGroupArn": group}, **options)
    with of_another(group):
        place.listener(new, {"TargetGroupArn": group}, **options)
    place.elbv2.delete_listener(ListenerArn=listener["ListenerArn"])
    moved = place.listener(new, {"TargetGroupArn": group}, **options)
    with of_another(group):
        place.listener(old, {"TargetGroupArn": group}, **options)
    place.elbv2.delete_load_balancer(LoadBalancerArn=new)
    place.listener(old, {"TargetGroupArn": group}, **options)
    assert moved["LoadBalancerArn"] == new


def test_each_of_several_groups_has_one_load_balancer(place: Place) -> None:
    blue, green, red = (place.group(name) for name in ("blue", "green", "red"))
    old, new = place.balancer("network", "old"), place.balancer("network", "new")
    first = place.listener(old, weighted((blue, 9), (green, 1)), **TCP)
    place.listener(old, {"TargetGroupArn": blue}, Port=444, Protocol="TCP")
    with of_another(blue, green):
        place.listener(new, weighted((blue, 9), (green, 1)), **TCP)
    with of_another(green):
        place.listener(new, weighted((red, 9), (green, 1)), **TCP)
    second = place.listener(new, {"TargetGroupArn": red}, **TCP)
    for action, groups in (
        (weighted((red, 1), (green, 1)), [green]),
        (weighted((blue, 1)), [blue]),
    ):
        with of_another(*groups):
            place.elbv2.modify_listener(
                ListenerArn=second["ListenerArn"], DefaultActions=[{"Type": "forward", **action}]
            )
    assert place.shown(second)["TargetGroupArn"] == red
    # The first listener gives one away, which the load balancer uses no more.
    place.elbv2.modify_listener(
        ListenerArn=first["ListenerArn"],
        DefaultActions=[{"Type": "forward", "TargetGroupArn": blue}],
    )
    place.elbv2.modify_listener(
        ListenerArn=second["ListenerArn"],
        DefaultActions=[{"Type": "forward", **weighted((red, 1), (green, 1))}],
    )


def test_rules_use_groups_as_listeners_do(place: Place) -> None:
    web, own, more = (place.group(name, "HTTP", 80) for name in ("web", "own", "more"))
    old, new = place.balancer("application", "old"), place.balancer("application", "new")
    http = {"Port": 80, "Protocol": "HTTP"}
    first = place.listener(old, {"TargetGroupArn": web}, **http)
    rule = place.rule(first, 1, {"TargetGroupArn": more})
    with of_another(more):
        place.listener(new, {"TargetGroupArn": more}, **http)
    second = place.listener(new, {"TargetGroupArn": own}, **http)
    with of_another(web, more):
        place.rule(second, 1, weighted((web, 1), (more, 1)))
    there = place.rule(second, 1, {"TargetGroupArn": own})
    with of_another(more):
        place.elbv2.modify_rule(
            RuleArn=there, Actions=[{"Type": "forward", "TargetGroupArn": more}]
        )
    place.elbv2.delete_rule(RuleArn=rule)
    place.elbv2.modify_rule(RuleArn=there, Actions=[{"Type": "forward", "TargetGroupArn": more}])


def test_a_stack_makes_the_new_listener_before_the_old_one_goes(stacks: Driver, aws) -> None:
    """So a load balancer that is replaced leaves its target groups to nobody: the update is undone."""

    def body(scheme: str) -> str:
        forward = {"Type": "forward", "TargetGroupArn": {"Ref": "Group"}}
        elb = "AWS::ElasticLoadBalancingV2"
        subnet = {"VpcId": {"Ref": "V"}, "CidrBlock": "10.0.0.0/24"}
        balancer = {"Type": "network", "Scheme": scheme, "Subnets": [{"Ref": "S"}]}
        group = {"VpcId": {"Ref": "V"}, "Protocol": "TCP", "Port": 443, "TargetType": "ip"}
        listener = {**TCP, "LoadBalancerArn": {"Ref": "Balancer"}, "DefaultActions": [forward]}
        resources = {
            "V": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
            "S": ("AWS::EC2::Subnet", subnet),
            "Balancer": (f"{elb}::LoadBalancer", balancer),
            "Group": (f"{elb}::TargetGroup", group),
            "Listener": (f"{elb}::Listener", listener),
        }
        made = {name: {"Type": kind, "Properties": of} for name, (kind, of) in resources.items()}
        return json.dumps({"Resources": made})

    stacks.deploy("s", body("internal"), {}, {})
    changes = stacks.changes("s", body("internet-facing"), {}, {})
    replaced = {row["logicalId"] for row in changes if row["replacement"] == "True"}
    assert {"Balancer", "Listener"} <= replaced
    with pytest.raises(DeployError, match="cannot be associated with more than one load balancer"):
        stacks.deploy("s", body("internet-facing"), {}, {})
    (balancer,) = aws("elbv2").describe_load_balancers()["LoadBalancers"]
    assert balancer["Scheme"] == "internal"
    (listener,) = aws("elbv2").describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])[
        "Listeners"
    ]
    assert listener["Port"] == TCP["Port"]
