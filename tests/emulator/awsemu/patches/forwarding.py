"""Forward actions of listeners and rules: one target group, or several with weights.

AWS shows both forms of an action with one target group, whichever was sent; stock moto shows what was sent.
It takes groups without weights, weights out of range, a group twice, both forms with different groups, and
weights of Gateway Load Balancers, compares no protocols, and lets several load balancers use one group (here
with ``--strict``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moto.elbv2.exceptions import ELBClientError as ClientError
from moto.elbv2.exceptions import ValidationError
from moto.elbv2.models import ELBv2Backend

from awsemu.patching import Function, wrap
from awsemu.settings import settings

ARN = "TargetGroupArn"
CONFIG = "ForwardConfig"
GROUPS = "TargetGroups"
STICKINESS = "TargetGroupStickinessConfig"
MOST = 999
"""The highest weight."""

TARGET_PROTOCOLS = {
    "TCP": ("TCP", "TCP_UDP"),
    "TLS": ("TLS", "TCP"),
    "UDP": ("UDP", "TCP_UDP"),
    "TCP_UDP": ("TCP_UDP",),
}
"""Protocols of target groups by that of the listener: User Guide for Network Load Balancers, "Listeners"."""

Action = dict[str, Any]


def tuples(action: Action) -> list[dict[str, Any]]:
    """Return the target groups of an action, each with its weight if it has one."""
    listed: list[dict[str, Any]] = (action.get(CONFIG) or {}).get(GROUPS) or []
    return listed or ([{ARN: action[ARN]}] if action.get(ARN) else [])


def check(backend: Any, balancer: Any, protocol: str | None, actions: list[Action]) -> None:
    """Refuse what AWS refuses of a listener of this load balancer."""
    for action in actions:
        if action.get("Type") == "forward":
            _check_groups(balancer.type, action)
            _check_protocols(backend, balancer.type, protocol, action)
    _check_users(backend, balancer, actions)


def _check_groups(kind: str, action: Action) -> None:
    groups = tuples(action)
    arns = [group.get(ARN) for group in groups]
    if not groups or not all(arns):
        raise ValidationError("A target group ARN must be specified")
    if len(set(arns)) < len(arns):
        raise ValidationError("A target group can be specified once in an action")
    if action.get(ARN) and arns != [action[ARN]]:
        raise ValidationError(
            f"If both {ARN} and {CONFIG} are specified, {CONFIG} can have that target group only"
        )
    if kind == "gateway":
        _check_gateway(groups)
    for group in groups if len(groups) > 1 else ():
        if group.get("Weight") is None:
            raise ValidationError(f"A weight must be specified for target group '{group[ARN]}'")
    for group in groups:
        weight = group.get("Weight")
        if weight is not None and not 0 <= int(weight) <= MOST:
            raise ValidationError(f"Target group weight '{weight}' must be between 0 and {MOST}")


def _check_gateway(groups: list[dict[str, Any]]) -> None:
    if len(groups) > 1:
        raise ValidationError(
            "You cannot specify multiple target groups in a single action with a load balancer of "
            "type 'gateway'"
        )
    if groups[0].get("Weight") is not None:
        raise ValidationError(
            "You cannot specify a target group weight on load balancers of type 'gateway'"
        )


def _check_protocols(backend: Any, kind: str, protocol: str | None, action: Action) -> None:
    allowed = TARGET_PROTOCOLS.get(protocol or "")
    for group in tuples(action) if kind == "network" and allowed else ():
        found = backend.target_groups.get(group[ARN])
        if found is not None and found.protocol not in (allowed or ()):
            raise ClientError(
                "IncompatibleProtocols",
                f"Target group protocol '{found.protocol}' does not go with the listener protocol "
                f"'{protocol}'",
            )


def _check_users(backend: Any, balancer: Any, actions: list[Action]) -> None:
    """Refuse target groups that another load balancer uses.

    A group has one load balancer at most: User Guide for Network Load Balancers, "Quotas"; User Guide for
    Application Load Balancers, "Quotas".
    """
    others = [other for other in backend.load_balancers.values() if other is not balancer]
    used = {arn for other in others for arn in _used(other)}
    taken = [arn for arn in _forwarded(actions) if arn in used]
    if taken:
        raise ClientError(
            "TargetGroupAssociationLimit",
            "The following target groups cannot be associated with more than one load balancer: "
            + ", ".join(taken),
        )


def _used(balancer: Any) -> Iterable[str]:
    """Return the target groups that a load balancer forwards to: default actions are rules, too."""
    for listener in balancer.listeners.values():
        for rule in listener.rules.values():
            yield from _forwarded(action.data for action in rule.actions)


def _forwarded(actions: Iterable[Action]) -> list[str]:
    groups = [group for action in actions for group in tuples(action)]
    return [group[ARN] for group in groups if group.get(ARN)]


@wrap(ELBv2Backend, "create_rule")
def _create_rule(
    original: Function,
    self: Any,
    listener_arn: str,
    conditions: Any,
    priority: Any,
    actions: list[Action],
    *arguments: Any,
    **keywords: Any,
) -> Any:
    """Refuse a rule with target groups of another load balancer."""
    if settings.strict:
        _check_rule(self, listener_arn, actions)
    return original(self, listener_arn, conditions, priority, actions, *arguments, **keywords)


@wrap(ELBv2Backend, "modify_rule")
def _modify_rule(
    original: Function, self: Any, rule_arn: str, conditions: Any, actions: list[Action]
) -> Any:
    """Refuse target groups of another load balancer."""
    rules = self.describe_rules(listener_arn=None, rule_arns=[rule_arn])
    if settings.strict and rules:
        _check_rule(self, rules[0].listener_arn, actions)
    return original(self, rule_arn, conditions, actions)


def _check_rule(backend: Any, listener_arn: str, actions: list[Action]) -> None:
    for listener in backend.describe_listeners(None, [listener_arn]):
        _check_users(backend, backend.load_balancers[listener.load_balancer_arn], actions)


def complete(kind: str, actions: list[Any]) -> None:
    """Give actions of a listener what AWS shows: both forms for one group, weights for several.

    With one group of a Network or Gateway Load Balancer there is no weight and no stickiness:
    crossplane-contrib/provider-upjet-aws#1771.
    """
    for action in actions:
        if action.type != "forward":
            continue
        groups = [dict(group) for group in tuples(action.data)]
        config: dict[str, Any] = {GROUPS: groups}
        if kind == "application" or len(groups) > 1:
            config[STICKINESS] = (action.data.get(CONFIG) or {}).get(STICKINESS) or {
                "Enabled": False
            }
            for group in groups:
                group.setdefault("Weight", 1)
        else:
            groups[0].pop("Weight", None)
        action.data[CONFIG] = action.ForwardConfig = config
        only = groups[0][ARN] if len(groups) == 1 else None
        if only:
            action.data[ARN] = action.TargetGroupArn = only
