"""A VPC made in the same program, without a way out to the internet.

Systems Manager is reached by an endpoint, and the application in the VPC is offered to one other account.
"""

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

config = pulumi.Config()
tags = {"Name": "shop"}

# The endpoint's private DNS needs both attributes.
vpc = aws.ec2.Vpc(
    "shop",
    cidr_block="10.0.0.0/16",
    enable_dns_support=True,
    enable_dns_hostnames=True,
    tags=tags,
)
subnets = [
    aws.ec2.Subnet(
        f"shop-{zone}",
        vpc_id=vpc.id,
        availability_zone_id=zone,
        cidr_block=f"10.0.{16 * index}.0/20",
        tags=tags,
    )
    for index, zone in enumerate(["use1-az1", "use1-az2"])
]
# AWS gives these ids during the deployment, so a preview does not know them.
subnet_ids = [subnet.id for subnet in subnets]

endpoint = privatelink.PrivateLinkConsumer(
    "ssm",
    name="ssm",
    vpc_id=vpc.id,
    service="ssm",
    subnet_ids=subnet_ids,
)

# The application. It listens on port 80, and only the load balancer of the service may connect.
group = aws.ec2.SecurityGroup("shop", vpc_id=vpc.id, description="The application", tags=tags)
instance = aws.ec2.Instance(
    "shop",
    ami=config.require("imageId"),
    instance_type="t3.nano",
    subnet_id=subnet_ids[0],
    vpc_security_group_ids=[group.id],
    metadata_options=aws.ec2.InstanceMetadataOptionsArgs(http_tokens="required"),
    tags=tags,
)

service = privatelink.PrivateLinkService(
    "shop",
    name="shop",
    vpc_id=vpc.id,
    load_balancer=privatelink.LoadBalancerArgs(subnet_ids=subnet_ids),
    listeners={
        "http": privatelink.ListenerArgs(
            port=80,
            target_type=privatelink.TargetType.INSTANCE,
            targets={"shop": privatelink.TargetArgs(id=instance.id)},
        ),
    },
    allowed_principals=["arn:aws:iam::222222222222:root"],
)
aws.vpc.SecurityGroupIngressRule(
    "service",
    security_group_id=group.id,
    description="The load balancer, with requests and health checks",
    referenced_security_group_id=service.security_group_id.apply(str),
    ip_protocol="tcp",
    from_port=80,
    to_port=80,
)

pulumi.export("endpointId", endpoint.endpoint_id)
pulumi.export("serviceName", service.service_name)
