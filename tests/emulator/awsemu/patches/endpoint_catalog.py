"""The endpoint services that AWS offers, with their private DNS names.

Stock moto imports a dozen services to ask each for its entry, which takes longer than starting the
server, and believes that every private DNS name is ``<service>.<region>.amazonaws.com``; that is wrong
for one service in six. The exceptions come from what DescribeVpcEndpointServices answered in
us-east-1 (discovery data of aws-samples/vpc-builder-cdk, 2023-09-21); they hold in other Regions too.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend
from moto.ec2.models.vpcs import AWS_ENDPOINT_SERVICES, VPCBackend

from awsemu.patching import replace

SUFFIX = ".{region}.amazonaws.com"

GATEWAYS = ("dynamodb", "s3")
"""Services that have a gateway endpoint beside the interface one."""

REGIONLESS = {"s3-global.accesspoint": ("*.accesspoint.s3-global.amazonaws.com",)}
"""Services without a Region in their name."""

GLOBAL = {"iam": ("iam.amazonaws.com",), "route53": ("route53.amazonaws.com",)}
"""Services without a Region in their name, which are in one Region only."""

GLOBAL_REGION = "us-east-1"

CROSS_REGION = (
    "ecr.api",
    "ecr.dkr",
    "ecs",
    "iam",
    "kinesis-firehose",
    "kinesisanalytics",
    "kinesisanalytics-fips",
    "kms",
    "kms-fips",
    "lambda",
    "route53",
    "s3",
)
"""Services whose endpoints may be in another Region ("Cross-region enabled AWS services")."""

UNNAMED = ("apprunner.requests", "iot.data")
"""Services without private DNS."""

REVERSED = (
    "airflow.api",
    "airflow.env",
    "airflow.ops",
    "ecr.api",
    "iotsitewise.api",
    "iotsitewise.data",
    "iottwinmaker.api",
    "iottwinmaker.data",
    "iotwireless.api",
    "payment-cryptography.controlplane",
    "payment-cryptography.dataplane",
    "qldb.session",
    "sagemaker.api",
    "sagemaker.featurestore-runtime",
    "sagemaker.metrics",
    "sagemaker.runtime",
    "sagemaker.runtime-fips",
)
"""Services whose name has the parts the other way round: ``ecr.api`` is ``api.ecr``."""

NAMES = {
    "appstream.api": ("appstream2",),
    "appstream.streaming": ("streaming.appstream",),
    "appsync-api": ("*.appsync-api", "*.appsync-realtime-api"),
    "bedrock": ("bedrock", "invoke-bedrock"),
    "codeartifact.api": ("codeartifact",),
    "codeartifact.repositories": ("*.d.codeartifact",),
    "codestar-connections.api": ("codestar-connections",),
    "deviceadvisor.iot": ("*.deviceadvisor.iot",),
    "ecr.dkr": ("*.dkr.ecr",),
    "ecs-agent": ("ecs-a",),
    "ecs-telemetry": ("ecs-t",),
    "elastic-inference.runtime": ("runtime.elastic-inference",),
    "evidently-dataplane": ("dataplane.evidently",),
    "execute-api": ("*.execute-api",),
    "grafana-workspace": ("*.grafana-workspace",),
    "iot.fleethub.api": ("api.fleethub.iot",),
    "kinesis-firehose": ("firehose",),
    "kinesis-streams": ("kinesis", "*.data-kinesis", "*.control-kinesis"),
    "lorawan.cups": ("*.cups.lorawan",),
    "lorawan.lns": ("*.lns.lorawan",),
    "managedblockchain.bitcoin.mainnet": ("mainnet.bitcoin.managedblockchain",),
    "managedblockchain.bitcoin.testnet": ("testnet.bitcoin.managedblockchain",),
    "pinpoint-sms-voice-v2": ("sms-voice",),
    "rum-dataplane": ("dataplane.rum",),
    "s3": ("*.s3", "*.s3-accesspoint", "*.s3-control"),
    "transfer.server": ("*.server.transfer",),
}
"""Private DNS names that no rule gives, without the suffix."""

WITHOUT_POLICY = ("cloudformation", "cloudtrail", "codepipeline", "ebs", "eks", "email-smtp")
"""Some of the services that take no endpoint policy."""


def is_cross_region(name: str | None, kind: str) -> bool:
    """Return whether an AWS service, given by its full name, has endpoints in other Regions."""
    return kind == "Interface" and any((name or "").endswith("." + short) for short in CROSS_REGION)


def private_dns_names(service: str, region: str) -> list[str]:
    """Return the private DNS names of an AWS service in a Region, given without its prefix."""
    for regionless in (REGIONLESS, GLOBAL):
        if service in regionless:
            return list(regionless[service])
    if service in UNNAMED:
        return []
    heads = NAMES.get(service)
    if heads is None:
        parts = service.split(".")
        heads = (".".join(reversed(parts)) if service in REVERSED else service,)
    return [head + SUFFIX.format(region=region) for head in heads]


@cache
def _services(region: str) -> list[dict[str, Any]]:
    zones = [
        zone.name
        for group in RegionsAndZonesBackend.zones.values()
        for zone in group
        if zone.name.startswith(region)
    ]
    everywhere = {*AWS_ENDPOINT_SERVICES, *NAMES, *REVERSED, *REGIONLESS, *CROSS_REGION}
    names = sorted(everywhere - (set() if region == GLOBAL_REGION else set(GLOBAL)))
    return [
        _describe(name, kind, region, zones)
        for name in names
        for kind in (("Gateway", "Interface") if name in GATEWAYS else ("Interface",))
    ]


def _describe(name: str, kind: str, region: str, zones: list[str]) -> dict[str, Any]:
    prefix = "com.amazonaws" if name in {**REGIONLESS, **GLOBAL} else f"com.amazonaws.{region}"
    digest = hashlib.sha1(f"{region}{name}{kind}".encode(), usedforsecurity=False).hexdigest()
    base = name if kind == "Interface" else f"{name}.{region}.amazonaws.com"
    entry: dict[str, Any] = {
        "AcceptanceRequired": False,
        "AvailabilityZones": zones,
        "BaseEndpointDnsNames": [
            f"{base}.{region}.vpce.amazonaws.com" if kind == "Interface" else base
        ],
        "ManagesVpcEndpoints": False,
        "Owner": "amazon",
        "ServiceId": f"vpce-svc-{digest[:17]}",
        "ServiceName": f"{prefix}.{name}",
        "ServiceRegion": region,
        "ServiceType": [{"ServiceType": kind}],
        "SupportedIpAddressTypes": ["ipv4", "ipv6"],
        "Tags": [],
        "VpcEndpointPolicySupported": name not in WITHOUT_POLICY,
    }
    private = private_dns_names(name, region) if kind == "Interface" else []
    if private:
        entry["PrivateDnsName"] = private[0]
        entry["PrivateDnsNameVerificationState"] = "verified"
        entry["PrivateDnsNames"] = [{"PrivateDnsName": name} for name in private]
    return entry


@replace(VPCBackend, "_collect_default_endpoint_services")
def _collect(self: Any, account_id: str, region: str) -> list[dict[str, Any]]:
    """List AWS's own services in a Region."""
    return _services(region)
