"""Auto Scaling groups and the target groups that they fill."""

from __future__ import annotations

from collections import Counter

import pytest
from botocore.exceptions import ClientError
from place import Place


@pytest.fixture
def place(aws) -> Place:
    return Place(aws("ec2"), aws("elbv2"))


def group(aws, subnets: list[str], **options) -> None:
    ec2, scaling = aws("ec2"), aws("autoscaling")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    ec2.create_launch_template(
        LaunchTemplateName="servers",
        LaunchTemplateData={"ImageId": image, "InstanceType": "t3.micro"},
    )
    scaling.create_auto_scaling_group(
        AutoScalingGroupName="g",
        LaunchTemplate={"LaunchTemplateName": "servers", "Version": "$Latest"},
        VPCZoneIdentifier=",".join(subnets),
        **options,
    )


def test_instances_are_spread_over_the_zones(aws, place: Place) -> None:
    subnets = place.subnets[:2]
    group(aws, subnets, MinSize=3, MaxSize=4)
    (found,) = aws("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
    zones = Counter(instance["AvailabilityZone"] for instance in found["Instances"])
    assert sorted(zones.values()) == [1, 2]
    assert found["VPCZoneIdentifier"] == ",".join(subnets)


def test_a_group_outlives_its_target_group_and_can_be_deleted(aws, place: Place) -> None:
    balancing, scaling = aws("elbv2"), aws("autoscaling")
    arn = balancing.create_target_group(Name="t", Protocol="TCP", Port=80, VpcId=place.vpc)[
        "TargetGroups"
    ][0]["TargetGroupArn"]
    group(aws, place.subnets[:2], MinSize=1, MaxSize=1, TargetGroupARNs=[arn])
    balancing.delete_target_group(TargetGroupArn=arn)
    scaling.delete_auto_scaling_group(AutoScalingGroupName="g", ForceDelete=True)
    assert scaling.describe_auto_scaling_groups()["AutoScalingGroups"] == []


def test_a_group_takes_no_target_group_that_nobody_has(aws, place: Place) -> None:
    arn = "arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/t/0123456789abcdef"
    with pytest.raises(ClientError):
        group(aws, place.subnets[:2], MinSize=0, MaxSize=1, TargetGroupARNs=[arn])


@pytest.mark.parametrize(("protocol", "timeout"), [("HTTP", 6), ("HTTPS", 10)])
def test_web_checks_of_network_groups_have_the_defaults_of_aws(
    aws, place: Place, protocol, timeout
) -> None:
    found = aws("elbv2").create_target_group(
        Name="t", Protocol="TCP", Port=80, VpcId=place.vpc, HealthCheckProtocol=protocol
    )["TargetGroups"][0]
    assert found["HealthCheckPath"] == "/"
    assert found["Matcher"] == {"HttpCode": "200-399"}
    assert found["HealthCheckTimeoutSeconds"] == timeout
