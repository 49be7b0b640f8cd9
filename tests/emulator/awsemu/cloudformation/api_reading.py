"""Calls that only read: stacks, events, resources, templates, exports."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult

from awsemu.cloudformation.errors import StackError, refusal
from awsemu.cloudformation.parameters import as_text, is_secret, shown_values
from awsemu.cloudformation.requests import Request
from awsemu.cloudformation.stacks import Stack
from awsemu.cloudformation.template import Template, parse


class ReadingCalls:
    """Part of the API."""

    def describe_stacks(self) -> ActionResult:
        """Show one stack, or all that are not deleted."""
        request = Request(self)
        named = request.text("StackName")
        stacks = [request.stack()] if named else request.backend.live_stacks()
        return ActionResult({"Stacks": [_row(stack) for stack in stacks]})

    def list_stacks(self) -> ActionResult:
        """List stacks, deleted ones too, of some statuses if asked."""
        request = Request(self)
        wanted = request.text("StackStatusFilter", []) or []
        stacks = request.backend.stacks.values()
        rows = [_row(stack) for stack in stacks if not wanted or stack.status in wanted]
        return ActionResult({"StackSummaries": rows})

    def describe_stack_events(self) -> ActionResult:
        """Show events, newest first."""
        return ActionResult({"StackEvents": Request(self).stack().events[::-1]})

    def describe_stack_resources(self) -> ActionResult:
        """Show all resources, or one."""
        request = Request(self)
        rows = _resource_rows(request.stack(), request.text("LogicalResourceId"))
        return ActionResult({"StackResources": rows})

    def describe_stack_resource(self) -> ActionResult:
        """Show one resource."""
        request = Request(self)
        stack, name = request.stack(), request.text("LogicalResourceId")
        rows = _resource_rows(stack, name)
        if not rows:
            raise refusal(f"Resource {name} does not exist for stack {stack.name}")
        return ActionResult({"StackResourceDetail": rows[0]})

    def list_stack_resources(self) -> ActionResult:
        """List resources."""
        return ActionResult({"StackResourceSummaries": _resource_rows(Request(self).stack())})

    def get_template(self) -> ActionResult:
        """Return the template as it was given."""
        stack = Request(self).stack()
        body = stack.prepared.body if stack.prepared else ""
        return ActionResult({"TemplateBody": body, "StagesAvailable": ["Original", "Processed"]})

    def get_template_summary(self) -> ActionResult:
        """Describe a template, of a stack or given."""
        template = _template(Request(self))
        transforms = template.get("Transform") or []
        kinds = {
            resource.get("Type", "")
            for resource in template["Resources"].values()
            if isinstance(resource, dict)
        }
        return ActionResult(
            {
                "Parameters": _declared_parameters(template, with_types=True),
                "Description": template.get("Description"),
                "Version": str(template.get("AWSTemplateFormatVersion", "")),
                "ResourceTypes": sorted(kinds),
                "DeclaredTransforms": [transforms] if isinstance(transforms, str) else transforms,
            }
        )

    def validate_template(self) -> ActionResult:
        """Check the format only, as on AWS."""
        template = _template(Request(self))
        return ActionResult(
            {
                "Description": template.get("Description"),
                "Parameters": _declared_parameters(template, with_types=False),
            }
        )

    def list_exports(self) -> ActionResult:
        """List what stacks export."""
        rows = [
            {"ExportingStackId": stack.id, "Name": name, "Value": value}
            for stack in Request(self).backend.live_stacks()
            for name, value in stack.exports.items()
        ]
        return ActionResult({"Exports": rows})


def _template(request: Request) -> Template:
    stack = request.stack() if request.text("StackName") else None
    try:
        return parse(stack.prepared.body if stack and stack.prepared else request.body())
    except StackError as problem:
        raise refusal(str(problem)) from problem


def _declared_parameters(template: Template, with_types: bool) -> list[dict[str, Any]]:
    rows = []
    for name, spec in (template.get("Parameters") or {}).items():
        row: dict[str, Any] = {
            "ParameterKey": name,
            "NoEcho": is_secret(spec),
            "Description": spec.get("Description", ""),
        }
        if with_types:
            row["ParameterType"] = spec.get("Type", "String")
        if "Default" in spec:
            row["DefaultValue"] = as_text(spec["Default"])
        rows.append(row)
    return rows


def _row(stack: Stack) -> dict[str, Any]:
    prepared = stack.prepared
    row = {
        "StackId": stack.id,
        "StackName": stack.name,
        "CreationTime": stack.created,
        "StackStatus": stack.status,
        "Description": stack.template().get("Description"),
        "DisableRollback": stack.keeps_failed,
        "NotificationARNs": [],
        "Capabilities": [],
        "Outputs": stack.outputs or None,
        "Parameters": shown_values(prepared.template, prepared.parameters) if prepared else [],
        "Tags": [{"Key": key, "Value": value} for key, value in stack.tags.items()],
        "EnableTerminationProtection": False,
    }
    if stack.updated:
        row["LastUpdatedTime"] = stack.updated
    if stack.reason:
        row["StackStatusReason"] = stack.reason
    return row


def _resource_rows(stack: Stack, only: str | None = None) -> list[dict[str, Any]]:
    return [
        {
            "StackName": stack.name,
            "StackId": stack.id,
            "LogicalResourceId": resource.logical,
            "PhysicalResourceId": resource.physical,
            "ResourceType": resource.kind,
            "Timestamp": resource.time,
            "LastUpdatedTimestamp": resource.time,
            "ResourceStatus": resource.status,
            **({"ResourceStatusReason": resource.reason} if resource.reason else {}),
        }
        for resource in list(stack.resources.values())
        if only in (None, resource.logical)
    ]
