"""Session Manager and container images in a VPC that has no way out to the internet."""

import pulumi
import pulumi_privatelink as privatelink

config = pulumi.Config()
vpc_id = config.require("vpcId")

# Keys are ids of Availability Zones: they mean the same zone in every account, names do not.
subnets = {
    "use1-az1": privatelink.EndpointSubnetArgs(subnet_id=config.require("subnetA")),
    "use1-az2": privatelink.EndpointSubnetArgs(subnet_id=config.require("subnetB")),
}

# Three endpoints: `ssm`, `ssmmessages` and `ec2messages`.
ssm = privatelink.PrivateLinkConsumer(
    "ssm",
    name="ssm",
    vpc_id=vpc_id,
    bundle="ssm",
    subnets=subnets,
)

# Two endpoints for the registry, and a gateway endpoint for S3, from which the layers come.
images = privatelink.PrivateLinkConsumer(
    "images",
    name="images",
    vpc_id=vpc_id,
    bundle="ecr",
    subnets=subnets,
    route_table_ids={"private": config.require("routeTableId")},
)

pulumi.export(
    "endpointIds",
    pulumi.Output.all(ssm.endpoint_ids, images.endpoint_ids).apply(
        lambda ids: {**ids[0], **ids[1]}
    ),
)
pulumi.export("gatewayEndpointIds", images.gateway_endpoint_ids)
