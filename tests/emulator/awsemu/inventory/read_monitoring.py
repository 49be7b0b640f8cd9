"""Log groups, alarms, dashboards."""

from __future__ import annotations

from awsemu.inventory.items import Item, Items, Scope, document, tags_of, without

STATE = ("StateValue", "StateReason", "StateReasonData")
"""What an alarm has seen; that is not what it is."""


def log_groups(scope: Scope) -> Items:
    """Read log groups."""
    client = scope.client("logs")
    for group in scope.pages("logs", "describe_log_groups", "logGroups"):
        arn = group["arn"].removesuffix(":*")
        facts = without(group, "arn", "logGroupArn", "creationTime", "storedBytes")
        facts["Tags"] = client.list_tags_for_resource(resourceArn=arn).get("tags", {})
        yield Item("logs/log_group", str(scope), facts, {arn: "arn"})


def alarms_and_dashboards(scope: Scope) -> Items:
    """Read alarms and dashboards."""
    client = scope.client("cloudwatch")
    for alarm in scope.pages("cloudwatch", "describe_alarms", "MetricAlarms"):
        arn = alarm["AlarmArn"]
        facts = without(alarm, "AlarmArn", *STATE)
        facts["Tags"] = tags_of(client.list_tags_for_resource(ResourceARN=arn).get("Tags"))
        yield Item("cloudwatch/alarm", str(scope), facts, {arn: "arn"})
    for row in scope.pages("cloudwatch", "list_dashboards", "DashboardEntries"):
        body = client.get_dashboard(DashboardName=row["DashboardName"])["DashboardBody"]
        facts = {"DashboardName": row["DashboardName"], "Body": document(body)}
        yield Item("cloudwatch/dashboard", str(scope), facts, {row["DashboardArn"]: "arn"})
