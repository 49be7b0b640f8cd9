"""A stack: its resources, events and outputs, and how values of its template are found."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from awsemu.cloudformation import schema
from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.functions import Resolver
from awsemu.cloudformation.handlers import get_handler
from awsemu.cloudformation.models import CloudFormationBackend, cloudformation_backends
from awsemu.cloudformation.parameters import as_text
from awsemu.cloudformation.prepare import Prepared, prepare
from awsemu.cloudformation.resources import Properties, Resource, now

STACK_TYPE = "AWS::CloudFormation::Stack"


class Stack:
    """One stack of an account in a Region."""

    def __init__(self, account: str, region: str, name: str, tags: dict[str, str]) -> None:
        self.name = name
        self.id = f"arn:aws:cloudformation:{region}:{account}:stack/{name}/{uuid.uuid4()}"
        self.context = Context(account, region, self.id, name)
        self.tags = tags
        self.resources: dict[str, Resource] = {}
        """By logical id, each after those it refers to."""
        self.events: list[dict[str, Any]] = []
        """Oldest first."""
        self.outputs: list[dict[str, str]] = []
        self.exports: dict[str, str] = {}
        self.status = "REVIEW_IN_PROGRESS"
        self.reason: str | None = None
        self.created = now()
        self.updated: datetime.datetime | None = None
        self.prepared: Prepared | None = None
        """The template it runs with; None while the stack is only a change set."""
        self.keeps_failed = False
        """Whether a failed creation is left as it is (``DisableRollback``)."""

    @property
    def backend(self) -> CloudFormationBackend:
        """The state that the stack is part of."""
        account = cloudformation_backends[self.context.account]
        backend: CloudFormationBackend = account[self.context.region]
        return backend

    def check(self, body: str, given: dict[str, str]) -> Prepared:
        """Check a template for this stack. Raises `StackError`."""
        return prepare(body, given, self.context)

    def prepare(self, body: str, given: dict[str, str]) -> None:
        """Check a template and take it on. Raises `StackError`."""
        self.prepared = self.check(body, given)

    def template(self) -> dict[str, Any]:
        """Return the current template, empty if there is none yet."""
        return self.prepared.template if self.prepared else {}

    def resolver(self) -> Resolver:
        """Return an evaluator of the current template that finds the resources of the stack."""
        if self.prepared is None:
            raise StackError(f"Stack {self.name} has no template")
        return self.prepared.resolver(self.context, self.find)

    def find(self, name: str, attribute: str | None) -> Any:
        """Return the physical id of a resource, or an attribute of it."""
        resource = self.resources.get(name)
        if resource is None or resource.physical is None:
            raise StackError(f"Unresolved resource dependencies [{name}]")
        if attribute is None:
            return resource.physical
        if attribute in resource.attributes:
            return resource.attributes[attribute]
        value = get_handler(resource.kind).attribute(self.context, resource, attribute)
        if value is None:
            value = resource.properties.get(attribute)
        if value is None:
            raise StackError(
                f"Template error: resource {name} does not support attribute type {attribute} "
                "in Fn::GetAtt"
            )
        return value

    def event(self, resource: Resource | None, status: str, reason: str | None = None) -> None:
        """Set the status of a resource, or of the stack, and write it down."""
        subject = resource or self
        subject.status, subject.reason = status, reason
        if resource is not None:
            resource.time = now()
        self.events.append(
            {
                "StackId": self.id,
                "EventId": str(uuid.uuid4()),
                "StackName": self.name,
                "LogicalResourceId": resource.logical if resource else self.name,
                "PhysicalResourceId": (resource.physical or "") if resource else self.id,
                "ResourceType": resource.kind if resource else STACK_TYPE,
                "Timestamp": now(),
                "ResourceStatus": status,
                **({"ResourceStatusReason": reason} if reason else {}),
            }
        )

    def why_failed(self) -> str:
        """Return the reasons of the resources that failed."""
        reasons = (
            f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}"
            for event in self.events
            if event["ResourceStatus"].endswith("FAILED") and event["ResourceType"] != STACK_TYPE
        )
        return "; ".join(reasons)


def properties_of(resolver: Resolver, name: str, tags: dict[str, str]) -> Properties:
    """Return the properties of a resource, with the tags of the stack where the type takes them."""
    declared = resolver.template["Resources"][name]
    properties: Properties = resolver.value(declared.get("Properties") or {})
    place = schema.tag_property(declared["Type"])
    if not tags or place is None:
        return properties
    own = list(properties.get(place) or [])
    keys = {tag["Key"] for tag in own}
    inherited = [{"Key": key, "Value": value} for key, value in tags.items() if key not in keys]
    return {**properties, place: own + inherited}


def compute_outputs(stack: Stack, resolver: Resolver) -> None:
    """Evaluate outputs and exports. Raises `StackError` for a value that is not text."""
    outputs, exports = [], {}
    for name, output in (resolver.template.get("Outputs") or {}).items():
        if "Condition" in output and not resolver.condition(output["Condition"]):
            continue
        value = resolver.value(output["Value"])
        if not isinstance(value, str | int | float | bool):
            raise StackError(
                "Template format error: The Value field of every Outputs member must evaluate to "
                f"a String ({name})."
            )
        row = {"OutputKey": name, "OutputValue": as_text(value)}
        if output.get("Description"):
            row["Description"] = output["Description"]
        if output.get("Export"):
            row["ExportName"] = _export_name(stack, str(resolver.value(output["Export"]["Name"])))
            exports[row["ExportName"]] = row["OutputValue"]
        outputs.append(row)
    stack.outputs, stack.exports = outputs, exports


def _export_name(stack: Stack, name: str) -> str:
    other = stack.backend.exporter(name)
    if other is not None and other is not stack:
        raise StackError(f"Export with name {name} is already exported by stack {other.name}.")
    return name
