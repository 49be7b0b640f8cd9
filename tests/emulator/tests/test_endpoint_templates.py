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


def test_a_private_dns_name_is_set_changed_and_removed(stacks: Driver, aws, template) -> None:
    whole = template("endpoints.yaml")
    parts = ("Name", "Type", "Value", "State")
    told = "".join(
        f"  {part}: {{Value: !GetAtt Service.PrivateDnsNameConfiguration.{part}}}\n"
        for part in parts
    )

    def deployed(name: str) -> tuple[dict[str, str], dict]:
        payer = "PayerResponsibility: ServiceOwner"
        body = whole.replace(payer, f"{payer}, PrivateDnsName: {name}")
        outputs = stacks.deploy("s", f"{body}\nOutputs:\n{told}", {}, {})
        return outputs, service()

    def service() -> dict:
        answer = aws("ec2").describe_vpc_endpoint_service_configurations()
        (shown,) = answer["ServiceConfigurations"]
        return shown

    outputs, shown = deployed("api.example.org")
    assert shown["PrivateDnsName"] == "api.example.org"
    assert outputs == shown["PrivateDnsNameConfiguration"]
    assert (outputs["Type"], outputs["State"]) == ("TXT", "pendingVerification")
    changed, shown = deployed("other.example.org")
    assert shown["PrivateDnsName"] == "other.example.org"
    assert changed == shown["PrivateDnsNameConfiguration"] != outputs
    stacks.deploy("s", whole, {}, {})
    assert "PrivateDnsName" not in service()
