"""Makes a route table the default one of a transit gateway, for new attachments.

Properties: TransitGatewayId; AssociationRouteTableId or PropagationRouteTableId, the table for one of the
two. No attributes. The gateway has to be made with the default that this changes.

What was in the table before leaves it: AWS makes that one with the gateway, and an attachment of the same
stack has landed there. Deletion switches the default off, unless that has happened.
"""

import time

import boto3
import cfnresponse
from botocore.exceptions import ClientError

ANSWER_MILLISECONDS = 15_000  # Kept back for the answer.
PAUSE_SECONDS = 5


def pause(what, context):
    """Sleep, if there is still time."""
    if context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS:
        raise RuntimeError(f"{what} is still busy.")
    time.sleep(PAUSE_SECONDS)


def settled(ec2, gateway, context):
    """Return the options of the gateway, once nothing changes them."""
    while True:
        found = ec2.describe_transit_gateways(TransitGatewayIds=[gateway])["TransitGateways"]
        if not found or found[0]["State"] in ("deleting", "deleted"):
            return {}
        if found[0]["State"] == "available":
            return found[0].get("Options", {})
        pause(gateway, context)


def clear(ec2, kind, table, context):
    """Take every attachment out of a table."""
    if kind == "Association":
        call, key = ec2.get_transit_gateway_route_table_associations, "Associations"
        leave = ec2.disassociate_transit_gateway_route_table
    else:
        call = ec2.get_transit_gateway_route_table_propagations
        key = "TransitGatewayRouteTablePropagations"
        leave = ec2.disable_transit_gateway_route_table_propagation
    asked = set()
    while rows := call(TransitGatewayRouteTableId=table)[key]:
        inside = [row for row in rows if row["State"] in ("associated", "enabled")]
        fresh = {row["TransitGatewayAttachmentId"] for row in inside} - asked
        for attachment in fresh:
            leave(TransitGatewayAttachmentId=attachment, TransitGatewayRouteTableId=table)
        asked |= fresh
        if not fresh:
            pause(table, context)


def change(ec2, gateway, options, context):
    """Change options of the gateway, and wait until they hold."""
    ec2.modify_transit_gateway(TransitGatewayId=gateway, Options=options)
    settled(ec2, gateway, context)


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties = event["ResourceProperties"]
    gateway = properties.get("TransitGatewayId")
    table = properties.get("AssociationRouteTableId")
    kind = "Association" if table else "Propagation"
    table = table or properties.get("PropagationRouteTableId")
    switch, name = f"DefaultRouteTable{kind}", f"{kind}DefaultRouteTableId"
    identity, status, reason = f"{gateway}/{kind}", cfnresponse.SUCCESS, None
    try:
        ec2 = boto3.client("ec2")
        options = settled(ec2, gateway, context)
        is_on = options.get(switch) == "enable"
        if event["RequestType"] == "Delete":
            if is_on and options.get(name) == table:
                change(ec2, gateway, {switch: "disable"}, context)
        elif not is_on:
            raise RuntimeError(f"{switch} of {gateway} is off.")
        elif options.get(name) != table:
            if event.get("PhysicalResourceId") != identity and options.get(name):
                clear(ec2, kind, options[name], context)
            change(ec2, gateway, {name: table}, context)
    except ClientError as problem:
        code = problem.response["Error"]["Code"]
        if event["RequestType"] != "Delete" or not code.endswith(("NotFound", "Malformed")):
            status, reason = cfnresponse.FAILED, str(problem)[:1000]
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], identity, table, status, reason)
    cfnresponse.send(event, context, status, {}, identity, reason=reason)
