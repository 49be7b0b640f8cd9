"""Load balancers, target groups, listeners."""

from __future__ import annotations

from awsemu.inventory.items import Facts, Item, Items, Scope, tags_of, without

ACCESS_LOGS = "access_logs.s3"
"""Begins the names of attributes about access logs."""


def balancers_and_groups(scope: Scope) -> Items:
    """Read everything of Elastic Load Balancing."""
    balancers = scope.pages("elbv2", "describe_load_balancers", "LoadBalancers")
    for balancer in balancers:
        yield _balancer(scope, balancer)
    for balancer in balancers:
        yield from _listeners(scope, balancer["LoadBalancerArn"])
    for group in scope.pages("elbv2", "describe_target_groups", "TargetGroups"):
        yield _group(scope, group)


def _tags(scope: Scope, arn: str) -> dict[str, str]:
    answer = scope.client("elbv2").describe_tags(ResourceArns=[arn])
    return tags_of(answer["TagDescriptions"][0]["Tags"])


def _attributes(rows: list[Facts]) -> Facts:
    return {row["Key"]: row["Value"] for row in rows if row.get("Value")}


def _balancer_attributes(rows: list[Facts]) -> Facts:
    """Leave out where logs would go while none are written: not every engine sends it then."""
    attributes = _attributes(rows)
    if attributes.get(f"{ACCESS_LOGS}.enabled") == "false":
        return without(attributes, f"{ACCESS_LOGS}.bucket", f"{ACCESS_LOGS}.prefix")
    return attributes


def _balancer(scope: Scope, balancer: Facts) -> Item:
    arn = balancer["LoadBalancerArn"]
    attributes = scope.client("elbv2").describe_load_balancer_attributes(LoadBalancerArn=arn)
    facts = without(balancer, "LoadBalancerArn", "DNSName")
    facts["Attributes"] = _balancer_attributes(attributes["Attributes"])
    kept = scope.client("elbv2").describe_capacity_reservation(LoadBalancerArn=arn)
    if kept.get("MinimumLoadBalancerCapacity"):
        facts["MinimumCapacity"] = kept["MinimumLoadBalancerCapacity"]
    facts["Tags"] = _tags(scope, arn)
    ids = {arn: "arn", arn.split("loadbalancer/")[1]: "full-name"}
    if balancer.get("DNSName"):
        ids[balancer["DNSName"]] = "dns"
    return Item("elbv2/load_balancer", str(scope), facts, ids, balancer["Type"])


def _listeners(scope: Scope, balancer_arn: str) -> Items:
    client = scope.client("elbv2")
    for listener in scope.pages(
        "elbv2", "describe_listeners", "Listeners", LoadBalancerArn=balancer_arn
    ):
        arn = listener["ListenerArn"]
        attributes = client.describe_listener_attributes(ListenerArn=arn)["Attributes"]
        certificates = scope.pages(
            "elbv2", "describe_listener_certificates", "Certificates", ListenerArn=arn
        )
        facts = without(listener, "ListenerArn", "Certificates")
        facts["Attributes"] = _attributes(attributes)
        facts["Certificates"] = certificates
        facts["DefaultActions"] = _actions(listener["DefaultActions"])
        facts["Rules"] = _rules(scope, arn)
        facts["Tags"] = _tags(scope, arn)
        label = f"{listener.get('Protocol', '')}-{listener.get('Port', '')}"
        yield Item("elbv2/listener", str(scope), facts, {arn: "arn"}, label)


def _actions(actions: list[Facts]) -> list[Facts]:
    """Leave the order of an only action out: it says nothing, and not every engine sends it."""
    return [without(action, "Order") for action in actions] if len(actions) == 1 else actions


def _rules(scope: Scope, listener_arn: str) -> list[Facts]:
    """Read the rules beside the default one, which the listener shows as its actions."""
    rules = scope.pages("elbv2", "describe_rules", "Rules", ListenerArn=listener_arn)
    return [without(rule, "RuleArn") for rule in rules if not rule.get("IsDefault")]


def _group(scope: Scope, group: Facts) -> Item:
    arn, client = group["TargetGroupArn"], scope.client("elbv2")
    attributes = client.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"]
    health = client.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
    facts = without(group, "TargetGroupArn")
    facts["Attributes"] = _attributes(attributes)
    facts["Targets"] = [row["Target"] for row in health]
    facts["Tags"] = _tags(scope, arn)
    ids = {arn: "arn", arn.split(":")[-1]: "full-name"}
    label = f"{group.get('Protocol', '')}-{group.get('Port', '')}"
    return Item("elbv2/target_group", str(scope), facts, ids, label)
