"""Stacks as a whole: changes in place, rollback, change sets, refusals, custom and nested stacks."""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError

from awsemu.cfn import DeployError, Driver
from awsemu.clients import Clients
from awsemu.inventory import raw, read

VPC = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}
GROUP = {
    "Type": "AWS::EC2::SecurityGroup",
    "Properties": {"GroupDescription": "g", "VpcId": {"Ref": "V"}},
}
RULE = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}


def text(resources: dict, **sections) -> str:
    return json.dumps({"Resources": resources, **sections})


def with_rules(**rules) -> str:
    return text({"V": VPC, "G": {**GROUP, "Properties": {**GROUP["Properties"], **rules}}})


def egress(aws, driver: Driver) -> list[str]:
    (group,) = aws("ec2").describe_security_groups(
        Filters=[{"Name": "description", "Values": ["g"]}]
    )["SecurityGroups"]
    return [entry["IpProtocol"] for entry in group["IpPermissionsEgress"]]


def test_a_group_keeps_its_way_out_unless_the_template_has_one(stacks: Driver, aws) -> None:
    stacks.deploy("s", with_rules(), {}, {})
    assert egress(aws, stacks) == ["-1"]
    stacks.deploy("s", with_rules(SecurityGroupEgress=[RULE]), {}, {})
    assert egress(aws, stacks) == ["tcp"]
    stacks.deploy("s", with_rules(SecurityGroupIngress=[RULE]), {}, {})
    assert egress(aws, stacks) == ["-1"]


def test_a_service_changes_in_place(
    template, stacks: Driver, endpoint: str, account: str, aws, new_account
) -> None:
    """The whole provider: Lambda-backed private DNS, a consumer elsewhere, one more principal."""
    body, consumer = template("provider.yaml"), new_account()
    outputs = stacks.deploy("provider", body, {"Consumers": consumer}, {})
    assert outputs["State"] == "verified"
    other = Driver(endpoint, consumer, "us-east-1")
    service = {"ServiceName": outputs["ServiceName"]}
    there = other.deploy("consumer", template("consumer.yaml"), service, {})

    more = f"{consumer},333333333333"
    changes = stacks.changes("provider", body, {"Consumers": more}, {})
    assert [(row["logicalId"], row["replacement"]) for row in changes] == [("Permissions", "False")]
    stacks.deploy("provider", body, {"Consumers": more}, {})
    by_stack = permissions(aws("ec2"), outputs["ServiceId"])

    ec2 = aws("ec2")
    ec2.accept_vpc_endpoint_connections(
        ServiceId=outputs["ServiceId"], VpcEndpointIds=[there["Endpoint"]]
    )
    other.deploy("consumer", template("consumer.yaml"), {**service, "PrivateDns": "true"}, {})
    shown = (
        Clients(endpoint)
        .get("ec2", consumer, "us-east-1")
        .describe_vpc_endpoints(VpcEndpointIds=[there["Endpoint"]])["VpcEndpoints"][0]
    )
    assert shown["State"] == "available"
    assert shown["DnsEntries"][-1]["DnsName"] == "svc.emu-example.com"

    with pytest.raises(DeployError, match="existing active VPC Endpoint connections"):
        stacks.delete("provider")
    other.delete("consumer")
    stacks.delete("provider")
    assert raw(read(endpoint, [account, consumer])) == {}
    assert by_stack == [f"arn:aws:iam::{number}:root" for number in sorted(more.split(","))]


def permissions(ec2, service: str) -> list[str]:
    rows = ec2.describe_vpc_endpoint_service_permissions(ServiceId=service)["AllowedPrincipals"]
    assert {row["PrincipalType"] for row in rows} == {"Account"}
    return sorted(row["Principal"] for row in rows)


def test_a_hub_swaps_a_service(template, stacks: Driver, endpoint: str, account: str) -> None:
    body = template("hub.yaml")
    stacks.deploy("hub", body, {}, {})
    stacks.deploy("hub", body, {"Services": "sqs,ssm"}, {})
    names = {
        item.facts["ServiceName"] for item in read(endpoint, [account], only=["ec2-endpoints"])
    }
    assert names == {"com.amazonaws.us-east-1.sqs", "com.amazonaws.us-east-1.ssm"}
    stacks.delete("hub")
    assert raw(read(endpoint, [account])) == {}


def test_targets_and_listeners_change_in_place(template, stacks: Driver, aws) -> None:
    body = template("load_balancing.yaml")
    outputs = stacks.deploy("s", body, {}, {})
    wanted = {"Targets": "10.0.0.9,10.0.1.77", "Ports": "444", "Weight": "0"}
    changes = {row["logicalId"]: row for row in stacks.changes("s", body, wanted, {})}
    assert {name: row["replacement"] for name, row in changes.items()} == {
        "Both": "False",
        "Ips": "False",
        "Tcp": "False",
    }
    stacks.deploy("s", body, wanted, {})
    elbv2 = aws("elbv2")
    health = elbv2.describe_target_health(TargetGroupArn=outputs["Group"])
    targets = {(t["Target"]["Id"], t["Target"]["Port"]) for t in health["TargetHealthDescriptions"]}
    assert targets == {("10.0.0.9", 443), ("10.0.1.77", 443), ("10.0.1.77", 8443)}
    listeners = elbv2.describe_listeners(LoadBalancerArn=outputs["Nlb"])["Listeners"]
    by_port = {listener["Port"]: listener["DefaultActions"][0] for listener in listeners}
    assert sorted(by_port) == [444, 8443, 9443]
    groups = by_port[9443]["ForwardConfig"]["TargetGroups"]
    assert [group["Weight"] for group in groups] == [0, 10]


def test_an_old_resource_that_needs_a_new_one_goes_first(
    template, stacks: Driver, aws, endpoint: str, account: str, remove_validation_records
) -> None:
    """The listener was there before its second target group; AWS deletes no group in use."""
    body = template("load_balancing.yaml")
    later = body.replace("TargetGroupArn: !Ref Next", "TargetGroupArn: !Ref Later").replace(
        "\n  Next: {", "\n  Later: {"
    )
    assert "!Ref Next" not in later
    stacks.deploy("s", body, {}, {})
    stacks.deploy("s", later, {}, {})
    remove_validation_records(account)
    stacks.delete("s")
    assert raw(read(endpoint, [account])) == {}


def test_the_record_of_a_certificate_outlives_it(
    stacks: Driver, aws, endpoint: str, account: str, remove_validation_records
) -> None:
    """CloudFormation writes the validation record and leaves it, in the way of the zone."""
    zone = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "left.example.com"}}
    option = {"DomainName": "svc.left.example.com", "HostedZoneId": {"Ref": "Z"}}
    certificate = {
        "Type": "AWS::CertificateManager::Certificate",
        "Properties": {
            "DomainName": "svc.left.example.com",
            "ValidationMethod": "DNS",
            "DomainValidationOptions": [option],
        },
    }
    stacks.deploy("s", text({"Z": zone, "C": certificate}), {}, {})
    (shown,) = aws("acm").list_certificates()["CertificateSummaryList"]
    described = aws("acm").describe_certificate(CertificateArn=shown["CertificateArn"])
    (validation,) = described["Certificate"]["DomainValidationOptions"]
    with pytest.raises(DeployError, match="HostedZoneNotEmpty"):
        stacks.delete("s")
    assert aws("acm").list_certificates()["CertificateSummaryList"] == []
    assert remove_validation_records(account) == [validation["ResourceRecord"]["Name"]]
    stacks.delete("s")
    assert raw(read(endpoint, [account])) == {}


def test_a_failed_creation_leaves_nothing(stacks: Driver, endpoint: str, account: str) -> None:
    wrong = {
        "Type": "AWS::EC2::Subnet",
        "Properties": {"VpcId": {"Ref": "V"}, "CidrBlock": "192.168.0.0/24"},
    }
    with pytest.raises(DeployError, match=r"CREATE_FAILED .* S "):
        stacks.deploy("s", text({"V": VPC, "G": GROUP, "S": wrong}), {}, {})
    assert raw(read(endpoint, [account])) == {}


@pytest.mark.parametrize("failing", ["SecurityGroupIngress", "SecurityGroupEgress"])
def test_a_failed_update_goes_back(
    failing: str, stacks: Driver, endpoint: str, account: str
) -> None:
    stacks.deploy("s", with_rules(SecurityGroupIngress=[RULE]), {}, {})
    before = raw(read(endpoint, [account]))
    wrong = {**RULE, "CidrIp": "not a range"}
    other = {**RULE, "FromPort": 1, "ToPort": 1}
    with pytest.raises(DeployError, match="UPDATE_ROLLBACK_COMPLETE"):
        stacks.deploy("s", with_rules(**{failing: [other, wrong]}), {}, {})
    after = raw(read(endpoint, [account]))
    assert json.dumps(before, default=str) == json.dumps(after, default=str)


def test_a_fixed_property_replaces_the_resource(stacks: Driver, aws) -> None:
    stacks.deploy("s", text({"V": VPC}), {}, {})
    other = {**VPC, "Properties": {"CidrBlock": "10.7.0.0/16"}}
    (change,) = stacks.changes("s", text({"V": other}), {}, {})
    assert change == {
        "logicalId": "V",
        "type": "AWS::EC2::VPC",
        "action": "Modify",
        "replacement": "True",
        "properties": ["CidrBlock"],
    }
    stacks.deploy("s", text({"V": other}), {}, {})
    mine = [vpc["CidrBlock"] for vpc in aws("ec2").describe_vpcs()["Vpcs"] if not vpc["IsDefault"]]
    assert mine == ["10.7.0.0/16"]


def test_nothing_to_change_is_a_failed_change_set(stacks: Driver, aws) -> None:
    body = text({"V": VPC})
    stacks.deploy("s", body, {}, {})
    client = aws("cloudformation")
    identifier = client.create_change_set(StackName="s", ChangeSetName="c", TemplateBody=body)["Id"]
    shown = client.describe_change_set(ChangeSetName=identifier)
    assert (shown["Status"], shown["ExecutionStatus"]) == ("FAILED", "UNAVAILABLE")
    assert "didn't contain changes" in shown["StatusReason"]
    with pytest.raises(ClientError, match="No updates are to be performed"):
        client.update_stack(StackName="s", TemplateBody=body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (text({"X": {"Type": "AWS::EC2::NoSuchThing"}}), "Unrecognized resource types"),
        (
            text({"V": {**VPC, "Properties": {"CidrBlok": "x"}}}),
            r"extraneous key \[CidrBlok\] is not permitted",
        ),
        (text({"T": {"Type": "AWS::EC2::Subnet"}}), r"required key \[VpcId\] not found"),
        (text({"V": VPC}, Outputs={"O": {"Value": {"Ref": "W"}}}), r"dependencies \[W\]"),
        (
            text({"V": VPC}, Outputs={"O": {"Value": {"Fn::GetAtt": ["V", "Nope"]}}}),
            "does not support attribute type Nope",
        ),
        (
            text(
                {"V": VPC},
                Parameters={"P": {"Type": "String", "Default": ""}},
                Rules={
                    "Given": {
                        "Assertions": [
                            {
                                "Assert": {"Fn::Not": [{"Fn::Equals": [{"Ref": "P"}, ""]}]},
                                "AssertDescription": "P must be given",
                            }
                        ]
                    }
                },
            ),
            "Rule Given: P must be given",
        ),
        (
            text(
                {"V": VPC},
                Parameters={"P": {"Type": "AWS::EC2::VPC::Id", "Default": "vpc-1"}},
            ),
            "parameter value vpc-1 for parameter name P does not exist",
        ),
        (text({"V": VPC}, Description="x" * 52_000), "less than or equal to 51200"),
    ],
)
def test_a_wrong_template_is_refused_before_anything_is_made(aws, body: str, message: str) -> None:
    client = aws("cloudformation")
    with pytest.raises(ClientError, match=message) as refused:
        client.create_stack(StackName="s", TemplateBody=body)
    assert refused.value.response["Error"]["Code"] == "ValidationError"
    assert client.describe_stacks()["Stacks"] == []


def test_secrets_are_hidden_and_previous_values_kept(stacks: Driver, aws) -> None:
    parameters = {
        "Secret": {"Type": "String", "NoEcho": True},
        "Block": {"Type": "String", "Default": "10.0.0.0/16"},
    }
    vpc = {**VPC, "Properties": {"CidrBlock": {"Ref": "Block"}}}
    body = text({"V": vpc}, Parameters=parameters)
    stacks.deploy("s", body, {"Secret": "x", "Block": "10.1.0.0/16"}, {})
    (shown,) = aws("cloudformation").describe_stacks(StackName="s")["Stacks"]
    values = {row["ParameterKey"]: row["ParameterValue"] for row in shown["Parameters"]}
    assert values == {"Secret": "****", "Block": "10.1.0.0/16"}
    assert stacks.changes("s", body, {}, {}) == []


def test_loops_exports_and_imports(stacks: Driver, template, aws) -> None:
    stacks.deploy("loop", template("foreach.yaml"), {"Names": "a,b"}, {})
    assert len(aws("sns").list_topics()["Topics"]) == 2
    stacks.deploy("net", template("networks.yaml"), {}, {})
    group = {
        **GROUP,
        "Properties": {"GroupDescription": "i", "VpcId": {"Fn::ImportValue": "net-vpc"}},
    }
    stacks.deploy("user", text({"G": group}), {}, {})
    with pytest.raises(DeployError, match="Export in use by user"):
        stacks.delete("net")
    for name in ("user", "net", "loop"):
        stacks.delete(name)


def test_a_nested_stack_lives_with_its_parent(stacks: Driver, aws, endpoint: str) -> None:
    s3 = aws("s3")
    s3.create_bucket(Bucket="nested-templates")
    inner = text(
        {"V": {**VPC, "Properties": {"CidrBlock": {"Ref": "Block"}}}},
        Parameters={"Block": {"Type": "String"}},
        Outputs={"Vpc": {"Value": {"Ref": "V"}}},
    )
    s3.put_object(Bucket="nested-templates", Key="inner.json", Body=inner.encode())

    def outer(block: str) -> str:
        nested = {
            "Type": "AWS::CloudFormation::Stack",
            "Properties": {
                "TemplateURL": f"{endpoint}/nested-templates/inner.json",
                "Parameters": {"Block": block},
            },
        }
        output = {"Vpc": {"Value": {"Fn::GetAtt": ["N", "Outputs.Vpc"]}}}
        return text({"N": nested}, Outputs=output)

    first = stacks.deploy("outer", outer("10.0.0.0/16"), {}, {})
    second = stacks.deploy("outer", outer("10.1.0.0/16"), {}, {})
    assert first["Vpc"] != second["Vpc"]
    stacks.delete("outer")
    assert aws("cloudformation").describe_stacks()["Stacks"] == []


def test_a_retained_resource_stays(stacks: Driver, aws) -> None:
    stacks.deploy("s", text({"V": {**VPC, "DeletionPolicy": "Retain"}}), {}, {})
    stacks.delete("s")
    assert [vpc for vpc in aws("ec2").describe_vpcs()["Vpcs"] if not vpc["IsDefault"]]
