"""What requests of the CloudFormation API have in common: template, parameters, tags, capabilities."""

from __future__ import annotations

import json
from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError, refusal
from awsemu.cloudformation.handlers.nested_stacks import read_template
from awsemu.cloudformation.loops import TRANSFORM
from awsemu.cloudformation.models import CloudFormationBackend, cloudformation_backends
from awsemu.cloudformation.stacks import Stack
from awsemu.moto_state import as_dict, as_flag

BODY_LIMIT = 51_200
"""Bytes of a template inside a request; a larger one has to come from a bucket."""


class Request:
    """A request, read the way all calls need it."""

    def __init__(self, response: Any) -> None:
        self._response = response
        self.account: str = response.current_account
        self.region: str = response.region

    def text(self, name: str, default: Any = None) -> Any:
        """Return a parameter of the call."""
        return self._response._get_param(name, default)

    @property
    def backend(self) -> CloudFormationBackend:
        """State of the caller's account and Region."""
        backend: CloudFormationBackend = cloudformation_backends[self.account][self.region]
        return backend

    def stack(self) -> Stack:
        """Return the stack that is named; CloudFormation's refusal if there is none."""
        name = self.text("StackName")
        stack = self.backend.find_stack(name)
        if stack is None:
            raise refusal(f"Stack with id {name} does not exist")
        return stack

    def body(self, stack: Stack | None = None) -> str:
        """Return the template: given, from a bucket, or the stack's own again."""
        if as_flag(self.text("UsePreviousTemplate")) and stack and stack.prepared:
            return stack.prepared.body
        if self.text("TemplateBody"):
            body = str(self.text("TemplateBody"))
            if len(body.encode()) > BODY_LIMIT:
                raise refusal(
                    "1 validation error detected: Value at 'templateBody' failed to satisfy "
                    f"constraint: Member must have length less than or equal to {BODY_LIMIT}"
                )
            return body
        if not self.text("TemplateURL"):
            raise refusal("Either Template URL or Template Body must be specified.")
        try:
            return read_template(Context(self.account, self.region), self.text("TemplateURL"))
        except StackError as problem:
            raise refusal(str(problem)) from problem

    def given(self, stack: Stack | None = None) -> dict[str, str]:
        """Return the parameter values, with the previous ones where the request says so."""
        previous = stack.prepared.given if stack and stack.prepared else {}
        values = {}
        for parameter in self.text("Parameters", []) or []:
            key = parameter["ParameterKey"]
            if not as_flag(parameter.get("UsePreviousValue")):
                values[key] = parameter.get("ParameterValue", "")
            elif key in previous:
                values[key] = previous[key]
        return values

    def tags(self) -> dict[str, str]:
        """Return the tags for the stack."""
        return as_dict(self.text("Tags", []))

    def check_capabilities(self, body: str) -> None:
        """Refuse a template that needs capabilities the request does not give."""
        given = self.text("Capabilities", []) or []
        iam = {"CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"}
        if "AWS::IAM::" in body and not iam & set(given):
            raise refusal(
                "Requires capabilities : [CAPABILITY_IAM]", "InsufficientCapabilitiesException"
            )
        expands = TRANSFORM in json.dumps(body)
        in_change_set = self.text("ChangeSetName") is not None
        if expands and not in_change_set and "CAPABILITY_AUTO_EXPAND" not in given:
            raise refusal(
                "Requires capabilities : [CAPABILITY_AUTO_EXPAND]",
                "InsufficientCapabilitiesException",
            )
