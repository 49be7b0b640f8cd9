"""Parameters with AWS's own types: what is there, also under a name in the Parameter Store."""

from __future__ import annotations

import json

import pytest

from awsemu.cfn import DeployError

STORED = "AWS::SSM::Parameter::Value<{}>"
GROUP = {
    "Type": "AWS::EC2::SecurityGroup",
    "Properties": {"GroupDescription": "g", "VpcId": {"Ref": "Vpc"}},
}


def template(vpc: str, subnets: str) -> str:
    parameters = {"Vpc": {"Type": vpc}, "Subnets": {"Type": subnets}}
    outputs = {"Joined": {"Value": {"Fn::Join": ["+", {"Ref": "Subnets"}]}}}
    return json.dumps(
        {"Parameters": parameters, "Resources": {"G": GROUP}, "Outputs": outputs},
    )


def test_ids_have_to_be_there_also_those_that_are_stored(aws, stacks) -> None:
    ec2, ssm = aws("ec2"), aws("ssm")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{at}.0/24")["Subnet"]["SubnetId"]
        for at in (0, 1)
    ]
    ssm.put_parameter(Name="/vpc", Type="String", Value=vpc)
    ssm.put_parameter(Name="/gone", Type="String", Value="vpc-0a1b2c3d4e5f67890")
    ssm.put_parameter(Name="/subnets", Type="StringList", Value=",".join(subnets))

    own = template("AWS::EC2::VPC::Id", "List<AWS::EC2::Subnet::Id>")
    stored = template(
        STORED.format("AWS::EC2::VPC::Id"), STORED.format("List<AWS::EC2::Subnet::Id>")
    )
    given = {"Vpc": vpc, "Subnets": ",".join(subnets)}
    names = {"Vpc": "/vpc", "Subnets": "/subnets"}
    for name, body, values, wrong in [
        ("own", own, given, {"Vpc": "vpc-0a1b2c3d4e5f67890"}),
        ("stored", stored, names, {"Vpc": "/gone"}),
    ]:
        with pytest.raises(DeployError, match="for parameter name Vpc does not exist"):
            stacks.deploy(name, body, {**values, **wrong}, {})
        stacks.deploy(name, body, values, {})
        assert stacks.outputs(name) == {"Joined": "+".join(subnets)}
    with pytest.raises(DeployError, match="for parameter name Subnets does not exist"):
        stacks.deploy("empty", own, {**given, "Subnets": ""}, {})
