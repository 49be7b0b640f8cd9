"""Prints what CloudFormation says about resource types: `python cloudformation_schemas.py TYPE...`.

The answer is a JSON object from each type to null, if there is no such type, or to:

- `schema`: the resource schema that cfn-lint ships; of an object that is one of several, the properties of all;
- `attributes`: what `Fn::GetAtt` takes, with the schema of each;
- `keys`: for each definition with a `Key` and a `Value`, the keys that the API documents. Resource
  schemas do not have them; the SDK's descriptions do.
"""

import json
import re
import sys
from typing import Any

import botocore.session
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER, ResourceNotFoundError

REGION = "us-east-1"

# What the SDK calls a service with such keys.
SDK_NAMES = {"ElasticLoadBalancingV2": "elbv2"}

# A key in the SDK's list of keys: words with dots between them, and a dash before what it means.
KEY = re.compile(r"<code>([a-z0-9_]+(?:\.[a-z0-9_]+)+)</code> [-\u2013]")


def describe(type_name: str) -> dict[str, Any] | None:
    try:
        resource = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, type_name)
    except ResourceNotFoundError:
        return None
    attributes = {
        name: resource.resolver.resolve_cfn_pointer(pointer)
        for name, pointer in resource.get_atts.data.items()
    }
    return {
        "schema": with_alternatives(resource.schema),
        "attributes": attributes,
        "keys": documented_keys(type_name, resource.schema),
    }


def with_alternatives(schema: Any) -> Any:
    """Gives objects that are one of several the properties of each; none of them is required."""
    if isinstance(schema, list):
        return [with_alternatives(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    ways = schema.get("oneOf", [])
    if "properties" not in schema and ways and all("properties" in way for way in ways):
        both = {name: part for way in ways for name, part in way["properties"].items()}
        schema = {**schema, "properties": both}
    return {name: with_alternatives(part) for name, part in schema.items()}


def documented_keys(type_name: str, schema: dict[str, Any]) -> dict[str, list[str]]:
    service = SDK_NAMES.get(type_name.split("::")[1])
    if service is None:
        return {}
    model = botocore.session.get_session().get_service_model(service)
    found = {}
    for name, definition in schema.get("definitions", {}).items():
        if set(definition.get("properties", {})) == {"Key", "Value"} and name in model.shape_names:
            text = model.shape_for(name).members["Key"].documentation
            found[name] = KEY.findall(text)
    return found


if __name__ == "__main__":
    json.dump({name: describe(name) for name in sys.argv[1:]}, sys.stdout)
