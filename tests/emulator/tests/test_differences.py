"""Behaviour that stock moto gets wrong and two engines would read differently."""

from __future__ import annotations

import datetime
import json

import pytest
from botocore.exceptions import ClientError
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from awsemu.inventory import normalise, read


def network(ec2) -> tuple[str, list[str]]:
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    zones = ("us-east-1a", "us-east-1b")
    return vpc, [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=zone)["Subnet"][
            "SubnetId"
        ]
        for n, zone in enumerate(zones)
    ]


def service(aws, account: str) -> str:
    ec2 = aws("ec2", account)
    _, subnets = network(ec2)
    balancer = aws("elbv2", account).create_load_balancer(
        Name="n", Type="network", Scheme="internal", Subnets=subnets
    )["LoadBalancers"][0]
    return ec2.create_vpc_endpoint_service_configuration(
        NetworkLoadBalancerArns=[balancer["LoadBalancerArn"]]
    )["ServiceConfiguration"]["ServiceId"]


def test_principals_are_the_same_one_by_one_and_as_a_list(aws, new_account, endpoint) -> None:
    """Terraform adds principals one by one in any order, CloudFormation the whole list."""
    one, two = new_account(), new_account()
    principals = [f"arn:aws:iam::{number}:root" for number in ("222222222222", "333333333333")]
    first, second = service(aws, one), service(aws, two)
    for principal in reversed(principals):
        added = aws("ec2", one).modify_vpc_endpoint_service_permissions(
            ServiceId=first, AddAllowedPrincipals=[principal]
        )
        assert added["AddedPrincipals"][0]["ServicePermissionId"].startswith("vpce-svc-perm-")
    for _ in range(2):
        aws("ec2", two).modify_vpc_endpoint_service_permissions(
            ServiceId=second, AddAllowedPrincipals=principals
        )
    states = [normalise(read(endpoint, [account]), [account]) for account in (one, two)]
    assert states[0] == states[1]
    (found,) = states[0]["ec2/endpoint_service"]
    assert found["AllowedPrincipals"] == principals


def test_load_balancers_have_the_attributes_of_their_type(aws) -> None:
    elbv2 = aws("elbv2")
    _, subnets = network(aws("ec2"))
    seen = {}
    for kind in ("network", "application", "gateway"):
        balancer = elbv2.create_load_balancer(Name=kind, Type=kind, Subnets=subnets)
        arn = balancer["LoadBalancers"][0]["LoadBalancerArn"]
        rows = elbv2.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
        seen[kind] = {row["Key"]: row["Value"] for row in rows}
    assert seen["network"]["load_balancing.cross_zone.enabled"] == "false"
    assert seen["network"]["dns_record.client_routing_policy"] == "any_availability_zone"
    assert seen["network"]["secondary_ips.auto_assigned.per_subnet"] == "0"
    assert seen["application"]["idle_timeout.timeout_seconds"] == "60"
    assert seen["application"]["health_check_logs.s3.enabled"] == "false"
    assert "idle_timeout.timeout_seconds" not in seen["network"] | seen["gateway"]


def test_target_groups_keep_ports_apart_and_know_their_balancers(aws) -> None:
    ec2, elbv2 = aws("ec2"), aws("elbv2")
    vpc, subnets = network(ec2)
    group = elbv2.create_target_group(
        Name="t", Protocol="TCP", Port=443, VpcId=vpc, TargetType="ip"
    )["TargetGroups"][0]["TargetGroupArn"]
    rows = elbv2.describe_target_group_attributes(TargetGroupArn=group)["Attributes"]
    attributes = {row["Key"]: row["Value"] for row in rows}
    assert attributes["preserve_client_ip.enabled"] == "false"
    assert "slow_start.duration_seconds" not in attributes
    ports = [{"Id": "10.0.0.5", "Port": 443}, {"Id": "10.0.0.5", "Port": 8443}]
    elbv2.register_targets(TargetGroupArn=group, Targets=ports)
    elbv2.deregister_targets(TargetGroupArn=group, Targets=ports[:1])
    health = elbv2.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    assert [row["Target"] for row in health] == ports[1:]
    # Whatever its zone, a target goes by id and port.
    placed = [{**ports[0], "AvailabilityZone": f"us-east-1{zone}"} for zone in "ab"]
    elbv2.register_targets(TargetGroupArn=group, Targets=placed)
    elbv2.deregister_targets(TargetGroupArn=group, Targets=placed[:1])
    health = elbv2.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    assert [row["Target"] for row in health] == ports[1:]
    balancer = elbv2.create_load_balancer(Name="n", Type="network", Subnets=subnets)
    arn = balancer["LoadBalancers"][0]["LoadBalancerArn"]
    listener = elbv2.create_listener(
        LoadBalancerArn=arn,
        Protocol="TCP",
        Port=443,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
    )["Listeners"][0]
    assert "SslPolicy" not in listener
    assert balancers_of(elbv2, group) == [arn]
    elbv2.delete_load_balancer(LoadBalancerArn=arn)
    assert balancers_of(elbv2, group) == []


def balancers_of(elbv2, group: str) -> list[str]:
    shown = elbv2.describe_target_groups(TargetGroupArns=[group])["TargetGroups"][0]
    return shown.get("LoadBalancerArns", [])


def test_rules_keep_descriptions_and_change_in_place(aws) -> None:
    ec2 = aws("ec2")
    vpc, _ = network(ec2)
    groups = [
        ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        for name in "ab"
    ]
    peers = [
        {"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "range"}]},
        {"UserIdGroupPairs": [{"GroupId": groups[1], "Description": "group"}]},
    ]
    rules = ec2.authorize_security_group_ingress(
        GroupId=groups[0],
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, **peer} for peer in peers],
    )["SecurityGroupRules"]
    assert [rule["Description"] for rule in rules] == ["range", "group"]
    wanted = {
        "IpProtocol": "tcp",
        "FromPort": 2,
        "ToPort": 2,
        "ReferencedGroupId": groups[1],
        "Description": "other",
    }
    ec2.modify_security_group_rules(
        GroupId=groups[0],
        SecurityGroupRules=[
            {"SecurityGroupRuleId": rules[1]["SecurityGroupRuleId"], "SecurityGroupRule": wanted}
        ],
    )
    shown = ec2.describe_security_group_rules(
        SecurityGroupRuleIds=[rules[1]["SecurityGroupRuleId"]]
    )["SecurityGroupRules"][0]
    assert (shown["FromPort"], shown["Description"]) == (2, "other")


def addressed(ec2) -> list[tuple[str, bool]]:
    """Elastic IP addresses, and whether something has them."""
    rows = ec2.describe_addresses()["Addresses"]
    return [(row["AllocationId"], "AssociationId" in row) for row in rows]


def test_a_nat_gateway_takes_its_interface_along(aws) -> None:
    ec2 = aws("ec2")
    vpc, subnets = network(ec2)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    gateway = ec2.create_nat_gateway(SubnetId=subnets[1], AllocationId=address)["NatGateway"]
    (interface,) = ec2.describe_network_interfaces()["NetworkInterfaces"]
    (shown,) = gateway["NatGatewayAddresses"]
    assert shown["NetworkInterfaceId"] == interface["NetworkInterfaceId"]
    assert shown["PrivateIp"] == interface["PrivateIpAddress"]
    assert shown["PrivateIp"].startswith("10.0.1.")
    assert (interface["InterfaceType"], interface["Groups"]) == ("nat_gateway", [])
    assert addressed(ec2) == [(address, True)]
    for _ in range(2):
        ec2.delete_nat_gateway(NatGatewayId=gateway["NatGatewayId"])
    assert ec2.describe_network_interfaces()["NetworkInterfaces"] == []
    assert addressed(ec2) == [(address, False)]
    for subnet in subnets:
        ec2.delete_subnet(SubnetId=subnet)
    ec2.delete_vpc(VpcId=vpc)
    with pytest.raises(ClientError, match="NatGatewayNotFound"):
        ec2.delete_nat_gateway(NatGatewayId="nat-1")


def test_an_instance_takes_the_interfaces_along_that_were_made_for_it(aws) -> None:
    ec2 = aws("ec2")
    vpc, (subnet, _) = network(ec2)
    group = ec2.create_security_group(GroupName="g", Description="g", VpcId=vpc)["GroupId"]
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    made = {"SubnetId": subnet, "Groups": [group]}
    mine = ec2.create_network_interface(**made)["NetworkInterface"]["NetworkInterfaceId"]
    instance = ec2.run_instances(
        ImageId="ami-12c6146b",
        MinCount=1,
        MaxCount=1,
        NetworkInterfaces=[
            {"DeviceIndex": 0, **made},
            {"DeviceIndex": 1, **made, "DeleteOnTermination": False},
            {"DeviceIndex": 2, "NetworkInterfaceId": mine},
        ],
    )["Instances"][0]["InstanceId"]
    ec2.associate_address(InstanceId=instance, AllocationId=address)
    assert addressed(ec2) == [(address, True)]
    shown = ec2.describe_network_interfaces()["NetworkInterfaces"]
    attached = {row["Attachment"]["DeviceIndex"]: row["NetworkInterfaceId"] for row in shown}
    assert len(attached) == 3
    for _ in range(2):
        ec2.terminate_instances(InstanceIds=[instance])
    left = ec2.describe_network_interfaces()["NetworkInterfaces"]
    assert {row["NetworkInterfaceId"] for row in left} == {attached[1], mine}
    assert {row["Status"] for row in left} == {"available"}
    assert addressed(ec2) == [(address, False)]
    (reservation,) = ec2.describe_instances(InstanceIds=[instance])["Reservations"]
    (gone,) = reservation["Instances"]
    assert gone["State"]["Name"] == "terminated"
    assert not gone.get("NetworkInterfaces")
    assert not gone.get("PrivateIpAddress")
    for row in left:
        ec2.delete_network_interface(NetworkInterfaceId=row["NetworkInterfaceId"])
    ec2.delete_security_group(GroupId=group)


def test_prefix_lists_of_aws_are_the_same_everywhere_and_others_keep_their_name(
    aws, new_account
) -> None:
    seen = [
        {row["PrefixListName"]: row["PrefixListId"] for row in rows}
        for account in (new_account(), new_account())
        for rows in [aws("ec2", account).describe_managed_prefix_lists()["PrefixLists"]]
    ]
    assert "com.amazonaws.us-east-1.s3" in seen[0]
    assert seen[0] == seen[1]
    ec2 = aws("ec2")
    made = ec2.create_managed_prefix_list(
        PrefixListName="clients", AddressFamily="IPv4", MaxEntries=2
    )["PrefixList"]
    changed = ec2.modify_managed_prefix_list(
        PrefixListId=made["PrefixListId"],
        CurrentVersion=made["Version"],
        AddEntries=[{"Cidr": "10.0.0.0/8"}],
    )["PrefixList"]
    assert changed["PrefixListName"] == "clients"


def test_a_certificate_can_be_imported_and_is_kept_while_used(aws) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "svc.example.com")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("svc.example.com")]), False)
        .sign(key, hashes.SHA256())
    )
    acm = aws("acm")
    arn = acm.import_certificate(
        Certificate=certificate.public_bytes(serialization.Encoding.PEM),
        PrivateKey=key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        Tags=[{"Key": "Name", "Value": "c"}],
    )["CertificateArn"]
    shown = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    assert (shown["Type"], shown["Status"]) == ("IMPORTED", "ISSUED")
    assert shown["KeyAlgorithm"] == "EC_prime256v1"
    elbv2 = aws("elbv2")
    vpc, subnets = network(aws("ec2"))
    balancer = elbv2.create_load_balancer(Name="n", Type="network", Subnets=subnets)
    group = elbv2.create_target_group(Name="t", Protocol="TCP", Port=443, VpcId=vpc)
    listener = elbv2.create_listener(
        LoadBalancerArn=balancer["LoadBalancers"][0]["LoadBalancerArn"],
        Protocol="TLS",
        Port=443,
        Certificates=[{"CertificateArn": arn}],
        DefaultActions=[
            {"Type": "forward", "TargetGroupArn": group["TargetGroups"][0]["TargetGroupArn"]}
        ],
    )["Listeners"][0]
    try:
        acm.delete_certificate(CertificateArn=arn)
    except acm.exceptions.ResourceInUseException as refused:
        assert "is in use" in json.dumps(refused.response)
    else:
        raise AssertionError("the certificate was deleted")
    elbv2.delete_listener(ListenerArn=listener["ListenerArn"])
    acm.delete_certificate(CertificateArn=arn)


def test_an_auto_scaling_group_remembers_how_long_its_instances_may_live(aws, new_account) -> None:
    account = new_account()
    ec2, scaling = aws("ec2", account), aws("autoscaling", account)
    _, subnets = network(ec2)
    ec2.create_launch_template(
        LaunchTemplateName="template", LaunchTemplateData={"ImageId": "ami-12c6146b"}
    )
    group = {"AutoScalingGroupName": "g", "MinSize": 0, "MaxSize": 1}
    scaling.create_auto_scaling_group(
        **group,
        LaunchTemplate={"LaunchTemplateName": "template"},
        VPCZoneIdentifier=subnets[0],
        MaxInstanceLifetime=86400,
    )

    def lifetime() -> int | None:
        (found,) = scaling.describe_auto_scaling_groups()["AutoScalingGroups"]
        return found.get("MaxInstanceLifetime")

    assert lifetime() == 86400
    scaling.update_auto_scaling_group(**group)
    assert lifetime() == 86400
    scaling.update_auto_scaling_group(**group, MaxInstanceLifetime=0)
    assert lifetime() is None
    with pytest.raises(ClientError, match="MaxInstanceLifetime"):
        scaling.update_auto_scaling_group(**group, MaxInstanceLifetime=60)


def test_capacity_is_kept_ready_until_it_is_given_back(aws) -> None:
    ec2, elbv2 = aws("ec2"), aws("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    made = elbv2.create_load_balancer(Name="n", Type="network", Subnets=[subnet])
    arn = {"LoadBalancerArn": made["LoadBalancers"][0]["LoadBalancerArn"]}
    part = "MinimumLoadBalancerCapacity"
    assert part not in elbv2.describe_capacity_reservation(**arn)
    elbv2.modify_capacity_reservation(**arn, **{part: {"CapacityUnits": 2750}})
    assert elbv2.describe_capacity_reservation(**arn)[part] == {"CapacityUnits": 2750}
    elbv2.modify_capacity_reservation(**arn, ResetCapacityReservation=True)
    assert part not in elbv2.describe_capacity_reservation(**arn)
