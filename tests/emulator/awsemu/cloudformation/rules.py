"""The ``Rules`` section: assertions over parameters, checked before anything is made.

Source: "CloudFormation template Rules syntax" and "Rule-specific intrinsic functions".
"""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.functions import Resolver, comparable
from awsemu.cloudformation.template import Template


def check_rules(template: Template, resolver: Resolver) -> None:
    """Raise `StackError` with the descriptions of all assertions that do not hold."""
    failed = []
    for name, rule in (template.get("Rules") or {}).items():
        if "RuleCondition" in rule and not _holds(rule["RuleCondition"], resolver):
            continue
        for assertion in rule.get("Assertions") or []:
            if not _holds(assertion["Assert"], resolver):
                description = assertion.get("AssertDescription", "no description")
                failed.append(f"Rule {name}: {description}")
    if failed:
        raise StackError(f"Template validation error: {'; '.join(failed)}")


def _holds(expression: Any, resolver: Resolver) -> bool:
    if isinstance(expression, bool):
        return expression
    if not isinstance(expression, dict) or len(expression) != 1:
        raise StackError(f"Template error: {expression} is not a rule function")
    ((function, arguments),) = expression.items()
    if function == "Fn::And":
        return all(_holds(argument, resolver) for argument in arguments)
    if function == "Fn::Or":
        return any(_holds(argument, resolver) for argument in arguments)
    if function == "Fn::Not":
        return not _holds(arguments[0], resolver)
    if function == "Fn::Equals":
        left, right = (_value(argument, resolver) for argument in arguments)
        return bool(comparable(left) == comparable(right))
    if function == "Fn::Contains":
        return _texts(arguments[1], resolver) <= _texts(arguments[0], resolver)
    if function == "Fn::EachMemberEquals":
        return _texts(arguments[0], resolver) <= _texts(arguments[1], resolver)
    if function == "Fn::EachMemberIn":
        return _texts(arguments[0], resolver) <= _texts(arguments[1], resolver)
    raise StackError(f"Template error: function {function} can not be used in a rule")


def _texts(expression: Any, resolver: Resolver) -> set[str]:
    value = _value(expression, resolver)
    return {str(comparable(item)) for item in (value if isinstance(value, list) else [value])}


def _value(expression: Any, resolver: Resolver) -> Any:
    """Evaluate an argument: literals, parameters, and the three look-ups that rules have."""
    if isinstance(expression, list):
        return [_value(item, resolver) for item in expression]
    if isinstance(expression, dict) and len(expression) == 1:
        ((function, argument),) = expression.items()
        if function == "Fn::RefAll":
            return _all_of_type(argument, resolver)
        if function in ("Fn::ValueOf", "Fn::ValueOfAll"):
            raise StackError(f"Template error: rule function {function} is not supported")
    return resolver.value(expression)


def _all_of_type(kind: str, resolver: Resolver) -> list[Any]:
    ec2 = resolver.context.client("ec2")
    if kind == "AWS::EC2::VPC::Id":
        return [vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"]]
    if kind == "AWS::EC2::Subnet::Id":
        return [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]]
    raise StackError(f"Template error: Fn::RefAll of {kind} is not supported")
