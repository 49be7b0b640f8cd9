"""Lambda functions. They are stored in moto and run only for custom resources (see `custom`)."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    integers,
    pick,
    tag_changes,
    tag_list,
)
from awsemu.cloudformation.resources import Change, Properties, Resource


@handles("AWS::Lambda::Function")
class Function(Handler):
    """A function; inline code is Python."""

    CONFIGURATION = ("Role", "Handler", "Runtime", "Environment", "Description", "LoggingConfig")

    def create(self, context: Context, properties: Properties) -> Created:
        """Store it."""
        name = properties.get("FunctionName") or context.name(64)
        function = context.client("lambda").create_function(
            FunctionName=name,
            Code=_code(properties["Code"]),
            Tags={tag["Key"]: tag["Value"] for tag in tag_list(properties)},
            **pick(properties, "Architectures"),
            **self._configuration(properties),
        )
        self._reserve(context, context.begin(name), properties)
        return name, {"Arn": function["FunctionArn"]}

    def _reserve(self, context: Context, name: str, properties: Properties) -> None:
        reserved = integers(properties, "ReservedConcurrentExecutions")
        if reserved:
            context.client("lambda").put_function_concurrency(FunctionName=name, **reserved)

    def _configuration(self, properties: Properties) -> Properties:
        defaults = {"Handler": "index.handler", "Runtime": "python3.12"}
        return {
            **defaults,
            **pick(properties, *self.CONFIGURATION),
            **integers(properties, "Timeout", "MemorySize"),
        }

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Store new code, configuration and tags."""
        client, name = context.client("lambda"), resource.physical
        if "Code" in change:
            client.update_function_code(FunctionName=name, **_code(change.new["Code"]))
        client.update_function_configuration(FunctionName=name, **self._configuration(change.new))
        if "ReservedConcurrentExecutions" in change:
            client.delete_function_concurrency(FunctionName=name)
            self._reserve(context, str(name), change.new)
        added, removed = tag_changes(change)
        arn = resource.attributes["Arn"]
        if removed:
            client.untag_resource(Resource=arn, TagKeys=removed)
        if added:
            client.tag_resource(Resource=arn, Tags={tag["Key"]: tag["Value"] for tag in added})

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("lambda").delete_function(FunctionName=resource.physical)


@handles("AWS::Lambda::Permission")
class Permission(Handler):
    """A permission to call a function; nothing here checks permissions, so nothing is stored."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Do nothing; read it all the same, so that it counts as handled."""
        dict(properties.items())
        identifier = context.name(60)
        return identifier, {"Id": identifier}

    def delete(self, context: Context, resource: Resource) -> None:
        """Do nothing."""


def _code(code: Properties) -> dict[str, Any]:
    """Pack inline code into the archive that the API takes."""
    if "ZipFile" not in code:
        return pick(code, "S3Bucket", "S3Key")
    archive = io.BytesIO()
    # A fixed time and mode: the archive of equal code has an equal digest, whenever it is packed.
    entry = zipfile.ZipInfo("index.py")
    entry.external_attr = 0o644 << 16
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr(entry, code["ZipFile"])
    return {"ZipFile": archive.getvalue()}
