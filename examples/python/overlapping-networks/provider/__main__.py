"""An HTTP service for a consumer in another account whose network has the same addresses.

Deployed twice: without `acceptedEndpointIds` first, and again with the endpoint that the consumer made.
"""

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

# Python is on the image already, so nothing has to be downloaded and the network needs no way out.
USER_DATA = """#!/bin/sh
mkdir -p /srv/www
echo 'Hello from the other network' > /srv/www/index.html
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
image = aws.ssm.get_parameter(
    name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
)
# Zones that have such instances, in whatever Region this is. Ids mean the same zone in every account; names do not.
offered = aws.ec2.get_instance_type_offerings(
    location_type="availability-zone-id",
    filters=[aws.ec2.GetInstanceTypeOfferingsFilterArgs(name="instance-type", values=["t3.nano"])],
)
zones = sorted(offered.locations)[:2]

vpc = aws.ec2.Vpc("provider", cidr_block="10.0.0.0/16", tags={"Name": "provider"})
subnets = {
    zone: aws.ec2.Subnet(
        f"provider-{zone}",
        vpc_id=vpc.id,
        availability_zone_id=zone,
        cidr_block=f"10.0.{16 * index}.0/20",
        tags={"Name": f"provider-{zone}"},
    )
    for index, zone in enumerate(zones)
}

web = aws.ec2.SecurityGroup("web", vpc_id=vpc.id, description="web servers", tags={"Name": "web"})
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
    name="provider",
    vpc_id=vpc.id,
    load_balancer=privatelink.LoadBalancerArgs(
        subnets={
            zone: privatelink.SubnetArgs(subnet_id=subnet.id) for zone, subnet in subnets.items()
        },
        security_group=privatelink.SecurityGroupArgs(
            egress={"web": privatelink.TrafficRuleArgs(from_port=80, security_group_id=web.id)}
        ),
    ),
    listeners={
        "http": privatelink.ListenerArgs(
            port=80,
            target_type=privatelink.TargetType.INSTANCE,
            targets={zone: privatelink.TargetArgs(id=it.id) for zone, it in servers.items()},
            health_check=privatelink.HealthCheckArgs(protocol=privatelink.HealthCheckProtocol.HTTP),
        )
    },
    # The account may ask; each of its endpoints waits until it is named here.
    allowed_principals=[f"arn:aws:iam::{config.require('consumerAccountId')}:root"],
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
