"""An HTTPS application behind an Application Load Balancer, offered through PrivateLink, and a VPC that uses it.

consumer VPC: endpoint --> endpoint service --> NLB --> ALB (HTTPS) --> instance (service VPC)
"""

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

ZONES = ["use1-az1", "use1-az2"]


def network(name: str, cidr_block: str) -> tuple[aws.ec2.Vpc, list[aws.ec2.Subnet]]:
    """A VPC with one subnet per zone and a way out."""
    vpc = aws.ec2.Vpc(name, cidr_block=cidr_block, tags={"Name": name})
    gateway = aws.ec2.InternetGateway(name, vpc_id=vpc.id, tags={"Name": name})
    routes = aws.ec2.RouteTable(name, vpc_id=vpc.id, tags={"Name": name})
    aws.ec2.Route(
        name,
        route_table_id=routes.id,
        destination_cidr_block="0.0.0.0/0",
        gateway_id=gateway.id,
    )
    subnets = []
    for index, zone in enumerate(ZONES):
        subnet = aws.ec2.Subnet(
            f"{name}-{zone}",
            vpc_id=vpc.id,
            availability_zone_id=zone,
            cidr_block=cidr_block.replace("0.0/16", f"{index * 16}.0/20"),
            # Without a public address the gateway is no way out.
            map_public_ip_on_launch=True,
            tags={"Name": f"{name}-{zone}"},
        )
        aws.ec2.RouteTableAssociation(
            f"{name}-{zone}", subnet_id=subnet.id, route_table_id=routes.id
        )
        subnets.append(subnet)
    return vpc, subnets


def group(name: str, vpc: aws.ec2.Vpc, ports: list[int]) -> aws.ec2.SecurityGroup:
    """A group that takes `ports` from its VPC and lets everything out."""
    security_group = aws.ec2.SecurityGroup(
        name, vpc_id=vpc.id, description=name, tags={"Name": name}
    )
    for port in ports:
        aws.vpc.SecurityGroupIngressRule(
            f"{name}-{port}",
            security_group_id=security_group.id,
            cidr_ipv4=vpc.cidr_block,
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
        )
    aws.vpc.SecurityGroupEgressRule(
        name, security_group_id=security_group.id, cidr_ipv4="0.0.0.0/0", ip_protocol="-1"
    )
    return security_group


config = pulumi.Config()
account = aws.get_caller_identity()

# The application.
service_vpc, service_subnets = network("service", "10.0.0.0/16")
web = group("service", service_vpc, [80, 443])
instance = aws.ec2.Instance(
    "service",
    ami=config.require("imageId"),
    instance_type="t3.nano",
    subnet_id=service_subnets[0].id,
    vpc_security_group_ids=[web.id],
    user_data="#!/bin/sh\nuntil yum install -y nginx; do sleep 5; done\nsystemctl enable --now nginx\n",
    metadata_options=aws.ec2.InstanceMetadataOptionsArgs(http_tokens="required"),
    tags={"Name": "service"},
)
alb = aws.lb.LoadBalancer(
    "service",
    name="service-alb",
    internal=True,
    load_balancer_type="application",
    security_groups=[web.id],
    subnets=[subnet.id for subnet in service_subnets],
)
instances = aws.lb.TargetGroup(
    "service", name="service", port=80, protocol="HTTP", vpc_id=service_vpc.id
)
aws.lb.TargetGroupAttachment(
    "service", target_group_arn=instances.arn, target_id=instance.id, port=80
)
certificate = aws.acm.Certificate(
    "service",
    certificate_body=config.require("certificate"),
    private_key=config.require_secret("privateKey"),
)
https = aws.lb.Listener(
    "service",
    load_balancer_arn=alb.arn,
    port=443,
    protocol="HTTPS",
    ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificate_arn=certificate.arn,
    default_actions=[
        aws.lb.ListenerDefaultActionArgs(type="forward", target_group_arn=instances.arn)
    ],
)

# PrivateLink in front of it. The target is read from the listener, so that the ALB listens before it is registered.
service = privatelink.PrivateLinkService(
    "service",
    name="service",
    vpc_id=service_vpc.id,
    load_balancer=privatelink.LoadBalancerArgs(
        subnets={
            zone: privatelink.SubnetArgs(subnet_id=subnet.id)
            for zone, subnet in zip(ZONES, service_subnets)
        },
    ),
    listeners={
        "https": privatelink.ListenerArgs(
            port=443,
            target_type=privatelink.TargetType.ALB,
            targets={"alb": privatelink.TargetArgs(id=https.load_balancer_arn)},
            health_check=privatelink.HealthCheckArgs(
                protocol=privatelink.HealthCheckProtocol.HTTPS, path="/", matcher="200"
            ),
        ),
    },
    acceptance_required=False,
    allowed_principals=[f"arn:aws:iam::{account.account_id}:root"],
)

# The consumer. Its addresses may overlap with those of the service.
consumer_vpc, consumer_subnets = network("consumer", "10.0.0.0/16")
endpoint_group = group("consumer", consumer_vpc, [443])
endpoint = aws.ec2.VpcEndpoint(
    "consumer",
    vpc_id=consumer_vpc.id,
    vpc_endpoint_type="Interface",
    service_name=service.service_name,
    subnet_ids=[subnet.id for subnet in consumer_subnets],
    security_group_ids=[endpoint_group.id],
    tags={"Name": "consumer"},
)

pulumi.export("serviceName", service.service_name)
pulumi.export("availabilityZoneIds", service.availability_zone_ids)
pulumi.export("ports", service.ports)
pulumi.export(
    "endpointUrls",
    endpoint.dns_entries.apply(lambda entries: [f"https://{entry.dns_name}" for entry in entries]),
)
