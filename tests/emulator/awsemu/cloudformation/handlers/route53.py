"""Hosted zones and records."""

from __future__ import annotations

import uuid
from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    integers,
    is_true,
    pick,
    tag_changes,
)
from awsemu.cloudformation.resources import Change, Properties, Resource

TAGS = "HostedZoneTags"


@handles("AWS::Route53::HostedZone")
class HostedZone(Handler):
    """A hosted zone; private if it has VPCs."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it with the first VPC and associate the others."""
        route53, vpcs = context.client("route53"), properties.get("VPCs") or []
        first = {"VPC": pick(vpcs[0], "VPCId", "VPCRegion")} if vpcs else {}
        comment = (properties.get("HostedZoneConfig") or {}).get("Comment", "")
        answer = route53.create_hosted_zone(
            Name=properties["Name"],
            CallerReference=str(uuid.uuid4()),
            HostedZoneConfig={"Comment": comment, "PrivateZone": bool(vpcs)},
            **first,
        )
        identifier = context.begin(answer["HostedZone"]["Id"].split("/")[-1])
        for vpc in vpcs[1:]:
            route53.associate_vpc_with_hosted_zone(
                HostedZoneId=identifier, VPC=pick(vpc, "VPCId", "VPCRegion")
            )
        self._retag(context, identifier, Change({}, properties))
        servers = (answer.get("DelegationSet") or {}).get("NameServers", [])
        return identifier, {"Id": identifier, "NameServers": servers}

    def _retag(self, context: Context, identifier: str, change: Change) -> None:
        added, removed = tag_changes(change, TAGS)
        arguments: dict[str, Any] = {"AddTags": added} if added else {}
        if removed:
            arguments["RemoveTagKeys"] = removed
        if arguments:
            context.client("route53").change_tags_for_resource(
                ResourceType="hostedzone", ResourceId=identifier, **arguments
            )

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change VPCs, comment and tags."""
        route53, identifier = context.client("route53"), str(resource.physical)
        for vpc in change.added("VPCs"):
            route53.associate_vpc_with_hosted_zone(HostedZoneId=identifier, VPC=vpc)
        for vpc in change.removed("VPCs"):
            route53.disassociate_vpc_from_hosted_zone(HostedZoneId=identifier, VPC=vpc)
        if "HostedZoneConfig" in change:
            comment = (change.new.get("HostedZoneConfig") or {}).get("Comment", "")
            route53.update_hosted_zone_comment(Id=identifier, Comment=comment)
        self._retag(context, identifier, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("route53").delete_hosted_zone(Id=resource.physical)


def zone_id(context: Context, properties: Properties) -> str:
    """Return the zone that records go into, given by id or by name."""
    if properties.get("HostedZoneId"):
        return str(properties["HostedZoneId"]).split("/")[-1]
    wanted = properties["HostedZoneName"].rstrip(".")
    for zone in context.client("route53").list_hosted_zones()["HostedZones"]:
        if zone["Name"].rstrip(".") == wanted:
            return str(zone["Id"]).split("/")[-1]
    raise StackError(f"No hosted zone {properties['HostedZoneName']}")


def record_set(properties: Properties) -> dict[str, Any]:
    """Turn a record of a template into one of the API."""
    names = ("Name", "Type", "SetIdentifier", "Region", "Failover", "GeoLocation", "HealthCheckId")
    record: dict[str, Any] = {
        **pick(properties, *names),
        **integers(properties, "TTL", "Weight"),
    }
    if "MultiValueAnswer" in properties:
        record["MultiValueAnswer"] = is_true(properties["MultiValueAnswer"])
    if "ResourceRecords" in properties:
        record["ResourceRecords"] = [{"Value": value} for value in properties["ResourceRecords"]]
    if "AliasTarget" in properties:
        target = properties["AliasTarget"]
        evaluate = is_true(target.get("EvaluateTargetHealth", False))
        record["AliasTarget"] = {
            **pick(target, "DNSName", "HostedZoneId"),
            "EvaluateTargetHealth": evaluate,
        }
    return record


def change_records(context: Context, zone: str, *changes: tuple[str, Properties]) -> None:
    """Make changes (action, record) of one zone in one step."""
    if changes:
        batch = [
            {"Action": action, "ResourceRecordSet": record_set(record)}
            for action, record in changes
        ]
        context.client("route53").change_resource_record_sets(
            HostedZoneId=zone, ChangeBatch={"Changes": batch}
        )


@handles("AWS::Route53::RecordSet")
class RecordSet(Handler):
    """A record."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Add it; one that exists is an error."""
        change_records(context, zone_id(context, properties), ("CREATE", properties))
        return properties["Name"], {"Id": properties["Name"]}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change it; another type or routing identity is another record."""
        zone = zone_id(context, change.new)
        if {"Type", "SetIdentifier"} & change.names:
            change_records(context, zone, ("DELETE", change.old), ("CREATE", change.new))
        else:
            change_records(context, zone, ("UPSERT", change.new))

    def delete(self, context: Context, resource: Resource) -> None:
        """Remove it."""
        zone = zone_id(context, resource.properties)
        change_records(context, zone, ("DELETE", resource.properties))


@handles("AWS::Route53::RecordSetGroup")
class RecordSetGroup(Handler):
    """Several records of one zone."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Add them in one step."""
        records = [("CREATE", record) for record in properties.get("RecordSets", [])]
        change_records(context, zone_id(context, properties), *records)
        identifier = context.name(60)
        return identifier, {"Id": identifier}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Remove and add what differs, in one step."""
        changes = [("DELETE", record) for record in change.removed("RecordSets")]
        changes += [("CREATE", record) for record in change.added("RecordSets")]
        change_records(context, zone_id(context, change.new), *changes)

    def delete(self, context: Context, resource: Resource) -> None:
        """Remove them."""
        records = [("DELETE", record) for record in resource.properties.get("RecordSets", [])]
        change_records(context, zone_id(context, resource.properties), *records)
