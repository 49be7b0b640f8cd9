"""Offers an Application Load Balancer that is already there to one other account."""

import pulumi
import pulumi_privatelink as privatelink

config = pulumi.Config()

service = privatelink.PrivateLinkService(
    "payments",
    name="payments",
    vpc_id=config.require("vpcId"),
    load_balancer=privatelink.LoadBalancerArgs(
        subnets={
            "use1-az1": privatelink.SubnetArgs(subnet_id=config.require("subnetA")),
            "use1-az2": privatelink.SubnetArgs(subnet_id=config.require("subnetB")),
        },
    ),
    listeners={
        "http": privatelink.ListenerArgs(
            port=80,
            target_type=privatelink.TargetType.ALB,
            targets={"app": privatelink.TargetArgs(id=config.require("albArn"))},
        ),
    },
    allowed_principals=["arn:aws:iam::222222222222:root"],
)

# What the security group of the Application Load Balancer has to let in.
pulumi.export("securityGroupId", service.security_group_id)
pulumi.export("serviceName", service.service_name)
