"""Bridges: the functions that templates carry for what CloudFormation has no resource type for."""

from __future__ import annotations

import ast
import json
import re

import botocore
import botocore.session
import pytest
from botocore.exceptions import ClientError
from bridge_world import DOMAIN, FOLDER, NAMES, PRIVATE_NAME, World, code_of, facts_of, template

from awsemu.cfn import DeployError, Driver
from awsemu.cloudformation.handlers.custom import ANSWER_LIMIT
from awsemu.inventory import normalise, raw, read

CODE_LIMIT = 4096
"""Characters that inline code may have."""

IMPLIED = {
    "ec2:DescribeVpcs",
    "route53:AssociateVPCWithHostedZone",
    "vpce:AllowMultiRegion",
}
"""Actions without a call of their own: AWS asks for them when it serves another call."""


def called_actions(code: str) -> set[str]:
    """Return the actions of all calls that code names, of the services that it has clients for."""
    words, actions = set(re.findall(r"\w+", code)), set()
    for service in re.findall(r'boto3\.client\("(\w+)"\)', code):
        model = botocore.session.get_session().get_service_model(service)
        actions |= {
            f"{service}:{operation}"
            for operation in model.operation_names
            if botocore.xform_name(operation) in words
        }
    return actions


@pytest.fixture
def world(aws, new_account) -> World:
    return World(aws, new_account())


@pytest.fixture
def consumer_stacks(world: World, endpoint: str) -> Driver:
    return Driver(endpoint, world.consumer_account, "us-east-1")


def test_every_bridge_is_described() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == NAMES
    assert NAMES


@pytest.mark.parametrize("name", NAMES)
def test_code_fits_and_permissions_are_those_of_its_calls(name: str) -> None:
    code, facts = code_of(name), facts_of(name)
    assert len(code) < CODE_LIMIT
    assert set(facts) >= {"summary", "properties", "attributes", "timeout_seconds", "permissions"}
    assert 60 <= facts["timeout_seconds"] <= 900
    imported = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported <= {"time", "boto3", "cfnresponse", "botocore.exceptions"}
    granted = {action for entry in facts["permissions"] for action in entry["actions"]}
    needed = called_actions(code)
    assert needed <= granted <= needed | IMPLIED
    for entry in facts["permissions"]:
        if all(action.startswith("ec2:Describe") for action in entry["actions"]):
            assert entry["resources"] == "*"  # AWS takes nothing narrower.
        elif entry["resources"] == "*":
            assert all(action.split(":")[1].startswith("Get") for action in entry["actions"])
    assert set(re.findall(r'properties\.get\("(\w+)"', code)) == set(facts["properties"])


def test_a_connection_is_accepted_and_rejected(world: World, stacks: Driver) -> None:
    name, first, second = "accept_connection", world.endpoint(), world.endpoint()
    body = template(name, ("State",), ServiceId=world.service, EndpointId=first)
    assert stacks.deploy("s", body, {}, {}) == {"State": "available"}
    assert world.states() == {first: "available", second: "pendingAcceptance"}
    assert stacks.changes("s", body, {}, {}) == []

    body = template(name, ("State",), ServiceId=world.service, EndpointId=second)
    stacks.deploy("s", body, {}, {})
    assert world.states() == {first: "rejected", second: "available"}

    stacks.delete("s")
    assert world.states() == {first: "rejected", second: "rejected"}


def test_a_connection_that_is_accepted_or_gone_is_no_error(world: World, stacks: Driver) -> None:
    name, endpoint = "accept_connection", world.endpoint()
    world.accept(endpoint)
    body = template(name, ServiceId=world.service, EndpointId=endpoint)
    stacks.deploy("accepted", body, {}, {})
    world.consumer.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
    stacks.delete("accepted")

    again = world.endpoint()
    stacks.deploy("service", template(name, ServiceId=world.service, EndpointId=again), {}, {})
    world.consumer.delete_vpc_endpoints(VpcEndpointIds=[again])
    world.provider.delete_vpc_endpoint_service_configurations(ServiceIds=[world.service])
    stacks.delete("service")


def test_what_is_kept_outlives_its_resource(
    world: World, stacks: Driver, consumer_stacks: Driver
) -> None:
    world.prove(world.name_service(), DOMAIN)
    world.provider.start_vpc_endpoint_service_private_dns_verification(ServiceId=world.service)
    first, second = world.endpoint(), world.endpoint()
    body = template("accept_connection", ServiceId=world.service, EndpointId=first, Kept="true")
    stacks.deploy("s", body, {}, {})
    stacks.deploy("s", body.replace(first, second), {}, {})
    assert world.states() == {first: "available", second: "available"}
    stacks.delete("s")
    assert world.states() == {first: "available", second: "available"}

    names = {"EndpointId": first, "PrivateDnsEnabled": "true", "Kept": "true"}
    consumer_stacks.deploy("s", template("endpoint_private_dns", **names), {}, {})
    consumer_stacks.delete("s")
    assert world.shown(first)["PrivateDnsEnabled"] is True


def test_a_connection_that_does_not_exist_fails_and_can_be_deleted(
    world: World, stacks: Driver
) -> None:
    body = template("accept_connection", ServiceId=world.service, EndpointId="vpce-0123")
    with pytest.raises(DeployError, match="has no connection from vpce-0123"):
        stacks.deploy("s", body, {}, {})
    stacks.delete("s")


def test_a_failed_change_of_connection_is_taken_back(world: World, stacks: Driver) -> None:
    endpoint = world.endpoint()
    body = template("accept_connection", ServiceId=world.service, EndpointId=endpoint)
    stacks.deploy("s", body, {}, {})
    with pytest.raises(DeployError, match="has no connection"):
        stacks.deploy("s", body.replace(endpoint, "vpce-0123"), {}, {})
    assert world.states() == {endpoint: "available"}
    stacks.delete("s")
    assert world.states() == {endpoint: "rejected"}


def test_a_name_is_verified_and_verified_again_when_it_changes(
    world: World, stacks: Driver
) -> None:
    world.prove(world.name_service(), DOMAIN)
    properties = {"ServiceId": world.service, "PrivateDnsName": PRIVATE_NAME}
    body = template("verify_private_dns_name", ("State",), **properties)
    assert stacks.deploy("s", body, {}, {}) == {"State": "verified"}
    assert world.configuration()["PrivateDnsNameConfiguration"]["State"] == "verified"

    name = f"other.{DOMAIN}.net"
    record = world.name_service(name)
    with pytest.raises(DeployError, match="Check that public DNS answers") as refused:
        stacks.deploy("s", body.replace(PRIVATE_NAME, name), {}, {})
    assert f"{record['Name']}.{name}" in str(refused.value)
    assert record["Value"] in str(refused.value)
    world.prove(record, f"{DOMAIN}.net")
    outputs = stacks.deploy("s", body.replace(PRIVATE_NAME, name), {}, {})
    assert outputs == {"State": "verified"}

    stacks.delete("s")
    assert world.configuration()["PrivateDnsNameConfiguration"]["State"] == "verified"


def test_a_name_is_verified_again_when_its_proof_changes(world: World, stacks: Driver) -> None:
    def verified(proof: str) -> None:
        properties = {"ServiceId": world.service, "PrivateDnsName": PRIVATE_NAME, "Proof": proof}
        stacks.deploy("s", template("verify_private_dns_name", **properties), {}, {})
        assert world.configuration()["PrivateDnsNameConfiguration"]["State"] == "verified"

    first = world.name_service()
    world.prove(first, DOMAIN)
    verified(first["Value"])
    second = world.name_service()
    assert second["Value"] != first["Value"]
    world.prove(second, PRIVATE_NAME)
    verified(second["Value"])


def test_nobody_waits_for_a_verification_unasked(world: World, stacks: Driver) -> None:
    world.name_service()
    properties = {"ServiceId": world.service, "PrivateDnsName": PRIVATE_NAME}
    body = template(
        "verify_private_dns_name", ("State",), WaitForVerification="false", **properties
    )
    assert stacks.deploy("s", body, {}, {}) == {"State": "failed"}
    with pytest.raises(DeployError, match="Check that public DNS answers"):
        stacks.deploy(
            "t", template("verify_private_dns_name", TimeoutMinutes="1", **properties), {}, {}
        )
    stacks.delete("t")


def test_private_dns_is_switched_once_accepted(
    world: World, stacks: Driver, consumer_stacks: Driver
) -> None:
    world.prove(world.name_service(), DOMAIN)
    world.provider.start_vpc_endpoint_service_private_dns_verification(ServiceId=world.service)
    name, endpoint = "endpoint_private_dns", world.endpoint()
    body = template(name, ("PrivateDnsEnabled",), EndpointId=endpoint, PrivateDnsEnabled="true")
    with pytest.raises(DeployError, match="Its service's owner has to"):
        consumer_stacks.deploy("early", body, {}, {})
    consumer_stacks.delete("early")

    world.accept(endpoint)
    outputs = consumer_stacks.deploy("s", body, {}, {})
    assert outputs == {"PrivateDnsEnabled": "true"}
    assert world.shown(endpoint)["PrivateDnsEnabled"] is True
    assert world.shown(endpoint)["DnsEntries"][-1]["DnsName"] == PRIVATE_NAME
    consumer_stacks.deploy(
        "s", template(name, EndpointId=endpoint, PrivateDnsEnabled="false"), {}, {}
    )
    assert world.shown(endpoint)["PrivateDnsEnabled"] is False
    consumer_stacks.deploy("s", body, {}, {})
    consumer_stacks.delete("s")
    assert world.shown(endpoint)["PrivateDnsEnabled"] is False

    consumer_stacks.deploy("gone", body, {}, {})
    world.consumer.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
    consumer_stacks.delete("gone")


def test_a_new_endpoint_takes_its_name_from_the_one_before(
    world: World, consumer_stacks: Driver
) -> None:
    world.prove(world.name_service(), DOMAIN)
    heir = world.offer(AcceptanceRequired=False, PrivateDnsName=PRIVATE_NAME)
    world.prove(heir["PrivateDnsNameConfiguration"], PRIVATE_NAME)
    for service in (world.service, heir["ServiceId"]):
        world.provider.start_vpc_endpoint_service_private_dns_verification(ServiceId=service)
    first, second = world.endpoint(), world.endpoint(heir["ServiceName"])
    world.accept(first)

    def named() -> list[bool]:
        return [world.shown(endpoint)["PrivateDnsEnabled"] for endpoint in (first, second)]

    properties = {"EndpointId": first, "PrivateDnsEnabled": "true", "Kept": "true"}
    body = template("endpoint_private_dns", **properties)
    consumer_stacks.deploy("s", body, {}, {})
    with pytest.raises(ClientError, match="conflicting DNS domain"):
        world.consumer.modify_vpc_endpoint(VpcEndpointId=second, PrivateDnsEnabled=True)
    assert named() == [True, False]

    # What fails afterwards takes the change back.
    broken = json.loads(body.replace(first, second))
    bridge = broken["Resources"]["Bridge"]
    of_nothing = {**bridge["Properties"], "EndpointId": "vpce-0123"}
    broken["Resources"]["Broken"] = {
        "Type": bridge["Type"],
        "Properties": of_nothing,
        "DependsOn": "Bridge",
    }
    with pytest.raises(DeployError, match="vpce-0123"):
        consumer_stacks.deploy("s", json.dumps(broken), {}, {})
    assert named() == [True, False]

    consumer_stacks.deploy("s", body.replace(first, second), {}, {})
    assert named() == [False, True]
    consumer_stacks.deploy("s", body, {}, {})
    assert named() == [True, False]
    consumer_stacks.deploy("s", body.replace(first, second), {}, {})
    world.consumer.delete_vpc_endpoints(VpcEndpointIds=[first])
    # An endpoint that waits for its acceptance takes nothing.
    waiting = world.endpoint()
    with pytest.raises(DeployError, match="owner has to accept"):
        consumer_stacks.deploy("s", body.replace(first, waiting), {}, {})
    assert world.shown(second)["PrivateDnsEnabled"] is True


DETAILS = (
    "State",
    "NetworkInterfaceIds",
    "DnsNames",
    "RegionalDnsName",
    "RegionalHostedZoneId",
)
BY_ZONE = ("Zonal", "Ipv4")


def zone_ids(ec2, subnets: list[str]) -> list[str]:
    rows = ec2.describe_subnets(SubnetIds=subnets)["Subnets"]
    return [row["AvailabilityZoneId"] for row in rows]


def test_details_are_those_of_the_endpoint(world: World, consumer_stacks: Driver) -> None:
    endpoint = world.endpoint()
    zones = zone_ids(world.consumer, world.subnets)
    wanted = (*DETAILS, *(f"{kind}.{zone}" for zone in zones for kind in BY_ZONE))
    body = template("endpoint_details", wanted, EndpointId=endpoint)
    waiting = consumer_stacks.deploy("s", body, {}, {})
    assert waiting["State"] == "pendingAcceptance"
    assert len(waiting) == len(wanted)

    world.accept(endpoint)
    body = template("endpoint_details", wanted, EndpointId=endpoint, Accepted="true")
    outputs = consumer_stacks.deploy("s", body, {}, {})
    shown = world.shown(endpoint)
    regional, *zonal = shown["DnsEntries"]
    interfaces = world.consumer.describe_network_interfaces(
        NetworkInterfaceIds=shown["NetworkInterfaceIds"]
    )["NetworkInterfaces"]
    addresses = {row["SubnetId"]: row["PrivateIpAddress"] for row in interfaces}
    expected = {
        "State": "available",
        "NetworkInterfaceIds": ",".join(sorted(shown["NetworkInterfaceIds"])),
        "DnsNames": ",".join(entry["DnsName"] for entry in shown["DnsEntries"]),
        "RegionalDnsName": regional["DnsName"],
        "RegionalHostedZoneId": regional["HostedZoneId"],
    }
    for zone, entry, subnet in zip(zones, zonal, world.subnets, strict=True):
        expected[re.sub(r"\W", "", f"Zonal.{zone}")] = entry["DnsName"]
        expected[re.sub(r"\W", "", f"Ipv4.{zone}")] = addresses[subnet]
    assert outputs == expected

    # A zone that the endpoint is not in, but that the template speaks of.
    elsewhere = tuple(f"{kind}.use1-az9" for kind in BY_ZONE)
    subnets = {"use1-az9": world.subnets[0]}
    body = template("endpoint_details", elsewhere, EndpointId=endpoint, Subnets=subnets)
    assert consumer_stacks.deploy("s", body, {}, {}) == {
        re.sub(r"\W", "", name): "" for name in elsewhere
    }
    consumer_stacks.delete("s")
    assert world.shown(endpoint)["State"] == "available"


def test_details_of_an_endpoint_that_is_gone(world: World, consumer_stacks: Driver) -> None:
    endpoint = world.endpoint()
    body = template("endpoint_details", EndpointId=endpoint)
    consumer_stacks.deploy("s", body, {}, {})
    world.consumer.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
    consumer_stacks.delete("s")
    with pytest.raises(DeployError, match="NotFound"):
        consumer_stacks.deploy("t", body, {}, {})
    consumer_stacks.delete("t")


def test_an_answer_has_room_for_six_zones() -> None:
    """Names as long as they get, with private ones, and addresses."""
    name = "vpce-0123456789abcdef0-01234567-us-gov-west-1a.vpce-svc-0123456789abcdef0." + (
        "us-gov-west-1.vpce.amazonaws.com"
    )
    data = {
        "NetworkInterfaceIds": ",".join(["eni-0123456789abcdef0"] * 6),
        "DnsNames": ",".join([name] * 8),
        "RegionalDnsName": name,
    }
    for number in range(6):
        data[f"Zonal.usgw1-az{number}"] = name
        data[f"Ipv4.usgw1-az{number}"] = "255.255.255.255"
    assert len(json.dumps(data)) < ANSWER_LIMIT - 1000


def test_the_machinery_of_bridges_is_no_part_of_the_state(
    world: World, consumer_stacks: Driver, endpoint: str
) -> None:
    body = template("endpoint_details", EndpointId=world.endpoint())
    account = world.consumer_account
    before = read(endpoint, [account])
    consumer_stacks.deploy("s", body, {}, {})
    after = read(endpoint, [account])
    assert normalise(after, [account]) == normalise(before, [account])
    assert set(raw(after)) - set(raw(before)) == {"iam/role", "lambda/function"}
    consumer_stacks.delete("s")
    assert raw(read(endpoint, [account])) == raw(before)
