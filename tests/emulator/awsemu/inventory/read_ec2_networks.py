"""VPCs that are not the default one, and what is in them."""

from __future__ import annotations

from collections.abc import Iterator

from awsemu.inventory.items import Facts, Item, Items, Scope, tags_of, without

IPV6_BLOCKS = "Ipv6CidrBlockAssociationSet"


def networks(scope: Scope) -> Items:
    """Read VPCs, subnets, route tables, gateways, addresses, interfaces, ACLs, lists, flow logs."""
    vpcs = scope.pages("ec2", "describe_vpcs", "Vpcs")
    default = {vpc["VpcId"] for vpc in vpcs if vpc["IsDefault"]}
    yield from _vpcs(scope, [vpc for vpc in vpcs if not vpc["IsDefault"]])
    yield from _subnets(scope)
    yield from _route_tables(scope, default)
    yield from _gateways(scope, default)
    yield from _interfaces(scope)
    yield from _acls(scope)
    yield from _prefix_lists(scope)
    yield from _flow_logs(scope)


def _vpcs(scope: Scope, vpcs: list[Facts]) -> Items:
    client = scope.client("ec2")
    for vpc in vpcs:
        dns = {
            name: client.describe_vpc_attribute(VpcId=vpc["VpcId"], Attribute=attribute)[name]
            for name, attribute in (
                ("EnableDnsSupport", "enableDnsSupport"),
                ("EnableDnsHostnames", "enableDnsHostnames"),
            )
        }
        blocks = [block["CidrBlock"] for block in vpc.get("CidrBlockAssociationSet", [])]
        ipv6 = _ipv6_blocks(vpc)
        dropped = (
            "VpcId",
            "CidrBlockAssociationSet",
            IPV6_BLOCKS,
            "DhcpOptionsId",
            "OwnerId",
            "Tags",
        )
        facts = without(vpc, *dropped)
        facts |= {name: value["Value"] for name, value in dns.items()}
        facts |= {"CidrBlocks": blocks, "Tags": tags_of(vpc.get("Tags"))}
        if ipv6:
            facts["Ipv6CidrBlocks"] = ipv6
        ids = {vpc["VpcId"]: "id"} | dict.fromkeys(ipv6, "ipv6")
        yield Item("ec2/vpc", str(scope), facts, ids, vpc["CidrBlock"])


def _ipv6_blocks(network: Facts) -> list[str]:
    """Return the IPv6 ranges of a VPC or a subnet. Amazon picks them, so they count as ids."""
    return [block["Ipv6CidrBlock"] for block in network.get(IPV6_BLOCKS, [])]


def _subnets(scope: Scope) -> Items:
    for subnet in scope.pages("ec2", "describe_subnets", "Subnets"):
        if subnet.get("DefaultForAz"):
            continue
        ipv6 = _ipv6_blocks(subnet)
        dropped = ("SubnetId", "SubnetArn", "OwnerId", "AvailableIpAddressCount", "Tags")
        facts = without(subnet, *dropped, IPV6_BLOCKS)
        facts["Tags"] = tags_of(subnet.get("Tags"))
        if ipv6:
            facts["Ipv6CidrBlocks"] = ipv6
        ids = {subnet["SubnetId"]: "id"} | dict.fromkeys(ipv6, "ipv6")
        # Fixed addresses begin with the range, and only the rest of them was chosen.
        ids |= {block.split("/")[0]: "ipv6-prefix" for block in ipv6}
        if subnet.get("SubnetArn"):
            ids[subnet["SubnetArn"]] = "arn"
        label = f"{subnet.get('CidrBlock')}-{subnet['AvailabilityZone']}"
        yield Item("ec2/subnet", str(scope), facts, ids, label)


def _route_tables(scope: Scope, default: set[str]) -> Items:
    for table in scope.pages("ec2", "describe_route_tables", "RouteTables"):
        associations = table.get("Associations", [])
        is_main = any(association.get("Main") for association in associations)
        if table["VpcId"] in default and is_main:
            continue
        facts = without(table, "RouteTableId", "OwnerId", "Associations", "Tags")
        facts["Subnets"] = [a["SubnetId"] for a in associations if a.get("SubnetId")]
        facts["Main"] = is_main
        facts["Tags"] = tags_of(table.get("Tags"))
        label = "main" if is_main else ""
        yield Item("ec2/route_table", str(scope), facts, {table["RouteTableId"]: "id"}, label)


def _gateways(scope: Scope, default: set[str]) -> Items:
    for gateway in scope.pages("ec2", "describe_internet_gateways", "InternetGateways"):
        vpcs = [attachment["VpcId"] for attachment in gateway.get("Attachments", [])]
        if default & set(vpcs):
            continue
        facts: Facts = {"Vpcs": vpcs, "Tags": tags_of(gateway.get("Tags"))}
        ids = {gateway["InternetGatewayId"]: "id"}
        yield Item("ec2/internet_gateway", str(scope), facts, ids)
    for gateway in scope.pages("ec2", "describe_nat_gateways", "NatGateways"):
        if gateway["State"] == "deleted":
            continue
        facts = without(gateway, "NatGatewayId", "NatGatewayAddresses", "Tags")
        addresses = gateway.get("NatGatewayAddresses", [])
        facts["Allocations"] = [a["AllocationId"] for a in addresses if a.get("AllocationId")]
        facts["Tags"] = tags_of(gateway.get("Tags"))
        ids = {gateway["NatGatewayId"]: "id"}
        yield Item("ec2/nat_gateway", str(scope), facts, ids)
    for address in scope.pages("ec2", "describe_addresses", "Addresses"):
        facts = {"Domain": address["Domain"], "Tags": tags_of(address.get("Tags"))}
        ids = {address["PublicIp"]: "address"}
        for key in ("AllocationId", "AssociationId"):
            if address.get(key):
                ids[address[key]] = key
        yield Item("ec2/elastic_ip", str(scope), facts, ids)


def _interfaces(scope: Scope) -> Items:
    """Read interfaces with their addresses apart: which free address a subnet gives is chance."""
    kept = ("SubnetId", "VpcId", "InterfaceType", "Description", "RequesterManaged", "Status")
    for interface in scope.pages("ec2", "describe_network_interfaces", "NetworkInterfaces"):
        facts: Facts = {key: interface.get(key) for key in kept}
        # A resolver endpoint writes the id of each address here, which nothing else shows.
        facts["Description"] = interface.get("Description", "").split(":rni-")[0]
        facts["Groups"] = [group["GroupId"] for group in interface.get("Groups", [])]
        facts["Tags"] = tags_of(interface.get("TagSet"))
        ids = {interface["NetworkInterfaceId"]: "id"}
        addresses = [row["PrivateIpAddress"] for row in interface.get("PrivateIpAddresses", [])]
        addresses += [row["Ipv6Address"] for row in interface.get("Ipv6Addresses", [])]
        chance: Facts = {"Addresses": addresses}
        yield Item("ec2/network_interface", str(scope), without(facts), ids, chance=chance)


def _acls(scope: Scope) -> Items:
    for acl in scope.pages("ec2", "describe_network_acls", "NetworkAcls"):
        if acl["IsDefault"]:
            continue
        facts = without(acl, "NetworkAclId", "OwnerId", "Associations", "Tags")
        facts["Subnets"] = [a["SubnetId"] for a in acl.get("Associations", [])]
        facts["Tags"] = tags_of(acl.get("Tags"))
        yield Item("ec2/network_acl", str(scope), facts, {acl["NetworkAclId"]: "id"})


def _prefix_lists(scope: Scope) -> Items:
    for entry in scope.pages("ec2", "describe_managed_prefix_lists", "PrefixLists"):
        if entry.get("OwnerId") == "AWS" or entry["PrefixListName"].startswith("com.amazonaws."):
            continue
        if entry["State"] == "delete-complete":
            continue
        identifier = entry["PrefixListId"]
        entries = scope.pages(
            "ec2", "get_managed_prefix_list_entries", "Entries", PrefixListId=identifier
        )
        facts = without(
            entry, "PrefixListId", "PrefixListArn", "OwnerId", "Tags", "State", "Version"
        )
        facts |= {"Entries": entries, "Tags": tags_of(entry.get("Tags"))}
        ids = {identifier: "id", entry["PrefixListArn"]: "arn"}
        yield Item("ec2/prefix_list", str(scope), facts, ids, entry["PrefixListName"])


def _flow_logs(scope: Scope) -> Iterator[Item]:
    for log in scope.pages("ec2", "describe_flow_logs", "FlowLogs"):
        facts = without(log, "FlowLogId", "Tags")
        facts["Tags"] = tags_of(log.get("Tags"))
        yield Item("ec2/flow_log", str(scope), facts, {log["FlowLogId"]: "id"})
