"""Creating, updating and deleting a stack, and rolling back what failed.

Resources are handled one after another, which CloudFormation does not do, but in an order it could
have chosen; so a stack ends in the same state and its events read in the same order every time.
"""

from __future__ import annotations

import contextlib
import re
import threading
import traceback
from collections.abc import Callable
from typing import Any

from awsemu.cloudformation import schema
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.functions import Resolver
from awsemu.cloudformation.handlers import get_handler
from awsemu.cloudformation.prepare import Prepared
from awsemu.cloudformation.references import creation_order, wanted_resources
from awsemu.cloudformation.resources import Change, Properties, Resource, Watched, now
from awsemu.cloudformation.stacks import Stack, compute_outputs, properties_of

GONE = re.compile(r"NotFound|does not exist|NoSuch|not found|InvalidAttachmentID")
"""Errors that mean that a resource to delete is gone already."""

RETAINING = ("Retain", "RetainExceptOnCreate")

Undo = Callable[[], None]


def start(operation: Callable[..., None], *arguments: Any) -> None:
    """Run an operation in a thread, as the API does."""
    threading.Thread(target=operation, args=arguments, daemon=True).start()


def create(stack: Stack) -> None:
    """Make all resources; on a failure remove them again."""
    stack.event(None, "CREATE_IN_PROGRESS", "User Initiated")
    resolver = stack.resolver()
    try:
        for name in creation_order(resolver):
            _make_or_fail(stack, resolver, name)
        compute_outputs(stack, resolver)
    except Exception as problem:  # whatever a handler meets, the stack has to end
        if stack.keeps_failed:
            stack.event(None, "CREATE_FAILED", str(problem))
            return
        reason = f"{problem} Rollback requested by user."
        stack.event(None, "ROLLBACK_IN_PROGRESS", reason)
        removed = _remove_all(stack, rolling_back=True)
        stack.event(None, "ROLLBACK_COMPLETE" if removed else "ROLLBACK_FAILED", str(problem))
        return
    stack.event(None, "CREATE_COMPLETE")


def delete(stack: Stack) -> None:
    """Remove all resources, in the reverse order of their creation."""
    stack.event(None, "DELETE_IN_PROGRESS", "User Initiated")
    if _remove_all(stack):
        stack.exports = {}
        stack.event(None, "DELETE_COMPLETE")
        return
    stuck = [r.logical for r in stack.resources.values() if r.status == "DELETE_FAILED"]
    names = ", ".join(stuck)
    reason = f"The following resource(s) failed to delete: [{names}]."
    stack.event(None, "DELETE_FAILED", reason)


def update(stack: Stack, prepared: Prepared, tags: dict[str, str] | None) -> None:
    """Bring the resources to a new template; on a failure bring them back.

    Order as in CloudFormation: add, change and replace first, then remove what is not needed.
    """
    before = (stack.prepared, stack.tags)
    stack.event(None, "UPDATE_IN_PROGRESS", "User Initiated")
    stack.prepared = prepared
    stack.tags = stack.tags if tags is None else tags
    undo: list[Undo] = []
    replaced: list[Resource] = []
    resolver = stack.resolver()
    try:
        for name in creation_order(resolver):
            _bring_up_to_date(stack, resolver, name, undo, replaced)
        compute_outputs(stack, resolver)
    except Exception as problem:  # as in `create`
        stack.event(None, "UPDATE_ROLLBACK_IN_PROGRESS", str(problem))
        stack.prepared, stack.tags = before
        for resource in [r for r in stack.resources.values() if r.status == "CREATE_FAILED"]:
            _try_to_remove(stack, resource)
            del stack.resources[resource.logical]
        undone = _undo_all(undo)
        status = "UPDATE_ROLLBACK_COMPLETE" if undone else "UPDATE_ROLLBACK_FAILED"
        stack.event(None, status, str(problem))
        return
    stack.event(None, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
    _clean_up(stack, resolver, replaced)
    _sort(stack, resolver)
    stack.updated = now()
    stack.event(None, "UPDATE_COMPLETE")


def _make_or_fail(stack: Stack, resolver: Resolver, name: str) -> None:
    """Make a resource; write its failure down."""
    try:
        _make(stack, resolver, name, properties_of(resolver, name, stack.tags))
    except Exception as problem:
        kind = resolver.template["Resources"][name]["Type"]
        failed = stack.resources.setdefault(name, Resource(name, kind))
        stack.event(failed, "CREATE_FAILED", _message(problem))
        raise StackError(f"The following resource(s) failed to create: [{name}].") from problem


def _make(stack: Stack, resolver: Resolver, name: str, properties: Properties) -> Resource:
    declared = resolver.template["Resources"][name]
    resource = Resource(name, declared["Type"], properties)
    resource.retained = declared.get("DeletionPolicy") in RETAINING
    before = stack.resources.pop(name, None)
    stack.resources[name] = resource
    stack.event(resource, "CREATE_IN_PROGRESS")
    stack.context.logical, stack.context.unfinished = name, None
    try:
        watched = Watched(properties)
        created = get_handler(resource.kind).create(stack.context, watched)
        resource.physical, resource.attributes = created
        if watched.unread:
            stack.context.begin(resource.physical)
            names = ", ".join(sorted(watched.unread))
            raise StackError(f"awsemu does nothing for {names} of {resource.kind}")
    except Exception:
        resource.physical = stack.context.unfinished
        if before is not None:
            # A replacement that failed: the old resource is still the one.
            _try_to_remove(stack, resource)
            stack.resources[name] = before
        raise
    stack.event(resource, "CREATE_COMPLETE")
    return resource


def _remove(stack: Stack, resource: Resource) -> None:
    """Delete a resource unless it is retained. Raises `StackError` if AWS refuses."""
    if resource.retained:
        stack.event(resource, "DELETE_SKIPPED")
        return
    if resource.physical is None:
        stack.event(resource, "DELETE_COMPLETE")
        return
    stack.event(resource, "DELETE_IN_PROGRESS")
    stack.context.logical = resource.logical
    try:
        get_handler(resource.kind).delete(stack.context, resource)
    except Exception as problem:
        if not GONE.search(str(problem)):
            stack.event(resource, "DELETE_FAILED", _message(problem))
            raise StackError(_message(problem)) from problem
    stack.event(resource, "DELETE_COMPLETE")


def _try_to_remove(stack: Stack, resource: Resource) -> None:
    """Remove a resource; if AWS refuses, the events say so."""
    with contextlib.suppress(StackError):
        _remove(stack, resource)


def _remove_all(stack: Stack, rolling_back: bool = False) -> bool:
    """Remove the resources, newest first; return whether all are gone."""
    complete = True
    for resource in reversed(list(stack.resources.values())):
        if resource.status == "DELETE_COMPLETE":
            continue
        declared = stack.template()["Resources"].get(resource.logical, {})
        if rolling_back and declared.get("DeletionPolicy") == "RetainExceptOnCreate":
            resource.retained = False
        try:
            _remove(stack, resource)
        except StackError:
            complete = False
    return complete


def _bring_up_to_date(
    stack: Stack, resolver: Resolver, name: str, undo: list[Undo], replaced: list[Resource]
) -> None:
    """Make, change, replace or leave one resource."""
    properties = properties_of(resolver, name, stack.tags)
    declared = resolver.template["Resources"][name]
    resource = stack.resources.get(name)
    if resource is None or resource.physical is None or resource.status == "DELETE_COMPLETE":
        _make_or_fail(stack, resolver, name)
        made = stack.resources[name]
        undo.append(lambda: _remove_and_forget(stack, made))
        return
    resource.retained = declared.get("DeletionPolicy") in RETAINING
    change = Change(resource.properties, properties)
    if not change.names and resource.kind == declared["Type"]:
        return
    stack.event(resource, "UPDATE_IN_PROGRESS")
    try:
        if must_replace(resource.kind, declared["Type"], change):
            made = _make(stack, resolver, name, properties)
            replaced.append(resource)
            undo.append(lambda: _put_back(stack, made, resource))
            return
        _change(stack, resource, change)
    except Exception as problem:
        # What was changed before the failure is changed back, as far as it was.
        with contextlib.suppress(Exception):
            get_handler(resource.kind).revert(stack.context, resource, change)
        stack.event(resource, "UPDATE_FAILED", _message(problem))
        message = f"The following resource(s) failed to update: [{name}]."
        raise StackError(message) from problem
    undo.append(lambda: _change(stack, resource, change.reversed()))
    stack.event(resource, "UPDATE_COMPLETE")


def must_replace(old_kind: str, new_kind: str, change: Change) -> bool:
    """Return whether a change needs a new resource."""
    if old_kind != new_kind or not get_handler(old_kind).updates:
        return True
    if change.names & schema.fixed_properties(old_kind):
        return True
    parts = schema.fixed_parts(old_kind)
    return any(_part(change.old, path) != _part(change.new, path) for path in parts)


def _part(properties: Any, path: list[str]) -> Any:
    """Return what stands at a path, None if nothing does."""
    for name in path:
        properties = properties.get(name) if isinstance(properties, dict) else None
    return properties


def _change(stack: Stack, resource: Resource, change: Change) -> None:
    stack.context.logical = resource.logical
    get_handler(resource.kind).update(stack.context, resource, change)
    resource.properties = change.new


def _clean_up(stack: Stack, resolver: Resolver, replaced: list[Resource]) -> None:
    """Remove what the new template does not have; failures are kept in the events only."""
    wanted = wanted_resources(resolver)
    unwanted = [r for name, r in reversed(list(stack.resources.items())) if name not in wanted]
    for resource in [*reversed(replaced), *unwanted]:
        policy = stack.template()["Resources"].get(resource.logical, {}).get("UpdateReplacePolicy")
        if resource in replaced:
            resource.retained = policy == "Retain"
        _try_to_remove(stack, resource)
        if stack.resources.get(resource.logical) is resource:
            del stack.resources[resource.logical]


def _sort(stack: Stack, resolver: Resolver) -> None:
    """Put the resources in the order of the template: an old one may need one that is new."""
    order = {name: place for place, name in enumerate(creation_order(resolver))}
    rows = sorted(stack.resources.items(), key=lambda row: order.get(row[0], -1))
    stack.resources = dict(rows)


def _remove_and_forget(stack: Stack, resource: Resource) -> None:
    resource.retained = False
    _remove(stack, resource)
    stack.resources.pop(resource.logical, None)


def _put_back(stack: Stack, made: Resource, before: Resource) -> None:
    _remove_and_forget(stack, made)
    stack.resources[before.logical] = before


def _undo_all(undo: list[Undo]) -> bool:
    complete = True
    for step in reversed(undo):
        try:
            step()
        except Exception:  # the other steps still have to be undone
            traceback.print_exc()
            complete = False
    return complete


def _message(problem: Exception) -> str:
    """Return what went wrong, with the kind of error if the handler itself broke."""
    text = str(problem)
    known = isinstance(problem, StackError) or hasattr(problem, "response")
    return text if known else f"{type(problem).__name__}: {text}"
