"""Accepts the attachment of a VPC to a transit gateway. Deletion deletes it, as Terraform does.

Properties: AttachmentId; DefaultAssociation, DefaultPropagation, "false" for no default; Tags.
Attributes: TransitGatewayId, VpcId. The id is the physical id once it is available.
"""

import time

import boto3
import cfnresponse
from botocore.exceptions import ClientError

ANSWER_MILLISECONDS = 15_000  # For the answer.
PAUSE_SECONDS = 5
GONE = ("unknown", "deleted", "rejected", "failed")
JOIN = "associate_transit_gateway_route_table", "enable_transit_gateway_route_table_propagation"
LEAVE = (
    "disassociate_transit_gateway_route_table",
    "disable_transit_gateway_route_table_propagation",
)
TABLES = "AssociationDefaultRouteTableId", "PropagationDefaultRouteTableId"
SO_ALREADY = ("AlreadyAssociated", "Duplicate", "NotFound")


def pause(state, context):
    """Sleep, if there is still time."""
    if context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS:
        raise RuntimeError(f"The attachment is still {state}.")
    time.sleep(PAUSE_SECONDS)


def bring(ec2, own, call, first, last, context):
    """Call in a first state, and return what is in a last one."""
    by_id = {"Name": "transit-gateway-attachment-id", "Values": [own]}
    while True:
        answer = ec2.describe_transit_gateway_vpc_attachments(Filters=[by_id])
        found = (answer["TransitGatewayVpcAttachments"] or [{"State": "unknown"}])[0]
        state = found["State"]
        if state in last:
            return found
        if state in GONE[1:]:
            raise RuntimeError(f"The attachment is {state}.")
        if state in first:
            call(TransitGatewayAttachmentId=own)
            first = ()
        pause(state, context)


def settle(call, own, table, context):
    """Call until AWS says that it is so already."""
    while table:
        try:
            call(TransitGatewayAttachmentId=own, TransitGatewayRouteTableId=table)
        except ClientError as problem:
            code = problem.response["Error"]["Code"]
            if code.endswith(SO_ALREADY):
                return
            if code != "IncorrectState":
                raise
        pause("busy", context)


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties = event["ResourceProperties"]
    own, tags = properties.get("AttachmentId"), properties.get("Tags", {})
    identity = event.get("PhysicalResourceId", f"{own}/new")
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        ec2 = boto3.client("ec2")
        if event["RequestType"] != "Delete":
            accept = ec2.accept_transit_gateway_vpc_attachment
            found = bring(ec2, own, accept, ["pendingAcceptance"], ["available"], context)
            identity, data = own, {key: found[key] for key in ("TransitGatewayId", "VpcId")}
            old = event.get("OldResourceProperties", {}).get("Tags", {})
            if gone := [{"Key": key} for key in old if key not in tags]:
                ec2.delete_tags(Resources=[own], Tags=gone)
            if kept := [{"Key": key, "Value": tags[key]} for key in tags]:
                ec2.create_tags(Resources=[own], Tags=kept)
            found = ec2.describe_transit_gateways(TransitGatewayIds=[data["TransitGatewayId"]])
            options = found["TransitGateways"][0]["Options"]
            wanted = properties.get("DefaultAssociation"), properties.get("DefaultPropagation")
            for value, join, leave, table in zip(wanted, JOIN, LEAVE, TABLES, strict=True):
                call = getattr(ec2, leave if value == "false" else join)
                settle(call, own, options.get(table), context)
        elif identity == own:
            delete = ec2.delete_transit_gateway_vpc_attachment
            bring(ec2, own, delete, ["available", "pendingAcceptance"], GONE, context)
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], own, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
