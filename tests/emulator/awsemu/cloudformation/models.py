"""State of CloudFormation: stacks and change sets of one account in one Region.

It lives in moto's own store of backends, so that ``POST /moto-api/reset`` empties it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto.core.base_backend import BackendDict, BaseBackend

if TYPE_CHECKING:
    from awsemu.cloudformation.change_sets import ChangeSet
    from awsemu.cloudformation.stacks import Stack


class CloudFormationBackend(BaseBackend):
    """Stacks and change sets, oldest first."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.stacks: dict[str, Stack] = {}
        """By stack id, deleted ones too."""
        self.change_sets: dict[str, ChangeSet] = {}
        """By change set id."""

    def find_stack(self, name_or_id: str | None) -> Stack | None:
        """Return the stack with that id, or the live one with that name."""
        for stack in reversed(list(self.stacks.values())):
            named = stack.name == name_or_id and stack.status != "DELETE_COMPLETE"
            if named or stack.id == name_or_id:
                return stack
        return None

    def exporter(self, export: str) -> Stack | None:
        """Return the live stack that exports a value under that name."""
        return next((stack for stack in self.live_stacks() if export in stack.exports), None)

    def live_stacks(self) -> list[Stack]:
        """Return the stacks that are not deleted."""
        return [stack for stack in self.stacks.values() if stack.status != "DELETE_COMPLETE"]


cloudformation_backends = BackendDict(CloudFormationBackend, "cloudformation")
