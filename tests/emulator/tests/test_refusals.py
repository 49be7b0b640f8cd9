"""What AWS refuses, a strict emulator refuses too, with AWS's code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.exceptions import ClientError

SQS = "com.amazonaws.us-east-1.sqs"


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(ClientError) as caught:
        yield
    assert caught.value.response["Error"]["Code"] == code


class World:
    """A VPC with two subnets, an NLB and an endpoint service that waits for acceptance."""

    def __init__(self, aws: Callable[..., Any]) -> None:
        self.ec2, self.elbv2, self.route53 = aws("ec2"), aws("elbv2"), aws("route53")
        self.vpc = self.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [self.subnet(f"10.0.{n}.0/24", zone) for n, zone in enumerate("ab")]
        self.nlb = self.balancer("n", "network")
        service = self.ec2.create_vpc_endpoint_service_configuration(
            NetworkLoadBalancerArns=[self.nlb],
            AcceptanceRequired=True,
            PrivateDnsName="x.example.com",
        )["ServiceConfiguration"]
        self.service, self.service_name = service["ServiceId"], service["ServiceName"]

    def subnet(self, block: str, zone: str) -> str:
        answer = self.ec2.create_subnet(
            VpcId=self.vpc, CidrBlock=block, AvailabilityZone=f"us-east-1{zone}"
        )
        return answer["Subnet"]["SubnetId"]

    def balancer(self, name: str, kind: str, **options: Any) -> str:
        answer = self.elbv2.create_load_balancer(
            Name=name, Type=kind, Scheme="internal", Subnets=self.subnets, **options
        )
        return answer["LoadBalancers"][0]["LoadBalancerArn"]

    def endpoint(self, **options: Any) -> str:
        wanted = {
            "VpcId": self.vpc,
            "ServiceName": SQS,
            "VpcEndpointType": "Interface",
            "PrivateDnsEnabled": False,
            "SubnetIds": self.subnets,
            **options,
        }
        return self.ec2.create_vpc_endpoint(**wanted)["VpcEndpoint"]["VpcEndpointId"]


@pytest.fixture
def world(aws) -> World:
    return World(aws)


def test_load_balancers_and_services(world: World) -> None:
    with refused("DuplicateLoadBalancerName"):
        world.balancer("n", "network")
    with refused("InvalidParameter"):
        world.ec2.create_vpc_endpoint_service_configuration(
            NetworkLoadBalancerArns=[world.balancer("a", "application")]
        )
    with refused("ResourceInUse"):
        world.elbv2.delete_load_balancer(LoadBalancerArn=world.nlb)
    with refused("InvalidConfigurationRequest"):
        group = world.ec2.create_security_group(GroupName="g", Description="g", VpcId=world.vpc)[
            "GroupId"
        ]
        world.elbv2.set_security_groups(LoadBalancerArn=world.nlb, SecurityGroups=[group])
    world.endpoint(ServiceName=world.service_name)
    answer = world.ec2.delete_vpc_endpoint_service_configurations(ServiceIds=[world.service])
    assert answer["Unsuccessful"][0]["Error"]["Code"] == "ExistingVpcEndpointConnections"


@pytest.mark.parametrize(
    "principal",
    [
        "not-an-arn",
        "222222222222",
        "arn:aws:iam::222222222222:role/platform/deployer",
        "arn:aws:iam::222222222222:user/teams/reader",
        "arn:aws:sts::222222222222:assumed-role/deployer/session",
        "appflow.example.com",
    ],
)
def test_principals_that_aws_refuses(world: World, principal: str) -> None:
    with refused("InvalidPrincipal"):
        world.ec2.modify_vpc_endpoint_service_permissions(
            ServiceId=world.service, AddAllowedPrincipals=[principal]
        )


def test_principals_that_aws_takes(world: World) -> None:
    kinds = {
        "*": "All",
        "arn:aws:iam::222222222222:root": "Account",
        "arn:aws-cn:iam::222222222222:role/deployer": "Role",
        "arn:aws:iam::222222222222:user/reader": "User",
        "appflow.amazonaws.com": "Service",
        "ec2.amazonaws.com.cn": "Service",
    }
    world.ec2.modify_vpc_endpoint_service_permissions(
        ServiceId=world.service, AddAllowedPrincipals=list(kinds)
    )
    shown = world.ec2.describe_vpc_endpoint_service_permissions(ServiceId=world.service)
    found = {row["Principal"]: row["PrincipalType"] for row in shown["AllowedPrincipals"]}
    assert found == kinds


def test_listeners_and_certificates(world: World, aws) -> None:
    group = world.elbv2.create_target_group(
        Name="t", Protocol="TCP", Port=443, VpcId=world.vpc, TargetType="ip"
    )["TargetGroups"][0]["TargetGroupArn"]
    forward = [{"Type": "forward", "TargetGroupArn": group}]
    listener = {"LoadBalancerArn": world.nlb, "DefaultActions": forward}
    world.elbv2.create_listener(Port=443, Protocol="TCP", **listener)
    with refused("DuplicateListener"):
        world.elbv2.create_listener(Port=443, Protocol="TCP", **listener)
    with refused("CertificateNotFound"):
        world.elbv2.create_listener(Port=444, Protocol="TLS", **listener)
    arn = aws("acm").request_certificate(DomainName="a.example.com", ValidationMethod="DNS")
    shown = aws("acm").describe_certificate(CertificateArn=arn["CertificateArn"])
    assert shown["Certificate"]["Status"] == "PENDING_VALIDATION"


@pytest.mark.parametrize(("protocol", "longest"), [("TCP", 10), ("HTTP", 9)])
def test_health_checks_that_last_too_long(world: World, protocol: str, longest: int) -> None:
    def times(interval: int, timeout: int) -> dict[str, int]:
        return {"HealthCheckIntervalSeconds": interval, "HealthCheckTimeoutSeconds": timeout}

    group = {"Protocol": protocol, "Port": 80, "VpcId": world.vpc, "TargetType": "ip"}
    with refused("ValidationError"):
        world.elbv2.create_target_group(Name="t", **group, **times(10, longest + 1))
    # The default timeout does not shrink.
    with refused("ValidationError"):
        world.elbv2.create_target_group(Name="t", **group, HealthCheckIntervalSeconds=5)
    made = world.elbv2.create_target_group(Name="t", **group, **times(10, longest))
    arn = made["TargetGroups"][0]["TargetGroupArn"]
    with refused("ValidationError"):
        world.elbv2.modify_target_group(TargetGroupArn=arn, HealthCheckTimeoutSeconds=longest + 1)
    with refused("ValidationError"):
        world.elbv2.modify_target_group(TargetGroupArn=arn, HealthCheckIntervalSeconds=longest - 1)
    world.elbv2.modify_target_group(TargetGroupArn=arn, **times(5, 4))


def test_consumers(world: World, aws, new_account) -> None:
    other = aws("ec2", new_account())
    vpc = other.create_vpc(CidrBlock="10.5.0.0/16")["Vpc"]["VpcId"]
    with refused("InvalidServiceName"):
        other.create_vpc_endpoint(
            VpcId=vpc, ServiceName=world.service_name, VpcEndpointType="Interface"
        )
    far = aws("ec2", region="eu-west-1")
    far_vpc = far.create_vpc(CidrBlock="10.6.0.0/16")["Vpc"]["VpcId"]
    with refused("InvalidServiceName"):
        far.create_vpc_endpoint(
            VpcId=far_vpc,
            ServiceName=world.service_name,
            ServiceRegion="us-east-1",
            VpcEndpointType="Interface",
        )
    with refused("InvalidServiceName"):
        world.endpoint(ServiceName="com.amazonaws.us-east-1.nope")
    with refused("InvalidParameter"):
        world.endpoint(ServiceName=world.service_name, VpcEndpointType="GatewayLoadBalancer")
    with refused("DuplicateSubnetsInSameZone"):
        world.endpoint(SubnetIds=[world.subnets[0], world.subnet("10.0.9.0/24", "a")])


def test_private_dns(world: World) -> None:
    with refused("InvalidParameter"):
        world.endpoint(PrivateDnsEnabled=True)
    world.ec2.modify_vpc_attribute(VpcId=world.vpc, EnableDnsHostnames={"Value": True})
    with refused("InvalidParameter"):
        world.endpoint(ServiceName=world.service_name, PrivateDnsEnabled=True)
    with refused("InvalidParameter"):
        world.endpoint(ServiceName="com.amazonaws.us-east-1.s3", PrivateDnsEnabled=True)
    world.endpoint(PrivateDnsEnabled=True)
    with refused("InvalidParameter"):
        world.endpoint(PrivateDnsEnabled=True)
    world.ec2.start_vpc_endpoint_service_private_dns_verification(ServiceId=world.service)
    shown = world.ec2.describe_vpc_endpoint_service_configurations(ServiceIds=[world.service])
    state = shown["ServiceConfigurations"][0]["PrivateDnsNameConfiguration"]["State"]
    assert state == "failed"


def test_dns_options_of_a_gateway_endpoint(world: World) -> None:
    s3 = {"ServiceName": "com.amazonaws.us-east-1.s3", "VpcEndpointType": "Gateway"}
    inbound = "PrivateDnsOnlyForInboundResolverEndpoint"

    def gateway(**options: Any) -> dict[str, Any]:
        made = world.ec2.create_vpc_endpoint(VpcId=world.vpc, **s3, **options)
        return made["VpcEndpoint"]

    # terraform-provider-aws#45846: refused although it is off.
    with refused("InvalidParameter"):
        gateway(DnsOptions={"DnsRecordIpType": "ipv6", inbound: False})
    made = gateway(IpAddressType="dualstack", DnsOptions={"DnsRecordIpType": "dualstack"})
    assert made["IpAddressType"] == "dualstack"
    assert made["DnsOptions"]["DnsRecordIpType"] == "dualstack"


@pytest.mark.parametrize("service", ["s3-outposts", "ssm"])
def test_options_of_s3_for_other_services(world: World, service: str) -> None:
    # terraform-provider-aws#46102: refused although it is off.
    options = {"DnsRecordIpType": "ipv4", "PrivateDnsOnlyForInboundResolverEndpoint": False}
    name = f"com.amazonaws.us-east-1.{service}"
    with refused("InvalidParameter"):
        world.endpoint(ServiceName=name, DnsOptions=options)
    world.endpoint(ServiceName=name, DnsOptions={"DnsRecordIpType": "ipv4"})


def test_security_groups_in_use(world: World) -> None:
    group = world.ec2.create_security_group(GroupName="g", Description="g", VpcId=world.vpc)
    endpoint = world.endpoint(SecurityGroupIds=[group["GroupId"]])
    with refused("DependencyViolation"):
        world.ec2.delete_security_group(GroupId=group["GroupId"])
    world.ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
    world.ec2.delete_security_group(GroupId=group["GroupId"])


def test_peerings_and_zones(world: World, aws, new_account) -> None:
    inside = world.ec2.create_vpc(CidrBlock="10.0.0.0/17")["Vpc"]["VpcId"]
    with refused("OperationNotPermitted"):
        world.ec2.create_vpc_peering_connection(VpcId=world.vpc, PeerVpcId=inside)
    here = {"VPCId": world.vpc, "VPCRegion": "us-east-1"}
    zone = world.route53.create_hosted_zone(Name="corp.internal", CallerReference="1", VPC=here)
    with refused("ConflictingDomainExists"):
        world.route53.create_hosted_zone(Name="corp.internal", CallerReference="2", VPC=here)
    stranger = new_account()
    vpc = aws("ec2", stranger).create_vpc(CidrBlock="10.5.0.0/16")["Vpc"]["VpcId"]
    there = {"VPCId": vpc, "VPCRegion": "us-east-1"}
    with refused("NotAuthorizedException"):
        aws("route53", stranger).associate_vpc_with_hosted_zone(
            HostedZoneId=zone["HostedZone"]["Id"], VPC=there
        )


def test_transit_gateways(world: World, aws, new_account) -> None:
    ec2 = world.ec2
    gateway = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    stranger = aws("ec2", new_account())
    vpc = stranger.create_vpc(CidrBlock="10.5.0.0/16")["Vpc"]["VpcId"]
    subnet = stranger.create_subnet(VpcId=vpc, CidrBlock="10.5.0.0/24")["Subnet"]["SubnetId"]
    with refused("InvalidTransitGatewayID.NotFound"):
        stranger.create_transit_gateway_vpc_attachment(
            TransitGatewayId=gateway, VpcId=vpc, SubnetIds=[subnet]
        )
    wanted = {"TransitGatewayId": gateway, "VpcId": world.vpc, "SubnetIds": world.subnets}
    attachment = ec2.create_transit_gateway_vpc_attachment(**wanted)
    identifier = attachment["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
    with refused("DuplicateTransitGatewayAttachment"):
        ec2.create_transit_gateway_vpc_attachment(**wanted)
    table = ec2.create_transit_gateway_route_table(TransitGatewayId=gateway)
    pair = {
        "TransitGatewayRouteTableId": table["TransitGatewayRouteTable"][
            "TransitGatewayRouteTableId"
        ],
        "TransitGatewayAttachmentId": identifier,
    }
    with refused("Resource.AlreadyAssociated"):
        ec2.associate_transit_gateway_route_table(**pair)
    with refused("IncorrectState"):
        ec2.delete_transit_gateway(TransitGatewayId=gateway)
    ec2.enable_transit_gateway_route_table_propagation(**pair)
    routes = ec2.search_transit_gateway_routes(
        TransitGatewayRouteTableId=pair["TransitGatewayRouteTableId"],
        Filters=[{"Name": "state", "Values": ["active"]}],
    )["Routes"]
    assert [(r["DestinationCidrBlock"], r["Type"]) for r in routes] == [
        ("10.0.0.0/16", "propagated")
    ]


def _group(world: World) -> str:
    answer = world.ec2.create_security_group(GroupName="g", Description="g", VpcId=world.vpc)
    return answer["GroupId"]


def _let_in(world: World, group: str, ports: range, **peers: Any) -> None:
    permissions = [
        {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **peers} for port in ports
    ]
    world.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=permissions)


def test_a_group_has_sixty_rules_of_a_family(world: World) -> None:
    group = _group(world)
    _let_in(world, group, range(1000, 1060), IpRanges=[{"CidrIp": "10.0.0.0/16"}])
    _let_in(world, group, range(1000, 1060), Ipv6Ranges=[{"CidrIpv6": "2001:db8::/56"}])
    with refused("RulesPerSecurityGroupLimitExceeded"):
        _let_in(world, group, range(2000, 2001), UserIdGroupPairs=[{"GroupId": group}])


def test_a_request_for_too_many_rules_adds_none(world: World) -> None:
    group = _group(world)
    with refused("RulesPerSecurityGroupLimitExceeded"):
        _let_in(world, group, range(1000, 1061), IpRanges=[{"CidrIp": "10.0.0.0/16"}])
    shown = world.ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]
    assert shown["IpPermissions"] == []


def test_a_prefix_list_counts_with_all_it_may_get(world: World) -> None:
    group = _group(world)
    entries = world.ec2.create_managed_prefix_list(
        PrefixListName="content", MaxEntries=55, AddressFamily="IPv4"
    )["PrefixList"]["PrefixListId"]
    _let_in(world, group, range(443, 444), PrefixListIds=[{"PrefixListId": entries}])
    with refused("RulesPerSecurityGroupLimitExceeded"):
        _let_in(world, group, range(80, 81), PrefixListIds=[{"PrefixListId": entries}])


def _targets(world: World, name: str, **options: Any) -> str:
    answer = world.elbv2.create_target_group(
        Name=name, Port=53, VpcId=world.vpc, TargetType="ip", **options
    )
    return answer["TargetGroups"][0]["TargetGroupArn"]


def _listen(world: World, balancer: str, protocol: str, group: str) -> None:
    world.elbv2.create_listener(
        LoadBalancerArn=balancer,
        Protocol=protocol,
        Port=53,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
    )


def test_targets_have_addresses_that_their_load_balancer_reaches(world: World) -> None:
    ipv6 = _targets(world, "six", Protocol="TCP", IpAddressType="ipv6")
    ipv4 = _targets(world, "four", Protocol="UDP")
    both = world.balancer("both", "network", IpAddressType="dualstack")
    with refused("InvalidConfigurationRequest"):
        _listen(world, world.nlb, "TCP", ipv6)
    with refused("InvalidConfigurationRequest"):
        _listen(world, both, "UDP", ipv4)
    with refused("ValidationError"):
        world.elbv2.register_targets(TargetGroupArn=ipv6, Targets=[{"Id": "10.0.0.9"}])


def test_a_group_has_one_load_balancer_as_its_target(world: World) -> None:
    group = world.elbv2.create_target_group(
        Name="front", Protocol="TCP", Port=80, VpcId=world.vpc, TargetType="alb"
    )["TargetGroups"][0]["TargetGroupArn"]
    first, second = ([{"Id": world.balancer(name, "application")}] for name in ("one", "two"))
    world.elbv2.register_targets(TargetGroupArn=group, Targets=first)
    world.elbv2.register_targets(TargetGroupArn=group, Targets=first)
    with refused("TooManyTargets"):
        world.elbv2.register_targets(TargetGroupArn=group, Targets=second)
    world.elbv2.deregister_targets(TargetGroupArn=group, Targets=first)
    world.elbv2.register_targets(TargetGroupArn=group, Targets=second)


def test_permissions_have_tags_while_they_are_there(world: World) -> None:
    who = "arn:aws:iam::222222222222:root"
    added = world.ec2.modify_vpc_endpoint_service_permissions(
        ServiceId=world.service, AddAllowedPrincipals=[who]
    )["AddedPrincipals"][0]["ServicePermissionId"]
    name = [{"Key": "Name", "Value": "billing"}]
    world.ec2.create_tags(Resources=[added], Tags=name)
    shown = world.ec2.describe_vpc_endpoint_service_permissions(ServiceId=world.service)
    assert shown["AllowedPrincipals"][0]["Tags"] == name
    world.ec2.modify_vpc_endpoint_service_permissions(
        ServiceId=world.service, RemoveAllowedPrincipals=[who]
    )
    with refused("InvalidID"):
        world.ec2.create_tags(Resources=[added], Tags=name)
