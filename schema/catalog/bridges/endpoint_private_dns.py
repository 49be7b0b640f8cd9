"""Switches the private DNS of an endpoint once its connection is accepted; off when deleted.

Properties: EndpointId; PrivateDnsEnabled, "true" or "false"; Kept, "true" if deletion leaves private
DNS as it is. Attribute: PrivateDnsEnabled.

AWS refuses private DNS while an endpoint waits for acceptance, so this waits for the endpoint to
be available first. A VPC has a name once, so a former endpoint gives it up then. An endpoint that is
gone when its private DNS is to be switched off is no error.
"""

import time

import boto3
import cfnresponse
from botocore.exceptions import ClientError

ANSWER_MILLISECONDS = 15_000  # Kept back for the answer.
PAUSE_SECONDS = 5
WAITING = ("pendingacceptance", "pending")


def describe(ec2, endpoint):
    """Return what AWS says about the endpoint."""
    return ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]


def switch(ec2, endpoint, wanted, context, former=None):
    """Switch private DNS when the endpoint is available, and wait until it is so again."""
    asked = False
    while True:
        found = describe(ec2, endpoint)
        state = found["State"].lower()
        if state == "available":
            if found.get("PrivateDnsEnabled", False) == wanted:
                return {"PrivateDnsEnabled": str(wanted).lower()}
            if not asked:
                if wanted and former:
                    switch_off(ec2, former, context)
                ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, PrivateDnsEnabled=wanted)
                asked = True
                continue
        elif state not in WAITING:
            raise RuntimeError(f"Endpoint {endpoint} is {found['State']}.")
        if context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS:
            hint = "Its service's owner has to accept it. " if state == WAITING[0] else ""
            raise RuntimeError(
                f"Endpoint {endpoint} is still {found['State']}. {hint}"
                "Deploy again when it is available."
            )
        time.sleep(PAUSE_SECONDS)


def switch_off(ec2, endpoint, context):
    """Switch private DNS off if the endpoint is there and has it."""
    try:
        found = describe(ec2, endpoint)
        if found["State"].lower() in ("available", "pending") and found.get("PrivateDnsEnabled"):
            switch(ec2, endpoint, False, context)
    except ClientError as problem:
        if not problem.response["Error"]["Code"].endswith(("NotFound", "Malformed")):
            raise


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties = event["ResourceProperties"]
    endpoint = properties.get("EndpointId")
    identity = f"{endpoint}/private-dns"
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        ec2 = boto3.client("ec2")
        if event["RequestType"] == "Delete":
            if properties.get("Kept", "false").lower() != "true":
                switch_off(ec2, endpoint, context)
        else:
            wanted = properties.get("PrivateDnsEnabled", "true").lower() == "true"
            former = event.get("OldResourceProperties", {}).get("EndpointId")
            former = former if former != endpoint else None
            data = switch(ec2, endpoint, wanted, context, former)
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], endpoint, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
