"""Reaches Systems Manager from a VPC that has no way out to the internet."""

import pulumi
import pulumi_privatelink as privatelink

config = pulumi.Config()

endpoint = privatelink.PrivateLinkConsumer(
    "ssm",
    name="ssm",
    vpc_id=config.require("vpcId"),
    service="ssm",
    subnets={
        "use1-az1": privatelink.EndpointSubnetArgs(subnet_id=config.require("subnetA")),
        "use1-az2": privatelink.EndpointSubnetArgs(subnet_id=config.require("subnetB")),
    },
)

pulumi.export("endpointId", endpoint.endpoint_id)
