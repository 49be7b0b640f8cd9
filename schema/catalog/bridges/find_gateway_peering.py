"""Finds the peering that a transit gateway is asked for. Changes nothing.

Properties: TransitGatewayId, the gateway of this side; PeerTransitGatewayId, the one that asks;
AttachmentId, the id that the other side knows it by. Attribute: Id, the id on this side.

In one Region both ids are listed, and the one that is not the other side's is this side's.
"""

import time

import boto3
import cfnresponse

ANSWER_MILLISECONDS = 15_000  # Kept back for the answer.
PAUSE_SECONDS = 5
STATES = ["pendingAcceptance", "pending", "available"]


def find(ec2, own, peer, other):
    """Return the id of the peering, or None."""
    filters = [
        {"Name": "transit-gateway-id", "Values": [own]},
        {"Name": "state", "Values": STATES},
    ]
    pages = ec2.get_paginator("describe_transit_gateway_peering_attachments")
    ids = [
        row["TransitGatewayAttachmentId"]
        for page in pages.paginate(Filters=filters)
        for row in page["TransitGatewayPeeringAttachments"]
        if row["AccepterTgwInfo"]["TransitGatewayId"] == own
        and row["RequesterTgwInfo"]["TransitGatewayId"] == peer
    ]
    others = [identifier for identifier in ids if identifier != other]
    return (others or ids or [None])[0]


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties = event["ResourceProperties"]
    own, peer = properties.get("TransitGatewayId"), properties.get("PeerTransitGatewayId")
    identity = f"{own}/{peer}"
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        ec2 = boto3.client("ec2")
        if event["RequestType"] != "Delete":
            while (found := find(ec2, own, peer, properties.get("AttachmentId"))) is None:
                if context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS:
                    raise RuntimeError(f"{peer} does not ask {own} for a peering.")
                time.sleep(PAUSE_SECONDS)
            data = {"Id": found}
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], identity, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
