"""Every resource type: made, found unchanged, and deleted without a rest."""

from __future__ import annotations

import pytest

from awsemu.cfn import Driver
from awsemu.cloudformation.handlers import known_types
from awsemu.cloudformation.template import parse
from awsemu.inventory import raw, read

FILES = (
    "networks.yaml",
    "load_balancing.yaml",
    "services.yaml",
    "transit.yaml",
    "endpoints.yaml",
    "resolver.yaml",
    "addresses.yaml",
    "lattice.yaml",
)
ELSEWHERE = {
    "AWS::CloudFormation::CustomResource": "provider.yaml",
    "AWS::CloudFormation::Stack": "test_stacks",
    "AWS::EC2::TransitGatewayAttachment": "hub.yaml",
    "AWS::EC2::VPCEndpointConnectionNotification": "provider.yaml",
    "AWS::EC2::VPCEndpointService": "provider.yaml",
    "AWS::EC2::VPCEndpointServicePermissions": "provider.yaml",
    "AWS::Route53::RecordSet": "provider.yaml",
}
"""Types that other tests deploy."""


def test_every_type_is_deployed_by_some_test(template) -> None:
    deployed = {
        resource["Type"]
        for name in FILES
        for resource in parse(template(name))["Resources"].values()
    }
    assert deployed | set(ELSEWHERE) == set(known_types())


@pytest.mark.parametrize("name", FILES)
def test_all_types_of_a_file(
    name: str,
    template,
    stacks: Driver,
    aws,
    endpoint: str,
    account: str,
    remove_validation_records,
) -> None:
    body = template(name)
    stacks.deploy("all", body, {}, {"Stage": "test"})
    rows = aws("cloudformation").describe_stack_resources(StackName="all")["StackResources"]
    assert len(rows) == len(parse(body)["Resources"])
    assert all(row["PhysicalResourceId"] for row in rows)
    assert stacks.changes("all", body, {}, {"Stage": "test"}) == []
    changes = stacks.changes("all", body, {}, {"Stage": "live"})
    assert {row["replacement"] for row in changes} == {"False"}
    stacks.deploy("all", body, {}, {"Stage": "live"})
    items = read(endpoint, [account])
    tagged = [item for item in items if "Stage" in (item.facts.get("Tags") or {})]
    assert tagged
    assert {item.facts["Tags"]["Stage"] for item in tagged} == {"live"}
    certificates = [
        resource
        for resource in parse(body)["Resources"].values()
        if resource["Type"] == "AWS::CertificateManager::Certificate"
    ]
    assert len(remove_validation_records(account)) == len(certificates)
    stacks.delete("all")
    assert raw(read(endpoint, [account])) == {}
