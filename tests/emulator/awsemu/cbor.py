"""CloudWatch's newest protocol for a moto that knows only its older ones.

SDKs of 2025 and later send ``POST /service/<target>/operation/<operation>`` with a body in CBOR. Here such
a request becomes one of the JSON protocol, and the answer to it CBOR again; all else is passed on.

Source: Smithy 2.0, "Smithy RPC v2 CBOR protocol".
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.parsers import RpcV2CBORParser
from botocore.serialize import RpcV2CBORSerializer

PROTOCOL = "rpc-v2-cbor"
"""Value of the header ``smithy-protocol``."""

SERVICES = {"GraniteServiceVersion20100801": "cloudwatch"}
"""Services that are asked this way, by the prefix of their operations."""

PATH = re.compile(r"/service/(?P<target>\w+)/operation/(?P<operation>\w+)")


class Cbor:
    """A WSGI application around another one."""

    def __init__(self, application: Any) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        asked = PATH.fullmatch(environ.get("PATH_INFO", ""))
        service = asked and SERVICES.get(asked["target"])
        if environ.get("HTTP_SMITHY_PROTOCOL") != PROTOCOL or not asked or not service:
            return self.application(environ, start_response)  # type: ignore[no-any-return]
        started: list[Any] = []
        answered = self.application(
            _as_json(environ, asked), lambda *status: started.extend(status[:2])
        )
        status, headers = started
        result = json.loads(b"".join(answered) or b"{}")
        body = _encoded(service, asked["operation"], result, failed=not status.startswith("2"))
        kept = ("content-type", "content-length")
        headers = [(name, value) for name, value in headers if name.lower() not in kept]
        headers += [
            ("Content-Type", "application/cbor"),
            ("Content-Length", str(len(body))),
            ("smithy-protocol", PROTOCOL),
        ]
        start_response(status, headers)
        return [body]


def _as_json(environ: dict[str, Any], asked: re.Match[str]) -> dict[str, Any]:
    """Return the request in the JSON protocol."""
    sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    parser = RpcV2CBORParser()
    given = parser.parse_data_item(parser.get_peekable_stream_from_bytes(sent)) if sent else {}
    # Times are the only values that JSON does not have; its protocol writes them as seconds.
    body = json.dumps(given, default=lambda time: time.timestamp()).encode()
    return {
        **environ,
        "PATH_INFO": "/",
        "RAW_URI": "/",
        "REQUEST_URI": "/",
        "CONTENT_TYPE": "application/x-amz-json-1.0",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_AMZ_TARGET": f"{asked['target']}.{asked['operation']}",
        "wsgi.input": io.BytesIO(body),
    }


def _encoded(service: str, operation: str, result: dict[str, Any], failed: bool) -> bytes:
    serializer, body = RpcV2CBORSerializer(), bytearray()
    shape = _model(service).operation_model(operation).output_shape
    if failed or shape is None:
        texts = {name: str(value) for name, value in result.items() if value is not None}
        body.append(0xA0 + len(texts))  # a map of so many entries, which are few
        for text in (text for entry in texts.items() for text in entry):
            serializer._serialize_type_string(body, text, None, None)
    else:
        serializer._serialize_data_item(body, result, shape)
    return bytes(body)


@cache
def _model(service: str) -> ServiceModel:
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)
