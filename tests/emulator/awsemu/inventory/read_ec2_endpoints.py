"""PrivateLink: endpoint services with permissions and connections, endpoints, notifications."""

from __future__ import annotations

from awsemu.inventory.items import Facts, Item, Items, Scope, document, tags_of, without


def endpoints_and_services(scope: Scope) -> Items:
    """Read the services and endpoints that the account owns."""
    yield from _services(scope)
    yield from _endpoints(scope)
    for row in scope.pages(
        "ec2", "describe_vpc_endpoint_connection_notifications", "ConnectionNotificationSet"
    ):
        facts = without(row, "ConnectionNotificationId")
        ids = {row["ConnectionNotificationId"]: "id"}
        yield Item("ec2/endpoint_connection_notification", str(scope), facts, ids)


def _services(scope: Scope) -> Items:
    connections: dict[str, list[Facts]] = {}
    for row in scope.pages("ec2", "describe_vpc_endpoint_connections", "VpcEndpointConnections"):
        kept = ("VpcEndpointId", "VpcEndpointOwner", "VpcEndpointState", "VpcEndpointRegion")
        facts = {key: row.get(key) for key in kept}
        connections.setdefault(row["ServiceId"], []).append(without(facts))
    for service in scope.pages(
        "ec2", "describe_vpc_endpoint_service_configurations", "ServiceConfigurations"
    ):
        identifier = service["ServiceId"]
        principals = scope.pages(
            "ec2",
            "describe_vpc_endpoint_service_permissions",
            "AllowedPrincipals",
            ServiceId=identifier,
        )
        facts = without(service, "ServiceId", "ServiceName", "BaseEndpointDnsNames", "Tags")
        facts["AllowedPrincipals"] = [row["Principal"] for row in principals]
        facts["NamesOfPrincipals"] = {
            row["Principal"]: tags_of(row["Tags"]) for row in principals if row.get("Tags")
        }
        facts["Connections"] = connections.get(identifier, [])
        facts["Tags"] = tags_of(service.get("Tags"))
        ids = {identifier: "id", service["ServiceName"]: "name"}
        ids |= dict.fromkeys(service.get("BaseEndpointDnsNames", []), "dns")
        record = service.get("PrivateDnsNameConfiguration") or {}
        ids |= {record[key]: f"txt-{key}" for key in ("Name", "Value") if record.get(key)}
        label = service.get("PrivateDnsName") or ""
        yield Item("ec2/endpoint_service", str(scope), facts, ids, label)


def _endpoints(scope: Scope) -> Items:
    for endpoint in scope.pages("ec2", "describe_vpc_endpoints", "VpcEndpoints"):
        if endpoint["State"] == "deleted":
            continue
        facts = without(
            endpoint, "VpcEndpointId", "OwnerId", "DnsEntries", "PolicyDocument", "Groups", "Tags"
        )
        facts["Groups"] = [group["GroupId"] for group in endpoint.get("Groups", [])]
        facts["Policy"] = document(endpoint.get("PolicyDocument"))
        facts["Tags"] = tags_of(endpoint.get("Tags"))
        ids = {endpoint["VpcEndpointId"]: "id"}
        own = (
            e for e in endpoint.get("DnsEntries", []) if endpoint["VpcEndpointId"] in e["DnsName"]
        )
        ids |= {entry["DnsName"]: _dns_part(entry["DnsName"], scope.region) for entry in own}
        facts["PrivateNames"] = [
            entry["DnsName"]
            for entry in endpoint.get("DnsEntries", [])
            if entry["DnsName"] not in ids
        ]
        label = f"{endpoint.get('ServiceName', '')}-{endpoint['VpcEndpointType']}"
        label = label if ".vpce-svc-" not in label else ""
        yield Item("ec2/endpoint", str(scope), without(facts), ids, label)


def _dns_part(name: str, region: str) -> str:
    """Tell the regional name from those of zones."""
    head = name.split(".")[0]
    zone = head[head.find(region) :] if region in head else ""
    return f"dns-{zone}" if zone else "dns"
