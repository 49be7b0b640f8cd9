"""Security groups: rule descriptions, and groups that are in use.

Stock moto loses the description of a rule whose peer is a group or a prefix list, answers only the rules
of the last permission of a request, and deletes groups that something still uses. AWS keeps the first,
answers all of the second, and refuses the last with ``DependencyViolation`` (here with ``--strict``).
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.security_groups import (
    SecurityGroup,
    SecurityGroupBackend,
    SecurityGroupRule,
)
from moto.ec2.responses.security_groups import SecurityGroups as Response
from moto.elbv2.models import elbv2_backends

from awsemu.patching import Function, replace, wrap
from awsemu.settings import settings


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
    authorize = getattr(response.ec2_backend, f"authorize_security_group_{direction}")
    rules = []
    for arguments in response._process_rules_from_querystring():
        added, _ = authorize(**arguments)
        rules += [rule for rule in added if rule not in rules]
    return ActionResult({"Return": True, "SecurityGroupRules": rules})


@replace(Response)
def authorize_security_group_ingress(self: Any) -> ActionResult:
    """Add ingress rules and answer all of them."""
    return _authorize(self, "ingress")


@replace(Response)
def authorize_security_group_egress(self: Any) -> ActionResult:
    """Add egress rules and answer all of them."""
    return _authorize(self, "egress")


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
