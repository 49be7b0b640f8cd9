"""The program that calls AWS once."""

from __future__ import annotations

import json

from awsemu.call import main


def test_a_call_is_answered_in_its_account(endpoint: str, account: str, aws, capsys) -> None:
    vpc = aws("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    where = ["--endpoint", endpoint, "--account", account]
    assert main([*where, "ec2", "describe_vpcs", json.dumps({"VpcIds": [vpc]})]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [row["CidrBlock"] for row in answer["Vpcs"]] == ["10.0.0.0/16"]
    assert "ResponseMetadata" not in answer


def test_what_aws_refuses_is_told(endpoint: str, account: str, capsys) -> None:
    where = ["--endpoint", endpoint, "--account", account]
    missing = json.dumps({"VpcIds": ["vpc-0123456789abcdef0"]})
    assert main([*where, "ec2", "describe_vpcs", missing]) == 1
    assert "InvalidVpcID.NotFound" in capsys.readouterr().err
    assert main([*where, "ec2", "describe_vpcs", '{"Nonsense": 1}']) == 1
    assert "Nonsense" in capsys.readouterr().err
