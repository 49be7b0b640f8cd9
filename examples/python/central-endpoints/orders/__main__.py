"""An account whose VPC uses the hub's endpoints, and whose microservice other accounts reach through the hub."""

import json

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

# Ids mean the same zone in every account; names do not.
RANGES = {"use1-az1": "10.1.0.0/20", "use1-az2": "10.1.16.0/20", "use1-az4": "10.1.32.0/20"}

# Python is on the image already, so nothing has to be downloaded.
USER_DATA = """#!/bin/sh
mkdir -p /srv/www
echo 'Hello from orders' > /srv/www/index.html
cat > /etc/systemd/system/web.service <<'UNIT'
[Service]
ExecStart=/usr/bin/python3 -m http.server 80 --directory /srv/www
Restart=always
DynamicUser=yes
AmbientCapabilities=CAP_NET_BIND_SERVICE
[Install]
WantedBy=multi-user.target
UNIT
systemctl enable --now web
"""

config = pulumi.Config()

# What the hub hands over: its output `hubJson`.
hub_json = config.require("hubJson")
hub_account_id = json.loads(hub_json)["accountId"]

# The network has no way out. Both attributes are needed to resolve private names.
vpc = aws.ec2.Vpc(
    "orders",
    cidr_block="10.1.0.0/16",
    enable_dns_support=True,
    enable_dns_hostnames=True,
    tags={"Name": "orders"},
)
table = aws.ec2.RouteTable("orders", vpc_id=vpc.id, tags={"Name": "orders"})
subnets = {
    zone: aws.ec2.Subnet(
        f"orders-{zone}",
        vpc_id=vpc.id,
        availability_zone_id=zone,
        cidr_block=cidr_block,
        tags={"Name": f"orders-{zone}"},
    )
    for zone, cidr_block in RANGES.items()
}
for zone, subnet in subnets.items():
    aws.ec2.RouteTableAssociation(f"orders-{zone}", route_table_id=table.id, subnet_id=subnet.id)

# The account of the hub. The default provider is this account.
hub_provider = aws.Provider(
    "hub", profile=config.require("hubProfile"), region=pulumi.Config("aws").require("region")
)

# The spoke: an attachment, routes to the hub, and names that lead to its endpoints.
privatelink.EndpointHubSpoke(
    "spoke",
    name="orders",
    hub_json=hub_json,
    hub_provider=hub_provider,
    admission=privatelink.SpokeAdmission.HERE,
    vpc_id=vpc.id,
    subnets={
        zone: privatelink.AttachmentSubnetArgs(subnet_id=subnet.id)
        for zone, subnet in subnets.items()
    },
    route_table_ids={"private": table.id},
    services=["execute-api", "appconfigdata"],
)

# The web servers. Connections come from the load balancer, never from the clients' addresses.
web = aws.ec2.SecurityGroup("web", vpc_id=vpc.id, description="web servers", tags={"Name": "web"})
image = aws.ssm.get_parameter(
    name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
)
servers = {
    zone: aws.ec2.Instance(
        f"web-{zone}",
        ami=image.insecure_value,
        instance_type="t3.nano",
        subnet_id=subnet.id,
        vpc_security_group_ids=[web.id],
        metadata_options=aws.ec2.InstanceMetadataOptionsArgs(http_tokens="required"),
        user_data=USER_DATA,
        tags={"Name": f"web-{zone}"},
        # A newer image is for new instances.
        opts=pulumi.ResourceOptions(ignore_changes=["ami"]),
    )
    for zone, subnet in subnets.items()
}

service = privatelink.PrivateLinkService(
    "service",
    name="orders",
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
    # The hub's account alone may connect, so nobody has to accept connections by hand.
    allowed_principals=[f"arn:aws:iam::{hub_account_id}:root"],
    acceptance_required=False,
)

aws.vpc.SecurityGroupIngressRule(
    "web",
    security_group_id=web.id,
    referenced_security_group_id=service.security_group_id.apply(str),
    ip_protocol="tcp",
    from_port=80,
    to_port=80,
)

# All that the hub has to know about the service.
pulumi.export("connectionJson", service.connection_json)
# VPC of the account.
pulumi.export("vpcId", vpc.id)
