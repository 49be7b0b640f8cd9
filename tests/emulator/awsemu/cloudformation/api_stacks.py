"""Calls that create, update and delete stacks."""

from __future__ import annotations

import json

from moto.core.responses import ActionResult, EmptyResult

from awsemu.cloudformation.change_sets import changes_of, outputs_differ
from awsemu.cloudformation.errors import StackError, refusal
from awsemu.cloudformation.operations import create, delete, start, update
from awsemu.cloudformation.requests import Request
from awsemu.cloudformation.stacks import Stack
from awsemu.moto_state import as_flag


class StackCalls:
    """Part of the API."""

    def create_stack(self) -> ActionResult:
        """Check everything, then create in the background."""
        request = Request(self)
        name, body = request.text("StackName"), request.body()
        if request.backend.find_stack(name) is not None:
            raise refusal(f"Stack [{name}] already exists", "AlreadyExistsException")
        request.check_capabilities(body)
        stack = Stack(request.account, request.region, name, request.tags())
        keeps = request.text("OnFailure") == "DO_NOTHING"
        stack.keeps_failed = keeps or as_flag(request.text("DisableRollback"))
        try:
            stack.prepare(body, request.given())
        except StackError as problem:
            raise refusal(str(problem)) from problem
        request.backend.stacks[stack.id] = stack
        stack.status = "CREATE_IN_PROGRESS"
        start(create, stack)
        return ActionResult({"StackId": stack.id})

    def update_stack(self) -> ActionResult:
        """Check everything, then update in the background; nothing to do is a refusal."""
        request = Request(self)
        stack = request.stack()
        if stack.status.endswith("IN_PROGRESS") or stack.status == "ROLLBACK_COMPLETE":
            raise refusal(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
        body, tags = request.body(stack), request.tags() or stack.tags
        request.check_capabilities(body)
        try:
            prepared = stack.check(body, request.given(stack))
        except StackError as problem:
            raise refusal(str(problem)) from problem
        if not changes_of(stack, prepared, tags) and not outputs_differ(stack, prepared):
            raise refusal("No updates are to be performed.")
        stack.status = "UPDATE_IN_PROGRESS"
        start(update, stack, prepared, tags)
        return ActionResult({"StackId": stack.id})

    def delete_stack(self) -> EmptyResult:
        """Delete in the background; a stack that does not exist is deleted already."""
        request = Request(self)
        stack = request.backend.find_stack(request.text("StackName"))
        if stack is None:
            return EmptyResult()
        users = _importers(stack)
        if users:
            reason = f"Export in use by {', '.join(users)}"
            stack.event(None, "DELETE_FAILED", reason)
            return EmptyResult()
        stack.status = "DELETE_IN_PROGRESS"
        start(delete, stack)
        return EmptyResult()


def _importers(stack: Stack) -> list[str]:
    """Return the stacks that import what `stack` exports."""
    names = []
    for other in stack.backend.live_stacks():
        text = json.dumps(other.template(), default=str)
        imports = other is not stack and "Fn::ImportValue" in text
        if imports and any(json.dumps(export) in text for export in stack.exports):
            names.append(other.name)
    return names
