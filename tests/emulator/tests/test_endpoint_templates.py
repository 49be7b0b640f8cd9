"""Endpoints in templates: changes in place, and properties that are refused."""

from __future__ import annotations

import json

import pytest

from awsemu.cfn import DeployError, Driver


def test_templates_change_endpoints_in_place_where_aws_does(stacks: Driver, aws, template) -> None:
    body = template("endpoints.yaml")
    stacks.deploy("s", body, {}, {})
    changes = {
        name: {
            row["logicalId"]: row["replacement"]
            for row in stacks.changes("s", body, {name: to}, {})
        }
        for name, to in (("Addresses", "dualstack"), ("Domain", "other.example.com"), ("Days", "9"))
    }
    assert changes == {
        "Addresses": {"Sqs": "False"},
        "Domain": {"Resource": "True"},
        "Days": {"Logs": "False"},
    }
    wanted = {"Addresses": "dualstack", "Domain": "other.example.com", "Days": "9"}
    stacks.deploy("s", body, wanted, {})
    shown = aws("ec2").describe_vpc_endpoints(
        Filters=[{"Name": "vpc-endpoint-type", "Values": ["Interface", "Resource"]}]
    )["VpcEndpoints"]
    by_name = {row.get("ServiceName", "resource").split(".")[-1]: row for row in shown}
    assert by_name["sqs"]["DnsOptions"]["DnsRecordIpType"] == "dualstack"
    assert by_name["s3"]["DnsOptions"]["PrivateDnsOnlyForInboundResolverEndpoint"] is True
    options = by_name["resource"]["DnsOptions"]
    assert options["PrivateDnsSpecifiedDomains"] == ["other.example.com"]
    (bucket,) = aws("s3").list_buckets()["Buckets"]
    (rule,) = aws("s3").get_bucket_lifecycle_configuration(Bucket=bucket["Name"])["Rules"]
    assert rule["Expiration"] == {"Days": 9}


def test_a_property_that_nothing_is_done_for_is_refused(stacks: Driver) -> None:
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"ObjectLockEnabled": True}}
    with pytest.raises(DeployError, match="does nothing for ObjectLockEnabled of AWS::S3::Bucket"):
        stacks.deploy("s", json.dumps({"Resources": {"Bucket": bucket}}), {}, {})
