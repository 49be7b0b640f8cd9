"""Parameter values: defaults, constraints, types.

Constraints are checked as CloudFormation does, before anything is made; for lists item by item. With
``--strict`` the ids given for AWS types (``AWS::EC2::VPC::Id`` ...) must exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.template import Template
from awsemu.settings import settings

HIDDEN = "****"
"""What is shown for the value of a parameter with `NoEcho`."""

SSM_TYPE = "AWS::SSM::Parameter::Value<"
Look = Callable[[Context, list[str]], Any]

EXISTING: dict[str, Look] = {
    "AWS::EC2::VPC::Id": lambda c, ids: c.client("ec2").describe_vpcs(VpcIds=ids),
    "AWS::EC2::Subnet::Id": lambda c, ids: c.client("ec2").describe_subnets(SubnetIds=ids),
    "AWS::EC2::SecurityGroup::Id": lambda c, ids: c.client("ec2").describe_security_groups(
        GroupIds=ids
    ),
    "AWS::EC2::Instance::Id": lambda c, ids: c.client("ec2").describe_instances(InstanceIds=ids),
    "AWS::Route53::HostedZone::Id": lambda c, ids: [
        c.client("route53").get_hosted_zone(Id=zone) for zone in ids
    ],
}
"""How to find out whether ids of a type exist: a call that fails if one does not."""


def parameter_values(template: Template, given: dict[str, str], context: Context) -> dict[str, Any]:
    """Return the value of every parameter of the template; lists are split.

    Raises `StackError` for unknown, missing and refused values.
    """
    declared = template.get("Parameters") or {}
    unknown = sorted(set(given) - set(declared))
    if unknown:
        raise StackError(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    texts = {
        name: given.get(name, as_text(spec["Default"]) if "Default" in spec else None)
        for name, spec in declared.items()
    }
    missing = sorted(name for name, value in texts.items() if value is None)
    if missing:
        raise StackError(f"Parameters: [{', '.join(missing)}] must have values")
    return {name: _value(name, spec, str(texts[name]), context) for name, spec in declared.items()}


def shown_values(template: Template, values: dict[str, Any]) -> list[dict[str, str]]:
    """Return the values as DescribeStacks shows them: lists joined, secrets hidden."""
    declared = template.get("Parameters") or {}
    return [
        {"ParameterKey": name, "ParameterValue": _shown(declared.get(name, {}), value)}
        for name, value in values.items()
    ]


def is_secret(spec: dict[str, Any]) -> bool:
    """Return whether a parameter's value must not be shown."""
    return as_text(spec.get("NoEcho", False)).lower() == "true"


def as_text(value: Any) -> str:
    """Write a scalar as CloudFormation does: booleans in lower case."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(spec: dict[str, Any], value: Any) -> str:
    if is_secret(spec):
        return HIDDEN
    return ",".join(value) if isinstance(value, list) else str(value)


def _value(name: str, spec: dict[str, Any], text: str, context: Context) -> Any:
    kind = spec.get("Type", "String")
    is_list = kind == "CommaDelimitedList" or kind.startswith("List<")
    # CloudFormation splits an empty text into one empty item, except for typed lists.
    items = [item.strip() for item in text.split(",")] if is_list else [text]
    for item in items:
        _check(name, spec, item)
    inner = kind.removeprefix(SSM_TYPE).removeprefix("List<").rstrip(">")
    value: Any = items if is_list else text
    if kind.startswith(SSM_TYPE):
        stored = context.client("ssm").get_parameter(Name=text)["Parameter"]["Value"]
        items = stored.split(",") if "List" in kind else [stored]
        value = items if "List" in kind else stored
    if settings.strict and inner in EXISTING:
        _check_existence(name, inner, items, context)
    return value


def _check(name: str, spec: dict[str, Any], text: str) -> None:
    """Raise the refusal of the first constraint that `text` does not meet."""
    problem = _problem(name, spec, text)
    if problem is None:
        return
    described = spec.get("ConstraintDescription")
    if described:
        raise StackError(f"Parameter {name} failed to satisfy constraint: {described}")
    raise StackError(problem)


def _problem(name: str, spec: dict[str, Any], text: str) -> str | None:
    allowed = spec.get("AllowedValues")
    if allowed is not None and text not in [as_text(value) for value in allowed]:
        return f"Parameter '{name}' must be one of AllowedValues"
    pattern = spec.get("AllowedPattern")
    if pattern and not re.fullmatch(pattern, text):
        return f"Parameter '{name}' must match pattern {pattern}"
    if "MinLength" in spec and len(text) < int(spec["MinLength"]):
        return f"Parameter '{name}' must contain at least {spec['MinLength']} characters"
    if "MaxLength" in spec and len(text) > int(spec["MaxLength"]):
        return f"Parameter '{name}' must contain at most {spec['MaxLength']} characters"
    if spec.get("Type") in ("Number", "List<Number>"):
        return _number_problem(name, spec, text)
    return None


def _number_problem(name: str, spec: dict[str, Any], text: str) -> str | None:
    try:
        number = float(text)
    except ValueError:
        return f"Parameter '{name}' must be a number."
    if "MinValue" in spec and number < float(spec["MinValue"]):
        return f"Parameter '{name}' must be a number not less than {spec['MinValue']}"
    if "MaxValue" in spec and number > float(spec["MaxValue"]):
        return f"Parameter '{name}' must be a number not greater than {spec['MaxValue']}"
    return None


def _check_existence(name: str, kind: str, items: list[str], context: Context) -> None:
    for item in items:
        try:
            EXISTING[kind](context, [item])
        except Exception as problem:
            raise StackError(
                f"Parameter validation failed: parameter value {item} for parameter name {name} "
                "does not exist"
            ) from problem
