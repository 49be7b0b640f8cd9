"""Security groups with their rules."""

from __future__ import annotations

from awsemu.inventory.items import Facts, Item, Items, Scope, tags_of, without


def groups(scope: Scope) -> Items:
    """Read groups; of the default VPC only those that somebody made."""
    vpcs = scope.pages("ec2", "describe_vpcs", "Vpcs")
    default = {vpc["VpcId"] for vpc in vpcs if vpc["IsDefault"]}
    rules: dict[str, list[Facts]] = {}
    for rule in scope.pages("ec2", "describe_security_group_rules", "SecurityGroupRules"):
        rules.setdefault(rule["GroupId"], []).append(_rule(rule))
    for group in scope.pages("ec2", "describe_security_groups", "SecurityGroups"):
        is_default = group["GroupName"] == "default"
        if is_default and group.get("VpcId") in default:
            continue
        identifier = group["GroupId"]
        dropped = ("GroupId", "OwnerId", "IpPermissions", "IpPermissionsEgress", "Tags")
        facts = without(group, *dropped, "SecurityGroupArn")
        facts["Rules"] = rules.get(identifier, [])
        facts["Tags"] = tags_of(group.get("Tags"))
        ids = {identifier: "id"}
        if group.get("SecurityGroupArn"):
            ids[group["SecurityGroupArn"]] = "arn"
        label = "default" if is_default else group.get("Description", "")
        yield Item("ec2/security_group", str(scope), facts, ids, label)


def _rule(rule: Facts) -> Facts:
    """Describe a rule by what it says; its id is its own, and its group is where it is listed."""
    facts = without(
        rule,
        "SecurityGroupRuleId",
        "SecurityGroupRuleArn",
        "GroupId",
        "GroupOwnerId",
        "ReferencedGroupInfo",
        "Tags",
    )
    peer = rule.get("ReferencedGroupInfo") or {}
    if peer.get("GroupId"):
        facts["ReferencedGroup"] = peer["GroupId"]
    if tags_of(rule.get("Tags")):
        facts["Tags"] = tags_of(rule.get("Tags"))
    return facts
