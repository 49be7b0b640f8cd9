"""Lets another VPC reach a database by its address, without a load balancer."""

import pulumi
import pulumi_privatelink as privatelink

config = pulumi.Config()

orders = privatelink.PrivateLinkResource(
    "orders",
    name="orders",
    vpc_id=config.require("vpcId"),
    subnets={
        "use1-az1": privatelink.ResourceGatewaySubnetArgs(subnet_id=config.require("subnetA")),
        "use1-az2": privatelink.ResourceGatewaySubnetArgs(subnet_id=config.require("subnetB")),
    },
    security_group_ids=[config.require("securityGroupId")],
    resources={"db": privatelink.SharedResourceArgs(ip_address="10.0.1.10", ports=[5432])},
)

endpoint = privatelink.PrivateLinkConsumer(
    "to-orders",
    name="to-orders",
    vpc_id=config.require("clientVpcId"),
    endpoint_type=privatelink.EndpointType.RESOURCE,
    resource_configuration_arn=orders.resource_configuration_arns["db"],
    subnets={
        "use1-az1": privatelink.EndpointSubnetArgs(subnet_id=config.require("clientSubnet")),
    },
)

pulumi.export("endpointId", endpoint.endpoint_id)
