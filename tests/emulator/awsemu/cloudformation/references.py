"""Which resources an expression refers to, and the order that follows from it."""

from __future__ import annotations

import re
from typing import Any

from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.functions import Resolver


def references(expression: Any) -> set[str]:
    """Return the names that Ref, GetAtt, Sub and DependsOn inside `expression` mention."""
    if isinstance(expression, list):
        return set().union(*(references(item) for item in expression))
    if not isinstance(expression, dict):
        return set()
    names: set[str] = set()
    for key, value in expression.items():
        if key == "Ref" and isinstance(value, str):
            names.add(value)
        elif key == "Fn::GetAtt":
            names |= _of_attribute(value)
        elif key == "Fn::Sub":
            names |= _of_sub(value)
        elif key == "DependsOn":
            names |= {value} if isinstance(value, str) else set(value)
        else:
            names |= references(value)
    return names


def _of_attribute(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value.split(".")[0]}
    return {value[0], *references(value[1:])}


def _of_sub(value: Any) -> set[str]:
    text, local = (value, {}) if isinstance(value, str) else value
    used = re.findall(r"\$\{([^!}][^}]*)\}", text)
    return {name.split(".")[0] for name in used if name not in local} | references(local)


def attribute_references(expression: Any) -> set[tuple[str, str]]:
    """Return the (resource, attribute) pairs that GetAtt and Sub inside `expression` read."""
    if isinstance(expression, list):
        return set().union(*(attribute_references(item) for item in expression))
    if not isinstance(expression, dict):
        return set()
    pairs: set[tuple[str, str]] = set()
    for key, value in expression.items():
        if key == "Fn::GetAtt":
            parts = value.split(".", 1) if isinstance(value, str) else value
            if all(isinstance(part, str) for part in parts) and len(parts) > 1:
                pairs.add((parts[0], ".".join(parts[1:])))
        elif key == "Fn::Sub":
            text, local = (value, {}) if isinstance(value, str) else value
            for name in re.findall(r"\$\{([^!}][^}]*\.[^}]*)\}", text):
                if name not in local:
                    resource, attribute = name.split(".", 1)
                    pairs.add((resource, attribute))
        pairs |= attribute_references(value)
    return pairs


def wanted_resources(resolver: Resolver) -> dict[str, dict[str, Any]]:
    """Return the resources of the template whose condition holds."""
    return {
        name: resource
        for name, resource in resolver.template["Resources"].items()
        if "Condition" not in resource or resolver.condition(resource["Condition"])
    }


def creation_order(resolver: Resolver) -> list[str]:
    """Return the wanted resources, each after those it refers to.

    Raises `StackError` for a circle.
    """
    wanted = wanted_resources(resolver)
    waiting = {
        name: references(taken_branches(resource, resolver)) & set(wanted)
        for name, resource in wanted.items()
    }
    order: list[str] = []
    while waiting:
        free = [name for name, needs in waiting.items() if not needs - set(order)]
        if not free:
            names = ", ".join(sorted(waiting))
            raise StackError(f"Circular dependency between resources: [{names}]")
        order += free
        for name in free:
            del waiting[name]
    return order


def taken_branches(expression: Any, resolver: Resolver) -> Any:
    """Return `expression` with every ``Fn::If`` replaced by the branch that is taken."""
    if isinstance(expression, list):
        return [taken_branches(item, resolver) for item in expression]
    if not isinstance(expression, dict):
        return expression
    if set(expression) == {"Fn::If"}:
        name, when_true, when_false = expression["Fn::If"]
        branch = when_true if resolver.condition(name) else when_false
        return taken_branches(branch, resolver)
    return {key: taken_branches(value, resolver) for key, value in expression.items()}
