"""Custom resources: the function behind the service token really runs, see `awsemu.function`.

Only Python functions can. They find the AWS of this server through ``AWS_ENDPOINT_URL`` and the module
``cfnresponse`` beside them, as on Lambda, and answer over HTTP to a pre-signed address, as on AWS.
"""

from __future__ import annotations

import http.server
import io
import json
import os
import tempfile
import threading
import uuid
import zipfile
from pathlib import Path
from typing import Any

from awsemu.cloudformation.context import Context, access_key
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.handlers.base import Created, Handler, handles
from awsemu.cloudformation.parameters import as_text
from awsemu.cloudformation.resources import Change, Properties, Resource
from awsemu.function import Function
from awsemu.settings import settings

ANSWER_LIMIT = 4096
"""Bytes that the answer of a function may have."""

SPEED = 50
"""With ``--fast`` a function sleeps so many times shorter, which counts as the whole sleep."""

CFNRESPONSE = """
import json
import urllib.request

SUCCESS, FAILED = "SUCCESS", "FAILED"


def send(event, context, status, data, physicalResourceId=None, noEcho=False, reason=None):
    body = {
        "Status": status,
        "Reason": reason or "See the details in CloudWatch Log Stream: " + context.log_stream_name,
        "PhysicalResourceId": physicalResourceId or context.log_stream_name,
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "NoEcho": noEcho,
        "Data": data,
    }
    request = urllib.request.Request(
        event["ResponseURL"], data=json.dumps(body).encode(), method="PUT"
    )
    urllib.request.urlopen(request, timeout=10)
"""
"""The module that AWS puts beside inline code."""


@handles("AWS::CloudFormation::CustomResource")
class CustomResource(Handler):
    """A resource of any ``Custom::`` type."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Send ``Create``."""
        answer = _invoke(_event(context, "Create", properties))
        physical = context.begin(answer["PhysicalResourceId"])
        _check(answer)
        return physical, answer.get("Data") or {}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Send ``Update``; another physical id means that the old resource has to go."""
        event = _event(context, "Update", change.new, resource)
        event["OldResourceProperties"] = _texts(change.old)
        answer = _check(_invoke(event))
        old, new = resource.physical, answer["PhysicalResourceId"]
        resource.physical, resource.attributes = new, answer.get("Data") or {}
        if new != old:
            gone = Resource(resource.logical, resource.kind, change.old, old)
            self.delete(context, gone)

    def delete(self, context: Context, resource: Resource) -> None:
        """Send ``Delete``."""
        _check(_invoke(_event(context, "Delete", resource.properties, resource)))


def _event(
    context: Context, request: str, properties: Properties, resource: Resource | None = None
) -> dict[str, Any]:
    event = {
        "RequestType": request,
        "RequestId": str(uuid.uuid4()),
        "ServiceToken": properties["ServiceToken"],
        "StackId": context.stack_id,
        "LogicalResourceId": context.logical,
        "ResourceType": "AWS::CloudFormation::CustomResource",
        "ResourceProperties": _texts(properties),
    }
    if resource is not None:
        event["PhysicalResourceId"] = resource.physical
    return event


def _texts(value: Any) -> Any:
    """Turn every scalar into text, as CloudFormation does in events."""
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_texts(item) for item in value]
    return as_text(value)


class _Answers(http.server.BaseHTTPRequestHandler):
    """Takes the one answer of a function."""

    server: _AnswerServer

    def do_PUT(self) -> None:
        """Keep the answer."""
        length = int(self.headers["Content-Length"])
        self.server.answer = json.loads(self.rfile.read(length))
        self.send_response(200)
        self.end_headers()
        self.server.answered.set()

    def log_message(self, *_: Any) -> None:
        """Write nothing."""


class _AnswerServer(http.server.HTTPServer):
    """The address that a function answers to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.answer: dict[str, Any] = {}
        self.answered = threading.Event()


def _check(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the answer. Raises `StackError` if it is that the function failed."""
    if answer["Status"] != "SUCCESS":
        raise StackError(
            "Received response status [FAILED] from custom resource. Message returned: "
            f"{answer.get('Reason')}"
        )
    return answer


def _invoke(event: dict[str, Any]) -> dict[str, Any]:
    """Run the function and return its answer.

    Raises `StackError` if it dies, does not answer, or answers what CloudFormation does not take.
    """
    with _AnswerServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        event["ResponseURL"] = f"http://127.0.0.1:{server.server_port}/answer"
        try:
            errors = _run(event)
            server.answered.wait(2)
        finally:
            server.shutdown()
        answer = server.answer
    if not answer:
        raise StackError(f"Custom resource did not answer: {errors[-400:]}")
    if not answer.get("PhysicalResourceId"):
        raise StackError("Invalid PhysicalResourceId")
    if len(json.dumps(answer)) > ANSWER_LIMIT:
        raise StackError("Response object is too long.")
    return answer


def _run(event: dict[str, Any]) -> str:
    """Run the function's handler on `event`; return what it wrote to standard error."""
    from moto.awslambda.models import lambda_backends

    token = event["ServiceToken"]
    _, _, _, region, account, *_ = token.split(":")
    function = lambda_backends[account][region].get_function(token.split(":function:")[1])
    environment = {
        **os.environ,
        "AWS_ENDPOINT_URL": settings.endpoint,
        "AWS_ACCESS_KEY_ID": access_key(account),
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_MAX_ATTEMPTS": "1",
        **{name: str(value) for name, value in (function.environment_vars or {}).items()},
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with zipfile.ZipFile(io.BytesIO(function.code_bytes)) as archive:
            archive.extractall(folder)
        library = folder / "cfnresponse.py"
        if not library.exists():
            library.write_text(CFNRESPONSE, encoding="utf-8")
        called = Function(
            function.handler,
            token,
            folder,
            environment,
            seconds=float(function.timeout or 3),
            speed=SPEED if settings.fast else 1,
        )
        return called.call(event)
