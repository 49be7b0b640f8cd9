"""Security groups and their rules, inside the group and as resources of their own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.handlers.base import Created, Handler, handles, pick
from awsemu.cloudformation.handlers.ec2_tags import retag, specification
from awsemu.cloudformation.resources import Change, Properties, Resource

EVERYTHING_OUT = {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}
"""The egress rule that EC2 gives every new group."""

EVERYTHING_OUT_IPV6 = {"IpProtocol": "-1", "CidrIpv6": "::/0"}
"""The one that it gives beside, where the VPC has IPv6 addresses."""

PEERS = {
    "CidrIp": "CidrIpv4",
    "SourceSecurityGroupId": "ReferencedGroupId",
    "DestinationSecurityGroupId": "ReferencedGroupId",
    "SourcePrefixListId": "PrefixListId",
    "DestinationPrefixListId": "PrefixListId",
}
"""The peer of a rule: name in a template, name in the call that changes rules."""

INLINE = (("SecurityGroupIngress", "ingress"), ("SecurityGroupEgress", "egress"))


def permission(rule: Properties, direction: str) -> dict[str, Any]:
    """Turn a rule of a template into one permission of the EC2 API."""
    entry: dict[str, Any] = {"IpProtocol": str(rule["IpProtocol"])}
    for name in ("FromPort", "ToPort"):
        if name in rule:
            entry[name] = int(rule[name])
    text = {"Description": rule["Description"]} if rule.get("Description") else {}
    side = "Source" if direction == "ingress" else "Destination"
    if "CidrIp" in rule:
        entry["IpRanges"] = [{"CidrIp": rule["CidrIp"], **text}]
    elif "CidrIpv6" in rule:
        entry["Ipv6Ranges"] = [{"CidrIpv6": rule["CidrIpv6"], **text}]
    elif f"{side}SecurityGroupId" in rule:
        pair = {"GroupId": rule[f"{side}SecurityGroupId"], **text}
        if rule.get("SourceSecurityGroupOwnerId"):
            pair["UserId"] = rule["SourceSecurityGroupOwnerId"]
        entry["UserIdGroupPairs"] = [pair]
    elif f"{side}PrefixListId" in rule:
        entry["PrefixListIds"] = [{"PrefixListId": rule[f"{side}PrefixListId"], **text}]
    else:
        raise StackError(f"Invalid {direction} rule: no {side.lower()} is given")
    return entry


def call(context: Context, verb: str, direction: str, **arguments: Any) -> Any:
    """Call ``authorize`` or ``revoke`` for a direction."""
    return getattr(context.client("ec2"), f"{verb}_security_group_{direction}")(**arguments)


@handles("AWS::EC2::SecurityGroup")
class SecurityGroup(Handler):
    """A group with inline rules.

    EC2 lets everything out of a new group. CloudFormation takes that rule away only if the template
    has egress rules, and puts it back when they are removed.
    """

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it with its rules."""
        group = context.client("ec2").create_security_group(
            GroupName=properties.get("GroupName") or context.name(255),
            Description=properties["GroupDescription"],
            **pick(properties, "VpcId"),
            **specification("security-group", properties),
        )["GroupId"]
        self._change_rules(context, context.begin(group), Change({}, properties))
        return group, {"GroupId": group, "Id": group}

    def _change_rules(self, context: Context, group: str, change: Change) -> None:
        for verb, direction, rule in _rule_changes(change):
            _change_rule(context, group, verb, direction, rule)
            if rule is EVERYTHING_OUT and verb == "revoke":
                # Without IPv6 there is no such rule.
                with contextlib.suppress(ClientError):
                    _change_rule(context, group, verb, direction, EVERYTHING_OUT_IPV6)

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change rules and tags."""
        self._change_rules(context, str(resource.physical), change)
        retag(context, resource, change)

    def revert(self, context: Context, resource: Resource, change: Change) -> None:
        """Undo the rules one by one: which of them were changed before the failure is not known."""
        group, back = str(resource.physical), change.reversed()
        for verb, direction, rule in _rule_changes(back):
            with contextlib.suppress(StackError, ClientError):
                _change_rule(context, group, verb, direction, rule)
        retag(context, resource, back)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("ec2").delete_security_group(GroupId=resource.physical)


def _rule_changes(change: Change) -> Iterator[tuple[str, str, Properties]]:
    """Yield verb, direction and rule of the calls that change the inline rules, in their order."""
    had, has = (bool(side.get("SecurityGroupEgress")) for side in (change.old, change.new))
    if has and not had:
        yield "revoke", "egress", EVERYTHING_OUT
    for name, direction in INLINE:
        for rule in change.removed(name):
            yield "revoke", direction, rule
        for rule in change.added(name):
            yield "authorize", direction, rule
    if had and not has:
        yield "authorize", "egress", EVERYTHING_OUT


def _change_rule(context: Context, group: str, verb: str, direction: str, rule: Properties) -> None:
    call(context, verb, direction, GroupId=group, IpPermissions=[permission(rule, direction)])


class Rule(Handler):
    """A rule of its own; only its description can change."""

    direction: str

    def create(self, context: Context, properties: Properties) -> Created:
        """Add it."""
        answer = call(
            context,
            "authorize",
            self.direction,
            GroupId=properties["GroupId"],
            IpPermissions=[permission(properties, self.direction)],
        )
        identifier = answer["SecurityGroupRules"][0]["SecurityGroupRuleId"]
        return identifier, {"Id": identifier}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change the description."""
        rule = pick(change.new, "IpProtocol", "FromPort", "ToPort", "CidrIpv6", "Description")
        for ours, theirs in PEERS.items():
            if ours in change.new:
                rule[theirs] = change.new[ours]
        rule |= {name: int(rule[name]) for name in ("FromPort", "ToPort") if name in rule}
        context.client("ec2").modify_security_group_rules(
            GroupId=change.new["GroupId"],
            SecurityGroupRules=[
                {"SecurityGroupRuleId": resource.physical, "SecurityGroupRule": rule}
            ],
        )

    def delete(self, context: Context, resource: Resource) -> None:
        """Remove it."""
        call(
            context,
            "revoke",
            self.direction,
            GroupId=resource.properties["GroupId"],
            SecurityGroupRuleIds=[resource.physical],
        )


@handles("AWS::EC2::SecurityGroupIngress")
class IngressRule(Rule):
    """What may come in."""

    direction = "ingress"


@handles("AWS::EC2::SecurityGroupEgress")
class EgressRule(Rule):
    """What may go out. It is added beside the rule that lets everything out."""

    direction = "egress"
