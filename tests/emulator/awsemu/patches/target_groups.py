"""Target groups: targets by address and port, attributes by protocol.

Stock moto keeps one target per address, so a second port replaces the first, forgets the zone of a target,
remembers load balancers that are gone, gives TCP groups the attributes of HTTP ones, and does not compare the
times of health checks that are default or changed, or refuse a second load balancer behind a group (here with
``--strict``). Attribute defaults follow "Edit target group attributes for your Network Load Balancer" and its
siblings; see `load_balancers` for why they matter.
"""

from __future__ import annotations

from typing import Any

from moto.elbv2.exceptions import ELBClientError, TargetNotRunning, ValidationError
from moto.elbv2.models import ELBv2Backend, FakeHealthStatus, FakeTargetGroup, elbv2_backends

from awsemu.patching import Function, replace, wrap
from awsemu.settings import settings


class TooManyTargetsError(ELBClientError):
    """What AWS answers to a second load balancer behind a group of the type ``alb``."""

    def __init__(self) -> None:
        super().__init__("TooManyTargets", "You've reached the limit on the number of targets.")


CROSS_ZONE = {"load_balancing.cross_zone.enabled": "use_load_balancer_configuration"}
HEALTH = {
    "target_group_health.dns_failover.minimum_healthy_targets.count": "1",
    "target_group_health.dns_failover.minimum_healthy_targets.percentage": "off",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "1",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "off",
}
WEB = {
    **CROSS_ZONE,
    **HEALTH,
    "deregistration_delay.timeout_seconds": "300",
    "load_balancing.algorithm.anomaly_mitigation": "off",
    "load_balancing.algorithm.type": "round_robin",
    "slow_start.duration_seconds": "0",
    "stickiness.app_cookie.cookie_name": "",
    "stickiness.app_cookie.duration_seconds": "86400",
    "stickiness.enabled": "false",
    "stickiness.lb_cookie.duration_seconds": "86400",
    "stickiness.type": "lb_cookie",
}
NETWORK = {
    **CROSS_ZONE,
    **HEALTH,
    "deregistration_delay.connection_termination.enabled": "false",
    "deregistration_delay.timeout_seconds": "300",
    "proxy_protocol_v2.enabled": "false",
    "stickiness.enabled": "false",
    "stickiness.type": "source_ip",
}
UNHEALTHY = {
    "target_health_state.unhealthy.connection_termination.enabled": "true",
    "target_health_state.unhealthy.draining_interval_seconds": "0",
}
GENEVE = {
    **CROSS_ZONE,
    "deregistration_delay.timeout_seconds": "300",
    "stickiness.enabled": "false",
    "target_failover.on_deregistration": "no_rebalance",
    "target_failover.on_unhealthy": "no_rebalance",
}
WEB_PROTOCOLS = ("HTTP", "HTTPS")
NETWORK_PROTOCOLS = ("TCP", "TLS", "UDP", "TCP_UDP")
ZONE = "AvailabilityZone"
Target = dict[str, Any]


def default_attributes(protocol: str | None, target_type: str) -> dict[str, str]:
    """Return the attributes of a new group."""
    if target_type == "lambda":
        return {"lambda.multi_value_headers.enabled": "false"}
    if protocol == "GENEVE":
        return dict(GENEVE)
    if protocol in WEB_PROTOCOLS:
        return dict(WEB)
    attributes = dict(NETWORK)
    if protocol in ("TCP", "TLS"):
        attributes |= UNHEALTHY
    else:
        attributes["deregistration_delay.connection_termination.enabled"] = "true"
    if target_type != "alb":
        by_address = target_type == "ip" and protocol in ("TCP", "TLS")
        attributes["preserve_client_ip.enabled"] = "false" if by_address else "true"
    return attributes


@wrap(FakeTargetGroup, "__init__")
def _init(original: Function, self: Any, *arguments: Any, **keywords: Any) -> None:
    """Give a new group the attributes of its protocol."""
    original(self, *arguments, **keywords)
    self.attributes = default_attributes(self.protocol, self.target_type)


def _key(group: Any, target: Target) -> tuple[str, int, str]:
    return target["Id"], int(target.get("Port") or group.port or 0), target.get(ZONE) or ""


@replace(FakeTargetGroup)
def register(self: Any, targets: list[Target]) -> None:
    """Add targets; the same address on another port is another target."""
    for target in targets:
        instance = self.ec2_backend.get_instance_by_id(target["Id"])
        if instance and instance.state != "running":
            raise TargetNotRunning(instance_id=target["Id"])
        if settings.strict and self.target_type == "ip":
            _check_address(self, target["Id"])
        if settings.strict and self.target_type == "alb":
            _check_only(self, target)
        entry = {"Id": target["Id"], "Port": target.get("Port") or self.port}
        if target.get(ZONE):
            entry[ZONE] = target[ZONE]
        self.targets[_key(self, target)] = entry
        self.deregistered_targets.pop(_key(self, target), None)


def _check_only(group: Any, target: Target) -> None:
    """Refuse a second load balancer behind a group."""
    if any(entry["Id"] != target["Id"] for entry in group.targets.values()):
        raise TooManyTargetsError


def _check_address(group: Any, address: str) -> None:
    """Refuse an address of the other type than the group's."""
    family = "ipv6" if ":" in address else "ipv4"
    if family != (group.ip_address_type or "ipv4"):
        raise ValidationError(f"The IP address '{address}' is not of the target group's type")


@replace(FakeTargetGroup)
def deregister(self: Any, targets: list[Target]) -> None:
    """Remove targets; without a port, all targets with that address. AWS ignores unknown ones."""
    for target in targets:
        for key, entry in list(self.targets.items()):
            same_port = not target.get("Port") or int(entry["Port"]) == int(target["Port"])
            if entry["Id"] == target["Id"] and same_port:
                self.deregistered_targets[key] = self.targets.pop(key)


@replace(FakeTargetGroup)
def deregister_terminated_instances(self: Any, instance_ids: list[str]) -> None:
    """Move the targets of terminated instances aside."""
    for key, entry in list(self.targets.items()):
        if entry["Id"] in instance_ids:
            self.terminated_targets[key] = self.targets.pop(key)


@replace(FakeTargetGroup)
def health_for(self: Any, target: Target, ec2_backend: Any) -> Any:
    """Call registered targets healthy: nothing here checks traffic."""
    entry = self.targets.get(_key(self, target))
    port = target.get("Port") or self.port
    if entry is None:
        leaving = any(old["Id"] == target["Id"] for old in self.terminated_targets.values())
        state = (
            "draining",
            "Target.DeregistrationInProgress",
            "Target deregistration is in progress",
        )
        unused = ("unused", "Target.NotRegistered", "Target is not registered to the target group")
        status, reason, text = state if leaving else unused
        return FakeHealthStatus(target["Id"], port, self.health_check_port, status, reason, text)
    instance = ec2_backend.get_instance_by_id(entry["Id"])
    if instance and instance.state == "stopped":
        return FakeHealthStatus(
            entry["Id"],
            port,
            self.health_check_port,
            "unused",
            "Target.InvalidState",
            "Target is in the stopped state",
        )
    health = FakeHealthStatus(entry["Id"], port, self.health_check_port, "healthy")
    health.zone = entry.get(ZONE)
    return health


def _target(self: Any) -> Target:
    zone = self.__dict__.get("zone")
    return {"Id": self.instance_id, "Port": self.port, **({ZONE: zone} if zone else {})}


FakeHealthStatus.target = property(_target)


def _load_balancers(self: Any) -> list[str]:
    """Return the load balancers whose listeners forward here now."""
    backend = elbv2_backends[self.account_id][self.region_name]
    return [
        balancer.arn
        for balancer in list(backend.load_balancers.values())
        if any(
            self.arn in backend._get_target_group_arns_from(action_data=action.data)
            for listener in balancer.listeners.values()
            for rule in listener.rules.values()
            for action in rule.actions
            if action.type == "forward"
        )
    ]


# moto appends to the list when it makes a listener; that is answered by the look-up instead.
FakeTargetGroup.load_balancer_arns = property(_load_balancers, lambda self, value: None)


def _check_times(protocol: str | None, interval: int, timeout: int) -> None:
    """Refuse checks that are not over when the next begins; those of HTTP groups end before it."""
    ends_before = protocol in WEB_PROTOCOLS
    if timeout > interval or (ends_before and timeout == interval):
        smaller = "smaller than" if ends_before else "smaller than or equal to"
        raise ValidationError(
            f"Health check timeout '{timeout}' must be {smaller} the interval '{interval}'"
        )


def _web_check(options: dict[str, Any]) -> dict[str, Any]:
    """Return what "CreateTargetGroup" says of HTTP checks of groups that do not speak HTTP."""
    protocol = options.get("healthcheck_protocol")
    if protocol not in WEB_PROTOCOLS:
        return {}
    timeout = 6 if protocol == "HTTP" else 10
    return {
        "healthcheck_path": options.get("healthcheck_path") or "/",
        "healthcheck_timeout_seconds": options.get("healthcheck_timeout_seconds") or timeout,
        "matcher": options.get("matcher") or {"HttpCode": "200-399"},
    }


@wrap(ELBv2Backend, "create_target_group")
def _create(original: Function, self: Any, name: str, **options: Any) -> Any:
    """Check the times of an HTTP group, as moto does for the others; default HTTP checks of NLB groups."""
    if options.get("protocol") in NETWORK_PROTOCOLS:
        options |= _web_check(options)
    if settings.strict and options.get("protocol") in WEB_PROTOCOLS:
        interval = options.get("healthcheck_interval_seconds") or 30
        timeout = options.get("healthcheck_timeout_seconds") or 5
        _check_times(options["protocol"], int(interval), int(timeout))
    return original(self, name, **options)


@wrap(ELBv2Backend, "modify_target_group")
def _modify(original: Function, self: Any, arn: str, *arguments: Any, **keywords: Any) -> Any:
    """Keep the success codes of HTTP checks of TCP groups too; check times as creation does."""

    def given(name: str, position: int) -> Any:
        return keywords.get(name) or (arguments[position] if len(arguments) > position else None)

    group = self.target_groups.get(arn)
    if settings.strict and group is not None:
        interval = given("health_check_interval", 3) or group.health_check_interval_seconds
        timeout = given("health_check_timeout", 4) or group.health_check_timeout_seconds
        _check_times(group.protocol, int(interval), int(timeout))
    group = original(self, arn, *arguments, **keywords)
    codes = given("http_codes", 7)
    if codes is not None:
        group.matcher = {"HttpCode": codes}
    return group
