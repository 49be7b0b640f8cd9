"""Load balancers: names, zones and attributes by type.

Stock moto writes every ARN, DNS name and hosted zone as an Application Load Balancer's, forgets fixed
addresses and the PrivateLink switch of security groups, wants two zones for every change of subnets, and
deletes load balancers in use. Attribute defaults are AWS's here, because Terraform writes them all and
CloudFormation only those in the template: with other defaults equal deployments would read differently.
Sources: "Edit attributes for your Network Load Balancer" and the same page for Application Load Balancers.
"""

from __future__ import annotations

import contextvars
from typing import Any

from moto.core.responses import ActionResult
from moto.elbv2 import models
from moto.elbv2.exceptions import DuplicateLoadBalancerName, LoadBalancerNotFoundError
from moto.elbv2.exceptions import ELBClientError as ClientError
from moto.elbv2.models import ELBv2Backend, FakeLoadBalancer
from moto.elbv2.responses import ELBV2Response as Response
from moto.utilities.utils import get_partition

from awsemu.patches.endpoint_services import services
from awsemu.patching import Function, replace, wrap
from awsemu.settings import settings

NETWORK_ZONES = {
    "us-east-1": "Z26RNL4JYFTOTI",
    "us-east-2": "ZLMOA37VPKANP",
    "us-west-1": "Z24FKFUX50B4VW",
    "us-west-2": "Z18D5FSROUN65G",
    "eu-west-1": "Z2IFOLAFXWLO4F",
    "eu-central-1": "Z3F0SRJ5LGBH90",
    "ap-southeast-1": "ZKVM4W9LS7TM",
}
"""Hosted zone per Region to alias a Network Load Balancer; other Regions get an invented one."""

APPLICATION_ZONES = {
    "us-east-1": "Z35SXDOTRQ7X7K",
    "us-east-2": "Z3AADJGX6KTTL2",
    "us-west-1": "Z368ELLRRE2KJ0",
    "us-west-2": "Z1H1FL5HABSF5",
    "eu-west-1": "Z32O12XQLNTSW2",
    "eu-central-1": "Z215JYRZR1TBD5",
    "ap-southeast-1": "Z1LMS91P8CMLE5",
}
"""The same for Application Load Balancers."""

LOG_ATTRIBUTES = {
    "access_logs.s3.enabled": "false",
    "access_logs.s3.bucket": "",
    "access_logs.s3.prefix": "",
}
ATTRIBUTES = {
    "network": {
        **LOG_ATTRIBUTES,
        "deletion_protection.enabled": "false",
        "load_balancing.cross_zone.enabled": "false",
        "dns_record.client_routing_policy": "any_availability_zone",
        "secondary_ips.auto_assigned.per_subnet": "0",
        "zonal_shift.config.enabled": "false",
    },
    "application": {
        **LOG_ATTRIBUTES,
        "connection_logs.s3.enabled": "false",
        "connection_logs.s3.bucket": "",
        "connection_logs.s3.prefix": "",
        "health_check_logs.s3.enabled": "false",
        "health_check_logs.s3.bucket": "",
        "health_check_logs.s3.prefix": "",
        "client_keep_alive.seconds": "3600",
        "deletion_protection.enabled": "false",
        "idle_timeout.timeout_seconds": "60",
        "load_balancing.cross_zone.enabled": "true",
        "routing.http.desync_mitigation_mode": "defensive",
        "routing.http.drop_invalid_header_fields.enabled": "false",
        "routing.http.preserve_host_header.enabled": "false",
        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
        "routing.http.xff_client_port.enabled": "false",
        "routing.http.xff_header_processing.mode": "append",
        "routing.http2.enabled": "true",
        "waf.fail_open.enabled": "false",
        "zonal_shift.config.enabled": "false",
    },
    "gateway": {
        "deletion_protection.enabled": "false",
        "load_balancing.cross_zone.enabled": "false",
    },
}
SEGMENTS = {"application": "app", "network": "net", "gateway": "gwy"}
ADDRESS_KEYS = ("PrivateIPv4Address", "AllocationId", "IPv6Address")
ENFORCE = "enforce_security_group_inbound_rules_on_private_link_traffic"

# The type of the load balancer being made, for the function below, which moto does not tell it.
_kind: contextvars.ContextVar[str] = contextvars.ContextVar("kind", default="application")

FakeLoadBalancer.VALID_ATTRS |= {"health_check_logs.s3.bucket", "health_check_logs.s3.prefix"}


@replace(models)
def make_arn_for_load_balancer(account_id: str, lb_id: str, name: str, region_name: str) -> str:
    """Write the ARN with the segment of the type: app, net or gwy."""
    partition, segment = get_partition(region_name), SEGMENTS[_kind.get()]
    return (
        f"arn:{partition}:elasticloadbalancing:{region_name}:{account_id}:"
        f"loadbalancer/{segment}/{name}/{lb_id}"
    )


@wrap(ELBv2Backend, "create_load_balancer")
def _create(
    original: Function,
    self: Any,
    name: str,
    security_groups: list[str] | None,
    subnet_ids: list[str] | None,
    subnet_mappings: list[dict[str, str]] | None = None,
    scheme: str | None = None,
    loadbalancer_type: str | None = None,
    ip_address_type: str | None = None,
    tags: Any = None,
) -> Any:
    """Make the load balancer and give it what its type has on AWS."""
    if any(balancer.name == name for balancer in self.load_balancers.values()):
        raise DuplicateLoadBalancerName()
    kind = loadbalancer_type or "application"
    token = _kind.set(kind)
    try:
        balancer = original(
            self,
            name,
            security_groups or [],
            subnet_ids or [],
            subnet_mappings,
            scheme or "internet-facing",
            kind,
            ip_address_type or "ipv4",
            tags,
        )
    finally:
        _kind.reset(token)
    balancer.attrs = dict(ATTRIBUTES[kind])
    balancer.mappings = {item["SubnetId"]: item for item in subnet_mappings or []}
    if settings.fast:
        balancer.state = "active"
    _name(balancer, self.region_name)
    if kind == "network" and balancer.security_groups:
        setattr(balancer, ENFORCE, "on")
    return balancer


def _name(balancer: Any, region: str) -> None:
    identifier, name = balancer.arn.rsplit("/", 1)[1], balancer.name
    if balancer.type == "network":
        balancer.dns_name = f"{name}-{identifier}.elb.{region}.amazonaws.com"
        balancer.canonical_hosted_zone_id = NETWORK_ZONES.get(region, _invented("NLB", region))
    elif balancer.type == "application":
        prefix = "internal-" if balancer.scheme == "internal" else ""
        number = int(identifier[:8], 16)
        balancer.dns_name = f"{prefix}{name}-{number}.{region}.elb.amazonaws.com"
        balancer.canonical_hosted_zone_id = APPLICATION_ZONES.get(region, _invented("ALB", region))
    else:
        balancer.dns_name = balancer.scheme = balancer.canonical_hosted_zone_id = None


def _invented(kind: str, region: str) -> str:
    return f"Z{kind}{region.replace('-', '').upper()}"


def _zones(self: Any) -> list[Any]:
    """List the zones with the fixed addresses that were asked for."""
    zones = []
    for subnet in self.subnets:
        zone = models.AvailabilityZone(subnet)
        mapping = self.__dict__.get("mappings", {}).get(subnet.id, {})
        address = {key: mapping[key] for key in ADDRESS_KEYS if mapping.get(key)}
        zone.load_balancer_addresses = [address] if address else []
        zones.append(zone)
    return zones


FakeLoadBalancer.availability_zones = property(_zones)


def _requested(response: Any) -> Any:
    balancer = response.elbv2_backend.load_balancers.get(response._get_param("LoadBalancerArn"))
    if balancer is None:
        raise LoadBalancerNotFoundError()
    return balancer


@replace(Response)
def set_security_groups(self: Any) -> ActionResult:
    """Set the groups and the PrivateLink switch.

    AWS never lets a Network Load Balancer that was made without groups have some later.
    """
    balancer, groups = _requested(self), self._get_param("SecurityGroups", [])
    if balancer.type == "network" and bool(groups) != bool(balancer.security_groups):
        raise ClientError(
            "InvalidConfigurationRequest",
            "A Network Load Balancer has security groups from its creation on, or never",
        )
    self.elbv2_backend.set_security_groups(balancer.arn, groups)
    switch = self._get_param("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
    if switch:
        setattr(balancer, ENFORCE, switch)
    answer = {"SecurityGroupIds": groups}
    if getattr(balancer, ENFORCE, None):
        answer["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] = getattr(balancer, ENFORCE)
    return ActionResult(answer)


@replace(Response)
def set_subnets(self: Any) -> ActionResult:
    """Change the subnets; only an Application Load Balancer needs two zones."""
    balancer, mappings = _requested(self), self._get_param("SubnetMappings", [])
    wanted = [*self._get_param("Subnets", []), *(item["SubnetId"] for item in mappings)]
    subnets = [self.elbv2_backend.ec2_backend.get_subnet(subnet) for subnet in wanted]
    zones = {subnet.availability_zone for subnet in subnets}
    if len(zones) != len(subnets):
        raise ClientError(
            "InvalidConfigurationRequest",
            "More than 1 subnet cannot be specified for 1 availability zone",
        )
    if len(zones) < (2 if balancer.type == "application" else 1):
        raise ClientError(
            "InvalidConfigurationRequest", "More than 1 availability zone must be specified"
        )
    balancer.subnets = subnets
    balancer.mappings = {item["SubnetId"]: item for item in mappings}
    return ActionResult({"AvailabilityZones": balancer.availability_zones})


@wrap(ELBv2Backend, "delete_load_balancer")
def _delete(original: Function, self: Any, arn: str) -> None:
    """Refuse a protected load balancer, and one behind an endpoint service."""
    balancer = self.load_balancers.get(arn)
    if balancer is not None and balancer.attrs.get("deletion_protection.enabled") == "true":
        raise ClientError(
            "OperationNotPermitted",
            f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
        )
    for service in services():
        if arn in service.network_load_balancer_arns + service.gateway_load_balancer_arns:
            raise ClientError(
                "ResourceInUse",
                f"Load balancer '{arn}' is currently associated with another service",
            )
    original(self, arn)
