"""The command: ready line, ways to end, honest errors, the log."""

from __future__ import annotations

import signal

import pytest
from botocore.exceptions import ClientError
from conftest import start

from awsemu.clients import Clients


def test_it_ends_when_standard_input_closes() -> None:
    process, address = start("--stock")
    assert address.startswith("http://127.0.0.1:")
    process.stdin.close()
    assert process.wait(30) == 0


def test_it_ends_on_sigterm_and_logs_calls(tmp_path) -> None:
    log = tmp_path / "calls.log"
    process, address = start("--log", str(log))
    clients = Clients(address)
    clients.get("ec2", "111111111111", "us-east-1").describe_vpcs()
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert "ec2:DescribeVpcs account=111111111111 us-east-1 200" in log.read_text()


def test_an_unknown_action_is_a_refusal_that_names_it(aws) -> None:
    with pytest.raises(ClientError) as refused:
        aws("ec2").describe_aws_network_performance_metric_subscriptions()
    response = refused.value.response
    assert response["Error"]["Code"] == "EmulatorNotImplemented"
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_the_access_key_names_the_account(aws, account) -> None:
    vpc = aws("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]
    assert vpc["OwnerId"] == account
    others = aws("ec2", "999999999999").describe_vpcs()["Vpcs"]
    assert vpc["VpcId"] not in [other["VpcId"] for other in others]
