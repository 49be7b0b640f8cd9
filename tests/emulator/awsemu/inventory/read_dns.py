"""Hosted zones with records, profiles, resolver endpoints and rules."""

from __future__ import annotations

from awsemu.inventory.items import Facts, Item, Items, Scope, tags_of, without

GIVEN_TYPES = ("NS", "SOA")
"""Records that every zone has at its own name."""

ASTERISK = r"\052"
"""How Route 53 writes the first label of a wildcard, and moto if it was written so."""


def zones(scope: Scope) -> Items:
    """Read zones, VPCs, authorizations and records."""
    client = scope.client("route53")
    for zone in scope.pages("route53", "list_hosted_zones", "HostedZones"):
        identifier = zone["Id"].split("/")[-1]
        answer = client.get_hosted_zone(Id=identifier)
        tags = client.list_tags_for_resource(ResourceType="hostedzone", ResourceId=identifier)
        facts = without(zone, "Id", "CallerReference", "ResourceRecordSetCount")
        facts["VPCs"] = answer.get("VPCs", [])
        if zone["Config"]["PrivateZone"]:
            granted = client.list_vpc_association_authorizations(HostedZoneId=identifier)
            facts["Authorizations"] = granted.get("VPCs", [])
        facts["Tags"] = tags_of(tags["ResourceTagSet"]["Tags"])
        facts["Records"] = _records(scope, identifier, zone["Name"])
        ids = {identifier: "id", f"arn:aws:route53:::hostedzone/{identifier}": "arn"}
        yield Item("route53/hosted_zone", str(scope), facts, ids, zone["Name"])


def _records(scope: Scope, zone_id: str, zone_name: str) -> list[Facts]:
    records = scope.pages(
        "route53", "list_resource_record_sets", "ResourceRecordSets", HostedZoneId=zone_id
    )
    return [
        without(record) | {"Name": record["Name"].replace(ASTERISK, "*")}
        for record in records
        if not (record["Type"] in GIVEN_TYPES and record["Name"] == zone_name)
    ]


def profiles(scope: Scope) -> Items:
    """Read profiles, their VPCs and what they contain."""
    service, client = "route53profiles", scope.client("route53profiles")
    associations = scope.pages(service, "list_profile_associations", "ProfileAssociations")
    for profile in scope.pages(service, "list_profiles", "ProfileSummaries"):
        if profile["ShareStatus"] == "SHARED_WITH_ME":
            continue
        identifier, arn = profile["Id"], profile["Arn"]
        contents = scope.pages(
            service,
            "list_profile_resource_associations",
            "ProfileResourceAssociations",
            ProfileId=identifier,
        )
        facts = without(profile, "Id", "Arn")
        facts["Resources"] = [without(row, "Id", "ProfileId", "OwnerId") for row in contents]
        facts["Tags"] = dict(client.list_tags_for_resource(ResourceArn=arn)["Tags"])
        ids = {identifier: "id", arn: "arn"}
        yield Item("route53/profile", str(scope), facts, ids, profile["Name"])
    for row in associations:
        facts = without(row, "Id", "OwnerId")
        yield Item("route53/profile_association", str(scope), facts, {row["Id"]: "id"})


def resolver(scope: Scope) -> Items:
    """Read resolver endpoints without addresses, own rules, and VPCs that follow rules."""
    service, client = "route53resolver", scope.client("route53resolver")
    for endpoint in scope.pages(service, "list_resolver_endpoints", "ResolverEndpoints"):
        addresses = scope.pages(
            service,
            "list_resolver_endpoint_ip_addresses",
            "IpAddresses",
            ResolverEndpointId=endpoint["Id"],
        )
        facts = without(endpoint, "Id", "Arn", "CreatorRequestId", "StatusMessage", *TIMES)
        facts["Subnets"] = [row["SubnetId"] for row in addresses]
        facts["Tags"] = tags_of(client.list_tags_for_resource(ResourceArn=endpoint["Arn"])["Tags"])
        ids = {endpoint["Id"]: "id", endpoint["Arn"]: "arn"}
        yield Item("route53/resolver_endpoint", str(scope), facts, ids, endpoint["Direction"])
    for rule in scope.pages(service, "list_resolver_rules", "ResolverRules"):
        if rule["OwnerId"] != scope.account:
            continue
        facts = without(rule, "Id", "Arn", "CreatorRequestId", "StatusMessage", *TIMES)
        facts["Tags"] = tags_of(client.list_tags_for_resource(ResourceArn=rule["Arn"])["Tags"])
        ids = {rule["Id"]: "id", rule["Arn"]: "arn"}
        yield Item("route53/resolver_rule", str(scope), facts, ids, rule["DomainName"])
    for row in scope.pages(service, "list_resolver_rule_associations", "ResolverRuleAssociations"):
        facts = without(row, "Id", "StatusMessage")
        yield Item("route53/resolver_rule_association", str(scope), facts, {row["Id"]: "id"})


TIMES = ("CreationTime", "ModificationTime")
"""Times that this API gives as text."""
