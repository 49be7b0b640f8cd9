"""Security groups: rule descriptions, and groups that are in use.

Stock moto loses the description of a rule whose peer is a group or a prefix list, answers only the
rules of the last permission of a request, changes nothing but IPv4 ranges of a rule, counts a prefix
list as nothing and both address families together, and deletes groups that something still uses. AWS
refuses the last two with ``RulesPerSecurityGroupLimitExceeded`` and ``DependencyViolation`` (here with
``--strict``).
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import (
    EC2ClientError,
    InvalidParameterCombination,
    InvalidSecurityGroupNotFoundError,
    InvalidSecurityGroupRuleIdNotFoundError,
    RulesPerSecurityGroupLimitExceededError,
)
from moto.ec2.models.security_groups import (
    SecurityGroup,
    SecurityGroupBackend,
    SecurityGroupRule,
)
from moto.ec2.responses.security_groups import SecurityGroups as Response
from moto.elbv2.models import elbv2_backends

from awsemu.patching import Function, replace, wrap
from awsemu.settings import settings

# Source: Amazon VPC User Guide, "Amazon VPC quotas".
MOST_RULES = 60

PEERS = ("CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupId")


@wrap(SecurityGroupRule, "__init__")
def _init(original: Function, self: Any, *arguments: Any, **keywords: Any) -> None:
    """Remember the prefix list's description, which moto reads and drops."""
    original(self, *arguments, **keywords)
    position = 7
    entry = keywords.get("prefix_list_id") or (
        arguments[position] if len(arguments) > position else None
    )
    self.prefix_list_description = (entry or {}).get("Description")


def _get_description(self: Any) -> str | None:
    """Return the description, whatever the peer of the rule is."""
    text: str | None = (
        self.ip_range.get("Description")
        or self.source_group.get("Description")
        or self.prefix_list_description
    )
    return text


SecurityGroupRule.description = property(_get_description)


@wrap(SecurityGroup, "_flattened_rules")
def _flattened_rules(original: Function, self: Any, rules: list[Any]) -> list[Any]:
    """Show the description of prefix list entries in DescribeSecurityGroups as well."""
    views: list[Any] = original(self, rules)
    for view in views:
        for entry in view.prefix_list_ids:
            for rule in rules:
                same_list = rule.prefix_list_id == entry["PrefixListId"]
                if same_list and rule.from_port == view.from_port and rule.description:
                    entry["Description"] = rule.description
    return views


def _authorize(response: Any, direction: str) -> ActionResult:
    response.error_on_dryrun()
    backend = response.ec2_backend
    authorize = getattr(backend, f"authorize_security_group_{direction}")
    rules: list[Any] = []
    for arguments in response._process_rules_from_querystring():
        added, group = authorize(**arguments)
        rules += [rule for rule in added if rule not in rules]
        there = getattr(group, f"{direction}_rules")
        if settings.strict and _is_too_much(backend, there):
            # AWS adds all rules of a request or none.
            there[:] = [rule for rule in there if rule not in rules]
            raise RulesPerSecurityGroupLimitExceededError
    return ActionResult({"Return": True, "SecurityGroupRules": rules})


def _is_too_much(backend: Any, rules: list[Any]) -> bool:
    """Count as AWS does: by family; a group for both, a prefix list for both and with all it may get."""
    counts = {"CidrIp": 0, "CidrIpv6": 0}
    for rule in rules:
        family = next((name for name in counts if rule.ip_range.get(name)), None)
        if family:
            counts[family] += 1
            continue
        known = backend.managed_prefix_lists.get(rule.prefix_list_id)
        for name in counts:
            counts[name] += (getattr(known, "max_entries", None) or 1) if known else 1
    return max(counts.values()) > MOST_RULES


@wrap(SecurityGroupBackend, "_verify_group_will_respect_rule_count_limit")
def _verify(original: Function, *arguments: Any, **keywords: Any) -> None:
    """Leave the quota to the strict count, which knows families and prefix lists."""
    if not settings.strict:
        original(*arguments, **keywords)


@replace(Response)
def authorize_security_group_ingress(self: Any) -> ActionResult:
    """Add ingress rules and answer all of them."""
    return _authorize(self, "ingress")


@replace(Response)
def authorize_security_group_egress(self: Any) -> ActionResult:
    """Add egress rules and answer all of them."""
    return _authorize(self, "egress")


@replace(SecurityGroupBackend)
def modify_security_group_rules(self: Any, group_id: str, rules: dict[str, Any]) -> None:
    """Give rules a new protocol, ports, peer and description; they keep their ids."""
    group = self.get_security_group_from_id(group_id)
    if group is None:
        raise InvalidSecurityGroupNotFoundError(group_id)
    for rule_id, wanted in rules.items():
        rule = group.get_rule(rule_id)
        if rule is None:
            raise InvalidSecurityGroupRuleIdNotFoundError(rule_id)
        peers = [wanted[name] for name in PEERS if wanted.get(name)]
        if len(peers) != 1:
            raise InvalidParameterCombination(
                "Exactly one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId is needed"
            )
        _change_rule(self, rule, wanted)


def _change_rule(backend: Any, rule: Any, wanted: dict[str, Any]) -> None:
    text = {"Description": wanted["Description"]} if wanted.get("Description") else {}
    rule.ip_protocol = str(wanted.get("IpProtocol", "-1"))
    every_port = rule.ip_protocol == "-1"
    rule.from_port = None if every_port else int(wanted["FromPort"])
    rule.to_port = None if every_port else int(wanted["ToPort"])
    rule.ip_range, rule.source_group, rule.prefix_list_id = {}, {}, None
    rule.prefix_list_description = None
    if wanted.get("CidrIpv4"):
        rule.ip_range = {"CidrIp": wanted["CidrIpv4"], **text}
    elif wanted.get("CidrIpv6"):
        rule.ip_range = {"CidrIpv6": wanted["CidrIpv6"], **text}
    elif wanted.get("ReferencedGroupId"):
        pair = {"GroupId": wanted["ReferencedGroupId"], **text}
        (rule.source_group,) = backend._add_source_group([pair], None)
    else:
        rule.prefix_list_id = wanted["PrefixListId"]
        rule.prefix_list_description = wanted.get("Description")


@wrap(SecurityGroupBackend, "delete_security_group")
def _delete(
    original: Function, self: Any, name: str | None = None, group_id: str | None = None
) -> None:
    """Refuse to delete a group that an interface, a load balancer or a rule still names."""
    if settings.strict and group_id and _is_used(self, group_id):
        raise EC2ClientError("DependencyViolation", f"resource {group_id} has a dependent object")
    original(self, name, group_id)


def _is_used(backend: Any, group_id: str) -> bool:
    interfaces = any(
        group.id == group_id for eni in list(backend.enis.values()) for group in eni.group_set
    )
    balancers = elbv2_backends[backend.account_id][backend.region_name].load_balancers.values()
    rules = (
        rule.source_group.get("GroupId") == group_id
        for groups in list(backend.groups.values())
        for group in list(groups.values())
        if group.id != group_id
        for rule in [*group.ingress_rules, *group.egress_rules]
    )
    return (
        interfaces
        or any(group_id in (balancer.security_groups or []) for balancer in list(balancers))
        or any(rules)
    )
