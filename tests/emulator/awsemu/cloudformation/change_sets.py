"""Change sets: what an update would do, found without doing it.

The new properties of every resource are evaluated against the resources that exist. A value that
only a new or replaced resource can give stands as `UNKNOWN`, and differs from everything.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from awsemu.cloudformation import schema
from awsemu.cloudformation.functions import Resolver
from awsemu.cloudformation.operations import must_replace
from awsemu.cloudformation.prepare import Prepared
from awsemu.cloudformation.references import creation_order, wanted_resources
from awsemu.cloudformation.resources import Change, now
from awsemu.cloudformation.stacks import Stack, properties_of

UNKNOWN = "{{changeSet:KNOWN_AFTER_APPLY}}"
"""Stands for a value that is known only after the change."""

NO_CHANGES = (
    "The submitted information didn't contain changes. "
    "Submit different information to create a change set."
)


@dataclass
class ChangeSet:
    """A change set of a stack."""

    name: str
    kind: str
    """CREATE or UPDATE."""
    stack: Stack
    prepared: Prepared | None
    """What executing it would run; None if the template was refused."""
    tags: dict[str, str]
    changes: list[dict[str, Any]] = field(default_factory=list)
    status: str = "CREATE_COMPLETE"
    reason: str | None = None
    execution: str = "AVAILABLE"
    created: Any = field(default_factory=now)
    id: str = ""

    def __post_init__(self) -> None:
        """Make the ARN."""
        context = self.stack.context
        self.id = (
            f"arn:aws:cloudformation:{context.region}:{context.account}:"
            f"changeSet/{self.name}/{uuid.uuid4()}"
        )

    def fail(self, reason: str) -> None:
        """Make it one that can not be executed."""
        self.status, self.execution, self.reason = "FAILED", "UNAVAILABLE", reason

    def summary(self) -> dict[str, Any]:
        """Describe it as the API does."""
        return {
            "ChangeSetId": self.id,
            "ChangeSetName": self.name,
            "StackId": self.stack.id,
            "StackName": self.stack.name,
            "CreationTime": self.created,
            "Status": self.status,
            "ExecutionStatus": self.execution,
            **({"StatusReason": self.reason} if self.reason else {}),
        }


def changes_of(stack: Stack, prepared: Prepared, tags: dict[str, str]) -> list[dict[str, Any]]:
    """Return the resource changes that running `prepared` on `stack` would make."""
    fresh: set[str] = set()
    changes = []

    def find(name: str, attribute: str | None) -> Any:
        if name in fresh or name not in stack.resources:
            return UNKNOWN
        return stack.find(name, attribute)

    resolver = prepared.resolver(stack.context, find)
    for name in creation_order(resolver):
        change = _change_of(stack, resolver, name, tags)
        if change is None:
            continue
        if change["Action"] == "Add" or change.get("Replacement") == "True":
            fresh.add(name)
        changes.append({"Type": "Resource", "ResourceChange": change})
    wanted = wanted_resources(resolver)
    for name, resource in stack.resources.items():
        if name not in wanted and resource.physical is not None:
            removal = {
                "Action": "Remove",
                "LogicalResourceId": name,
                "PhysicalResourceId": resource.physical,
                "ResourceType": resource.kind,
                "Details": [],
            }
            changes.append({"Type": "Resource", "ResourceChange": removal})
    return changes


def outputs_differ(stack: Stack, prepared: Prepared) -> bool:
    """Return whether the declared outputs are other ones; they change without any resource."""
    before = stack.prepared
    if before is None:
        return True
    old = before.resolver(stack.context, _unresolved)
    new = prepared.resolver(stack.context, _unresolved)
    return _outputs(old) != _outputs(new)


def _unresolved(name: str, attribute: str | None) -> str:
    return f"{name}.{attribute}"


def _outputs(resolver: Resolver) -> dict[str, Any]:
    """Evaluate the declared outputs; whatever a reference makes impossible is compared as written."""
    found = {}
    for name, output in (resolver.template.get("Outputs") or {}).items():
        if "Condition" in output and not resolver.condition(output["Condition"]):
            continue
        try:
            found[name] = resolver.value(output)
        except Exception:  # e.g. an index into a list that only the real resource has
            found[name] = output
    return found


def _change_of(
    stack: Stack, resolver: Resolver, name: str, tags: dict[str, str]
) -> dict[str, Any] | None:
    """Return the change of one resource, None if it stays as it is."""
    kind = resolver.template["Resources"][name]["Type"]
    row: dict[str, Any] = {"LogicalResourceId": name, "ResourceType": kind}
    resource = stack.resources.get(name)
    if resource is None or resource.physical is None:
        return {**row, "Action": "Add", "Details": []}
    try:
        properties = properties_of(resolver, name, tags)
    except Exception:  # a function of an unknown value, such as Fn::Select of a list to come
        properties = {**resource.properties, UNKNOWN: UNKNOWN}
    change = Change(resource.properties, properties)
    if not change.names and resource.kind == kind:
        return None
    replaces = must_replace(resource.kind, kind, change)
    maybe = bool(change.names & schema.conditionally_fixed_properties(kind))
    return {
        **row,
        "Action": "Modify",
        "PhysicalResourceId": resource.physical,
        "Replacement": "True" if replaces else "Conditional" if maybe else "False",
        "Scope": ["Properties"],
        "Details": [_detail(kind, name) for name in sorted(change.names - {UNKNOWN})],
    }


def _detail(kind: str, name: str) -> dict[str, Any]:
    fixed = name in schema.fixed_properties(kind)
    maybe = name in schema.conditionally_fixed_properties(kind)
    recreation = "Always" if fixed else "Conditionally" if maybe else "Never"
    attribute = "Tags" if name == schema.tag_property(kind) else "Properties"
    target = {"Attribute": attribute, "RequiresRecreation": recreation}
    if attribute == "Properties":
        target["Name"] = name
    return {"Target": target, "Evaluation": "Static", "ChangeSource": "DirectModification"}
