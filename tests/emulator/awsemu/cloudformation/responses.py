"""The CloudFormation API: one method per call, in three parts."""

from __future__ import annotations

from moto.core.responses import BaseResponse

from awsemu.cloudformation.api_change_sets import ChangeSetCalls
from awsemu.cloudformation.api_reading import ReadingCalls
from awsemu.cloudformation.api_stacks import StackCalls


class CloudFormationResponse(StackCalls, ChangeSetCalls, ReadingCalls, BaseResponse):
    """Serves one request; moto finds the method by the name of the action."""

    def __init__(self) -> None:
        super().__init__(service_name="cloudformation")
        self.automated_parameter_parsing = True
