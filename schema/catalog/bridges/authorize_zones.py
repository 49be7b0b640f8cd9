"""Lets VPCs of other accounts be associated with private hosted zones; takes it back when deleted.

Property: Zones, a list of objects with ZoneId, VpcId and VpcRegion. Attribute: Count.

An update works on the difference. What is authorized already, or no longer, is no error. An
association that was made meanwhile stays. There is nothing to wait for.
"""

import time

import boto3
import cfnresponse
from botocore.exceptions import ClientError

ANSWER_MILLISECONDS = 15_000  # Kept back for the answer.
PACE_SECONDS = 0.25  # Route 53 takes five requests a second of an account.
PAUSE_SECONDS = 5
BUSY = ("PriorRequestNotComplete", "ConcurrentModification", "Throttling", "ThrottlingException")
GONE = ("VPCAssociationAuthorizationNotFound", "NoSuchHostedZone")


def ask(call, context, **arguments):
    """Call Route 53, again while it is busy."""
    while True:
        time.sleep(PACE_SECONDS)
        try:
            return call(**arguments)
        except ClientError as problem:
            late = context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS
            if late or problem.response["Error"]["Code"] not in BUSY:
                raise
        time.sleep(PAUSE_SECONDS)


def change(call, rows, done, context):
    """Make one call for each zone; these codes say that there is nothing to do."""
    for zone, vpc, region in sorted(rows):
        try:
            ask(call, context, HostedZoneId=zone, VPC={"VPCId": vpc, "VPCRegion": region})
        except ClientError as problem:
            if problem.response["Error"]["Code"] not in done:
                raise RuntimeError(f"{zone} and {vpc}: {problem}") from problem


def rows_of(properties):
    """Return zone, VPC and Region of each authorization."""
    zones = properties.get("Zones") or []
    return {(it.get("ZoneId"), it.get("VpcId"), it.get("VpcRegion")) for it in zones}


def handler(event, context):
    """Answer one event of CloudFormation."""
    own = f"{event['StackId'].split('/')[1]}/{event['LogicalResourceId']}"
    identity = event.get("PhysicalResourceId") or own
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        route53 = boto3.client("route53")
        old = rows_of(event.get("OldResourceProperties", {}))
        new = rows_of(event["ResourceProperties"])
        if event["RequestType"] == "Delete":
            old, new = new, set()
        # First what goes: a zone takes only so many authorizations.
        change(route53.delete_vpc_association_authorization, old - new, GONE, context)
        change(route53.create_vpc_association_authorization, new - old, (), context)
        data = {"Count": str(len(new))}
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], identity, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
