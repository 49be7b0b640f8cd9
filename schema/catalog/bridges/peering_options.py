"""Says whether one side of a VPC peering resolves public names of the other to private addresses.

Properties: PeeringId; Side, "requester" or "accepter"; RemoteNames, "true" or "false". Attribute: Id.

AWS takes options of an active peering only. Deletion turns the option off, if the peering is there.
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

OPTION = "AllowDnsResolutionFromRemoteVpc"


def settle(ec2, own, side, is_on, context):
    """Set the option when the peering is active."""
    while (state := look_up(ec2, own)["Status"]["Code"]) != "active":
        if state in GONE:
            raise RuntimeError(f"The peering is {state}.")
        pause(state, context)
    options = {f"{side.capitalize()}PeeringConnectionOptions": {OPTION: is_on}}
    ec2.modify_vpc_peering_connection_options(VpcPeeringConnectionId=own, **options)


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties = event["ResourceProperties"]
    own, side = properties.get("PeeringId"), properties.get("Side", "")
    identity = event.get("PhysicalResourceId", f"{own}/{side}/new")
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        ec2 = boto3.client("ec2")
        if event["RequestType"] != "Delete":
            is_on = properties.get("RemoteNames", "false").lower() == "true"
            settle(ec2, own, side, is_on, context)
            identity, data = f"{own}/{side}", {"Id": own}
        elif identity == f"{own}/{side}" and look_up(ec2, own)["Status"]["Code"] == "active":
            settle(ec2, own, side, False, context)
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], identity, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
