"""Honest errors and the request log.

Stock moto answers an action it does not know, and a handler that crashes, with an HTML page and
status 500. SDKs retry that 25 times and then show an XML syntax error. Here both are one refusal with
status 400 that names the reason: ``EmulatorNotImplemented`` or ``EmulatorInternalError``.

Requests come on threads of their own, and moto's state is not made for that: two that take an address
of one subnet at the same moment end in ``generator already executing``. So one handler runs at a time.

A client that loses an answer asks again, with the same ``amz-sdk-invocation-id``. It gets the answer that it
lost: what was made is not made twice.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, BaseResponse
from werkzeug.exceptions import HTTPException

from awsemu.moto_state import service_error
from awsemu.patching import Function, wrap
from awsemu.settings import settings

_log_lock = threading.Lock()
_state_lock = threading.RLock()
"""Held by the handler that runs. One handler calls another in its own thread."""

_told: OrderedDict[str, Any] = OrderedDict()
"""Good answers by the id of their request, the oldest first."""

REMEMBERED = 2_000
"""Answers that are kept; a client asks again within seconds."""

CALLS_BACK = ("cloudformation",)
"""Services whose handlers send requests to this server, and so must not keep others waiting."""


@wrap(BaseResponse, "call_action")
def _call_action(original: Function, response: Any) -> Any:
    """Call the handler of one request; log it; turn a crash into a refusal."""
    started = time.monotonic()
    note = ""
    try:
        if response.service_name in CALLS_BACK:
            answer = original(response)
        else:
            with _state_lock:
                answer, note = _answer_once(original, response)
    except (ServiceException, HTTPException):
        raise
    except Exception as problem:  # any crash of a handler; the client must see which
        note = f"{type(problem).__name__}: {problem}"
        answer = _refusal(response, problem, note)
    if settings.log:
        _write_line(settings.log, response, answer, time.monotonic() - started, note)
    return answer


def _answer_once(original: Function, response: Any) -> tuple[Any, str]:
    """Return the answer, and a note if it was told before."""
    request = response.headers.get("amz-sdk-invocation-id")
    if request in _told:
        return _told[request], "asked again"
    answer = original(response)
    if request and int(answer[0]) < 400:
        _told[request] = answer
        if len(_told) > REMEMBERED:
            _told.popitem(last=False)
    return answer, ""


def _refusal(response: Any, problem: Exception, note: str) -> Any:
    missing = isinstance(problem, NotImplementedError)
    if not missing:
        traceback.print_exc(file=sys.stderr)
    code = "EmulatorNotImplemented" if missing else "EmulatorInternalError"
    result = ActionResult(service_error(response.service_name, code, note))
    status, headers, body = response.serialized(result)
    headers, body = response._enrich_response(headers, body)
    return (400 if int(status) >= 500 else status), headers, body


def _write_line(path: str, response: Any, answer: Any, seconds: float, note: str) -> None:
    status, _, body = answer
    try:
        action = response._get_action()
    except Exception:  # the log must not break a request whose action cannot be read
        action = "?"
    line = (
        f"{response.service_name}:{action} account={response.current_account} "
        f"{response.region} {status} {seconds * 1000:.0f}ms {note}\n"
    )
    if int(status) >= 400:
        line += "    " + str(body)[:600].replace("\n", " ") + "\n"
    with _log_lock:
        log = _opened(path)
        log.write(line)
        log.flush()


@cache
def _opened(path: str) -> TextIO:
    """Open the log once: opening it for each line takes longer than the line."""
    return Path(path).open("a", encoding="utf-8")
