"""Everything CloudFormation checks before it makes or changes anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from awsemu.cloudformation import loops, schema
from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.functions import Lookup, Resolver
from awsemu.cloudformation.handlers import find_handler, is_custom
from awsemu.cloudformation.parameters import parameter_values
from awsemu.cloudformation.references import (
    attribute_references,
    creation_order,
    references,
    taken_branches,
    wanted_resources,
)
from awsemu.cloudformation.rules import check_rules
from awsemu.cloudformation.template import Template, parse


@dataclass
class Prepared:
    """A template that may run, with the values it runs with."""

    body: str
    """The template as it was given."""
    given: dict[str, str]
    """The parameter values as they were given."""
    template: Template
    """Parsed, loops written out."""
    parameters: dict[str, Any]
    pseudo: dict[str, Any]

    def resolver(self, context: Context, lookup: Lookup | None = None) -> Resolver:
        """Return an evaluator of this template's values."""
        return Resolver(self.template, self.parameters, self.pseudo, context, lookup)


def prepare(body: str, given: dict[str, str], context: Context) -> Prepared:
    """Check a template with its parameter values.

    Raises `StackError` with the first problem, in the order CloudFormation has: format, parameters,
    rules, loops, types and properties, references, conditions, circles.
    """
    template = parse(body)
    pseudo = pseudo_parameters(context)
    parameters = parameter_values(template, given, context)
    check_rules(template, Resolver(template, parameters, pseudo, context))
    template = loops.expand(template, Resolver(template, parameters, pseudo, context))
    _check_types(template)
    _check_references(template, pseudo)
    prepared = Prepared(body, given, template, parameters, pseudo)
    resolver = prepared.resolver(context)
    for condition in template.get("Conditions") or {}:
        resolver.condition(condition)
    creation_order(resolver)
    _check_attributes(template, resolver)
    _check_taken(resolver, pseudo)
    return prepared


def pseudo_parameters(context: Context) -> dict[str, Any]:
    """Return the values of the ``AWS::`` parameters for a stack."""
    return {
        "AWS::AccountId": context.account,
        "AWS::NotificationARNs": [],
        "AWS::Partition": "aws",
        "AWS::Region": context.region,
        "AWS::StackId": context.stack_id,
        "AWS::StackName": context.stack_name,
        "AWS::URLSuffix": "amazonaws.com",
    }


def _check_types(template: Template) -> None:
    resources = template["Resources"]
    unknown = sorted(
        {
            resource.get("Type", "?")
            for resource in resources.values()
            if find_handler(resource.get("Type", "?")) is None
        }
    )
    if unknown:
        raise StackError(
            f"Template format error: Unrecognized resource types: [{', '.join(unknown)}]"
        )
    for name, resource in resources.items():
        if not is_custom(resource["Type"]):
            _check_properties(name, resource)


def _check_properties(name: str, resource: dict[str, Any]) -> None:
    known = schema.schema(resource["Type"])
    if known is None or known.get("additionalProperties") is not False:
        return
    given = set(resource.get("Properties") or {})
    extra = sorted(key for key in given - set(known["properties"]) if not key.startswith("Fn::"))
    prefix = f"Properties validation failed for resource {name} with message: "
    if extra:
        raise StackError(f"{prefix}extraneous key [{extra[0]}] is not permitted")
    missing = sorted(set(known.get("required", [])) - given)
    if missing:
        raise StackError(f"{prefix}required key [{missing[0]}] not found")


def _check_references(template: Template, pseudo: dict[str, Any]) -> None:
    known = {*template["Resources"], *(template.get("Parameters") or {}), *pseudo, "AWS::NoValue"}
    for section in ("Resources", "Outputs"):
        for item in (template.get(section) or {}).values():
            unknown = sorted(references(item) - known)
            if unknown:
                raise StackError(
                    "Template format error: Unresolved resource dependencies "
                    f"[{', '.join(unknown)}] in the {section} block of the template"
                )


def _check_attributes(template: Template, resolver: Resolver) -> None:
    """Refuse reading an attribute that the type does not have."""
    resources = template["Resources"]
    sections = [resources, template.get("Outputs") or {}]
    for name, attribute in attribute_references(taken_branches(sections, resolver)):
        kind = resources.get(name, {}).get("Type", "")
        known = schema.attributes(kind)
        open_ended = is_custom(kind) or kind == "AWS::CloudFormation::Stack" or known is None
        if not open_ended and attribute not in (known or ()):
            raise StackError(
                f"Template error: resource {name} does not support attribute type {attribute} "
                "in Fn::GetAtt"
            )


def _check_taken(resolver: Resolver, pseudo: dict[str, Any]) -> None:
    """Refuse a reference to a resource whose condition does not hold."""
    wanted = wanted_resources(resolver)
    skipped = set(resolver.template["Resources"]) - set(wanted)
    outputs = {
        name: output
        for name, output in (resolver.template.get("Outputs") or {}).items()
        if "Condition" not in output or resolver.condition(output["Condition"])
    }
    for section, items in (("Resources", wanted), ("Outputs", outputs)):
        for item in items.values():
            plain = {key: value for key, value in item.items() if key != "DependsOn"}
            gone = sorted(references(taken_branches(plain, resolver)) & skipped - set(pseudo))
            if gone:
                raise StackError(
                    "Template format error: Unresolved resource dependencies "
                    f"[{', '.join(gone)}] in the {section} block of the template"
                )
