"""Log groups, alarms, dashboards, parameters."""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    integers,
    is_true,
    json_text,
    pick,
    tag_changes,
    tag_list,
)
from awsemu.cloudformation.resources import Change, Properties, Resource


def _mapping(tags: list[dict[str, str]]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags}


@handles("AWS::Logs::LogGroup")
class LogGroup(Handler):
    """A log group."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        name = properties.get("LogGroupName") or context.name(128)
        tags = {"tags": _mapping(tag_list(properties))} if properties.get("Tags") else {}
        context.client("logs").create_log_group(logGroupName=name, **tags)
        self._retain(context, context.begin(name), properties)
        arn = f"arn:aws:logs:{context.region}:{context.account}:log-group:{name}:*"
        return name, {"Arn": arn}

    def _retain(self, context: Context, name: str, properties: Properties) -> None:
        logs = context.client("logs")
        if "RetentionInDays" in properties:
            days = int(properties["RetentionInDays"])
            logs.put_retention_policy(logGroupName=name, retentionInDays=days)
        else:
            logs.delete_retention_policy(logGroupName=name)

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change retention and tags."""
        self._retain(context, str(resource.physical), change.new)
        logs, arn = context.client("logs"), resource.attributes["Arn"].removesuffix(":*")
        added, removed = tag_changes(change)
        if removed:
            logs.untag_resource(resourceArn=arn, tagKeys=removed)
        if added:
            logs.tag_resource(resourceArn=arn, tags=_mapping(added))

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("logs").delete_log_group(logGroupName=resource.physical)


@handles("AWS::CloudWatch::Alarm")
class Alarm(Handler):
    """An alarm."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        name = properties.get("AlarmName") or context.name(200)
        self._put(context, name, properties)
        return name, {"Arn": self._arn(context, name)}

    def _arn(self, context: Context, name: str) -> str:
        return f"arn:aws:cloudwatch:{context.region}:{context.account}:alarm:{name}"

    def _put(self, context: Context, name: str, properties: Properties) -> None:
        numbers = ("EvaluationPeriods", "DatapointsToAlarm", "Period")
        own = ("AlarmName", "Threshold", "ActionsEnabled", "Tags", *numbers)
        arguments: dict[str, Any] = {
            **{key: value for key, value in properties.items() if key not in own},
            **integers(properties, *numbers),
        }
        if "Threshold" in properties:
            arguments["Threshold"] = float(properties["Threshold"])
        if "ActionsEnabled" in properties:
            arguments["ActionsEnabled"] = is_true(properties["ActionsEnabled"])
        if properties.get("Tags"):
            arguments["Tags"] = tag_list(properties)
        context.client("cloudwatch").put_metric_alarm(AlarmName=name, **arguments)

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Put it again."""
        name = str(resource.physical)
        self._put(context, name, change.new)
        _, removed = tag_changes(change)
        if removed:
            context.client("cloudwatch").untag_resource(
                ResourceARN=self._arn(context, name), TagKeys=removed
            )

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("cloudwatch").delete_alarms(AlarmNames=[resource.physical])


@handles("AWS::CloudWatch::Dashboard")
class Dashboard(Handler):
    """A dashboard."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        name = properties.get("DashboardName") or context.name(200)
        self._put(context, name, properties)
        # moto has no tags of dashboards, and nothing here reads any.
        properties.get("Tags")
        return name, {}

    def _put(self, context: Context, name: str, properties: Properties) -> None:
        body = json_text(properties["DashboardBody"])
        context.client("cloudwatch").put_dashboard(DashboardName=name, DashboardBody=body)

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Put it again."""
        self._put(context, str(resource.physical), change.new)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("cloudwatch").delete_dashboards(DashboardNames=[resource.physical])


@handles("AWS::SSM::Parameter")
class Parameter(Handler):
    """A parameter of Systems Manager; its tags are a map."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        name = properties.get("Name") or context.name(200)
        tags = [{"Key": k, "Value": v} for k, v in (properties.get("Tags") or {}).items()]
        context.client("ssm").put_parameter(
            Name=name,
            **pick(properties, "Type", "Value", "Description"),
            **({"Tags": tags} if tags else {}),
        )
        return name, pick(properties, "Type", "Value")

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change the value."""
        context.client("ssm").put_parameter(
            Name=resource.physical,
            Overwrite=True,
            **pick(change.new, "Type", "Value", "Description"),
        )
        resource.attributes = pick(change.new, "Type", "Value")

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("ssm").delete_parameter(Name=resource.physical)
