"""Reads what an endpoint has once it is complete: names, zones, interfaces and addresses.

Properties: EndpointId; Accepted, "true" if the connection has been accepted, so that this waits
for the endpoint to be available even where it does not show yet; Subnets, ids of subnets by zone
id: there is an answer for each zone. A change of any forces a new look.

Attributes: State, NetworkInterfaceIds and DnsNames (with commas), RegionalDnsName,
RegionalHostedZoneId, and for each zone `Zonal.<zone id>`, its DNS name, and `Ipv4.<zone id>`, its
address. What an endpoint does not have, or not yet, is empty. Nothing is changed.
"""

import time

import boto3
import cfnresponse

ANSWER_MILLISECONDS = 15_000  # Kept back for the answer.
PAUSE_SECONDS = 5


def describe(ec2, endpoint, accepted, context):
    """Return what AWS says about the endpoint, once it is not about to change any more."""
    waiting = ("pending", "pendingacceptance") if accepted else ("pending",)
    while True:
        found = ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]
        if found["State"].lower() not in waiting:
            return found
        if context.get_remaining_time_in_millis() < ANSWER_MILLISECONDS:
            raise RuntimeError(f"Endpoint {endpoint} is still {found['State']}.")
        time.sleep(PAUSE_SECONDS)


def zones_of(ec2, found):
    """Return the zones of the endpoint's subnets: their names by their ids."""
    ids = found.get("SubnetIds")
    rows = ec2.describe_subnets(SubnetIds=ids)["Subnets"] if ids else []
    return {row["AvailabilityZoneId"]: row["AvailabilityZone"] for row in rows}


def addresses_of(ec2, found):
    """Return the IPv4 addresses of the endpoint's interfaces by the name of their zone."""
    ids = found.get("NetworkInterfaceIds")
    answer = ec2.describe_network_interfaces(NetworkInterfaceIds=ids) if ids else {}
    rows = answer.get("NetworkInterfaces", [])
    return {row["AvailabilityZone"]: row.get("PrivateIpAddress", "") for row in rows}


def details(ec2, endpoint, accepted, asked, context):
    """Return the attributes."""
    found = describe(ec2, endpoint, accepted, context)
    zones, addresses = zones_of(ec2, found), addresses_of(ec2, found)
    entries = [entry for entry in found.get("DnsEntries", []) if entry.get("DnsName")]
    regional, zonal = {}, {}
    for entry in entries:
        label = entry["DnsName"].removeprefix("*.").split(".")[0]
        if not label.startswith(endpoint):
            continue  # A private name, which belongs to the service.
        zone = next((name for name in zones.values() if label.endswith("-" + name)), None)
        if zone is None:
            regional = regional or entry
        else:
            zonal.setdefault(zone, entry["DnsName"])
    data = {
        "State": found["State"],
        "NetworkInterfaceIds": ",".join(sorted(found.get("NetworkInterfaceIds", []))),
        "DnsNames": ",".join(entry["DnsName"] for entry in entries),
        "RegionalDnsName": regional.get("DnsName", ""),
        "RegionalHostedZoneId": regional.get("HostedZoneId", ""),
    }
    for identifier in {*zones, *asked}:
        name = zones.get(identifier)
        data[f"Zonal.{identifier}"] = zonal.get(name, "")
        data[f"Ipv4.{identifier}"] = addresses.get(name, "")
    return data


def handler(event, context):
    """Answer one event of CloudFormation."""
    properties = event["ResourceProperties"]
    endpoint = properties.get("EndpointId")
    identity = f"{endpoint}/details"
    status, data, reason = cfnresponse.SUCCESS, {}, None
    try:
        if event["RequestType"] != "Delete":
            accepted = properties.get("Accepted", "false").lower() == "true"
            asked = properties.get("Subnets", {})
            data = details(boto3.client("ec2"), endpoint, accepted, asked, context)
    except Exception as problem:
        status, reason = cfnresponse.FAILED, str(problem)[:1000]
    print(event["RequestType"], endpoint, status, reason or data)
    cfnresponse.send(event, context, status, data, identity, reason=reason)
