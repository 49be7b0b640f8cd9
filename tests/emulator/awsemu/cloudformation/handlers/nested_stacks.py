"""Stacks inside stacks, and the handle that placeholders are made of."""

from __future__ import annotations

import re
import uuid
from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.handlers.base import Created, Handler, handles, tag_list
from awsemu.cloudformation.models import cloudformation_backends
from awsemu.cloudformation.resources import Change, Properties, Resource
from awsemu.settings import settings

PATH_STYLE = re.compile(r"https?://(?:s3[^/]*|[\d.]+:\d+|localhost:\d+)/([^/]+)/(.+)")
HOST_STYLE = re.compile(r"https?://([^.]+)\.s3[^/]*/(.+)")


def read_template(context: Context, url: str) -> str:
    """Read a template from a bucket of this server.

    Raises `StackError` for an address that is not S3's.
    """
    match = PATH_STYLE.fullmatch(url) or HOST_STYLE.fullmatch(url)
    if match is None:
        raise StackError(f"TemplateURL must be a supported URL: {url}")
    answer = context.client("s3").get_object(Bucket=match.group(1), Key=match.group(2))
    body: bytes = answer["Body"].read()
    return body.decode()


def _given(properties: Properties) -> dict[str, str]:
    return {
        name: ",".join(value) if isinstance(value, list) else str(value)
        for name, value in (properties.get("Parameters") or {}).items()
    }


@handles("AWS::CloudFormation::Stack")
class NestedStack(Handler):
    """A stack of its own that lives and dies with its parent."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Create it and wait."""
        from awsemu.cloudformation.operations import create
        from awsemu.cloudformation.stacks import Stack

        stack = Stack(context.account, context.region, context.name(100), _tags(properties))
        stack.prepare(read_template(context, properties["TemplateURL"]), _given(properties))
        _stacks(context)[stack.id] = stack
        create(stack)
        if stack.status != "CREATE_COMPLETE":
            raise StackError(
                f"Embedded stack {stack.id} was not successfully created: {stack.why_failed()}"
            )
        return stack.id, {}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Update it and wait."""
        from awsemu.cloudformation.operations import update

        stack = _stacks(context)[str(resource.physical)]
        body = read_template(context, change.new["TemplateURL"])
        update(stack, stack.check(body, _given(change.new)), _tags(change.new))
        if stack.status != "UPDATE_COMPLETE":
            raise StackError(f"Embedded stack {stack.id} was not successfully updated")

    def attribute(self, context: Context, resource: Resource, name: str) -> Any:
        """Read an output, as ``Outputs.<name>``."""
        outputs = _stacks(context)[str(resource.physical)].outputs
        values = {f"Outputs.{row['OutputKey']}": row["OutputValue"] for row in outputs}
        return values.get(name)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it and wait."""
        from awsemu.cloudformation.operations import delete

        stack = _stacks(context).get(str(resource.physical))
        if stack is None:
            return
        delete(stack)
        if stack.status != "DELETE_COMPLETE":
            raise StackError(stack.reason or f"Embedded stack {stack.id} was not deleted")


def _stacks(context: Context) -> dict[str, Any]:
    stacks: dict[str, Any] = cloudformation_backends[context.account][context.region].stacks
    return stacks


def _tags(properties: Properties) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tag_list(properties)}


@handles("AWS::CloudFormation::WaitConditionHandle")
class WaitConditionHandle(Handler):
    """A handle nobody waits for; templates use it as a resource that costs nothing."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make up an address."""
        return f"{settings.endpoint}/handle/{uuid.uuid4()}", {}

    def delete(self, context: Context, resource: Resource) -> None:
        """Do nothing."""
