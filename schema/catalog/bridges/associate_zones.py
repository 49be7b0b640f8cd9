"""Makes the names of private hosted zones resolve in VPCs, and undoes that when deleted.

Property: Zones, a list of objects with ZoneId, VpcId and VpcRegion. Attribute: Count.

An update works on the difference. What is associated already, or no longer, is no error. Waits for
each change, as Terraform does, unless it is one of another account, which nobody else may look at.
"""

import time

import boto3
import cfnresponse
from botocore.exceptions import ClientError

ANSWER_MILLISECONDS = 15_000  # Kept back for the answer.
PACE_SECONDS = 0.25  # Route 53 takes five requests a second of an account.
PAUSE_SECONDS = 5
BUSY = ("PriorRequestNotComplete", "ConcurrentModification", "Throttling", "ThrottlingException")
THERE = "ConflictingDomainExists"
GONE = ("VPCAssociationNotFound", "NoSuchHostedZone")


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
    """Make one call for each zone, unless that is done; return the changes to wait for."""
    changes = []
    for row in sorted(rows):
        vpc = {"VPCId": row[1], "VPCRegion": row[2]}
        try:
            answer = ask(call, context, HostedZoneId=row[0], VPC=vpc)
            changes.append(answer.get("ChangeInfo") or {})
        except ClientError as problem:
            error = problem.response["Error"]
            # Another zone of the same name is a conflict too, which names that zone.
            other = error["Code"] == THERE and row[0] not in error["Message"]
            if other or error["Code"] not in done:
                raise RuntimeError(f"{row[0]} and {row[1]}: {problem}") from problem
    return changes


def wait(route53, changes, context):
    """Wait until all name servers know the changes."""
    for found in changes:
        while found.get("Status") == "PENDING":
            if context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS:
                raise RuntimeError(f"Change {found['Id']} of Route 53 is still pending.")
            time.sleep(PAUSE_SECONDS)
            try:
                found = ask(route53.get_change, context, Id=found["Id"])["ChangeInfo"]
            except ClientError as problem:
                if problem.response["Error"]["Code"] != "AccessDenied":
                    raise
                break


def rows_of(properties):
    """Return zone, VPC and Region of each association."""
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
        # First what goes: the VPC can have only one zone of a name.
        changes = change(route53.disassociate_vpc_from_hosted_zone, old - new, GONE, context)
        changes += change(route53.associate_vpc_with_hosted_zone, new - old, [THERE], context)
        wait(route53, changes, context)
        data = {"Count": str(len(new))}
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], identity, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
