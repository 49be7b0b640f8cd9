"""Resource schemas: which properties a type has, which force a replacement, where its tags are.

They come with cfn-lint. Its data files are read directly, because importing cfn-lint takes seconds.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

Schema = dict[str, Any]
REGION_FILE = "us-east-1.json"
"""The Region whose schemas are used for all: it has every type."""


@cache
def schema(kind: str) -> Schema | None:
    """Return the schema of a resource type, None if AWS has no such type."""
    file = _files().get(kind)
    if file is None:
        return None
    content: Schema = json.loads((_folder() / "resources" / f"{file}.json").read_text("utf-8"))
    return content


ALSO_FIXED = {"AWS::Route53::RecordSet": {"Name"}}
"""Properties whose change replaces the resource by AWS's documentation, but not by the schema.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html
"""


def fixed_properties(kind: str) -> set[str]:
    """Return the properties whose change replaces the resource."""
    return _top_level(schema(kind) or {}, "createOnlyProperties") | ALSO_FIXED.get(kind, set())


def fixed_parts(kind: str) -> list[list[str]]:
    """Return the paths inside of properties whose change replaces the resource."""
    paths = (schema(kind) or {}).get("createOnlyProperties", [])
    return [parts for path in paths for parts in [path.split("/")[2:]] if len(parts) > 1]


def conditionally_fixed_properties(kind: str) -> set[str]:
    """Return the properties whose change may replace the resource."""
    return _top_level(schema(kind) or {}, "conditionalCreateOnlyProperties")


def attributes(kind: str) -> set[str] | None:
    """Return what ``Fn::GetAtt`` can read, None if that is open."""
    known = schema(kind)
    if known is None:
        return None
    read_only = {
        path.removeprefix("/properties/").replace("/", ".")
        for path in known.get("readOnlyProperties", [])
    }
    return read_only | set(known["properties"])


def tag_property(kind: str) -> str | None:
    """Return the property that holds the tags as a list, None if the type has none."""
    known = schema(kind) or {}
    path = known.get("tagging", {}).get("tagProperty", "/properties/Tags")
    name = str(path.split("/")[-1])
    found = known.get("properties", {}).get(name)
    is_list = isinstance(found, dict) and found.get("type") == "array"
    return name if is_list else None


def _top_level(known: Schema, key: str) -> set[str]:
    return {
        parts[0] for path in known.get(key, []) for parts in [path.split("/")[2:]] if not parts[1:]
    }


@cache
def _folder() -> Path:
    spec = importlib.util.find_spec("cfnlint")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("cfn-lint is not installed; install tests/requirements.txt")
    return Path(spec.submodule_search_locations[0]) / "data" / "schemas"


@cache
def _files() -> dict[str, str]:
    """Return the file of each type."""
    text = (_folder() / "providers" / REGION_FILE).read_text("utf-8")
    types: dict[str, str] = json.loads(text)
    return types
