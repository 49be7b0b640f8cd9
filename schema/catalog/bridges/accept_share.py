"""Accepts the invitation to a resource share of another account, and leaves the share when deleted.

Property: ShareArn. Attributes: ShareName, SenderAccountId, Status.

Done when this account sees the share. One without an invitation is its organization's, and never
left: the physical id tells them apart.
"""

import time

import boto3
import cfnresponse
from botocore.exceptions import ClientError

ANSWER_MILLISECONDS = 15_000  # Kept back for the answer.
PAUSE_SECONDS = 5
LOOKS_FOR_UNKNOWN = 24  # An invitation shows up late.
INVITED = "/invited"
UNKNOWN = ("UnknownResourceException", "ResourceShareInvitationArnNotFoundException")


def check(problem, *harmless):
    """Raise any other problem."""
    if problem.response["Error"]["Code"] not in harmless:
        raise problem


def invitations(ram, share):
    """Return states of invitations by ARN."""
    pages = ram.get_paginator("get_resource_share_invitations").paginate(resourceShareArns=[share])
    try:
        rows = pages.build_full_result()["resourceShareInvitations"]
    except ClientError as problem:
        check(problem, *UNKNOWN)
        rows = []
    return {row["resourceShareInvitationArn"]: row["status"] for row in rows}


def visible(ram, share):
    """Return the share, or None."""
    asked = {"resourceOwner": "OTHER-ACCOUNTS", "resourceShareArns": [share]}
    try:
        rows = ram.get_resource_shares(**asked)["resourceShares"]
    except ClientError as problem:
        check(problem, *UNKNOWN)
        rows = []
    return next((row for row in rows if row["status"] == "ACTIVE"), None)


def accept(ram, share, context):
    """Return the share when it is there, and whether this account was invited."""
    looks = 0
    while True:
        states = invitations(ram, share)
        for arn in [arn for arn in states if states[arn] == "PENDING"]:
            ram.accept_resource_share_invitation(resourceShareInvitationArn=arn)
            states[arn] = "ACCEPTED"
        found = visible(ram, share)
        if found:
            return found, "ACCEPTED" in states.values()
        looks += 1
        late = context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS
        if looks > LOOKS_FOR_UNKNOWN or late:
            told = ", ".join(states.values()) or "none"
            raise RuntimeError(
                f"Share {share} is not here; invitations: {told}. Check the ARN, and that the "
                "share is for this account."
            )
        time.sleep(PAUSE_SECONDS)


def leave(ram, share, account, context):
    """Leave the share, and wait until it is gone."""
    try:
        ram.disassociate_resource_share(resourceShareArn=share, principals=[account])
    except ClientError as problem:
        # The organization's shares cannot be left.
        check(problem, "OperationNotPermittedException", *UNKNOWN)
        return
    while visible(ram, share):
        if context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS:
            return
        time.sleep(PAUSE_SECONDS)


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties = event["ResourceProperties"]
    share = properties.get("ShareArn")
    identity = event.get("PhysicalResourceId", "")
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        ram = boto3.client("ram")
        if event["RequestType"] != "Delete":
            found, invited = accept(ram, share, context)
            if identity.removesuffix(INVITED) != share:
                identity = share + INVITED if invited else share
            data = {
                "ShareName": found["name"],
                "SenderAccountId": found["owningAccountId"],
                "Status": found["status"],
            }
        elif identity.endswith(INVITED):
            leave(ram, share, event["StackId"].split(":")[4], context)
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], share, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
