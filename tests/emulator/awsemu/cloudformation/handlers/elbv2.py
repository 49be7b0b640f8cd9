"""Load balancers, target groups, listeners."""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    integers,
    is_true,
    key_values,
    pick,
    tag_arguments,
    tag_changes,
)
from awsemu.cloudformation.resources import Change, Properties, Resource

ENFORCE = "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"
HEALTH_NUMBERS = (
    "HealthCheckIntervalSeconds",
    "HealthCheckTimeoutSeconds",
    "HealthyThresholdCount",
    "UnhealthyThresholdCount",
)
HEALTH = ("HealthCheckProtocol", "HealthCheckPath", "Matcher")


def retag(context: Context, resource: Resource, change: Change) -> None:
    """Set and remove tags, found by ARN."""
    added, removed = tag_changes(change)
    client = context.client("elbv2")
    if removed:
        client.remove_tags(ResourceArns=[resource.physical], TagKeys=removed)
    if added:
        client.add_tags(ResourceArns=[resource.physical], Tags=added)


@handles("AWS::ElasticLoadBalancingV2::LoadBalancer")
class LoadBalancer(Handler):
    """A load balancer of any type."""

    ARGUMENTS = (
        "Subnets",
        "SubnetMappings",
        "SecurityGroups",
        "Scheme",
        "Type",
        "IpAddressType",
    )

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it, then set attributes and the PrivateLink switch."""
        balancer = context.client("elbv2").create_load_balancer(
            Name=properties.get("Name") or context.name(32),
            **pick(properties, *self.ARGUMENTS),
            **tag_arguments(properties),
        )["LoadBalancers"][0]
        arn = context.begin(balancer["LoadBalancerArn"])
        self._configure(context, arn, properties)
        if properties.get("MinimumLoadBalancerCapacity"):
            self._reserve(context, arn, properties)
        # Taken and not shown: nothing here sends packets, and states of engines that lack it stay comparable.
        properties.get("EnablePrefixForIpv6SourceNat")
        return arn, {
            "LoadBalancerArn": arn,
            "DNSName": balancer.get("DNSName", ""),
            "CanonicalHostedZoneID": balancer.get("CanonicalHostedZoneId", ""),
            "LoadBalancerFullName": arn.split("loadbalancer/")[1],
            "LoadBalancerName": balancer["LoadBalancerName"],
        }

    def _configure(self, context: Context, arn: str, properties: Properties) -> None:
        client = context.client("elbv2")
        if properties.get("LoadBalancerAttributes"):
            client.modify_load_balancer_attributes(
                LoadBalancerArn=arn, Attributes=key_values(properties["LoadBalancerAttributes"])
            )
        if properties.get(ENFORCE):
            client.set_security_groups(
                LoadBalancerArn=arn,
                SecurityGroups=properties.get("SecurityGroups", []),
                **pick(properties, ENFORCE),
            )

    def _reserve(self, context: Context, arn: str, properties: Properties) -> None:
        """Ask for the capacity that is kept ready, or give it back."""
        kept = properties.get("MinimumLoadBalancerCapacity")
        wanted: Properties = {"ResetCapacityReservation": True}
        if kept:
            wanted = {"MinimumLoadBalancerCapacity": integers(kept, "CapacityUnits")}
        context.client("elbv2").modify_capacity_reservation(LoadBalancerArn=arn, **wanted)

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change groups, subnets, addresses, capacity, attributes and tags."""
        client, arn = context.client("elbv2"), str(resource.physical)
        if "SecurityGroups" in change:
            groups = change.new.get("SecurityGroups", [])
            client.set_security_groups(LoadBalancerArn=arn, SecurityGroups=groups)
        if "Subnets" in change or "SubnetMappings" in change:
            client.set_subnets(LoadBalancerArn=arn, **pick(change.new, "Subnets", "SubnetMappings"))
        if "IpAddressType" in change:
            wanted = change.new.get("IpAddressType", "ipv4")
            client.set_ip_address_type(LoadBalancerArn=arn, IpAddressType=wanted)
        if "MinimumLoadBalancerCapacity" in change:
            self._reserve(context, arn, change.new)
        self._configure(context, arn, change.new)
        retag(context, resource, change)

    def attribute(self, context: Context, resource: Resource, name: str) -> Any:
        """Read the groups as they are now."""
        if name != "SecurityGroups":
            return None
        answer = context.client("elbv2").describe_load_balancers(
            LoadBalancerArns=[resource.physical]
        )
        return answer["LoadBalancers"][0].get("SecurityGroups", [])

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("elbv2").delete_load_balancer(LoadBalancerArn=resource.physical)


@handles("AWS::ElasticLoadBalancingV2::TargetGroup")
class TargetGroup(Handler):
    """A target group with its targets."""

    ARGUMENTS = ("Protocol", "ProtocolVersion", "VpcId", "TargetType", "IpAddressType")

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it, then set attributes and register targets."""
        group = context.client("elbv2").create_target_group(
            Name=properties.get("Name") or context.name(32),
            **pick(properties, *self.ARGUMENTS),
            **integers(properties, "Port"),
            **self._health(properties),
            **tag_arguments(properties),
        )["TargetGroups"][0]
        arn = context.begin(group["TargetGroupArn"])
        self._configure(context, arn, Change({}, properties))
        return arn, {
            "TargetGroupArn": arn,
            "TargetGroupName": group["TargetGroupName"],
            "TargetGroupFullName": arn.split(":")[-1],
        }

    def _health(self, properties: Properties) -> Properties:
        arguments: Properties = {
            **pick(properties, *HEALTH),
            **integers(properties, *HEALTH_NUMBERS),
        }
        if "HealthCheckPort" in properties:
            arguments["HealthCheckPort"] = str(properties["HealthCheckPort"])
        if "HealthCheckEnabled" in properties:
            arguments["HealthCheckEnabled"] = is_true(properties["HealthCheckEnabled"])
        return arguments

    def _configure(self, context: Context, arn: str, change: Change) -> None:
        client = context.client("elbv2")
        if change.new.get("TargetGroupAttributes"):
            client.modify_target_group_attributes(
                TargetGroupArn=arn, Attributes=key_values(change.new["TargetGroupAttributes"])
            )
        for call, targets in (
            (client.deregister_targets, change.removed("Targets")),
            (client.register_targets, change.added("Targets")),
        ):
            if targets:
                call(TargetGroupArn=arn, Targets=[_target(target) for target in targets])

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change health check, attributes, targets and tags; other targets are left alone."""
        health = self._health(pick(change.new, *change.names))
        if health:
            context.client("elbv2").modify_target_group(TargetGroupArn=resource.physical, **health)
        self._configure(context, str(resource.physical), change)
        retag(context, resource, change)

    def attribute(self, context: Context, resource: Resource, name: str) -> Any:
        """Read which load balancers use it now."""
        if name != "LoadBalancerArns":
            return None
        answer = context.client("elbv2").describe_target_groups(TargetGroupArns=[resource.physical])
        return answer["TargetGroups"][0].get("LoadBalancerArns", [])

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("elbv2").delete_target_group(TargetGroupArn=resource.physical)


def _target(target: Properties) -> Properties:
    return {**pick(target, "Id", "AvailabilityZone"), **integers(target, "Port")}


@handles("AWS::ElasticLoadBalancingV2::Listener")
class Listener(Handler):
    """A listener."""

    ARGUMENTS = ("Protocol", "SslPolicy", "Certificates", "AlpnPolicy", "MutualAuthentication")

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it, then set attributes."""
        arn = context.client("elbv2").create_listener(
            LoadBalancerArn=properties["LoadBalancerArn"],
            **self._arguments(properties),
            **tag_arguments(properties),
        )["Listeners"][0]["ListenerArn"]
        self._configure(context, context.begin(arn), properties)
        return arn, {"ListenerArn": arn}

    def _arguments(self, properties: Properties) -> Properties:
        return {
            **pick(properties, *self.ARGUMENTS),
            **integers(properties, "Port"),
            "DefaultActions": [_action(action) for action in properties["DefaultActions"]],
        }

    def _configure(self, context: Context, arn: str, properties: Properties) -> None:
        if properties.get("ListenerAttributes"):
            context.client("elbv2").modify_listener_attributes(
                ListenerArn=arn, Attributes=key_values(properties["ListenerAttributes"])
            )

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change everything but the load balancer."""
        arn = str(resource.physical)
        if change.names - {"ListenerAttributes", "Tags"}:
            context.client("elbv2").modify_listener(ListenerArn=arn, **self._arguments(change.new))
        self._configure(context, arn, change.new)
        retag(context, resource, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("elbv2").delete_listener(ListenerArn=resource.physical)


def _action(action: Properties) -> Properties:
    """Return an action with numbers where parameters gave texts."""
    given = {**action, **integers(action, "Order")}
    forward = action.get("ForwardConfig")
    if forward:
        groups = [{**group, **integers(group, "Weight")} for group in forward["TargetGroups"]]
        given["ForwardConfig"] = {**forward, "TargetGroups": groups}
    return given


@handles("AWS::ElasticLoadBalancingV2::ListenerCertificate")
class ListenerCertificate(Handler):
    """More certificates of a listener."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Add them."""
        context.client("elbv2").add_listener_certificates(
            **pick(properties, "ListenerArn", "Certificates")
        )
        identifier = context.name(60)
        return identifier, {"Id": identifier}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Add and remove certificates."""
        client, arn = context.client("elbv2"), change.new["ListenerArn"]
        for call, certificates in (
            (client.remove_listener_certificates, change.removed("Certificates")),
            (client.add_listener_certificates, change.added("Certificates")),
        ):
            if certificates:
                call(ListenerArn=arn, Certificates=certificates)

    def delete(self, context: Context, resource: Resource) -> None:
        """Remove them."""
        context.client("elbv2").remove_listener_certificates(
            **pick(resource.properties, "ListenerArn", "Certificates")
        )
