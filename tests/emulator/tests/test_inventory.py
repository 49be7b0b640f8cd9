"""The inventory: equal deployments are equal, different ones are not, empty ones are empty."""

from __future__ import annotations

import copy
import json

import pytest
from place import Place

from awsemu.cfn import Driver
from awsemu.inventory import normalise, raw, read
from awsemu.inventory.__main__ import main
from awsemu.inventory.items import Item
from awsemu.inventory.normalise import is_generated

SCOPE = "111111111111/us-east-1"
BALANCERS = ["ec2-networks", "elbv2"]


def deployment(suffix: str) -> list[Item]:
    """Two alike groups, one used by the balancer with a generated name, one by nobody."""
    group = {"Description": "g", "VpcId": f"vpc-{suffix}", "Rules": [{"Port": 1}, {"Port": 2}]}
    arn = f"arn:aws:elb:us-east-1:111111111111:loadbalancer/net/n-{suffix}/{suffix}"
    return [
        Item("ec2/vpc", SCOPE, {"Tags": {"Name": "main"}}, {f"vpc-{suffix}": "id"}),
        Item("ec2/security_group", SCOPE, group, {f"sg-1{suffix}": "id"}),
        Item("ec2/security_group", SCOPE, copy.deepcopy(group), {f"sg-2{suffix}": "id"}),
        Item(
            "elbv2/load_balancer",
            SCOPE,
            {"SecurityGroups": [f"sg-1{suffix}"], "LoadBalancerName": f"stack-n-{suffix}"},
            {arn: "arn", f"n-{suffix}.elb.amazonaws.com": "dns"},
            "network",
        ),
        Item(
            "route53/hosted_zone",
            SCOPE,
            {"Records": [{"Alias": f"N-{suffix}.elb.amazonaws.com".replace("N", "n")}]},
            {f"Z{suffix}": "id"},
            "example.com.",
        ),
    ]


ONE, TWO = "0AAAAAAAAAA1", "0BBBBBBBBBB2"


def test_equal_deployments_are_equal_in_any_order() -> None:
    one, two = deployment(ONE), deployment(TWO)
    assert raw(one) != raw(two)
    swapped = [two[0], two[2], two[1], *two[:2:-1]]
    swapped[-1].facts, swapped[1].facts = swapped[-1].facts, swapped[1].facts
    assert normalise(one) == normalise(two) == normalise(swapped)


def test_a_changed_property_breaks_equality_and_moves_nothing_else() -> None:
    one, two = normalise(deployment(ONE)), deployment(TWO)
    two[1].facts["Rules"][0]["Port"] = 3
    other = normalise(two)
    assert one != other
    assert one["route53/hosted_zone"] == other["route53/hosted_zone"]


def test_what_is_chance_shows_only_raw() -> None:
    def interface(address: str) -> list[Item]:
        ids = {"eni-0123456789abcdef0": "id"}
        return [Item("ec2/network_interface", SCOPE, {}, ids, chance={"Addresses": [address]})]

    one, two = interface("10.0.0.4"), interface("10.0.0.5")
    assert raw(one)["ec2/network_interface"][0]["Addresses"] == ["10.0.0.4"]
    assert normalise(one) == normalise(two)


def test_who_is_referred_to_matters() -> None:
    one, two = deployment(ONE), deployment(TWO)
    two[3].facts["SecurityGroups"] = [f"sg-1{TWO}", f"sg-2{TWO}"]
    assert normalise(one) != normalise(two)


def test_what_stands_beside_a_reference_tells_equal_resources_apart() -> None:
    def listener(weights: dict[str, int], swapped: bool = False) -> list[Item]:
        groups = [Item("group", SCOPE, {}, {f"group-{name}": "arn"}) for name in "ab"]
        rows = [{"Arn": f"group-{name}", "Weight": weight} for name, weight in weights.items()]
        return [*(reversed(groups) if swapped else groups), Item("listener", SCOPE, {"To": rows})]

    one = normalise(listener({"a": 3, "b": 1}))
    assert one == normalise(listener({"b": 3, "a": 1}))
    assert one == normalise(listener({"a": 3, "b": 1}, swapped=True))
    assert one != normalise(listener({"a": 3, "b": 2}))


def test_symbols_say_what_a_resource_is() -> None:
    found = normalise(deployment(ONE))
    (balancer,) = found["elbv2/load_balancer"]
    assert balancer["symbol"] == "elbv2/load_balancer/network"
    assert balancer["LoadBalancerName"] == "(generated)"
    assert balancer["SecurityGroups"][0].startswith("<ec2/security_group#")
    (zone,) = found["route53/hosted_zone"]
    assert zone["Records"] == [{"Alias": "<elbv2/load_balancer/network dns>"}]


def test_ids_of_what_is_not_read_decide_no_order() -> None:
    """Without subnets and groups their ids stay, in the place that the rest of an entry gives them."""

    def balancer(*subnets: str) -> list:
        zones = [
            {"SubnetId": f"subnet-{subnet * 17}", "ZoneName": f"us-east-1{zone}"}
            for subnet, zone in zip(subnets, "ab", strict=True)
        ]
        (entry,) = normalise([Item("b", SCOPE, {"AvailabilityZones": zones})])["b"]
        return entry["AvailabilityZones"]

    one, two = balancer("1", "2"), balancer("2", "1")
    assert one != two
    for zones in (one, two):
        assert [zone["ZoneName"] for zone in zones] == ["us-east-1a", "us-east-1b"]


def test_accounts_are_numbered() -> None:
    item = Item("a", SCOPE, {"Owner": "111111111111", "Other": "222222222222"})
    (entry,) = normalise([item], ["111111111111"])["a"]
    assert entry["scope"] == "account:1/us-east-1"
    assert (entry["Owner"], entry["Other"]) == ("account:1", "222222222222")


@pytest.mark.parametrize(
    ("name", "generated"),
    [
        ("stack-Nlb-1A2B3C4D5E6F", True),
        ("stack-bucket-1a2b3c4d5e6f", True),
        ("tf-lb-20241121101500123400000001", True),
        ("balancer-1a2b3c4", True),
        ("my-load-balancer", False),
        ("network-loadbalancer", False),
        ("svc-nlb", False),
    ],
)
def test_generated_names_are_told_from_given_ones(name: str, generated: bool) -> None:
    assert is_generated(name) is generated


def test_two_stacks_of_one_template_read_alike_and_leave_nothing(
    endpoint: str, new_account, template, capsys, remove_validation_records
) -> None:
    readings = []
    body = template("load_balancing.yaml")
    for stack in ("first", "another-stack"):
        account = new_account()
        driver = Driver(endpoint, account, "us-east-1")
        driver.deploy(stack, body, {}, {})
        readings.append(normalise(read(endpoint, [account]), [account]))
        arguments = ["--endpoint", endpoint, "--account", account]
        assert main([*arguments, "--empty"]) == 1
        assert "not empty" in capsys.readouterr().err
        remove_validation_records(account)
        driver.delete(stack)
        assert main([*arguments, "--empty"]) == 0, capsys.readouterr().out
    assert readings[0] == readings[1]
    kinds = set(readings[0])
    assert {"ec2/vpc", "elbv2/load_balancer", "elbv2/listener", "acm/certificate"} <= kinds


def test_a_different_parameter_shows(endpoint: str, new_account, template) -> None:
    readings, kinds = [], ["ec2-networks", "ec2-security-groups", "elbv2"]
    for value in ("true", "false"):
        account = new_account()
        driver = Driver(endpoint, account, "us-east-1")
        driver.deploy("s", template("load_balancing.yaml"), {"CrossZone": value}, {})
        readings.append(normalise(read(endpoint, [account], only=kinds), [account]))
    one, two = (json.dumps(r["elbv2/load_balancer"], sort_keys=True) for r in readings)
    assert one != two
    assert one.replace('cross_zone.enabled": "true', 'cross_zone.enabled": "false') == two


def test_what_was_chosen_of_an_address_is_compared(endpoint: str, new_account, clients) -> None:
    """Amazon picks the range, so only the rest of a fixed IPv6 address can be the same twice."""

    def addresses(end: str) -> list:
        account = new_account()
        ec2, elbv2 = (clients.get(name, account, "us-east-1") for name in ("ec2", "elbv2"))
        place = Place(ec2, elbv2)
        fixed = [
            {"SubnetId": subnet, "IPv6Address": block.replace("/64", end)}
            for subnet, block in zip(place.subnets, place.blocks, strict=False)
        ]
        place.balancer(Subnets=[], SubnetMappings=fixed, IpAddressType="dualstack")
        found = normalise(read(endpoint, [account], only=BALANCERS), [account])
        (balancer,) = found["elbv2/load_balancer"]
        return balancer["AvailabilityZones"]

    assert addresses("10") == addresses("10")
    assert addresses("10") != addresses("11")


@pytest.mark.parametrize(("enabled", "same"), [("false", True), ("true", False)])
def test_where_logs_go_counts_while_there_are_any(
    endpoint: str, new_account, clients, enabled: str, same: bool
) -> None:
    def attributes(bucket: str) -> dict:
        account = new_account()
        ec2, elbv2 = (clients.get(name, account, "us-east-1") for name in ("ec2", "elbv2"))
        wanted = {"access_logs.s3.enabled": enabled, "access_logs.s3.bucket": bucket}
        elbv2.modify_load_balancer_attributes(
            LoadBalancerArn=Place(ec2, elbv2).balancer(),
            Attributes=[{"Key": key, "Value": value} for key, value in wanted.items()],
        )
        found = normalise(read(endpoint, [account], only=BALANCERS), [account])
        (balancer,) = found["elbv2/load_balancer"]
        return balancer["Attributes"]

    assert (attributes("logs") == attributes("others")) is same
