"""Invitations to resource shares: another account sees a share once it has accepted.

Stock moto has none. There is no organization here that would accept for its members.
"""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

from moto.ram.exceptions import UnknownResourceException
from moto.ram.models import ResourceShare
from moto.ram.responses import ResourceAccessManagerResponse as Response

from awsemu.patches.ram_shares import account_of, parameter, serve, shares
from awsemu.patching import Function, replace, wrap


@wrap(ResourceShare, "add_principals")
def _add_principals(original: Function, self: Any, principals: list[str]) -> None:
    """Invite the accounts that are new."""
    original(self, principals)
    for principal in principals:
        account = account_of(principal)
        if account is None or account == self.account_id or account in self.invitations:
            continue
        self.invitations[account] = {
            "resourceShareInvitationArn": (
                f"arn:aws:ram:{self.region}:{self.account_id}:resource-share-invitation/"
                f"{uuid.uuid4()}"
            ),
            "resourceShareName": self.name,
            "resourceShareArn": self.arn,
            "senderAccountId": self.account_id,
            "receiverAccountId": account,
            "invitationTimestamp": time.time(),
            "status": "PENDING",
        }


@replace(Response)
def get_resource_share_invitations(self: Any) -> str:
    """List the invitations that the caller received."""
    arns = parameter(self, "resourceShareArns")
    wanted = parameter(self, "resourceShareInvitationArns")
    rows = [
        invitation
        for share in shares()
        if share.status != "DELETED" and (not arns or share.arn in arns)
        for account, invitation in share.invitations.items()
        if account == self.current_account
        and (not wanted or invitation["resourceShareInvitationArn"] in wanted)
    ]
    return json.dumps({"resourceShareInvitations": rows})


def _answer(response: Any, status: str) -> str:
    wanted = parameter(response, "resourceShareInvitationArn")
    for share in shares():
        invitation = share.invitations.get(response.current_account)
        if invitation and invitation["resourceShareInvitationArn"] == wanted:
            invitation["status"] = status
            return json.dumps({"resourceShareInvitation": invitation})
    raise UnknownResourceException(f"Invitation {wanted} could not be found.")


@replace(Response)
def accept_resource_share_invitation(self: Any) -> str:
    """Accept an invitation."""
    return _answer(self, "ACCEPTED")


@replace(Response)
def reject_resource_share_invitation(self: Any) -> str:
    """Refuse an invitation."""
    return _answer(self, "REJECTED")


serve(
    "getresourceshareinvitations",
    "acceptresourceshareinvitation",
    "rejectresourceshareinvitation",
)
