"""An Auto Scaling group behind a TLS listener, offered to another account by a name of its own.

consumer's endpoint --> endpoint service --> NLB (TLS) --> Auto Scaling group
"""

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

config = pulumi.Config()
name = f"orders.{config.require('domain')}"
# Public zone of the domain. Gets the records that prove whose it is.
hosted_zone_id = config.require("hostedZoneId")
deletion_protection = config.get_bool("deletionProtection")

# The network.
RANGES = {"use1-az1": "10.0.0.0/20", "use1-az2": "10.0.16.0/20", "use1-az4": "10.0.32.0/20"}
vpc = aws.ec2.Vpc("orders", cidr_block="10.0.0.0/16", tags={"Name": "orders"})
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

# The application.
group = aws.ec2.SecurityGroup(
    "orders", vpc_id=vpc.id, description="The application", tags={"Name": "orders"}
)
template = aws.ec2.LaunchTemplate(
    "orders",
    name_prefix="orders-",
    image_id=config.require("imageId"),
    instance_type="t3.micro",
    vpc_security_group_ids=[group.id],
    metadata_options=aws.ec2.LaunchTemplateMetadataOptionsArgs(http_tokens="required"),
)
instances = aws.autoscaling.Group(
    "orders",
    name_prefix="orders-",
    min_size=3,
    max_size=6,
    max_instance_lifetime=14 * 24 * 60 * 60,
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
