"""A client that loses an answer asks again, and changes nothing by that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def test_a_request_that_is_sent_again_gets_the_same_answer(aws: Callable[..., Any]) -> None:
    ec2 = aws("ec2")
    ids = iter(["first", "first", "second"])

    def name(request: Any, **_: Any) -> None:
        request.headers["amz-sdk-invocation-id"] = next(ids)

    ec2.meta.events.register("before-send.ec2.CreateVpc", name)
    made = [ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"] for _ in range(3)]
    ec2.meta.events.unregister("before-send.ec2.CreateVpc", name)
    assert made[0] == made[1] != made[2]
    found = ec2.describe_vpcs(Filters=[{"Name": "cidr", "Values": ["10.0.0.0/16"]}])["Vpcs"]
    assert sorted(vpc["VpcId"] for vpc in found) == sorted(set(made))
