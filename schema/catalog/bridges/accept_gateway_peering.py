"""Accepts the peering that another transit gateway asks for. Deletion deletes it, as Terraform does.

Properties: AttachmentId, as this side knows it; Tags.
Attributes: Id, TransitGatewayId, PeerTransitGatewayId, PeerRegion, PeerAccountId.
"""

import time

import boto3
import cfnresponse
from botocore.exceptions import ClientError

ANSWER_MILLISECONDS = 15_000  # For the answer.
PAUSE_SECONDS = 5
WAITS = ("initiating", "initiatingRequest", "pendingAcceptance", "pending", "modifying")
GONE = ("unknown", "deleted", "rejected", "failed")


def look_up(ec2, own):
    """Return the peering, or one that nobody knows."""
    try:
        answer = ec2.describe_transit_gateway_peering_attachments(TransitGatewayAttachmentIds=[own])
    except ClientError as problem:
        if not problem.response["Error"]["Code"].endswith(("NotFound", "Malformed")):
            raise
        return {"State": "unknown"}
    return (answer["TransitGatewayPeeringAttachments"] or [{"State": "unknown"}])[0]


def pause(state, context):
    """Sleep, if there is still time."""
    if context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS:
        raise RuntimeError(f"The peering is still {state}.")
    time.sleep(PAUSE_SECONDS)


def accept(ec2, own, context):
    """Accept it once, and return it when it is available."""
    asked = False
    while True:
        found = look_up(ec2, own)
        state = found["State"]
        if state == "available":
            return found
        if state in GONE[1:]:
            raise RuntimeError(f"The peering is {state}.")
        if state == "pendingAcceptance" and not asked:
            ec2.accept_transit_gateway_peering_attachment(TransitGatewayAttachmentId=own)
            asked = True
            continue
        pause(state, context)


def delete(ec2, own, context):
    """Delete it, and wait until it is gone; the other side may have been faster."""
    while (state := look_up(ec2, own)["State"]) not in GONE:
        if state != "deleting":
            try:
                ec2.delete_transit_gateway_peering_attachment(TransitGatewayAttachmentId=own)
                continue
            except ClientError as problem:
                if problem.response["Error"]["Code"] != "IncorrectState":
                    raise
        pause(state, context)


def tag(ec2, own, old, tags):
    """Take away what went, and set the others."""
    if gone := [{"Key": key} for key in old if key not in tags]:
        ec2.delete_tags(Resources=[own], Tags=gone)
    if kept := [{"Key": key, "Value": tags[key]} for key in tags]:
        ec2.create_tags(Resources=[own], Tags=kept)


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties = event["ResourceProperties"]
    own = properties.get("AttachmentId")
    identity = event.get("PhysicalResourceId", f"{own}/new")
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        ec2 = boto3.client("ec2")
        if event["RequestType"] != "Delete":
            found = accept(ec2, own, context)
            identity = own
            old = event.get("OldResourceProperties", {}).get("Tags", {})
            tag(ec2, own, old, properties.get("Tags", {}))
            peer = found["RequesterTgwInfo"]
            data = {
                "Id": own,
                "TransitGatewayId": found["AccepterTgwInfo"]["TransitGatewayId"],
                "PeerTransitGatewayId": peer["TransitGatewayId"],
                "PeerRegion": peer["Region"],
                "PeerAccountId": peer["OwnerId"],
            }
        elif identity == own:
            delete(ec2, own, context)
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], own, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
