"""An HTTP service for a consumer in another account whose network has the same addresses.

Deployed twice: without `acceptedEndpointIds` first, and again with the endpoint that the consumer made.
"""

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

# Ids mean the same zone in every account; names do not.
RANGES = {"use1-az1": "10.0.0.0/20", "use1-az2": "10.0.16.0/20"}

# Python is on the image already, so nothing has to be downloaded and the network needs no way out.
USER_DATA = """#!/bin/sh
mkdir /srv/www
echo 'Hello from the other network' > /srv/www/index.html
systemd-run --property=Restart=always python3 -m http.server 80 --directory /srv/www
"""

config = pulumi.Config()
consumer_account_id = config.require("consumerAccountId")

vpc = aws.ec2.Vpc("provider", cidr_block="10.0.0.0/16", tags={"Name": "provider"})
subnets = {
    zone: aws.ec2.Subnet(
        f"provider-{zone}",
        vpc_id=vpc.id,
        availability_zone_id=zone,
        cidr_block=cidr_block,
        tags={"Name": f"provider-{zone}"},
    )
    for zone, cidr_block in RANGES.items()
}

web = aws.ec2.SecurityGroup("web", vpc_id=vpc.id, description="web servers", tags={"Name": "web"})
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
    for zone, subnet in subnets.items()
}

service = privatelink.PrivateLinkService(
    "service",
    name="provider",
    vpc_id=vpc.id,
    load_balancer=privatelink.LoadBalancerArgs(
        subnets={
            zone: privatelink.SubnetArgs(subnet_id=subnet.id) for zone, subnet in subnets.items()
        },
        security_group=privatelink.SecurityGroupArgs(
            egress={"web": privatelink.TrafficRuleArgs(from_port=80, security_group_id=web.id)},
        ),
    ),
    listeners={
        "http": privatelink.ListenerArgs(
            port=80,
            target_type=privatelink.TargetType.INSTANCE,
            targets={
                zone: privatelink.TargetArgs(id=instance.id) for zone, instance in servers.items()
            },
        ),
    },
    # The account may ask; each of its endpoints waits until it is named here.
    allowed_principals=[f"arn:aws:iam::{consumer_account_id}:root"],
    acceptance_required=True,
    accepted_endpoint_ids=config.get_object("acceptedEndpointIds"),
)

# Connections come from the load balancer, never from the consumer's addresses.
aws.vpc.SecurityGroupIngressRule(
    "web",
    security_group_id=web.id,
    referenced_security_group_id=service.security_group_id.apply(str),
    ip_protocol="tcp",
    from_port=80,
    to_port=80,
)

# All that the consumer has to know.
pulumi.export("connectionJson", service.connection_json)
