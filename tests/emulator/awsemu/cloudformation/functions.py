"""Evaluation of intrinsic functions and conditions."""

from __future__ import annotations

import base64
import copy
import ipaddress
import json
import re
from collections.abc import Callable
from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.models import cloudformation_backends
from awsemu.cloudformation.parameters import as_text
from awsemu.cloudformation.template import Template

NO_VALUE = object()
"""What ``AWS::NoValue`` evaluates to; the property or item that has it is left out."""

Lookup = Callable[[str, str | None], Any]
"""Finds the physical id (attribute None) or an attribute of a resource by its logical id."""


class Resolver:
    """Evaluates the values of one template with one set of parameters.

    Without `lookup` a reference to a resource is an error: so it is in conditions, rules and loops.
    """

    def __init__(
        self,
        template: Template,
        parameters: dict[str, Any],
        pseudo: dict[str, Any],
        context: Context,
        lookup: Lookup | None = None,
    ) -> None:
        self.template = template
        self.parameters = parameters
        self.pseudo = pseudo
        self.context = context
        self.lookup = lookup
        self._conditions: dict[str, bool] = {}

    def condition(self, expression: Any) -> bool:
        """Evaluate a condition: its name, a function, or a literal."""
        if isinstance(expression, bool):
            return expression
        if isinstance(expression, str):
            return self._named_condition(expression)
        ((function, arguments),) = expression.items()
        if function == "Condition":
            return self.condition(arguments)
        if function == "Fn::Equals":
            left, right = (self.value(argument) for argument in arguments)
            return bool(comparable(left) == comparable(right))
        if function == "Fn::Not":
            return not self.condition(arguments[0])
        if function == "Fn::And":
            return all(self.condition(argument) for argument in arguments)
        if function == "Fn::Or":
            return any(self.condition(argument) for argument in arguments)
        raise StackError(f"Template error: unknown condition function {function}")

    def _named_condition(self, name: str) -> bool:
        if name in ("true", "false"):
            return name == "true"
        if name not in self._conditions:
            declared = self.template.get("Conditions") or {}
            if name not in declared:
                raise StackError(f"Template error: unresolved condition dependency {name}")
            self._conditions[name] = self.condition(declared[name])
        return self._conditions[name]

    def reference(self, name: str) -> Any:
        """Evaluate ``Ref``."""
        if name == "AWS::NoValue":
            return NO_VALUE
        for values in (self.pseudo, self.parameters):
            if name in values:
                return copy.deepcopy(values[name])
        if self.lookup is None:
            raise StackError(f"Template error: {name} can not be used here")
        return self.lookup(name, None)

    def value(self, expression: Any) -> Any:
        """Evaluate everything inside `expression`."""
        if isinstance(expression, list):
            items = [self.value(item) for item in expression]
            return [item for item in items if item is not NO_VALUE]
        if isinstance(expression, str) and "{{resolve:" in expression:
            raise StackError(f"Template error: dynamic reference {expression} is not supported")
        if not isinstance(expression, dict):
            return expression
        if len(expression) == 1:
            ((key, argument),) = expression.items()
            if key == "Ref":
                return self.reference(argument)
            if key == "Condition" and argument in (self.template.get("Conditions") or {}):
                return self.condition(argument)
            if key.startswith("Fn::"):
                return self._function(key)(self, argument)
        values = {key: self.value(item) for key, item in expression.items()}
        return {key: item for key, item in values.items() if item is not NO_VALUE}

    def _function(self, name: str) -> Callable[[Resolver, Any], Any]:
        if name not in FUNCTIONS:
            raise StackError(f"Template error: function {name} is not supported")
        return FUNCTIONS[name]

    def attribute(self, argument: Any) -> Any:
        """Evaluate ``Fn::GetAtt``, in its text or list form."""
        parts = argument.split(".", 1) if isinstance(argument, str) else argument
        name, rest = parts[0], parts[1:]
        attribute = self.value(rest[0]) if isinstance(rest[0], dict) else ".".join(map(str, rest))
        if self.lookup is None:
            raise StackError(f"Template error: Fn::GetAtt {name} can not be used here")
        return self.lookup(name, attribute)


def comparable(value: Any) -> Any:
    """Turn scalars into text, because a parameter ``"443"`` equals the number 443."""
    return as_text(value) if isinstance(value, bool | int | float) else value


def _if(resolver: Resolver, argument: Any) -> Any:
    name, when_true, when_false = argument
    return resolver.value(when_true if resolver.condition(name) else when_false)


def _join(resolver: Resolver, argument: Any) -> str:
    items = resolver.value(argument[1])
    if not isinstance(items, list):
        raise StackError("Template error: every Fn::Join object requires a list")
    return str(argument[0]).join(as_text(item) for item in items)


def _split(resolver: Resolver, argument: Any) -> list[str]:
    return str(resolver.value(argument[1])).split(argument[0])


def _select(resolver: Resolver, argument: Any) -> Any:
    index, items = int(resolver.value(argument[0])), resolver.value(argument[1])
    if isinstance(items, str):
        items = items.split(",")
    if not 0 <= index < len(items):
        raise StackError(
            f"Template error: Fn::Select cannot select nonexistent value at index {index}"
        )
    return items[index]


def _sub(resolver: Resolver, argument: Any) -> str:
    text, given = (argument, {}) if isinstance(argument, str) else argument
    local = {name: resolver.value(value) for name, value in given.items()}

    def one(match: re.Match[str]) -> str:
        name = match.group(1)
        if name.startswith("!"):
            return "${" + name[1:] + "}"
        if name in local:
            return as_text(local[name])
        return as_text(resolver.attribute(name) if "." in name else resolver.reference(name))

    return re.sub(r"\$\{([^}]+)\}", one, text)


def _find_in_map(resolver: Resolver, argument: Any) -> Any:
    keys = [resolver.value(key) for key in argument[:3]]
    try:
        found = resolver.template["Mappings"][keys[0]][keys[1]][keys[2]]
    except KeyError as missing:
        if len(argument) > 3 and "DefaultValue" in argument[3]:
            return resolver.value(argument[3]["DefaultValue"])
        path = "::".join(map(str, keys))
        raise StackError(f"Template error: Unable to get mapping for {path}") from missing
    return copy.deepcopy(resolver.value(found))


def _cidr(resolver: Resolver, argument: Any) -> list[str]:
    block, count = resolver.value(argument[0]), int(resolver.value(argument[1]))
    network = ipaddress.ip_network(block)
    default_bits = 8 if network.version == 4 else 64
    bits = int(resolver.value(argument[2])) if len(argument) > 2 else default_bits
    prefix = network.max_prefixlen - bits
    fits = prefix >= network.prefixlen and 2 ** (prefix - network.prefixlen) >= count
    if not fits or not 1 <= count <= 256:
        raise StackError(
            f"Template error: Fn::Cidr can not make {count} blocks of /{prefix} in {block}"
        )
    blocks = network.subnets(new_prefix=prefix)
    return [str(next(blocks)) for _ in range(count)]


def _availability_zones(resolver: Resolver, argument: Any) -> list[str]:
    region = resolver.value(argument) or resolver.pseudo["AWS::Region"]
    answer = resolver.context.client("ec2", region).describe_availability_zones()
    return [zone["ZoneName"] for zone in answer["AvailabilityZones"]]


def _import_value(resolver: Resolver, argument: Any) -> Any:
    name = resolver.value(argument)
    backend = cloudformation_backends[resolver.context.account][resolver.context.region]
    stack = backend.exporter(name)
    if stack is None:
        raise StackError(f"No export named {name} found.")
    return stack.exports[name]


def _base64(resolver: Resolver, argument: Any) -> str:
    return base64.b64encode(str(resolver.value(argument)).encode()).decode()


def _json_text(resolver: Resolver, argument: Any) -> str:
    return json.dumps(resolver.value(argument), separators=(",", ":"))


FUNCTIONS: dict[str, Callable[[Resolver, Any], Any]] = {
    "Fn::Base64": _base64,
    "Fn::Cidr": _cidr,
    "Fn::FindInMap": _find_in_map,
    "Fn::GetAZs": _availability_zones,
    "Fn::GetAtt": Resolver.attribute,
    "Fn::If": _if,
    "Fn::ImportValue": _import_value,
    "Fn::Join": _join,
    "Fn::Length": lambda resolver, argument: len(resolver.value(argument)),
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::Sub": _sub,
    "Fn::ToJsonString": _json_text,
}
"""The functions that can stand for a value."""
