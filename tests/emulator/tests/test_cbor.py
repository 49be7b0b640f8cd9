"""The protocol of CloudWatch that newer SDKs speak."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.parsers import RpcV2CBORParser
from botocore.serialize import RpcV2CBORSerializer

ALARM = {
    "AlarmName": "unhealthy",
    "Namespace": "AWS/NetworkELB",
    "MetricName": "UnHealthyHostCount",
    "Statistic": "Maximum",
    "Period": 60,
    "EvaluationPeriods": 300,
    "Threshold": 0.5,
    "ComparisonOperator": "GreaterThanThreshold",
    "Dimensions": [{"Name": "LoadBalancer", "Value": "net/one/1"}],
    "ActionsEnabled": True,
}

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(endpoint: str, account: str) -> Ask:
    model = ServiceModel(Loader().load_service_model("cloudwatch", "service-2"), "cloudwatch")

    def send(name: str, **given: Any) -> dict[str, Any]:
        operation = model.operation_model(name)
        sent = RpcV2CBORSerializer().serialize_to_request(given, operation)
        scope = f"AKIA{account}TEST/20261101/us-east-1/monitoring/aws4_request"
        headers = {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, Signature=x"}
        answer = requests.post(
            endpoint + sent["url_path"],
            data=sent["body"],
            headers=headers | dict(sent["headers"].items()),
            timeout=60,
        )
        assert answer.headers["smithy-protocol"] == "rpc-v2-cbor"
        response = {
            "body": answer.content,
            "headers": answer.headers,
            "status_code": answer.status_code,
        }
        return RpcV2CBORParser().parse(response, operation.output_shape)

    return send


def test_an_alarm_comes_back_as_it_was_put(ask: Ask) -> None:
    ask("PutMetricAlarm", **ALARM)
    (alarm,) = ask("DescribeAlarms", AlarmNames=["unhealthy"])["MetricAlarms"]
    assert {name: alarm[name] for name in ALARM} == ALARM
    assert alarm["StateUpdatedTimestamp"].year >= 2026


def test_what_the_older_protocols_see_is_the_same(ask: Ask, aws: Callable[..., Any]) -> None:
    ask("PutMetricAlarm", **ALARM)
    (alarm,) = aws("cloudwatch").describe_alarms()["MetricAlarms"]
    assert alarm["Threshold"] == 0.5


def test_a_refusal_names_its_code(ask: Ask) -> None:
    refusal = ask("DeleteDashboards", DashboardNames=["absent"])
    assert refusal["Error"]["Code"] == "ResourceNotFound"
