"""A web service behind an Application Load Balancer, shared with one other account, on port 80 and nothing else.

consumer account: VPC --80--> endpoint --> service account: NLB --80--> ALB --80--> instances
"""

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

# Ids mean the same zone in every account; names do not.
RANGES = {"use1-az1": "10.0.0.0/20", "use1-az2": "10.0.16.0/20"}

# Python is on the image already, so nothing has to be downloaded.
USER_DATA = """#!/bin/sh
mkdir /srv/www
echo 'Hello from the shared service' > /srv/www/index.html
systemd-run --property=Restart=always python3 -m http.server 80 --directory /srv/www
"""


def network(
    name: str, opts: pulumi.ResourceOptions | None = None
) -> tuple[aws.ec2.Vpc, dict[str, aws.ec2.Subnet]]:
    """A VPC with a subnet in each zone and no way out: PrivateLink needs none."""
    vpc = aws.ec2.Vpc(name, cidr_block="10.0.0.0/16", tags={"Name": name}, opts=opts)
    subnets = {
        zone: aws.ec2.Subnet(
            f"{name}-{zone}",
            vpc_id=vpc.id,
            availability_zone_id=zone,
            cidr_block=cidr_block,
            tags={"Name": f"{name}-{zone}"},
            opts=opts,
        )
        for zone, cidr_block in RANGES.items()
    }
    return vpc, subnets


config = pulumi.Config()

# The default provider is the account of the service.
consumer_account = aws.Provider(
    "consumer",
    profile=config.require("consumerProfile"),
    region=pulumi.Config("aws").require("region"),
)
consumer_id = aws.get_caller_identity(
    opts=pulumi.InvokeOptions(provider=consumer_account)
).account_id

# The service.
service_vpc, service_subnets = network("service")

# Empty: the component adds the one rule that lets the Application Load Balancer in.
web = aws.ec2.SecurityGroup(
    "web", vpc_id=service_vpc.id, description="web servers", tags={"Name": "web"}
)
servers = {
    zone: aws.ec2.Instance(
        f"web-{zone}",
        ami=config.require("imageId"),
        instance_type="t3.nano",
        subnet_id=subnet.id,
        vpc_security_group_ids=[web.id],
        user_data=USER_DATA,
        tags={"Name": f"web-{zone}"},
    )
    for zone, subnet in service_subnets.items()
}

service = privatelink.PrivateLinkService(
    "service",
    name="service",
    vpc_id=service_vpc.id,
    load_balancer=privatelink.LoadBalancerArgs(
        subnets={
            zone: privatelink.SubnetArgs(subnet_id=subnet.id)
            for zone, subnet in service_subnets.items()
        },
    ),
    listeners={
        "http": privatelink.ListenerArgs(port=80, target_type=privatelink.TargetType.ALB),
    },
    application_load_balancer=privatelink.ApplicationLoadBalancerArgs(
        port=80,
        target_type=privatelink.WebTargetType.INSTANCE,
        targets={
            zone: privatelink.ApplicationTargetArgs(id=instance.id)
            for zone, instance in servers.items()
        },
        security_group=privatelink.SecurityGroupsArgs(targets={"web": web.id}),
    ),
    # Who may connect stands here, so nobody has to accept connections by hand.
    allowed_principals=[f"arn:aws:iam::{consumer_id}:root"],
    acceptance_required=False,
)

# The consumer. Its addresses may be the same as those of the service.
consumer_vpc, consumer_subnets = network(
    "consumer", pulumi.ResourceOptions(provider=consumer_account)
)

# The connection says which ports there are, so the endpoint takes port 80 from its VPC and nothing else.
consumer = privatelink.PrivateLinkConsumer(
    "consumer",
    name="consumer",
    vpc_id=consumer_vpc.id,
    connection_json=service.connection_json,
    subnets={
        zone: privatelink.EndpointSubnetArgs(subnet_id=subnet.id)
        for zone, subnet in consumer_subnets.items()
    },
    opts=pulumi.ResourceOptions(providers=[consumer_account]),
)

pulumi.export("serviceName", service.service_name)
pulumi.export("url", pulumi.Output.format("http://{}", consumer.regional_dns_name))
