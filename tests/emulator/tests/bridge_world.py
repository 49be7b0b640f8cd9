"""Templates around one bridge, and a service and a consumer for it to work on."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "schema" / "catalog" / "bridges"
NAMES = sorted(path.stem for path in FOLDER.glob("*.py"))
DOMAIN = "bridge-example.com"
PRIVATE_NAME = f"api.{DOMAIN}"


def code_of(name: str) -> str:
    return (FOLDER / f"{name}.py").read_text(encoding="utf-8")


def facts_of(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def machinery(name: str) -> dict[str, Any]:
    """Role and function of a bridge, as templates have them."""
    facts, tags = facts_of(name), [{"Key": "privatelink:bridge", "Value": name}]
    statements = [
        {
            "Effect": "Allow",
            "Action": entry["actions"],
            "Resource": {"Fn::Sub": entry["resources"]},
        }
        for entry in facts["permissions"]
    ]
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    role = {
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
        "Policies": [
            {
                "PolicyName": "bridge",
                "PolicyDocument": {"Version": "2012-10-17", "Statement": statements},
            }
        ],
        "Tags": tags,
    }
    function = {
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        "Runtime": "python3.13",
        "Handler": "index.handler",
        "Timeout": facts["timeout_seconds"],
        "Code": {"ZipFile": code_of(name)},
        "Tags": tags,
    }
    return {
        "Role": {"Type": "AWS::IAM::Role", "Properties": role},
        "Function": {"Type": "AWS::Lambda::Function", "Properties": function},
    }


def template(name: str, outputs: tuple[str, ...] = (), **properties: Any) -> str:
    """A template with one bridge and these attributes of it as outputs."""
    token = {"ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]}}
    bridge = {"Type": "Custom::Bridge", "Properties": {**token, **properties}}
    body: dict[str, Any] = {"Resources": {**machinery(name), "Bridge": bridge}}
    if outputs:
        body["Outputs"] = {
            re.sub(r"\W", "", output): {"Value": {"Fn::GetAtt": ["Bridge", output]}}
            for output in outputs
        }
    return json.dumps(body)


class World:
    """A service in the test's account, and a consumer's VPC in another one."""

    def __init__(self, aws, consumer: str) -> None:
        self.provider, self.consumer = aws("ec2"), aws("ec2", consumer)
        self.route53, self.consumer_account = aws("route53"), consumer
        _, subnets = self.network(self.provider)
        balancer = aws("elbv2").create_load_balancer(
            Name="n", Type="network", Scheme="internal", Subnets=subnets
        )["LoadBalancers"][0]
        self.balancer = balancer["LoadBalancerArn"]
        service = self.offer(AcceptanceRequired=True)
        self.service, self.service_name = service["ServiceId"], service["ServiceName"]
        self.vpc, self.subnets = self.network(self.consumer)

    def offer(self, **options: Any) -> dict[str, Any]:
        """Make a service that the consumer may connect to."""
        service = self.provider.create_vpc_endpoint_service_configuration(
            NetworkLoadBalancerArns=[self.balancer], **options
        )["ServiceConfiguration"]
        self.provider.modify_vpc_endpoint_service_permissions(
            ServiceId=service["ServiceId"],
            AddAllowedPrincipals=[f"arn:aws:iam::{self.consumer_account}:root"],
        )
        return service

    def network(self, ec2) -> tuple[str, list[str]]:
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        for attribute in ("EnableDnsSupport", "EnableDnsHostnames"):
            ec2.modify_vpc_attribute(VpcId=vpc, **{attribute: {"Value": True}})
        return vpc, [
            ec2.create_subnet(
                VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"us-east-1{zone}"
            )["Subnet"]["SubnetId"]
            for n, zone in enumerate("ab")
        ]

    def endpoint(self, service_name: str | None = None) -> str:
        return self.consumer.create_vpc_endpoint(
            VpcId=self.vpc,
            ServiceName=service_name or self.service_name,
            VpcEndpointType="Interface",
            SubnetIds=self.subnets,
        )["VpcEndpoint"]["VpcEndpointId"]

    def shown(self, endpoint: str) -> dict[str, Any]:
        return self.consumer.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]

    def states(self) -> dict[str, str]:
        rows = self.provider.describe_vpc_endpoint_connections()["VpcEndpointConnections"]
        return {row["VpcEndpointId"]: row["VpcEndpointState"] for row in rows}

    def accept(self, endpoint: str) -> None:
        self.provider.accept_vpc_endpoint_connections(
            ServiceId=self.service, VpcEndpointIds=[endpoint]
        )

    def configuration(self) -> dict[str, Any]:
        return self.provider.describe_vpc_endpoint_service_configurations(
            ServiceIds=[self.service]
        )["ServiceConfigurations"][0]

    def name_service(self, name: str = PRIVATE_NAME) -> dict[str, str]:
        self.provider.modify_vpc_endpoint_service_configuration(
            ServiceId=self.service, PrivateDnsName=name
        )
        return self.configuration()["PrivateDnsNameConfiguration"]

    def prove(self, record: dict[str, str], domain: str) -> None:
        zone = self.route53.create_hosted_zone(Name=domain, CallerReference=domain)
        value = {"Value": f'"{record["Value"]}"'}
        name = f"{record['Name']}.{domain}"
        rows = {"Name": name, "Type": "TXT", "TTL": 60, "ResourceRecords": [value]}
        self.route53.change_resource_record_sets(
            HostedZoneId=zone["HostedZone"]["Id"],
            ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": rows}]},
        )
