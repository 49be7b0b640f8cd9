"""Has AWS verify that the owner of an endpoint service owns the domain of its private DNS name.

Properties: ServiceId; PrivateDnsName and Proof, the value of the record: a change of one verifies
again; WaitForVerification, "true" to be done only when the name is verified; TimeoutMinutes, how
long to wait at most, as far as the function may run. Attribute: State.

The record that proves the domain has to exist before. Nothing is undone on deletion.
"""

import time

import boto3
import cfnresponse

ANSWER_MILLISECONDS = 15_000  # Kept back for the answer.
PAUSE_SECONDS = 10
ATTEMPTS = 2  # AWS may look before the record has reached all name servers.


def look_up(ec2, service):
    """Return the record that proves the name, and the state of the proof."""
    answer = ec2.describe_vpc_endpoint_service_configurations(ServiceIds=[service])
    return answer["ServiceConfigurations"][0].get("PrivateDnsNameConfiguration") or {}


def verify(ec2, service, name, seconds, context):
    """Start the verification and wait up to so many seconds, if any, for its end."""
    last = context.get_remaining_time_in_millis() - seconds * 1000
    last = max(ANSWER_MILLISECONDS, last)
    for _ in range(ATTEMPTS):
        if look_up(ec2, service).get("State") != "verified":
            ec2.start_vpc_endpoint_service_private_dns_verification(ServiceId=service)
        record = look_up(ec2, service)
        while seconds and record.get("State") not in ("verified", "failed"):
            if context.get_remaining_time_in_millis() < last:
                break
            time.sleep(PAUSE_SECONDS)
            record = look_up(ec2, service)
        if not seconds or record.get("State") == "verified":
            return {"State": record.get("State", "")}
        if context.get_remaining_time_in_millis() < last:
            break
        time.sleep(PAUSE_SECONDS)
    raise RuntimeError(
        f"The verification of {name} for {service} is {record.get('State')}. Check that public "
        f"DNS answers {record.get('Name')}.{name}, or {record.get('Name')} at a parent domain, "
        f"with a {record.get('Type')} record of {record.get('Value')}, then deploy again."
    )


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties = event["ResourceProperties"]
    service, name = properties.get("ServiceId"), properties.get("PrivateDnsName")
    identity = f"{service}/verification"
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        if event["RequestType"] != "Delete":
            waits = properties.get("WaitForVerification", "true").lower() == "true"
            minutes = int(properties.get("TimeoutMinutes", "15")) if waits else 0
            data = verify(boto3.client("ec2"), service, name, minutes * 60, context)
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], service, name, properties.get("Proof"), status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
