"""Gives an endpoint service a private DNS name, and takes it away when deleted.

Properties: ServiceId, PrivateDnsName. Attributes: Name, Type and Value of the record that proves
who owns the domain, QuotedValue as Route 53 takes it, and State of the proof.

A name that the service has already is not set again, so that it stays verified. A service that is
gone when the name is to be taken away is no error.
"""

import time

import boto3
import cfnresponse
from botocore.exceptions import ClientError

ANSWER_MILLISECONDS = 15_000  # Kept back for the answer.
PAUSE_SECONDS = 3


def describe(ec2, service):
    """Return what AWS says about the service."""
    answer = ec2.describe_vpc_endpoint_service_configurations(ServiceIds=[service])
    return answer["ServiceConfigurations"][0]


def set_name(ec2, service, name, context):
    """Set the name and return the record that proves it."""
    if describe(ec2, service).get("PrivateDnsName") != name:
        ec2.modify_vpc_endpoint_service_configuration(ServiceId=service, PrivateDnsName=name)
    while True:
        found = describe(ec2, service)
        record = found.get("PrivateDnsNameConfiguration") or {}
        if found.get("PrivateDnsName") == name and record.get("Name") and record.get("Value"):
            data = {key: record.get(key, "") for key in ("Name", "Type", "Value", "State")}
            return data | {"QuotedValue": '"' + record["Value"] + '"'}
        if context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS:
            raise RuntimeError(f"Service {service} still shows no record that proves {name}.")
        time.sleep(PAUSE_SECONDS)


def remove_name(ec2, service, name):
    """Take the name away, unless the service has none or got another one."""
    try:
        if describe(ec2, service).get("PrivateDnsName") == name:
            ec2.modify_vpc_endpoint_service_configuration(
                ServiceId=service, RemovePrivateDnsName=True
            )
    except ClientError as problem:
        if not problem.response["Error"]["Code"].endswith(("NotFound", "Malformed")):
            raise


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties = event["ResourceProperties"]
    service, name = properties.get("ServiceId"), properties.get("PrivateDnsName")
    identity = f"{service}/private-dns-name"
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        ec2 = boto3.client("ec2")
        if event["RequestType"] == "Delete":
            remove_name(ec2, service, name)
        else:
            data = set_name(ec2, service, name, context)
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], service, name, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
