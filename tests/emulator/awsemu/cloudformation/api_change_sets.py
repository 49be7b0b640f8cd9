"""Calls for change sets, as ``aws cloudformation deploy`` makes them."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult

from awsemu.cloudformation.change_sets import NO_CHANGES, ChangeSet, changes_of, outputs_differ
from awsemu.cloudformation.errors import StackError, refusal
from awsemu.cloudformation.operations import create, start, update
from awsemu.cloudformation.parameters import shown_values
from awsemu.cloudformation.requests import Request
from awsemu.cloudformation.stacks import Stack


class ChangeSetCalls:
    """Part of the API."""

    def create_change_set(self) -> ActionResult:
        """Find the changes; a template that is refused, or changes nothing, makes a failed set."""
        request = Request(self)
        kind = request.text("ChangeSetType", "UPDATE")
        stack = _stack_for(request, kind)
        body = request.body(stack)
        request.check_capabilities(body)
        request.backend.stacks.setdefault(stack.id, stack)
        tags = request.tags() or stack.tags
        change_set = ChangeSet(request.text("ChangeSetName"), kind, stack, None, tags)
        request.backend.change_sets[change_set.id] = change_set
        try:
            prepared = stack.check(body, request.given(stack))
            change_set.prepared = prepared
            change_set.changes = changes_of(stack, prepared, tags)
            outputs = kind == "UPDATE" and outputs_differ(stack, prepared)
            if kind == "UPDATE" and not change_set.changes and not outputs:
                change_set.fail(NO_CHANGES)
        except StackError as problem:
            change_set.fail(str(problem))
        return ActionResult({"Id": change_set.id, "StackId": stack.id})

    def describe_change_set(self) -> ActionResult:
        """Show a change set."""
        change_set = _find(Request(self))
        prepared = change_set.prepared
        parameters = shown_values(prepared.template, prepared.parameters) if prepared else []
        tags = [{"Key": key, "Value": value} for key, value in change_set.tags.items()]
        return ActionResult(
            {
                **change_set.summary(),
                "Changes": change_set.changes,
                "Parameters": parameters,
                "Tags": tags,
            }
        )

    def execute_change_set(self) -> EmptyResult:
        """Run it in the background."""
        change_set = _find(Request(self))
        if change_set.execution != "AVAILABLE" or change_set.prepared is None:
            raise refusal(f"ChangeSet is {change_set.execution}", "InvalidChangeSetStatus")
        change_set.execution = "EXECUTE_COMPLETE"
        stack = change_set.stack
        if change_set.kind == "CREATE":
            stack.prepared, stack.tags = change_set.prepared, change_set.tags
            stack.status = "CREATE_IN_PROGRESS"
            start(create, stack)
        else:
            stack.status = "UPDATE_IN_PROGRESS"
            start(update, stack, change_set.prepared, change_set.tags)
        return EmptyResult()

    def delete_change_set(self) -> EmptyResult:
        """Forget it."""
        request = Request(self)
        request.backend.change_sets.pop(_find(request).id)
        return EmptyResult()

    def list_change_sets(self) -> ActionResult:
        """List those of a stack."""
        request = Request(self)
        stack = request.stack()
        sets = request.backend.change_sets.values()
        return ActionResult({"Summaries": [s.summary() for s in sets if s.stack is stack]})


def _stack_for(request: Request, kind: str) -> Stack:
    """Return the stack that a change set is for; CREATE may make an empty one."""
    name = request.text("StackName")
    stack = request.backend.find_stack(name)
    if kind == "CREATE":
        if stack is not None and stack.status != "REVIEW_IN_PROGRESS":
            raise refusal(f"Stack [{name}] already exists", "AlreadyExistsException")
        return stack or Stack(request.account, request.region, name, request.tags())
    if stack is None:
        raise refusal(f"Stack [{name}] does not exist")
    if stack.status.endswith("IN_PROGRESS") or stack.status == "ROLLBACK_COMPLETE":
        raise refusal(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
    return stack


def _find(request: Request) -> ChangeSet:
    name, stack_name = request.text("ChangeSetName"), request.text("StackName")
    for change_set in reversed(list(request.backend.change_sets.values())):
        of_stack = stack_name in (None, change_set.stack.name, change_set.stack.id)
        if change_set.id == name or (change_set.name == name and of_stack):
            return change_set
    raise refusal(f"ChangeSet [{name}] does not exist", "ChangeSetNotFound")
