"""An Auto Scaling group behind a TLS listener, offered to another account by a name of its own.

consumer's endpoint --> endpoint service --> NLB (TLS) --> Auto Scaling group
"""

import base64

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

# Python is on the image already, so nothing has to be downloaded and the network needs no way out.
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
name = f"orders.{config.require('domain')}"
# Public zone of the domain. Gets the records that prove whose it is.
hosted_zone_id = config.require("hostedZoneId")
deletion_protection = config.get_bool("deletionProtection")

# The network.
# Zones that have such instances, in whatever Region this is. Ids mean the same zone in every account; names do not.
offered = aws.ec2.get_instance_type_offerings(
    location_type="availability-zone-id",
    filters=[aws.ec2.GetInstanceTypeOfferingsFilterArgs(name="instance-type", values=["t3.micro"])],
)
zones = sorted(offered.locations)[:3]
vpc = aws.ec2.Vpc("orders", cidr_block="10.0.0.0/16", tags={"Name": "orders"})
subnets = {
    zone: aws.ec2.Subnet(
        f"orders-{zone}",
        vpc_id=vpc.id,
        availability_zone_id=zone,
        cidr_block=f"10.0.{16 * index}.0/20",
        tags={"Name": f"orders-{zone}"},
    )
    for index, zone in enumerate(zones)
}

# The application.
image = aws.ssm.get_parameter(
    name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
)
group = aws.ec2.SecurityGroup(
    "orders", vpc_id=vpc.id, description="The application", tags={"Name": "orders"}
)
template = aws.ec2.LaunchTemplate(
    "orders",
    name_prefix="orders-",
    image_id=image.insecure_value,
    instance_type="t3.micro",
    vpc_security_group_ids=[group.id],
    metadata_options=aws.ec2.LaunchTemplateMetadataOptionsArgs(http_tokens="required"),
    user_data=base64.b64encode(USER_DATA.encode()).decode(),
)
instances = aws.autoscaling.Group(
    "orders",
    name_prefix="orders-",
    min_size=3,
    max_size=6,
    max_instance_lifetime=14 * 24 * 60 * 60,
    # An instance that runs but does not answer is replaced too.
    health_check_type="ELB",
    health_check_grace_period=120,
    vpc_zone_identifiers=[subnet.id for subnet in subnets.values()],
    launch_template=aws.autoscaling.GroupLaunchTemplateArgs(
        id=template.id, version=template.latest_version.apply(str)
    ),
    tags=[aws.autoscaling.GroupTagArgs(key="Name", value="orders", propagate_at_launch=True)],
)

# Certificate, load balancer, logs, endpoint service and private DNS name, with the records that prove whose they are.
service = privatelink.PrivateLinkService(
    "orders",
    name="orders",
    vpc_id=vpc.id,
    load_balancer=privatelink.LoadBalancerArgs(
        subnets={
            zone: privatelink.SubnetArgs(subnet_id=subnet.id) for zone, subnet in subnets.items()
        },
        cross_zone=True,
        # Turn it off before `pulumi destroy`.
        deletion_protection=True if deletion_protection is None else deletion_protection,
        access_logs=privatelink.AccessLogsArgs(
            create=privatelink.LogBucketArgs(expire_after_days=90), prefix="orders"
        ),
    ),
    certificates={
        "orders": privatelink.CertificateArgs(domain_name=name, hosted_zone_id=hosted_zone_id),
    },
    listeners={
        "https": privatelink.ListenerArgs(
            port=443,
            protocol=privatelink.ListenerProtocol.TLS,
            certificate="orders",
            ssl_policy="ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
            target_type=privatelink.TargetType.INSTANCE,
            target_port=80,
            target_protocol=privatelink.ListenerProtocol.TCP,
            auto_scaling_groups={"orders": instances.name},
            health_check=privatelink.HealthCheckArgs(
                protocol=privatelink.HealthCheckProtocol.HTTP,
                healthy_threshold=3,
                unhealthy_threshold=3,
            ),
            deregistration_delay_seconds=90,
        ),
    },
    private_dns=privatelink.PrivateDnsArgs(name=name, hosted_zone_id=hosted_zone_id),
    allowed_principals=[f"arn:aws:iam::{config.require('consumerAccountId')}:root"],
    # Endpoints that are let in. Key: a name for the consumer.
    accepted_endpoint_ids=config.get_object("acceptedEndpointIds"),
)

# Only the load balancer gets to the application.
aws.vpc.SecurityGroupIngressRule(
    "orders",
    security_group_id=group.id,
    description="The load balancer, with requests and health checks",
    referenced_security_group_id=service.security_group_id.apply(str),
    ip_protocol="tcp",
    from_port=80,
    to_port=80,
)

# All that the consumer needs.
pulumi.export("connectionJson", service.connection_json)
# Where the access logs are. Empty it before `pulumi destroy`.
pulumi.export("accessLogsBucket", service.access_logs_bucket)
