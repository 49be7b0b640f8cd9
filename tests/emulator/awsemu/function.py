"""Calls the handler of a Lambda function, in a process of its own.

The process is forked from one that has boto3 loaded: starting Python for each call would take most of
its time.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TIME_LIMIT = 120
"""Seconds of real time that a call may take, however long the function says it may."""

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["boto3", "urllib.request", __name__])


@dataclass(frozen=True)
class Function:
    """What to call, and in which surroundings."""

    handler: str
    """Module and function, with a dot between."""

    arn: str

    folder: Path
    """The unpacked code."""

    environment: dict[str, str]
    """The whole environment of the process."""

    seconds: float
    """How long the function may run."""

    speed: float = 1
    """The function sleeps so many times shorter, which counts as the whole sleep."""

    def call(self, event: Any) -> str:
        """Call the handler, and return what it wrote to standard error."""
        errors = self.folder / ".stderr"
        process = _forks.Process(target=_call, args=(self, event, errors), daemon=True)
        process.start()
        process.join(TIME_LIMIT)
        if process.exitcode is None:
            process.kill()
            process.join()
            return f"no end within {TIME_LIMIT} s"
        return errors.read_text(encoding="utf-8") if errors.exists() else ""


class _Context:
    """What Lambda tells a handler about its call."""

    function_version = "$LATEST"
    log_stream_name = "stream"
    aws_request_id = "request"
    memory_limit_in_mb = 128

    def __init__(self, arn: str, seconds: float) -> None:
        self.invoked_function_arn = arn
        self.function_name = arn.split(":")[6]
        self.log_group_name = "/aws/lambda/" + self.function_name
        self.end = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> int:
        """Return how long the call may go on."""
        return max(0, int((self.end - time.monotonic()) * 1000))


def _call(function: Function, event: Any, errors: Path) -> None:
    """Be the process of one call."""
    with errors.open("wb") as file, Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    os.environ.clear()
    os.environ.update(function.environment)
    os.chdir(function.folder)
    sys.path.insert(0, str(function.folder))
    context = _Context(function.arn, function.seconds)
    really_sleep = time.sleep

    def sleep(seconds: Any) -> None:
        really_sleep(seconds / function.speed)
        context.end -= seconds - seconds / function.speed
        if context.end < time.monotonic():
            sys.exit("Task timed out")

    time.sleep = sleep
    module, name = function.handler.rsplit(".", 1)
    getattr(importlib.import_module(module.replace("/", ".")), name)(event, context)
