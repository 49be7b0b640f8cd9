"""Errors of the engine."""

from __future__ import annotations

from awsemu.moto_state import service_error


class StackError(Exception):
    """Something CloudFormation would refuse or fail on, in its words.

    Found before a stack starts it refuses the request; found later it fails the resource.
    """


def refusal(message: str, code: str = "ValidationError") -> Exception:
    """Build the answer to a request that is refused."""
    return service_error("cloudformation", code, message)
