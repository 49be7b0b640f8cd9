"""What one account does with zones, profiles, rules and attachments of another one."""

from __future__ import annotations

from ipaddress import IPv6Network
from typing import Any

import pytest
from test_refusals import refused

from awsemu.inventory import raw, read


def vpc_of(ec2, block: str = "10.0.0.0/16") -> str:
    return ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"]


def subnets_of(ec2, vpc: str) -> list[str]:
    return [
        ec2.create_subnet(
            VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"us-east-1{zone}"
        )["Subnet"]["SubnetId"]
        for n, zone in enumerate("ab")
    ]


def share(ram, resource: str, principal: str) -> str:
    return ram.create_resource_share(name="s", resourceArns=[resource], principals=[principal])[
        "resourceShare"
    ]["resourceShareArn"]


def accept(ram, arn: str) -> None:
    found = ram.get_resource_share_invitations(resourceShareArns=[arn])
    for invitation in found["resourceShareInvitations"]:
        ram.accept_resource_share_invitation(
            resourceShareInvitationArn=invitation["resourceShareInvitationArn"]
        )


class Gateway:
    """A transit gateway with a route table, and another account's attachment to it."""

    def __init__(self, aws, consumer: str, **options: str) -> None:
        self.ec2, self.other = aws("ec2"), aws("ec2", consumer)
        made = self.ec2.create_transit_gateway(Options=options)["TransitGateway"]
        self.id = made["TransitGatewayId"]
        accept(aws("ram", consumer), share(aws("ram"), made["TransitGatewayArn"], consumer))
        self.table = self.ec2.create_transit_gateway_route_table(TransitGatewayId=self.id)[
            "TransitGatewayRouteTable"
        ]["TransitGatewayRouteTableId"]
        vpc = vpc_of(self.other)
        self.attachment = self.other.create_transit_gateway_vpc_attachment(
            TransitGatewayId=self.id, VpcId=vpc, SubnetIds=subnets_of(self.other, vpc)
        )["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]

    @property
    def names(self) -> dict[str, str]:
        return {
            "TransitGatewayRouteTableId": self.table,
            "TransitGatewayAttachmentId": self.attachment,
        }

    def accept(self) -> None:
        self.ec2.accept_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=self.attachment)

    def shown(self) -> dict[str, Any]:
        return self.ec2.describe_transit_gateway_vpc_attachments(
            TransitGatewayAttachmentIds=[self.attachment]
        )["TransitGatewayVpcAttachments"][0]


@pytest.fixture
def gateway(aws, new_account) -> Gateway:
    return Gateway(aws, new_account())


def test_only_who_owns_a_vpc_associates_it(aws, new_account) -> None:
    consumer, region = new_account(), "us-east-1"
    own, other = aws("route53"), aws("route53", consumer)
    first, second = vpc_of(aws("ec2")), vpc_of(aws("ec2"), "10.1.0.0/16")
    foreign = vpc_of(aws("ec2", consumer), "10.2.0.0/16")
    zone = own.create_hosted_zone(
        Name="a.example", CallerReference="a", VPC={"VPCId": first, "VPCRegion": region}
    )["HostedZone"]["Id"]
    wanted = {"HostedZoneId": zone, "VPC": {"VPCId": foreign, "VPCRegion": region}}
    # Its own VPC needs no authorization.
    own.associate_vpc_with_hosted_zone(
        HostedZoneId=zone, VPC={"VPCId": second, "VPCRegion": region}
    )
    with refused("NotAuthorizedException"):
        other.associate_vpc_with_hosted_zone(**wanted)
    own.create_vpc_association_authorization(**wanted)
    with refused("InvalidVPCId"):
        own.associate_vpc_with_hosted_zone(**wanted)
    other.associate_vpc_with_hosted_zone(**wanted)
    with refused("ConflictingDomainExists"):
        other.associate_vpc_with_hosted_zone(**wanted)
    own.delete_vpc_association_authorization(**wanted)
    with refused("VPCAssociationAuthorizationNotFound"):
        own.delete_vpc_association_authorization(**wanted)
    other.disassociate_vpc_from_hosted_zone(**wanted)
    with refused("VPCAssociationNotFound"):
        other.disassociate_vpc_from_hosted_zone(**wanted)


def test_a_profile_is_used_by_whom_it_is_shared_with(aws, new_account, endpoint) -> None:
    consumer = new_account()
    own, other = aws("route53profiles"), aws("route53profiles", consumer)
    profile = own.create_profile(Name="hub", ClientToken="t")["Profile"]
    vpc = vpc_of(aws("ec2", consumer))
    use = {"Name": "hub", "ProfileId": profile["Id"], "ResourceId": vpc}
    with refused("ResourceNotFoundException"):
        other.get_profile(ProfileId=profile["Id"])
    with refused("ResourceNotFoundException"):
        other.associate_profile(**use)
    assert own.get_profile(ProfileId=profile["Id"])["Profile"]["ShareStatus"] == "NOT_SHARED"
    arn = share(aws("ram"), profile["Arn"], consumer)
    assert other.list_profiles()["ProfileSummaries"] == []
    accept(aws("ram", consumer), arn)
    assert own.get_profile(ProfileId=profile["Id"])["Profile"]["ShareStatus"] == "SHARED_BY_ME"
    (seen,) = other.list_profiles()["ProfileSummaries"]
    assert (seen["Id"], seen["ShareStatus"]) == (profile["Id"], "SHARED_WITH_ME")
    with refused("AccessDeniedException"):
        other.delete_profile(ProfileId=profile["Id"])
    other.associate_profile(**use)
    assert "route53/profile" not in raw(read(endpoint, [consumer]))
    with refused("ConflictException"):
        own.delete_profile(ProfileId=profile["Id"])
    other.disassociate_profile(ProfileId=profile["Id"], ResourceId=vpc)
    own.delete_profile(ProfileId=profile["Id"])


def test_a_resolver_rule_is_followed_by_whom_it_is_shared_with(aws, new_account, endpoint) -> None:
    consumer = new_account()
    own, other = aws("route53resolver"), aws("route53resolver", consumer)
    rule = own.create_resolver_rule(
        CreatorRequestId="r",
        RuleType="FORWARD",
        DomainName="office.example",
        TargetIps=[{"Ip": "192.0.2.1"}],
    )["ResolverRule"]
    assert rule["TargetIps"] == [{"Ip": "192.0.2.1", "Port": 53, "Protocol": "Do53"}]
    vpc = vpc_of(aws("ec2", consumer))
    use = {"ResolverRuleId": rule["Id"], "VPCId": vpc}
    with refused("ResourceNotFoundException"):
        other.get_resolver_rule(ResolverRuleId=rule["Id"])
    with refused("ResourceNotFoundException"):
        other.associate_resolver_rule(**use)
    accept(aws("ram", consumer), share(aws("ram"), rule["Arn"], consumer))
    (seen,) = other.list_resolver_rules()["ResolverRules"]
    assert (seen["OwnerId"], seen["ShareStatus"]) == (rule["OwnerId"], "SHARED_WITH_ME")
    made = other.associate_resolver_rule(**use)["ResolverRuleAssociation"]
    assert (made["ResolverRuleId"], made["Status"]) == (rule["Id"], "COMPLETE")
    (item,) = raw(read(endpoint, [consumer]))["route53/resolver_rule_association"]
    assert item["ResolverRuleId"] == rule["Id"]
    with refused("ResourceNotFoundException"):
        other.update_resolver_rule(ResolverRuleId=rule["Id"], Config={"Name": "mine"})
    config = {"Name": "office", "TargetIps": [{"Ip": "192.0.2.2", "Port": 5353}]}
    own.update_resolver_rule(ResolverRuleId=rule["Id"], Config=config)
    changed = own.get_resolver_rule(ResolverRuleId=rule["Id"])["ResolverRule"]
    assert changed["TargetIps"] == [{"Ip": "192.0.2.2", "Port": 5353, "Protocol": "Do53"}]
    assert (changed["Name"], changed["ShareStatus"]) == ("office", "SHARED_BY_ME")
    with refused("ResourceInUseException"):
        own.delete_resolver_rule(ResolverRuleId=rule["Id"])
    other.disassociate_resolver_rule(**use)
    own.delete_resolver_rule(ResolverRuleId=rule["Id"])


def test_an_endpoint_of_a_resolver_keeps_its_type_and_protocols(aws) -> None:
    ec2, resolver = aws("ec2"), aws("route53resolver")
    vpc = vpc_of(ec2)
    group = ec2.create_security_group(GroupName="g", Description="g", VpcId=vpc)["GroupId"]
    made = resolver.create_resolver_endpoint(
        CreatorRequestId="e",
        Direction="INBOUND",
        SecurityGroupIds=[group],
        IpAddresses=[{"SubnetId": subnet} for subnet in subnets_of(ec2, vpc)],
    )["ResolverEndpoint"]
    assert (made["ResolverEndpointType"], made["Protocols"]) == ("IPV4", ["Do53"])
    resolver.update_resolver_endpoint(
        ResolverEndpointId=made["Id"], Protocols=["Do53", "DoH"], Name="in"
    )
    (seen,) = resolver.list_resolver_endpoints()["ResolverEndpoints"]
    assert (seen["Name"], seen["Protocols"]) == ("in", ["Do53", "DoH"])


def test_route_tables_wait_until_an_attachment_is_accepted(gateway: Gateway) -> None:
    ec2 = gateway.ec2
    assert gateway.shown()["State"] == "pendingAcceptance"
    with refused("IncorrectState"):
        ec2.associate_transit_gateway_route_table(**gateway.names)
    with refused("IncorrectState"):
        ec2.enable_transit_gateway_route_table_propagation(**gateway.names)
    unknown = gateway.names | {"TransitGatewayAttachmentId": "tgw-attach-0123456789abcdef0"}
    with refused("InvalidTransitGatewayAttachmentID.NotFound"):
        ec2.associate_transit_gateway_route_table(**unknown)
    gateway.accept()
    with refused("Resource.AlreadyAssociated"):  # With the default route table.
        ec2.associate_transit_gateway_route_table(**gateway.names)
    with refused("InvalidAssociation.NotFound"):
        ec2.disassociate_transit_gateway_route_table(**gateway.names)
    with refused("TransitGatewayRouteTablePropagation.NotFound"):
        ec2.disable_transit_gateway_route_table_propagation(**gateway.names)
    ec2.enable_transit_gateway_route_table_propagation(**gateway.names)
    with refused("InvalidRouteTableID.NotFound"):
        ec2.enable_transit_gateway_route_table_propagation(
            **gateway.names | {"TransitGatewayRouteTableId": "tgw-rtb-0123456789abcdef0"}
        )


def test_a_route_table_refers_to_prefix_lists(gateway: Gateway, aws, account, endpoint) -> None:
    ec2 = gateway.ec2
    made = ec2.create_managed_prefix_list(
        PrefixListName="l", AddressFamily="IPv4", MaxEntries=1, Entries=[{"Cidr": "10.9.0.0/16"}]
    )["PrefixList"]["PrefixListId"]
    names = {"TransitGatewayRouteTableId": gateway.table, "PrefixListId": made}
    by_list = {"Filters": [{"Name": "prefix-list-id", "Values": [made]}]}
    table = {"TransitGatewayRouteTableId": gateway.table}
    with refused("IncorrectState"):
        ec2.create_transit_gateway_prefix_list_reference(
            **names, TransitGatewayAttachmentId=gateway.attachment
        )
    gateway.accept()
    with refused("InvalidPrefixListID.NotFound"):
        ec2.create_transit_gateway_prefix_list_reference(
            **names | {"PrefixListId": "pl-0123456789abcdef0"}, Blackhole=True
        )
    with refused("InvalidParameterCombination"):
        ec2.create_transit_gateway_prefix_list_reference(**names)
    ec2.create_transit_gateway_prefix_list_reference(**names, Blackhole=True)
    with refused("TransitGatewayPrefixListReference.Duplicate"):
        ec2.create_transit_gateway_prefix_list_reference(**names, Blackhole=True)
    ec2.modify_transit_gateway_prefix_list_reference(
        **names, TransitGatewayAttachmentId=gateway.attachment
    )
    (found,) = ec2.get_transit_gateway_prefix_list_references(**table, **by_list)[
        "TransitGatewayPrefixListReferences"
    ]
    target = found["TransitGatewayAttachment"]
    assert target["TransitGatewayAttachmentId"] == gateway.attachment
    assert (found["Blackhole"], found["State"]) == (False, "available")
    assert found["PrefixListOwnerId"] == account
    tables = raw(read(endpoint, [account]))["ec2/transit_gateway_route_table"]
    assert [row["PrefixListId"] for item in tables for row in item.get("PrefixLists", [])] == [made]
    ec2.delete_transit_gateway_prefix_list_reference(**names)
    with refused("InvalidPrefixListID.NotFound"):
        ec2.delete_transit_gateway_prefix_list_reference(**names)
    missing = {"TransitGatewayRouteTableId": "tgw-rtb-0123456789abcdef0"}
    with refused("InvalidRouteTableID.NotFound"):
        ec2.get_transit_gateway_prefix_list_references(**missing)


def test_an_attachment_carries_ipv6_only_if_it_supports_that(aws) -> None:
    ec2 = aws("ec2")
    gateway = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    vpc = vpc_of(ec2)
    made = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    block = ec2.associate_vpc_cidr_block(VpcId=vpc, AmazonProvidedIpv6CidrBlock=True)[
        "Ipv6CidrBlockAssociation"
    ]
    (seen,) = ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"]
    own = seen["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"]

    def routes() -> list[str]:
        (table,) = ec2.describe_route_tables(RouteTableIds=[made])["RouteTables"]
        ranges = (route.get("DestinationIpv6CidrBlock") for route in table["Routes"])
        return [block for block in ranges if block]

    assert routes() == [own]  # The local one.
    assert own == str(IPv6Network(own))
    table = ec2.create_transit_gateway_route_table(TransitGatewayId=gateway)[
        "TransitGatewayRouteTable"
    ]["TransitGatewayRouteTableId"]

    def learned(support: str) -> list[str]:
        attachment = ec2.create_transit_gateway_vpc_attachment(
            TransitGatewayId=gateway,
            VpcId=vpc,
            SubnetIds=subnets_of(ec2, vpc) if support == "disable" else subnets,
            Options={"Ipv6Support": support},
        )["TransitGatewayVpcAttachment"]
        subnets.extend(attachment["SubnetIds"])
        names.update(TransitGatewayAttachmentId=attachment["TransitGatewayAttachmentId"])
        ec2.enable_transit_gateway_route_table_propagation(**names)
        found = ec2.search_transit_gateway_routes(
            TransitGatewayRouteTableId=table,
            Filters=[{"Name": "type", "Values": ["propagated"]}],
        )["Routes"]
        return [route["DestinationCidrBlock"] for route in found]

    subnets: list[str] = []
    names = {"TransitGatewayRouteTableId": table}
    way = {
        "RouteTableId": made,
        "DestinationIpv6CidrBlock": "2001:db8::/32",
        "TransitGatewayId": gateway,
    }
    assert learned("disable") == ["10.0.0.0/16"]
    with refused("InvalidParameterCombination"):
        ec2.create_route(**way)
    ec2.delete_transit_gateway_vpc_attachment(
        TransitGatewayAttachmentId=names["TransitGatewayAttachmentId"]
    )
    assert learned("enable") == ["10.0.0.0/16", own]
    ec2.create_route(**way)
    assert routes() == [own, "2001:db8::/32"]
    ec2.disassociate_vpc_cidr_block(AssociationId=block["AssociationId"])
    assert routes() == ["2001:db8::/32"]


def test_a_route_leads_to_a_gateway_that_the_vpc_is_attached_to(aws, new_account) -> None:
    gateway = Gateway(aws, new_account(), AutoAcceptSharedAttachments="disable")
    vpc = gateway.shown()["VpcId"]
    table = gateway.other.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    way = {
        "RouteTableId": table,
        "DestinationCidrBlock": "10.128.0.0/16",
        "TransitGatewayId": gateway.id,
    }
    with refused("InvalidTransitGatewayID.NotFound"):
        gateway.other.create_route(**way)
    gateway.accept()
    gateway.other.create_route(**way)
    shown = gateway.other.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
    assert [route.get("TransitGatewayId") for route in shown] == [None, gateway.id]
    gateway.other.replace_route(**way)
    with refused("InvalidTransitGatewayID.NotFound"):
        gateway.other.replace_route(**way | {"TransitGatewayId": "tgw-0123456789abcdef0"})
    shown = gateway.other.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
    assert [route.get("TransitGatewayId") for route in shown] == [None, gateway.id]


def test_new_attachments_get_the_default_tables_that_are_chosen_later(aws, new_account) -> None:
    gateway = Gateway(aws, new_account(), AutoAcceptSharedAttachments="enable")
    ec2, shown = gateway.ec2, {"TransitGatewayIds": [gateway.id]}
    (before,) = ec2.describe_transit_gateways(**shown)["TransitGateways"]
    made_along = before["Options"]["AssociationDefaultRouteTableId"]
    assert associated(ec2, made_along) == propagated(ec2, made_along) == [gateway.attachment]

    hub = ec2.create_transit_gateway_route_table(TransitGatewayId=gateway.id)
    hub_table = hub["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"]
    for name, table in (("Association", gateway.table), ("Propagation", hub_table)):
        options = {f"{name}DefaultRouteTableId": table}
        ec2.modify_transit_gateway(TransitGatewayId=gateway.id, Options=options)
    with refused("InvalidRouteTableID.NotFound"):
        options = {"AssociationDefaultRouteTableId": "tgw-rtb-0a1b2c3d4e5f67890"}
        ec2.modify_transit_gateway(TransitGatewayId=gateway.id, Options=options)
    vpc = vpc_of(gateway.other)
    later = gateway.other.create_transit_gateway_vpc_attachment(
        TransitGatewayId=gateway.id, VpcId=vpc, SubnetIds=subnets_of(gateway.other, vpc)
    )["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
    assert associated(ec2, gateway.table) == propagated(ec2, hub_table) == [later]
    assert propagated(ec2, gateway.table) == associated(ec2, hub_table) == []
    with refused("IncorrectState"):
        ec2.delete_transit_gateway_route_table(TransitGatewayRouteTableId=gateway.table)

    off = dict.fromkeys(("DefaultRouteTableAssociation", "DefaultRouteTablePropagation"), "disable")
    ec2.modify_transit_gateway(TransitGatewayId=gateway.id, Options=off)
    (after,) = ec2.describe_transit_gateways(**shown)["TransitGateways"]
    assert "AssociationDefaultRouteTableId" not in after["Options"]
    for attachment in (gateway.attachment, later):
        gateway.other.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=attachment)
    for table in (gateway.table, hub_table):
        ec2.delete_transit_gateway_route_table(TransitGatewayRouteTableId=table)
    ec2.delete_transit_gateway(TransitGatewayId=gateway.id)
    tables = ec2.describe_transit_gateway_route_tables()["TransitGatewayRouteTables"]
    assert {table["State"] for table in tables} <= {"deleted"}


def test_ranges_of_a_gateway_are_added_and_removed(aws) -> None:
    ec2 = aws("ec2")
    blocks = {"TransitGatewayCidrBlocks": ["10.99.0.0/24"]}
    made = ec2.create_transit_gateway(Options=blocks)["TransitGateway"]["TransitGatewayId"]
    changed = ec2.modify_transit_gateway(
        TransitGatewayId=made,
        Options={
            "AddTransitGatewayCidrBlocks": ["10.98.0.0/24"],
            "RemoveTransitGatewayCidrBlocks": ["10.99.0.0/24"],
        },
    )["TransitGateway"]
    assert changed["Options"]["TransitGatewayCidrBlocks"] == ["10.98.0.0/24"]


def associated(ec2, table: str) -> list[str]:
    rows = ec2.get_transit_gateway_route_table_associations(TransitGatewayRouteTableId=table)
    return [row["TransitGatewayAttachmentId"] for row in rows["Associations"]]


def propagated(ec2, table: str) -> list[str]:
    rows = ec2.get_transit_gateway_route_table_propagations(TransitGatewayRouteTableId=table)
    found = rows["TransitGatewayRouteTablePropagations"]
    return [row["TransitGatewayAttachmentId"] for row in found]
