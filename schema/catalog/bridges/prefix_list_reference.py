"""Refers to a prefix list in a route table of a transit gateway, and takes that away when deleted.

Properties: TransitGatewayRouteTableId, PrefixListId; TransitGatewayAttachmentId, where traffic to
the list goes, or Blackhole, "true" to drop it. Attribute: PrefixListOwnerId.

A reference that is there already gets this target. One that is gone already is no error.
"""

import time

import boto3
import cfnresponse
from botocore.exceptions import ClientError

ANSWER_MILLISECONDS = 15_000  # Kept back for the answer.
PAUSE_SECONDS = 5


def look_up(ec2, names):
    """Return the reference, or None."""
    filters = [{"Name": "prefix-list-id", "Values": [names["PrefixListId"]]}]
    rows = ec2.get_transit_gateway_prefix_list_references(
        TransitGatewayRouteTableId=names["TransitGatewayRouteTableId"], Filters=filters
    )["TransitGatewayPrefixListReferences"]
    return rows[0] if rows else None


def pause(found, names, context):
    """Sleep, if there is still time."""
    if context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS:
        state = found["State"] if found else "not there"
        raise RuntimeError(f"The reference to {names['PrefixListId']} is still {state}.")
    time.sleep(PAUSE_SECONDS)


def refer(ec2, names, attachment, blackhole, context):
    """Make or change the reference, and wait until it is available."""
    target = {"TransitGatewayAttachmentId": attachment} if attachment else {}
    asked = False
    while True:
        found = look_up(ec2, names)
        state = found["State"] if found else None
        if state in (None, "available"):
            there = (found or {}).get("TransitGatewayAttachment") or {}
            there = there.get("TransitGatewayAttachmentId")
            if found and there == attachment and found.get("Blackhole", False) == blackhole:
                return {"PrefixListOwnerId": found.get("PrefixListOwnerId", "")}
            if not asked:
                call = (
                    ec2.modify_transit_gateway_prefix_list_reference
                    if found
                    else ec2.create_transit_gateway_prefix_list_reference
                )
                call(**names, **target, Blackhole=blackhole)
                asked = True
                continue
        pause(found, names, context)


def remove(ec2, names, context):
    """Remove the reference, and wait until it is gone."""
    asked = False
    try:
        while (found := look_up(ec2, names)) is not None:
            if not asked and found["State"] != "deleting":
                ec2.delete_transit_gateway_prefix_list_reference(**names)
                asked = True
                continue
            pause(found, names, context)
    except ClientError as problem:
        if not problem.response["Error"]["Code"].endswith(("NotFound", "Malformed")):
            raise


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties = event["ResourceProperties"]
    names = {
        "TransitGatewayRouteTableId": properties.get("TransitGatewayRouteTableId"),
        "PrefixListId": properties.get("PrefixListId"),
    }
    identity = "/".join(map(str, names.values()))
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        ec2 = boto3.client("ec2")
        if event["RequestType"] == "Delete":
            remove(ec2, names, context)
        else:
            attachment = properties.get("TransitGatewayAttachmentId") or None
            blackhole = properties.get("Blackhole", "false").lower() == "true"
            data = refer(ec2, names, attachment, blackhole, context)
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], identity, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
