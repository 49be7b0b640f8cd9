"""Templates as text: JSON, and YAML with CloudFormation's short forms (``!Ref``, ``!Sub`` ...)."""

from __future__ import annotations

import json
from typing import Any

import yaml

from awsemu.cloudformation.errors import StackError

Template = dict[str, Any]
"""A parsed template; functions are in their long form."""


class _Loader(yaml.SafeLoader):
    """YAML as CloudFormation reads it: short forms, and dates stay text."""


def _short_form(loader: Any, suffix: str, node: Any) -> Any:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix in ("Ref", "Condition"):
        return {suffix: value}
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {"Fn::" + suffix: value}


_Loader.add_multi_constructor("!", _short_form)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in entries if tag != "tag:yaml.org,2002:timestamp"]
    for first, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(body: str) -> Template:
    """Read a template.

    Raises `StackError` if it is not a template with at least one resource.
    """
    try:
        is_json = body.lstrip().startswith("{")
        template = json.loads(body) if is_json else yaml.load(body, _Loader)  # noqa: S506 (safe)
    except (ValueError, yaml.YAMLError) as problem:
        raise StackError(f"Template format error: {problem}") from problem
    if not isinstance(template, dict) or not template.get("Resources"):
        raise StackError("Template format error: At least one Resources member must be defined.")
    return template
