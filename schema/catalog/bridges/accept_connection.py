"""Accepts the connection of an endpoint to an endpoint service, and rejects it when deleted.

Properties: ServiceId; EndpointId; Kept, "true" if deletion leaves the connection as it is.
Attribute: State.

Done when the connection is available; one that was accepted before is left alone. Deletion leaves
a rejected connection behind, as Terraform's accepter does; what is gone already is no error.
"""

import time

import boto3
import cfnresponse
from botocore.exceptions import ClientError

ANSWER_MILLISECONDS = 15_000  # Kept back for the answer.
PAUSE_SECONDS = 5
LOOKS_FOR_UNKNOWN = 12  # A new connection shows up late, one that does not exist never.
OPEN = ("pendingacceptance", "pending", "available")
ENDED = ("deleting", "deleted", "failed", "expired")


def state_of(ec2, service, endpoint):
    """Return the state of the connection, or None if there is none."""
    filters = [
        {"Name": "service-id", "Values": [service]},
        {"Name": "vpc-endpoint-id", "Values": [endpoint]},
    ]
    pages = ec2.get_paginator("describe_vpc_endpoint_connections").paginate(Filters=filters)
    rows = pages.build_full_result()["VpcEndpointConnections"]
    return rows[0]["VpcEndpointState"] if rows else None


def accept(ec2, service, endpoint, context):
    """Accept the connection and wait until it is available."""
    asked, looks = False, 0
    while True:
        state = state_of(ec2, service, endpoint)
        word = (state or "").lower()
        if word == "available":
            return {"State": state}
        if word in ENDED:
            raise RuntimeError(f"The connection of {endpoint} to {service} is {state}.")
        if word in ("pendingacceptance", "rejected") and not asked:
            answer = ec2.accept_vpc_endpoint_connections(
                ServiceId=service, VpcEndpointIds=[endpoint]
            )
            for problem in answer.get("Unsuccessful", []):
                raise RuntimeError(problem["Error"]["Message"])
            asked = True
            continue
        looks += state is None
        if looks > LOOKS_FOR_UNKNOWN:
            raise RuntimeError(
                f"Service {service} has no connection from {endpoint}. Check the id of the "
                "endpoint, and that the endpoint is one of this service."
            )
        if context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS:
            raise RuntimeError(f"The connection of {endpoint} to {service} is still {state}.")
        time.sleep(PAUSE_SECONDS)


def reject(ec2, service, endpoint):
    """Reject the connection if there still is one."""
    try:
        if (state_of(ec2, service, endpoint) or "").lower() not in OPEN:
            return
        answer = ec2.reject_vpc_endpoint_connections(ServiceId=service, VpcEndpointIds=[endpoint])
    except ClientError as problem:
        if not problem.response["Error"]["Code"].endswith(("NotFound", "Malformed")):
            raise
        return
    for problem in answer.get("Unsuccessful", []):
        if (state_of(ec2, service, endpoint) or "").lower() in OPEN:
            raise RuntimeError(problem["Error"]["Message"])


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties = event["ResourceProperties"]
    service, endpoint = properties.get("ServiceId"), properties.get("EndpointId")
    identity = f"{service}/{endpoint}"
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        ec2 = boto3.client("ec2")
        if event["RequestType"] == "Delete":
            if properties.get("Kept", "false").lower() != "true":
                reject(ec2, service, endpoint)
        else:
            data = accept(ec2, service, endpoint, context)
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], service, endpoint, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
