"""Asks for a peering of two VPCs, which somebody else accepts. Deletion deletes it.

Properties: VpcId, PeerVpcId, PeerRegion, PeerOwnerId; Tags. Attribute: Id, which is the physical id
too, so that CloudFormation deletes the old peering when one between other VPCs is asked for.
"""

import time

import boto3
import cfnresponse
from botocore.exceptions import ClientError

ANSWER_MILLISECONDS = 15_000  # For the answer.
PAUSE_SECONDS = 5
GONE = ("unknown", "deleted", "rejected", "failed", "expired")


def look_up(ec2, own):
    """Return the peering, or one that nobody knows."""
    try:
        answer = ec2.describe_vpc_peering_connections(VpcPeeringConnectionIds=[own])
    except ClientError as problem:
        if not problem.response["Error"]["Code"].endswith(("NotFound", "Malformed")):
            raise
        return {"Status": {"Code": "unknown"}}
    return (answer["VpcPeeringConnections"] or [{"Status": {"Code": "unknown"}}])[0]


def pause(state, context):
    """Sleep, if there is still time."""
    if context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS:
        raise RuntimeError(f"The peering is still {state}.")
    time.sleep(PAUSE_SECONDS)


def ask(ec2, names, context):
    """Ask for the peering, and return its id when the other side can see it."""
    answer = ec2.create_vpc_peering_connection(**names)
    own = answer["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    while (state := look_up(ec2, own)["Status"]["Code"]) not in ("pending-acceptance", "active"):
        if state in GONE[1:]:
            raise RuntimeError(f"The peering is {state}.")
        pause(state, context)
    return own


def delete(ec2, own, context):
    """Delete the peering, and wait until it is gone; the other side may have been faster."""
    while (state := look_up(ec2, own)["Status"]["Code"]) not in GONE:
        if state != "deleting":
            ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=own)
            continue
        pause(state, context)


def tag(ec2, own, old, tags):
    """Take away what went, and set the others."""
    if gone := [{"Key": key} for key in old if key not in tags]:
        ec2.delete_tags(Resources=[own], Tags=gone)
    if kept := [{"Key": key, "Value": tags[key]} for key in tags]:
        ec2.create_tags(Resources=[own], Tags=kept)


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties, old = event["ResourceProperties"], event.get("OldResourceProperties", {})
    names = {
        "VpcId": properties.get("VpcId"),
        "PeerVpcId": properties.get("PeerVpcId"),
        "PeerRegion": properties.get("PeerRegion"),
        "PeerOwnerId": properties.get("PeerOwnerId"),
    }
    names = {key: value for key, value in names.items() if value}
    identity = event.get("PhysicalResourceId") or "new"
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        ec2 = boto3.client("ec2")
        if event["RequestType"] != "Delete":
            is_same = all(old.get(key) == names[key] for key in names)
            if event["RequestType"] == "Create" or not is_same:
                identity = ask(ec2, names, context)
            tag(ec2, identity, old.get("Tags", {}), properties.get("Tags", {}))
            data = {"Id": identity}
        elif identity.startswith("pcx-"):
            delete(ec2, identity, context)
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], identity, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
