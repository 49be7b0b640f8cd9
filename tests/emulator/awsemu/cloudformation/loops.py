"""``Fn::ForEach`` of the transform ``AWS::LanguageExtensions``."""

from __future__ import annotations

import json
import re
from typing import Any

from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.functions import Resolver
from awsemu.cloudformation.template import Template

TRANSFORM = "AWS::LanguageExtensions"
LOOP = "Fn::ForEach::"
EXPANDED = ("Resources", "Conditions", "Outputs")
"""Sections in which a loop may stand."""


def expand(template: Template, resolver: Resolver) -> Template:
    """Return the template with its loops written out.

    Raises `StackError` for loops without the transform, unknown transforms and loops that clash.
    """
    declared = template.get("Transform") or []
    transforms = [declared] if isinstance(declared, str) else declared
    for name in transforms:
        if name != TRANSFORM:
            raise StackError(f"No transform named {name} found.")
    if not transforms:
        if f'"{LOOP}' in json.dumps(template, default=str):
            raise StackError(f"Template format error: Fn::ForEach needs Transform {TRANSFORM}")
        return template
    return {
        section: _expand(content, resolver, {}) if section in EXPANDED else content
        for section, content in template.items()
    }


def _expand(node: Any, resolver: Resolver, variables: dict[str, str]) -> Any:
    if isinstance(node, list):
        return [_expand(item, resolver, variables) for item in node]
    if isinstance(node, str):
        return _text(node, variables)
    if not isinstance(node, dict):
        return node
    if set(node) == {"Ref"} and isinstance(node["Ref"], str) and node["Ref"] in variables:
        return variables[node["Ref"]]
    expanded: dict[str, Any] = {}
    for key, value in node.items():
        if key.startswith(LOOP):
            _unroll(expanded, key, value, resolver, variables)
        else:
            expanded[_text(key, variables)] = _expand(value, resolver, variables)
    return _with_plain_names(expanded, resolver)


def _unroll(
    into: dict[str, Any], key: str, loop: Any, resolver: Resolver, variables: dict[str, str]
) -> None:
    if not (isinstance(loop, list) and len(loop) == 3):
        raise StackError(f"Transform {TRANSFORM} failed with: {key} layout is incorrect")
    variable, collection, body = loop
    items = resolver.value(_expand(collection, resolver, variables))
    for item in items.split(",") if isinstance(items, str) else items:
        for name, value in _expand(body, resolver, {**variables, variable: str(item)}).items():
            if name in into:
                raise StackError(f"Transform {TRANSFORM} failed with: duplicate {name}")
            into[name] = value


def _text(text: str, variables: dict[str, str]) -> str:
    """Put the loop's values in: ``${X}`` as they are, ``&{X}`` without what logical ids forbid."""
    for name, value in variables.items():
        plain = re.sub(r"[^A-Za-z0-9]", "", value)
        text = text.replace("${" + name + "}", value).replace("&{" + name + "}", plain)
    return text


def _with_plain_names(node: dict[str, Any], resolver: Resolver) -> dict[str, Any]:
    """Evaluate functions inside ``Ref`` and ``Fn::GetAtt``, which this transform allows."""
    if set(node) == {"Ref"} and isinstance(node["Ref"], dict):
        return {"Ref": resolver.value(node["Ref"])}
    if set(node) == {"Fn::GetAtt"} and isinstance(node["Fn::GetAtt"], list):
        parts = [
            resolver.value(part) if isinstance(part, dict) else part for part in node["Fn::GetAtt"]
        ]
        return {"Fn::GetAtt": parts}
    return node
