"""Endpoints of every type: what they show, and what AWS does not take."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from place import S3, SQS, Place
from test_refusals import refused

from awsemu.inventory import normalise, read

LATTICE = "arn:aws:vpc-lattice:us-east-1:111111111111"


@pytest.fixture
def place(aws) -> Place:
    return Place(aws("ec2"), aws("elbv2"))


@pytest.fixture
def elsewhere(aws, new_account) -> Callable[..., Place]:
    """A place in another account, or in another Region of the test's own."""

    def make(region: str | None = None) -> Place:
        if region:
            return Place(aws("ec2", region=region), aws("elbv2", region=region), region)
        account = new_account()
        return Place(aws("ec2", account), aws("elbv2", account))

    return make


def test_names_stand_in_the_order_that_templates_rely_on(place: Place) -> None:
    endpoint = place.endpoint(PrivateDnsEnabled=True)
    regional, first, second, private = [row["DnsName"] for row in endpoint["DnsEntries"]]
    base = "sqs.us-east-1.vpce.amazonaws.com"
    label = regional.split(".")[0]
    assert label.startswith(endpoint["VpcEndpointId"] + "-")
    assert regional == f"{label}.{base}"
    assert (first, second) == (f"{label}-us-east-1a.{base}", f"{label}-us-east-1b.{base}")
    assert private == "sqs.us-east-1.amazonaws.com"
    zones = [row["HostedZoneId"] for row in endpoint["DnsEntries"]]
    assert len(set(zones[:3])) == 1
    assert zones[3] != zones[0]


def test_addresses_are_those_asked_for_and_can_move(place: Place) -> None:
    one, two = place.subnets[:2]
    fixed = [{"SubnetId": one, "Ipv4": "10.0.0.10"}, {"SubnetId": two, "Ipv4": "10.0.1.10"}]
    endpoint = place.endpoint(SubnetConfigurations=fixed)
    seen = place.interfaces(endpoint)
    assert {name: row["PrivateIpAddress"] for name, row in seen.items()} == {
        one: "10.0.0.10",
        two: "10.0.1.10",
    }
    assert {row["Description"] for row in seen.values()} == {
        f"VPC Endpoint Interface {endpoint['VpcEndpointId']}"
    }
    place.modify(endpoint, SubnetConfigurations=[{"SubnetId": one, "Ipv4": "10.0.0.11"}, fixed[1]])
    moved = place.interfaces(endpoint)
    assert moved[one]["PrivateIpAddress"] == "10.0.0.11"
    assert moved[two]["NetworkInterfaceId"] == seen[two]["NetworkInterfaceId"]
    for address, code in (
        ("10.0.1.20", "InvalidParameterValue"),
        ("10.0.0.3", "InvalidParameterValue"),
        ("10.0.0.255", "InvalidParameterValue"),
        ("10.0.0.11", "InvalidIPAddress.InUse"),
    ):
        with refused(code):
            place.endpoint(
                "com.amazonaws.us-east-1.sns",
                SubnetIds=[one],
                SubnetConfigurations=[{"SubnetId": one, "Ipv4": address}],
            )


def test_requests_at_the_same_time_get_different_addresses(place: Place) -> None:
    def make(number: int) -> str:
        endpoint = place.endpoint(SubnetIds=place.subnets[number % 2 : number % 2 + 1])
        return next(iter(place.interfaces(endpoint).values()))["PrivateIpAddress"]

    with ThreadPoolExecutor(8) as pool:
        addresses = list(pool.map(make, range(64)))
    assert len(set(addresses)) == len(addresses)


def test_address_types_fit_subnets_and_service(place: Place, elsewhere) -> None:
    endpoint = place.endpoint(IpAddressType="dualstack")
    assert endpoint["DnsOptions"]["DnsRecordIpType"] == "dualstack"
    assert all(len(row["Ipv6Addresses"]) == 1 for row in place.interfaces(endpoint).values())
    wanted = place.blocks[0].replace("::/64", "::a")
    fixed = place.endpoint(
        "com.amazonaws.us-east-1.sns",
        IpAddressType="dualstack",
        SubnetIds=place.subnets[:1],
        SubnetConfigurations=[{"SubnetId": place.subnets[0], "Ipv6": wanted}],
    )
    (interface,) = place.interfaces(fixed).values()
    assert interface["Ipv6Addresses"][0]["Ipv6Address"] == wanted
    ssm = "com.amazonaws.us-east-1.ssm"
    for options in (
        {"IpAddressType": "dualstack", "SubnetIds": place.subnets},
        {"IpAddressType": "ipv6"},
        {"IpAddressType": "ipv4", "DnsOptions": {"DnsRecordIpType": "ipv6"}},
        {"IpAddressType": "ipv4", "DnsOptions": {"DnsRecordIpType": "dualstack"}},
    ):
        with refused("InvalidParameter"):
            place.endpoint(ssm, **options)
    with refused("InvalidParameter"):
        place.modify(endpoint, DnsOptions={"DnsRecordIpType": "ipv6"}, IpAddressType="ipv4")
    assert place.shown(endpoint)["IpAddressType"] == "dualstack"
    service = elsewhere().service()["ServiceName"]
    with refused("InvalidServiceName"):
        place.endpoint(service)


def test_a_service_asks_something_of_its_load_balancers(place: Place) -> None:
    plain = place.balancer()
    with refused("InvalidParameter"):
        place.service(NetworkLoadBalancerArns=[plain], SupportedIpAddressTypes=["ipv4", "ipv6"])
    service = place.service(NetworkLoadBalancerArns=[plain])
    with refused("InvalidParameter"):
        place.endpoint(service["ServiceName"], IpAddressType="dualstack")
    double = place.balancer("d", IpAddressType="dualstack")
    both = place.service(NetworkLoadBalancerArns=[double], SupportedIpAddressTypes=["ipv4", "ipv6"])
    place.endpoint(both["ServiceName"], IpAddressType="dualstack")
    group = place.elbv2.create_target_group(
        Name="t", Protocol="TCP", Port=443, VpcId=place.vpc, TargetType="ip"
    )["TargetGroups"][0]["TargetGroupArn"]
    listener = place.elbv2.create_listener(
        LoadBalancerArn=plain,
        Port=443,
        Protocol="TCP",
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
    )["Listeners"][0]["ListenerArn"]
    place.elbv2.modify_listener_attributes(
        ListenerArn=listener, Attributes=[{"Key": "tcp.idle_timeout.seconds", "Value": "400"}]
    )
    for change in (
        {"AddSupportedRegions": ["eu-west-1"]},
        {"RemoveSupportedRegions": ["us-east-1"]},
    ):
        with refused("InvalidParameter"):
            place.ec2.modify_vpc_endpoint_service_configuration(
                ServiceId=service["ServiceId"], **change
            )
    shown = place.ec2.describe_vpc_endpoint_service_configurations(
        ServiceIds=[service["ServiceId"]]
    )["ServiceConfigurations"][0]
    assert [row["Region"] for row in shown["SupportedRegions"]] == ["us-east-1"]


def test_the_zones_of_a_service_are_those_of_its_load_balancers(place: Place) -> None:
    service = place.service()
    assert service["AvailabilityZones"] == ["us-east-1a", "us-east-1b"]
    with refused("InvalidParameter"):
        place.endpoint(service["ServiceName"], SubnetIds=place.subnets)
    endpoint = place.endpoint(service["ServiceName"])
    with refused("InvalidParameter"):
        place.modify(endpoint, AddSubnetIds=place.subnets[2:])
    assert place.shown(endpoint)["SubnetIds"] == place.subnets[:2]
    more = place.balancer("more", Subnets=place.subnets[2:])
    place.ec2.modify_vpc_endpoint_service_configuration(
        ServiceId=service["ServiceId"], AddNetworkLoadBalancerArns=[more]
    )
    place.modify(endpoint, AddSubnetIds=place.subnets[2:])
    assert len(place.interfaces(endpoint)) == 3


def test_policies_are_checked(place: Place) -> None:
    full = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    allow = json.dumps({"Version": "2012-10-17", "Statement": [full]})
    narrow = json.dumps({"Version": "2012-10-17", "Statement": [{**full, "Action": "sqs:*"}]})
    endpoint = place.endpoint(PolicyDocument=narrow)
    assert json.loads(endpoint["PolicyDocument"]) == json.loads(narrow)
    place.modify(endpoint, ResetPolicy=True)
    assert json.loads(place.shown(endpoint)["PolicyDocument"])["Statement"] == [full]
    long = json.dumps({"Statement": [{**full, "Action": ["sqs:" + "x" * 21_000]}]})
    nobody = {key: value for key, value in full.items() if key != "Principal"}
    # hashicorp/terraform-provider-aws#42291
    listed = {**full, "Condition": [{"test": "StringEquals", "variable": "aws:PrincipalOrgID"}]}
    wrong = [json.dumps({"Statement": [statement]}) for statement in (nobody, listed)]
    for policy in ("nonsense", "{}", long, *wrong):
        with refused("InvalidPolicyDocument"):
            place.modify(endpoint, PolicyDocument=policy)
    service = place.service()["ServiceName"]
    place.endpoint(service, PolicyDocument=allow)
    with refused("InvalidParameter"):
        place.endpoint(service, PolicyDocument=narrow)


def test_names_for_inbound_resolvers_need_a_gateway_endpoint(place: Place) -> None:
    only = {"PrivateDnsOnlyForInboundResolverEndpoint": True}
    with refused("InvalidParameter"):
        place.endpoint(PrivateDnsEnabled=True, DnsOptions=only)
    with refused("InvalidParameter"):
        place.endpoint(S3, PrivateDnsEnabled=True, DnsOptions=only)
    gateway = place.gateway()
    interface = place.endpoint(S3, PrivateDnsEnabled=True, DnsOptions=only)
    answer = place.ec2.delete_vpc_endpoints(VpcEndpointIds=[gateway["VpcEndpointId"]])
    assert answer["Unsuccessful"][0]["ResourceId"] == gateway["VpcEndpointId"]
    for endpoint in (interface, gateway):
        answer = place.ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])
        assert answer["Unsuccessful"] == []
    answer = place.ec2.delete_vpc_endpoints(VpcEndpointIds=[gateway["VpcEndpointId"]])
    assert answer["Unsuccessful"][0]["Error"]["Code"] == "InvalidVpcEndpoint.NotFound"


def test_gateway_endpoints_are_routes_to_a_prefix_list(place: Place) -> None:
    gateway = place.gateway()
    assert "NetworkInterfaceIds" not in gateway or gateway["NetworkInterfaceIds"] == []
    (listed,) = place.ec2.describe_prefix_lists(
        Filters=[{"Name": "prefix-list-name", "Values": [S3]}]
    )["PrefixLists"]
    assert listed["Cidrs"]
    (table,) = place.ec2.describe_route_tables(RouteTableIds=gateway["RouteTableIds"])[
        "RouteTables"
    ]
    routes = {row.get("DestinationPrefixListId"): row.get("GatewayId") for row in table["Routes"]}
    assert routes[listed["PrefixListId"]] == gateway["VpcEndpointId"]
    with refused("InvalidParameter"):
        place.endpoint(S3, VpcEndpointType="Gateway", PrivateDnsEnabled=None)


def test_gateway_load_balancer_endpoints_have_one_subnet(place: Place) -> None:
    balancer = place.balancer("g", "gateway", Scheme="internet-facing")
    service = place.service(GatewayLoadBalancerArns=[balancer])
    kind = {"VpcEndpointType": "GatewayLoadBalancer", "PrivateDnsEnabled": None}
    with refused("InvalidParameter"):
        place.endpoint(service["ServiceName"], **kind)
    endpoint = place.endpoint(service["ServiceName"], SubnetIds=place.subnets[:1], **kind)
    (interface,) = place.interfaces(endpoint).values()
    assert interface["InterfaceType"] == "gateway_load_balancer_endpoint"
    assert interface["Groups"] == []
    assert not endpoint.get("DnsEntries")
    with refused("InvalidParameter"):
        place.ec2.modify_vpc_endpoint_service_configuration(
            ServiceId=service["ServiceId"], PrivateDnsName="x.example.com"
        )


@pytest.mark.parametrize(
    ("kind", "key", "arn"),
    [
        ("Resource", "ResourceConfigurationArn", f"{LATTICE}:resourceconfiguration/rcfg-1"),
        ("ServiceNetwork", "ServiceNetworkArn", f"{LATTICE}:servicenetwork/sn-1"),
    ],
)
def test_endpoints_of_vpc_lattice(
    place: Place, kind: str, key: str, arn: str, endpoint: str, account: str
) -> None:
    made = place.endpoint(None, VpcEndpointType=kind, **{key: arn})
    assert (made[key], made["State"], made["VpcEndpointType"]) == (arn, "available", kind)
    assert "ServiceName" not in made
    assert not made.get("DnsEntries")
    assert len(place.interfaces(made)) == 2
    assert len(made["Groups"]) == 1
    answer = place.ec2.describe_vpc_endpoint_associations(VpcEndpointIds=[made["VpcEndpointId"]])
    (association,) = answer["VpcEndpointAssociations"]
    assert association["DnsEntry"]["DnsName"].startswith(made["VpcEndpointId"])
    (found,) = normalise(read(endpoint, [account]), [account])["ec2/endpoint"]
    assert found[key].endswith(arn.split(":")[-1])
    with refused("InvalidParameter"):
        place.endpoint(None, VpcEndpointType=kind, **{key: SQS})
    with refused("InvalidParameter"):
        place.endpoint(SQS, **{key: arn})


def test_a_service_in_another_region(place: Place, elsewhere) -> None:
    service = place.service(SupportedRegions=["us-west-2"], AcceptanceRequired=False)
    far = elsewhere("us-west-2")
    endpoint = far.endpoint(service["ServiceName"], ServiceRegion="us-east-1")
    assert endpoint["ServiceRegion"] == "us-east-1"
    (name,) = [row["DnsName"] for row in endpoint["DnsEntries"]]
    assert name.endswith(f".{service['ServiceId']}.us-east-1.vpce.amazonaws.com")
    with refused("InvalidServiceName"):
        far.endpoint(service["ServiceName"])


def test_services_of_aws_in_another_region(place: Place, elsewhere) -> None:
    far = elsewhere("us-west-2")
    endpoint = far.endpoint(
        "com.amazonaws.us-east-1.kms", ServiceRegion="us-east-1", PrivateDnsEnabled=True
    )
    names = [row["DnsName"] for row in endpoint["DnsEntries"]]
    assert names[1:] == ["kms.us-east-1.amazonaws.com"]
    far.endpoint("com.amazonaws.iam", ServiceRegion="us-east-1")
    for name, options in (
        (SQS, {"ServiceRegion": "us-east-1"}),
        ("com.amazonaws.us-east-1.kms", {}),
        ("com.amazonaws.iam", {}),
    ):
        with refused("InvalidServiceName"):
            far.endpoint(name, **options)


def test_connections_are_decided_by_the_owner_alone(place: Place, elsewhere) -> None:
    service = place.service(AcceptanceRequired=True)
    identity = {"ServiceId": service["ServiceId"]}
    place.ec2.modify_vpc_endpoint_service_permissions(AddAllowedPrincipals=["*"], **identity)
    other = elsewhere()
    endpoint = other.endpoint(service["ServiceName"])
    named = {**identity, "VpcEndpointIds": [endpoint["VpcEndpointId"]]}
    assert endpoint["State"] == "pendingAcceptance"
    with refused("InvalidVpcEndpointServiceId.NotFound"):
        other.ec2.accept_vpc_endpoint_connections(**named)
    for call, state in (("accept", "available"), ("reject", "rejected"), ("accept", "available")):
        decide = getattr(place.ec2, f"{call}_vpc_endpoint_connections")
        assert decide(**named)["Unsuccessful"] == []
        assert other.shown(endpoint)["State"] == state
        (again,) = decide(**named)["Unsuccessful"]
        assert again["Error"]["Code"] == "InvalidState"
    place.ec2.reject_vpc_endpoint_connections(**named)
    with refused("InvalidState"):
        other.modify(endpoint, AddSubnetIds=[])


def test_private_dns_across_regions_needs_proof_and_acceptance(
    place: Place, elsewhere, aws
) -> None:
    service = place.service(
        SupportedRegions=["us-west-2"], AcceptanceRequired=True, PrivateDnsName="api.example.net"
    )
    record = service["PrivateDnsNameConfiguration"]
    assert (record["State"], record["Type"]) == ("pendingVerification", "TXT")
    assert record["Name"].startswith("_")
    assert record["Value"].startswith("vpce:")
    far, identity = elsewhere("us-west-2"), {"ServiceId": service["ServiceId"]}
    endpoint = far.endpoint(service["ServiceName"], ServiceRegion="us-east-1")
    with refused("InvalidParameter"):  # neither proved nor accepted
        far.modify(endpoint, PrivateDnsEnabled=True)
    place.ec2.accept_vpc_endpoint_connections(
        VpcEndpointIds=[endpoint["VpcEndpointId"]], **identity
    )
    with refused("InvalidParameter"):  # not proved
        far.modify(endpoint, PrivateDnsEnabled=True)
    route53 = aws("route53")
    text = {
        "Name": f"{record['Name']}.example.net",
        "Type": "TXT",
        "TTL": 60,
        "ResourceRecords": [{"Value": f'"{record["Value"]}"'}],
    }
    private = {"VPC": {"VPCId": place.vpc, "VPCRegion": "us-east-1"}}
    for options, state in ((private, "failed"), ({}, "verified")):
        zone = route53.create_hosted_zone(Name="example.net", CallerReference=state, **options)
        route53.change_resource_record_sets(
            HostedZoneId=zone["HostedZone"]["Id"],
            ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": text}]},
        )
        place.ec2.start_vpc_endpoint_service_private_dns_verification(**identity)
        (shown,) = place.ec2.describe_vpc_endpoint_service_configurations(
            ServiceIds=[service["ServiceId"]]
        )["ServiceConfigurations"]
        assert shown["PrivateDnsNameConfiguration"]["State"] == state
    far.modify(endpoint, PrivateDnsEnabled=True)
    assert far.shown(endpoint)["DnsEntries"][-1]["DnsName"] == "api.example.net"
