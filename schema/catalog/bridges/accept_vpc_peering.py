"""Accepts the peering that another VPC asks for. Deletion leaves it, as Terraform does.

Properties: PeeringId; Tags. Attributes: Id, AcceptStatus, VpcId, the one of this side, PeerVpcId.
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


def accept(ec2, own, context):
    """Accept it once, and return it when it is active."""
    asked = False
    while True:
        found = look_up(ec2, own)
        state = found["Status"]["Code"]
        if state == "active":
            return found
        if state in GONE[1:]:
            raise RuntimeError(f"The peering is {state}.")
        if state == "pending-acceptance" and not asked:
            ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=own)
            asked = True
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
    properties = event["ResourceProperties"]
    own = properties.get("PeeringId")
    identity = event.get("PhysicalResourceId", f"{own}/new")
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        if event["RequestType"] != "Delete":
            ec2 = boto3.client("ec2")
            found = accept(ec2, own, context)
            identity = own
            old = event.get("OldResourceProperties", {}).get("Tags", {})
            tag(ec2, own, old, properties.get("Tags", {}))
            data = {
                "Id": own,
                "AcceptStatus": found["Status"]["Code"],
                "VpcId": found["AccepterVpcInfo"]["VpcId"],
                "PeerVpcId": found["RequesterVpcInfo"]["VpcId"],
            }
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], own, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
